"""What tools/template.py must refuse, and what the C compiler must refuse after it, and with which words. Speaks TAP.

usage: refused_templates.py TEMPLATE.py INCLUDE_FOLDERS CC...
"""
import os
import pathlib
import subprocess
import sys
import tempfile

# template, part of the complaint ("" means: it is fine)
CASES = [
    ("<p>{{name}}</p>", ""),
    ('<a href="{{link:home}}?q={{url:q}}">x</a>', ""),
    ('<p class="a {{#if x}}b{{/if}}">x</p>', ""),
    ("<p class={{name}}>", "quote the value of class"),
    ("<p class=a>", "quote the value of class"),
    ("<p {{name}}>", "no placeholder here"),
    ("<!-- {{name}} -->", "no placeholder here"),
    ("<script>let x = 1;</script>", "no inline script"),
    ('<script src="/a.js"></script>', ""),
    ('<p style="color: red">', "no style= attribute"),
    ('<p onclick="x()">', "no onclick= attribute"),
    ('<a href="{{home}}">', "write {{link:name}}"),
    ('<a href="/a/{{name}}">', "write {{url:name}}"),
    ('<p title="{{html:x}}">', "cannot stand in an attribute"),
    ("<p>{{link:x}}</p>", "for the start of an address"),
    ("{{#if x}}<p", "not closed"),
    ("{{#if x}}<p {{/if}}>", "different parts of HTML"),
    ("{{#if x}}<p>{{/each}}", "does not close"),
    ("{{#each rows}}{{/each}}", "write {{#each rows as row}}"),
    ("{{else}}", "without its #if"),
    ("<p", "ends inside a tag"),
    ("{{Name}}", "not a name"),
    ("{{t:No Key}}", "not a message key"),
    ("{{x:name}}", "unknown"),
    ("<p>{{layout a b}}", "before everything else"),
    ("{{layout nowhere b}}<p>", "there is no layout nowhere"),
    ("a < b", "written &lt;"),
]

# template, line, part of the compiler's complaint; the view is that of VIEW below
VIEW = """
#include "format/view_structs.h"
VIEW(row)
VIEW_TEXT(name)
VIEW_END(row)
VIEW(page)
VIEW_TEXT(name)
VIEW_BOOL(is_open)
VIEW_HTML(chart)
VIEW_LIST(row, rows)
VIEW_END(page)
#include "format/view_end.h"
"""
C_CASES = [
    ("<p>\n{{name}}{{#if is_open}}x{{/if}}{{html:chart}}{{#each rows as row}}{{row.name}}{{/each}}</p>", 0, ""),
    ("<p>\n{{nmae}}</p>", 2, "nmae"),
    ("<p>\n\n{{#each rows as row}}{{row.title}}{{/each}}</p>", 3, "title"),
    ("<p>\n{{t:no.such.key}}</p>", 2, "MSG_no_such_key"),
    ("<p>{{chart}}</p>", 1, "html"),
    ("<p>{{is_open}}</p>", 1, "ool"), # _Bool or bool
    ("<p>{{html:name}}</p>", 1, "html"),
    ("<p>{{#if rows}}x{{/if}}</p>", 1, "rows"),
    ("<p>{{>elsewhere}}</p>", 1, "template_elsewhere"),
]

bad = 0
print(f"1..{len(CASES) + len(C_CASES)}")


def report(good, number, text):
    global bad
    bad += not good
    name = repr(text).replace("#", "\\#")
    print(f"{'ok' if good else 'not ok'} {number} - {name}")

with tempfile.TemporaryDirectory() as folder:
    page = pathlib.Path(folder, "page.html")
    for number, (text, complaint) in enumerate(CASES, 1):
        page.write_text(text, encoding="utf-8")
        run = subprocess.run([sys.executable, sys.argv[1], f"{folder}/t.h", f"{folder}/t.c", "v.h", str(page)],
                             capture_output=True, text=True)
        good = complaint in run.stderr and (run.returncode == 0) == (complaint == "") and "Traceback" not in run.stderr
        if not good:
            print(f"{text!r}: wanted {complaint!r}, got {run.returncode} {run.stderr}", file=sys.stderr)
        report(good, number, text)
    pathlib.Path(folder, "views.h").write_text(VIEW, encoding="utf-8")
    folders = [f"-I{f}" for f in sys.argv[2].split(os.pathsep)] + [f"-I{folder}"]
    for number, (text, line, complaint) in enumerate(C_CASES, len(CASES) + 1):
        page.write_text(text, encoding="utf-8")
        subprocess.run([sys.executable, sys.argv[1], f"{folder}/t.h", f"{folder}/t.c", "views.h", str(page)], check=True)
        run = subprocess.run([*sys.argv[3:], "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", *folders, f"{folder}/t.c"],
                             capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        there = complaint in run.stderr and (not line or f"page.html:{line}:" in run.stderr)
        good = there and (run.returncode == 0) == (complaint == "")
        if not good:
            print(f"{text!r}: wanted {complaint!r} at line {line}, got {run.returncode} {run.stderr}", file=sys.stderr)
        report(good, number, text)
sys.exit(bad > 0)
