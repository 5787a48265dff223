# pace  from  to  rest  told  may be sent (+08:00). By hand from the rule in core/quiet.h and the notices of
# the State Council for 2006: 1-7 May are days of rest, 29 and 30 April (a weekend) are worked.
at_once 20 8 yes 2006-06-01T10:15 2006-06-01T10:15   # a Thursday at work
at_once 20 8 yes 2006-06-01T19:59 2006-06-01T19:59
at_once 20 8 yes 2006-06-01T20:00 2006-06-02T08:00   # the evening waits for the morning
at_once 20 8 yes 2006-06-01T03:00 2006-06-01T08:00
at_once 20 8 yes 2006-06-01T07:59 2006-06-01T08:00
at_once 20 8 yes 2006-06-02T21:00 2006-06-05T08:00   # Friday evening to Monday
at_once 20 8 yes 2006-06-03T12:00 2006-06-05T08:00   # a Saturday
at_once 20 8 no  2006-06-03T12:00 2006-06-03T12:00   # this person is told on days of rest
at_once 20 8 no  2006-06-03T23:00 2006-06-04T08:00
at_once 0  0 yes 2006-06-01T23:30 2006-06-01T23:30   # no quiet hours
at_once 0  0 yes 2006-06-03T12:00 2006-06-05T00:00   # yet the weekend rests
at_once 12 14 yes 2006-06-01T12:30 2006-06-01T14:00  # noon
at_once 12 14 yes 2006-06-01T14:00 2006-06-01T14:00
at_once 20 8 yes 2006-04-29T10:00 2006-04-29T10:00   # a worked Saturday
at_once 20 8 yes 2006-05-01T10:00 2006-05-08T08:00   # the week of May
at_once 20 8 yes 2006-04-30T20:30 2006-05-08T08:00
digest  20 8 yes 2006-06-01T10:15 2006-06-02T08:00
digest  20 8 yes 2006-06-01T07:59 2006-06-01T08:00   # told before the morning: this morning
digest  20 8 yes 2006-06-01T08:00 2006-06-01T08:00
digest  20 8 yes 2006-06-02T10:00 2006-06-05T08:00   # Friday to Monday
digest  20 8 no  2006-06-02T10:00 2006-06-03T08:00   # Saturday morning, as wanted
digest  20 9 yes 2006-06-01T10:00 2006-06-02T09:00   # quiet until nine
digest  22 7 yes 2006-06-01T10:00 2006-06-02T08:00   # the morning is eight
digest  12 14 yes 2006-06-01T10:00 2006-06-02T08:00
digest  0  0 yes 2006-06-01T10:00 2006-06-02T08:00
digest  20 8 yes 2006-04-28T18:00 2006-04-29T08:00   # worked Saturday
digest  20 8 yes 2006-04-30T18:00 2006-05-08T08:00
none    20 8 yes 2006-06-01T10:15 never
