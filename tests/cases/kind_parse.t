# kind  typed  machine form ("-" is refused)     # entity/kinds.c: one form out, people's forms in
text    "安吉县"            "安吉县"
text    "  two words  "     "two words"          # white space around goes
code    "A-1_b.c:2"         "A-1_b.c:2"
code    "ＡＢ１"            "AB1"                # full-width forms, GB 18030 keyboards
code    "安吉"              -
code    "a b"               -
int     12                  12
int     -12                 -12
int     "１２"              12
int     1.5                 -
int     1e3                 -
int     1234567890123456789 -                    # over 18 digits
decimal 16.69               16.69
decimal -17.9               -17.9
decimal 2303                2303
decimal 0.0001              0.0001
decimal 0.00001             -                    # more than four decimals is refused, not rounded
decimal 1,000               -
decimal "１６．６９"        16.69
date    2006-06-20          2006-06-20
date    2006-02-29          -
date    2006-6-20           -
period  2006-05             2006-05
period  2006-01..05         2006-01..05
period  2006-01..03         2006-Q1              # period.h: the same months have one name
period  2006-04..06         2006-Q2
period  2006                2006
period  2006-13             -
bool    yes                 true
bool    否                  false
bool    1                   true
bool    on                  true
bool    maybe               -
ref     17                  17
ref     0                   -
ref     -3                  -
text      "a‮b"      -    # U+202E turns what follows around (Unicode TR 36, 2.4)
text      "a⁦b"      -    # U+2066
