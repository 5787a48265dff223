#!/usr/bin/env python3
"""Run clang-tidy over the project's files: tidy.py BUILD_DIR JOBS

A file is skipped when it, its headers and the configuration are what they were when it was last
found clean: the preprocessed text is the key.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys


def fingerprint(entry, config):
    """Hash of the preprocessed file, its comments (NOLINT) and the configuration; None if it fails."""
    words = shlex.split(entry["command"])
    words = words[1:] if os.path.basename(words[0]) == "ccache" else words
    out = words.index("-o")
    words = [w for i, w in enumerate(words) if i not in (out, out + 1) and w not in ("-c", "-MD")]
    words = [w for i, w in enumerate(words)
             if w not in ("-MQ", "-MF") and (i == 0 or words[i - 1] not in ("-MQ", "-MF"))]
    run = subprocess.run(words + ["-E", "-C"], cwd=entry["directory"], capture_output=True, check=False)
    # A new message changes the list of ids in every file, and nothing that clang-tidy looks at.
    text = re.sub(rb"enum msg \{[^}]*\};", b"", run.stdout)
    return hashlib.sha256(text + config).hexdigest() if run.returncode == 0 else None


def tidy(build, entry, config, clean_dir):
    path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
    key = fingerprint(entry, config)
    mark = os.path.join(clean_dir, key) if key else None
    if mark and os.path.exists(mark):
        return True
    run = subprocess.run(["clang-tidy", "-p", build, "--quiet", path], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.stdout.write(run.stdout)
        return False
    if mark:
        open(mark, "w").close()
    return True


def main():
    build, jobs = sys.argv[1], int(sys.argv[2])
    with open(".clang-tidy", "rb") as f:
        config = f.read()
    clean_dir = os.path.join(build, "tidy-clean")
    os.makedirs(clean_dir, exist_ok=True)
    with open(os.path.join(build, "compile_commands.json")) as f:
        entries = json.load(f)
    seen, ours = set(), []
    for entry in entries:
        # Generated files lie in the build folder: they are not ours to tidy.
        own = entry["file"].startswith("../") and entry["file"].endswith(".c")
        if own and entry["file"] not in seen:
            seen.add(entry["file"])
            ours.append(entry)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda e: tidy(build, e, config, clean_dir), ours))
    sys.exit(not all(results))


main()
