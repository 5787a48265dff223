"""Papers and minutes of a round as Word files: LibreOffice opens each, and what it must say is on its pages. Speaks TAP.

usage: round_papers.py PONAN FONTS.conf

The sentences are written here by hand from what the demo county holds of its round of May 2006, and of the next one, which is held and
minuted here and issued with the number after the one of May.
"""
import json
import sys

from office import Office

PAPERS = ["五月份重点项目协调会材料", "县政府三号会议室", "第二批6个重点工业项目等待土地农转用", "其余6个用地没有办理农转用，不能开工", "涉及项目最多",
          "重点工业项目开工遇村民阻挠", "中国竹工艺商贸城开工手续不全"]
MINUTES = ["五月份重点项目协调会纪要", "2006年5月24日", "分管工业副县长", "县国土资源局", "建设局（副局长参加）", "在外招商", "成熟一个上报一个，不等齐。",
           "先把两户的补偿账目核对清楚，再谈进场。", "请示县领导定办理顺序后下次再议。", "决定事项：第二批项目用地成熟一个上报一个", "承诺事项：两户补偿账目六月底前核对清楚",
           "2006年6月30日"]
ISSUED = ["六月份重点项目调度会纪要", "安推纪〔2006〕2号", "并联申报", "2006年6月20日", "此纪要发至各有关单位。"]


def main():
    with Office(*sys.argv[1:]) as office:
        may = json.loads(office.run("matter", "show", "H06-01", "--json"))["id"]
        june = json.loads(office.run("matter", "show", "H06-02", "--json"))["id"]
        for kind, said in (("papers", PAPERS), ("minutes", MINUTES)):
            office.run("round", kind, str(may), "--docx", f"{office.folder}/{kind}.docx")
            page = office.page(kind)
            office.check([s for s in said if s not in page], f"the {kind} of a round say what they must")
        office.run("matter", "move", "H06-02", "hold")
        office.load("round_item", "round,matter,reason,outcome,note\n"
                    "H06-02,P06-06,上次会议下次再议,decided,规划和用地并联申报。\nH06-02,P06-03,牵头单位有异议,goes_on,经贸委先拿方案。\n")
        office.run("matter", "paper", str(june), "minutes", "note=此纪要发至各有关单位。", "--docx", f"{office.folder}/issued.docx")
        page = office.page("issued")
        office.check([s for s in ISSUED if s not in page], "issued minutes have the number after the last one")
        shown = json.loads(office.run("matter", "show", "H06-02", "--json"))
        office.check([] if shown["state"] == "closed" else shown["state"], "to issue the minutes closes the round")
    sys.exit(office.status())


main()
