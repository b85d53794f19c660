"""Every accuracy figure of docs/accuracy.md, measured now by `evaluate` on the development data of ../shared.

Run by `make accuracy`, which rewrites the tables between the two marks of the page. What others have published stands
beside our figures (published.yaml); those of the encoder on held-out folds come from the card of its weights.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from dragoman.pipeline import Coder

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs/accuracy.md"
CARD = ROOT / "src/dragoman/weights/card.md"
PUBLISHED = Path(__file__).with_name("published.yaml")
START, END = "<!-- figures -->", "<!-- end of figures -->"
#: The data by the name it has in the table, where it is, and the figures of it that stand in the first table.
SETS = (
    ("articles", "articles/dev", r"events: |modality right|confidence|direct quotes|speakers"),
    ("TBAQ", "times/TBAQ-cleaned.tar.gz", r"times: \w+ F1$"),
    ("GeoWebNews", "places/geowebnews/GWN.xml", r"places: (found|precision|within 161 km of (those found|all))$"),
    ("LGL", "places/lgl/lgl.xml.gz", r"places: (found|precision|within 161 km of (those found|all))$"),
    ("PolNeAR dev", "quotes/polnear/dev", r"attributions: (content F1|source F1|source right on matched)$"),
    ("cameo spans train", "events/cameo/spans.train.txt", r"source and target spans: token F1|sentences without"),
    ("cameo quad train", "events/cameo/quad.train.tsv", r"quad class of"),
)
NOTES = """In brackets the 95 % interval by document. What others published was not run here, and stands on other splits
or by other rules where it says so.

On the two cameo sets of single sentences `read` answers, and its weights were trained on them: their figures tell
whether something broke, and the held-out ones of the card are those to cite.

By type and in further variants:
"""
SHARE = re.compile(r"([A-Za-z][\w -]*?) 0?(\.\d+)")


class Row(NamedTuple):
    """A line of a table."""

    what: str
    data: str
    figure: str
    main: bool = True


def main() -> None:
    """Measure, print, and rewrite the tables."""
    from dragoman import __version__
    from dragoman.pipeline import Coder

    if not SHARED.is_dir():
        sys.exit(f"no development data at {SHARED}")
    sys.path.insert(0, str(ROOT))
    coder = Coder()
    rows = [*measured(coder), *policy(coder), *card(CARD.read_text(encoding="utf-8"))]
    others = ["| what | data | figure |", "|---|---|---|"]
    others += [f"| {r.what} | {r.data} | {r.figure} |" for r in rows if not r.main]
    stated = f"Measured {date.today()} with Dragoman {__version__} and {coder.parser.name}."
    text = "\n".join([*table(rows), "", stated, NOTES, *others])
    print(text)
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page.split(START)[0], page.split(END)[1]
    PAGE.write_text(f"{head}{START}\n{text}\n{END}{tail}", encoding="utf-8")


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The first table: ours, and beside it what is known of others."""
    known = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    yield "| what | data | Dragoman | published figure, who |"
    yield "|---|---|---|---|"
    for row in (r for r in rows if r.main):
        others = "; ".join(beside(k) for k in known if k["what"] == row.what and row.data.startswith(k["data"]))
        yield f"| {row.what} | {row.data} | {row.figure} | {others} |"


def beside(known: dict[str, str]) -> str:
    """A published figure with who, which version or date, and how far it compares."""
    note = f", {known['note']}" if "note" in known else ""
    return f"{known['figure']} {known['who']} ({known['when']}{note})"


def measured(coder: Coder) -> Iterator[Row]:
    """What `evaluate` says of each set."""
    from dragoman.evaluate.bootstrap import Estimate
    from dragoman.evaluate.gold import Readers, kind_of, measure

    readers = Readers(coder=coder)

    def row(found: Estimate, data: str, first: str) -> Row:
        value = f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"
        return Row(found.name, data, value, re.match(first, found.name) is not None)

    with tempfile.TemporaryDirectory() as work:
        (gold := Path(work, "seed")).mkdir()
        shutil.copy(SHARED / "seed/gold.json", gold / "article.json")
        for found in measure(gold, readers, SHARED / "seed"):
            if re.match(r"events: |direct|speakers", found.name):
                yield Row(found.name, "seed (1 article)", f"{found.value:.3f}")
    for name, path, first in SETS:
        count = len(kind_of(SHARED / "gold" / path).read(SHARED / "gold" / path))
        for found in measure(SHARED / "gold" / path, readers):
            yield row(found, f"{name} ({count:,})", first)


def policy(coder: Coder) -> Iterator[Row]:
    """Our own sentences."""
    from tests.gold.policy import score

    right, whole, _ = score(coder)
    share = f"{right.total() / whole.total():.3f}"
    yield Row("sentences wholly right", f"tests/gold/policy.yaml ({whole.total()})", share)


def card(text: str) -> Iterator[Row]:
    """The figures on the card of the weights, as the training writes them or in one sentence, a clause a set."""
    lines = re.findall(r"^- (\w+ macro-F1), accuracy: ([\d.]+), ([\d.]+) (of \d+)$", text, re.M)
    folds, stated = "held-out folds", [f"{name} {f1}, accuracy {share} {size}" for name, f1, share, size in lines]
    if sentence := re.search(r"^- figures, ([^:(]*)[^:]*: (.*)$", text, re.M):
        folds, stated = sentence[1].strip(), sentence[2].split(";")
    for clause in stated:
        data, _, rest = clause.strip().partition(" ")
        size = re.search(r" of ([\d,]+)", rest)
        where = f"{data}, {folds}" + (f" ({size[1]})" if size else "")
        for metric, figure in SHARE.findall(rest):
            yield Row(f"encoder, actors given: {'type ' if data == 'plv' else ''}{metric}", where, f"0{figure}")
    if found := re.search(r"(?:expected calibration error [^.;]*|^- ECE: 0)(\.\d+)", text, re.M):
        yield Row("encoder, actors given: expected calibration error", f"plv, {folds}", f"0{found[1]}")


if __name__ == "__main__":
    main()
