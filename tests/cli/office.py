"""Word files as LibreOffice lays them out, for tests that look for sentences on pages. They speak TAP."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


class Office:
    """A folder with the demo county of 2006, the program run on it, and LibreOffice beside. Use it in a `with`."""

    def __init__(self, ponan, fonts):
        self.ponan, self.fonts, self.results = ponan, fonts, []

    def __enter__(self):
        self.kept = tempfile.TemporaryDirectory()
        self.folder = self.kept.name
        self.env = {**os.environ, "PONAN_DB": f"{self.folder}/db", "HOME": self.folder, "FONTCONFIG_FILE": self.fonts, "LANG": "C.UTF-8"}
        self.run("init", "--demo", "anji-2006")
        return self

    def __exit__(self, *_):
        self.kept.cleanup()
        print(f"1..{len(self.results)}")

    def call(self, *words):
        return subprocess.run(words, check=True, capture_output=True, text=True, env=self.env, timeout=200).stdout

    def run(self, *words):
        """What the program prints."""
        return self.call(self.ponan, *words)

    def load(self, entity, table):
        path = pathlib.Path(self.folder, f"{entity}.csv")
        path.write_text(table, encoding="utf-8")
        self.run("import", entity, str(path), "--owner", "330523")

    def page(self, name):
        """What stands on the pages of NAME.docx, without white space and page numbers: lines break anywhere."""
        self.call("soffice", "--headless", f"-env:UserInstallation=file://{self.folder}/profile", "--convert-to", "pdf", "--outdir",
                  self.folder, f"{self.folder}/{name}.docx")
        text = self.call("pdftotext", f"{self.folder}/{name}.pdf", "-")
        return re.sub(r"—\d+—", "", re.sub(r"\s+", "", text))

    def check(self, missing, sentence):
        self.results.append(not missing)
        print(f"{'not ok' if missing else 'ok'} {len(self.results)} - {sentence}")
        if missing:
            print(f"{sentence}: missing {missing}", file=sys.stderr)

    def status(self):
        return not self.results or not all(self.results)
