# fine or refused, then headers; of a POST. RFC 9112 sections 3.2, 5.1, 6.1, 6.3; RFC 9110 5.5
fine     "Host: a.example"
fine     "Host: 127.0.0.1:8080" "Content-Length: 0"
fine     "Host: [::1]:8080" "Content-Length: 17"
fine     "host: a" "Transfer-Encoding: chunked"
fine     "Host: a" "X-Note: 安吉"                                 # obs-text
fine     "Host: a" "X-Note: a[TAB]b"
refused  "Content-Length: 0"                                      # no Host
refused  "Host: a" "Host: a"                                      # two, even if they agree
refused  "Host: a" "HOST: b"
refused  "Host: "
refused  "Host: a/b"
refused  "Host: a@b"
refused  "Host: a, b"
refused  "Host: a" "Content-Length: 1" "Content-Length: 1"
refused  "Host: a" "Content-Length: 1" "Transfer-Encoding: chunked"
refused  "Host: a" "Content-Length: +1"
refused  "Host: a" "Content-Length: 0x1"
refused  "Host: a" "Content-Length: 1, 1"
refused  "Host: a" "Content-Length: -1"
refused  "Host: a" "Content-Length: 9999999999999999999"
refused  "Host: a" "Transfer-Encoding: gzip, chunked"
refused  "Host: a" "Transfer-Encoding: chunked" "Transfer-Encoding: chunked"
refused  "Host: a" "Transfer-Encoding: identity"
refused  "Host: a" "X-Note: a[NUL]b"
refused  "Host: a" "X-Note: a[LF]b"
refused  "Host: a" "X Note: a"                                    # a name with a space
refused  "Host: a" "Content-Length : 5"                           # a space before the colon
refused  "Host: a" ": a"
