"""Registers to test: the shipped one, one with a folder on top of it, and one of a folder alone."""

from __future__ import annotations

from dragoman.knowledge import load_knowledge
from dragoman.knowledge.register.files import Files
from dragoman.knowledge.register.loader import Register


def register_of(folder=None, *, alone=False):
    """The register with a folder of files on top of the shipped ones, or of the files of that folder alone."""
    if alone:
        return Register(Files(sorted(folder.rglob("*.yaml"))))
    return load_knowledge(given={"register": folder}).register
