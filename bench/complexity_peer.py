"""The same measures by a peer: complexity_peer.py PEER FILE PLACES PRODUCTS, one JSON object on standard output.

FILE holds float64 amounts, row by row. The time is that of the measures alone, from amounts to density.
"""

import json
import resource
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def by_numpy(exports):
    rca = (exports / exports.sum(1)[:, None]) / (exports.sum(0) / exports.sum())[None]
    m = (rca >= 1).astype(float)
    diversity, ubiquity = m.sum(1), m.sum(0)
    values, vectors = np.linalg.eig((m / diversity[:, None]) @ (m / ubiquity[None]).T)
    eci = vectors[:, np.argsort(-values.real)[1]].real
    phi = (m.T @ m) / np.maximum.outer(ubiquity, ubiquity)
    density = (m @ phi) / phi.sum(0)
    return m.sum(), eci, density


def long_table(exports):
    import pandas
    places, products = np.nonzero(exports)
    return pandas.DataFrame({"time": 1, "place": places, "product": products, "value": exports[places, products]})


def by_ecomplexity(exports):
    from ecomplexity import ecomplexity
    frame = long_table(exports)
    start = cpu_seconds()
    result = ecomplexity(frame, {"time": "time", "loc": "place", "prod": "product", "val": "value"},
                         check_logsupermodularity=False, verbose=False)
    seconds = cpu_seconds() - start
    wide = result.pivot(index="place", columns="product", values="density").to_numpy(dtype=float)
    eci = result.groupby("place")["eci"].first().sort_index().to_numpy(dtype=float)
    return float(result["mcp"].sum()), eci, wide, seconds


def by_economic_complexity(exports):
    import economic_complexity as ec
    frame = long_table(exports).pivot(index="place", columns="product", values="value").fillna(0)
    start = cpu_seconds()
    rca = ec.rca(frame)
    eci, _ = ec.complexity(rca)
    density = ec.relatedness(rca, proximities=ec.proximity(rca))
    seconds = cpu_seconds() - start
    return float((rca >= 1).to_numpy().sum()), eci.sort_index().to_numpy(dtype=float), density.to_numpy(dtype=float), seconds


def main():
    peer, file, places, products = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    exports = np.fromfile(file).reshape(places, products)
    if peer == "numpy":
        start = cpu_seconds()
        ones, eci, density = by_numpy(exports)
        seconds = cpu_seconds() - start
    else:
        ones, eci, density, seconds = {"ecomplexity": by_ecomplexity, "economic-complexity": by_economic_complexity}[peer](exports)
    eci = (eci - eci.mean()) / eci.std()
    print(json.dumps({"ones": ones, "seconds": seconds, "eci": eci.tolist(), "density": density.sum(1).tolist()}))


if __name__ == "__main__":
    main()
