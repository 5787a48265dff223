# value  growth  same or apart
2.49     2.49    same     # mission.md: fiscal revenue, 2.49 and 2.49 %
2.49     -2.49   same
24.9     2.49    same
2490     2.49    same
0.249    2.4900  same
2.49     2.48    apart
15       15      apart    # two digits coincide often
1.5      1.5     apart
101      10.1    same
100      100     apart    # one digit
0        0       apart
16.69    12.5    apart
