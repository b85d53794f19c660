"""Every accuracy figure of docs/accuracy.md, measured now on the development data of ../shared by its own scorers.

Run by `make accuracy`, which rewrites the table between the two marks of the page.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.pipeline import Coder

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs/accuracy.md"
START, END = "<!-- figures -->", "<!-- end of figures -->"
sys.path.insert(0, str(ROOT))


def layer(coder: object, work: Path, name: str, gold: Path, limit: int) -> dict[str, float]:
    """The figures of one layer on the first articles of a gold set."""
    from tests.gold.scoring import figures, prepared, write_records

    source, _ = prepared(SHARED, name, gold, work, limit)
    records = work / name / gold.stem
    write_records(coder, [(source.stem, source)], records)
    return figures(SHARED / "gold/score_layers.py", "score", name, gold, records)


def rows(coder: Coder, work: Path) -> list[tuple[str, str, str]]:
    """What, on which data, the figure."""
    from dragoman.evaluate.gold import Readers, measure
    from tests.gold.policy import score
    from tests.gold.scoring import figures, write_records

    gold = SHARED / "gold"
    (work / "seed").mkdir()
    shutil.copy(SHARED / "seed/gold.json", work / "seed/seed.json")
    write_records(coder, [("seed", SHARED / "seed/article.txt")], work / "one")
    one = figures(gold / "score.py", work / "seed", work / "one")
    write_records(coder, [(t.stem, t) for t in sorted((gold / "articles/dev-text").glob("*.json"))], work / "six")
    six = figures(gold / "score.py", gold / "articles/dev", work / "six")
    out = [
        (what, data, f"{got[key]:.3f}")
        for data, got in (("seed (1 article)", one), ("articles/dev (6 articles)", six))
        for what, key in (
            ("events: type F1", "type"), ("events: who-F1", "who"), ("events: modality F1", "modality"),
            ("events: date F1", "date"), ("direct quotes F1", "quotes"), ("speakers right", "speakers"),
        )
    ]  # fmt: skip
    for found in measure(gold / "articles/dev", Readers(coder=coder)):
        if found.name.startswith("modality right"):
            interval = f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"
            out.append((f"events: {found.name}", "articles/dev (6 articles)", interval))
    right, whole, _ = score(coder)
    out.append(
        ("sentences wholly right", f"tests/gold/policy.yaml ({whole.total()})", f"{right.total() / whole.total():.3f}")
    )
    times = layer(coder, work, "times", gold / "times/TBAQ-cleaned.tar.gz", 10_000)
    out += [(f"times: {k} F1", "TBAQ (256 articles)", f"{times[k]:.3f}") for k in ("relaxed", "strict", "value")]
    for name, path in (("GeoWebNews", "geowebnews/GWN.xml"), ("LGL", "lgl/lgl.xml.gz")):
        places = layer(coder, work, "places", gold / "places" / path, 10_000)
        out += [(f"places: {what}", name, f"{places[k]:.3f}") for what, k in
                (("found", "found"), ("precision", "precision"), ("within 161 km of those found", "near"))]  # fmt: skip
    quotes = layer(coder, work, "quotes", gold / "quotes/polnear/dev", 10_000)
    out += [("attributions: content F1", "PolNeAR dev", f"{quotes['content']:.3f}")]
    out += [("attributions: source right on matched", "PolNeAR dev", f"{quotes['source_matched']:.3f}")]
    return out


def main() -> None:
    """Measure, print, and rewrite the table."""
    from dragoman import __version__
    from dragoman.pipeline import Coder

    if not SHARED.is_dir():
        sys.exit(f"no development data at {SHARED}")
    with tempfile.TemporaryDirectory() as work:
        coder = Coder()
        table = ["| what | data | figure |", "|---|---|---|"]
        table += [f"| {what} | {data} | {figure} |" for what, data, figure in rows(coder, Path(work))]
        table += ["", f"Measured {date.today()} with Dragoman {__version__} and {coder.parser.name}."]
    print("\n".join(table))
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page.split(START)[0], page.split(END)[1]
    PAGE.write_text(head + START + "\n" + "\n".join(table) + "\n" + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
