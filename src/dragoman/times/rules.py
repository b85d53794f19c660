"""The functions that the rules of the grammar name: those that resolve a match, and guards that may refuse it."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.knowledge import Knowledge
from dragoman.knowledge.times.grammar import grammar_of
from dragoman.times import business, clock, counting, days, durations, guards, months, relative, sets
from dragoman.times.context import Context
from dragoman.times.matching import RuleMatch
from dragoman.times.meaning import Meaning

#: A function that says whether a match is a time expression, and one that gives its meaning.
Guard = Callable[[RuleMatch, Context], bool]
Reader = Callable[[RuleMatch, Context], Meaning | list[Meaning] | None]

#: The functions that a rule of the grammar may name as its guard.
GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        guards.day_number, guards.month_name, guards.weekday_name, guards.deictic, guards.relative_name,
        guards.quarter_number, guards.season_name, guards.year_number, guards.decade, guards.the_part, guards.clock,
        guards.frequency, guards.present, guards.then, guards.future, guards.the_past, guards.current,
        counting.duration, counting.one_unit, counting.half_unit, counting.a_unit, counting.bare_units,
        counting.relative_units,
        counting.known_unit, counting.known_period, counting.ordinal_day, counting.edge_of_unit, counting.year_end,
    )
}  # fmt: skip

#: The functions that a rule of the grammar may name as what it means.
MEANS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        days.iso, days.numeric, days.named, days.day, days.days, days.weekday, days.deictic, days.around, days.holiday,
        months.month, months.months, months.quarter, months.half, months.season, months.year, months.years,
        months.decade, months.century, relative.relative_unit, relative.year_end, relative.week_of,
        relative.part_of_day, relative.ordinal_day, relative.vague, relative.around_event, business.known_unit,
        business.year_ago, durations.duration, durations.a_unit, durations.relative_duration, durations.recent,
        sets.each, sets.frequency, sets.rate, clock.clock,
    )
}  # fmt: skip


def check_rules(knowledge: Knowledge) -> None:
    """Does each rule of the grammar of time name functions that are there?

    Raises `BadKnowledge` with the file, the line and the nearest name for one that does not.
    """
    grammar_of(knowledge.sources, knowledge.time_lexicon, MEANS, GUARDS)
