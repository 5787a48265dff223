#!/usr/bin/env python3
"""The project's own checks: what the compilers cannot see.

Each check is a function named check_*; it yields complaints "file:line: what is wrong".
"""
import os
import re
import sys

C_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def files(*roots, ends=(".c", ".h")):
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [f for f in folders if f not in ("node_modules", "corpus")]
            for name in sorted(names):
                if name.endswith(ends):
                    yield os.path.join(folder, name)


def lines(path):
    with open(path, encoding="utf-8") as f:
        return list(enumerate(f.read().split("\n"), 1))


def code_strings(path):
    """The string literals of a file, with their lines; comments are passed over."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)
    for n, line in enumerate(text.split("\n"), 1):
        line = re.sub(r"//.*", "", line) if '"' not in line else line
        if line.lstrip().startswith("#include"):
            continue
        for match in C_STRING.finditer(line):
            yield n, match.group(1)


def room(path):
    return path.split(os.sep)[1]


def check_sql_only_in_store():
    sql = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX)|PRAGMA\s)", re.I)
    # A statement begun in one literal and ended in the next.
    part = re.compile(r"^\s*(SELECT|WITH|UPDATE|FROM|WHERE|GROUP BY|ORDER BY|LEFT JOIN|JOIN)\s")
    for path in files("src"):
        if room(path) != "store":
            for n, text in code_strings(path):
                text = re.sub(r"\\[nt]", " ", text)
                if sql.search(text) or part.search(text):
                    yield f"{path}:{n}: SQL outside src/store"


def check_html_only_in_templates():
    html = re.compile(r"</?(a|b|body|br|button|div|form|h[1-6]|head|html|i|img|input|label|li|link|meta|nav|ol|option|p|script|section|select|span|strong|style|svg|table|tbody|td|textarea|th|thead|title|tr|ul)\b", re.I)
    for path in files("src"):
        if room(path) != "format":
            for n, text in code_strings(path):
                if html.search(text):
                    yield f"{path}:{n}: HTML outside templates"


def check_every_source_is_listed():
    listed = {}
    for path in files("src", "tests", "bench", ends=("meson.build",)):
        with open(path, encoding="utf-8") as f:
            listed[os.path.dirname(path)] = f.read()
    for path in files("src", "tests", "bench", ends=(".c",)):
        folder, name = os.path.split(path)
        stem = re.sub(r"^fuzz_", "", name[:-2])
        while folder:
            text = listed.get(folder, "")
            relative = os.path.relpath(path, folder)
            if f"'{relative}'" in text or ("tests/fuzz" in folder and f"'{stem}'" in text):
                break
            folder = os.path.dirname(folder)
        else:
            with open("meson.build", encoding="utf-8") as f:
                if f"'{path}'" not in f.read():
                    yield f"{path}:1: not listed in a meson.build"


def check_todo_has_a_number():
    for path in files("src", "tests", "tools", "ui", ends=(".c", ".h", ".def", ".py", ".sh", ".js", ".mjs", ".css", ".html")):
        if path.endswith("tools/check.py"):
            continue
        for n, line in lines(path):
            if re.search(r"\b(TODO|FIXME|XXX)\b(?!\s*\(#\d+\))", line):
                yield f"{path}:{n}: a TODO names its issue: TODO (#12)"


def check_memory_comes_from_arenas():
    call = re.compile(r"(?<![\w.>])(malloc|calloc|realloc|free|strdup)\s*\(")
    for path in files("src", ends=(".c",)):
        if room(path) in ("base", "os"):
            continue
        before = ""
        for n, line in lines(path):
            if call.search(re.sub(r'"[^"]*"|/\*.*?\*/', "", line)) and "foreign" not in before + line:
                yield f"{path}:{n}: memory comes from the arena (or say \"foreign\" in a comment on or above the line)"
            before = line


def check_tests_have_sentences():
    seen = {}
    for path in files("tests", ends=(".c",)):
        for n, line in lines(path):
            match = re.match(r"TEST\((\w+)\)", line)
            if match:
                if match.group(1).count("_") < 2:
                    yield f"{path}:{n}: a test's name is a sentence: {match.group(1)}"
                key = (os.path.dirname(path), match.group(1))
                if key in seen:
                    yield f"{path}:{n}: the same name as {seen[key]}"
                seen[key] = f"{path}:{n}"


def check_every_test_runs():
    """TEST() registers itself; what could be left out is its file's program, its branch or its cases."""
    for path in files("tests", ends=(".c",)):
        depth = 0
        for n, line in lines(path):
            depth += line.startswith("#if") - line.startswith("#endif")
            if re.match(r"\s*TEST\(", line) and (depth or not line.startswith("TEST(")):
                yield f"{path}:{n}: a test under a condition may never run"
            if line.startswith("TEST(") and not os.path.basename(path).startswith("test_"):
                yield f"{path}:{n}: tests stand in test_*.c"
    for path in files("tests", ends=("meson.build",)):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        programs = set(re.findall(r"executable\('(test_\w+)'", text))
        run = set(re.findall(r"test\('[^']+',\s*executable\('(test_\w+)'", text))
        named = set(re.findall(r"(\w+)\s*=\s*executable\('test_\w+'", text))
        run_named = {n for n in named if re.search(rf"test\('[^']+',\s*{n}\b", text)}
        if programs - run and len(named) != len(run_named):
            yield f"{path}:1: {', '.join(sorted(programs - run))} is built and not run"
    text = ""
    for path in files("tests", ends=(".c", "meson.build")):
        with open(path, encoding="utf-8") as f:
            text += f.read()
    for path in files("tests/cases", ends=(".t",)):
        if os.path.basename(path) not in text and f'"{os.path.basename(path)[:-2]}"' not in text:
            yield f"{path}:1: no test reads these cases"


def check_every_field_is_explained():
    texts = {}
    for lang in ("zh", "en"):
        key = ""
        texts[lang] = {}
        for _, line in lines(f"ui/po/{lang}.po"):
            match = re.match(r'(msgid|msgstr)? ?"(.*)"$', line)
            if match and match.group(1) == "msgid":
                key = match.group(2)
            elif match:
                texts[lang][key] = texts[lang].get(key, "") + match.group(2)
    for path in files("src/entity", ends=(".def",)):
        entity = os.path.basename(path)[:-4]
        for n, line in lines(path):
            match = re.match(r"FIELD\(\w+,\s*(\w+)", line)
            for lang in texts if match else ():
                for key in (f"{entity}.{match.group(1)}", f"{entity}.{match.group(1)}.help"):
                    if not texts[lang].get(key, "").strip():
                        yield f"{path}:{n}: {key} has no text in {lang}"


def check_messages_are_used():
    keys = set()
    for n, line in lines("ui/po/zh.po"):
        match = re.match(r'msgid "([^"]+)"', line)
        if match:
            keys.add((n, match.group(1)))
    text = ""
    for path in files("src", "ui", "tools", "tests", ends=(".c", ".h", ".def", ".html", ".py", ".view")):
        with open(path, encoding="utf-8") as f:
            text += f.read()
    words = set(re.findall(r"MSG_(\w+)", text)) | {w.replace(".", "_") for w in re.findall(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+", text)}
    # Labels of entity fields and choices are made by macros from the tables.
    made = set()
    for path in files("src/entity", ends=(".def",)):
        entity = os.path.basename(path)[:-4]
        for _, line in lines(path):
            match = re.match(r"FIELD\(\w+,\s*(\w+)", line)
            if match:
                made |= {f"{entity}_{match.group(1)}", f"{entity}_{match.group(1)}_help"}
    for row in re.findall(r"X\((\w+(?:,\s*\w+)+)\)", text):
        made.add("_".join(re.split(r",\s*", row)))
    pasted = tuple(re.findall(r"MSG_(\w+_)##", text))
    for n, key in sorted(keys):
        name = key.replace(".", "_")
        if name not in words and name not in made and not name.startswith(pasted):
            yield f"ui/po/zh.po:{n}: nothing uses {key}"


# One word for one thing: what people read in Chinese calls them the same everywhere.
OTHER_WORDS = {"你": "您", "账本头": "封存头", "记录头": "封存头", "头部": "封存头", "链头": "封存头"}


def check_chinese_words_are_the_same_everywhere():
    for path in ["README.zh-CN.md", *files("ui/po", "ui/templates", "docs", ends=("zh.po", ".html", ".zh-CN.md", ".zh.md"))]:
        for n, line in lines(path):
            for word, ours in OTHER_WORDS.items():
                if word in line.replace("你单位", ""):  # papers of offices address a unit so
                    yield f"{path}:{n}: {word} is called {ours} here"


def main():
    found = 0
    for name, check in sorted(globals().items()):
        if name.startswith("check_"):
            for complaint in check():
                print(f"{complaint} [{name[6:].replace('_', ' ')}]")
                found += 1
    sys.exit(1 if found else 0)


main()
