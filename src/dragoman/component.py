"""Dragoman as a spaCy pipeline component: after `nlp.add_pipe("dragoman")` every `doc._.dragoman` is its record.

spaCy imports this module whenever it lists its factories, so Dragoman itself is loaded only with the first document.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import Refused

if TYPE_CHECKING:
    from dragoman.model import Record
    from dragoman.pipeline import Coder

KEY = "dragoman"


class Component:
    """Reads `doc.text` with its own `Coder`; it does not use the annotations of the pipeline it stands in.

    `doc._.dragoman` is the `Record`, a `Refused` with the reason where the text cannot be read, or None before the
    component has run. It is kept as JSON in `doc.user_data`, so that documents can be stored and sent between
    processes. The publication date is taken from `doc.user_data["published"]`, an ISO date.

    Args:
        model: a spaCy model by name or path, for parsing.
        knowledge: a folder of your own knowledge files.
        register: a folder of your own actors.
        codebook: your own codebook file.
    """

    def __init__(self, model: str | None, knowledge: str | None, register: str | None, codebook: str | None) -> None:
        self.model, self.knowledge, self.register, self.codebook = model, knowledge, register, codebook

    def __call__(self, doc: Doc) -> Doc:
        """Read one document and return it; offsets of its record count in `doc.text`."""
        published = doc.user_data.get("published")
        given = {"text": doc.text} | ({"published": published} if published else {})
        read = next(self._coder.pipe([given]))
        kept = [read.source, read.code, read.reason] if isinstance(read, Refused) else read.to_json()
        doc.user_data[KEY] = kept
        return doc

    @cached_property
    def _coder(self) -> Coder:
        from dragoman.pipeline import Coder

        return Coder(self.model, knowledge=self.knowledge, register=self.register, codebook=self.codebook)


@Language.factory("dragoman", default_config={"model": None, "knowledge": None, "register": None, "codebook": None})
def make(
    nlp: Language, name: str, model: str | None, knowledge: str | None, register: str | None, codebook: str | None
) -> Component:
    """The factory that spaCy calls; the settings after `nlp` and `name` are those of `dragoman.load`."""
    if not Doc.has_extension(KEY):
        Doc.set_extension(KEY, getter=_record)
    return Component(model, knowledge, register, codebook)


def _record(doc: Doc) -> Record | Refused | None:
    from dragoman.model import Record

    kept = doc.user_data.get(KEY)
    return Record.from_json(kept) if isinstance(kept, str) else Refused(*kept) if kept else None
