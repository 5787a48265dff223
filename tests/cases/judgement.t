# period  value  growth  target  planned  target-growth  better    result or shortcoming, measure, ahead
# ("-" is absent). The first seven: the table of mission.md.
2006-Q1      16.69  12.5   -      -      12.5  higher   result       gap      0
2006-01..05  15.83  10.8   -      -      24.6  higher   shortcoming  gap      -13.8
2006-01..05  2303   -17.9  13500  -      -     higher   shortcoming  linear   -24.6074
2006-01..05  8.38   -      16.5   -      -     higher   result       linear   9.1212
2006-01..05  2.49   2.49   -      -      -     higher   result       growth   2.49
2006-01..05  1.6    10.2   -      -      -     higher   result       growth   10.2
2006-01..05  10.63  15.4   -      -      22.2  higher   shortcoming  gap      -6.8
# The plan by month comes before the linear schedule: red under one, green under the other.
2006-01..05  2303   -      13500  2000   -     higher   result       planned  2.2444
2006-01..05  2303   -      13500  2303   -     higher   result       planned  0
2006-01..05  2303   -      13500  2304   -     higher   shortcoming  planned  -0.0074
# A target growth comes before an absolute target.
2006-01..05  2303   5      13500  -      4     higher   result       gap      1
# Exactly on the linear schedule, and a hair below it, which the rounded shares do not show.
2006-01..05  5      -      12     -      -     higher   result       linear   0
2006-01..05  4999999999.9999 -  12000000000 -  -  higher  shortcoming  linear  0
# Growth alone: 0 is a result, any fall is none.
2006-01..05  5      0      -      -      -     higher   result       growth   0
2006-01..05  5      -0.0001 -     -      -     higher   shortcoming  growth   -0.0001
# Where lower is better, all turns round.
2006-01..05  5      3      -      -      -     lower    shortcoming  growth   -3
2006-01..05  5      -3     -      -      -     lower    result       growth   3
2006-01..05  5      -2     -      -      -3    lower    shortcoming  gap      -1
2006-01..05  6      -      12     -      -     lower    shortcoming  linear   -8.3333
2006-01..05  4      -      12     -      -     lower    result       linear   8.3333
# A figure of May alone has no linear schedule; without anything to judge by, nothing is blamed.
2006-05      5      -1     12     -      -     higher   shortcoming  growth   -1
2006-05      5      -      12     -      -     higher   result       none     0
2006-01..05  5      -      -      -      -     higher   result       none     0
2006-01..05  -      -      12     -      -     higher   result       none     0
2006-01..05  5      -      0      3      -     higher   result       none     0
2006-01..05  -      1      -      -      2     higher   shortcoming  gap      -1
2006-01..05  5      -      -      3      -     higher   result       none     0
