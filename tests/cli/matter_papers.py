"""Papers of a matter as Word files: LibreOffice opens each, and what it must say is on its pages. Speaks TAP.

usage: matter_papers.py PONAN FONTS.conf

The sentences are written here by hand from what the matter is given, so that an empty paper does not pass.
"""
import sys

from office import Office

PROBLEM = "编号,标题,受阻情况,受阻起始日期\nNT-1,天二项目征地受阻,三户未签约,2006-03-01\n"
MOVES = [["submit", "measure=一户一策"], ["assign", "lead=330523100", "joint=330523101", "due=2006-07-15"], ["accept"]]
ANSWER = ["answer", "result=已腾地", "cause=补偿未谈拢", "measure=一户一策", "next=办理交地", "next_on=2006-07-31"]
# What stands on each paper, in the order in which they go out. S06-04 of the demo was due on 12 June: on the 20th that is eight
# days ago, of which 13, 14, 15, 16, 19 and 20 June are worked.
PAPERS = [
    ("NT-1", "order", ["督办单", "安督办〔2006〕38号", "递铺镇：", "“天二项目征地受阻”由你单位牵头办理，现予督办", "三户未签约", "一户一策",
                       "梅溪镇", "请于2006年7月15日前报送办理结果", "请见附件。", "安吉县", "2006年6月"]),
    ("NT-1", "assignment", ["交办单", "安吉县交办〔2006〕1号", "现将“天二项目征地受阻”交由你单位牵头办理", "请于2006年7月15日前办结"]),
    ("S06-04", "urging", ["催办单", "督查室催办〔2006〕1号", "递铺镇：", "“对所联系企业情况不了解的整改”由你单位牵头办理，应于2006年6月12日前办结",
                          "现已逾期8天（6个工作日）", "请见附件。"]),
    ("NT-1", "reply", ["回复", "复〔2006〕1号", "安吉县：", "交办单（安吉县交办〔2006〕1号", "收悉。关于“天二项目征地受阻”的办理情况，回复如下", "已腾地",
                       "补偿未谈拢", "办理交地", "2006年7月31日"]),
]


def main():
    with Office(*sys.argv[1:]) as office:
        office.load("paper_layout", "paper,series\norder,安督办\n")
        office.load("number_run", "series,year,last\n安督办,2006,37\n")
        office.load("problem", PROBLEM)
        for move in MOVES:
            office.run("matter", "move", "NT-1", *move)
        for matter, paper, said in PAPERS:
            if paper == "reply":
                office.run("matter", "move", "NT-1", *ANSWER)
            office.run("matter", "paper", matter, paper, "note=请见附件。", "--docx", f"{office.folder}/{paper}.docx")
            page = office.page(paper)
            office.check([s for s in said if s not in page], f"the {paper} says what it must")
    sys.exit(office.status())


main()
