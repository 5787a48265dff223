# A problem from an office's list to its assignment, on the command line.
$ init {db} --demo anji-2006
| problem.csv 编号,标题,受阻情况,受阻起始日期
| problem.csv NT-1,天二项目征地受阻,三户未签约,2006-03-01
$ import problem {dir}/problem.csv --owner 330523
> 新增 1 行
$ matter list
> 天二项目征地受阻
> 草稿
$ matter list --json
> "kind":"problem","state":"draft"
$ matter list kind=problem state=draft
> 天二项目征地受阻
$ matter list kind=nothing
? 1
$ matter list draft
? 2
$ matter list kind=problem --output {dir}/list.xlsx
> list.xlsx
$ matter list --output {dir}/list.csv --lang en
> Exported to
$ report burden --json
> "fields_of_moves"
$ complaint add title=填得太多 said=同一个数要填三遍
> 已提交，编号1
$ complaint add title=填得太多
? 1
! 内容
$ complaint answer 1 已改为填一遍
> 已答复1
$ complaint list
> 已答复
> 填得太多
$ complaint list --json
> "answer":"已改为填一遍"
$ complaint answer one 已改
? 2
$ complaint withhold 1 说的是人
> 已撤下1
$ complaint praise
? 2
$ report burden May
? 1
$ matter move NT-1 submit
? 1
! 措施建议
$ matter move NT-1 submit measure=一户一策
> 待交办
$ matter move NT-1 assign lead=330523100 due=2006-07-15 --lang en
> is “assigned” now.
$ matter show NT-1
> 递铺镇
> 2006年7月15日
> accept
$ matter show NT-1 --json
> "first_due":"2006-07-15"
> "moves":["object","accept"
$ report load
> 递铺镇
> 临近时限
$ report load --json
> {"tables":{"township":[
$ report load nowhere
? 1
! nowhere
$ report load --output {dir}/load.csv --table township
> load.csv
$ report load --output {dir}/load.csv --table villages
? 2
! township
$ report effect 2006 --lang en
> By lead unit
$ report effect twelve
? 2
$ report nothing
? 2
$ matter paper NT-1
> order（督办单）
> assignment（交办单）
$ matter paper NT-1 order note=请见附件。 --docx {dir}/order.docx
> 督办〔2006〕1号
$ matter paper NT-1 --json
> "paper":"order","number":"
$ matter paper NT-1 urging --lang en
? 1
! not overdue
$ matter paper NT-1 telegram
? 2
$ matter move NT-1 check evidence=1
? 1
$ matter move NT-1 accept now --lang en
? 2
! FIELD=TEXT
$ matter show x
? 2
$ matter move NT-1
? 2
$ matter walk
? 2
$ round walk 1
? 2
$ round papers x
? 2
$ round minutes NT-1
? 2
$ check
> 没有发现问题
# Several at once: a preview first, then exactly that.
| two.csv 编号,标题
| two.csv NT-8,甲地块未腾空
| two.csv NT-9,乙地块未腾空
$ import problem {dir}/two.csv --owner 330523
> 新增 2 行
$ matter move NT-8,NT-9 submit measure=一户一策
> 甲地块未腾空
> 可办2件，不办0件；还没有办理。
> --commit
$ matter move NT-8,NT-9 submit --preview
? 3
> 可办0件，不办2件
$ matter move NT-8,NT-9 submit measure=一户一策 --commit
> 已办2件，没有办0件。
$ matter move NT-8,NT-9 submit measure=一户一策 --commit
? 3
> 已办0件，没有办2件。
$ matter move NT-8@99,NT-9 assign lead=330523100 due=2006-07-15 --commit --json
? 3
> "ok":false
> "ok":true
$ matter move NT-8,nowhere submit
? 2
