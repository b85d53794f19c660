"""A record as HTML: a fragment for notebooks, or a self-contained page for a browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from html import escape
from pathlib import Path

from dragoman.cli.render.account import EVENT_HEADS, QUOTE_HEADS, event_rows, origin, quote_rows, reasons
from dragoman.cli.render.marks import ACTOR, EVENT, QUOTE, Run, runs
from dragoman.cli.render.visible import visible
from dragoman.model import Record

STYLE = Path(__file__).with_name("page.css")
LEGEND = ((ACTOR, "actor"), (EVENT, "words of an event, with its number"), (QUOTE, "quote"))


def page(record: Record, *, explain: bool = False) -> str:
    """A complete HTML page, light or dark as the reader's system; `explain` adds the explanation of each event."""
    title = _safe(record.article.title or "A record of Dragoman")
    return (
        f'<!doctype html>\n<html lang="{_safe(record.article.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n</head>\n<body style="margin: 0">\n'
        f"{fragment(record, explain=explain)}\n</body>\n</html>\n"
    )


def fragment(record: Record, *, explain: bool = False) -> str:
    """The record as one HTML element with its own style, to embed in another page."""
    parts = [
        f"<style>{STYLE.read_text('utf-8')}</style>",
        f"<h1>{_safe(record.article.title or 'Untitled')}</h1>",
        f"<p class='from'>{_safe(origin(record.article))}</p>",
        f"<p class='legend'>Marked: {', '.join(f'<mark class={kind}>{word}</mark>' for kind, word in LEGEND)}</p>",
        f"<article>{''.join(map(_run, runs(record)))}</article>",
        _table("Events", EVENT_HEADS, (astuple(row) for row in event_rows(record))),
        *(_why(record) if explain else ()),
        _table("Quotes", QUOTE_HEADS, (astuple(row) for row in quote_rows(record))),
    ]
    return f'<main class="dragoman">{"".join(parts)}</main>'


def _run(run: Run) -> str:
    kinds = list(dict.fromkeys(mark.kind for mark in run.marks if mark.kind != "prose"))
    if not kinds:
        return _safe(run.text)
    said = [f"{kind}: {run.label(kind)}" for kind in (ACTOR, EVENT, QUOTE) if run.label(kind)]
    title = f' title="{_safe("; ".join(said))}"' if said else ""
    tag = "mark" if said else "span"
    numbers = "".join(f"<sup>{_safe(m.label)}</sup>" for m in run.closes if m.kind == EVENT)
    return f'<{tag} class="{" ".join(kinds)}"{title}>{_safe(run.text)}{numbers}</{tag}>'


def _table(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{_safe(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    if not body:
        return f"<h2>{name}</h2><p>None.</p>"
    head = "".join(f'<th scope="col">{_safe(h)}</th>' for h in heads)
    return (
        f'<h2>{name}</h2><div class="scroll" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="{name.lower()}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _why(record: Record) -> Iterable[str]:
    for row, event in zip(event_rows(record), record.events, strict=True):
        said = "".join(f"<dt>{_safe(term)}</dt><dd>{_safe(account)}</dd>" for term, account in reasons(event))
        yield f"<details><summary>{row.number}. {_safe(row.what)}</summary><dl>{said}</dl></details>"


def _safe(text: str) -> str:
    """Text escaped for HTML, with control characters made visible."""
    return escape(visible(text), quote=True)
