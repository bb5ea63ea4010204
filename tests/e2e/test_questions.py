"""What if, single points, leverage, compare and watch: the real program on shipped data and on the provider's chips files."""

import shutil

import pytest
from conftest import CHIPS, ROOT, Tenon

MINERALS = ROOT / "chains" / "critical-minerals.yaml"


@pytest.fixture(scope="module")
def chips(shipped, tmp_path_factory):
    """The shipped data and the shares of the chip chain that do not ship."""
    from conftest import SHARED
    if not (SHARED / "eto-chips" / "data").exists():
        pytest.skip("eto-chips is absent")
    folder = tmp_path_factory.mktemp("chips") / "workspace"
    shutil.copytree(shipped.workspace, folder)
    tenon = Tenon(folder)
    tenon.run("load", "eto-chips", SHARED / "eto-chips" / "data")
    return tenon


def by_segment(rows):
    return {row["segment"]: row for row in rows}


def test_without_the_netherlands_advanced_logic_falls(chips):
    """EUV lithography (N20) is all Dutch, ArF immersion (N22) 99.3 %: eto-chips, provision.csv."""
    segments = by_segment(chips.rows("run", "what-if", "--chain", CHIPS, "--remove", "NLD", table="segments"))
    assert segments["euv-scanners"]["lost"] == 1
    assert segments["arf-immersion-scanners"]["lost"] == pytest.approx(0.993)
    assert segments["fab-logic-advanced"]["left"] == 0
    assert segments["fab-logic-advanced"]["way"] == "euv-scanners > fab-logic-advanced"
    products = by_segment(chips.rows("run", "what-if", "--chain", CHIPS, "--remove", "NLD"))
    assert products["dram-chips"]["left"] == pytest.approx(0.007)
    assert products["logic-chips"]["left_low"] <= products["logic-chips"]["left"] < 0.5
    for row in products.values():
        assert 0 <= row["left_low"] <= row["left"] <= row["left_high"] <= 1
        assert row["apart"] <= row["left"] + 1e-9


def test_an_organisation_goes_by_its_own_share(chips):
    segments = by_segment(chips.rows("run", "what-if", "--chain", CHIPS, "--remove", "ASML", table="segments"))
    assert segments["euv-scanners"]["left"] == 0
    assert segments["lithography-tools"]["lost"] == pytest.approx(0.815)
    gains = chips.rows("run", "what-if", "--chain", CHIPS, "--remove", "ASML", table="gains")
    assert any(row["supplier"] == "Nikon" and row["kind"] == "organisation" for row in gains)


def test_shipped_data_alone_answers_and_says_what_it_does_not_know(shipped):
    rows = shipped.rows("run", "what-if", "--chain", CHIPS, "--remove", "NLD")
    assert len(rows) == 7 and all(row["silent"] > 0 for row in rows)
    shown = shipped.run("--lang", "zh", "run", "what-if", "--chain", CHIPS, "--remove", "NLD")
    assert "未知之处" in shown.stdout + shown.stderr
    gallium = by_segment(shipped.rows("run", "what-if", "--chain", MINERALS, "--remove", "CHN", table="segments"))
    assert gallium["gallium-refining"]["lost"] == pytest.approx(0.984, abs=0.001)
    assert by_segment(shipped.rows("run", "what-if", "--chain", MINERALS, "--remove", "gallium-refining",
                                   table="segments"))["led-devices"]["left"] == 0


@pytest.mark.parametrize(("words", "code", "named"), [
    (("--remove", "ASMLX"), 2, "is no economy"),
    (("--remove", "WLD"), 2, "group of economies"),
    (("--remove", "NLD", "--substitution", "2"), 2, "out of range"),
    ((), 2, "remove"),
    (("--remove", "BVT"), 1, "stands nowhere"),
])
def test_what_cannot_be_removed_is_told(shipped, words, code, named):
    assert named in shipped.run("run", "what-if", "--chain", CHIPS, *words, code=code).stderr


def test_leverage_of_china(shipped):
    segments = by_segment(shipped.rows("run", "leverage", "--chain", CHIPS, "--economy", "CHN"))
    assert segments["gallium"]["value"] > 0.8 and segments["gallium"]["economies"] > 10
    economies = shipped.rows("run", "leverage", "--chain", CHIPS, "--economy", "CHN", table="economies")
    assert [row["leverage"] for row in economies] == sorted((row["leverage"] for row in economies), reverse=True)
    assert "CHN" not in {row["over"] for row in economies}


def test_compare_two_economies(shipped):
    rows = by_segment(shipped.rows("run", "compare", "--chain", CHIPS, "--economy", "CHN", "--with", "USA"))
    assert rows["gallium"]["difference"] < 0 and rows["gallium"]["probability"] < 0.1
    assert rows["gallium"]["with_choked"] and not rows["gallium"]["choked"]
    years = shipped.rows("run", "compare", "--chain", CHIPS, "--economy", "KOR", "--year", "2022", "--with-year", "2023")
    assert len(years) == len(rows)
    shipped.run("run", "compare", "--chain", CHIPS, "--economy", "KOR", code=2)


def test_single_points(shipped):
    rows = by_segment(shipped.rows("run", "single-points", "--chain", MINERALS))
    assert rows["gallium-refining"]["passes"] and rows["gallium-refining"]["top_supplier"] == "CHN"
    pairs = shipped.rows("run", "single-points", "--chain", CHIPS, table="pairs")
    assert {"e-beam-mask-writers", "laser-mask-writers"} == {pairs[0]["first"], pairs[0]["second"]}


def test_watch_names_the_load_and_the_rows(chips):
    rows = chips.rows("run", "watch", "--chain", CHIPS, "--economy", "KOR")
    assert {"segment": "euv-scanners", "change": "choked"}.items() <= next(
        row for row in rows if row["segment"] == "euv-scanners").items()
    assert {row["source"] for row in chips.rows("run", "watch", "--chain", CHIPS, "--economy", "KOR", table="loads")} == {
        "eto-chips"}
    changed = chips.rows("run", "watch", "--chain", CHIPS, "--economy", "KOR", table="rows")
    assert any(row["codes"] == "N20" and row["economy"] == "NLD" and row["before"] is None and row["after"] == 1 for row in changed)
    refused = chips.run("run", "watch", "--chain", CHIPS, "--economy", "KOR", "--before", "99", code=2)
    assert "there is no snapshot 99" in refused.stderr


@pytest.mark.parametrize(("language", "named"), [("en", "If China stopped supplying"), ("zh", "若中国停止供应")])
def test_the_report_asks_these_questions_too(shipped, tmp_path, language, named):
    shipped.run("--lang", language, "report", MINERALS, "--economy", "DEU", "-o", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert named in page
    for section in ("single-points", "what-if", "leverage"):
        assert f'<section id="{section}">' in page and f"tenon run {section} " in page
