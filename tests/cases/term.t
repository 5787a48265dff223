# unit  n  start  stops ("from..to,..."; no "to" while the clock stands)  last day, or "open"
#
# 行政许可法 art. 42: a decision within twenty working days of acceptance; art. 82: working days hold
# no day of rest.
working  20  2006-04-20  ""  2006-05-23   # 29 and 30 April are worked, 1 to 7 May are not
working  5   2006-09-28  ""  2006-10-10   # 29, 30 September; 8, 9, 10 October
# 政府信息公开条例 (2019) art. 33: an answer within twenty working days of receipt.
working  20  2024-09-10  ""  2024-10-14   # 14, 29 September and 12 October are worked
working  1   2006-05-03  ""  2006-05-08   # begins within a week of rest
# 行政复议法 (2017) art. 9: sixty days from knowing of the act; 民法典 art. 201, 203.
days     60  2006-03-01  ""  2006-04-30   # a Sunday, but worked: not moved
days     60  2006-03-02  ""  2006-05-08   # ends on 1 May, moved behind the days of rest
# 行政处罚法 (2021) art. 60: ninety days from the file's opening.
days     90  2023-07-01  ""  2023-10-07   # 29 September: Mid-Autumn, then the National Day; 7 October is worked
days     15  2009-09-15  ""  2009-09-30   # the last day before the National Day
days     1   2006-06-20  ""  2006-06-21
# 行政诉讼法 (2014) art. 46: six months from knowing of the act; 民法典 art. 202: without such a day,
# the last day of the month.
months   6   2023-08-31  ""  2024-02-29
months   6   2023-08-10  ""  2024-02-18   # 10 February: Spring Festival; Sunday the 18th is worked
months   1   2023-01-31  ""  2023-02-28
months   12  2004-02-29  ""  2005-02-28
# 行政许可法 art. 45: hearing, tender, inspection and review by experts are not counted.
working  10  2006-06-05  2006-06-12..2006-06-16  2006-06-26
working  10  2006-06-05  2006-06-15..2006-06-16,2006-06-12..2006-06-15  2006-06-26   # overlapping, out of order
working  10  2006-06-05  2006-06-10..2006-06-11  2006-06-19   # a weekend: nothing is lost
days     30  2006-06-01  ""                      2006-07-03   # 1 July is a Saturday
days     30  2006-06-01  2006-06-10..2006-06-19  2006-07-11   # ten days later
months   3   2006-03-15  ""                      2006-06-15
months   3   2006-03-15  2006-04-01..2006-04-05  2006-06-20
working  10  2006-06-05  2006-05-01..2006-06-04  2006-06-19   # before it begins
working  10  2006-06-05  2006-06-20..            2006-06-19   # after it is over
working  10  2006-06-05  2006-06-19..            open
days     10  2006-06-05  2006-06-06..            open
months   1   2006-06-05  2006-06-10..2006-06-12,2006-06-30..  open
# Years without a notice go by weekends alone.
working  5   2026-12-30  ""  2027-01-06
