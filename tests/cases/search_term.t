# what is typed -> found in the text? -> what of it is marked. By the promises of issue 3, section 4.
安政发        安政发〔2006〕12号  found  安政发
〔2006〕12    安政发〔2006〕12号  found  2006〕12
12号          安政发〔2006〕12号  found  12号
[2006]12号    安政发〔2006〕12号  found  2006〕12号
2006          安政发〔2006〕12号  found  2006
20            安政发〔2006〕12号  found  20
政发2006      安政发〔2006〕12号  found  政发〔2006
政            安政发〔2006〕12号  found  政
号            安政发〔2006〕12号  found  号
006           安政发〔2006〕12号  not    -       # words are found by their heads
发12          安政发〔2006〕12号  not    -       # not beside each other
安发          安政发〔2006〕12号  not    -
吉德          安吉、德清          not    -       # a sign stands between
安吉县天荒坪  浙江省安吉县天荒坪镇 found 安吉县天荒坪
ANJI          "Anji County"       found  Anji
anji          ＡＮＪＩ县          found  ＡＮＪＩ
county        "Anji County"       found  County
coun          "Anji County"       found  Coun
ounty         "Anji County"       not    -
