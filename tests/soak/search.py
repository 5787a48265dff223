"""Search over 100,000 matters, asked over HTTP, one query after the other; prints how long it took. Speaks TAP.

usage: search.py PONAN sqlite|postgres [MATTERS] [QUERIES] [SEED]

The matters are commitments with titles put together by chance; the queries are pieces of 2, 3 and 4 characters of those titles, asked by
the office that sees all of the county and by the head of one bureau, who sees what that bureau has to do with. What the office
is told must hold the words.
"""
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from load import LEAD, LEAD_UNIT, OFFICE, Client, Load, Postgres, Server

AIM_MS = 20
PLACES = ["递铺镇", "孝丰镇", "梅溪镇", "良朋镇", "高禹镇", "天荒坪", "报福镇", "章村镇", "昆铜乡", "溪龙乡", "杭垓镇", "皈山乡"]
WHAT = ["竹制品", "椅业", "纺织", "污水管网", "输变电", "公路改造", "标准厂房", "茶叶加工", "水库加固", "物流中心", "医药化工", "装备制造"]
STEPS = ["征地补偿", "拆迁安置", "用地预审", "环评报批", "规划许可", "供电接入", "供水接入", "招工落实", "资金到位", "竣工验收", "施工许可", "林地审核"]
UNITS = [LEAD_UNIT, "330523-jmw", "330523-jsj", "330523-tjj"]


def titles_of(n, chance):
    return [f"{chance.choice(PLACES)}{chance.choice(WHAT)}{i}号项目{chance.choice(STEPS)}" for i in range(n)]


def import_all(ponan, env, folder, titles, chance):
    path = f"{folder}/commitments.csv"
    with open(path, "w", encoding="utf-8") as f:
        f.write("title,lead,due\n")
        for title in titles:
            f.write(f"{title},{chance.choice(UNITS)},2099-12-31\n")
    began = time.monotonic()
    run = subprocess.run([ponan, "import", "commitment", path, "--owner", "330523-tjb"], env=env, capture_output=True, text=True, timeout=1800, check=False)
    if run.returncode != 0:
        raise RuntimeError(run.stdout[-1000:] + run.stderr[-1000:])
    print(f"# {len(titles)} matters imported in {time.monotonic() - began:.0f} s")


def piece_of(title, length, chance):
    """So many characters that stand together, Chinese ones only."""
    while True:
        at = chance.randrange(len(title) - length + 1)
        if all("\u4e00" <= c <= "\u9fff" for c in title[at:at + length]):
            return title[at:at + length]


async def ask_all(port, links, titles, n, chance):
    load = Load([port], 0, chance)
    await load.sign_in(port, OFFICE, links[OFFICE])
    await load.sign_in(port, LEAD, links[LEAD])
    client = Client(port, "127.0.0.1")
    took, wrong = {OFFICE: [], LEAD: []}, []
    for i in range(n):
        words = piece_of(chance.choice(titles), 2 + i % 3, chance)
        post = (OFFICE, LEAD)[i // 3 % 2]
        began = time.monotonic()
        status, _, said = await client.ask("GET", f"/api/v1/search?q={words}", headers=load.sessions[post])
        took[post].append((time.monotonic() - began) * 1000)
        if status != 200 or (post == OFFICE and words not in said):
            wrong.append(f"{words}: {status} {said[:200]}")
    client.close()
    for post, ms in took.items():
        ms.sort()
        print(f"# {post}: {len(ms)} queries, p50 {ms[len(ms) // 2]:.1f} ms, p99 {ms[len(ms) * 99 // 100]:.1f} ms, slowest {ms[-1]:.1f} ms; aim {AIM_MS} ms")
    return wrong


def main():
    ponan, engine = os.path.abspath(sys.argv[1]), sys.argv[2]
    n, queries, seed = ([int(a) for a in sys.argv[3:6]] + [100000, 1000, 2006][len(sys.argv) - 3:])[:3]
    chance = random.Random(seed)
    titles = titles_of(n, chance)
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "LANG": "C.UTF-8", "PONAN_KEYS": f"{folder}/keys"}
        postgres = Postgres(folder) if engine == "postgres" else None
        env["PONAN_DB"] = postgres.url if postgres else f"{folder}/db"
        try:
            subprocess.run([ponan, "init", "--demo", "anji-2006"], env=env, check=True, capture_output=True, timeout=300)
            import_all(ponan, env, folder, titles, chance)
            server = Server(ponan, env)
            try:
                wrong = asyncio.run(ask_all(server.port, server.links, titles, queries, chance))
            finally:
                server.stop()
        finally:
            if postgres:
                postgres.stop()
                shutil.rmtree(f"{folder}/pg", ignore_errors=True)
    for line in wrong[:5]:
        print(line, file=sys.stderr)
    print(f"{'not ok' if wrong else 'ok'} 1 - {queries} queries over {n} matters on {engine} find what is there\n1..1")
    sys.exit(bool(wrong))


main()
