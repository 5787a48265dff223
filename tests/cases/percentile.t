# Percentiles by nearest rank: of n values in order, the one at place p/100 * n rounded up.
# Worked out by hand; 15, 20, 35, 40, 50 is the usual textbook row.
# values            percent  value
15,20,35,40,50      30       20
15,20,35,40,50      40       20
15,20,35,40,50      50       35
15,20,35,40,50      80       40
15,20,35,40,50      100      50
15,20,35,40,50      1        15
7                   50       7
7                   80       7
3,9                 50       3
3,9                 80       9
1,2,3,4,5,6,7,8,9,10 50      5
1,2,3,4,5,6,7,8,9,10 80      8
0,0,0,100           80       100
