"""The brief of May 2006 as a Word file: LibreOffice opens it, and every sentence is on its pages. Speaks TAP.

usage: brief_paper.py PONAN FONTS.conf

The figures of the closing speech (mission.md, "The figures that the speech fixes") are looked for besides, so that an empty
brief does not pass.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SPEECH = ["16.69亿元", "增长12.5%", "15.83亿元", "增长10.8%", "近14个百分点", "2303万美元", "下降17.9%", "17.1%", "8.38亿元", "50.8%",
          "2.49亿元", "增长2.49%", "1.6亿元", "增长10.2%", "10.63亿元", "增长15.4%", "近7个百分点", "持平"]
results = []


def check(missing, sentence):
    results.append(not missing)
    print(f"{'not ok' if missing else 'ok'} {len(results)} - {sentence}")
    if missing:
        print(f"{sentence}: missing {missing}", file=sys.stderr)


def sentences(brief):
    """Every sentence of the brief, from its JSON."""
    yield brief["title"]
    for section in brief["sections"]:
        yield section["title"]
        yield from (item["text"] for item in section["items"])
    yield from brief.get("notes", [])


def words_of(pdf):
    """What stands on the pages, without white space and page numbers: lines break anywhere."""
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"—\d+—", "", re.sub(r"\s+", "", text))


def main():
    ponan, fonts = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        home = {**os.environ, "PONAN_DB": f"{folder}/db", "HOME": folder, "FONTCONFIG_FILE": fonts, "LANG": "C.UTF-8"}

        def run(*words):
            return subprocess.run(words, check=True, capture_output=True, text=True, env=home, timeout=200).stdout

        run(ponan, "init", "--demo", "anji-2006")
        for lang in ("zh", "en"):
            brief = json.loads(run(ponan, "brief", "--period", "2006-05", "--lang", lang, "--json"))
            run(ponan, "brief", "--period", "2006-05", "--lang", lang, "--docx", f"{folder}/{lang}.docx")
            run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder,
                f"{folder}/{lang}.docx")
            page = words_of(pathlib.Path(folder, f"{lang}.pdf"))
            said = [re.sub(r"\s+", "", s) for s in sentences(brief)]
            check([] if len(said) > 10 else said, f"the brief in {lang} has sentences")
            check([s for s in said if s not in page], f"every sentence of the brief in {lang} is on its pages")
            if lang == "zh":
                check([s for s in SPEECH if s not in page], "every figure of the speech is on the pages")
    print(f"1..{len(results)}")
    sys.exit(not all(results))


main()
