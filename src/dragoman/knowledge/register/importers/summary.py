"""The result of an import into register files: its counts, and the YAML it writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Summary:
    """Counts of an import: rows written to the folder `out`, and rows skipped, by reason."""

    out: Path
    persons: int = 0
    actors: int = 0
    offices: int = 0
    terms: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        """Count one row that was left out."""
        self.skipped[why] = self.skipped.get(why, 0) + 1


def write_section(path: Path, source: str, section: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one section of the register's YAML, one row a line, and return the number of rows.

    A row is written as JSON, which YAML 1.2 contains; text is not escaped to ASCII, which would split characters.

    Args:
        path: the file.
        source: where the rows are from, for the file's comment.
        section: the section's name.
        rows: the rows; each is written as it comes.
    """
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f"# Imported from {json.dumps(source, ensure_ascii=False)}\n{section}:\n")
        for row in rows:
            file.write(f"  - {json.dumps(row, ensure_ascii=False)}\n")
            count += 1
        if not count:
            file.write("  []\n")
    return count
