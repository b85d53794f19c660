"""Dragoman as a spaCy component: `nlp.add_pipe("dragoman")` gives every document its record.

spaCy imports this module whenever it lists its factories, so nothing of ours is loaded before the first document.
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
    """Reads `doc.text` with a coder of its own, whatever pipeline it stands in.

    `doc._.dragoman` is the `Record`, or the `Refused` that says why there is none, and None before the component
    ran. It is kept as JSON in `doc.user_data`, so documents can be stored and sent between processes. The
    publication date, an ISO date, is taken from `doc.user_data["published"]`.
    """

    def __init__(self, model: str | None, knowledge: str | None, register: str | None, codebook: str | None) -> None:
        self.model, self.knowledge, self.register, self.codebook = model, knowledge, register, codebook

    def __call__(self, doc: Doc) -> Doc:
        """Read one document; offsets of the record count in `doc.text`."""
        published = doc.user_data.get("published")
        given = {"text": doc.text} | ({"published": published} if published else {})
        read = next(self._coder.pipe([given]))
        told = [read.source, read.code, read.reason] if isinstance(read, Refused) else read.to_json()
        doc.user_data[KEY] = told
        return doc

    @cached_property
    def _coder(self) -> Coder:
        from dragoman.pipeline import Coder

        return Coder(self.model, knowledge=self.knowledge, register=self.register, codebook=self.codebook)


@Language.factory("dragoman", default_config={"model": None, "knowledge": None, "register": None, "codebook": None})
def make(
    nlp: Language, name: str, model: str | None, knowledge: str | None, register: str | None, codebook: str | None
) -> Component:
    """The factory that spaCy calls; its settings are those of `dragoman.load`."""
    if not Doc.has_extension(KEY):
        Doc.set_extension(KEY, getter=_record)
    return Component(model, knowledge, register, codebook)


def _record(doc: Doc) -> Record | Refused | None:
    from dragoman.model import Record

    kept = doc.user_data.get(KEY)
    return Record.from_json(kept) if isinstance(kept, str) else Refused(*kept) if kept else None
