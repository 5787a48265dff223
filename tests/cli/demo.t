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
> "as_of":null,"as_of_entry":null
$ brief --period 2006-05 --docx {dir}/brief.docx
> 通报已写入
# Figures of townships add up to the county's, on the basis of management; made up, and so marked.
$ brief --basis management
> 全县工业投入·项目台账10.43亿元（16个单位合计），完成年度目标的38.6%
> 虚构
# Of what has not ended or not begun no figure is due, and nobody is asked for one (today is 20 June).
$ brief --period 2006
? 1
! 还没有结束
- 补报
$ brief --period 2006-H1 --lang en
? 1
! no brief of first half of 2006 yet
$ brief --period 2031-05
? 1
! 还没有结束
# Before anything was on record.
$ brief --as-of 2001-01-01
? 1
! 到2001-01-01为止，这个数据库里还没有县的任何记录
# What was known then: before the speech's figures were entered there are none.
$ brief --period 2006-05 --as-of 2006-06-18
- 2303
> 补报
$ brief --period 2006-05 --as-of 2006-06-19
> 2303万美元
$ brief --period 2006-05 --as-of yesterday
? 2
# A layout of the county's own: any .docx will do, and nothing but a .docx.
| layout.docx not a Word file
$ brief --period 2006-05 --docx {dir}/own.docx --layout {dir}/layout.docx
? 1
! 不是完整的压缩包
$ brief --period 2006-05 --docx {dir}/paper.docx
> paper.docx
$ brief --period 2006-05 --docx {dir}/own.docx --layout {dir}/paper.docx
> own.docx
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
# A workbook is what its name says on the way out, what its bytes say on the way in.
$ export indicator --output {dir}/indicators.xlsx
$ import indicator {dir}/indicators.xlsx --preview
> 新增 0 行，修改 0 行
> 不合格 0 行
$ import indicator {dir}/indicators.xlsx --sheet 2 --preview
? 1
! 工作簿里没有可读的工作表“2”
$ export indicator --format ods
? 2
! 没有“ods”格式
$ export nothing
? 2
! 没有名为“nothing”的记录种类
# One record is changed: its sentence changes, and the document that stated another number is named.
| revised.csv subject,indicator,period,kind,value
| revised.csv 330523,foreign_capital,2006-01..05,actual,2700
$ import observation {dir}/revised.csv --preview
> 新增 0 行，修改 1 行，不变 0 行，不合格 0 行
- 已写入
$ import observation {dir}/revised.csv
> 新增 0 行，修改 1 行，不变 0 行，不合格 0 行
> 已写入
$ brief --period 2006-05
> 实际利用外资2700万美元，同比下降17.9%，完成年度目标的20.0%
> 文件中写的是2303万美元，记录中是2700万美元
- 外资2303万美元，同比
# The same file again changes nothing: it says so, and makes no entry.
$ import observation {dir}/revised.csv
> 新增 0 行，修改 0 行，不变 1 行，不合格 0 行
> 没有任何变化
- 已写入
$ import observation {dir}/revised.csv --json
> "unchanged":1
- "entry"
# Looked back to, the old sentence returns.
$ brief --period 2006-05 --as-of 2006-06-19
> 实际利用外资2303万美元，同比下降17.9%，完成年度目标的17.1%
- 2700
$ brief --period 2006-05 --as-of 2006-06-19 --json
> "as_of":"2006-06-20T00:00:00.000000+08:00","as_of_entry":
# A row that is wrong stops the import: exit code 3, nothing written, the reason with its row.
| wrong.csv subject,indicator,period,kind,value
| wrong.csv 330523,domestic_capital,2006-01..05,actual,8.40
| wrong.csv 330523,no_such_thing,2006-01..05,actual,1
$ import observation {dir}/wrong.csv --rejected {dir}/back.csv
? 3
> 不合格 1 行
> 什么也没有写入
! 第 3 行：指标：
$ brief --period 2006-05
> 实到内资8.38亿元
$ import observation {dir}/wrong.csv --json
? 3
> "created":0,"updated":1,"unchanged":0,"rejected":1
$ import observation {dir}/nothing.csv
? 1
! 没有文件
# Accounts from the machine.
$ user add clerk --name 统计员 --post nowhere
? 1
$ user add clerk --name 统计员
> /sign-in/link/
$ user add clerk-dipu --name 统计员 --owner 330523100
> /sign-in/link/
$ user add clerk-nowhere --name 统计员 --owner 999999
? 1
! 没有代码为“999999”的单位
$ user lock clerk
$ user unlock clerk
$ user link clerk --origin https://ponan.example.gov.cn/
> https://ponan.example.gov.cn/sign-in/link/
$ user link clerk --origin clerk
? 2
$ serve --origin ponan.example.gov.cn
? 2
! 对外地址写成 https://主机名
$ serve --origin https://ponan.example.gov.cn/county
? 2
! 对外地址写成 https://主机名
$ user reset clerk --json
> {"login":"clerk","link":"/sign-in/link/
$ user link nobody --lang en
? 1
! There is no account “nobody”
$ user dance
? 2
$ check --json
> "problems":0
# The key file: a fresh signing key leaves old heads verifiable.
$ keys
> sign
> protect
$ keys rotate
> 新的签名密钥
$ keys --json
> "use":"public"
$ check
> 没有发现问题
$ keys nothing
? 2
# A dated change from the machine, as on the unit's page.
$ change 330523204 rename --on 2006-07-01 --name 皈山镇
> 已办理，记录号
$ change 330523204 rename --on 2006-01-01 --name 旧名
? 1
! 变更日期：
$ change 330523204 merge --on 2007-01-01 --to 330523999
? 1
! 没有代码为“330523999”的单位
$ change 330523204 grow --on 2007-01-01
? 1
$ change 330523204 move --on 2007-01-01 --to 330523 --json
> "entry":
# A unit's brief is on the basis that it has figures on, and says so.
$ brief --unit 330523204 --period 2006-05
> 口径：管理
$ brief --period 2006-05
> 口径：统计
