"""A post's calendar address, read by two calendar programs of Debian: khal and calcurse. Speaks TAP.

usage: calendar_clients.py PONAN

The demo county is served, its promotion office makes an address on the page and reads it there; a program that knows nothing of
Ponan must find as many days, on the days and with the words that the pages show.
"""
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.parse

POST = "推进办主任"
failed = []
n = 0


def check(is_so, words):
    global n
    n += 1
    print(f"{'ok' if is_so else 'not ok'} {n} - {words}")
    if not is_so:
        failed.append(words)


class Server:
    def __init__(self, ponan, env):
        self.process = subprocess.Popen([ponan, "serve", "--listen", "127.0.0.1:0", "--links", "--lang", "zh"], env=env,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said, self.port, self.link = "", None, None
        for line in self.process.stdout:
            self.said += line
            found = re.search(r"http://127\.0\.0\.1:(\d+)(/sign-in/link/\S+)?", line)
            if found:
                self.port = int(found.group(1))
            if found and found.group(2) and line.strip().startswith(POST + " "):
                self.link = found.group(2)
                break

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest
        return self.process.returncode


class Person:
    """A browser without script: cookies, and the token of the form that was read last."""

    def __init__(self, server):
        self.server, self.jar = server, {}
        page = self.send("GET", server.link)
        self.send("POST", server.link, {}, page)

    def send(self, method, path, fields=None, page=""):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.jar.items()), "Origin": f"http://127.0.0.1:{self.server.port}"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode({**fields, "csrf": re.search(r'name="csrf" value="([^"]*)"', page).group(1)})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer, text = self.server.ask(method, path, body, headers)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.jar.update([value.split(";")[0].split("=", 1)])
        return text


def unfolded(text):
    return re.sub(r"\r\n[ \t]", "", text)


def khal_days(folder, ics):
    """Every event that khal shows from May 2006 on, as "day title"."""
    os.makedirs(f"{folder}/khal/county")
    with open(f"{folder}/khal/config", "w", encoding="utf-8") as f:
        f.write(f"[calendars]\n[[county]]\npath = {folder}/khal/county\ntype = calendar\n[sqlite]\npath = {folder}/khal/khal.db\n"
                "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
                "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n")
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": folder}
    khal = ["khal", "-c", f"{folder}/khal/config"]
    subprocess.run([*khal, "import", "--batch", "-a", "county", ics], env=env, check=True, capture_output=True, text=True, timeout=120)
    shown = subprocess.run([*khal, "list", "--format", "{start-date} {title}", "--day-format", "", "2005-01-01", "3000d"], env=env, check=True,
                           capture_output=True, text=True, timeout=120).stdout
    return sorted(line.strip() for line in shown.splitlines() if re.match(r"\s*\d{4}-", line))


def calcurse_days(folder, ics, what):
    """Lines that calcurse keeps: "mm/dd/yyyy [1] title" of events, "[0] title" of tasks."""
    home = f"{folder}/calcurse-{what}"
    os.makedirs(home)
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": folder}
    subprocess.run(["calcurse", "-D", home, "-C", home, "-i", ics, "-q"], env=env, check=True, capture_output=True, text=True, timeout=120)
    with open(f"{home}/{what}", encoding="utf-8") as f:
        return f.read().splitlines()


def events_of(text):
    """"2006-06-30 title" of each event, read by hand from the bytes."""
    found = []
    for part in unfolded(text).split("BEGIN:VEVENT")[1:]:
        day = re.search(r"DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)", part).groups()
        title = re.search(r"SUMMARY:(.*?)\r\n", part).group(1)
        found.append("-".join(day) + " " + re.sub(r"\\(.)", r"\1", title))
    return sorted(found)


def look(server, folder):
    person = Person(server)
    page = person.send("GET", "/me/calendar")
    made = person.send("POST", "/me/calendar", {"name": "办公电脑"}, page)
    address = re.search(r"http://127\.0\.0\.1:\d+(/calendar/[\w-]+\.ics)", made)
    check(address, "the address is shown when it is made")
    check("办公电脑" in (page := person.send("GET", "/me/calendar")) and address.group(1) not in page, "and is not shown again")
    answer, text = server.ask("GET", address.group(1))
    check(answer.status == 200 and answer.getheader("Content-Type") == "text/calendar; charset=utf-8", "it is read without a session")
    check(max(len(line.encode()) for line in text.split("\r\n")) <= 75, "no line has more than 75 bytes")
    again, nothing = server.ask("GET", address.group(1), headers={"If-None-Match": answer.getheader("ETag")})
    check(again.status == 304 and not nothing, "unchanged, it is not sent again")
    events = events_of(text)
    check(len(events) > 3, f"there are days: {len(events)}")
    uids = re.findall(r"UID:(.*?)\r\n", unfolded(text))
    check(len(set(uids)) == len(events) and text.count("SEQUENCE:") == len(events), "each has a name and a sequence of its own")
    with open(f"{folder}/county.ics", "w", encoding="utf-8", newline="") as f:
        f.write(text)
    shown = khal_days(folder, f"{folder}/county.ics")
    check(shown == events, f"khal shows the same days: {len(shown)}")
    kept = calcurse_days(folder, f"{folder}/county.ics", "apts")
    check(len(kept) == len(events) and all(any(e[11:] in line and f"{e[5:7]}/{e[8:10]}/{e[:4]}" in line for line in kept) for e in events),
          f"calcurse keeps the same days: {len(kept)}")
    _, tasks = server.ask("GET", address.group(1) + "?as=tasks")
    with open(f"{folder}/tasks.ics", "w", encoding="utf-8", newline="") as f:
        f.write(tasks)
    check(len(calcurse_days(folder, f"{folder}/tasks.ics", "todo")) == len(events), "and the same tasks")
    feed = re.search(r'name="_revoke" value="(\d+)"', page).group(1)
    person.send("POST", "/me/calendar", {"_revoke": feed}, page)
    answer, _ = server.ask("GET", address.group(1))
    check(answer.status == 404, "revoked, nothing is read any more")
    return address.group(1)


def main():
    ponan = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PONAN_DB": f"{folder}/db", "LANG": "C.UTF-8"}
        subprocess.run([ponan, "init", "--demo", "anji-2006"], env=env, check=True, capture_output=True, timeout=300)
        server = Server(ponan, env)
        try:
            address = look(server, folder)
        finally:
            code = server.stop()
        check(code == 0 and address not in server.said, "the address is in nothing that the server says")
    print(f"1..{n}")
    sys.exit(bool(failed))


main()
