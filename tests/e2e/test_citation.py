"""Citation networks through the real program, against counts made here by plain means."""

import collections
import math
import random

import pytest
from conftest import ROOT, SHARED, Tenon

NETWORKS = SHARED / "pajek-citation-nets"


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    tenon = Tenon(tmp_path_factory.mktemp("reference") / "workspace")
    tenon.run("load", "pajek", ROOT / "data/pajek")
    return tenon


def write_net(path, arcs, years):
    path.mkdir()
    lines = [f"*Vertices {len(years)}", *(f'{v} "w{v}"' for v in years), "*Arcs", *(f"{a} {b}" for a, b in arcs)]
    (path / "x.net").write_text("\n".join(lines) + "\n")
    (path / "xPY.clu").write_text("\n".join([f"*Vertices {len(years)}", *map(str, years.values())]) + "\n")
    return path


def spc(arcs):
    """Counts of paths from sources to sinks, by recursion without limits of size; arcs run from cited to citing."""
    heads, tails = collections.defaultdict(set), collections.defaultdict(set)
    for a, b in arcs:
        heads[a].add(b)
        tails[b].add(a)
    nodes = sorted({v for arc in arcs for v in arc})
    to, fro = {}, {}
    for v in nodes:
        to[v] = sum(to[u] for u in tails[v]) or 1
    for v in reversed(nodes):
        fro[v] = sum(fro[w] for w in heads[v]) or 1
    weights = {(a, b): to[a] * fro[b] for a, b in set(arcs)}
    return weights, sum(to[v] for v in nodes if not heads[v])


def cd(arcs, years, window):
    citing = collections.defaultdict(set)
    for a, b in arcs:
        citing[a].add(b)
    found = {}
    for f in years:
        references = {a for a, b in arcs if b == f}
        later = {v for v in years if years[f] < years[v] <= years[f] + window}
        of_focal = citing[f] & later
        of_references = set().union(*(citing[r] for r in references)) & later
        found[str(f)] = (len(of_focal - of_references), len(of_focal & of_references), len(of_references - of_focal - {f}))
    return found


def test_reference_network(reference):
    # Weights and the global path are those published with MainPaths.jl; its total flow is 10.
    (totals,) = reference.rows("run", "main-path", table="totals")
    assert (totals["nodes"], totals["arcs"], totals["total_flow"], totals["largest_arc"]) == (11, 12, "10", "4")
    path = reference.rows("run", "main-path", "--weight", "spc")
    assert {(row["from"], row["to"], row["weight"]) for row in path} == {
        ("1", "3", "3"), ("2", "3", "3"), ("3", "5", "4"), ("5", "8", "2"), ("5", "9", "2")}
    assert all(row["log_weight"] == pytest.approx(math.log(int(row["weight"]))) for row in path)
    splc = reference.rows("run", "main-path", "--weight", "splc")
    assert ("3", "5", "6") in {(row["from"], row["to"], row["weight"]) for row in splc}


def test_originality_counts_as_defined(tmp_path):
    draw = random.Random(7)
    years = {v: 1990 + v // 4 for v in range(1, 61)}
    arcs = {(a, b) for b in years for a in draw.sample(range(1, b), min(b - 1, draw.randrange(5)))}
    tenon = Tenon(tmp_path / "workspace")
    tenon.run("load", "pajek", write_net(tmp_path / "net", sorted(arcs), years))
    for window in (3, 5):
        found = {row["work"]: row for row in tenon.rows("run", "originality", "--window", window)}
        expected = cd(arcs, years, window)
        assert {w: (r["n_i"], r["n_j"], r["n_k"]) for w, r in found.items()} == expected
        for work, (i, j, k) in expected.items():
            assert found[work]["year"] == years[int(work)]
            assert found[work]["cd"] == (pytest.approx((i - j) / (i + j + k)) if i + j + k else None)
            assert found[work]["mcd"] == (pytest.approx((i - j) / (i + j + k) * (i + j)) if i + j + k else None)
            assert found[work]["flag"] == (None if any(b == int(work) for a, b in arcs) else "no_references")
    assert "no work of pajek has a day" in tenon.run("run", "originality", "--time", "day", code=1).stderr
    assert "'moon' holds no citations; those that do: pajek" in tenon.run("run", "originality", "--source", "moon", code=2).stderr


def test_flows_far_beyond_128_bits_are_exact(tmp_path):
    # Layers of three works, each citing all of the layer before: 3^99 paths pass 2^128 (and 2^64) by far.
    layers = 100
    years = {v: 1900 + (v - 1) // 3 for v in range(1, 3 * layers + 1)}
    arcs = [(a, b) for b in years for a in years if (b - 1) // 3 - (a - 1) // 3 == 1]
    tenon = Tenon(tmp_path / "workspace")
    tenon.run("load", "pajek", write_net(tmp_path / "net", arcs, years))
    weights, flow = spc(arcs)
    (totals,) = tenon.rows("run", "main-path", table="totals")
    assert flow == 3**100 and totals["total_flow"] == str(flow)
    assert totals["largest_arc"] == str(max(weights.values()))
    path = tenon.rows("run", "main-path")
    assert {(row["from"], row["to"]): row["weight"] for row in path} == {
        (str(a), str(b)): str(w) for (a, b), w in weights.items()}  # all arcs are equal, so all are on the path


def test_what_is_not_loaded_is_named(tmp_path):
    tenon = Tenon(tmp_path / "workspace")
    tenon.run("load", "nih-reporter", ROOT / "src/sources/nih_reporter/fixture")
    for question in ("originality", "main-path", "frontier-distance"):
        assert "who cites whom, such as openalex or pajek" in tenon.run("run", question, code=1).stderr
    tenon.run("load", "pajek", ROOT / "data/pajek")
    refused = tenon.run("run", "frontier-distance", code=1).stderr
    assert "no links between patents and papers" in refused and "load patent-papers" in refused


@pytest.mark.skipif(not NETWORKS.exists(), reason="needs shared/data/pajek-citation-nets")
@pytest.mark.parametrize(("name", "flow", "largest"), [
    ("CiteTest.net", "24", "17"), ("Central.zip", "56614", "22104"), ("SmallW.zip", "51357", "16171"),
    ("SmaGri.zip", "62001796", "40026382"), ("SciMet.zip", "299751505", "132504797"), ("Kohonen.zip", "13976304", "6433385")])
def test_published_networks(tmp_path, name, flow, largest):
    # Flows after doubles are merged, strong parts shrunk and isolated works left out: figures of the data guide.
    tenon = Tenon(tmp_path / "workspace")
    tenon.run("load", "pajek", NETWORKS / name)
    (totals,) = tenon.rows("run", "main-path", "--weight", "spc", table="totals")
    assert (totals["total_flow"], totals["largest_arc"]) == (flow, largest)


def test_distance_to_the_patents(reference, tmp_path):
    # Patents cite works 8 and 10. Works cited by a work at distance d are at d + 1 at most; 7 and 11 lead nowhere.
    key = {row["id"]: row["work_key"] for row in reference.rows("sql", "select id, work_key from work")}
    links = tmp_path / "links.csv"
    links.write_text("patent,work\n" + "".join(f"{p},{key[w]}\n" for p, w in ((1, "8"), (2, "8"), (2, "10"))))
    reference.run("load", "table", links, "--into", "patent_work", "--map", "patent_key=patent", "--map", "work_key=work")
    found = {row["work"]: row["distance"] for row in reference.rows("run", "frontier-distance", "--side", "paper")}
    assert found == {"8": 1, "10": 1, "5": 2, "4": 2, "6": 2, "3": 3, "2": 3, "1": 4, "7": None, "9": None, "11": None}
    shape = {row["distance"]: row["count"] for row in reference.rows("run", "frontier-distance", table="shape")}
    assert shape == {1: 2, 2: 3, 3: 2, 4: 1, None: 3}
    assert "who cites whom" in reference.run("run", "frontier-distance", "--side", "patent", code=1).stderr


def test_a_work_that_slept(tmp_path):
    # Nobody in 1990, one in 1995, ten in 2000: B by hand is 10 - 1 for the years without citations, less at the one.
    years = {1: 1990, 2: 1995, **{v: 2000 for v in range(3, 13)}}
    arcs = [(1, v) for v in range(2, 13)]
    tenon = Tenon(tmp_path / "workspace")
    tenon.run("load", "pajek", write_net(tmp_path / "net", arcs, years))
    (row,) = tenon.rows("run", "sleeping-beauties")
    expected = sum(t - (t == 5) for t in range(10))  # the line is c = t; c_5 = 1, all other c_t before t = 10 are 0
    assert (row["work"], row["b"], row["peak"], row["most"], row["citations"]) == ("1", expected, 2000, 10, 11)
    assert row["awakening"] == 1999


def test_networks_beside_each_other_are_sources_of_their_own(tmp_path):
    tenon = Tenon(tmp_path / "workspace")
    tenon.run("load", "pajek", ROOT / "data/pajek")
    other = write_net(tmp_path / "other", [(1, 2), (1, 3), (2, 3)], {1: 2000, 2: 2001, 3: 2002})
    assert "with the same key" in tenon.run("load", "pajek", other, code=2).stderr
    tenon.run("load", "pajek", other, "--source-name", "other")
    assert "other, pajek; choose one by --source" in tenon.run("run", "main-path", code=2).stderr
    (totals,) = tenon.rows("run", "main-path", "--source", "other", table="totals")
    assert (totals["nodes"], totals["arcs"], totals["total_flow"]) == (3, 3, "2")
    assert "a source of its own" in tenon.run("load", "pajek", other, "--source-name", "wiod", code=2).stderr
