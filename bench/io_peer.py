"""Input-output kernels against numpy on the same tables: io_peer.py IO_BENCH SCRATCH. A line each; exit 1 if an answer is
wrong. Times are CPU seconds, in one round.

L and G      numpy.linalg.inv(I - A), which is what pymrio calls
extraction   numpy: row and column deleted, solved again; a sample of sectors, times all of them
influence    numpy: the inverse computed again with one coefficient changed; a sample of pairs, times all of them
one solve    numpy.linalg.solve (LU)
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy

GOALS = {"leontief": 1, "extraction": 400, "solve": 8}
SAMPLE = 4


def timed(work):
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def table(n, seed):
    """Flows with many small and a few large cells, two fifths of them 0; inputs are 40 to 70 % of output."""
    draw = numpy.random.default_rng(seed)
    flows = draw.pareto(1.5, (n, n))
    flows[draw.random((n, n), dtype=numpy.float32) < 0.4] = 0
    use = numpy.maximum(flows.sum(axis=0), flows.sum(axis=1))
    return flows, use / draw.uniform(0.4, 0.7, n)


def ours(program, scratch, flows, output):
    file = scratch / "table.f64"
    with open(file, "wb") as out:
        flows.tofile(out)
        output.tofile(out)
    answer = subprocess.run([program, file, str(len(output))], check=True, capture_output=True, text=True).stdout
    file.unlink()
    return json.loads(answer)


def near(name, found, expected, tolerance=1e-8):
    error = numpy.max(numpy.abs(numpy.asarray(found) / numpy.asarray(expected) - 1))
    if not error < tolerance:
        sys.exit(f"{name}: off by {error:.2g} of numpy's")


def line(name, seconds, peer, note):
    ratio = peer / max(seconds, 1e-9)
    goal = GOALS.get(name)
    verdict = "" if goal is None else f"  (goal {goal} x: {'goal met' if ratio >= goal else 'GOAL MISSED'})"
    print(f"io {name:<11} {seconds:9.4f} s CPU  numpy {peer:9.2f} s CPU  {ratio:8.1f} x  {note}{verdict}", flush=True)


def without(system, final_use, k):
    keep = numpy.arange(len(final_use)) != k
    return numpy.linalg.solve(system[numpy.ix_(keep, keep)], final_use[keep]).sum()


def dense(program, scratch, n):
    flows, output = table(n, 1)
    found = ours(program, scratch, flows, output)
    final_use = output - flows.sum(axis=1)
    coefficients = flows / output
    system = numpy.eye(n) - coefficients
    inverse, inverse_time = timed(lambda: numpy.linalg.inv(numpy.eye(n) - flows / output))
    ghosh, ghosh_time = timed(lambda: numpy.linalg.inv(numpy.eye(n) - flows / output[:, None]))
    near("L", found["leontief_sum"], inverse.sum())
    near("G", found["ghosh_sum"], ghosh.sum())
    line("leontief", found["leontief_seconds"], inverse_time, f"n = {n}")
    line("ghosh", found["ghosh_seconds"], ghosh_time, "from L")
    sample = list(range(0, n, -(-n // SAMPLE)))
    losses, brute = timed(lambda: [output.sum() - without(system, final_use, k) for k in sample])
    near("extraction", [found["losses"][k] for k in sample], losses)
    line("extraction", found["extraction_seconds"], brute / len(sample) * n, f"all sectors; numpy {len(sample)} of {n}, extrapolated")

    def influence():
        changed = system.copy()
        changed[0, 1] -= 1e-7
        return numpy.square((numpy.linalg.inv(changed) - inverse) / 1e-7).sum()
    value, one = timed(influence)
    near("field of influence", found["influence_first"], value, 1e-4)
    line("influence", found["influence_seconds"], one * n * n, f"all pairs; numpy 1 of {n * n:,}, extrapolated")


def large(program, scratch, n):
    flows, output = table(n, 2)
    found = ours(program, scratch, flows, output)
    final_use = output - flows.sum(axis=1)
    flows /= -output
    flows[numpy.diag_indices(n)] += 1
    solved, peer = timed(lambda: numpy.linalg.solve(flows, final_use))
    near("solve", found["output"], solved)
    line("solve", found["solve_seconds"], peer, f"n = {n}, {found['iterations']} products, error bound {found['error_bound']:.1e}")


if __name__ == "__main__":
    dense(sys.argv[1], Path(sys.argv[2]), 1435)
    large(sys.argv[1], Path(sys.argv[2]), 9800)
