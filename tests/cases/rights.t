# Who reads and writes what, and how far: one line an entity, one column a role.
# A cell is READ/WRITE: C the whole county, T the own unit and below, O the own unit, N nothing.
# Written by hand from issue 2 (section 4), architecture.md 2 "Rights" and 5.1, mission.md "The people who use it";
# it must not be made from rights.c.
#   leaders, their secretaries, promotion and supervision offices read all of their county and keep papers of all;
#   statistics keeps indicators and targets; figures (here: of the management basis, statistics are in test_observation.c)
#   are entered by the unit that reports them or, its ledger, by the head of the unit above it, and nobody else;
#   an enterprise sees its own; units, posts and own fields are looked up by every post;
#   the three administrators see no business data, and each has only its own part.
#   matters: leaders and the two offices see and enter those of all the county, others those of their own reach; what is put
#   under supervision, decisions, rounds, projects, and the categories of problems, is theirs alone; `matter` is read only, its kinds are written; a party
#   of a matter is whoever may say so for the matter; comments and documents are put to a matter by who sees it;
#   moves are made by moving it, steps are taken by the clock; terms, ladders and their steps are kept like categories.
#   the mail server and the addresses that hear of matters are the system administrator's: no business data, and nobody else's.
#entity       leader secretary promotion supervision statistics unit_head reporter owner auditor sysadmin secadmin
unit          C/N    C/N       C/N       C/N         C/N        C/N       C/N      C/N   C/N     C/C      C/N
unit_version  C/N    C/N       C/N       C/N         C/N        C/N       C/N      C/N   C/N     C/C      C/N
unit_change   C/N    C/N       C/N       C/N         C/N        C/N       C/N      C/N   C/N     C/C      C/N
post          C/N    C/N       C/N       C/N         C/N        C/N       C/N      C/N   C/N     C/C      C/N
extra_field   C/N    C/N       C/N       C/N         C/N        C/N       C/N      C/N   C/N     C/C      C/N
account       N/N    N/N       N/N       N/N         N/N        N/N       N/N      N/N   N/N     N/N      C/C
holding       N/N    N/N       N/N       N/N         N/N        N/N       N/N      N/N   N/N     N/N      C/C
indicator     C/N    C/N       C/N       C/N         C/C        C/N       C/N      C/N   N/N     N/N      N/N
target        C/N    C/N       C/N       C/N         C/C        C/N       C/N      O/N   N/N     N/N      N/N
observation   C/N    C/N       C/N       C/N         C/O        C/T       C/O      O/O   N/N     N/N      N/N
document      C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
category      C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
matter        C/N    C/N       C/N       C/N         T/N        T/N       O/N      O/N   N/N     N/N      N/N
problem       C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
supervision   C/C    C/C       C/C       C/C         T/N        T/N       O/N      O/N   N/N     N/N      N/N
request       C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
commitment    C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
decision      C/C    C/C       C/C       C/C         T/N        T/N       O/N      O/N   N/N     N/N      N/N
round         C/C    C/C       C/C       C/C         T/N        T/N       O/N      O/N   N/N     N/N      N/N
project       C/C    C/C       C/C       C/C         T/N        T/N       O/N      O/N   N/N     N/N      N/N
dispute       C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
round_item    C/C    C/C       C/C       C/C         T/N        T/N       O/N      O/N   N/N     N/N      N/N
attendance    C/C    C/C       C/C       C/C         T/N        T/N       O/N      O/N   N/N     N/N      N/N
matter_party  C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
matter_comment  C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
matter_document C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
complaint     C/C    C/C       C/C         C/C         C/C        C/C       C/C      C/C     C/C      C/C    C/C
matter_link   C/C    C/C       C/C       C/C         T/T        T/T       O/O      O/O   N/N     N/N      N/N
matter_move   C/N    C/N       C/N       C/N         T/N        T/N       O/N      O/N   N/N     N/N      N/N
matter_paper  C/N    C/N       C/N       C/N         T/N        T/N       O/N      O/N   N/N     N/N      N/N
answer_link   C/N    C/N       C/N       C/N         T/N        T/N       O/N      O/N   N/N     N/N      N/N
calendar_feed N/N    N/N       N/N       N/N         N/N        N/N       N/N      N/N   N/N     N/N      C/N
number_run    C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
paper_layout  C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
term          C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
deciding_post C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
ladder        C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
ladder_step   C/C    C/C       C/C       C/C         C/N        C/N       C/N      C/N   C/N     C/N      C/N
escalation    C/N    C/N       C/N       C/N         T/N        T/N       O/N      O/N   N/N     N/N      N/N
mail_server   N/N    N/N       N/N       N/N         N/N        N/N       N/N      N/N   N/N     C/C      N/N
endpoint      N/N    N/N       N/N       N/N         N/N        N/N       N/N      N/N   N/N     C/C      N/N
