"""The parts of the large sets that the gate measures: every so-manieth document, so that all of it stays short."""

from __future__ import annotations

from pathlib import Path

from dragoman.evaluate.gold import Readers, kind_of
from dragoman.pipeline import Coder

#: Of each layer: the set, every which document of it, and its figures by the names they have in the floors.
LAYERS: dict[str, tuple[str, int, dict[str, str]]] = {
    "times": (
        "times/TBAQ-cleaned.tar.gz",
        4,
        {k: f"times: {k} F1" for k in ("relaxed", "strict", "value")},
    ),
    "places": (
        "places/geowebnews/GWN.xml",
        4,
        {"found": "places: found", "precision": "places: precision", "near": "places: within 161 km of those found"},
    ),
    "quotes": (
        "quotes/polnear/dev",
        4,
        {"content": "attributions: content F1", "source": "attributions: source right on matched"},
    ),
    "spans": (
        "events/cameo/spans.train.txt",
        5,
        {
            "all": "source and target spans: token F1, all events",
            "best": "source and target spans: token F1, best event",
        },
    ),
}


def layer(name: str, gold: Path, coder: Coder) -> dict[str, float]:
    """The figures of one layer on its part of the set."""
    path, step, names = LAYERS[name]
    kind, readers = kind_of(gold / path), Readers(coder=coder)
    counts = [kind.count(document, readers) for document in kind.read(gold / path)[::step]]
    found = {f.name: f.value for f in kind.estimates(counts)}
    return {short: found[long] for short, long in names.items()}
