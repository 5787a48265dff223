"""Papers of a matter as Word files: LibreOffice opens each, and what it must say is on its pages. Speaks TAP.

usage: matter_papers.py PONAN FONTS.conf

The sentences are written here by hand from what the matter is given, so that an empty paper does not pass.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROBLEM = "编号,标题,受阻情况,受阻起始日期\nNT-1,天二项目征地受阻,三户未签约,2006-03-01\n"
MOVES = [["submit", "measure=一户一策"], ["assign", "lead=330523100", "joint=330523101", "due=2006-07-15"], ["accept"]]
ANSWER = ["answer", "result=已腾地", "cause=补偿未谈拢", "measure=一户一策", "next=办理交地", "next_on=2006-07-31"]
# What stands on each paper, in the order in which they go out.
PAPERS = [
    ("order", ["督办单", "安督办〔2006〕38号", "递铺镇：", "“天二项目征地受阻”由你单位牵头办理，现予督办", "三户未签约", "一户一策", "梅溪镇",
               "请于2006年7月15日前报送办理结果", "请见附件。", "安吉县", "2006年6月"]),
    ("assignment", ["交办单", "安吉县交办〔2006〕1号", "现将“天二项目征地受阻”交由你单位牵头办理", "请于2006年7月15日前办结"]),
    ("reply", ["回复", "复〔2006〕1号", "安吉县：", "交办单（安吉县交办〔2006〕1号", "收悉。关于“天二项目征地受阻”的办理情况，回复如下", "已腾地",
               "补偿未谈拢", "办理交地", "2006年7月31日"]),
]
results = []


def check(missing, sentence):
    results.append(not missing)
    print(f"{'not ok' if missing else 'ok'} {len(results)} - {sentence}")
    if missing:
        print(f"{sentence}: missing {missing}", file=sys.stderr)


def words_of(pdf):
    """What stands on the pages, without white space: lines break anywhere."""
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"\s+", "", text)


def main():
    ponan, fonts = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PONAN_DB": f"{folder}/db", "HOME": folder, "FONTCONFIG_FILE": fonts, "LANG": "C.UTF-8"}

        def run(*words):
            return subprocess.run(words, check=True, capture_output=True, text=True, env=env, timeout=200).stdout

        def load(entity, table):
            path = pathlib.Path(folder, f"{entity}.csv")
            path.write_text(table, encoding="utf-8")
            run(ponan, "import", entity, str(path), "--owner", "330523")

        run(ponan, "init", "--demo", "anji-2006")
        load("paper_layout", "paper,series\norder,安督办\n")
        load("number_run", "series,year,last\n安督办,2006,37\n")
        load("problem", PROBLEM)
        for move in MOVES:
            run(ponan, "matter", "move", "NT-1", *move)
        for paper, said in PAPERS:
            if paper == "reply":
                run(ponan, "matter", "move", "NT-1", *ANSWER)
            run(ponan, "matter", "paper", "NT-1", paper, "note=请见附件。", "--docx", f"{folder}/{paper}.docx")
            run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder,
                f"{folder}/{paper}.docx")
            page = words_of(pathlib.Path(folder, f"{paper}.pdf"))
            check([s for s in said if s not in page], f"the {paper} says what it must")
    print(f"1..{len(results)}")
    sys.exit(not all(results))


main()
