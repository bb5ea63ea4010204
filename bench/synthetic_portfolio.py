"""Writes a made-up plan, so that a large one can be tried: synthetic_portfolio.py FOLDER [PROJECTS [TARGETS]].

project.csv, project_target.csv, target.csv and project_rule.csv in FOLDER. Nothing in them is real: costs are log-normal over two
years, each project reaches one to eight targets, one project in twenty excludes or requires another, and two regions have floors.
"""

import csv
import random
import sys
from pathlib import Path


def write(folder, name, header, rows):
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])


def main(folder, projects=20_000, targets=5_000):
    draw = random.Random(1)
    costs, links, rules = [], [], []
    for i in range(projects):
        name = f"synthetic-{i:06d}"
        group = [draw.choice(["basic", "applied"]), f"region-{draw.randrange(12)}", f"team-{draw.randrange(400)}"]
        for year in (2027, 2028):
            costs.append([name, year, round(draw.lognormvariate(0, 0.8), 3), *group])
        for target in sorted(draw.sample(range(targets), draw.randint(1, 8))):
            low, high = sorted(round(draw.uniform(0.02, 0.6), 3) for _ in range(2))
            links.append([name, f"target-{target:05d}", round((low + high) / 2, 4), low, high])
        if i > 0 and draw.random() < 0.05:
            rules.append([draw.choice(["excludes", "requires"]), name, f"synthetic-{draw.randrange(i):06d}", ""])
    rules += [["floor", "region-0", "region", projects // 100], ["floor", "region-1", "region", projects // 100]]
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, "project", ["project", "year", "cost", "kind", "region", "team"], costs)
    write(folder, "project_target", ["project", "target", "probability", "probability_low", "probability_high"], links)
    write(folder, "target", ["target", "weight"], [[f"target-{j:05d}", draw.randint(1, 9)] for j in range(targets)])
    write(folder, "project_rule", ["rule", "project", "other", "amount"], rules)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
