# Who asks in a dispute, on the command line. A file brings no protected data, so nothing is kept here.
$ init {db} --demo anji-2006
| dispute.csv 编号,标题,诉求类别
| dispute.csv XF-1,征地补偿标准,land
$ import dispute {dir}/dispute.csv --owner 330523
> 新增 1 行
$ matter contact XF-1
> 信访人姓名：
> 联系电话：
$ matter contact XF-1 --json
> {"person":"","phone":"","address":""}
$ matter contact P06-01
? 1
! 只有登记岗位
$ matter erase XF-1 reason=保存期限已满
? 1
! 不能销毁
$ matter move XF-1 withdraw reason=自愿撤回
> 已撤回
$ matter erase XF-1
? 2
! reason=
$ matter erase XF-1 reason=保存期限已满
? 1
! 不需要销毁
