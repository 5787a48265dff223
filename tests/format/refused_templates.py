"""What tools/template.py must refuse, and with which words. Speaks TAP."""
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

bad = 0
print(f"1..{len(CASES)}")
with tempfile.TemporaryDirectory() as folder:
    page = pathlib.Path(folder, "page.html")
    for number, (text, complaint) in enumerate(CASES, 1):
        page.write_text(text, encoding="utf-8")
        run = subprocess.run([sys.executable, sys.argv[1], f"{folder}/t.h", f"{folder}/t.c", "v.h", str(page)],
                             capture_output=True, text=True)
        good = complaint in run.stderr and (run.returncode == 0) == (complaint == "") and "Traceback" not in run.stderr
        bad += not good
        if not good:
            print(f"{text!r}: wanted {complaint!r}, got {run.returncode} {run.stderr}", file=sys.stderr)
        print(f"{'ok' if good else 'not ok'} {number} - {text!r}".replace("#", "\\#"))
sys.exit(bad > 0)
