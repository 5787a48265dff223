# A password for the login "jingmao", and the code of its first problem or ok.
# GB/T 22239-2019 practice: at least 8 characters, mixed, not the login name, no default (domain.md, section 9).
Shui-ku2006     ok
Ab1defg         too_short       # seven characters
abcdefgh        not_mixed
12345678        not_mixed
水库水库水库水库  not_mixed       # one kind of sign only
水库2006年蓄水   ok              # nine characters, two kinds
jingmao2006     login
xJINGMAO99      login           # whatever the case
P@ssw0rd        common
1qaz2wsx        common
