# from  to  working days after `from`, up to and with `to`. By hand from the notices.
2006-06-20  2006-06-20  0
2006-06-20  2006-06-30  8
2006-06-30  2006-06-20  -8
2006-04-28  2006-05-08  3
2006-01-31  2006-02-28  18    # 20 weekdays, less 1 to 3, and the 5th worked
2005-12-31  2006-12-31  251   # 260 weekdays, 10 days of rest by law, 1 moved to 2005, 2 moved from 2007
2006-12-31  2007-12-31  249   # 261 weekdays, 10 days of rest by law, 2 moved to 2006
