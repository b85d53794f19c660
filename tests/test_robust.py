"""Whatever comes in: no crash, spans that read back, the same bytes twice."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.acquire import acquire, article
from dragoman.errors import Refused
from dragoman.model import Record

SAID = """the minister said that Norway and Chile met in Lima on Tuesday . “ We will ” ‘ not ’ rebels killed 12 Kenyan
troops , president , who visited Ghana yesterday after talks between Peru and Bolivia ( Reuters ) - accused NATO of
bombing their 2019-05-06 3 May $ 1.5bn it he they according to Moscow 🙂 é ﷺ ' " ’s U.S. al-Shabab"""
WORDS = [*SAID.split(), "\n\n", "\n", "\t", "\x00", "\u200b", "\r\n"]


def spans_read_back(record: Record) -> None:
    """Every stated text stands at its span, every span lies in the text."""
    text, size = record.article.text, len(record.article.text)

    def same(stated, span):
        assert text[span[0] : span[1]] == stated

    for a in record.actors:
        assert all(0 <= s[0] < s[1] <= size for s in a.mentions)
    for e in record.events:
        for p in (*e.source, *e.target, *e.reported_by):
            same(p.text, p.span)
        for part in (e.date, e.place, *e.counts):
            if part is not None and part.span is not None:
                same(part.text, part.span)
        for span in (e.trigger, e.sentence, *e.also, *([e.cue] if e.cue else [])):
            assert 0 <= span[0] < span[1] <= size
    for q in record.quotes:
        assert q.text == " ".join(text[a:b] for a, b in q.spans)
        assert q.span == (q.spans[0][0], q.spans[-1][1])
        for piece in (*q.quoted, *([q.speaker] if q.speaker else [])):
            same(piece.text, piece.span)
    for item in (*record.places, *record.times):
        same(item.text, item.span)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_spans_bytes_and_round_trip(coder, words):
    try:
        given_ = article(" ".join(words), published="2020-02-29")
    except Refused:
        return
    record = coder.read(given_)
    spans_read_back(record)
    assert coder.read(given_).to_json() == record.to_json()
    assert Record.from_json(record.to_json()) == record


def _input(rng: random.Random) -> bytes:
    kind = rng.randrange(8)
    if kind == 0:
        return rng.randbytes(rng.randrange(40))
    if kind == 1:
        return " ".join(rng.choices(WORDS, k=rng.randrange(30))).encode()
    if kind == 2:
        return " ".join(rng.choices(WORDS, k=8)).encode(
            rng.choice(["utf-16", "utf-32", "latin-1", "cp1252"]), "replace"
        )
    if kind == 3:
        return b'{"id": 1, "text": ' + rng.randbytes(6)
    if kind == 4:
        return (
            "Der Minister sprach mit seinem Kollegen über den Frieden und das Abkommen. " * rng.randrange(6)
        ).encode()
    if kind == 5:
        return rng.choice(
            [b"", b"\n\n", b"\x00" * 9, b"\xff\xfe", b"<html><body></body></html>", b"\xef\xbb\xbf", b"[]", b"{}"]
        )
    if kind == 6:
        return ("“" * rng.randrange(9) + "Peru accused Chile of spying." + "”" * rng.randrange(9)).encode()
    return "".join(
        chr(rng.choice([rng.randrange(32, 127), rng.randrange(160, 0xD7FF)])) for _ in range(rng.randrange(30))
    ).encode()


@pytest.mark.slow
def test_ten_thousand_bad_inputs(coder, tmp_path):
    rng, path = random.Random(20231), tmp_path / "input.txt"
    read = refused = 0
    for _ in range(10_000):
        path.write_bytes(_input(rng))
        for got in acquire(str(path)):
            if isinstance(got, Refused):
                assert got.code
                assert str(path) in str(got)
                refused += 1
            else:
                if read % 4 == 0:
                    spans_read_back(coder.read(got))
                else:
                    coder.read(got)
                read += 1
    assert read > 2000
    assert refused > 2000


# The high-water mark of the process alone: `ru_maxrss` of a child begins at its parent's, here a test worker's.
BIG = """
import re, resource, sys
from dragoman.acquire import article
from dragoman.pipeline import Coder
sentence = "Foreign ministers of Peru and Chile met in Lima on Tuesday, and Bolivia accused Brazil of bombing it. "
text = "\\n\\n".join(sentence * 9 for _ in range(1_000_000 // (9 * len(sentence)) + 1))
assert len(text) >= 1_000_000
record = Coder().read(article(text, published="2020-02-29"))
last = max(e.sentence[1] if not e.also else max(b for _, b in e.also) for e in record.events)
assert last > 999_000 - 2 * len(sentence), last
if sys.platform == "linux":
    print(re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())[1])
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_a_megabyte_is_read_whole_in_bounded_memory():
    run = subprocess.run([sys.executable, "-c", BIG], capture_output=True, text=True, timeout=400, check=False)
    assert run.returncode == 0, run.stderr
    scale = 1 if sys.platform != "darwin" else 1024
    assert int(run.stdout) / scale < 1_200_000, "peak memory in KiB"


@pytest.mark.parametrize(
    "words", ["one of ", "run and ", "a series of ", "said that he ", "Peru and ", "met and met by ", "(", "who met "]
)
def test_deep_nesting(coder, words):
    (got,) = coder.pipe([f"Norway met {words * 2000} Chile."])
    assert not isinstance(got, Refused)
    spans_read_back(got)


@pytest.mark.parametrize("character", ["a", "“", "’", "-", ".", "1", "\n", "é"])
def test_a_line_of_one_character(coder, character):
    (got,) = coder.pipe([character * 20_000])
    assert got.code if isinstance(got, Refused) else got.article.text == character * 20_000
