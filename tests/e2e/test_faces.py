"""What the program prints, and how it ends."""

import csv
import io
import json
import os
import pty
import shutil
import signal
import subprocess
import time

import pytest
from conftest import CHIPS, Tenon, write_trade

QUESTION = ("run", "concentration", "--of", "trade", "--importer", "KOR", "--year", "2023")


def test_formats_say_the_same(shipped, tmp_path):
    table = shipped.answer(*QUESTION)["tables"][0]
    names = [column["name"] for column in table["columns"]]
    assert all(set(column) == {"name", "type", "unit"} for column in table["columns"])

    lines = list(csv.reader(io.StringIO(shipped.run(*QUESTION, "--format", "csv").stdout)))
    assert lines[0] == names and len(lines) == 1 + len(table["rows"])
    for line, row in zip(lines[1:], table["rows"], strict=True):
        for text, value in zip(line, row, strict=True):
            assert text == "" if value is None else type(value)(text) == value

    file = tmp_path / "answer.parquet"
    shipped.run(*QUESTION, "--format", "parquet", "-o", file)
    data = file.read_bytes()
    assert data[:4] == data[-4:] == b"PAR1"

    shown = shipped.run(*QUESTION).stdout.splitlines()
    assert len(shown) >= 1 + len(table["rows"]) and all(name in shown[0] for name in names)


def test_parquet_can_be_read_back(shipped, tenon, tmp_path):
    file = tmp_path / "trade.parquet"
    shipped.run("sql", "select classification, year, exporter, importer, product, value_usd from trade "
                "where product = 'C261' and year = 2023", "--format", "parquet", "-o", file)
    tenon.load_trade(file)
    total = "select round(sum(value_usd)) from trade where product = 'C261' and year = 2023"
    assert tenon.value(total) == shipped.value(total)


def test_parquet_needs_a_file(shipped):
    assert "-o" in shipped.run(*QUESTION, "--format", "parquet", code=2).stderr


def test_select_picks_a_table(shipped):
    tables = shipped.answer("describe", "scan")["tables"]
    picked = json.loads(shipped.run("describe", "scan", "--format", "json", "--select", "columns").stdout)["tables"]
    assert picked == [t for t in tables if t["name"] == "columns"]
    assert "columns" in shipped.run("describe", "scan", "--select", "colums", code=2).stderr


def test_data_to_stdout_messages_to_stderr(tenon, tmp_path):
    file = write_trade(tmp_path / "a.csv", 1_000)
    loud = tenon.load_trade(file)
    assert "\r" not in loud.stderr and "\x1b" not in loud.stderr, "no terminal: plain lines, no progress bar"
    quiet = Tenon(tmp_path / "quiet").load_trade(file, "--quiet")
    assert quiet.stderr == "" and quiet.stdout == loud.stdout


def on_a_terminal(tenon: Tenon, *words, env=None) -> str:
    screen, program = pty.openpty()
    done = subprocess.Popen(tenon.words(*words), stdout=program, stderr=program, stdin=program,
                            env={**os.environ, "TERM": "xterm", "COLUMNS": "200", **(env or {})})
    os.close(program)
    seen = b""
    try:
        while part := os.read(screen, 65536):
            seen += part
    except OSError:  # what Linux says when the other end is closed
        pass
    os.close(screen)
    assert done.wait() == 0
    return seen.decode()


def test_color_on_a_terminal_unless_refused(shipped):
    assert "\x1b[" in on_a_terminal(shipped, *QUESTION, env={"NO_COLOR": ""})
    assert "\x1b[" not in on_a_terminal(shipped, *QUESTION, env={"NO_COLOR": "1"})
    assert "\x1b[" not in on_a_terminal(shipped, *QUESTION, env={"TERM": "dumb"})
    assert "\x1b[" not in shipped.run(*QUESTION).stdout


def test_progress_bar_on_a_terminal(tenon, tmp_path):
    seen = on_a_terminal(tenon, "load", "table", write_trade(tmp_path / "a.csv", 300_000), "--into", "trade")
    assert "%" in seen and "\r" in seen


def test_chinese(shipped):
    has_chinese = lambda text: any("\u4e00" <= sign <= "\u9fff" for sign in text)  # noqa: E731
    assert has_chinese(shipped.run("--lang", "zh", "--help").stdout)
    assert has_chinese(shipped.run("run", "scan", "--help", "--lang", "zh").stdout)
    assert has_chinese(shipped.run("chain", "show", CHIPS, "--lang", "zh").stdout)
    assert not has_chinese(shipped.run("--help").stdout)


def test_help_shows_defaults_and_ranges(tenon):
    """Every parameter of the scan, with its default and its range, as the spec has them."""
    words = " ".join(tenon.run("run", "scan", "--help").stdout.split())
    for row in tenon.rows("describe", "scan", table="parameters"):
        assert "--" + row["parameter"].replace("_", "-") in words
        if row["default"]:
            assert f"default {row['default']}" in words


def test_completion(tenon):
    script = tenon.run("completion", "bash").stdout
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    complete = lambda *typed: subprocess.run(  # noqa: E731
        [tenon.words()[0], "complete", "--", *typed], capture_output=True, text=True, check=True).stdout.split()
    assert complete("run", "conc") == ["concentration"]
    assert "oecd-btige" in complete("load", "")
    assert "--importer" in complete("run", "concentration", "--imp")
    assert complete("sql", "--format", "p") == ["parquet"]
    assert "compdef" in tenon.run("completion", "zsh").stdout
    if shutil.which("zsh"):
        subprocess.run(["zsh", "-n"], input=tenon.run("completion", "zsh").stdout, text=True, check=True)


@pytest.mark.parametrize("statement", [
    "insert into trade values (1)", "delete from trade", "update trade set year = 1", "create table t (a int)",
    "create or replace view trade as select 1", "drop view trade", "copy trade to '{out}'",
    "copy (select 1) to '{out}' (format parquet)", "export database '{out}'", "attach '{out}' as other",
    "install httpfs", "load httpfs", "set memory_limit = '10GB'", "set enable_external_access = true",
    "reset lock_configuration", "pragma database_list", "call pragma_version()", "select 1; select 2",
    "select * from read_csv('{secret}')", "select * from read_text('{secret}')", "select * from '{secret}'",
    "select * from glob('/*')", "select * from read_parquet('{secret}')", "select getenv('HOME')",
])
def test_sql_only_reads(shipped, tmp_path, statement):
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nsesame\n")
    before = shipped.state()
    refused = shipped.run("sql", statement.format(out=tmp_path / "out", secret=secret), code=2)
    assert refused.stdout == "" and "sesame" not in refused.stderr and refused.stderr.startswith("tenon: ")
    assert not (tmp_path / "out").exists() and shipped.state() == before


def test_exit_codes(shipped, tenon, tmp_path):
    # 0 done; 2 wrong usage or wrong input, with what would be right.
    assert "concentration" in shipped.run("describe", "concentratoin", code=2).stderr
    shipped.run("nonsense", code=2)
    shipped.run(code=2)
    shipped.run("run", "scan", code=2)
    shipped.run("run", "concentration", "--of", "tarde", code=2)
    shipped.run("run", "concentration", "--of", "trade", "--year", "-5", code=2)
    assert "DEU" in shipped.run("run", "scan", "--chain", CHIPS, "--economy", "Germny", code=2).stderr
    assert "nowhere.yaml" in shipped.run("chain", "check", "nowhere.yaml", code=2).stderr
    assert "nowhere.csv" in tenon.load_trade("nowhere.csv", code=2).stderr
    # 1 the question has no answer in this data, and why.
    file = tmp_path / "a.csv"
    file.write_text("country,usd\nFRA,10\n")
    tenon.run("load", "table", file, "--into", "trade", "--map", "exporter=country,value=usd",
              "--set", "year=2017,classification=HS2017,product=010121")
    none = tenon.run("run", "concentration", "--of", "production", code=1)
    assert none.stdout == "" and none.stderr.startswith("tenon: ")


def test_an_interrupt_leaves_nothing_behind(tenon, tmp_path):
    first = write_trade(tmp_path / "first.csv", 1_000)
    tenon.load_trade(first)
    before = tenon.state()
    load = tenon.start("load", "table", write_trade(tmp_path / "large.csv", 800_000, year=2021), "--into", "trade")
    while not any((tenon.workspace / "staging").glob("*")):
        time.sleep(0.002)
    load.send_signal(signal.SIGINT)
    load.communicate(timeout=60)
    assert load.returncode == 130
    assert tenon.state() == before and tenon.rows("doctor") == []


def test_unwritable_output_is_an_error(shipped):
    refused = shipped.run(*QUESTION, "--format", "csv", "-o", "/nowhere/answer.csv", code=2)
    assert "/nowhere/answer.csv" in refused.stderr
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w") as full:
            done = subprocess.run(shipped.words("list"), stdout=full, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 2 and "standard output" in done.stderr
