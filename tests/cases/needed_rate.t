# from  to  years  places  percent a year, or "undefined". First row: mission.md M2. The others: the
# root by Python's decimal module with 60 digits; ties by hand.
1       2       3   1   26.0
1       2       3   4   25.9921
1       2       5   2   14.87
100     133.1   3   1   10.0     # exactly
100     100     4   1   0.0
2       1       3   1   -20.6
10000   11035.5025 2 1  5.1      # exactly 5.05 %: half away from zero
10000   9025    2   0   -5       # exactly -5 %
10000   9900.25 2   0   -1       # exactly -0.5 %: half away from zero
1       1000    1   1   99900.0
1       1000    30  2   25.89
7       9       10  3   2.545
0.0001  0.0002  1   1   100.0
922337203685477 1 1 1   -100.0
1       1001    1   1   undefined
1       2       0   1   undefined
1       2       31  1   undefined
0       2       3   1   undefined
1       0       3   1   undefined
-1      2       3   1   undefined
