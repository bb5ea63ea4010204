"""How the build of a citation graph and CD5 grow: growth.py GRAPH_BENCH, rewrites docs/growth.md and docs/growth.svg.

The networks are those of citation_generator.h, ten citations a work, one thread. Not part of `make bench`: it takes minutes.
"""

import json
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
EDGES = (1_000_000, 10_000_000, 50_000_000)
LIMIT_MIB = 600  # for CD5 on ten million citations, the list of citations among it
TASKS = {"build": "build", "cd": "CD5"}


def measure(bench, edges, task):
    out = subprocess.run([bench, "run", str(edges // 10), str(edges), "1", task], check=True, capture_output=True, text=True)
    result = json.loads(out.stdout.splitlines()[0])
    return {"seconds": result["cpu_seconds"], "mib": result["peak_mib"]}


def polyline(points, colour):
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in points)}" fill="none" stroke="{colour}" stroke-width="2"/>' + dots


def panel(left, title, series):
    """One plot of 300 x 170 pixels: value by millions of edges, both from zero."""
    top = max(value for values in series.values() for value in values) * 1.15

    def at(edges, value):
        return left + 300 * edges / EDGES[-1], 210 - 170 * value / top
    parts = [f'<text x="{left}" y="22" font-weight="bold">{title}</text>',
             f'<path d="M{left} 40V210H{left + 300}" fill="none" stroke="#888"/>']
    for edges in EDGES:
        x, _ = at(edges, 0)
        parts.append(f'<text x="{x:.0f}" y="228" text-anchor="middle">{edges // 1_000_000}</text>')
    for share in (0.5, 1):
        value = top * share / 1.15
        parts.append(f'<text x="{left - 6}" y="{at(0, value)[1] + 4:.0f}" text-anchor="end">{value:.0f}</text>')
    for (name, values), colour in zip(series.items(), ("#1f6f8b", "#c05621"), strict=True):
        points = [at(edges, value) for edges, value in zip(EDGES, values, strict=True)]
        x, y = points[-1]
        parts.append(polyline(points, colour) + f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{name}</text>')
    return "".join(parts)


def main():
    found = {(task, edges): measure(sys.argv[1], edges, task) for task in TASKS for edges in EDGES}
    per_edge = {name: [found[task, edges]["seconds"] / edges * 1e9 for edges in EDGES] for task, name in TASKS.items()}
    memory = {name: [found[task, edges]["mib"] * 2**20 / edges for edges in EDGES] for task, name in TASKS.items()}
    peak = found["cd", 10_000_000]["mib"]
    if peak > LIMIT_MIB:
        sys.exit(f"CD5 on ten million citations takes {peak} MiB; {LIMIT_MIB} are allowed")
    (DOCS / "growth.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="860" height="256" font-family="sans-serif" font-size="12">'
        + panel(60, "CPU nanoseconds per citation", per_edge) + panel(490, "bytes of peak memory per citation", memory)
        + '<text x="210" y="248" text-anchor="middle">million citations</text>'
        '<text x="640" y="248" text-anchor="middle">million citations</text></svg>\n', encoding="utf-8")
    rows = "\n".join(
        f"| {edges // 10:,} | {edges:,} | {found['build', edges]['seconds']:.2f} s | {per_edge['build'][i]:.0f} ns "
        f"| {found['cd', edges]['seconds']:.2f} s | {per_edge['CD5'][i]:.0f} ns | {found['cd', edges]['mib']:,.0f} MiB "
        f"| {memory['CD5'][i]:.0f} bytes |" for i, edges in enumerate(EDGES))
    (DOCS / "growth.md").write_text(f"""# How time and memory grow

Written by `bench/growth.py build/bench/graph_bench`. One thread, CPU time. The networks are made up: copying with recency, a heavy
tail, ten citations a work, days as times.

![CPU time and peak memory per citation at 1, 10 and 50 million citations](growth.svg)

| works | citations | build | per citation | CD5 | per citation | peak memory | per citation |
|---|---|---|---|---|---|---|---|
{rows}

*Build* makes both directions, in the order of time, from a list of pairs in memory. *CD5* is that of every work, window five years.
The peak holds everything: the list of pairs (8 bytes a citation), both directions (8 bytes a citation, 16 a work), times, and what the
kernel needs (9 bytes a work and thread, 16 bytes a work of answer).

* The time per citation grows with the network, that of both tasks. Larger networks lie in more memory than the caches hold; and for CD5 the
  most cited work of a larger network is cited more often, and every work that cites it too has its list counted.
* CD5 on ten million citations stays within {LIMIT_MIB} MiB: `bench/growth.py` fails where it does not.
* A network too large for memory is built on disk: [index-format.md](index-format.md).
""", encoding="utf-8")


if __name__ == "__main__":
    main()
