# Numbers of workbooks as their format shows them (xlsx_number_show): code, number as it stands in
# the file, what is read. In codes ' stands for a quote and ~ for the number sign. Codes as Excel 2019, WPS and LibreOffice 7.4 write them; what they show
# by ECMA-376 18.8.30 and 18.8.31. "1904" as fourth column: days count from 1904-01-01.
General            0.1                    0.1   # the shortest form
General            0.10000000000000001    0.1   # 17 digits of a binary fraction: 15 count
General            0.30000000000000004    0.3   # 0.1 + 0.2
General            17.100000000000001     17.1
General            1.0E-2                 0.01   # xsd:double
General            1E3                    1000
General            -2.5E+2                -250
General            123456789012345        123456789012345
General            0                      0
General            -0                     0
General            +5                     5
G/通用格式         2303                   2303   # General as Chinese WPS writes it
@                  330523                 330523
0                  17.5                   18   # half away from zero
0                  -17.5                  -18
0                  0.4                    0
0.0                17.16                  17.2
0.0                17.1                   17.1
0.00               0.28499999999999998    0.29   # held as 0.285
0.00               1234567                1234567.00
~,~~0              1234567                1234567
~,~~0.0            1234567.25             1234567.3
"~,~~0.00;[Red]-~,~~0.00"  -1234.5        -1234.50
"0.0_ ;[Red]-0.0 "  -17.9                 -17.9
"0.0;[Red]0.0"     -17.9                  -17.9   # red says below zero; the sign is kept
"_ * ~,~~0.00_ ;_ * -~,~~0.00_ ;_ * '-'??_ ;_ @_ "  0  0   # accounting: a dash for nothing
"¥~,~~0.00"        12.5                   12.50
"'¥'~,~~0.00;'¥'-~,~~0.00"  -12.5     -12.50
"0.0'亿元'"      23.03                  23.0
"0.00\ 亿元"       23.03                  23.03
000000             330                    000330   # codes kept as numbers
0%                 0.171                  17%
0.0%               0.17100000000000001    17.1%
0.00%              -0.0525                -5.25%
"0.0%;[Red]-0.0%"  -0.0525                -5.3%
0.00E+00           0.00123                0.00123   # powers of ten: what the cell holds
"~ ?/?"            0.25                   0.25
"0!.0,"            12345                  12345   # tens of thousands by a trick
"0.0,"             12345                  12345   # thousands
"[>=10000]0!.0000'万';0"  12345        12345
[DBNum1]General    2006                   2006
# Days: 1 is 1900-01-01; 60 is a 29 February that never was.
yyyy/m/d           38888                  2006-06-20
yyyy-mm-dd         38888                  2006-06-20
"yyyy'年'm'月'd'日'"  38888         2006-06-20
yyyy年m月d日       38888                  2006-06-20
"[$-804]yyyy'年'm'月'd'日';@"  38888  2006-06-20
"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy"  38888   2006-06-20
"yyyy'年'm'月'"  38888                2006-06
"yyyy'年'"       38888                  2006
e年m月             38888                  2006-06
"m'月'd'日'"   38888                  2006-06-20   # the year is there, though not shown
mmm-yy             38888                  2006-06
d-mmm              38888                  2006-06-20
yyyy/m/d           1                      1900-01-01
yyyy/m/d           59                     1900-02-28
yyyy/m/d           60                     -   # no such day
yyyy/m/d           61                     1900-03-01
yyyy/m/d           0                      -
yyyy/m/d           -1                     -
yyyy/m/d           2958465                9999-12-31
yyyy/m/d           2958466                -
yyyy/m/d           37426                  2006-06-20   1904
yyyy/m/d           0                      1904-01-01   1904
"yyyy/m/d h:mm"    38888.354166666664     "2006-06-20 08:30"
"yyyy/m/d h:mm"    38888                  2006-06-20   # midnight is no time
yyyy/m/d           38888.75               2006-06-20   # only the day is shown
"yyyy-mm-dd hh:mm:ss"  38888.354513888888 "2006-06-20 08:30:30"
h:mm               0.35416666666666669    08:30
"h:mm AM/PM"       0.75                   18:00
上午/下午h时mm分   0.75                   18:00
mm:ss              0.00034722222222222224 00:00:30
[h]:mm             1.5                    1.5   # a length of time, in days
