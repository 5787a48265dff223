"""The brief of May 2006 as a Word file: LibreOffice opens it, and every sentence is on its pages. Speaks TAP.

usage: brief_paper.py PONAN FONTS.conf

The figures of the closing speech (mission.md, "The figures that the speech fixes") are looked for besides, so that an empty
brief does not pass.
"""
import json
import re
import sys

from office import Office

SPEECH = ["16.69亿元", "增长12.5%", "15.83亿元", "增长10.8%", "近14个百分点", "2303万美元", "下降17.9%", "17.1%", "8.38亿元", "50.8%",
          "2.49亿元", "增长2.49%", "1.6亿元", "增长10.2%", "10.63亿元", "增长15.4%", "近7个百分点", "持平"]


def sentences(brief):
    """Every sentence of the brief, from its JSON."""
    yield brief["title"]
    for section in brief["sections"]:
        yield section["title"]
        yield from (item["text"] for item in section["items"])
    yield from brief.get("notes", [])


def main():
    with Office(*sys.argv[1:]) as office:
        for lang in ("zh", "en"):
            brief = json.loads(office.run("brief", "--period", "2006-05", "--lang", lang, "--json"))
            office.run("brief", "--period", "2006-05", "--lang", lang, "--docx", f"{office.folder}/{lang}.docx")
            page = office.page(lang)
            said = [re.sub(r"\s+", "", s) for s in sentences(brief)]
            office.check([] if len(said) > 10 else said, f"the brief in {lang} has sentences")
            office.check([s for s in said if s not in page], f"every sentence of the brief in {lang} is on its pages")
            if lang == "zh":
                office.check([s for s in SPEECH if s not in page], "every figure of the speech is on the pages")
    sys.exit(office.status())


main()
