#!/bin/sh
# test.sh -- run every test and close with "N passed, N failed".
# Tests run under ASan and UBSan; the browser meets the program as it is released, for what only its
# flags bring about. PostgreSQL and the browser are started by the tests themselves.
set -eu
cd "$(dirname "$0")/.."
dir=build-asan
[ -f $dir/build.ninja ] || meson setup $dir -Db_sanitize=address,undefined >/dev/null
ninja -C $dir >$dir/ninja.log 2>&1 || {
    cat $dir/ninja.log
    echo "0 passed, 1 failed"
    exit 1
}
make --silent build >$dir/release.log 2>&1 || {
    cat $dir/release.log
    echo "0 passed, 1 failed"
    exit 1
}
export PONAN_RELEASED="$PWD/build/ponan"
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
rm -f $dir/meson-logs/testlog.txt
broken=0
meson test -C $dir --no-rebuild --print-errorlogs --num-processes 2 || broken=1
# Each test program speaks TAP; a program that broke off without a "not ok" still counts as a failure.
awk -v broken=$broken '
    /^ok [0-9]/ { if (/# SKIP/) skipped++; else passed++ }
    /^not ok [0-9]/ { failed++ }
    END {
        if (broken && !failed) failed = 1
        if (skipped) printf "%d skipped (no public test data; see PONAN_DATA)\n", skipped
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }' $dir/meson-logs/testlog.txt
