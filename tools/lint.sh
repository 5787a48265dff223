#!/bin/sh
# lint.sh -- what a tool can check. Cheap checks first; every one is an error.
set -eu
cd "$(dirname "$0")/.."
jobs=$(nproc)

say() { printf '%s\n' "lint: $*"; }

say layers
sh tools/layers.sh
say own checks
python3 tools/check.py
say format
find src tests bench -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror
[ ! -f ui/lint.mjs ] || { say style sheets; node ui/lint.mjs; }

say "gcc and clang, -Werror"
[ -f build-gcc/build.ninja ] || meson setup build-gcc --buildtype=release -Dbench=true >/dev/null
ninja -C build-gcc --quiet
[ -f build-clang/build.ninja ] || CC=clang meson setup build-clang -Dbench=true >/dev/null
ninja -C build-clang --quiet

# Files that have not changed since they were found clean are not looked at again.
say clang-tidy
python3 tools/tidy.py build-clang "$jobs"
say cppcheck
mkdir -p build-clang/cppcheck
cppcheck --quiet --project=build-clang/compile_commands.json --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem --suppress='*:build-clang/*' --suppress='*:*.html' \
    --cppcheck-build-dir=build-clang/cppcheck -j "$jobs" --error-exitcode=1
say clean
