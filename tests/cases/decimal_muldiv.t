# a  b  c  a * b / c, or "refused". By hand.
2303                100   13500   17.0593   # mission.md: 17.1 % of the year's target
8.38                100   16.5    50.7879   # mission.md: 50.8 %
1                   1     3       0.3333
2                   1     3       0.6667
-2                  1     3       -0.6667
2                   -1    3       -0.6667
2                   1     -3      -0.6667
-2                  -1    -3      -0.6667
0.0001              1     2       0.0001    # exactly half goes away from zero
-0.0001             1     2       -0.0001
0.0001              0.4999 1      0
1                   0     7       0
1                   1     0       refused
0                   0     0       refused
922337203685477     922337203685477   922337203685477   922337203685477   # the product takes 128 bits
922337203685477     2     1       refused
-922337203685477    2     1       refused
922337203685477     1     0.9999  refused
1                   1     0.0001  10000
