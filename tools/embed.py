#!/usr/bin/env python3
"""Put files into the program as C arrays.

usage: embed.py OUT.c TABLE [--root FOLDER] [PREFIX=]FILE...

Makes `const struct asset_table TABLE` (src/format/asset.h), sorted by path. A file's path is PREFIX,
if given (it may end in / for a folder of that name), and its path below FOLDER, or its base name
without --root. Text is stored gzipped beside the plain bytes when that saves at least a tenth, and as
brotli where Debian's python3-brotli is installed. No date and no folder of the machine gets in.
"""
import gzip
import hashlib
import os
import re
import sys

try:
    import brotli
except ImportError:
    brotli = None

MEDIA = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon",
    ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
    ".t": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".sql": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json", ".xml": "application/xml", ".map": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PACKED = {".docx", ".xlsx", ".png", ".woff2"}  # compressed already


def path_of(argument, root):
    """(path in the program, file) of one argument."""
    prefix, found, file = argument.partition("=")
    if not found:
        prefix, file = "", argument
    name = os.path.relpath(file, root) if root else os.path.basename(file)
    if name.startswith(".."):
        sys.exit(f"{file} is not below {root}")
    return prefix + name, file


def variants(data, suffix):
    """Compressed forms worth keeping: gzip, brotli (empty if not)."""
    if suffix in PACKED or len(data) < 256:
        return b"", b""
    best = len(data) * 9 // 10
    packed = gzip.compress(data, 9, mtime=0)
    squeezed = brotli.compress(data) if brotli else b""
    return (packed if len(packed) < best else b""), (squeezed if len(squeezed) < best else b"")


def c_bytes(data):
    """A C string literal of the bytes, in lines."""
    lines = []
    for at in range(0, len(data), 64):
        part = data[at:at + 64]
        text = "".join(chr(b) if chr(b).isalnum() and b < 128 or chr(b) in " .,:;<>/=+-*_(){}[]#!&|" else f"\\{b:03o}"
                       for b in part)
        lines.append(f'    "{text}"')
    return "\n".join(lines) or '    ""'


def main():
    out, table, *rest = sys.argv[1:]
    root = None
    if rest[:1] == ["--root"]:
        root, rest = rest[1], rest[2:]
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", table):
        sys.exit(f"not a name for a table: {table}")
    rows = sorted((path_of(a, root) for a in rest), key=lambda row: row[0].encode())
    for (a, _), (b, _) in zip(rows, rows[1:]):
        if a == b:
            sys.exit(f"two files are called {a}")
    with open(out, "w", encoding="ascii") as f:
        f.write('/* Made by tools/embed.py. */\n#include "format/asset.h"\n\n')
        f.write(f"extern const struct asset_table {table};\n")
        # A long string literal is what both compilers read fastest; the standard promises less.
        f.write('#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n')
        entries = []
        for n, (path, file) in enumerate(rows):
            suffix = os.path.splitext(file)[1]
            with open(file, "rb") as source:
                data = source.read()
            given = []
            for field, value in zip(("bytes", "gzip", "brotli"), (data, *variants(data, suffix))):
                if value:
                    f.write(f"static const char {field}_{n}[{len(value) + 1}] =\n{c_bytes(value)};\n")
                    given.append(f".{field} = {{{field}_{n}, {len(value)}}}")
                else:
                    given.append(f'.{field} = S_("")')
            digest = hashlib.sha256(data).hexdigest()
            media = MEDIA.get(suffix, "application/octet-stream")
            entries.append(f'    {{.path = S_("{path}"), .media = S_("{media}"), .etag = S_("\\"{digest[:32]}\\""),\n'
                           f'     {", ".join(given)}}},\n')
        f.write(f"\nstatic const struct asset rows[] = {{\n{''.join(entries)}")
        f.write(f"}};\n\nconst struct asset_table {table} = {{.at = rows, .n = {len(rows)}}};\n")


main()
