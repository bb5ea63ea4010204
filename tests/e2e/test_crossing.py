"""From projects to products, by the real program on the data that ship."""

import pytest
from conftest import ROOT, Tenon

# Each medicine and one patent of an NIH project that the Orange Book lists for it: the shipped tables
# data/nih-reporter/patents.tsv.gz and data/fda-orange-book/derived_nih_patent_product_chain.tsv say so.
MEDICINES = ("Emtriva", "Gleevec", "Lyrica", "Crestor", "Januvia", "Namenda", "Xalatan", "Zerit", "Fuzeon", "Zolinza", "Xtandi", "Cerdelga",
             "Spinraza", "Folotyn")


@pytest.fixture(scope="module")
def medicines(tmp_path_factory):
    tenon = Tenon(tmp_path_factory.mktemp("medicines") / "workspace")
    for source in ("nih-reporter", "fda-orange-book"):
        tenon.run("load", source, ROOT / "data" / source)
    return tenon


@pytest.mark.parametrize("name", MEDICINES)
def test_a_medicine_goes_back_to_a_project(medicines, name):
    paths = medicines.rows("run", "trace", "--from", name)
    all_steps = medicines.rows("run", "trace", "--from", name, table="steps")
    whole = [row for row in paths if row["is_whole"] and row["basis"] == "stated"]
    assert whole
    for row in whole:
        steps = [step for step in all_steps if step["path"] == row["path"]]
        assert [step["kind"] for step in steps] == ["project", "patent", "product"]
        assert steps[-1]["holder"]


def test_trials_are_only_statistical(medicines):
    rows = medicines.rows("run", "trace", "--from", "Cerdelga")
    trials = [row for row in rows if " trial " in row["route"]]
    assert trials and all(row["basis"] == "statistical" for row in trials)
    stated = medicines.rows("run", "trace", "--from", "Cerdelga", "--links", "stated")
    assert [row["route"] for row in stated] == [row["route"] for row in rows if row["basis"] == "stated"]


def test_conversion_of_projects_by_field(medicines):
    rows = medicines.rows("run", "conversion", "--by", "field")
    joined = """select count(distinct g.grant_key) from grant_patent g join product_patent p on p.patent_key = g.patent_key"""
    assert sum(row["crossed"] for row in rows) == medicines.value(joined)
    assert sum(row["subjects"] for row in rows) == medicines.value("select count(*) from grant")
    for row in rows:
        assert 0 <= row["share_low"] <= row["share"] <= row["share_high"] <= 1
        assert row["by_age"] is None  # these tables state no years of projects


def test_conversion_by_institution_says_what_is_missing(medicines):
    answer = medicines.answer("run", "conversion", "--by", "institution")
    assert len(answer["tables"][0]["rows"]) == 1
    assert "have no institution" in str(answer)
