"""Files as people have them: archives, Excel workbooks, and what a provider's server sends."""

import datetime
import http.server
import threading
import zipfile

import openpyxl
import pytest
from conftest import ROOT

TRADE = ("--into", "trade", "--set", "classification=HS2022")


@pytest.fixture
def zipped(tmp_path):
    def make(name, members, **how):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED, **how) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name

    return make


def test_an_archive_is_read_as_its_files_are(tenon, zipped):
    files = {f.name: f.read_bytes() for f in (ROOT / "data" / "ncses").glob("*.csv")}
    tenon.run("load", "ncses", zipped("ncses.zip", {f"data/{name}": content for name, content in files.items()}))
    packed = tenon.value("select count(*) || ' ' || round(sum(value), 3) from indicator")
    tenon.workspace = tenon.workspace.with_name("plain")
    tenon.run("load", "ncses", ROOT / "data" / "ncses")
    assert tenon.value("select count(*) || ' ' || round(sum(value), 3) from indicator") == packed


def test_a_member_of_an_archive_is_named_like_a_file(tenon, zipped):
    rows = "exporter,product,year,value_usd\nKOR,010121,2023,5\nKorea?,010121,2023,5\n"
    archive = zipped("lists.zip", {"2023/出口.csv": rows, "readme.txt": "x"})
    tenon.run("load", "table", archive / "2023/出口.csv", *TRADE)
    assert tenon.value("select exporter from trade") == "KOR"
    assert [row["file"] for row in tenon.rows("rejects", table="rejects")] == ["lists.zip/2023/出口.csv"]
    refused = tenon.run("load", "table", archive / "2024.csv", *TRADE, code=2)
    assert "the archive holds no such member" in refused.stderr


def test_a_large_archive_takes_zip64(tenon, zipped):
    """Python writes zip64 records where it is told that a member may be large."""
    buffer = zipped("big.zip", {})
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w", force_zip64=True) as out:
        out.write(b"exporter,product,year,value_usd\nKOR,010121,2023,5\n")
    tenon.run("load", "table", buffer, *TRADE)
    assert tenon.value("select count(*) from trade") == 1


@pytest.mark.parametrize(("members", "told"), [
    ({"../a.csv": "x"}, "would leave the archive"),
    ({"a.csv": "0" * (64 << 20)}, "expands more than 400-fold"),
    ({"inner.zip": "PK"}, "an archive inside an archive"),
    ({}, "nothing in this archive"),
])
def test_archives_that_are_refused(tenon, zipped, members, told):
    assert told in tenon.run("load", "table", zipped("bad.zip", members), *TRADE, code=2).stderr


def workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "出口清单"
    for row in (["2023 年出口"], [], ["出口方", "商品", "金额", None, "日期"], [None, None, "千美元", "吨", None],
                ["韩国", "010121", 12.5, 3, datetime.date(2023, 2, 28)],
                ["JPN", 10121, 1, 1, datetime.datetime(2023, 2, 28, 13, 30)],
                ["DEU", "010121", "=1+1", 1, None],
                ["FRA", "010121", "#N/A", 1, None]):
        sheet.append(row)
    for merged in ("A1:E1", "A3:A4", "B3:B4", "E3:E4", "C3:D3"):
        sheet.merge_cells(merged)
    book.create_sheet("说明").sheet_state = "hidden"
    book.save(path)
    return path


def test_a_workbook_as_a_spreadsheet_program_writes_it(tenon, tmp_path):
    tenon.run("load", "table", workbook(tmp_path / "list.xlsx"), *TRADE, "--map",
              "exporter=出口方,product=商品,value=金额 千美元,quantity=金额 吨", "--unit", "value=thousand USD", "--set", "year=2023")
    (row,) = tenon.rows("sql", "select exporter, product, value_usd, quantity_t from trade")
    assert row == {"exporter": "KOR", "product": "010121", "value_usd": 12500, "quantity_t": 3}
    rejects = [(r["line"], r["found"]) for r in tenon.rows("rejects", table="rejects")]
    assert sorted(rejects) == [(6, "10121"), (7, "=1+1"), (8, "#N/A")]


def test_the_sheet_is_said_where_there_are_several(tenon, tmp_path):
    path = workbook(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("进口清单")
    book.save(path)
    refused = tenon.run("load", "table", path, *TRADE, code=2)
    assert "say which one: --sheet NAME, of '出口清单', '说明' (hidden), '进口清单'" in refused.stderr


ETO = {name: (ROOT / "src" / "sources" / "eto_chips" / "fixture" / name).read_bytes()
       for name in ("inputs.csv", "stages.csv", "sequence.csv", "providers.csv", "provision.csv")}


class Provider(http.server.BaseHTTPRequestHandler):
    """Serves ETO with ranges; at first, `broken` files end early."""

    broken: set[str] = set()

    def do_GET(self):
        name = self.path.removeprefix("/data/")
        if name not in ETO:
            self.send_error(404)
            return
        content = ETO[name]
        begin = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        begin = begin if self.headers.get("If-Range") == '"v1"' else 0
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        if name in self.broken:
            self.broken.discard(name)
            content = content[:20]
        self.wfile.write(content[begin:])

    def log_message(self, *_):
        pass


@pytest.fixture
def mirror():
    Provider.broken = set()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/data"
    server.shutdown()


DIRECT = {"no_proxy": "*", "NO_PROXY": "*"}


def test_fetch_says_where(tenon):
    assert {row["file"] for row in tenon.rows("fetch", "eto-chips")} == set(ETO)
    (row, *_) = tenon.rows("fetch", "cepii-baci")
    assert row["address"].startswith("https://") and row["how"].startswith("by hand") and row["licence"]
    assert "by hand" in tenon.run("fetch", "cepii-baci", "--download", "-o", "x", code=2).stderr
    assert not tenon.workspace.exists()


def test_fetch_and_load(tenon, mirror, tmp_path):
    Provider.broken = {"provision.csv"}
    tenon.run("fetch", "eto-chips", "--download", "-o", tmp_path / "eto", "--from", mirror, env=DIRECT)
    assert {f.name: f.read_bytes() for f in (tmp_path / "eto").iterdir()} == ETO
    again = tenon.run("fetch", "eto-chips", "--download", "-o", tmp_path / "eto", "--from", mirror, env=DIRECT)
    assert again.stdout.count("was there") == len(ETO)
    tenon.run("load", "eto-chips", tmp_path / "eto")


def test_fetch_of_a_file_that_is_gone(tenon, mirror, tmp_path):
    gone = tenon.run("fetch", "eto-chips", "--download", "-o", tmp_path / "eto", "--from", mirror + "/other", env=DIRECT, code=1)
    assert "no such file (404)" in gone.stderr
