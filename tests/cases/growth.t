# value  base  places  growth in percent, or "undefined". By hand; the bases are those the growth implies.
16.69    14.8356   1  12.5
15.83    14.287    1  10.8
2303     2805.12   1  -17.9
1.6      1.4519    1  10.2
10.63    9.2114    1  15.4
2        1         1  100.0
1        3         2  -66.67
1        3         0  -67
100.05   100       1  0.1     # exactly half goes away from zero
99.95    100       1  -0.1
100.0499 100       1  0.0     # rounded once: not to 0.05 first
0        5         1  -100.0
5        5         1  0.0
5        0         1  undefined
5        -1        1  undefined
-1       4         1  -125.0
922337203685477 0.0001 1 undefined   # too large
