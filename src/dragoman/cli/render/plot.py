"""Plots of a dyad's relations over time: bars in the terminal, or a chart as SVG, PNG or self-contained HTML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from dragoman.errors import DragomanError
from dragoman.files import write_whole

HALF, NARROW, BESIDE = 24, 6, 48  # columns: longest and shortest full bar, and what is beside two of them
COOPERATION, CONFLICT = "#1b7f79", "#b3402a"


def show(rows: list[dict[str, Any]], title: str) -> None:
    """Print bars of conflict to the left and cooperation to the right, and net cooperation with its interval.

    Args:
        rows: one row a period, as `series.dyad` gives them.
        title: what the plot is of.
    """
    console = Console()
    if not rows:
        console.print(f"{title}: no events")
        return
    most = max(max(_good(r), _bad(r)) for r in rows) or 1
    half = max(NARROW, min(HALF, (console.width - BESIDE) // 2))
    console.print(Text(f"{title}: conflict ◀ events ▶ cooperation; net with 95 % interval", style="bold"))
    for row in rows:
        left, right = round(_bad(row) / most * half), round(_good(row) / most * half)
        line = Text(f"{row['period']} ")
        line.append(f"{_bad(row):>4} ").append(" " * (half - left)).append("█" * left, style="red").append("│")
        line.append("█" * right, style="green").append(" " * (half - right)).append(f" {_good(row):<4}")
        line.append(f" net {row['net']:+.1f} [{row['low']:+.1f}, {row['high']:+.1f}]")
        console.print(line, overflow="ignore", no_wrap=True, crop=False)


def draw(rows: list[dict[str, Any]], title: str, path: Path) -> None:
    """Write the chart as the ending of `path` says; raises `DragomanError` unless that is .svg, .png or .html."""
    import vl_convert  # takes a second to load, and most commands draw nothing

    spec = json.dumps(chart(rows, title))
    ending = path.suffix.lower()
    if ending == ".svg":
        data: bytes = vl_convert.vegalite_to_svg(spec).encode()
    elif ending == ".png":
        data = vl_convert.vegalite_to_png(spec, scale=2)
    elif ending == ".html":
        data = vl_convert.vegalite_to_html(spec, bundle=True).encode()
    else:
        raise DragomanError(f"{path}: a plot ends in .svg, .png or .html")
    write_whole(path, lambda part: part.write_bytes(data))


def chart(rows: list[dict[str, Any]], title: str) -> dict[str, Any]:
    """The Vega-Lite specification of the chart: counts as bars, net cooperation as a line in its 95 % interval."""
    values = [{**r, "cooperation": _good(r), "conflict": -_bad(r)} for r in rows]
    x = {"field": "period", "type": "temporal", "title": None}
    bars = [
        {
            "mark": {"type": "bar", "color": color, "opacity": 0.75},
            "encoding": {
                "x": x,
                "y": {"field": f, "type": "quantitative", "title": "events: cooperation above, conflict below"},
            },
        }
        for f, color in (("cooperation", COOPERATION), ("conflict", CONFLICT))
    ]
    band = {
        "mark": {"type": "errorband", "opacity": 0.25},
        "encoding": {
            "x": x,
            "y": {"field": "low", "type": "quantitative", "title": "net cooperation, 95 % interval"},
            "y2": {"field": "high"},
        },
    }
    net = {"mark": {"type": "line", "point": True}, "encoding": {"x": x, "y": {"field": "net", "type": "quantitative"}}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": title,
        "data": {"values": values},
        "vconcat": [{"width": 640, "height": 200, "layer": bars}, {"width": 640, "height": 160, "layer": [band, net]}],
    }


def _good(row: dict[str, Any]) -> int:
    return int(row["verbal_cooperation"] + row["material_cooperation"])


def _bad(row: dict[str, Any]) -> int:
    return int(row["verbal_conflict"] + row["material_conflict"])
