# The demo county from the first command to the brief, as mission.md fixes its figures.
$ init {db} --demo anji-2006
> 数据库已建立
$ init {db} --demo anji-2006
? 1
$ brief --period 2006-05
= 安吉县2006年1-5月主要指标通报
= 一、主要成绩
> 一季度，全县地区生产总值16.69亿元，同比增长12.5%，与年初目标持平
> 1-5月，全社会固定资产投资15.83亿元，同比增长10.8%，与年初目标相差近14个百分点
> 1-5月，全县实际利用外资2303万美元，同比下降17.9%，完成年度目标的17.1%
> 1-5月，全县实到内资8.38亿元，完成年度目标的50.8%
> 1-5月，全县财政总收入2.49亿元，同比增长2.49%
> 1-5月，全县地方财政收入1.6亿元，同比增长10.2%
> 1-5月，全县工业投入10.63亿元，同比增长15.4%，与年初目标相差近7个百分点
> 增速2.49%与数值的数字相同
> 其余部分0.89亿元，同比下降9.0%
- 增长-
- 负增长
- 虚构
# Without a period: the last one that has figures.
$ brief
= 安吉县2006年1-5月主要指标通报
$ brief --period 2006-05 --lang en
> Anji County: main indicators, January-May 2006
> Foreign capital used (January-May): 2,303 (10,000 US dollars); it fell 17.9 % on a year earlier; 17.1 % of the year's target
- -17.9
$ brief --period 2006-05 --json
> "part":"shortcomings"
> "text":"2303万美元","entity":"observation","id":
> "growth":{"value":"-17.9","id":
$ brief --period 2006-05 --docx {dir}/brief.docx
> 通报已写入
# What was known then: before the speech's figures were entered there are none.
$ brief --period 2006-05 --as-of 2006-06-18
- 2303
> 补报
$ brief --period 2006-05 --as-of 2006-06-19
> 2303万美元
$ brief --period 2006-05 --as-of yesterday
? 2
$ brief --period May --lang en
? 2
! A period is written like
$ brief --period 2006-05 --unit 999999
? 1
! 没有代码为“999999”的单位
$ check
> 没有发现问题
$ user list
> 统计局局长
$ export indicator
> fixed_investment
$ export nothing
? 2
! 没有名为“nothing”的记录种类
