"""outside.py FOLDER MODE...: what the outbox talks to in tests, on loopback.

    smtp            a mail server (aiosmtpd) without encryption or names
    smtp-tls        TLS from the start, smtp-starttls: after STARTTLS; both want LOGIN tester / geheim
    http            a receiver of requests

Prints the port on its first line. What arrives is written to FOLDER, one JSON file each. What it does to
the next ones is told by the file FOLDER/plan: a word a line, used up line by line; none: all is well.
    smtp: 450 (later), 550 (never), drop (takes it and breaks off before it says so), hang
    http: 500, redirect (to FOLDER/elsewhere's port), hang, robot (200 with an errcode), drop
"""
import hashlib
import hmac
import json
import os
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder, mode = sys.argv[1], sys.argv[2]
lock = threading.Lock()
count = 0


def keep(what):
    global count
    with lock:
        count += 1
        path = os.path.join(folder, f"{mode}-{count:04d}.json")
        with open(path + ".part", "w", encoding="utf-8") as out:
            json.dump(what, out, ensure_ascii=False)
        os.rename(path + ".part", path)


def planned():
    """The next word of the plan."""
    path = os.path.join(folder, "plan")
    with lock:
        try:
            with open(path, encoding="utf-8") as lines:
                words = lines.read().split()
        except FileNotFoundError:
            return ""
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(words[1:]))
        return words[0] if words else ""


def make_certificate():
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
                    os.path.join(folder, "key.pem"), "-out", os.path.join(folder, "cert.pem"), "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, stderr=subprocess.DEVNULL)


def serve_smtp():
    import email
    import email.policy
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult

    class Handler:
        async def handle_DATA(self, server, session, envelope):
            word = planned()
            if word == "450":
                return "450 4.2.1 later"
            if word == "550":
                return f"550 5.1.1 nobody called {envelope.rcpt_tos[0]} here"
            if word == "hang":
                import asyncio
                await asyncio.sleep(60)
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            keep({
                "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": mail["Subject"],
                "id": mail["Message-ID"], "header_from": mail["From"], "text": mail.get_content().replace("\r\n", "\n"),
                "tls": session.ssl is not None, "login": bool(session.authenticated),
                "date": mail["Date"],
            })
            if word == "drop":
                server.transport.abort()
            return "250 2.0.0 taken"

    def login(server, session, envelope, mechanism, data):
        fine = data.login == b"tester" and data.password == b"geheim"
        return AuthResult(success=fine, handled=False)

    context = None
    if mode != "smtp":
        make_certificate()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))

    class Here(Controller):
        def factory(self):
            more = {}
            if mode == "smtp-starttls":
                more = {"tls_context": context, "require_starttls": True}
            if mode != "smtp":
                more.update(authenticator=login, auth_required=True, auth_require_tls=mode != "smtp-tls")
            return SMTP(self.handler, hostname="localhost", enable_SMTPUTF8=True, **more)

    import socket
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
    probe.close()
    here = Here(Handler(), hostname="127.0.0.1", port=port,
                ssl_context=context if mode == "smtp-tls" else None, ready_timeout=60)
    here.start()
    return port


SECRET = b"a secret of the test"


def is_ours(headers, body):
    """Is the signature right, by another implementation than the program's?"""
    signed = (headers.get("Ponan-Timestamp", "") + "." + body).encode()
    want = "v1=" + hmac.new(SECRET, signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(want, headers.get("Ponan-Signature", ""))


def said(body):
    return json.loads(body).get("text", {}).get("content", "")


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        word = planned()
        keep({"path": self.path, "headers": dict(self.headers.items()), "body": body,
              "content": said(body), "is_ours": is_ours(self.headers, body)})
        if word == "hang":
            time.sleep(60)
        if word == "drop":
            self.connection.close()
            self.close_connection = True
            return
        answer = b'{"errcode":310000,"errmsg":"sign not match"}' if word == "robot" else b'{"errcode":0,"errmsg":"ok"}'
        self.send_response({"500": 500, "redirect": 302}.get(word, 200))
        if word == "redirect":
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *args):
        pass


if mode == "http":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
else:
    port = serve_smtp()
print(port, flush=True)
sys.stdin.read()  # until the test goes
