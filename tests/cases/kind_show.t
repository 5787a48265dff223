# kind  machine form  Chinese  English           # dates and periods as official papers write them
date    2006-06-20    2006年6月20日  "20 June 2006"
period  2006-05       2006年5月      "May 2006"
period  2006-Q1       2006年一季度   "first quarter of 2006"
period  2006-Q4       2006年四季度   "fourth quarter of 2006"
period  2006-H1       2006年上半年   "first half of 2006"
period  2006-H2       2006年下半年   "second half of 2006"
period  2006          2006年         2006
period  2006-01..05   2006年1-5月    "January-May 2006"
bool    true          是             yes
bool    false         否             no
int     42            42             42
decimal 16.69         16.69          16.69
protected x           已加密保存     "kept encrypted"
