"""Importers: other people's actor data to a folder that `--register` lays over the shipped register."""

from __future__ import annotations

from dragoman.knowledge.register.importers.petrarch import import_petrarch
from dragoman.knowledge.register.importers.summary import Summary
from dragoman.knowledge.register.importers.wikidata import import_wikidata

__all__ = ["Summary", "import_petrarch", "import_wikidata"]
