# period  Chinese  with year  English  with year
2006-05      5月       2006年5月      May               "May 2006"
2006-12      12月      2006年12月     December          "December 2006"
2006-01..05  1-5月     2006年1-5月    January-May       "January-May 2006"
2026-01..02  1-2月     2026年1-2月    January-February  "January-February 2026"
2006-02..04  2-4月     2006年2-4月    February-April    "February-April 2006"
2006-Q1      一季度    2006年一季度   "first quarter"   "first quarter of 2006"
2006-Q4      四季度    2006年四季度   "fourth quarter"  "fourth quarter of 2006"
2006-H1      上半年    2006年上半年   "first half"      "first half of 2006"
2006-H2      下半年    2006年下半年   "second half"     "second half of 2006"
2006         全年      2006年         "full year"       2006
