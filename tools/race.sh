#!/bin/sh
# race.sh -- the tests of the rooms that run threads (writer thread, sealer, keyring, server), under
# ThreadSanitizer with both databases. clang: its runtime knows more of libc than gcc's of Debian 12.
set -eu
cd "$(dirname "$0")/.."
[ -f build-tsan/build.ninja ] ||
    CC=clang meson setup build-tsan -Db_sanitize=thread -Doptimization=1 >/dev/null
ninja -C build-tsan --quiet
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
meson test -C build-tsan --no-rebuild --print-errorlogs --num-processes 1 --timeout-multiplier 5 os store app jobs web
