"""The codebook as Markdown tables for docs/codebook.md, so that the page always agrees with the YAML."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.knowledge.codebook.codebook import Codebook, EventType

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def tables(codebook: Codebook) -> str:
    """The codebook as Markdown: a section for each type with its modes, then the contexts."""
    return "\n".join(
        (*(line for name in codebook.types for line in _type(name, codebook.types[name])), *_contexts(codebook))
    )


def _type(name: str, entry: EventType) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"{entry.definition}\n"
    sides = "both sides alike" if entry.symmetric else "source acts, target is acted on"
    codes = f"Quad {entry.quad} ({QUADS[entry.quad]}), score {entry.score:g}, CAMEO {entry.cameo}"
    yield f"{codes}, {sides}; planned: {entry.planned}.\n"
    if entry.modes:
        yield "| mode | meaning | score | CAMEO |\n|---|---|---|---|"
        for mode, row in entry.modes.items():
            yield f"| `{mode}` | {row.definition} | {row.score:g} | {row.cameo} |"
        yield ""


def _contexts(codebook: Codebook) -> Iterator[str]:
    yield "### Contexts\n"
    yield "| context | meaning |\n|---|---|"
    yield from (f"| `{name}` | {meaning} |" for name, meaning in codebook.contexts.items())
    yield ""
