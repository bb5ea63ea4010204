"""The real program, as a person types it. TENON names it where it is not build/tenon."""

import csv
import hashlib
import io
import json
import os
import random
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TENON", ROOT / "build" / "tenon"))
SHARED = Path(os.environ.get("TENON_SHARED_DATA", ROOT.parent / "shared" / "data"))
CHIPS = ROOT / "chains" / "chips.yaml"


class Tenon:
    """The program on one workspace."""

    def __init__(self, workspace: Path):
        self.workspace = workspace

    def words(self, *words) -> list[str]:
        return [str(PROGRAM), "-w", str(self.workspace), *map(str, words)]

    def run(self, *words, code=0, env=None, timeout=300) -> subprocess.CompletedProcess:
        done = subprocess.run(self.words(*words), capture_output=True, text=True, timeout=timeout,
                              env={**os.environ, **(env or {})})
        assert done.returncode == code, f"exit {done.returncode}, not {code}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done

    def start(self, *words, env=None) -> subprocess.Popen:
        return subprocess.Popen(self.words(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env={**os.environ, **(env or {})})

    def answer(self, *words) -> dict:
        return json.loads(self.run(*words, "--format", "json").stdout)

    def rows(self, *words, table=None) -> list[dict]:
        """The rows of one table of the answer (the first one, unless named)."""
        tables = self.answer(*words)["tables"]
        chosen = tables[0] if table is None else next(t for t in tables if t["name"] == table)
        names = [column["name"] for column in chosen["columns"]]
        return [dict(zip(names, row, strict=True)) for row in chosen["rows"]]

    def value(self, statement: str):
        """The one value an SQL statement answers."""
        ((value,),) = self.answer("sql", statement)["tables"][0]["rows"]
        return value

    def load_trade(self, file: Path, *more, code=0) -> subprocess.CompletedProcess:
        return self.run("load", "table", file, "--into", "trade", *more, code=code)

    def state(self) -> dict[str, str]:
        """Path and SHA-256 of every table file the current snapshot names; each must be what its manifest says."""
        manifest = json.loads((self.workspace / (self.workspace / "CURRENT").read_text().strip()).read_text())
        found = {f["path"]: hashlib.sha256((self.workspace / f["path"]).read_bytes()).hexdigest() for f in manifest["files"]}
        assert found == {f["path"]: f["sha256"] for f in manifest["files"]}
        return found

    def contents(self) -> list[str]:
        """SHA-256 of every table file of the current snapshot, whatever their names."""
        return sorted(self.state().values())


@pytest.fixture(scope="session", autouse=True)
def program():
    assert PROGRAM.is_file(), f"{PROGRAM} is not there: make build"


@pytest.fixture
def tenon(tmp_path) -> Tenon:
    return Tenon(tmp_path / "workspace")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Tenon:
    """A workspace with everything that ships; tests only read it."""
    tenon = Tenon(tmp_path_factory.mktemp("shipped") / "workspace")
    for source in ("ncses", "oecd-btige", "us-ccl", "usgs-mcs"):
        tenon.run("load", source, ROOT / "data" / source)
    return tenon


@pytest.fixture
def shared():
    """shared("eto-chips/data"): a folder of test data that does not ship; the test is skipped where it is absent."""

    def find(name: str) -> Path:
        if not (SHARED / name).exists():
            pytest.skip(f"{name} is absent")
        return SHARED / name

    return find


ECONOMIES = """ARE ARG AUS AUT BEL BGR BRA CAN CHE CHL CHN COL CZE DEU DNK EGY ESP EST FIN FRA GBR GRC HKG HUN IDN IND IRL ISR
ITA JPN KAZ KEN KOR LTU LUX LVA MAR MEX MYS NGA NLD NOR NZL PAK PER PHL POL PRT ROU SAU SGP SVK SVN SWE THA TUR TWN UKR
USA VNM ZAF""".split()


def products() -> list[str]:
    rows = csv.DictReader((ROOT / "data" / "built-in" / "classification" / "HS2017.tsv").open(encoding="utf-8"), delimiter="\t",
                          quoting=csv.QUOTE_NONE)
    return [row["code"] for row in rows if len(row["code"]) == 6]


def write_trade(file: Path, rows: int, year: int = 2020, seed: int = 1) -> Path:
    """A CSV of `rows` flows under different keys, with values that do not compress."""
    rng = random.Random(seed)
    goods = products()
    text = io.StringIO()
    text.write("classification,year,exporter,importer,product,value_usd\n")
    for i in range(rows):
        pair, good = divmod(i, len(goods))
        exporter, importer = divmod(pair, len(ECONOMIES) - 1)
        importer += importer >= exporter
        text.write(f"HS2017,{year},{ECONOMIES[exporter]},{ECONOMIES[importer]},{goods[good]},{rng.random() * 1e9!r}\n")
    file.write_text(text.getvalue())
    return file
