"""Role words: titles, collectives and bodies ("president", "police", "ministry"), with what each says of an actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.knowledge.register.entry import Role
from dragoman.knowledge.register.files import Row
from dragoman.knowledge.register.phrases import Phrases, tokens_of

_LINKS = ("of", "for", "to", "at", "in", "on")
_ENDINGS = (("woman", "women"), ("man", "men"), ("person", "people"))


def roles_of(rows: Iterable[Row]) -> Phrases[Role]:
    """The role phrases of section `roles`, in lower case, singular and plural; a later row overrides an earlier one."""
    return Phrases(pair for row in rows for words in row["words"] for pair in _pairs(row, words))


def _pairs(row: Row, words: str) -> Iterator[tuple[tuple[str, ...], Role]]:
    role, sector, kind = row.get("role"), row["sector"], row.get("kind", "person")
    many = kind == "collective"
    yield tokens_of(words), Role(words, role, sector, kind, plural=many)
    if row.get("plural") != "false" and not many:
        yield tokens_of(plural(words)), Role(words, role, sector, kind, plural=True)


def plural(words: str) -> str:
    """The plural of a noun phrase: "ministers of defence", "policemen", "lawmakers"."""
    before, head, after = words, "", ""
    for link in _LINKS:
        start, found, rest = words.partition(f" {link} ")
        if found and len(start) < len(before):
            before, after = start, f" {link} {rest}"
    lead, _, head = before.rpartition(" ")
    return f"{lead} {_noun(head)}{after}".strip()


def _noun(noun: str) -> str:
    for ending, many in _ENDINGS:
        if noun.endswith(ending):
            return noun.removesuffix(ending) + many
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
