# value  target  places  percent, or "undefined". First two: the table of mission.md.
2303   13500  1  17.1
8.38   16.5   1  50.8
8.38   16.5   2  50.79
16.5   16.5   1  100.0
20     16.5   1  121.2
0      16.5   1  0.0
-1     16.5   1  -6.1
1      0      1  undefined
1      -5     1  undefined
