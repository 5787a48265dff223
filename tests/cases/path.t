# raw path, decoded path or "refused". RFC 3986 2.1; what our routes need.
/                      /
/units/17              /units/17
/units/                /units/
/a%20b                 "/a b"
/%E5%AE%89%E5%90%89    /安吉          # UTF-8, RFC 3987
/a+b                   /a+b           # a plus is a plus in a path
/%e5%ae%89             /安            # escapes in either case
/a%2Fb                 refused        # an escaped slash would move a border
/a%2fb                 refused
/a%0Ab                 refused        # control bytes
/a%7Fb                 refused
/a%                    refused        # cut escapes
/a%4                   refused
/a%zz                  refused
/%FF                   refused        # not UTF-8
/%C0%AF                refused        # an overlong slash, RFC 3629 section 10
/%ED%A0%80             refused        # a surrogate
units                  refused        # does not begin with a slash
http://a/b             refused        # absolute form
*                      refused
