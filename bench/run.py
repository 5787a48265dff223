#!/usr/bin/env python3
"""make bench: the figures of the README, measured in one run, with ratios where two things compare.

usage: run.py BUILD_DIR   (a release build with -Dbench=true)

Everything happens on this machine's loopback and in one temporary folder. Absolute times belong to
the machine; the ratios are what to look at. Prints a Markdown table.
"""
import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
PONAN = os.path.join(BUILD, "ponan")
INDICATORS, YEARS, REQUESTS, RATE = 100, (2004, 2005, 2006), 2000, 200
rows = []


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def row(what, figure, beside="", aim=""):
    rows.append((what, figure, beside, aim))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ponan(*words):
    run = subprocess.run([PONAN, *words], check=False, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"bench: ponan {' '.join(words)}: {run.stdout[-2000:]}{run.stderr[-2000:]}")
    return run.stdout


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M).group(1)) / 1024


def write_csv(path, heading, lines):
    with open(path, "w", encoding="utf-8") as f:
        f.write(heading + "\n")
        f.writelines(line + "\n" for line in lines)


def hundred_indicators(folder):
    """A county with 100 indicators, three years of months, growth and a year's target each."""
    db = os.path.join(folder, "county")
    ponan("init", "--db", db, "--demo", "anji-2006")
    codes = [f"b{n:03}" for n in range(INDICATORS)]
    write_csv(f"{folder}/indicator.csv", "code,name_zh,name_en,measure_zh,measure_en",
              [f"{c},测量指标{c},Measured indicator {c},亿元,100 million yuan" for c in codes])
    write_csv(f"{folder}/target.csv", "subject,indicator,period,measure,value",
              [f"330523,{c},2006,growth,12.5" for c in codes])
    months = [(y, m) for y in YEARS for m in range(1, 13) if (y, m) <= (2006, 5)]
    lines = []
    for i, c in enumerate(codes):
        for y, m in months:
            period = f"{y}-01..{m:02}" if m > 1 else f"{y}-01"
            lines.append(f"330523,{c},{period},actual,{m * (i + 3) / 10 + y - 2000:.2f}")
            lines.append(f"330523,{c},{period},growth,{(i * 7 + m) % 30 - 5}.5")
    write_csv(f"{folder}/observation.csv", "subject,indicator,period,kind,value", lines)
    for entity in ("indicator", "target", "observation"):
        ponan("import", entity, f"{folder}/{entity}.csv", "--db", db, "--owner", "330523")
    return db


class Server:
    def __init__(self, db):
        self.port = free_port()
        began = time.monotonic()
        self.process = subprocess.Popen([PONAN, "serve", "--db", db, "--listen", f"127.0.0.1:{self.port}", "--links"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while True:
            try:
                if self.get("/livez", "")[0] == 200:
                    break
            except OSError:
                time.sleep(0.001)
        self.start_ms = (time.monotonic() - began) * 1000

    def get(self, path, cookie, method="GET", body=None, headers=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        c.request(method, path, body, {"Cookie": cookie, **(headers or {})})
        answer = c.getresponse()
        text = answer.read()
        return answer.status, text, answer.headers

    def sign_in(self):
        """The session cookie of the first link that is printed for a post that sees the indicators."""
        for line in self.process.stdout:
            match = re.search(r"(/sign-in/link/[\w-]+)", line)
            if not match:
                continue
            _, page, headers = self.get(match.group(1), "")
            cookie = "; ".join(h.split(";")[0] for h in headers.get_all("Set-Cookie") or [])
            token = re.search(rb'name="csrf"[^>]*value="([^"]+)"', page)
            body = f"csrf={token.group(1).decode()}" if token else ""
            status, _, headers = self.get(match.group(1), cookie, "POST", body, {
                "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"})
            fresh = "; ".join(h.split(";")[0] for h in headers.get_all("Set-Cookie") or [])
            if status in (200, 302, 303) and self.get("/indicators", fresh)[0] == 200:
                return fresh
        sys.exit("bench: no sign-in link led to the indicators")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def load(port, path, cookie, pid):
    """CPU milliseconds a request, and the client's p50, p99 (ms), of an open-loop run."""
    client = os.path.join(BUILD, "bench", "load")
    subprocess.run([client, str(port), path, cookie, str(RATE), "200"], check=True, capture_output=True)
    before = cpu_seconds(pid)
    out = subprocess.run([client, str(port), path, cookie, str(RATE), str(REQUESTS)], check=True,
                         capture_output=True, text=True).stdout.split()
    p50, p99, _worst, failed, _size = map(int, out)
    if failed:
        sys.exit(f"bench: {failed} requests of {path} failed")
    return (cpu_seconds(pid) - before) * 1000 / REQUESTS, p50 / 1000, p99 / 1000


def measure_pages(folder):
    say("a county with 100 indicators")
    db = hundred_indicators(folder)
    server = Server(db)
    cookie = server.sign_in()
    path = "/indicators?period=2006-05"
    status, page, _ = server.get(path, cookie)
    if status != 200 or page.count(b"b0") < 50:
        sys.exit("bench: the indicator page is not what is to be measured")
    say(f"indicator page of {len(page)} bytes, {REQUESTS} requests at {RATE} a second")
    cpu, p50, p99 = load(server.port, path, cookie, server.process.pid)
    with open(f"{folder}/page.html", "wb") as f:
        f.write(page)
    port = free_port()
    bare = subprocess.Popen([os.path.join(BUILD, "bench", "bare"), str(port), f"{folder}/page.html"], stdin=subprocess.PIPE)
    time.sleep(0.2)
    bare_cpu, bare_p50, bare_p99 = load(port, "/", "", bare.pid)
    bare.stdin.close()
    bare.wait(10)
    row(f"CPU a page, list of {INDICATORS} indicators", f"{cpu:.2f} ms",
        f"the same bytes from bare libmicrohttpd {bare_cpu:.2f} ms; ratio {cpu / max(bare_cpu, 0.005):.0f}", "1 ms")
    row(f"p50 / p99 at {RATE} requests a second, open loop", f"{p50:.1f} / {p99:.1f} ms",
        f"bare {bare_p50:.1f} / {bare_p99:.1f} ms", "p99 20 ms")
    server.stop()
    # Started again with nobody signed in: what an idle server takes.
    starts = []
    for _ in range(5):
        server = Server(db)
        starts.append(server.start_ms)
        time.sleep(1.2)
        idle = memory_mib(server.process.pid)
        server.stop()
    row("start to first answer", f"{sorted(starts)[2]:.0f} ms", "median of 5", "100 ms")
    row("idle memory", f"{idle:.1f} MiB", "proportional set size", "30 MB")
    size = os.path.getsize(PONAN)
    stripped = os.path.join(folder, "stripped")
    subprocess.run(["strip", "-o", stripped, PONAN], check=True)
    row("size of the program", f"{os.path.getsize(stripped) / 1e6:.1f} MB", f"with debug information {size / 1e6:.1f} MB", "10 MB")


def measure_writes(folder):
    say("durable writes, 64 clients")
    rate = {}
    for mode in ("single", "grouped"):
        db = os.path.join(folder, f"writes-{mode}")
        out = subprocess.run([os.path.join(BUILD, "bench", "writes"), db, "64", "5", mode], check=True,
                             capture_output=True, text=True).stdout
        rate[mode] = int(out)
    row("durable writes a second, 64 clients", f"{rate['grouped']:,}",
        f"grouping switched off {rate['single']:,}; ratio {rate['grouped'] / rate['single']:.1f}")


def measure_import(folder):
    say("import of 200,000 observations")
    db = os.path.join(folder, "import")
    ponan("init", "--db", db, "--demo", "anji-2006")
    codes = [f"i{n:03}" for n in range(200)]
    units = [f"u{n:03}" for n in range(50)]
    write_csv(f"{folder}/units.csv", "code,name_zh,level,parent", [f"{u},测量单位{u},township,330523" for u in units])
    write_csv(f"{folder}/indicators.csv", "code,name_zh,measure_zh,basis,cumulative",
              [f"{c},测量指标{c},万元,management,no" for c in codes])
    ponan("import", "unit", f"{folder}/units.csv", "--db", db, "--owner", "330523")
    ponan("import", "indicator", f"{folder}/indicators.csv", "--db", db, "--owner", "330523")
    lines = [f"{u},{c},2005-{m:02},management,actual,{i % 9000 + m}.25"
             for i, u in enumerate(units) for c in codes for m in range(1, 13)]
    lines += [f"{u},{c},2004-{m:02},management,actual,{i % 9000 + m}.75"
              for i, u in enumerate(units) for c in codes for m in range(5, 13)]
    path = f"{folder}/big.csv"
    write_csv(path, "subject,indicator,period,basis,kind,value", lines)
    began = time.monotonic()
    ponan("import", "observation", path, "--db", db, "--owner", "330523")
    ours = time.monotonic() - began
    plain = os.path.join(folder, "plain.db")
    began = time.monotonic()
    subprocess.run(["sqlite3", plain, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                    "CREATE TABLE t(subject,indicator,period,basis,kind,value)", ".mode csv", f".import {path} t"],
                   check=True, capture_output=True)
    theirs = time.monotonic() - began
    row(f"import of {len(lines):,} observations, validated and journalled", f"{ours:.1f} s",
        f"sqlite3 .import of the same file {theirs:.2f} s; ratio {ours / theirs:.1f}", "ratio 6")


PLACES = ["递铺镇", "孝丰镇", "梅溪镇", "良朋镇", "高禹镇", "报福镇", "章村镇", "昆铜乡", "溪龙乡", "杭垓镇", "皈山乡", "山川乡"]
WORKS = ["竹制品", "椅业", "纺织", "污水管网", "输变电", "公路改造", "标准厂房", "茶叶加工", "水库加固", "物流中心", "医药化工", "装备制造"]
STEPS = ["征地补偿", "拆迁安置", "用地预审", "环评报批", "规划许可", "供电接入", "供水接入", "招工落实", "资金到位", "竣工验收", "施工许可", "林地审核"]
MATTERS, QUERIES = 100000, 1000


def bare_search_us(db, queries):
    """The median and the 95th percentile of the newest 21 that FTS5 alone finds."""
    c = sqlite3.connect(os.path.join(db, "ponan.db"))
    took = []
    for words in queries:
        match = '"' + " ".join(words[i:i + 2] for i in range(len(words) - 1)) + '"'
        began = time.perf_counter()
        c.execute("SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT 21", (match,)).fetchall()
        took.append((time.perf_counter() - began) * 1e6)
    c.close()
    took.sort()
    return took[len(took) // 2], took[len(took) * 95 // 100]


def measure_search(folder):
    say(f"search over {MATTERS:,} matters")
    chance = random.Random(2006)
    db, path = os.path.join(folder, "search"), f"{folder}/commitments.csv"
    ponan("init", "--db", db, "--demo", "anji-2006")
    titles = [chance.choice(PLACES) + chance.choice(WORKS) + chance.choice(STEPS) for _ in range(MATTERS)]
    leads = ["330523-gtj", "330523-jmw", "330523-jsj", "330523-tjj"]
    write_csv(path, "title,lead,due", [f"{t},{'330523204' if i % 1000 == 0 else chance.choice(leads)},2099-12-31"
                                       for i, t in enumerate(titles)])
    ponan("import", "commitment", path, "--db", db, "--owner", "330523-tjb")
    queries = []
    for i in range(QUERIES):
        title, n = chance.choice(titles), 2 + i % 3
        at = chance.randrange(len(title) - n + 1)
        queries.append(title[at:at + n])
    bare_p50, bare_p95 = bare_search_us(db, queries)
    for who, post in (("a leader", "xianzhang"), ("an office", "tjb-zr"), ("a unit with few matters", "guishan-xz")):
        out = subprocess.run([os.path.join(BUILD, "bench", "search"), db, post], input="\n".join(queries), check=True,
                             capture_output=True, text=True).stdout
        p50, p95, p99, _worst, found = map(int, out.split())
        if not found:
            sys.exit(f"bench: {who} finds nothing")
        row(f"search of {MATTERS:,} matters as {who}, p50 / p95 / p99", f"{p50 / 1000:.1f} / {p95 / 1000:.1f} / {p99 / 1000:.1f} ms",
            f"bare FTS5, without rights {bare_p50 / 1000:.2f} / {bare_p95 / 1000:.2f} ms; ratio of p95 {p95 / bare_p95:.0f}", "p95 20 ms")


def main():
    folder = tempfile.mkdtemp(prefix="ponan-bench-")
    try:
        measure_pages(folder)
        measure_writes(folder)
        measure_import(folder)
        measure_search(folder)
    finally:
        shutil.rmtree(folder)
    print("| what | figure | beside it | aim |\n| --- | --- | --- | --- |")
    for cells in rows:
        print("| " + " | ".join(cells) + " |")


main()
