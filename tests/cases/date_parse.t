# text          year month day, or "refused"
2006-06-20      2006 6 20
2004-02-29      2004 2 29
0001-01-01      1 1 1
9999-12-31      9999 12 31
2006-02-29      refused
1900-02-29      refused   # divisible by 100, not by 400
2006-04-31      refused
2006-00-10      refused
2006-13-01      refused
2006-01-00      refused
0000-01-01      refused
2006-6-20       refused
20060620        refused
2006/06/20      refused
2006-06-20T     refused
"2006-06-20 "   refused
" 2006-06-20"   refused
10000-01-01     refused
-006-01-01      refused
""              refused
2006-06         refused
