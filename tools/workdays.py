#!/usr/bin/env python3
"""Make the product's working-day calendar from rules/calendar/cn.csv.

usage: workdays.py OUT.c IN.csv

The file restates the State Council's notices, one day a row: date, kind (rest or work), name_zh,
notice. Rows are in the order of their dates. A year is covered when its 1 January is there, and the
covered years follow one another. Only days that are not what their weekday says go into the table.
"""
import csv
import datetime
import sys

EPOCH = datetime.date(1970, 1, 1)


def read(path):
    """The rows as (date, is_work); stops the build on anything odd."""
    rows, before = [], datetime.date.min
    with open(path, encoding="utf-8", newline="") as lines:
        for row_no, row in enumerate(csv.DictReader(lines), 2):
            date = datetime.date.fromisoformat(row["date"])
            if date <= before:
                sys.exit(f"{path}:{row_no}: {date} does not come after {before}")
            if row["kind"] not in ("rest", "work") or not row["name_zh"] or not row["notice"]:
                sys.exit(f"{path}:{row_no}: kind is rest or work; name and notice are needed")
            if row["kind"] == "work" and date.isoweekday() <= 5:
                sys.exit(f"{path}:{row_no}: {date} is a weekday and worked anyway")
            rows.append((date, row["kind"] == "work"))
            before = date
    return rows


def main():
    out, path = sys.argv[1:3]
    rows = read(path)
    years = [d.year for d, _ in rows if (d.month, d.day) == (1, 1)]
    if years != list(range(years[0], years[-1] + 1)):
        sys.exit(f"{path}: a year is missing between {years[0]} and {years[-1]}")
    gained, n = 0, 0
    with open(out, "w", encoding="utf-8") as f:
        f.write('/* Made by tools/workdays.py. */\n#include "core/calendar.h"\n\n')
        f.write("static const struct calendar_day days[] = {\n")
        for date, is_work in rows:
            if is_work == (date.isoweekday() <= 5):
                continue
            f.write(f"    {{{(date - EPOCH).days}, {gained}, {'true' if is_work else 'false'}}}, /* {date} */\n")
            gained += 1 if is_work else -1
            n += 1
        f.write("};\n\nconst struct calendar calendar_cn = {\n")
        f.write(f"    .days = days, .n = {n}, .first_year = {years[0]}, .last_year = {years[-1]}\n}};\n")


main()
