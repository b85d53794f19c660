"""Stories and events against TF-IDF cosine with agglomerative clustering, on ECB+ and SemEval 2022 task 8 of ../shared.

Run by `make stories`, which rewrites the table between the two marks in docs/accuracy.md. The records of the articles
are kept in `--work` (build/stories), so that a second run reads nothing; delete the folder after a change to the coder.
Ours is judged at the shipped parameters, and again with the threshold that was best on the other half of the topics;
the baseline is each of its kinds (term frequency raw or sublinear, average or complete linkage) at its best threshold
on the very data it is judged on.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import correlation

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.stats import spearmanr

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs/accuracy.md"
START, END = "<!-- stories -->", "<!-- end of stories -->"
TOKEN = re.compile(r"\b\w\w+\b")
STEPS = [round(0.02 * i, 2) for i in range(1, 50)]
sys.path.insert(0, str(ROOT))

from tests.gold.stories import OWN, Compared, agreed, b3, corefer, ecbplus, pair_f1, semeval  # noqa: E402

Labels = Sequence[Hashable]
Matrix = np.ndarray
Table = list[tuple[str, ...]]


def tfidf(texts: Sequence[str], sublinear: bool) -> Matrix:
    """Cosines of all texts, their words weighed as scikit-learn does by default (smoothed idf)."""
    bags = [Counter(TOKEN.findall(t.lower())) for t in texts]
    spread = Counter(w for b in bags for w in b)
    at = {w: i for i, w in enumerate(sorted(spread))}
    held = np.zeros((len(texts), len(at)), dtype=np.float32)
    for i, bag in enumerate(bags):
        for w, n in bag.items():
            held[i, at[w]] = (1 + math.log(n) if sublinear else n) * (math.log((1 + len(bags)) / (1 + spread[w])) + 1)
    held /= np.maximum(np.linalg.norm(held, axis=1, keepdims=True), 1e-9)
    return np.asarray(held @ held.T, dtype=np.float64)


def agglomerated(cosines: Matrix, complete: bool, steps: Iterable[float]) -> dict[float, list[int]]:
    """The labels at every threshold: clusters by average or complete linkage."""
    apart = squareform(np.maximum(1 - cosines, 0), checks=False)
    joined = linkage(apart, "complete" if complete else "average")
    return {step: fcluster(joined, 1 - step, "distance").tolist() for step in steps}


def baseline(texts: Sequence[str], judge: Callable[[Labels], tuple[float, ...]]) -> list[tuple[tuple[float, ...], str]]:
    """The best figures of every kind of baseline, each at the threshold where their sum is highest."""
    out = []
    for sublinear, complete in itertools.product((False, True), repeat=2):
        found = agglomerated(tfidf(texts, sublinear), complete, STEPS)
        step = max(found, key=lambda s: sum(judge(found[s])))
        kind = f"{'complete' if complete else 'average'} linkage, {'sublinear' if sublinear else 'raw'}, {step}"
        out.append((judge(found[step]), kind))
    return out


def crossed(
    ours: Callable[[float], Labels], judge: Callable[[Labels, list[int]], tuple[float, ...]], halves: list[list[int]]
) -> tuple[float, ...]:
    """The mean figures of each half at the threshold that is best on the other."""
    at = {step: ours(step) for step in [round(0.2 + 0.02 * i, 2) for i in range(26)]}
    got = []
    for one, other in (halves, halves[::-1]):
        step = max(at, key=lambda s: sum(judge(at[s], one)))
        got.append(judge(at[step], other))
    return tuple(sum(x) / 2 for x in zip(*got, strict=True))


def ecb(coder: object, work: Path) -> Table:
    """Rows on ECB+: articles into subtopics, reports into chains."""
    ours = Compared.of(coder, ecbplus(SHARED), work / "ecbplus.jsonl")  # type: ignore[arg-type]
    documents, gold = ours.documents, [d.story for d in ours.documents]

    def story(threshold: float | None = None) -> Labels:
        found = ours.stories(threshold)
        return [found[d.id] for d in documents]

    out = _rows(f"ECB+: {len(documents)} articles into {len(set(gold))} subtopics", story, gold,
                [d.text for d in documents], _halves(int(d.topic) for d in documents))  # fmt: skip
    kept = {(p["a"], p["b"]) for p in ours.pairs}
    same = [p for p in itertools.combinations(sorted(documents, key=lambda d: d.id), 2) if p[0].story == p[1].story]
    share = sum((a.id, b.id) in kept for a, b in same) / len(same)
    out.append(
        (f"ECB+: pairs of one subtopic that meet under a key and are kept ({len(same)})", "recall", f"{share:.3f}")
    )
    chains = corefer(SHARED, ours.records, ours.reports)
    told = [r for r in ours.reports if r["id"] in chains]

    def event(threshold: float | None = None) -> Labels:
        found = ours.events(threshold)
        return [found[r["id"]] for r in told]

    what = f"ECB+: {len(told)} reports on annotated mentions into {len(set(chains.values()))} chains"
    topics = _halves(int(re.split(r"\D", r["article"])[0]) for r in told)
    return out + _rows(what, event, [chains[r["id"]] for r in told], [r["sentence"] for r in told], topics)


def _halves(topics: Iterable[int]) -> list[list[int]]:
    halves: list[list[int]] = [[], []]
    for i, topic in enumerate(topics):
        halves[topic % 2].append(i)
    return halves


def _rows(what: str, ours: Callable[..., Labels], gold: Labels, texts: Sequence[str], halves: list[list[int]]) -> Table:
    def part(labels: Labels, only: list[int]) -> tuple[float, ...]:
        one, two = [gold[i] for i in only], [labels[i] for i in only]
        return b3(one, two), pair_f1(one, two)

    whole = list(range(len(gold)))
    out: Table = [(what, "ours, as shipped", *_told(part(ours(), whole)))]
    out.append((what, "ours, threshold of the other half", *_told(crossed(ours, part, halves))))
    return out + [(what, f"TF-IDF, {kind}", *_told(got)) for got, kind in baseline(texts, lambda x: part(x, whole))]


def _told(figures: Iterable[float]) -> list[str]:
    return [f"{f:.3f}" for f in figures]


def pairs_of_articles(coder: object, work: Path) -> Table:
    """Rows on SemEval 2022: the score of two articles against people's, and same stories found."""
    documents, pairs = semeval(SHARED)
    ours = Compared.of(coder, documents, work / "semeval2022.jsonl")  # type: ignore[arg-type]
    documents = ours.documents
    pairs = [p for p in pairs if p[0] in ours.records and p[1] in ours.records]
    at, overall = {d.id: i for i, d in enumerate(documents)}, [p[2] for p in pairs]
    said, what = [o <= 2 for o in overall], f"SemEval 2022, {len(pairs)} English pairs"
    from dragoman.archive.cluster.pairs import article_score

    own = {r["id"]: r for r in ours.rows}
    systems = {"ours": [article_score(own[a], own[b], OWN.story) for a, b, _ in pairs]}
    for sublinear in (False, True):
        cosines = tfidf([d.text for d in documents], sublinear)
        name = f"TF-IDF, {'sublinear' if sublinear else 'raw'}"
        systems[name] = [float(cosines[at[a], at[b]]) for a, b, _ in pairs]
    out: Table = []
    for name, scores in systems.items():
        best = max(agreed(said, [s >= bar for s in scores]) for bar in scores)
        figures = _told((-correlation(overall, scores), -spearmanr(overall, scores).statistic, best))
        out.append((what, name, f"Pearson {figures[0]}, Spearman {figures[1]}", f"{figures[2]} at the best threshold"))
    found = ours.stories()
    what += ", as stories among all articles"
    out.append((what, "ours, as shipped", "", f"{agreed(said, [found[a] == found[b] for a, b, _ in pairs]):.3f}"))

    def judge(labels: Labels) -> tuple[float, ...]:
        return (agreed(said, [labels[at[a]] == labels[at[b]] for a, b, _ in pairs]),)

    return out + [
        (what, f"TF-IDF, {kind}", "", *_told(got)) for got, kind in baseline([d.text for d in documents], judge)
    ]


def main() -> None:
    """Measure, print, and rewrite the table."""
    from dragoman.pipeline import Coder

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--work", type=Path, default=ROOT / "build/stories", help="where records are kept")
    work = asked.parse_args().work
    if not SHARED.is_dir():
        sys.exit(f"no development data at {SHARED}")
    coder = Coder()
    table = ["| what | by | B3 | pair F1 |", "|---|---|---|---|"]
    for row in (*ecb(coder, work), *pairs_of_articles(coder, work)):
        table.append("| " + " | ".join((*row, *[""] * (4 - len(row)))) + " |")
    table += ["", f"Measured {date.today()}."]
    print("\n".join(table))
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page.split(START)[0], page.split(END)[1]
    PAGE.write_text(head + START + "\n" + "\n".join(table) + "\n" + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
