"""Tables on a screen: nothing whole is cut, whatever the width."""

from __future__ import annotations

import pytest

from dragoman.cli.render.table import layout

ROW = {
    "day": "2024-05-13",
    "type": "RETREAT",
    "source_name": "the government of Tanzania",
    "target_name": "25 Kenyan drivers",
    "verbal_cooperation": "3",
    "id": "event:bf87608e61cae6e9615f21ee",
    "sentence": "Tanzania released 25 Kenyan drivers on Monday and reopened a border post with Kenya.",
}


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160, 240])
def test_a_table_fits_and_whole_values_stay_whole(width: int) -> None:
    widths, below = layout([ROW, {**ROW, "id": ""}], width)
    assert {*widths, *below} == set(ROW)
    assert sum(widths.values()) + 2 * (len(widths) - 1) <= width
    for name in ("day", "type", "id"):
        assert name in below or widths[name] >= len(ROW[name])
    assert all(widths[n] >= 10 for n in ("source_name", "target_name") if n in widths)


def test_a_wide_screen_shows_all_in_one_line() -> None:
    widths, below = layout([ROW], 300)
    assert below == []
    assert widths["sentence"] == len(ROW["sentence"])
