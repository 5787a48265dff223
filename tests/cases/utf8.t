# bytes in hexadecimal   characters, or "invalid". Unicode 15, table 3-7; RFC 3629.
""                       0
e6b996                   1     # U+6E56
e6b996c3a961             3
c280                     1     # U+0080, the first of two bytes
dfbf                     1
e0a080                   1     # U+0800, the first of three
ed9fbf                   1     # U+D7FF, before the surrogates
ee8080                   1     # U+E000, behind them
efbfbf                   1     # U+FFFF
f0908080                 1     # U+10000
f48fbfbf                 1     # U+10FFFF, the last
00                       invalid   # NUL
6100                     invalid
80                       invalid   # continuation first
bf                       invalid
c0af                     invalid   # overlong '/'
c1bf                     invalid
e08080                   invalid
e09fbf                   invalid   # overlong U+07FF
f08fbfbf                 invalid   # overlong U+FFFF
eda080                   invalid   # U+D800
edbfbf                   invalid   # U+DFFF
f4908080                 invalid   # U+110000
f5808080                 invalid
f8888080                 invalid
ff                       invalid
c3                       invalid   # cut
e6b9                     invalid
f09080                   invalid
c361                     invalid   # the second byte is no continuation
e6b961                   invalid
f0908061                 invalid
