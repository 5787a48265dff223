# Escalation, one step at a time. Steps: -1 none, 0 blue, 1 yellow or orange, 2 red.
# by_quality  step now  due  done on  poor  excused  today  step called for
# R6 华亭县: on the due day nothing; the day after, with the item open, the next colour.
no  -1  2006-06-20  -  no  no  2006-06-20  -1
no  -1  2006-06-20  -  no  no  2006-06-21  0
no  0  2006-07-05  -  no  no  2006-07-05  0
no  0  2006-07-05  -  no  no  2006-07-06  1
no  1  2006-07-15  -  no  no  2006-07-16  2
# finished between two steps: closed, no next slip
no  0  2006-07-05  2006-07-03  no  no  2006-07-06  0
no  0  2006-07-05  2006-07-05  no  no  2006-07-20  0
# a missed week climbs one step, not three
no  -1  2006-06-20  -  no  no  2006-12-31  0
# the last step is the last
no  2  2006-07-25  -  no  no  2006-12-31  2
# R8 三明市: an expired blue without a justified reason, or quality not met, is orange
yes  0  2006-07-05  -  yes  no  2006-06-28  1
yes  0  2006-07-05  -  no  no  2006-07-06  1
yes  0  2006-07-05  -  no  yes  2006-07-06  0
yes  0  2006-07-05  -  yes  yes  2006-07-06  0
# by quality only where the ladder says so, and not before the first slip
no  0  2006-07-05  -  yes  no  2006-06-28  0
yes  -1  2006-07-05  -  yes  no  2006-06-28  -1
# entered on orange: red is next
yes  1  2006-07-05  -  no  no  2006-07-06  2
# 催办 by call, letter, on site, leader (qdx.gov.cn 2020-02-16, domain.md 2.4): one after the other, by days alone
no  -1  2006-06-20  -  no  no  2006-06-21  0
no  0  2006-06-26  -  no  no  2006-06-26  0
no  0  2006-06-26  -  no  no  2006-06-27  1
no  1  2006-07-04  -  no  no  2006-07-05  2
