"""Workbooks as LibreOffice sees them: what the program writes opens there with the same cells, what it saves reads back. Speaks TAP.

usage: table_office.py CONVERT_TABLE
"""
import csv
import io
import os
import pathlib
import subprocess
import sys
import tempfile

ROWS = [
    ["代码", "名称", "数值", "日期", "说明"],
    ["0012", "梅溪镇", "0.1", "2006-06-20", "=1+1"],
    ["330523", "天荒坪, 镇", "-17.9", "1900-03-01", "两\n行"],
    ["a", 'x "y" <&>', "1234567.8901", "", "@SUM(A1)"],
    ["00", " 前后有空 ", "123456789012345", "9999-12-31", "\U00020000 é"],
]
# Text, then a cell of each kind as people type them; LibreOffice makes numbers, days and percentages of them.
TYPED = "代码,数值,日期,时刻,比例,月,真\n0012,0.1,2006-06-20,2006-06-20 08:30:00,17.1%,2006年5月,TRUE\n"
TYPED_WANT = [["代码", "数值", "日期", "时刻", "比例", "月", "真"],
              ["12", "0.1", "2006-06-20", "2006-06-20 08:30:00", "17.10%", "2006年5月", "true"]]
results = []


def check(good, sentence, seen=""):
    results.append(bool(good))
    print(f"{'ok' if good else 'not ok'} {len(results)} - {sentence}")
    if not good:
        print(f"{sentence}: {seen}", file=sys.stderr)


def table(path):
    text = path.read_bytes().decode("utf-8-sig")
    # The guard against formulas, which CSV has and workbooks do not need.
    return [[c[1:] if c[:2] in ("'=", "'@") else c for c in row] for row in csv.reader(io.StringIO(text, newline=""))]


def main():
    convert = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def office(to, path, *more):
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *more, "--convert-to", to,
                            "--outdir", folder / "out", path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           timeout=110, env={**os.environ, "HOME": name})

        made, again = folder / "made.csv", folder / "again.csv"
        with open(made, "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\r\n").writerows(ROWS)
        subprocess.run([convert, made, folder / "made.xlsx"], check=True)
        # 44 comma, 34 quote, 76 UTF-8, cells as shown, quote all text.
        office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", folder / "made.xlsx")
        seen = table(folder / "out/made.csv")
        check(seen == ROWS, "LibreOffice shows what was written", seen)
        office("xlsx:Calc MS Excel 2007 XML", folder / "made.xlsx")
        subprocess.run([convert, folder / "out/made.xlsx", again], check=True)
        check(table(again) == ROWS, "what LibreOffice saves of it reads back as it was", table(again))
        typed = folder / "typed.csv"
        typed.write_text(TYPED, encoding="utf-8")
        office("xlsx:Calc MS Excel 2007 XML", typed, "--infilter=CSV:44,34,76,1,,2052,false,true,false")
        subprocess.run([convert, folder / "out/typed.xlsx", again], check=True)
        check(table(again) == TYPED_WANT, "numbers, days and percentages that LibreOffice made are read as it shows them", table(again))
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
