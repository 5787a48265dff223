# Wrong command lines are refused with exit code 2, a sentence, and nothing on standard output.
$ frobnicate
? 2
! 没有命令“frobnicate”
$ --lang en frobnicate
? 2
! There is no command “frobnicate”
$ brief --colour
? 2
! 没有选项“--colour”
$ brief --period
? 2
! 选项 --period 后面要跟 PERIOD
$ brief --links --db {dir}
? 2
! 命令 brief 没有选项 --links
$ brief --layout ours.docx --db {dir}
? 2
! 选项 --layout 要和 --docx FILE 一起用
$ brief --layout ours.docx --db {dir} --lang en
? 2
! --layout goes with --docx FILE
$ brief --json=yes --db {dir}
? 2
! 选项 --json 后面不跟值
$ brief --db a --db b
? 2
! 选项 --db 写了两次
$ brief
? 2
! 没有说明用哪个数据库
$ brief --lang fr --db {dir}
? 2
! 语言写成 zh 或 en，不是“fr”
$ import unit --db {dir}
? 2
! 命令 import 后面要写：ENTITY FILE
$ version again
? 2
! 多了“again”
$ init {dir}/x --county 330523
? 2
! --county 和 --name 要一起给出
$ init {dir}/x --demo nowhere
? 2
! 没有名为“nowhere”的示范县。现有：anji-2006。
# What is missing is told, with exit code 1.
$ brief --db {dir}/nothing
? 1
! ponan:
$ brief --db {dir}/nothing --json --lang en
? 1
! {"error":"not_found"
