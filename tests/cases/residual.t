# total  its growth  part  its growth  places  rest  its growth, or "undefined"
# mission.md: local revenue +10.2 % inside a total of +2.49 % means that the rest (0.89) fell 9.0 %.
2.49   2.49  1.6   10.2  1   0.89  -9.0
100    10    55    10    1   45    10.0     # both grow alike, so does the rest
110    10    66    20    1   44    -2.2     # bases 100 and 55, so 45 before: 44 / 45 = -2.22 %
0.0249 2.49  0.016 10.2  1   0.0089 -9.0    # in hundredths: the bases are not rounded
50     0     50    0     1   undefined      # there was no rest
50     0     60    0     1   undefined      # less than none
50     -100  20    0     1   undefined      # no base follows from a fall of 100 %
50     0     20    -100  1   undefined
922337203685477 900000000 1 900000000 1 undefined   # too large
