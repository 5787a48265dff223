"""A page of a paper as GB/T 9704-2012 has it: 22 lines of 28 characters, margins, page numbers. Speaks TAP.

usage: paper_layout.py FILL_PAPER FONTS.conf    (LibreOffice makes the pages, pdftotext reads them)
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MM = 72 / 25.4
results = []


def check(good, sentence, seen=""):
    results.append(bool(good))
    print(f"{'ok' if good else 'not ok'} {len(results)} - {sentence}")
    if not good:
        print(f"{sentence}: {seen}", file=sys.stderr)


def lines_of(page):
    """Lines of a page of pdftotext -bbox-layout: (left, top, right, bottom, text), from top to bottom."""
    found = []
    for line in re.findall(r"<line (.*?)</line>", page, re.S):
        box = [float(n) for n in re.findall(r'(?:xMin|yMin|xMax|yMax)="([\d.]+)"', line.split(">")[0])]
        text = "".join(re.findall(r"<word[^>]*>(.*?)</word>", line))
        found.append((*box, text))
    return sorted(found, key=lambda l: l[1])


def main():
    fill, fonts = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        docx, pdf = pathlib.Path(folder, "paper.docx"), pathlib.Path(folder, "paper.pdf")
        subprocess.run([fill, docx], check=True)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
                        "--outdir", folder, docx], check=True, stdout=subprocess.DEVNULL, timeout=110,
                       env={**os.environ, "FONTCONFIG_FILE": fonts, "HOME": folder})
        bbox = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
        shapes = {name: subprocess.run(["fc-match", "-f", "%{family}", name], check=True, capture_output=True, text=True,
                                       env={**os.environ, "FONTCONFIG_FILE": fonts}).stdout
                  for name in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体")}
    pages = [lines_of(p) for p in re.findall(r"<page (.*?)</page>", bbox, re.S)]
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', bbox)
    check(abs(float(size[1]) - 210 * MM) < 1 and abs(float(size[2]) - 297 * MM) < 1, "the page is A4", size[0])
    check(len(pages) >= 3, "three pages and more", len(pages))
    full = pages[1]  # the first page has the title
    body, foot = full[:-1], full[-1]
    check(len(body) == 22, "a full page has 22 lines", [l[4] for l in full])
    check({len(l[4]) for l in body} == {28}, "every line has 28 characters", [len(l[4]) for l in body])
    # Page 2 is a left page: the binding edge (28 mm) is on its right.
    check(all(abs(l[0] - 26 * MM) < 1 * MM and l[2] < (210 - 28 + 1) * MM for l in body), "margins of an even page are mirrored",
          body[0])
    first = pages[0]
    check(abs(min(l[0] for l in first if len(l[4]) == 28) - 28 * MM) < 1 * MM, "the binding margin is 28 mm", first[3])
    check(37 * MM - 1 < body[0][1] and body[-1][3] < (297 - 35) * MM + 1, "lines stand between 37 and 35 mm", (body[0], body[-1]))
    pitch = (body[-1][1] - body[0][1]) / 21
    check(abs(pitch - 225 / 22 * MM) < 0.1, "the line pitch is 225/22 mm", pitch / MM)
    check(foot[4] == "—2—" and foot[0] < 40 * MM, "an even page has its number on the left", foot)
    check(pages[2][-1][4] == "—3—" and pages[2][-1][2] > 170 * MM, "an odd page has its number on the right", pages[2][-1])
    check(foot[1] > (297 - 35) * MM, "the number stands below the text", foot)
    check(all("CJK SC" in family or name in family for name, family in shapes.items()),
          "type is that of the standard or has the simplified Chinese shapes", shapes)
    print(f"1..{len(results)}")
    sys.exit(not all(results))


main()
