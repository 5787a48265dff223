#!/bin/sh
# cover.sh -- line coverage; the rooms that compute and parse must reach 90 %.
set -eu
cd "$(dirname "$0")/.."
[ -f build-cov/build.ninja ] || meson setup build-cov -Db_coverage=true --buildtype=debug >/dev/null
ninja -C build-cov --quiet
meson test -C build-cov --no-rebuild >/dev/null || echo "some tests failed; the figures below lack what they would cover"
gcovr -r . build-cov --filter src/ --exclude-unreachable-branches
gcovr -r . build-cov --filter 'src/(base|core|format|entity)/' --fail-under-line 90 >/dev/null
