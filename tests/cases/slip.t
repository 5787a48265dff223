# value  beside  times; by hand: 6 and more is a slip of unit or point
386        3.86     100
38.6       3.86     10
38600      3.86     10000
0.386      3.86     10
0.0386     3.86     100
6          1        6
5.9999     1        none
1          5.9999   none
23.15      3.86     none   # 5.997
25.09      3.86     7      # 6.5 to the nearest
0          3.86     none
3.86       0        none
-386       3.86     none   # a sign is another doubt
386        -3.86    none
1000000000000 0.0001 10000000000000000
