"""Text index and search against bm25s and tantivy: search_peer.py SEARCH_BENCH SCRATCH DOCUMENTS. A line each; exit 1 if an
answer is wrong. Times are CPU seconds of one thread.

Documents are seven real titles each, of the works that ship, drawn anew; queries are words of one title. bm25s (numba) is given our
terms, so that its scores must be ours to the step in which ours are kept; its time to build leaves out the making of terms, ours
does not. tantivy has its own English stemmer; its answers must agree with ours for the most part.
"""

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import bm25s
import tantivy

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"index": 1.5, "top 10": 4, "bulk": 3}
AGREEMENT = 0.6  # of the ten best of tantivy: other stems, and lengths kept in a byte


def write_corpus(scratch, documents):
    with gzip.open(ROOT / "data/openalex/works_geoscience.jsonl.gz", "rt", encoding="utf-8") as works:
        titles = [" ".join(json.loads(line)["title"].split()) for line in works if json.loads(line).get("title")]
    draw = random.Random(1)
    with open(scratch / "documents", "w", encoding="utf-8") as out:
        for _ in range(documents):
            out.write(". ".join(draw.choice(titles) for _ in range(7)) + "\n")
    with open(scratch / "queries", "w", encoding="utf-8") as out:
        for _ in range(2000):
            words = sorted(set(re.findall(r"[a-z]{4,}", (draw.choice(titles) + " " + draw.choice(titles)).lower())))
            out.write(" ".join(draw.sample(words, min(5, len(words)))) + "\n")
    with open(scratch / "needs", "w", encoding="utf-8") as out:
        for _ in range(10000):
            out.write(draw.choice(titles) + " " + draw.choice(titles) + "\n")


def timed(work):
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def answers(file):
    with open(file, encoding="ascii") as lines:
        return [[(int(document), float(score)) for document, score in (pair.split(":") for pair in line.split())] for line in lines]


def line(name, seconds, peers, goal=None, peer=None, note=""):
    text = f"search {name:<28} {seconds:8.3f} s CPU"
    for each, other in peers.items():
        text += f"  {each} {other:8.3f} s ({other / seconds:5.2f} x)"
    if goal:
        ratio = peers[peer] / seconds
        text += f"  goal {goal} x {peer}: {'goal met' if ratio >= goal else 'GOAL MISSED'}"
    print(text + note, flush=True)


def by_bm25s(scratch, program):
    terms = {}
    for name in ("documents", "queries", "needs"):
        subprocess.run([program, "terms", scratch / name, scratch / "terms"], check=True)
        with open(scratch / "terms", encoding="utf-8") as lines:
            terms[name] = [each.split() for each in lines]
    peer = bm25s.BM25(k1=1.5, b=0.75, method="lucene", backend="numba")
    _, build = timed(lambda: peer.index(terms["documents"], show_progress=False))

    def search(name, k):
        queries = [list(dict.fromkeys(term for term in each if term in peer.vocab_dict)) for each in terms[name]]
        peer.retrieve(queries[:4], k=k, n_threads=1, show_progress=False)  # compiles
        return timed(lambda: peer.retrieve(queries, k=k, n_threads=1, show_progress=False))

    return build, search


def by_tantivy(scratch):
    schema = tantivy.SchemaBuilder().add_unsigned_field("number", stored=True).add_text_field("text", tokenizer_name="en_stem").build()
    folder = scratch / "tantivy"
    folder.mkdir()
    with open(scratch / "documents", encoding="utf-8") as lines:
        documents = [each.rstrip("\n") for each in lines]

    def build():
        index = tantivy.Index(schema, path=str(folder))
        writer = index.writer(heap_size=500_000_000, num_threads=1)
        for number, text in enumerate(documents):
            writer.add_document(tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index

    index, seconds = timed(build)
    searcher = index.searcher()

    def search(name, k, most):
        with open(scratch / name, encoding="utf-8") as lines:
            queries = [" ".join(re.findall(r"[a-z]+", each.lower())) for each in lines][:most]
        hits, spent = timed(lambda: [searcher.search(index.parse_query(each, ["text"]), k).hits for each in queries])
        return [[searcher.doc(address)["number"][0] for _, address in each] for each in hits], spent

    return seconds, search


def check_scores(name, ours, peers, step):
    """bm25s leaves out the factor k1 + 1. Every term is off by half a step at most; twenty terms are plenty."""
    for query, (mine, theirs) in enumerate(zip(ours, peers)):
        for (_, score), other in zip(mine, theirs):
            if other > 0 and abs(score - 2.5 * other) > 20 * step + 1e-4 * score:
                sys.exit(f"{name}: query {query}: {score} where bm25s has {2.5 * other}")


def main():
    program, scratch, documents = sys.argv[1], Path(sys.argv[2]) / "search", int(sys.argv[3])
    scratch.mkdir()
    write_corpus(scratch, documents)
    tasks = [("queries", 10), ("queries", 100), ("needs", 50)]
    words = [program, scratch / "documents"]
    for name, k in tasks:
        words += [scratch / name, str(k), scratch / f"{name}-{k}"]
    out = [json.loads(each) for each in subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()]
    built, found = out[0], dict(zip(tasks, out[1:]))
    other_build, other_search = by_tantivy(scratch)
    peer_build, peer_search = by_bm25s(scratch, program)
    size = f"{documents // 1000} k"
    for name, k in tasks:
        mine = answers(scratch / f"{name}-{k}")
        (_, scores), seconds = peer_search(name, k)
        check_scores(f"{name}, top {k}", mine, scores, built["step"])
        theirs, spent = other_search(name, k, 2000)
        spent *= len(mine) / len(theirs)
        if (name, k) == tasks[0]:
            same = sum(len({d for d, _ in a} & set(b)) / max(1, len(b)) for a, b in zip(mine, theirs)) / len(theirs)
            if same < AGREEMENT:
                sys.exit(f"only {same:.2f} of tantivy's ten best are among ours")
            line(f"index {size}", built["build"], {"bm25s": peer_build, "tantivy": other_build}, GOALS["index"], "tantivy",
                 f"  {built['bytes'] / 2**20:.0f} MiB")
        times = found[(name, k)]
        if name == "needs":
            line(f"bulk {len(mine) // 1000} k x {size}, top {k}", times["analysed"] + times["bulk"],
                 {"bm25s": seconds, "tantivy": spent}, GOALS["bulk"], "bm25s")
        else:
            line(f"{len(mine)} queries, top {k}, {size}", times["analysed"] + times["single"],
                 {"bm25s": seconds, "tantivy": spent}, GOALS["top 10"] if k == 10 else None, "bm25s",
                 f"  p99 {times['p99']:.2f} ms")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
