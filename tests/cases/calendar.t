# date  work or rest. 2006: 国办发明电〔2005〕35号. 2007 and later: the notices named in
# rules/calendar/cn.csv. Days without a remark go by their weekday.
2005-12-31  work   # Saturday, worked for New Year
2006-01-01  rest
2006-01-02  rest
2006-01-03  rest   # Tuesday
2006-01-04  work
2006-01-28  work   # Saturday, worked for Spring Festival
2006-01-29  rest
2006-02-03  rest   # Friday
2006-02-04  rest
2006-02-05  work   # Sunday, worked
2006-02-06  work
2006-04-29  work   # Saturday, worked for Labour Day
2006-04-30  work   # Sunday, worked
2006-05-01  rest
2006-05-05  rest   # Friday
2006-05-07  rest
2006-05-08  work
2006-06-17  rest   # Saturday
2006-06-20  work   # the demo's today
2006-09-30  work   # Saturday, worked for the National Day
2006-10-02  rest
2006-10-06  rest   # Friday
2006-10-07  rest
2006-10-08  work   # Sunday, worked
2006-12-30  work   # Saturday, by the notice for 2007
2006-12-31  work   # Sunday, likewise
2007-01-01  rest
2008-05-02  rest   # Friday after Labour Day, the week of rest being gone
2015-09-03  rest   # Thursday, 70 years since the end of the war
2015-09-06  work   # Sunday, worked for it
2020-01-31  rest   # Friday: Spring Festival prolonged
2020-02-03  work
2026-02-14  work   # Saturday, worked for Spring Festival
2026-10-01  rest
2027-01-01  work   # Friday of a year not yet published: weekends alone
2027-01-02  rest
1999-10-01  work   # Friday of a year not covered
