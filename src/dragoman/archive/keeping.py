"""Keeping a user's knowledge with an archive, in place of what was kept before: never against the rows it has."""

from __future__ import annotations

from dragoman.archive.storage.store import Store
from dragoman.coder.detect.encoder import Encoder
from dragoman.errors import DragomanError
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook.codebook import Codebook

#: Types, and modes with their types, that rows hold, also where somebody put them in.
TYPES_IN_ROWS = """
SELECT DISTINCT type, NULL AS mode FROM reports UNION SELECT DISTINCT type, unnest(mode) FROM reports
UNION SELECT DISTINCT value, NULL FROM corrections WHERE field = 'type'
ORDER BY ALL
"""


def keep(store: Store, given: Knowledge) -> str | None:
    """Keep the user's own files with an archive; from now on it is read with them.

    Args:
        store: the archive, open for writing.
        given: the knowledge, the whole of which is read first, so that none that breaks its schema is kept.

    Returns what to tell the user: that another one was kept before, or rows were read with another one; None where
    this one is kept already or the archive is new.
    Raises `BadKnowledge` for what breaks its schema, and `DragomanError` where rows hold a type or mode that the
    archive's knowledge has and this one lacks: they could be neither shown nor exported.
    """
    before = _before(store)
    if before is not None and given.digest == before.digest:
        return None
    given.check()
    Encoder(given.codebook.modes, given.weights)
    with store.connection(["articles"]) as connection:
        found = connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None
    if found and (lost := lacking(store, before.codebook if before else None, given.codebook)):
        raise DragomanError(
            f"{store.place}: its events hold {', '.join(lost)}, which the knowledge given lacks; add it to the codebook"
            " (codebook/plover.add.yaml in the folder given with --knowledge), or read into a new archive"
        )
    store.keep(given)
    if not found and before is not None and before.digest is None:
        return None
    told = "the knowledge given is" if given.digest else "the shipped knowledge is"
    old = "the one kept before" if before is None or before.digest else "the shipped one"
    return f"{store.place}: {told} kept with this archive from now on, in place of {old}"


def _before(store: Store) -> Knowledge | None:
    """The knowledge of an archive; None where its copy is gone or spoilt, so that it can be given once more."""
    try:
        return store.knowledge
    except DragomanError:
        return None


def lacking(store: Store, old: Codebook | None, new: Codebook) -> list[str]:
    """The types and modes that an archive's rows hold, that the old codebook has and the new one lacks.

    Without the old one, all types that the new one lacks: its modes are not known then.
    """
    with store.connection(["reports", "corrections"]) as connection:
        held = connection.execute(TYPES_IN_ROWS).fetchall()
    types = sorted({kind for kind, _ in held if kind not in new.types and (old is None or kind in old.types)})
    modes = sorted(
        f"the mode {mode} of {kind}"
        for kind, mode in held
        if old is not None and mode in old.modes.get(kind, ()) and mode not in new.modes.get(kind, (mode,))
    )
    return [*(f"the type {kind}" for kind in types), *modes]
