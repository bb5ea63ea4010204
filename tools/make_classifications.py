#!/usr/bin/env python3
"""Rewrites data/built-in/classification/*.tsv from the open data beside the repository.

Usage: tools/make_classifications.py [DATA]     (DATA: ../shared/data)

One file a scheme: code, parent, title_en, title_zh, separated by tabs, sorted by code, without quoting. The lists BTIGE,
CRITICAL-MINERALS, ECCN, NCSES-FIELD, USGS-MCS, WIPO-FIELD and WORLD-MINING are written by hand and left alone. Titles are
cut to 120 characters.
"""

import csv
import gzip
import pathlib
import sys

REPO = pathlib.Path(__file__).resolve().parent.parent
OUT = REPO / "data" / "built-in" / "classification"
TITLE = 120


def short(title):
    title = " ".join(title.split())
    return title if len(title) <= TITLE else title[: TITLE - 3].rstrip() + "..."


def write(scheme, rows):
    """rows: (code, parent, title_en, title_zh)"""
    rows = sorted(rows)
    codes = [row[0] for row in rows]
    assert len(codes) == len(set(codes)), f"{scheme}: a code stands twice"
    known = set(codes)
    with open(OUT / f"{scheme}.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("code\tparent\ttitle_en\ttitle_zh\n")
        for code, parent, en, zh in rows:
            assert parent == "" or parent in known, f"{scheme}: {code} has an unknown parent {parent}"
            assert "\t" not in code + parent + en + zh
            out.write(f"{code}\t{parent}\t{short(en)}\t{short(zh)}\n")
    print(f"{scheme}: {len(rows)}")


def records(path, delimiter=","):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as text:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        yield from csv.DictReader(text, delimiter=delimiter, quoting=quoting)


def by_prefix(titles):
    """The parent is the longest other code that begins the code."""
    for code, (en, zh) in titles.items():
        parent = next((code[:n] for n in range(len(code) - 1, 0, -1) if code[:n] in titles), "")
        yield code, parent, en, zh


def described(tables, name):
    return {r["code"]: (r["desc"], "") for r in records(tables / f"{name}_desc.csv")}


def isic(tables, name):
    """Divisions (two digits) stand below the section (a letter) that the file lists before them."""
    titles = described(tables, name)
    section = ""
    for code, parent, en, zh in by_prefix(titles):
        if code.isalpha():
            section = code
        yield code, section if code.isdigit() and len(code) == 2 else parent, en, zh


def main():
    data = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else REPO.parent / "shared" / "data"
    tables = data / "concordance" / "tables"
    OUT.mkdir(parents=True, exist_ok=True)

    hs2022 = {r["hscode"]: (r["description"], "") for r in records(data / "hs-2022" / "harmonized-system.csv")}
    write("HS2022", by_prefix({c: t for c, t in hs2022.items() if c.isdigit()}))  # without the row TOTAL
    for scheme, name in [("HS2017", "hs5"), ("HS2012", "hs4"), ("HS1992", "hs0")]:
        write(scheme, by_prefix({c: t for c, t in described(tables, name).items() if c.isdigit()}))
    # HS 2007 comes without titles; its 5,052 subheadings are those of the table that maps each of them.
    hs2007 = {r[f"HS3_{n}d"]: ("", "") for r in records(tables / "hs3_isic3.csv") for n in (2, 4, 6)}
    write("HS2007", by_prefix(hs2007))

    for scheme, name in [("ISIC4", "isic4"), ("ISIC31", "isic3.1"), ("ISIC3", "isic3")]:
        write(scheme, isic(tables, name))
    write("ISIC2", by_prefix(described(tables, "isic2")))
    # Codes with an X are the packagers' memorandum items, not codes of the SITC.
    write("SITC4", by_prefix({c: t for c, t in described(tables, "sitc4").items() if c.isdigit()}))
    write("SITC2", by_prefix(described(tables, "sitc2")))
    write("BEC4", by_prefix(described(tables, "bec4")))
    write("NAICS2017", by_prefix(described(tables, "naics2017")))
    write("GBT4754-2017", by_prefix({r["code"]: ("", r["name_zh"]) for r in records(data / "gbt4754-2017" / "gbt4754_2017.csv")}))

    topics = list(records(data / "kth-openalex-topics" / "openalex_topics.tsv", "\t"))
    write("OPENALEX-TOPIC", ((r["id_topic"], "", r["topic"], "") for r in topics))
    write("OPENALEX-FIELD", {(r["id_field"].removeprefix("fields/"), "", r["field"], "") for r in topics})

    write("IPC", ipc(data / "patent-paper-links"))


def ipc(folder):
    """Codes only: the titles are WIPO's. Printed with a blank after the subclass, "C22B 58/00"."""
    upper = {r["code"]: "" for r in records(folder / "ipc_upper_levels_en.tsv", "\t")}
    for code in upper:
        yield code, {1: "", 3: code[:1], 4: code[:3]}[len(code)], "", ""
    for r in records(folder / "ipc_groups_en.tsv.gz", "\t"):
        subclass, group = r["ipc"][:4], r["ipc"][4:].strip()
        main = group.split("/")[0] + "/00"
        yield f"{subclass} {group}", subclass if group == main else f"{subclass} {main}", "", ""


if __name__ == "__main__":
    main()
