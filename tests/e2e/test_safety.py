"""A load is all or nothing, whatever happens to it; damage is named and never read as data."""

import fcntl
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import Tenon, write_trade

COUNT = "select count(*) from trade"
KILLS = int(os.environ.get("TENON_KILLS", "200"))


def copy_of(tenon: Tenon, folder: Path) -> Tenon:
    shutil.copytree(tenon.workspace, folder)
    return Tenon(folder)


def wait_until(happened, seconds=30):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"nothing happened in {seconds} s"
        time.sleep(0.002)


@pytest.fixture
def loaded(tenon, tmp_path) -> Tenon:
    """A workspace with one small load."""
    tenon.load_trade(write_trade(tmp_path / "first.csv", 2_000))
    return tenon


def test_killed_at_random_moments_it_is_the_old_or_the_new_workspace(loaded, tmp_path):
    second = write_trade(tmp_path / "second.csv", 3_000, year=2021)
    done = copy_of(loaded, tmp_path / "done")
    begin = time.monotonic()
    done.load_trade(second)
    seconds = time.monotonic() - begin
    old, new = loaded.contents(), done.contents()
    assert len(new) == len(old) + 1 and set(old) < set(new)

    rng = random.Random(1)
    outcomes = {"old": 0, "new": 0}
    killed = attempts = 0
    victim = copy_of(loaded, tmp_path / "victim")
    while killed < KILLS:
        attempts += 1
        assert attempts < 10 * KILLS, "loads end before they can be killed"
        # Half of the kills fall anywhere, half into the last part, where files move and CURRENT is swapped.
        delay = seconds * (rng.random() if attempts % 2 else rng.uniform(0.6, 1.05))
        load = victim.start("load", "table", second, "--into", "trade")
        time.sleep(delay)
        load.kill()
        load.communicate()
        killed += load.returncode == -9
        seen = victim.contents()
        assert seen in (old, new), f"kill {killed} after {delay:.3f} s: neither the old nor the new workspace"
        outcomes["old" if seen == old else "new"] += 1
        assert victim.value(COUNT) == (2_000 if seen == old else 5_000)
        if killed % 20 == 0:
            victim.run("doctor")
        if seen == new:
            shutil.rmtree(victim.workspace)
            victim = copy_of(loaded, victim.workspace)
    assert outcomes["old"] > 0, outcomes
    # What the killed loads left behind is swept by the next one, and its tables are those of an undisturbed load.
    victim.load_trade(second)
    assert victim.contents() == new
    assert victim.rows("doctor") == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 MB: a tmpfs of one's own, mounted as root or in a user namespace."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], capture_output=True).returncode == 0:
        yield place
        subprocess.run(["umount", "-l", place], check=True)
        return
    keeper = subprocess.Popen(["unshare", "-rm", "sh", "-c", f"mount -t tmpfs -o size=64m tmpfs '{place}' && echo up && cat"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if keeper.stdout.readline() != "up\n":
        keeper.communicate()
        pytest.skip("neither root nor user namespaces: no small disk can be made")
    yield Path(f"/proc/{keeper.pid}/root{place}")
    keeper.communicate()


def test_disk_full_then_space_is_made(small_disk, tmp_path):
    tenon = Tenon(small_disk / "workspace")
    tenon.load_trade(write_trade(tmp_path / "first.csv", 2_000))
    before = tenon.state()
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    ballast.write_bytes(bytes(free - 3_000_000))
    large = write_trade(tmp_path / "large.csv", 800_000, year=2021)  # its values alone are 6.4 MB
    failed = tenon.load_trade(large, code=2)
    assert "no space left" in failed.stderr.lower(), failed.stderr
    assert "Traceback" not in failed.stderr and "internal" not in failed.stderr
    assert tenon.state() == before
    assert tenon.value(COUNT) == 2_000
    tenon.run("doctor")
    ballast.unlink()
    tenon.load_trade(large)
    assert tenon.value(COUNT) == 802_000
    assert tenon.rows("doctor") == []


def test_two_loads_at_once(loaded, tmp_path):
    large = write_trade(tmp_path / "large.csv", 600_000, year=2021)
    small = write_trade(tmp_path / "small.csv", 100, year=2022)
    winner = loaded.start("load", "table", large, "--into", "trade")
    wait_until(lambda: any((loaded.workspace / "staging").glob("*")))
    winner.send_signal(signal.SIGSTOP)
    loser = loaded.load_trade(small, code=2)
    assert loaded.value(COUNT) == 2_000, "a reader beside it sees the old workspace"
    winner.send_signal(signal.SIGCONT)
    assert f"process {winner.pid}" in loser.stderr
    _, messages = winner.communicate()
    assert winner.returncode == 0, messages
    assert loaded.value(COUNT) == 602_000
    loaded.load_trade(small)
    assert loaded.value(COUNT) == 602_100


def test_a_reader_keeps_its_snapshot(loaded, tmp_path):
    busy = "select count(*) from trade, (select max(a.range % 7 + b.range % 11) from range(20000) a, range(40000) b)"
    manifest = loaded.workspace / (loaded.workspace / "CURRENT").read_text().strip()

    def held():
        with manifest.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    reader = loaded.start("--format", "csv", "sql", busy)
    wait_until(held)
    reader.send_signal(signal.SIGSTOP)
    loaded.load_trade(write_trade(tmp_path / "replaced.csv", 2_500, seed=2), "--replace")
    loaded.run("gc", "--keep", "1")
    assert reader.poll() is None, "the reader was done before it could be stopped: make its question harder"
    reader.send_signal(signal.SIGCONT)
    rows, messages = reader.communicate()
    assert reader.returncode == 0, messages
    assert rows.split()[1] == "2000"
    assert loaded.value(COUNT) == 2_500


def test_the_same_files_twice_add_nothing(loaded, tmp_path):
    before = loaded.state()
    again = loaded.rows("load", "table", tmp_path / "first.csv", "--into", "trade")
    assert again[0]["already_loaded"] is True
    moved = shutil.copy(tmp_path / "first.csv", tmp_path / "under another name.csv")
    assert loaded.rows("load", "table", moved, "--into", "trade")[0]["already_loaded"] is True
    assert loaded.state() == before
    # Other contents under the same keys are no second copy either: they are refused, or replace what was there.
    other = write_trade(tmp_path / "other.csv", 2_000, seed=2)
    refused = loaded.load_trade(other, code=2)
    assert "--replace" in refused.stderr
    assert loaded.state() == before
    loaded.load_trade(other, "--replace")
    assert loaded.value(COUNT) == 2_000


def test_killed_in_the_first_load_it_can_begin_again(tmp_path):
    """Where there is no old workspace yet, the old one is none or an empty one."""
    file = write_trade(tmp_path / "first.csv", 2_000)
    rng = random.Random(2)
    for i in range(10):
        tenon = Tenon(tmp_path / f"ws{i}")
        load = tenon.start("load", "table", file, "--into", "trade")
        time.sleep(rng.uniform(0.0, 0.3))
        load.kill()
        load.communicate()
        tenon.load_trade(file)
        assert tenon.value(COUNT) == 2_000
        assert tenon.rows("doctor") == []


def flip(file: Path, bit: int):
    data = bytearray(file.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    file.write_bytes(data)


def damages(file: Path, rng: random.Random, flips: int):
    """Ways of hurting a file, each as (name, action)."""
    size = file.stat().st_size
    for bit in sorted(rng.sample(range(size * 8), flips)):
        yield f"bit {bit} flipped", lambda bit=bit: flip(file, bit)
    for kept in (0, size // 2, size - 1):
        yield f"cut to {kept} bytes", lambda kept=kept: os.truncate(file, kept)
    yield "missing", file.unlink


def test_damaged_tables_are_named_and_never_read(loaded):
    (path,) = loaded.state()
    file = loaded.workspace / path
    sound = file.read_bytes()
    for name, hurt in damages(file, random.Random(3), flips=12):
        hurt()
        found = loaded.run("doctor", "--format", "csv", code=2)
        assert path in found.stdout, name
        read = loaded.run("sql", "select * from trade", code=2)
        assert read.stdout == "" and path in read.stderr, name
        file.write_bytes(sound)
    loaded.run("doctor")
    assert loaded.value(COUNT) == 2_000


@pytest.mark.parametrize("which", ["CURRENT", "manifest"])
def test_damaged_manifests_are_named_and_never_read(loaded, which):
    manifest = (loaded.workspace / "CURRENT").read_text().strip()
    file = loaded.workspace / ("CURRENT" if which == "CURRENT" else manifest)
    sound = file.read_bytes()
    for name, hurt in damages(file, random.Random(4), flips=12):
        hurt()
        read = loaded.run("sql", COUNT, code=2)
        assert read.stdout == "" and file.name in read.stderr, name
        found = loaded.run("doctor", "--format", "csv", code=2)
        assert file.name in found.stdout + found.stderr, name
        file.write_bytes(sound)
    assert loaded.value(COUNT) == 2_000


def test_rollback_and_gc(loaded, tmp_path):
    first = loaded.state()
    loaded.load_trade(write_trade(tmp_path / "second.csv", 500, year=2021))
    assert loaded.value(COUNT) == 2_500
    numbers = [row["number"] for row in loaded.rows("snapshots")]
    loaded.run("rollback", numbers[-2])
    assert loaded.state() == first and loaded.value(COUNT) == 2_000
    loaded.run("rollback", numbers[-1])
    assert loaded.value(COUNT) == 2_500
    loaded.run("gc", "--keep", "1")
    assert [row["number"] for row in loaded.rows("snapshots")] == numbers[-1:]
    assert loaded.value(COUNT) == 2_500
    assert f"no snapshot {numbers[0]}" in loaded.run("rollback", numbers[0], code=2).stderr


def test_export_and_import(loaded, tmp_path):
    loaded.run("export", tmp_path / "packed")
    copy = Tenon(tmp_path / "copy")
    copy.run("import", tmp_path / "packed")
    assert copy.contents() == loaded.contents()
    assert copy.value(COUNT) == 2_000
