# date        days since 1970   weekday (1 Monday .. 7 Sunday)
1970-01-01    0        4   # the Unix epoch, a Thursday
0001-01-01    -719162  1   # .NET DateTime.MinValue is a Monday; 719162 days before 1970
9999-12-31    2932896  5
1582-10-15    -141427  5   # first day of the Gregorian calendar, a Friday
1900-03-01    -25508   4   # 1900 was no leap year
1949-10-01    -7397    6   # founding of the People's Republic, a Saturday
2000-02-29    11016    2   # 2000 was a leap year
2006-01-01    13149    7
2006-01-29    13177    7   # Spring Festival of 2006, a Sunday
2006-06-20    13319    2
2008-08-08    14099    5   # opening of the Beijing Olympics, a Friday
2038-01-19    24855    2
