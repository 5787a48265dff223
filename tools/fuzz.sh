#!/bin/sh
# fuzz.sh NAME SECONDS -- fuzz one target with libFuzzer; new inputs go into tests/fuzz/corpus/NAME.
set -eu
cd "$(dirname "$0")/.."
name=${1:-}
[ -n "$name" ] && [ -f "tests/fuzz/fuzz_$name.c" ] || {
    echo "usage: make fuzz NAME=... SECONDS=60; targets:" >&2
    ls tests/fuzz/fuzz_*.c | sed 's/.*fuzz_\(.*\)\.c/  \1/' >&2
    exit 2
}
[ -f build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined >/dev/null
ninja -C build-fuzz --quiet "tests/fuzz/fuzz_$name"
mkdir -p "tests/fuzz/corpus/$name"
exec "build-fuzz/tests/fuzz/fuzz_$name" -max_total_time="${2:-60}" -timeout=10 "tests/fuzz/corpus/$name"
