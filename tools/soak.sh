#!/bin/sh
# soak.sh -- what is too long for make test. SOAK_MINUTES (default 60) bounds the fuzzing, SOAK_SEEDS
# (default 20) the power cuts: what a disk may leave of writes that were not synced, so many times.
set -eu
cd "$(dirname "$0")/.."
minutes=${SOAK_MINUTES:-60}
seeds=${SOAK_SEEDS:-20}

echo "soak: every test five times, in random order of programs"
[ -f build-asan/build.ninja ] || meson setup build-asan -Db_sanitize=address,undefined >/dev/null
ninja -C build-asan --quiet
meson test -C build-asan --no-rebuild --repeat 5 --quiet

echo "soak: a power cut at every sync point of a long day, $seeds seeds of torn and reordered writes"
PONAN_SOAK=$seeds build-asan/tests/fault/test_fault

echo "soak: ten thousand random moves of matters by random posts"
PONAN_MOVES=10000 build-asan/tests/app/test_app random_moves

echo "soak: 500 clients read and move for two minutes, on SQLite and with two servers on PostgreSQL"
make --no-print-directory build
python3 tests/soak/load.py build/ponan sqlite
python3 tests/soak/load.py build/ponan postgres

echo "soak: search over 100,000 matters, by three kinds of query, with rights"
python3 tests/soak/search.py build/ponan sqlite
python3 tests/soak/search.py build/ponan postgres

echo "soak: the program is killed a hundred times while clients write"
python3 tests/fault/kill.py build-asan/ponan 100

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
