# Figures of a county: indicator, period, value, and "ok" or the code of the first problem.
# inv: cumulative by month, two decimals. q: by quarter, not cumulative, no decimals. inv_m: management basis.
# Periods: domain.md 3.2 (January and February are one; cumulative values run from January).
inv    2006-01..02  1.25    ok
inv    2006-Q1      2       ok           # 2006-01..03
inv    2006         3.1     ok
inv    2006-01      0.5     ok           # January alone is cumulative too
inv    2006-02      0.5     frequency    # February alone is not
inv    2006-02..05  1       frequency
inv    2006-01..04  1.234   decimals
inv    2006-01..06  -1.5    negative     # an amount is never below zero
net    2006-01..06  -1.5    ok           # a net figure may be, where the indicator says so
inv    2006-01..07  1000000000000     ok    # observation.def: 10^12, so that sums fit
inv    2006-01..08  1000000000000.01  range
net    2006-01..08  -1000000000000.01 range
inv    1948         1       not_in_force # valid from 1949-10-01
inv    2999         1       future
inv_m  2006-Q1      1       ok
q      2006-Q2      5       ok
q      2006-H1      5       frequency
q      2006-05      5       frequency
q      2006-Q3      5.5     decimals
