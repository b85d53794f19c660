"""Evaluation of toponym recognition and resolution on GeoWebNews, LGL, TR-News or GeoVirus (XML).

Measured are recall and precision of toponyms by overlap, and the share resolved to within 161 km of the annotated
point (accuracy@161). Metonyms and demonyms count as toponyms.
"""

from __future__ import annotations

import gzip
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import BadKnowledge
from dragoman.evaluate.bootstrap import Bootstrap, Counts, Estimate, Metric, share
from dragoman.evaluate.document import Document, overlap
from dragoman.model import Span
from dragoman.pipeline import Coder

DAY = re.compile(r"\d{4}-\d\d-\d\d")
NEAR = 161.0  # km: 100 miles, the usual measure since Cheng et al. 2010
DIAMETER = 12_742.0  # km, of the earth


@dataclass(frozen=True)
class Toponym:
    """An annotated toponym: its span, its point in degrees, and its type where the set has types, else ""."""

    span: Span
    lat: float
    lon: float
    type: str


def documents(path: Path) -> list[Document[Toponym]]:
    """Read the articles of an XML file, or .gz of one, without toponyms that have no point. Raises `BadKnowledge`."""
    raw = path.read_bytes()
    try:
        root = ET.fromstring(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)
    except (ET.ParseError, OSError, EOFError) as error:
        raise BadKnowledge(path, f"no XML: {error}") from None
    name, out = path.name.split(".")[0], []
    for n, node in enumerate(root.iter("article")):
        text, when = node.findtext("text") or "", (node.findtext("dltime") or "").strip()[:10]
        items = (*_locations(node), *_toponyms(node, text))
        out.append(Document(f"{name}-{n}", text, when if DAY.fullmatch(when) else None, items))
    return out


def count(document: Document[Toponym], coder: Coder) -> Counts:
    """The counts of one article: toponyms found, coded places that are right, and found toponyms within 161 km."""
    record = document.read(coder)
    said = record.places if record else ()
    out: Counts = Counter(said=len(said), wanted=len(document.items))
    for place in said:
        right = any(overlap(place.span, gold.span) > 0 for gold in document.items)
        out.update({f"said {place.use}": 1, "right": int(right), f"right {place.use}": int(right)})
    for gold in document.items:
        kinds = [f" {gold.type}"] if gold.type else []
        out.update(f"wanted{k}" for k in kinds)
        hits = [p for p in said if overlap(p.span, gold.span) > 0]
        if hits:
            best = max(hits, key=lambda p: overlap(p.span, gold.span))
            near = best.lat is not None and best.lon is not None and _km(gold, best.lat, best.lon) <= NEAR
            for k in ("", *kinds):
                out.update({f"found{k}": 1, f"near{k}": int(near)})
    return out


def estimates(counts: Sequence[Counts]) -> list[Estimate]:
    """Recall ("found"), precision, accuracy@161 of found and of all; by type of toponym, and precision by use."""
    bootstrap = Bootstrap(counts)
    kinds = sorted(name.partition(" ")[2] for name in bootstrap.whole if name.startswith("wanted "))
    uses = sorted(name.partition(" ")[2] for name in bootstrap.whole if name.startswith("said "))
    out: list[tuple[str, Metric, str]] = [
        ("places: found", share("found", "wanted"), "wanted"),
        ("places: precision", share("right", "said"), "said"),
        ("places: within 161 km of those found", share("near", "found"), "found"),
        ("places: within 161 km of all", share("near", "wanted"), "wanted"),
    ]
    for k in kinds:
        out.append((f"places: found of {k}", share(f"found {k}", f"wanted {k}"), f"wanted {k}"))
        out.append((f"places: within 161 km of those found of {k}", share(f"near {k}", f"found {k}"), f"found {k}"))
    out += [(f"places: precision of {u}", share(f"right {u}", f"said {u}"), f"said {u}") for u in uses]
    return bootstrap.estimates(*out)


def _locations(node: ET.Element) -> Iterator[Toponym]:
    """The toponyms of GeoVirus, whose offsets count from 1."""
    for place in node.iter("location"):
        start, end, lat, lon = (float(place.findtext(k) or "nan") for k in ("start", "end", "lat", "lon"))
        yield Toponym((int(start) - 1, int(end) - 1), lat, lon, "")


def _toponyms(node: ET.Element, text: str) -> Iterator[Toponym]:
    """The toponyms of LGL, TR-News and GeoWebNews; a wrong offset is moved to the nearest occurrence of the phrase."""
    for place in node.iter("toponym"):
        lat = place.findtext(".//lat") or place.findtext("latitude")
        lon = place.findtext(".//lon") or place.findtext("longitude")
        if not (lat and lon and place.findtext("start")):
            continue
        start, end = (int(float(place.findtext(k) or "nan")) for k in ("start", "end"))
        phrase = (place.findtext("phrase") or place.findtext("extractedName") or "").strip()
        if phrase and text[start:end] != phrase:
            known = [m.start() for m in re.finditer(re.escape(phrase), text)]
            if not known:
                continue
            start = min(known, key=lambda x: abs(x - start))
            end = start + len(phrase)
        yield Toponym((start, end), float(lat), float(lon), (place.findtext("type") or "").strip())


def _km(gold: Toponym, lat: float, lon: float) -> float:
    """The great-circle distance from an annotated point in km (haversine formula)."""
    a, b, c, d = map(math.radians, (gold.lat, gold.lon, lat, lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return DIAMETER * math.asin(math.sqrt(half))
