#!/usr/bin/env python3
"""Zip the parts of a Word file that are kept as text.

usage: docx.py OUT.docx FOLDER [BASE]

Parts that FOLDER has not are BASE's. The same parts give the same bytes: fixed dates, [Content_Types].xml first, the rest by name.
"""
import os
import sys
import zipfile


def main():
    out, *folders = sys.argv[1:]
    parts = {}
    for folder in reversed(folders):
        for where, _, files in os.walk(folder):
            parts.update({os.path.relpath(os.path.join(where, f), folder): os.path.join(where, f) for f in files})
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name in names:
            info = zipfile.ZipInfo(name.replace(os.sep, "/"), (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with open(parts[name], "rb") as part:
                z.writestr(info, part.read())


main()
