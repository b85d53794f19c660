"""What an option has to be like; an option that is not says what is expected."""

from __future__ import annotations

from typing import Any

import click

EXAMPLE = "as 2024-03-05, 2024-03 or 2024"


def since(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The first day of a day, month or year."""
    return _day(option, value, 0)


def until(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The last day of a day, month or year."""
    return _day(option, value, 1)


def country(_: click.Context, option: click.Parameter, value: Any) -> Any:
    """One country code, or several."""
    for code in (value,) if isinstance(value, str) else value or ():
        if len(code) != 3:
            raise _wrong(
                option, code, "a code of three letters is expected, as KEN; dragoman actors find NAME tells it"
            )
    return value


def known(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A type, mode, context or modality of the codebook."""
    from dragoman.archive.corrections import MODALITIES
    from dragoman.knowledge.shim import load_codebook

    if value is None:
        return None
    book = load_codebook()
    names: dict[str | None, list[str]] = {
        "type": [*book.types],
        "mode": sorted({m for kind in book.types.values() for m in kind.modes}),
        "context": [*book.contexts],
        "modality": [*MODALITIES],
    }
    told = value.upper() if option.name == "type" else value.lower()
    if told not in names[option.name]:
        raise _wrong(option, value, f"one of {', '.join(names[option.name])} is expected")
    return told


def _day(option: click.Parameter, value: str | None, end: int) -> str | None:
    from dragoman.edtf import interval

    if value is None:
        return None
    days = interval(value)
    if days is None:
        raise _wrong(option, value, f"a date is expected, {EXAMPLE}")
    return days[end].isoformat()


def _wrong(option: click.Parameter, value: str, expected: str) -> Exception:
    from dragoman.errors import DragomanError

    named = f"--{option.name} " if isinstance(option, click.Option) else ""
    return DragomanError(f"{named}{value}: {expected}")
