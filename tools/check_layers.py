"""Holds every #include of src/ and include/ against the table of ARCHITECTURE.md ("may include").

Prints each include that crosses a wall and exits 1; the table in the document is the only statement of the rule.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
KERNELS = {"graph", "econ", "text", "plan"}
EVERY = {"store", "sources", "chain", "index", "analyses", "report", "base"} | KERNELS


def allowed():
    """Folder -> folders it may include, read from the table."""
    rules = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("| `src/") or len(cells) != 3:
            continue
        words = set(re.findall(r"[a-z]+", cells[2]))
        permitted = words & (EVERY | {"engine", "desk", "server"})
        if "kernels" in words:
            permitted |= KERNELS
        if "all of the above" in cells[2]:
            permitted = set(EVERY)
        for folder in re.findall(r"`(?:src/)?([a-z]+)/`", cells[0]):
            rules[folder] = permitted
    return rules


def home(include):
    """The folder an include belongs to; None for what is not ours."""
    if include.startswith("tenon/"):
        return "engine" if include == "tenon/engine.h" else "base"
    folder = include.split("/")[0]
    return folder if (ROOT / "src" / include).exists() or (ROOT / "src" / folder).is_dir() and "/" in include else None


def main():
    rules = allowed()
    problems = []
    files = sorted([*(ROOT / "src").rglob("*.cc"), *(ROOT / "src").rglob("*.h"), *(ROOT / "include").rglob("*.h")])
    for path in files:
        relative = path.relative_to(ROOT)
        folder = relative.parts[1] if relative.parts[0] == "src" else "base"
        if relative.parts[0] == "include" and path.name == "engine.h":
            folder = "engine"
        if relative.parts[0] == "src" and len(relative.parts) > 4:
            problems.append(f"{relative}: deeper than two levels under src/")
        if folder not in rules:
            problems.append(f"{relative}: the folder src/{folder}/ is not in the table of ARCHITECTURE.md")
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = re.match(r'\s*#include "([^"]+)"', line)
            target = home(match.group(1)) if match else None
            if target and target != folder and target not in rules[folder]:
                problems.append(f"{relative}:{number}: {folder} may not include {match.group(1)} (of {target})")
            if re.match(r"\s*#include [<\"]duckdb", line) and folder != "store":
                problems.append(f"{relative}:{number}: only src/store/ may know DuckDB")
    print("\n".join(problems) if problems else f"layers: {len(files)} files, no wall crossed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
