#!/usr/bin/env python3
"""Put the migrations into the program.

usage: migrations.py OUT.c FILE.sql...

Makes `migrations[]` (src/store/migrations.h) from migrations/NNNN_name.DIALECT.sql. Each number from
1 on must stand there once for each dialect: else the build stops and says which is missing.
"""
import os
import re
import sys

DIALECTS = {"sqlite": "DIALECT_SQLITE", "postgres": "DIALECT_POSTGRES"}


def c_bytes(text):
    """The text as numbers: a literal of this length is more than the C standard promises."""
    numbers = [str(b - 256 if b > 127 else b) for b in text.encode()]
    return ",\n".join("    " + ", ".join(numbers[i : i + 24]) for i in range(0, len(numbers), 24))


def main():
    out, paths = sys.argv[1], sys.argv[2:]
    found = {}
    for path in paths:
        match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.(sqlite|postgres)\.sql", os.path.basename(path))
        if not match:
            sys.exit(f"{path}: a migration is named NNNN_name.sqlite.sql or NNNN_name.postgres.sql")
        with open(path, encoding="utf-8") as f:
            found.setdefault(int(match[1]), {})[match[3]] = (match[2], f.read())
    for number in range(1, max(found, default=0) + 1):
        for dialect in DIALECTS:
            if dialect not in found.get(number, {}):
                sys.exit(f"there is no migration {number:04d} for {dialect}")
    with open(out, "w", encoding="utf-8") as f:
        f.write('/* Made by tools/migrations.py. */\n#include "store/migrations.h"\n\n')
        for number in sorted(found):
            for dialect in DIALECTS:
                text = found[number][dialect][1]
                f.write(f"static const char {dialect}_{number}[] = {{\n{c_bytes(text)}}};\n")
        f.write(f"const int n_migrations = {len(found)};\nconst struct migration migrations[] = {{\n")
        for number in sorted(found):
            name = found[number]["sqlite"][0]
            f.write(f'    {{.number = {number}, .name = S_("{name}"), .sql = {{\n')
            for dialect, index in DIALECTS.items():
                array = f"{dialect}_{number}"
                f.write(f"        [{index}] = {{{array}, sizeof {array}}},\n")
            f.write("    }},\n")
        f.write("};\n")


main()
