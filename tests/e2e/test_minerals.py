"""Concentration of mining and refining, by the real program on files that do not ship. Figures: the data guide."""

import pytest


def concentration(tenon, source: str, year: int, items: list[str]) -> dict[str, dict]:
    rows = tenon.rows("run", "concentration", "--of", "production", "--source", source, "--year", year, "--item", ",".join(items))
    return {row["item"]: row for row in rows}


def test_world_mining(tenon, shared):
    tenon.run("load", "world-mining", shared("world-mining"))
    expected = {"gallium": (0.9679, "CHN", 0.984), "germanium": (0.8764, "CHN", 0.935), "niobium-nb2o5": (0.8693, "BRA", 0.931),
                "tungsten-w": (0.6007, "CHN", 0.764), "rare-earths-reo": (0.5283, "CHN", 0.707), "cobalt": (0.4929, "COD", 0.695),
                "graphite": (0.4707, "CHN", 0.672), "lithium-li2o": (0.3198, "AUS", 0.433)}
    found = concentration(tenon, "world-mining", 2022, list(expected))
    for item, (hhi, top, share) in expected.items():
        assert found[item]["hhi"] == pytest.approx(hhi, abs=5e-5), item
        assert (found[item]["top_supplier"], round(found[item]["top_share"], 3)) == (top, share), item
