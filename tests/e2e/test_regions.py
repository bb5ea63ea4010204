"""Advice for regions and regions seen through a chain, through the real program, on the shipped GDP of US states."""

import pytest
from conftest import CHIPS, ROOT

REGIONS = ("--of", "region_activity")


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    from conftest import Tenon
    tenon = Tenon(tmp_path_factory.mktemp("states") / "workspace")
    tenon.run("load", "bea-state-gdp", ROOT / "data" / "bea-state-gdp")
    return tenon


def test_advice_of_2008_is_held_against_what_came(states):
    words = ("run", "advise", "--place", "California", "--until", "2008")
    advice = states.rows(*words)
    assert {row["list"] for row in advice} == {"upgrade", "grow", "prepare"}
    for name in ("upgrade", "grow", "prepare"):
        scores = [row["score"] for row in advice if row["list"] == name]
        assert scores == sorted(scores, reverse=True)
    (bounds,) = states.rows(*words, table="place")
    for row in advice:
        assert 0 <= row["density"] <= 1 and row["nearest"]
        if row["list"] == "grow":
            assert row["rca"] < 1 and row["density"] >= bounds["near_density"]
            assert row["complexity"] > bounds["median_complexity"]
        if row["list"] == "prepare":
            assert row["rca"] < 0.5 and row["density"] < bounds["near_density"]
            assert row["complexity"] >= bounds["high_complexity"]
        # Only leaves: no sum of other industries.
        assert row["product"] not in {"31-33", "11,21", "42,44-45", "private-industries", "all-industry-total"}

    score = {(row["scope"], row["predictor"]): row for row in states.rows(*words, table="score")}
    everywhere = {name: score["all places", name] for name in ("advice", "density", "rca", "chance")}
    # 2018 states sectors only (3,482 cells of the file say "(NA)"), so the last year to judge by is 2017.
    assert {(row["trained_to"], row["judged_in"]) for row in score.values()} == {(2008, 2017)}
    assert len({(row["candidates"], row["entries"]) for row in everywhere.values()}) == 1
    chance = everywhere["chance"]
    assert chance["hits"] / chance["k"] / chance["places"] == pytest.approx(chance["precision_at_k"])
    # Relatedness foretells entries of US states better than chance by more than two standard errors.
    assert everywhere["density"]["auc_pr"] - 2 * everywhere["density"]["auc_pr_error"] > chance["auc_pr"]


def test_where_a_year_has_no_detail_the_sectors_stand_in(states):
    codes = {year: {row["product"] for row in states.rows("run", "relatedness", "--place", "Ohio", "--year", year)
                    if row["density"] is not None}
             for year in ("2017", "2018")}
    assert {"331", "332", "721"} <= codes["2017"] and "321,327-339" not in codes["2017"]
    assert {"321,327-339", "72", "42"} <= codes["2018"] and not {"331", "721", "31-33"} & codes["2018"]
    # Sums beside the tree of industries.
    assert not {"11,21", "42,44-45"} & (codes["2017"] | codes["2018"])


def test_nothing_after_the_year_is_known(states, tmp_path):
    """The advice of 2008 is the same where later years were never loaded."""
    from conftest import Tenon
    file = ROOT / "data" / "bea-state-gdp" / "SAGDP2N_gdp_by_state_industry_1997_2018.csv"
    cut = tmp_path / "SAGDP2N_cut.csv"
    import csv
    with file.open(encoding="latin-1", newline="") as all_years, cut.open("w", encoding="latin-1", newline="") as few:
        rows = list(csv.reader(all_years))
        keep = [i for i, name in enumerate(rows[0]) if not (name.isdigit() and int(name) > 2008)]
        csv.writer(few).writerows([[row[i] for i in keep if i < len(row)] for row in rows])
    early = Tenon(tmp_path / "workspace")
    early.run("load", "bea-state-gdp", cut)
    without = ("later_rca", "entered")
    columns = [[{k: v for k, v in row.items() if k not in without} for row in rows] for rows in (
        early.rows("run", "advise", "--place", "Ohio"), states.rows("run", "advise", "--place", "Ohio", "--until", "2008"))]
    assert columns[0] == columns[1] and columns[0]


def test_a_state_seen_through_the_chips_chain(states):
    words = ("run", "park", "--region", "Oregon", "--chain", CHIPS, "--year", "2017")
    rows = {row["segment"]: row for row in states.rows(*words)}
    (park,) = states.rows(*words, table="park")
    assert park["here"] + park["fill"] + park["extend"] + park["apart"] + park["no_data"] == park["segments"] == len(rows)
    fab = rows["fab-logic-advanced"]  # computers and electronics, NAICS 334: Oregon's great industry
    assert fab["role"] == "strengthen" and fab["activities"] == "334" and fab["relation"] == "group" and fab["rca"] > 3
    for row in rows.values():
        assert (row["role"] == "strengthen") == (row["steps"] == 0)
        assert not row["next"] or row["steps"] == 1
        if row["role"] is None:
            assert row["rca"] is None and row["density"] is None


def test_a_place_that_is_not_there(states):
    refused = states.run("run", "advise", "--place", "Californa", code=2)
    assert "California" in refused.stderr
    assert "years are" in states.run("run", "advise", "--place", "Ohio", "--until", "1990", code=1).stderr
    states.run("run", "park", "--region", "Atlantis", "--chain", CHIPS, "--year", "2017", code=1)
