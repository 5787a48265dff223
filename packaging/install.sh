#!/bin/sh
# install.sh DESTDIR PREFIX -- put the built program and what belongs to it in place.
set -eu
cd "$(dirname "$0")/.."
to=$1$2
install -D -m 755 build/ponan "$to/bin/ponan"
mkdir -p "$to/share/man/man1" "$to/share/man/zh_CN/man1" "$to/share/bash-completion/completions"
build/ponan help --man --lang en >"$to/share/man/man1/ponan.1"
build/ponan help --man --lang zh >"$to/share/man/zh_CN/man1/ponan.1"
build/ponan help --completion >"$to/share/bash-completion/completions/ponan"
install -D -m 644 packaging/ponan.service "$to/lib/systemd/system/ponan.service"
[ ! -f packaging/nginx.conf ] || install -D -m 644 packaging/nginx.conf "$to/share/doc/ponan/nginx.conf"
[ ! -f packaging/fonts.conf ] || install -D -m 644 packaging/fonts.conf "$to/share/ponan/fonts.conf"
echo "installed under $to"
