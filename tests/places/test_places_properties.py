"""Spans, ranges, determinism and time, whatever the text."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.places.places import find_places

TEXT = """Paris Moscow Georgia U.S.-led Texas St. New York D.C. Gaza Kyiv's São Paulo Côte d'Ivoire US UK Russian Jordan
Mr. in at from said , . ( ) - “ ” 12 the North Ḩalab ‘Ayn N'Djamena 🇫🇷 ß İzmir and County 東京"""
WORDS = st.sampled_from([*TEXT.split(), "\n", "\u00a0", "\u200b"])


@given(st.lists(WORDS, max_size=40), st.text(max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spans_read_back_ranges_hold_and_runs_agree(document_of, words, noise):
    text = " ".join(words) + " " + noise
    document = document_of(text)
    mentions = find_places(document).places
    assert find_places(document).places == mentions
    ends = 0
    for mention in mentions:
        place = mention.place
        assert text[slice(*place.span)] == place.text
        assert place.span[0] >= ends
        ends = place.span[1]
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180)
        assert place.country is None or len(place.country) == 3
        assert place.reason
        assert mention.first.i <= mention.last.i


def test_a_line_of_many_capitals_takes_linear_time(document_of):
    seconds = []
    for size in (2_000, 8_000):
        document = document_of("Paris, " * size)
        start = time.process_time()
        find_places(document)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 10 * seconds[0] + 0.1


def test_a_long_line_of_one_character_has_no_place(document_of):
    assert not find_places(document_of("A" * 1_000_000)).places
