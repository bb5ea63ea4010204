"""Times the program against a peer in the same run. Checks every answer before a time is printed.

  bench/run.py [--build build] [--rounds 3] [--rows 5000000] [--only load|openalex|scan|kernels|complexity|io|graph|plan|search] [--long]

load     `tenon load` of the BTIGE file and of a BACI-shaped file against DuckDB's bare COPY of the same file into Parquet
openalex `tenon load openalex` of 1 GB of JSON Lines against DuckDB's read_json with the columns given, the same ten tables written
scan     `tenon run scan` of a shipped chain, after load
kernels  the kernels alone (Google Benchmark)
complexity  exports of 250 places and 5,000 products, from amounts to ECI, PCI and density, against numpy, economic-complexity
         and ecomplexity (bench/requirements.txt, in .cache/bench-venv); the last takes minutes and has one round
io       input-output kernels against numpy on the same tables (bench/io_peer.py, same environment)
graph    citation kernels against xfast-cdindex, networkit, scipy and igraph on one generated network (bench/graph_peer.py)
plan     portfolios against CP-SAT and a plain HiGHS model on the same instances (bench/plan_peer.py, same environment)
search   text index and search against bm25s and tantivy on the same documents and queries (bench/search_peer.py, same environment)

Times are CPU seconds (user + system, of the process and its threads); a ratio is the median of ours by the median of the
peer's, rounds taken in turn. Exit 1 if an answer is wrong. A goal that is missed is said, and is no error.
"""

import argparse
import csv
import gzip
import json
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THREADS = str(os.cpu_count())
MEMORY = "512MiB"
PEER_MEMORY = "4GiB"  # of the OpenAlex peer: it fails with less
GOAL_RATIO = 1.3
GOAL_OPENALEX = 2.5  # peer's time by ours
GOAL_SCAN_SECONDS = 1.0
SCAN_ECONOMY = "KOR"
PLACES, PRODUCTS, YEARS = "250", "5000", "25"
COMPLEXITY_PEERS = {"numpy": 10, "economic-complexity": None, "ecomplexity": 200}  # goal: peer's time by ours
PEER_PYTHON = ROOT / ".cache/bench-venv/bin/python"
# ISO 3166-1 numeric codes of 71 economies, as BACI writes them (no leading zeros).
BACI_ECONOMIES = [
    4, 8, 12, 24, 31, 32, 36, 40, 48, 50, 51, 60, 68, 70, 76, 84, 96, 100, 104, 108, 112, 116, 120, 124, 144, 152, 156, 170,
    180, 188, 191, 192, 196, 203, 208, 214, 218, 222, 231, 233, 246, 268, 276, 288, 300, 320, 348, 352, 360, 364, 368, 372,
    376, 380, 388, 392, 398, 400, 404, 410, 414, 417, 422, 428, 440, 458, 484, 528, 704, 710, 724]


class Wrong(Exception):
    """An answer is not what it must be."""


def run(command):
    """Runs a command; returns (standard output, CPU seconds, wall seconds, peak MiB)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            raise Wrong(f"{' '.join(map(str, command))}\nexit {child.returncode}: {err.read().decode()[-2000:]}")
        return out.read().decode(), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def machine():
    model, memory = platform.processor() or "unknown processor", 0
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
    match = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    if match:
        memory = int(match[1]) / 2**20
    return (f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, "
            f"load {os.getloadavg()[0]:.1f}")


def baci_file(rows, folder):
    """A file in BACI's shape: distinct (i, j, k) in order, v in thousand USD, q in tonnes, one in ten unknown."""
    file = folder / f"baci-shaped-{rows}.csv"
    total = folder / f"baci-shaped-{rows}.json"
    if file.exists() and total.exists():
        return file, json.loads(total.read_text())["sum"]
    print(f"writing {file} ...", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    with open(ROOT / "data/built-in/classification/HS2017.tsv", encoding="utf-8", newline="") as codes:
        products = sorted(row[0] for row in csv.reader(codes, delimiter="\t", quoting=csv.QUOTE_NONE)
                          if len(row[0]) == 6 and row[0].isdigit())
    draw = random.Random(1)
    pairs = [(i, j) for i in BACI_ECONOMIES for j in BACI_ECONOMIES if i != j]
    each = -(-rows // len(pairs))
    if each > len(products):
        raise Wrong(f"at most {len(pairs) * len(products)} rows of this shape are distinct")
    written = thousandths = 0
    with open(file, "w", encoding="ascii") as out:
        out.write("t,i,j,k,v,q\n")
        for i, j in pairs:
            for k in sorted(draw.sample(products, min(each, rows - written))):
                value = int(draw.paretovariate(0.6) * 20) % 10**9 + 1
                quantity = f"{value / draw.randint(500, 90000):.3f}" if draw.random() < 0.9 else ""
                out.write(f"2021,{i},{j},{k},{value // 1000}.{value % 1000:03d},{quantity}\n")
                thousandths += value
                written += 1
    if written != rows:
        raise Wrong(f"{written} rows written, {rows} wanted")
    total.write_text(json.dumps({"sum": thousandths}))
    return file, float(thousandths)  # thousandths of thousand USD are USD


def btige_total(file):
    with open(file, encoding="utf-8-sig", newline="") as rows:
        values = [float(row["value"]) for row in csv.DictReader(rows)]
    return len(values), sum(values) * 1000


def check_load(tenon, workspace, rows, usd):
    answer = json.loads(run([tenon, "-w", workspace, "--quiet", "--format", "json", "sql",
                             "select count(*) as n, sum(value_usd) as usd from trade"])[0])
    found_rows, found_usd = answer["tables"][0]["rows"][0]
    if found_rows != rows or abs(found_usd / usd - 1) > 1e-9:
        raise Wrong(f"loaded {found_rows} rows of {found_usd} USD; the file holds {rows} rows of {usd} USD")


def bench_load(args, name, file, arguments, rows, usd, scratch):
    tenon, ours, peers, walls, peaks = args.build / "tenon", [], [], [], []
    for round_number in range(args.rounds + 1):  # the first round warms the page cache and is checked, not timed
        workspace, parquet = scratch / "workspace", scratch / "bare.parquet"
        _, cpu, wall, peak = run([tenon, "-w", workspace, "--quiet", "--threads", THREADS, "--memory", MEMORY, "load",
                                  *arguments, file])
        copied, peer_cpu, _, _ = run([args.build / "bench/bare_sql", ROOT / "bench/bare_copy.sql", file, parquet, THREADS, MEMORY])
        if round_number == 0:
            check_load(tenon, workspace, rows, usd)
            if int(copied) != rows:
                raise Wrong(f"the bare COPY wrote {copied.strip()} rows of {rows}")
        else:
            ours.append(cpu)
            peers.append(peer_cpu)
            walls.append(wall)
            peaks.append(peak)
        shutil.rmtree(workspace)
        parquet.unlink()
    ratio = statistics.median(ours) / statistics.median(peers)
    verdict = "goal met" if ratio <= GOAL_RATIO else "GOAL MISSED"
    print(f"load {name:<24} {rows:>9,} rows  {statistics.median(ours):6.2f} s CPU ({statistics.median(walls):.2f} s wall, "
          f"peak {max(peaks):.0f} MiB)  bare COPY {statistics.median(peers):6.2f} s CPU  ratio {ratio:.2f}  "
          f"(goal {GOAL_RATIO}: {verdict})", flush=True)


def bench_loads(args, scratch):
    btige = next((ROOT / "data/oecd-btige").glob("*.csv"))
    rows, usd = btige_total(btige)
    bench_load(args, "BTIGE", btige, ["oecd-btige"], rows, usd, scratch)
    baci, usd = baci_file(args.rows, ROOT / ".cache/bench")
    bench_load(args, "BACI-shaped", baci,
               ["table", "--into", "trade", "--map", "year=t,exporter=i,importer=j,product=k,value_usd=v,quantity_t=q",
                "--set", "classification=HS2017", "--unit", "value_usd=thousand USD"], args.rows, usd, scratch)


def openalex_file(megabytes, folder):
    """The works that ship, over and over under other ids, with abstracts of words of their titles."""
    file, counted = folder / f"openalex-{megabytes}.jsonl", folder / f"openalex-{megabytes}.json"
    if file.exists() and counted.exists():
        return file, json.loads(counted.read_text())
    print(f"writing {file} ...", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(ROOT / "data/openalex/works_geoscience.jsonl.gz", "rt", encoding="utf-8") as works:
        works = [json.loads(line) for line in works]
    words = sorted({word for work in works for word in (work["title"] or "").split()})
    draw = random.Random(1)
    counts, copy, written = {"works": 0, "references": 0}, 0, 0
    with open(file, "w", encoding="utf-8") as out:
        while written < megabytes * 10**6:
            copy += 1
            for work in works:
                places = {}
                for place in range(draw.randint(80, 250)):
                    places.setdefault(words[int(len(words) * draw.random() ** 3)], []).append(place)
                line = json.dumps({**work, "id": f"{work['id']}{copy:03d}", "abstract_inverted_index": places,
                                   "referenced_works": [f"{cited}{copy:03d}" for cited in work["referenced_works"]]})
                written += out.write(line + "\n")
                counts["works"] += 1
                counts["references"] += len(work["referenced_works"])
    counted.write_text(json.dumps(counts))
    return file, counts


def bench_openalex(args, scratch):
    file, counts = openalex_file(1000, ROOT / ".cache/bench")
    ours, peers, peaks = [], [], []
    for round_number in range(args.rounds + 1):  # the first round is checked, not timed
        workspace, parquet = scratch / "openalex", scratch / "openalex-peer"
        parquet.mkdir()
        _, cpu, _, peak = run([args.build / "tenon", "-w", workspace, "--quiet", "--threads", THREADS, "--memory", MEMORY,
                               "load", "openalex", file])
        found, peer_cpu, _, _ = run([args.build / "bench/bare_sql", ROOT / "bench/openalex_peer.sql", file, parquet, THREADS,
                                     PEER_MEMORY])
        if round_number == 0:
            answer = json.loads(run([args.build / "tenon", "-w", workspace, "--quiet", "--format", "json", "sql",
                                     "select (select count(*) from work), (select count(*) from work_reference), "
                                     "(select count(abstract) from work)"])[0])["tables"][0]["rows"][0]
            expected = [counts["works"], counts["references"], counts["works"]]
            if answer != expected or [int(part) for part in found.split()] != expected:
                raise Wrong(f"works, references, abstracts: ours {answer}, the peer's {found.strip()}, the file's {expected}")
        else:
            ours.append(cpu)
            peers.append(peer_cpu)
            peaks.append(peak)
        shutil.rmtree(workspace)
        shutil.rmtree(parquet)
    ratio = statistics.median(peers) / statistics.median(ours)
    verdict = "goal met" if ratio >= GOAL_OPENALEX else "GOAL MISSED"
    print(f"openalex {file.stat().st_size / 1e9:.2f} GB  {statistics.median(ours):.2f} s CPU (peak {max(peaks):.0f} MiB)  DuckDB "
          f"read_json with {PEER_MEMORY} {statistics.median(peers):.2f} s CPU  ratio {ratio:.2f}  (goal {GOAL_OPENALEX}: {verdict})",
          flush=True)


def bench_scan(args, scratch):
    tenon, workspace, chain = args.build / "tenon", scratch / "scan", ROOT / "chains/chips.yaml"
    for folder in ("oecd-btige", "usgs-mcs", "ncses", "us-ccl"):
        run([tenon, "-w", workspace, "--quiet", "load", folder, ROOT / "data" / folder])
    segments = len(re.findall(r"^\s*- id:", chain.read_text(encoding="utf-8").split("\nlinks:")[0], re.MULTILINE))

    def scan(threads):
        return run([tenon, "-w", workspace, "--quiet", "--threads", threads, "--format", "json", "run", "scan", "--chain",
                    chain, "--economy", SCAN_ECONOMY])

    answer = json.loads(scan("1")[0])
    table = next(table for table in answer["tables"] if table["name"] == "segments")
    ranked = sum(row[[column["name"] for column in table["columns"]].index("rank")] is not None for row in table["rows"])
    if len(table["rows"]) != segments or ranked == 0:
        raise Wrong(f"the scan has {len(table['rows'])} rows, {ranked} of them ranked; the chain has {segments} segments")
    if json.loads(scan(THREADS)[0]) != answer:
        raise Wrong(f"the scan differs between 1 and {THREADS} threads")
    times = [scan(THREADS)[1] for _ in range(args.rounds)]
    verdict = "goal met" if statistics.median(times) < GOAL_SCAN_SECONDS else "GOAL MISSED"
    print(f"scan {chain.name} for {SCAN_ECONOMY}: {segments} segments, {ranked} ranked  {statistics.median(times):.2f} s CPU  "
          f"(goal {GOAL_SCAN_SECONDS:.0f} s: {verdict})", flush=True)


def bench_kernels(args):
    output = run([args.build / "bench/kernel_bench", "--benchmark_format=json"])[0]
    for result in json.loads(output)["benchmarks"]:
        if result.get("error_occurred"):
            raise Wrong(f"{result['name']}: {result['error_message']}")
        print(f"kernel {result['name'].removeprefix('BM_'):<22} {result['cpu_time']:10.2f} {result['time_unit']} CPU", flush=True)


def differences(ours, peers):
    """Largest differences of ECI (either sign) and of the sum of densities of a place, and of the number of ones."""
    sign = 1 if sum(a * b for a, b in zip(ours["eci"], peers["eci"])) > 0 else -1
    eci = max(abs(a - sign * b) for a, b in zip(ours["eci"], peers["eci"]))
    return eci, max(abs(a - b) for a, b in zip(ours["density"], peers["density"])), abs(ours["ones"] - peers["ones"])


def bench_complexity(args, scratch):
    program, exports = args.build / "bench/complexity_bench", scratch / "exports.f64"
    run([program, "write", exports, PLACES, PRODUCTS])

    def own():
        return json.loads(run([program, "run", PLACES, PRODUCTS, YEARS])[0])

    def by_peer(peer):
        return json.loads(run([PEER_PYTHON, ROOT / "bench/complexity_peer.py", peer, exports, PLACES, PRODUCTS])[0])

    ours = [own() for _ in range(args.rounds)]
    seconds = statistics.median(result["seconds"] for result in ours)
    matrix = seconds + statistics.median(result["proximity_seconds"] for result in ours)
    years = statistics.median(result["years_seconds"] for result in ours)
    print(f"complexity {PLACES} x {PRODUCTS}: {seconds:.3f} s CPU; with the matrix of proximities {matrix:.3f} s; {YEARS} years "
          f"{years:.2f} s", flush=True)
    for peer, goal in COMPLEXITY_PEERS.items():
        results = [by_peer(peer) for _ in range(1 if peer == "ecomplexity" else args.rounds)]
        eci, density, ones = differences(ours[0], results[0])
        # economic-complexity stops after 20 reflections and leaves the diagonal of proximity at zero: said, not excused.
        if ones != 0 or peer != "economic-complexity" and (eci > 1e-8 or density > 1e-6):
            raise Wrong(f"{peer}: ECI differs by {eci:.2g}, density by {density:.2g}, M by {ones:.0f}")
        time = statistics.median(result["seconds"] for result in results)
        verdict = "" if goal is None else f"  (goal {goal}: {'goal met' if time / seconds >= goal else 'GOAL MISSED'})"
        print(f"  {peer:<20} {time:7.2f} s CPU  ratio {time / seconds:7.1f}, with the matrix {time / matrix:6.1f}{verdict}; "
              f"differs in ECI by {eci:.1g}, in a place's densities by {density:.1g}", flush=True)


def bench_io(args, scratch):
    print(run([PEER_PYTHON, ROOT / "bench/io_peer.py", args.build / "bench/io_bench", scratch])[0], end="", flush=True)


def bench_graph(args):
    print(run([PEER_PYTHON, ROOT / "bench/graph_peer.py", args.build / "bench/graph_bench"])[0], end="", flush=True)


def bench_plan(args, scratch):
    print(run([PEER_PYTHON, ROOT / "bench/plan_peer.py", args.build / "bench/plan_bench", scratch])[0], end="", flush=True)


def bench_search(args, scratch):
    for documents in ("200000", "2000000") if args.long else ("200000",):
        print(run([PEER_PYTHON, ROOT / "bench/search_peer.py", args.build / "bench/search_bench", scratch, documents])[0], end="",
              flush=True)


def main():
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="folder of a release build")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds")
    parser.add_argument("--rows", type=int, default=5_000_000, help="rows of the BACI-shaped file")
    parser.add_argument("--only", choices=("load", "openalex", "scan", "kernels", "complexity", "io", "graph", "plan", "search"),
                        help="one part")
    parser.add_argument("--long", action="store_true", help="search: also 2 million documents; minutes")
    args = parser.parse_args()
    print(f"{machine()}; {THREADS} threads, {MEMORY} for DuckDB in both; {args.rounds} rounds", flush=True)
    with tempfile.TemporaryDirectory(prefix="tenon-bench-") as scratch:
        try:
            if args.only in (None, "load"):
                bench_loads(args, Path(scratch))
            if args.only in (None, "openalex"):
                bench_openalex(args, Path(scratch))
            if args.only in (None, "scan"):
                bench_scan(args, Path(scratch))
            if args.only in (None, "kernels"):
                bench_kernels(args)
            if args.only in (None, "complexity"):
                bench_complexity(args, Path(scratch))
            if args.only in (None, "io"):
                bench_io(args, scratch)
            if args.only in (None, "graph"):
                bench_graph(args)
            if args.only in (None, "plan"):
                bench_plan(args, scratch)
            if args.only in (None, "search"):
                bench_search(args, scratch)
        except Wrong as error:
            print(f"bench: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
