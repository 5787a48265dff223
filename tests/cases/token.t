# text -> tokens, by the rule in src/base/token.h worked out by hand; folded as Unicode's NFKC and simple case folding do.
安吉县                "安吉 吉县 县"
县                    "县"
安政发〔2006〕12号    "安政 政发 发 2006 12 号"        # as in GB/T 9704: hexagonal brackets
安政发[2006]12号      "安政 政发 发 2006 12 号"        # as typed on a keyboard
安政发（２００６）１２号 "安政 政发 发 2006 12 号"      # full width
"ＧＤＰ 增速"         "gdp 增速 速"
"Anji County"         "anji county"
Éclair                "éclair"
Ⅻ期                   "xii 期"
60㎡                  "60m2"
①安吉                 "1 安吉 吉"
二〇〇六年            "二〇 〇〇 〇六 六年 年"        # 〇 is read with the characters beside it
3.5%                  "3 5"
安吉、德清            "安吉 吉 德清 清"              # a sign between them: no pair
K12+300               "k12 300"
()                    ""
