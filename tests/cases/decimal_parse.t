# text  exact form, or "refused". By the rules in decimal.h, by hand.
0                        0
-0                       0
-0.0000                  0
+0                       0
2303                     2303
-17.9                    -17.9
+10.20                   10.2
0.0001                   0.0001
-0.0001                  -0.0001
16.6900                  16.69
007                      7
000000000000000000000000000001.5   1.5
922337203685477          922337203685477
-922337203685477         -922337203685477
922337203685477.0001     refused   # above the largest magnitude
922337203685478          refused
-922337203685478         refused
99999999999999999999999999999999999999999999999999999999   refused
0.00001                  refused   # a fifth decimal would be lost
1.23450                  refused
""                       refused
-                        refused
+                        refused
.                        refused
.5                       refused
5.                       refused
--5                      refused
+-5                      refused
1,000                    refused
1e3                      refused
0x10                     refused
" 1"                     refused
"1 "                     refused
1.2.3                    refused
NaN                      refused
１２                     refused   # full-width digits: text_narrow() comes first
