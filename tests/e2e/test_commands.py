"""The commands a reader of the README types, on shipped data and on provider files."""

import re

import pytest
from conftest import CHIPS, ROOT

MINERALS = ROOT / "chains" / "critical-minerals.yaml"


def test_questions_about_the_program_need_no_workspace(tenon):
    assert {"scan", "shortage", "stations", "concentration"} <= {row["analysis"] for row in tenon.rows("list")}
    assert {"oecd-btige", "usgs-mcs", "ncses", "us-ccl", "eto-chips", "concordance", "table"} <= {
        row["source"] for row in tenon.rows("sources")}
    for name in ("scan", "concentration"):
        assert {t["name"] for t in tenon.answer("describe", name)["tables"]} >= {"parameters", "columns"}
    tenon.run("sources", "oecd-btige")
    tenon.run("chain", "show", CHIPS)
    assert not tenon.workspace.exists()


@pytest.mark.parametrize("chain", [CHIPS, MINERALS], ids=lambda chain: chain.stem)
def test_shipped_chains_check(tenon, chain):
    counts = {row["what"]: row["count"] for row in tenon.rows("chain", "check", chain)}
    assert counts["segments"] >= (40 if chain == CHIPS else 20)
    assert counts["links: input"] > 0
    for form in ("tree", "dot", "mermaid"):
        assert tenon.run("chain", "show", chain, "--as", form).stdout


@pytest.mark.parametrize(("right", "wrong", "named"), [
    ('hs: ["848620"]', 'hs: ["848621"]', "848621"),  # no code of HS2017
    ("stage: software", "stage: softwear", "softwear"),
    ("isic:", "isicc:", "isicc"),
    ("from: eda-software,", "from: eda-softwear,", "eda-softwear"),
])
def test_a_wrong_word_in_a_chain_file_is_shown_with_its_place(tenon, tmp_path, right, wrong, named):
    text = CHIPS.read_text(encoding="utf-8")
    line = text[:text.index(right)].count("\n") + 1
    (tmp_path / "wrong.yaml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    refused = tenon.run("chain", "check", tmp_path / "wrong.yaml", code=2)
    assert re.search(rf"wrong\.yaml:{line}:\d+: .*{named}", refused.stderr), refused.stderr
    assert refused.stdout == ""


def test_a_cycle_of_inputs_is_refused(tenon, tmp_path):
    text = CHIPS.read_text(encoding="utf-8")
    (tmp_path / "cycle.yaml").write_text(text + "  - {from: logic-chips, to: silicon-metal, kind: input}\n", encoding="utf-8")
    refused = tenon.run("chain", "check", tmp_path / "cycle.yaml", code=2)
    assert "silicon-metal" in refused.stderr and "logic-chips" in refused.stderr and "cycle" in refused.stderr


def by_item(rows, year):
    return {row["item"]: row for row in rows if row["year"] == year}


def test_concentration_of_imports(shipped):
    """HHI of C261 imports in 2023: measured on the file by hand (the numbers the project must reproduce)."""
    expected = {"USA": (0.0756, "MYS"), "JPN": (0.2322, "TWN"), "KOR": (0.1999, "CHN"), "DEU": (0.0702, "CHN")}
    for importer, (hhi, top) in expected.items():
        rows = shipped.rows("run", "concentration", "--of", "trade", "--by", "product", "--importer", importer,
                            "--year", "2023")
        row = by_item(rows, 2023)["C261"]
        assert round(row["hhi"], 4) == hhi and row["top_supplier"] == top
        assert row["hhi_low"] <= row["hhi"] <= row["hhi_high"] + 1e-12


def test_concentration_of_minerals(shipped):
    """USGS, production of 2023: 0.963, 0.717, 0.582."""
    rows = by_item(shipped.rows("run", "concentration", "--of", "production", "--by", "item", "--year", "2023"), 2023)
    found = {item: round(rows[item]["hhi"], 3) for item in ("gallium", "tungsten", "cobalt")}
    assert found == {"gallium": 0.963, "tungsten": 0.717, "cobalt": 0.582}


def test_concentration_of_chip_inputs(tenon, shared):
    """ETO: five input-years hang on one named economy; N52 and N112 have no named supplier at all."""
    tenon.run("load", "eto-chips", shared("eto-chips/data"))
    answer = tenon.answer("run", "concentration", "--of", "provision", "--by", "input")
    assert [c["name"] for c in answer["tables"][0]["columns"]] == [
        "item", "name", "year", "hhi", "hhi_low", "hhi_high", "covered_share", "top_supplier", "top_share", "suppliers"]
    rows = tenon.rows("run", "concentration", "--of", "provision", "--by", "input")
    alone = {row["item"]: row["top_supplier"] for row in rows if row["hhi"] == 1}
    assert len(alone) == 5 and alone["N20"] == "NLD"
    for item in ("N52", "N112"):
        (row,) = [row for row in rows if row["item"] == item]
        assert row["hhi"] is None and row["covered_share"] == 0
    assert tenon.value("select count(*) from provision") > 1_000
    assert answer["receipt"]["sources"][0]["source"] == "eto-chips"
    # Every input the chips chain names is one the source has.
    tenon.run("chain", "check", CHIPS)


def test_a_table_of_ones_own(tenon, tmp_path):
    file = tmp_path / "flows.csv"
    file.write_text("Reporter,Partner,Code,Amount\nChina,South Korea,854231,1000\nGermany,韩国,854231,500\n"
                    "Freedonia,KOR,854231,1\nChina,KR,854232,many\n")
    loaded = tenon.rows("load", "table", file, "--into", "trade", "--map", "exporter=Reporter,product=Code,value=Amount",
                        "--map", "importer=Partner", "--set", "year=2017,classification=HS2017")
    assert loaded[0]["rows"] == 2 and loaded[0]["rows_rejected"] == 2
    assert tenon.value("select sum(value_usd) from trade where exporter = 'CHN' and importer = 'KOR'") == 1000
    rejects = tenon.rows("rejects", table="rejects")
    assert {(row["line"], row["column_name"]) for row in rejects} == {(4, "exporter"), (5, "Amount")}


def test_a_table_without_importer_or_classification(tenon, tmp_path):
    """The least a table of trade can say: who sold what for how much, in one year."""
    file = tmp_path / "exports.csv"
    file.write_text("country,sitc,usd\nFRA,7764,10\nDEU,7764,30\n")
    tenon.run("load", "table", file, "--into", "trade", "--map", "exporter=country,product=sitc,value=usd",
              "--set", "year=2017")
    assert tenon.value("select sum(value_usd) from trade") == 40


@pytest.mark.parametrize(("chain", "economy"), [(CHIPS, "KOR"), (MINERALS, "CHN")], ids=lambda p: getattr(p, "stem", p))
def test_scan(shipped, chain, economy):
    segments = {row["what"]: row["count"] for row in shipped.rows("chain", "check", chain)}["segments"]
    answer = shipped.answer("run", "scan", "--chain", chain, "--economy", economy)
    first = answer["tables"][0]
    assert len(first["rows"]) == segments
    receipt = answer["receipt"]
    assert receipt["parameters"]["economy"] == economy and receipt["snapshot"].startswith("manifest-")
    assert {use["source"] for use in receipt["sources"]} >= {"ncses", "us-ccl"}
    assert shipped.answer("run", "scan", "--chain", chain, "--economy", economy) == answer
    assert shipped.answer("--threads", "1", "run", "scan", "--chain", chain, "--economy", economy) == answer
    sentences = next(t for t in answer["tables"] if t["name"] == "sentences")
    assert sentences["rows"]


def test_scan_without_data_has_no_zeros(tenon, tmp_path):
    """Nothing about the chain is loaded: every number is missing, none is zero, and the answer is still given."""
    file = tmp_path / "other.csv"
    file.write_text("country,usd\nKOR,10\n")
    tenon.run("load", "table", file, "--into", "trade", "--map", "exporter=country,value=usd",
              "--set", "year=2017,classification=HS2017,product=010121")
    assert "FRA" in tenon.run("run", "scan", "--chain", CHIPS, "--economy", "FRA", code=1).stderr
    for row in tenon.rows("run", "scan", "--chain", CHIPS, "--economy", "KOR"):
        assert row["scarcity"] is None and row["incapacity"] is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_report_is_one_page_that_needs_no_network(shipped, tmp_path, language):
    page = tmp_path / "r.html"
    shipped.run("report", MINERALS, "--economy", "CHN", "--lang", language, "-o", page)
    html = page.read_text(encoding="utf-8")
    assert html.lstrip().lower().startswith("<!doctype html")
    assert not re.search(r"""(src|href)\s*=\s*["']?\s*(https?:)?//""", html), "the page asks the network for something"
    assert not re.search(r"@import|url\(\s*['\"]?https?:", html)
    assert ("关键矿产" if language == "zh" else "Critical minerals") in html
    assert f'lang="{language}' in html


def test_rejects_tables_and_doctor(shipped):
    rows = {row["table"]: row["rows"] for row in shipped.rows("tables")}
    assert rows["trade"] > 200_000 and rows["indicator"] > 100_000
    assert rows["firm"] == 0  # known, not loaded: there and empty
    for table in rows:
        if table in ("classification", "concordance", "load"):
            continue  # these also hold what is built in, or stand in the manifest
        assert shipped.value(f'select count(*) from "{table}"') == rows[table]
    assert isinstance(shipped.rows("rejects"), list)
    assert shipped.rows("doctor") == []


def test_loading_what_ships_again_adds_nothing(shipped):
    before = shipped.state()
    assert shipped.rows("load", "oecd-btige", ROOT / "data" / "oecd-btige")[0]["already_loaded"] is True
    assert shipped.state() == before


def test_demo(tenon, tmp_path):
    done = tenon.run("demo", "--economy", "JPN", "--folder", tmp_path / "out")
    reports = sorted(path.name for path in (tmp_path / "out").glob("*.html"))
    assert len(reports) == 8, "four chains in two languages"
    assert str(tmp_path / "out") in done.stdout + done.stderr


@pytest.mark.parametrize(("words", "said"), [
    (("frob",), ("'frob' is no command", "doctor")),
    (("run", "concentraton"), ("'run concentraton' is no command", "concentration")),
    (("load",), ("a word is missing after 'load'", "oecd-btige")),
    (("list", "--lang", "fr"), ("'fr' is not allowed", "en, zh")),
    (("list", "--format", "xml"), ("'xml' is not allowed", "csv, json, parquet, table")),
])
def test_a_wrong_word_on_the_command_line_is_answered_with_what_is_allowed(tenon, words, said):
    refused = tenon.run(*words, code=2)
    assert all(text in refused.stderr for text in said), refused.stderr
    assert refused.stdout == ""
