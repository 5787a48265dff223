#!/usr/bin/env python3
"""Make the message ids and tables from ui/po/zh.po and en.po.

usage: po.py ids OUT.h ZH.po EN.po      the enum
       po.py texts OUT.c ZH.po EN.po    the tables

Both files must hold the same keys, once each, none empty, with the same arguments: else the build
stops and says which.
"""
import os
import re
import sys


def parse(path):
    """The messages of a .po file, in order: key -> text. Stops the build on anything odd."""
    texts, key, text, field = {}, None, "", None

    def keep(line_no):
        if key:
            if key in texts:
                sys.exit(f"{path}:{line_no}: {key} stands twice")
            if not text:
                sys.exit(f"{path}:{line_no}: {key} has no text")
            texts[key] = text

    with open(path, encoding="utf-8") as lines:
        for line_no, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            match = re.fullmatch(r'(msgid|msgstr)?\s*"((?:[^"\\]|\\.)*)"', line)
            if not match:
                sys.exit(f"{path}:{line_no}: not a message line: {line}")
            word, part = match.group(1) or field, match.group(2)
            part = part.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
            if match.group(1) == "msgid":
                keep(line_no)
                key, text = part, ""
            elif word == "msgid":
                key += part
            else:
                text += part
            field = word
    keep("end")
    for key in texts:
        if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", key):
            sys.exit(f"{path}: {key}: a key is made of lower-case words and dots")
    return texts


def c_name(key):
    return "MSG_" + key.replace(".", "_")


def c_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("??", "?\\?") + '"'


def ids_header(names):
    ids = "".join(f"    {n},\n" for n in names)
    return f"/* Made by tools/po.py. */\nenum msg {{\n    MSG_none,\n{ids}    MSG_COUNT\n}};\n"


def texts_source(keys, zh, en):
    parts = ['/* Made by tools/po.py. */\n#include "base/message.h"\n#include "base/message_table.h"\n\n',
             'const struct str message_keys[MSG_COUNT] = {\n    S_(""),\n']
    parts += [f"    S_({c_string(k)}),\n" for k in keys]
    parts += ["};\n\nconst struct str message_texts[LANG_COUNT][MSG_COUNT] = {\n"]
    for lang, texts in (("ZH", zh), ("EN", en)):
        parts += [f"    [LANG_{lang}] = {{\n        S_(\"\"),\n"]
        parts += [f"        S_({c_string(texts[k])}),\n" for k in keys]
        parts += ["    },\n"]
    return "".join(parts) + "};\n"


# A date takes its month as a number in one language and as a word in the other.
OTHER_ARGUMENTS = {"brief.date", "paper.date", "period.run", "period.run_of_year"}


def faults(key, zh, en):
    """What is wrong with the places of a message: %1 to %4, and {1?one thing|%1 things}."""
    for text in (zh, en):
        left = re.sub(r"\{[1-4]\?[^{}|]*\|[^{}|]*\}", "", text)
        if re.search(r"\{\d\?", left):
            yield f"a choice of words is not written {{1?one thing|%1 things}}: {text}"
    places = [set(re.findall(r"%([1-4])|\{([1-4])\?", text)) for text in (zh, en)]
    said = [{a or b for a, b in p} for p in places]
    if said[0] != said[1] and key not in OTHER_ARGUMENTS:
        yield f"the languages do not name the same arguments: {zh} / {en}"


def main():
    what, out, zh_path, en_path = sys.argv[1:5]
    zh, en = parse(zh_path), parse(en_path)
    for have, lack, name in ((zh, en, en_path), (en, zh, zh_path)):
        missing = sorted(set(have) - set(lack))
        if missing:
            sys.exit(f"{name}: no text for: {', '.join(missing)}")
    for key in sorted(zh):
        for fault in faults(key, zh[key], en[key]):
            sys.exit(f"{zh_path}, {en_path}: {key}: {fault}")
    keys = sorted(zh)
    names = [c_name(k) for k in keys]
    if len(set(names)) != len(names):
        sys.exit("two keys differ only by a dot and an underscore")
    made = ids_header(names) if what == "ids" else texts_source(keys, zh, en)
    # A header that says the same keeps its date: a changed wording then rebuilds one file, not all.
    if not os.path.exists(out) or open(out, encoding="utf-8").read() != made:
        with open(out, "w", encoding="utf-8") as f:
            f.write(made)


main()
