"""Graph kernels against peers on the same generated network: graph_peer.py GRAPH_BENCH [NODES CITATIONS].

One line for each task: CPU seconds of one thread, ours and the peer's, their ratio and the goal. Every answer is compared
first; the peers see each citation once. The SPC task runs on three tenths of the network.
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

DAYS = 5 * 365


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def timed(work):
    start = cpu_seconds()
    result = work()
    return result, cpu_seconds() - start


def ours(bench, nodes, citations, task):
    out = subprocess.run([bench, "run", str(nodes), str(citations), "1", task], check=True, capture_output=True, text=True)
    result = json.loads(out.stdout.splitlines()[0])
    return result["answer"], result["cpu_seconds"]


def network(bench, nodes, citations):
    with tempfile.TemporaryDirectory(prefix="tenon-graph-") as folder:
        file = Path(folder) / "network"
        subprocess.run([bench, "write", str(nodes), str(citations), str(file)], check=True)
        time = np.fromfile(file, dtype=np.int32, count=nodes)
        pairs = np.fromfile(file, dtype=np.uint32, offset=4 * nodes).reshape(-1, 2).astype(np.int64)
    keys = np.unique(pairs[:, 0] * nodes + pairs[:, 1])
    return time, keys // nodes, keys % nodes


def report(task, peer, answers, seconds, goal):
    mine, theirs = answers
    same = all(a == b or isinstance(a, float) and math.isclose(a, b, rel_tol=1e-6) for a, b in zip(mine, theirs, strict=True))
    if not same:
        sys.exit(f"{task}: ours {mine}, {peer} {theirs}")
    ratio = seconds[1] / seconds[0]
    verdict = "goal met" if ratio >= goal else "GOAL MISSED"
    print(f"graph {task:<28} {seconds[0]:8.3f} s CPU  {peer:<14} {seconds[1]:8.3f} s  ratio {ratio:6.1f}  (goal {goal}: {verdict})",
          flush=True)


def by_xfast(time, citing, cited):
    from xfast_cdindex import cdindex

    def build():
        graph = cdindex.Graph()
        for node, t in enumerate(time.tolist()):
            graph.add_vertex(node, t)
        for a, b in zip(citing.tolist(), cited.tolist()):
            graph.add_edge(a, b)
        graph.prepare_for_searching()
        return graph
    graph, build_seconds = timed(build)
    values, seconds = timed(lambda: [graph.cdindex(node, DAYS) for node in range(len(time))])
    defined = [value for value in values if value is not None and not math.isnan(value)]
    return [float(len(defined)), math.fsum(defined)], seconds, build_seconds


def spc_by_lists(nodes, citing, cited):
    """The loop one writes over igraph's neighbour lists, in floats; returns total flow and length of the best path."""
    import igraph
    graph = igraph.Graph(n=nodes, edges=np.column_stack([cited, citing]), directed=True)

    def count():
        heads, tails = graph.get_adjlist("out"), graph.get_adjlist("in")
        to, back, best = [0.0] * nodes, [0.0] * nodes, [0.0] * nodes
        for v in range(nodes):
            to[v] = sum(to[u] for u in tails[v]) if tails[v] else 1.0
        for v in reversed(range(nodes)):
            back[v] = sum(back[w] for w in heads[v]) if heads[v] else 1.0
        for v in reversed(range(nodes)):
            best[v] = max((to[v] * back[w] + best[w] for w in heads[v]), default=0.0)
        return sum(back[v] for v in range(nodes) if not tails[v] and heads[v])
    return timed(count)


def main():
    bench = sys.argv[1]
    nodes, citations = (int(word) for word in sys.argv[2:4]) if len(sys.argv) > 3 else (1_000_000, 10_000_000)
    time, citing, cited = network(bench, nodes, citations)

    mine, seconds = ours(bench, nodes, citations, "cd")
    theirs, peer_seconds, peer_build = by_xfast(time, citing, cited)
    report("CD5, kernel", "xfast-cdindex", (mine[:2], theirs), (seconds, peer_seconds), 4)
    build_answer, build_seconds = ours(bench, nodes, citations, "build")
    report("CD5, arrays to answers", "xfast-cdindex", (mine[:2], theirs),
           (seconds + build_seconds, peer_seconds + peer_build), 12)

    import networkit
    networkit.setNumberOfThreads(1)
    directed, peer_seconds = timed(lambda: networkit.GraphFromCoo((citing.astype(np.uint64), cited.astype(np.uint64)),
                                                                  n=nodes, weighted=False, directed=True))
    report("build, both directions", "networkit", (build_answer, [directed.numberOfEdges()]), (build_seconds, peer_seconds), 20)
    mine, seconds = ours(bench, nodes, citations, "weak")
    parts = networkit.components.WeaklyConnectedComponents(directed)
    _, peer_seconds = timed(parts.run)
    report("weak components", "networkit", (mine, [parts.numberOfComponents(), max(parts.getComponentSizes().values())]),
           (seconds, peer_seconds), 30)
    undirected = networkit.graphtools.toUndirected(directed)
    mine, seconds = ours(bench, nodes, citations, "core")
    core = networkit.centrality.CoreDecomposition(undirected)
    _, peer_seconds = timed(core.run)
    report("k-core", "networkit", (mine, [core.maxCoreNumber(), int(sum(core.scores()))]), (seconds, peer_seconds), 1.5)

    from scipy.sparse import csr_matrix
    mine, seconds = ours(bench, nodes, citations, "pagerank")
    out = np.bincount(citing, minlength=nodes)
    step = csr_matrix((1.0 / out[citing], (cited, citing)), shape=(nodes, nodes))
    sinks = out == 0

    def iterate():
        x = np.full(nodes, 1.0 / nodes)
        for _ in range(100):
            x = 0.85 * (step @ x + x[sinks].sum() / nodes) + 0.15 / nodes
        return x
    x, peer_seconds = timed(iterate)
    report("PageRank, an iteration", "scipy", (mine, [int(x.argmax()), float(x.max())]), (seconds, peer_seconds / 100), 2)

    import igraph
    graph = igraph.Graph(n=nodes, edges=np.column_stack([citing, cited]), directed=True)
    mine, seconds = ours(bench, nodes, citations, "searches")
    starts = [nodes * i // 64 - 1 for i in range(1, 65)]
    found, peer_seconds = timed(lambda: [graph.distances(source=[start], mode="out")[0] for start in starts])
    finite = [d for row in found for d in row if d != math.inf]
    report("64 searches", "igraph", (mine, [len(finite), int(sum(finite))]), (seconds, peer_seconds), 25)

    nodes, citations = nodes * 3 // 10, citations * 3 // 10
    _, citing, cited = network(bench, nodes, citations)
    mine, seconds = ours(bench, nodes, citations, "mainpath")
    total, peer_seconds = spc_by_lists(nodes, citing, cited)
    report("SPC and main path, exact", "igraph lists", ([float(mine[0])], [total]), (seconds, peer_seconds), 80)


if __name__ == "__main__":
    main()
