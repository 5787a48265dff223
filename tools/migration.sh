#!/bin/sh
# Write the newest migration anew from the tables: only while its release is not out.
# usage: tools/migration.sh [BUILD_FOLDER]
set -eu
build=${1:-build-asan}
ninja -C "$build" tests/store/test_store >/dev/null
PONAN_WRITE_MIGRATION=1 "$build/tests/store/test_store" all_migrations_make >/dev/null
ninja -C "$build" tests/store/test_store >/dev/null
"$build/tests/store/test_store" all_migrations_make
