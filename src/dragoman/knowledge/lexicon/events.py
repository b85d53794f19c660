"""Words by which the attributes of an event are found: its time, its place, who reports it (events.yaml)."""

from __future__ import annotations

from dragoman.knowledge.lexicon.lists import Lists, Words


class EventWords(Lists):
    """Lemmas or words in lower case; the comments of the file say what each list is for."""

    first_person: Words
    announcing: Words
    located: Words
    visited: Words
    staying: Words
    continuing: Words
    relating: Words
    following: Words
    backing: Words
    refusing: Words
    intending: Words
    punished: Words
