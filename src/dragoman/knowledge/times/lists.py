"""The schema of the lists of words that the rules of time expressions use (words.yaml, `lists`)."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.knowledge.lexicon.lists import Lists, Words


class TimeWords(Lists):
    """Words in lower case; the comments of words.yaml say what each list is for."""

    counted: Words
    numbered: Words
    ahead: Words
    ahead_for: Words
    towards: Words
    advance: Words
    appointments: Words
    reporting: Words
    implicative: Words
    persons: Words
    agents: Words
    modals: Words
    past_auxiliaries: Words
    past_helpers: Words
    negations: Words
    time_prepositions: Words
    before_units: Words
    after_units: Words
    before_quarters: Words
    before_hour_units: Words
    after_known_units: Words
    ended: Words
    measuring: Words
    not_someday: Words
    offset_after: Words
    offset_before: Words
    counting_back: Words
    from_publication: Words
    before_hours: Words
    before_parts: Words
    hour_and_day: Words
    ends: Mapping[str, Words]
    until: Words
    since: Words
    needs_article: Words
    not_of_names: Words
    september_11: Words
    marching: Words
    ambiguous_months: Words
    ambiguous_seasons: Words
    before_seasons: Words
    after_seasons: Words
    after_then: Words
    owners: Words
