# Moves of every flow that is shipped, as published rules and the speech have them.
# flow  state  hands  move  given  term (in, over, -)  own work  what it comes to: a state, or what is in the way
#
# Problems. M15: "简单地摆问题，没有措施" is not enough.
problem  draft  author  submit  -  -  no  lacks
problem  draft  author  submit  measure  -  no  raised
problem  raised  office  assign  lead,due  in  no  assigned
problem  raised  lead  assign  lead,due  in  no  not_yours
# domain.md 2.3: an objection to being assigned within three working days, signed by the unit's leader
problem  assigned  lead  object  reason  in  no  objected
problem  assigned  lead  object  reason  over  no  late
problem  assigned  clock  lapse  -  in  no  early
problem  assigned  clock  lapse  -  over  no  working
problem  objected  ruler  insist  reason  in  no  assigned
problem  objected  office  insist  reason  in  no  not_yours
problem  objected  ruler  reassign  lead,due  in  no  assigned
# 2.4: delay before the due date with reason, new date, progress
problem  working  lead  ask_delay  reason,progress,due  in  no  delaying
problem  working  lead  ask_delay  reason,progress,due  over  no  late
problem  working  lead  ask_delay  reason,due  in  no  lacks
problem  delaying  ruler  grant_delay  due  in  no  working
problem  delaying  lead  grant_delay  due  in  no  not_yours
# 2.4: facts, result, measures; an answer that only tells of process goes back
problem  working  lead  answer  progress  in  no  lacks
problem  working  lead  answer  result,cause,measure,next,next_on  in  no  answered
problem  answered  office  send_back  reason  in  no  working
problem  answered  office  check  evidence  in  yes  own_work
problem  answered  office  check  evidence  in  no  confirming
# 修武县 (2.4): written off by the enterprise that was asked
problem  confirming  office  confirm  -  in  no  not_yours
problem  confirming  blocked  confirm  -  in  no  closed
problem  confirming  blocked  not_solved  reason  in  no  working
problem  confirming  linked  overrule  -  in  no  lacks
problem  confirming  linked  overrule  reason  in  no  closed
# M19: nothing closes by silence
problem  confirming  clock  remind  -  over  no  confirming
problem  confirming  clock  confirm  -  over  no  not_yours
problem  closed  blocked  reopen  reason  -  no  working
# Items under supervision. 2.2: 交办, objection, 反馈, 审核, 退办 or 审结; a new instruction re-issues
supervision  draft  office  assign  lead,due  -  no  assigned
supervision  assigned  lead  accept  -  in  no  working
supervision  assigned  lead  object  reason  over  no  late
supervision  working  lead  answer  result,cause,measure,next,next_on  in  no  answered
supervision  working  joint  answer  result,cause,measure,next,next_on  in  no  not_yours
supervision  answered  office  send_back  reason  in  no  working
supervision  answered  office  check  evidence  in  no  closed
supervision  answered  office  check  -  in  no  lacks
supervision  closed  office  reopen  reason,due  -  no  working
# Requests for a decision. M21: a term and a named decider; the decider alone decides
request  draft  author  submit  measure  -  no  lacks
request  draft  author  submit  measure,decider  -  no  asked
request  asked  office  decide  opinion  in  no  not_yours
request  asked  decider  decide  -  in  no  lacks
request  asked  decider  decide  opinion  in  no  decided
request  asked  decider  pass_on  decider,reason  in  no  asked
request  asked  clock  remind  -  over  no  asked
# Commitments. M12: checked that people did what they promised, by another hand
commitment  working  lead  answer  progress  in  no  lacks
commitment  working  lead  answer  result  in  no  answered
commitment  answered  office  check  evidence  in  yes  own_work
commitment  answered  office  check  evidence  in  no  closed
commitment  working  lead  ask_delay  reason,progress,due  over  no  late
# Decisions. M6: adjusted and planned anew; the old one stays, the new one replaces it
decision  draft  office  record  -  -  no  taken
decision  draft  lead  record  -  -  no  not_yours
decision  taken  lead  answer  result  in  no  answered
decision  taken  office  replace  reason  in  no  lacks
decision  taken  office  replace  other,reason  in  no  replaced
# Rounds. M18: met, and what came of it on paper
round  planned  office  hold  -  in  no  held
round  planned  office  put_off  reason,due  in  no  planned
round  held  office  issue_minutes  -  in  no  lacks
round  held  office  issue_minutes  evidence  in  no  closed
round  held  lead  issue_minutes  evidence  in  no  not_yours
# Projects. M11: slips are recorded with a reason, not overwritten
project  working  office  put_off  due  in  no  lacks
project  working  office  put_off  reason,due  in  no  working
project  working  lead  halt  reason  in  no  halted
project  halted  lead  resume  progress  -  no  working
# Disputes. 信访工作条例 (2022) art. 23: objected to within its days; art. 36: recheck within its days
dispute  received  office  assign  lead,due  in  no  assigned
dispute  assigned  lead  object  reason  in  no  received
dispute  assigned  lead  object  reason  over  no  late
dispute  received  office  refuse  reason  in  no  lacks
dispute  received  office  refuse  reason,evidence  in  no  refused
dispute  working  lead  reply  result  in  no  lacks
dispute  working  lead  reply  result,evidence  in  no  replied
dispute  replied  blocked  ask_review  reason  in  no  reviewing
dispute  replied  blocked  ask_review  reason  over  no  late
dispute  replied  office  rest  reason  in  no  early
dispute  replied  office  rest  reason  over  no  closed
dispute  reviewed  blocked  ask_recheck  reason  in  no  rechecking
dispute  reviewed  blocked  ask_recheck  reason  over  no  late
dispute  rechecking  office  recheck  opinion,evidence  in  no  closed
