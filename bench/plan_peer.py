"""The portfolio kernel against CP-SAT and a plain HiGHS model on the same instances: plan_peer.py PLAN_BENCH SCRATCH.

One line for each instance and solver: CPU seconds of one thread until the gap is proven (1 %, of the knapsack 1e-6) or a minute has
passed, the value and the gap that were reached. A peer that did not get there counts with the time it was given. Every choice is held against the budget, its value recomputed here, and no value may lie above another's bound.

The peers get the model that one writes down at first: a project is 0 or 1, a target at most 1, at most the sum of the probabilities, and
below ten fixed tangents of 1 - exp(-y) where probabilities are not 0 or 1.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import highspy
import numpy as np
from ortools.sat.python import cp_model

SECONDS = 60
TANGENTS = 10
CP_SCALE = 10**6


class Instance:
    def __init__(self, name, costs, weights, links, budget):
        self.name, self.costs, self.weights, self.budget = name, costs, weights, budget
        self.links = links  # for each project: (targets, probabilities)
        self.rates = [-np.log1p(-np.minimum(p, 1 - np.exp(-25))) for _, p in links]
        self.certain = all((p == 1).all() for _, p in links)

    def write(self, file):
        starts = np.cumsum([0] + [len(t) for t, _ in self.links])
        with open(file, "wb") as out:
            for part in (np.array([len(self.costs), len(self.weights), starts[-1]], dtype=np.int64), np.array([self.budget]),
                         self.costs, self.weights, starts.astype(np.int64),
                         np.concatenate([t for t, _ in self.links]).astype(np.int32), np.concatenate([p for _, p in self.links])):
                part.tofile(out)

    def value(self, chosen):
        if self.costs[chosen].sum() > self.budget * (1 + 1e-9):
            sys.exit(f"{self.name}: a choice costs {self.costs[chosen].sum()} of {self.budget}")
        missed = np.ones(len(self.weights))
        for i in chosen:
            targets, probabilities = self.links[i]
            missed[targets] *= 1 - probabilities
        return float(self.weights @ (1 - missed))

    def rows(self):
        """Rows of the plain model: for each target, (constant, [(project, coefficient)]), the target being at most that."""
        reached_by = [[] for _ in self.weights]
        for i, (targets, probabilities) in enumerate(self.links):
            for target, probability, rate in zip(targets, probabilities, self.rates[i]):
                reached_by[target].append((i, probability, rate))
        for j, links in enumerate(reached_by):
            yield j, 0.0, [(i, p) for i, p, _ in links]
            if self.certain or not links:
                continue
            most = sum(rate for _, _, rate in links)
            for y in np.linspace(0, min(most, 5), TANGENTS + 1)[1:]:
                slope = np.exp(-y)
                yield j, 1 - slope - slope * y, [(i, rate * slope) for i, _, rate in links]


def knapsack(n, seed):
    draw = np.random.default_rng(seed)
    costs = draw.integers(1, 1001, n).astype(float)
    weights = np.maximum(1, costs + draw.integers(-100, 101, n)).astype(float)
    return Instance(f"knapsack {n}", costs, weights, [(np.array([i]), np.ones(1)) for i in range(n)], np.floor(costs.sum() / 2))


def coverage(projects, targets, reach, share, certain, seed):
    draw = np.random.default_rng(seed)
    costs = draw.integers(10, 21, projects).astype(float)
    weights = draw.integers(1, 11, targets).astype(float)
    links = []
    for size in draw.integers(reach // 2, reach * 3 // 2 + 1, projects):
        chosen = np.sort(draw.choice(targets, size, replace=False))
        links.append((chosen, np.ones(size) if certain else np.round(draw.uniform(0.05, 0.9, size), 2)))
    kind = "coverage" if certain else "portfolio"
    return Instance(f"{kind} {projects} x {targets}", costs, weights, links, np.floor(costs.sum() * share))


def ours(instance, program, scratch, gap):
    file = Path(scratch) / "instance"
    instance.write(file)
    out = subprocess.run([program, file, str(gap), str(SECONDS)], check=True, capture_output=True, text=True).stdout
    file.unlink()
    found = json.loads(out)
    return found["seconds"], found["chosen"], found["bound"]


def by_highs(instance, gap):
    start = time.process_time()
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", gap)
    model.setOptionValue("time_limit", SECONDS)
    x = [model.addBinary(obj=0) for _ in instance.costs]
    z = [model.addVariable(0, 1, obj=w) for w in instance.weights]
    lp_inf = highspy.kHighsInf
    model.addRow(-lp_inf, float(instance.budget), len(x), np.array([v.index for v in x], dtype=np.int32), instance.costs)
    for j, constant, links in instance.rows():
        index = np.array([z[j].index] + [x[i].index for i, _ in links], dtype=np.int32)
        model.addRow(-lp_inf, constant, len(index), index, np.array([1.0] + [-c for _, c in links]))
    model.setMaximize()
    model.run()
    values = np.array(model.getSolution().col_value[: len(x)])
    return time.process_time() - start, np.flatnonzero(values > 0.5), model.getInfo().mip_dual_bound


def by_cp_sat(instance, gap):
    start = time.process_time()
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in instance.costs]
    z = [model.new_int_var(0, CP_SCALE, "") for _ in instance.weights]
    model.add(cp_model.LinearExpr.weighted_sum(x, instance.costs.astype(int).tolist()) <= int(instance.budget))
    for j, constant, links in instance.rows():
        terms = cp_model.LinearExpr.weighted_sum([x[i] for i, _ in links], [int(np.ceil(c * CP_SCALE)) for _, c in links])
        model.add(z[j] <= terms + int(np.ceil(constant * CP_SCALE)))
    model.maximize(cp_model.LinearExpr.weighted_sum(z, instance.weights.astype(int).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.relative_gap_limit = gap
    solver.parameters.max_time_in_seconds = SECONDS
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return time.process_time() - start, np.array([], dtype=int), instance.weights.sum()
    chosen = np.array([i for i, v in enumerate(x) if solver.value(v)], dtype=int)
    return time.process_time() - start, chosen, solver.best_objective_bound / CP_SCALE


def compare(instance, program, scratch, gap, goal):
    found = {"tenon": ours(instance, program, scratch, gap), "HiGHS": by_highs(instance, gap), "CP-SAT": by_cp_sat(instance, gap)}
    values = {solver: instance.value(chosen) for solver, (_, chosen, _) in found.items()}
    best = max(values.values())
    for solver, (_, _, bound) in found.items():
        if bound < best * (1 - 1e-6):
            sys.exit(f"{instance.name}: {solver} proves {bound}, but there is a choice worth {best}")
    proven = {solver: bound / values[solver] - 1 if values[solver] else np.inf for solver, (_, _, bound) in found.items()}
    for solver, (seconds, _, _) in found.items():
        text = f"plan {instance.name:<24} {solver:<6} {seconds:8.3f} s CPU  value {values[solver]:10.2f}  gap {max(0, proven[solver]):8.2e}"
        if solver == "tenon":
            ratio = min(found[peer][0] for peer in ("HiGHS", "CP-SAT")) / seconds
            verdict = "goal met" if ratio >= goal and proven[solver] <= gap * (1 + 1e-3) else "GOAL MISSED"
            text += f"  {ratio:.1f} x the quicker peer (goal {goal} x to a gap of {gap:g}: {verdict})"
        print(text, flush=True)


if __name__ == "__main__":
    program, scratch = sys.argv[1], sys.argv[2]
    compare(knapsack(500, 1), program, scratch, 1e-6, 20)
    compare(coverage(500, 2000, 20, 0.03, True, 2), program, scratch, 0.01, 1)
    compare(coverage(500, 2000, 20, 0.03, False, 3), program, scratch, 0.01, 10)
    compare(coverage(20000, 5000, 6, 0.1, False, 4), program, scratch, 0.01, 10)
