#!/bin/sh
# soak.sh -- what is too long for make test. SOAK_MINUTES (default 60) bounds the fuzzing.
set -eu
cd "$(dirname "$0")/.."
minutes=${SOAK_MINUTES:-60}

echo "soak: every test five times, in random order of programs"
[ -f build-asan/build.ninja ] || meson setup build-asan -Db_sanitize=address,undefined >/dev/null
ninja -C build-asan --quiet
meson test -C build-asan --no-rebuild --repeat 5 --quiet

echo "soak: what runs on several threads, under ThreadSanitizer"
sh tools/race.sh

n=$(ls tests/fuzz/fuzz_*.c | wc -l)
each=$((minutes * 60 / n))
echo "soak: $n fuzz targets, $each seconds each"
for target in tests/fuzz/fuzz_*.c; do
    name=${target##*/fuzz_}
    sh tools/fuzz.sh "${name%.c}" "$each"
done
echo "soak: clean"
