"""GeoWebNews stays above its floors: found, precision, and the share within 161 km of those found."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest

from dragoman.acquire import Refused, article
from dragoman.ground.places import find_places, load_gazetteer

ARTICLES = 60
FOUND, PRECISION, NEAR = 0.85, 0.70, 0.80


@pytest.mark.shared
def test_geowebnews_stays_above_its_floors(shared, parser):
    gazetteer = load_gazetteer()
    gold = predicted = right = found = near = 0
    for node in list(ET.parse(shared / "gold/places/geowebnews/GWN.xml").iter("article"))[:ARTICLES]:
        items = list(_items(node))
        try:
            places = find_places(parser(article(node.findtext("text") or "")), gazetteer)
        except Refused:
            places = ()
        gold, predicted = gold + len(items), predicted + len(places)
        right += sum(any(_overlap(p.span, i[:2]) for i in items) for p in places)
        for start, end, lat, lon in items:
            hits = [p for p in places if _overlap(p.span, (start, end))]
            if hits:
                best = max(hits, key=lambda p: min(end, p.span[1]) - max(start, p.span[0]))
                found += 1
                near += best.lat is not None and _km(best.lat, best.lon, lat, lon) <= 161
    assert found / gold >= FOUND
    assert right / predicted >= PRECISION
    assert near / found >= NEAR


def _items(node):
    for top in node.iter("toponym"):
        if top.findtext("latitude"):
            numbers = (top.findtext(k) for k in ("start", "end", "latitude", "longitude"))
            start, end, lat, lon = map(float, numbers)
            yield int(start), int(end), lat, lon


def _overlap(a, b):
    return a[0] < b[1] and a[1] > b[0]


def _km(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    return 12742 * math.asin(
        math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2)
    )
