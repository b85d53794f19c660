"""Keeping a user's knowledge with an archive: refused where stored rows have types or modes that it lacks."""

from __future__ import annotations

from dragoman.archive.storage.store import Store
from dragoman.coder.detect.encoder import Encoder
from dragoman.errors import DragomanError
from dragoman.knowledge import Knowledge
from dragoman.knowledge.codebook.codebook import Codebook

#: The types, and the modes with their types, that occur in reports and (types) in corrections.
TYPES_IN_ROWS = """
SELECT DISTINCT type, NULL AS mode FROM reports UNION SELECT DISTINCT type, unnest(mode) FROM reports
UNION SELECT DISTINCT value, NULL FROM corrections WHERE field = 'type'
ORDER BY ALL
"""


def keep(store: Store, given: Knowledge) -> str | None:
    """Keep a user's own knowledge files with an archive, which uses them from now on.

    Args:
        store: the archive, open for writing.
        given: the knowledge; it is checked as a whole first.

    Returns a message for the user where it replaces other knowledge; None where this one is kept already or the archive
    is new.
    Raises `BadKnowledge` for a file that breaks its schema, and `DragomanError` where rows have a type or mode that the
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
    new = "the knowledge given is" if given.digest else "the shipped knowledge is"
    old = "the one kept before" if before is None or before.digest else "the shipped one"
    return f"{store.place}: {new} kept with this archive from now on, in place of {old}"


def _before(store: Store) -> Knowledge | None:
    """The knowledge of an archive; None where its copy is missing or damaged, so that the user can give it again."""
    try:
        return store.knowledge
    except DragomanError:
        return None


def lacking(store: Store, old: Codebook | None, new: Codebook) -> list[str]:
    """The types and modes in an archive's rows that the old codebook has and the new one lacks, in words.

    Args:
        store: the archive.
        old: the codebook it was coded with; where None, all types that the new one lacks are given, and no modes.
        new: the codebook that is to replace it.
    """
    with store.connection(["reports", "corrections"]) as connection:
        rows = connection.execute(TYPES_IN_ROWS).fetchall()
    types = sorted({kind for kind, _ in rows if kind not in new.types and (old is None or kind in old.types)})
    modes = sorted(
        f"the mode {mode} of {kind}"
        for kind, mode in rows
        if old is not None and mode in old.modes.get(kind, ()) and mode not in new.modes.get(kind, (mode,))
    )
    return [*(f"the type {kind}" for kind in types), *modes]
