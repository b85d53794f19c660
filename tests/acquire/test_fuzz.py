"""Ten thousand broken inputs: each gives an article whose segments hold, or a named error; none crashes."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from dragoman.acquire import acquire, article
from dragoman.errors import Refused
from dragoman.model import Article

PIECES = [
    *(
        "The minister met his counterpart in Kisumu on Monday. ",
        "Source link\n",
        "By Jane Doe\n",
        "In this photo ",
        "\n\n",
    ),
    *(
        "KISUMU, May 2, 2022 (AP) — ",
        "Les ministres se sont vus lundi. ",
        "Министр ",
        "部长",
        "A b\n",
        "[",
        "(",
        "‘",
        "\u2028",
    ),
    *(
        "Monday, May 2, 2022",
        "\r\n",
        "\t",
        "\u00a0",
        "Ã©",
        "â€™",
        "\ud800",
        "\x00",
        "\x85",
        "🚢",
        "\u202e",
        "1e999",
        "/AFP)",
    ),
    *(
        "<html><body>",
        "<p>",
        "</p>",
        "<div>",
        "<!--",
        "<script>",
        "&#xD800;",
        "<table><tr><td>",
        '<meta charset="utf-16">',
    ),
    *('{"text": "', '"id": ', '", ', '"}\n', "[{", "}]", "\\ud800", '"published": "2022-05-02', "null", "{", "}"),
]
BYTES = [b"\xff", b"\xc3", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b", b"\x81\x8d", b"%PDF-1.7\n"]
SUFFIXES = ["", ".txt", ".json", ".jsonl", ".jsonl.gz", ".xyz", ".html"]


def any_bytes(chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(200))
    parts = [chance.choice(PIECES).encode("utf-8", "surrogatepass") for _ in range(chance.choice([0, 1, 4, 20, 60]))]
    parts[0:0] = [chance.choice(BYTES)] if chance.random() < 0.2 else []
    return b"".join(parts)


def holds(found: Article | Refused) -> bool:
    if isinstance(found, Refused):
        return bool(found.code and found.reason) and str(found).isprintable()
    spans = [s.span for s in found.segments]
    edges = [edge for span in spans for edge in span]
    covered = "".join("".join(found.text[a:b] for a, b in spans).split()) == "".join(found.text.split())
    return covered and edges == sorted(edges) and Article.model_validate_json(found.model_dump_json()) == found


def test_nine_thousand_inputs(tmp_path: Path) -> None:
    chance = random.Random(2022)
    for n in range(9000):
        suffix = chance.choice(SUFFIXES[:-1] if n % 9 else SUFFIXES)
        path = tmp_path / f"input{suffix}"
        path.write_bytes(any_bytes(chance))
        for found in acquire(str(path)):
            assert holds(found), path.read_bytes()


def test_a_thousand_texts() -> None:
    chance = random.Random(2023)
    for _ in range(1000):
        text = "".join(chance.choices(PIECES, k=chance.randrange(40)))
        try:
            found: Article | Refused = article(
                text, title=chance.choice(PIECES), published=chance.choice(["", "2022-05-02"])
            )
        except Refused as refused:
            found = refused
        assert holds(found), text


@pytest.mark.parametrize(
    "unit", ["a", "A ", "[a", "“", "By Aa ", "Aa bb cc.\n", "A, ", "Ã", "\u0301a", "(AP) - ", "<p>a", ", left, "]
)
def test_a_megabyte_is_read_whole_in_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit)) + "a"
    started = time.perf_counter()
    found = article(text)
    assert time.perf_counter() - started < 20
    assert found.text == text or found.repaired
    assert found.segments[-1].span[1] == len(found.text)
