"""Input-output tables through the real program: shipped tables, and WIOD 2011 where it lies."""

import pytest
from conftest import ROOT, SHARED, Tenon


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    tenon = Tenon(tmp_path_factory.mktemp("io") / "workspace")
    for name in ("iotables/germany_1995", "iotables/netherlands_2000", "io-example/world"):
        tenon.run("load", "io-table", ROOT / f"data/{name}.csv", "--layout", ROOT / f"data/{name}.yaml")
    return tenon


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    file = SHARED / "wiod-2013/wiot_2011.csv"
    if not file.exists():
        pytest.skip("needs shared/data/wiod-2013")
    tenon = Tenon(tmp_path_factory.mktemp("wiod") / "workspace")
    tenon.run("load", "wiod", file, "--year", "2011")
    return tenon


def test_linkages_of_the_manuals_table(tables):
    found = {row["industry"]: row for row in tables.rows("run", "linkages", "--of", "DEU1995")}
    # Eurostat manual, Germany 1995: backward 1.7048 ..., forward (Ghosh) 2.1126 1.6910 ...
    expected = {"agriculture_group": (1.7048, 2.1126), "industry_group": (1.8413, 1.6910), "construction": (1.8136, 1.3558),
                "trade_group": (1.6035, 1.5848), "business_services_group": (1.5951, 2.1037),
                "other_services_group": (1.3782, 1.2106)}
    assert {name: (round(row["backward"], 4), round(row["forward"], 4)) for name, row in found.items()} == expected


def test_several_tables_ask_which_one(tables):
    refused = tables.run("run", "linkages", code=2)
    assert "DEU1995" in refused.stderr and "--of" in refused.stderr
    assert "NLD2000" in tables.run("run", "linkages", "--of", "FRA1995", code=1).stderr
    assert "one economy" in tables.run("run", "value-added-trade", "--of", "DEU1995", "--economy", "DEU", code=1).stderr


def test_every_question_answers_on_every_table(tables):
    for table, economy, industry in (("DEU1995", "DEU", "construction"), ("NLD2000", "NLD", "services_group"),
                                     ("EXAMPLE", "KOR", "materials")):
        for words in (["extraction"], ["upstreamness"], ["exposure", "--economy", economy],
                      ["extraction", "--economy", economy, "--industry", industry],
                      ["paths", "--economy", economy, "--industry", industry],
                      ["shock", "--economy", economy, "--industry", industry]):
            assert tables.rows("run", *words, "--of", table), words


def test_the_world_of_2011(world):
    rows = world.rows("run", "upstreamness", "--year", "2011", "--correction", "inventories")
    assert list(rows[0]) == ["economy", "industry", "output", "upstreamness", "downstreamness"]
    found = {(row["economy"], row["industry"]): row for row in rows}
    # Antras and Chor publish 2.8434 / 3.6935, 3.1276 / 3.1702, 2.6111 / 2.6595; the difference is rounding of outputs.
    for economy, up, down in (("CHN", 2.8434, 3.6935), ("KOR", 3.1276, 3.1702), ("JPN", 2.6111, 2.6595)):
        assert found[economy, "c14"]["upstreamness"] == pytest.approx(up, abs=0.007)
        assert found[economy, "c14"]["downstreamness"] == pytest.approx(down, abs=0.007)
    means = {row["economy"]: row for row in world.rows("run", "upstreamness", table="economies")}
    assert [round(means[e]["upstreamness"], 4) for e in ("CHN", "USA", "WLD")] == [2.8414, 1.8150, 2.1674]


def test_exposure_in_the_world_of_2011(world):
    for economy, share in (("CHN", .158), ("KOR", .246), ("DEU", .422), ("TWN", .513)):
        (row,) = world.rows("run", "exposure", "--economy", economy, "--industry", "c14")
        assert row["face_value"] == pytest.approx(share, abs=5.1e-4)
    partners = world.rows("run", "exposure", "--economy", "KOR", "--industry", "c14", table="partners")
    assert partners[0]["partner"] == "CHN" and len(partners) == 40
    exports = world.rows("run", "value-added-trade", "--economy", "KOR")
    parts = [name for name in exports[0] if name[:3] in ("dva", "rdv", "ddc", "mva", "mdc", "ova", "odc")]
    assert len(parts) == 16
    for row in exports:
        assert sum(row[part] for part in parts) == pytest.approx(row["gross"], rel=1e-9)


def test_more_sectors_than_an_inverse_holds(tmp_path):
    """A ring of 5,200 sectors, each taking 1 of its own 10 and 3 of its neighbour's. Without one the chain of its
    suppliers loses a geometric row: x_k * colsum_k(L) / L_kk = 10 / (1 - 3 / 9) = 15, its own 10 among them."""
    sectors = 5200
    rows = ["part,row_item,column_item,value,unit"]
    for sector in range(sectors):
        rows += [f"intermediate,s{sector},s{(sector + 1) % sectors},3,USD", f"intermediate,s{sector},s{sector},1,USD",
                 f"final,s{sector},households,6,USD", f"value_added,value_added,s{sector},6,USD",
                 f"output,s{sector},output,10,USD"]
    file = tmp_path / "ring.csv"
    file.write_text("\n".join(rows) + "\n")
    large = Tenon(tmp_path / "w")
    large.run("load", "table", file, "--into", "io_cell", "--set", "name=RING,year=2020")
    (row,) = large.rows("run", "extraction", "--industry", "s7")
    assert row["loss"] == pytest.approx(15, abs=1e-6) and row["loss_own"] == pytest.approx(10, abs=1e-6)
    assert "--industry" in large.run("run", "extraction", code=2).stderr
