# from  n  the n-th working day after (before) it. By hand from the notices.
2006-04-28  1    2006-04-29
2006-04-28  2    2006-04-30
2006-04-28  3    2006-05-08
2006-05-08  -1   2006-04-30
2006-05-03  1    2006-05-08    # from within the week of rest
2006-05-03  -1   2006-04-30
2006-05-03  0    2006-05-03
2006-01-27  6    2006-02-09    # 28 January, 5 February, then 6 to 9
2006-06-16  1    2006-06-19
2026-12-31  1    2027-01-01    # provisional
9999-12-30  5    9999-12-31    # the last day there is
