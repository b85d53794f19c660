"""Expands folders and glob patterns to the files in them, in the order of their names."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.acquire.url import is_url

ENDINGS = re.compile(r"\.(txt|html?|xhtml|jsonl?|ndjson|csv|tsv|warc|xml|rss|atom)(\.(gz|zst))?$|\.parquet$", re.I)


def spread(names: Iterable[str]) -> Iterator[str]:
    """Yield every input of some names: of a folder all files of a readable format, of a glob pattern what it matches.

    Hidden files are left out. A name that is neither, or a pattern without a match, is yielded as it is: reading it
    then reports what is wrong.
    """
    for name in names:
        if name == "-" or is_url(name) or Path(name).is_file():
            yield name
        elif Path(name).is_dir():
            yield from _folder(Path(name))
        else:
            yield from sorted(p for p in glob.glob(name, recursive=True) if Path(p).is_file()) or [name]


def _folder(folder: Path) -> Iterator[str]:
    hidden = (p for p in folder.rglob("*") if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    yield from sorted(str(p) for p in hidden if p.is_file() and ENDINGS.search(p.name))
