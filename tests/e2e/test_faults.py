"""Every call on the file system fails in turn (tests/faults/fault_fs.cc): the workspace is the old or the new one."""

import errno
import os
import random
import shutil

import pytest
from conftest import PROGRAM, Tenon, write_trade

LIBRARY = PROGRAM.parent / "tests" / "libfault_fs.so"
STEPS = os.environ.get("TENON_FAULTS", "12")  # of each command; "all": as many as there are
CODES = {name: os.strerror(getattr(errno, name)) for name in ("ENOSPC", "EDQUOT", "EIO")}


def empty(tenon, folder):
    return ["load", "table", write_trade(folder / "first.csv", 50), "--into", "trade"]


def load(tenon, folder):
    tenon.load_trade(write_trade(folder / "first.csv", 50))
    return ["load", "table", write_trade(folder / "second.csv", 60, year=2021), "--into", "trade"]


def replace(tenon, folder):
    tenon.load_trade(write_trade(folder / "first.csv", 50))
    return ["load", "table", write_trade(folder / "other.csv", 60, seed=2), "--into", "trade", "--replace"]


def rollback(tenon, folder):
    tenon.run(*load(tenon, folder))
    return ["rollback", tenon.rows("snapshots")[-2]["number"]]


def gc(tenon, folder):
    tenon.run(*replace(tenon, folder))
    return ["gc", "--keep", "1"]


def contents(tenon):
    return tenon.contents() if (tenon.workspace / "CURRENT").exists() else []


def steps_of(calls):
    """Every way in which one of these calls can fail."""
    for number, (call, _) in enumerate(calls, 1):
        for how in CODES:
            yield number, how, "once"
        yield number, "ENOSPC", "on"
        yield number, "EIO", "on"
        if call in ("write", "pwrite"):
            yield number, "short", "once"


class Faults:
    """One command on copies of one workspace."""

    def __init__(self, prepared: Tenon, command: list, folder):
        self.prepared, self.command, self.folder = prepared, command, folder
        self.old = contents(prepared)

    def run(self, at: int, how: str, lasts: str):
        """The copy, and what became of the command on it."""
        victim = Tenon(self.folder / "victim")
        shutil.rmtree(victim.workspace, ignore_errors=True)
        if self.prepared.workspace.exists():
            shutil.copytree(self.prepared.workspace, victim.workspace)
        log = self.folder / "calls"
        log.unlink(missing_ok=True)
        settings = {"LD_PRELOAD": LIBRARY, "FAULT_BELOW": victim.workspace, "FAULT_LOG": log, "FAULT_AT": at, "FAULT_AS": how,
                    "FAULT_LASTS": lasts}
        done = victim.start("--threads", "1", *self.command, env={name: str(value) for name, value in settings.items()})
        done.stdout_text, done.stderr_text = done.communicate(timeout=60)
        return victim, done, [line.split(" ", 1) for line in log.read_text().splitlines()]

    def check(self, step, new: list) -> bool:
        """Holds one step to the promise. Was there an error?"""
        number, how, lasts = step
        victim, done, _ = self.run(number, how, lasts)
        message = done.stderr_text.lower()
        assert done.returncode in (0, 2), f"exit {done.returncode}: {message}"
        seen = contents(victim)
        assert seen in (self.old, new), f"neither the old nor the new workspace; {message}"
        if done.returncode == 0:
            assert seen == new, "no error, and yet not done"
        else:
            assert how != "short", f"no reason to fail: {message}"
            assert CODES[how].lower() in message, f"the cause is not named: {message}"
            assert "internal" not in message, message
            assert seen == self.old or lasts == "on", f"an error, and yet done: {message}"
        if (victim.workspace / "CURRENT").exists():
            findings = victim.rows("doctor")
            assert {row["severity"] for row in findings} <= {"leftover"}, findings
        victim.run(*self.command)
        assert contents(victim) == new
        findings = victim.rows("doctor")
        assert findings == [], findings
        return done.returncode != 0


@pytest.mark.parametrize("prepare", [empty, load, replace, rollback, gc])
def test_a_call_that_fails(tenon, tmp_path, prepare):
    assert LIBRARY.is_file(), f"{LIBRARY} is not there: make test builds it"
    faults = Faults(tenon, prepare(tenon, tmp_path), tmp_path)
    victim, done, calls = faults.run(0, "EIO", "once")
    assert done.returncode == 0, done.stderr_text
    new = contents(victim)
    assert {call for call, _ in calls} >= {"open", "ftruncate", "write", "close"}
    steps = list(steps_of(calls))
    if STEPS != "all":
        steps = sorted(random.Random(5).sample(steps, int(STEPS)))
    failed, problems = 0, []
    for step in steps:
        call, path = calls[step[0] - 1]
        try:
            failed += faults.check(step, new)
        except AssertionError as problem:
            problems.append(f"{step}, {call} {path}: {str(problem)[:600]}")
    assert not problems, "\n".join(problems)
    assert failed > 0
