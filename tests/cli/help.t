$ help
> 用法：ponan 命令
> brief
$ --help --lang en
> Usage: ponan COMMAND
$ help brief --lang en
> --as-of DATE
> look back to the end of this day
$ brief --help --lang en
> --as-of DATE
$ --version
> ponan 0.
$ version --json
> {"name":"ponan","version":"
$ help nothing
? 2
! 没有命令“nothing”
$ help --man --lang en
> .TH PONAN 1
> .SH EXIT STATUS
> .B ponan brief
$ help --completion
> complete -o default -F _ponan ponan
# Completion knows sub-commands, entities and values, from the same table.
> --lang) COMPREPLY=($(compgen -W "zh en "
> --basis) COMPREPLY=($(compgen -W "statistical management "
> user) first="list add link reset lock unlock erase "
> import) first="unit 
$ help --man --lang zh
> .na
$ help --json --lang en
> [{"name":"init","args":"[DIR|URL]"
$ help brief --json
> [{"name":"brief"
- "name":"init"
