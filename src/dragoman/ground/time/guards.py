"""What looks like a time and is none: Theresa May, a march, 2003 people, Flight 1990, a quarter of the population."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.ground.time.grammar import Found
from dragoman.ground.time.lexemes import Lexeme
from dragoman.ground.time.context import Context

PREPOSITIONS = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "of",
        "from",
        "before",
        "after",
        "during",
        "for",
        "through",
        "throughout",
        "between",
        "to",
        "into",
        "over",
        "as",
        "and",
        "or",
        "than",
        "around",
        "about",
        "the",
        "this",
        "late",
        "early",
        "mid",
    ]
)
EARLIEST, LATEST = 1900, 2100


def day_number(found: Found, ctx: Context) -> bool:
    """A number after a month is its day unless it counts what follows ("in March 10 people")."""
    day = found.get("day")
    if day is not None and not day.text[0].isdigit():
        return False
    if found.get("y") or day is None:
        return True
    return not (ctx.after(found) in ctx.lexicon.lists["counted"] or _kind_after(found, ctx) in {"units", "unit"})


def month_name(found: Found, ctx: Context) -> bool:
    """A month, and not a person, a verb or the first part of a name."""
    lexeme = found.get("mo") or found.get("month")
    if lexeme is None:
        return False
    token = ctx.token(lexeme)
    if found.get("day") or found.get("nth") or found.get("ordn"):
        return True
    if token.tag_ in {"MD", "VB", "VBP"} or token.ent_type_ == "PERSON":
        return False
    named_before = token.i > 0 and token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).ent_type_ not in {"DATE", "GPE"}
    if lexeme.lower == "march" and ctx.after(found) in {"for", "of", "on", "against", "to", "through"}:
        return ctx.before(found) in PREPOSITIONS - {"the"}
    named_after = token.i + 1 < len(token.doc) and token.nbor(1).ent_type_ == "PERSON" and token.ent_type_ != "DATE"
    return lexeme.lower not in {"may", "march", "april", "june", "august"} or not (named_before or named_after)


def weekday_name(found: Found, ctx: Context) -> bool:
    """A day of the week, and not a person's name."""
    lexeme = found.get("weekday")
    return lexeme is not None and ctx.token(lexeme).ent_type_ not in {"PERSON", "WORK_OF_ART"}


def relative_name(found: Found, ctx: Context) -> bool:
    """ "Last", "this", "following" as adjectives: not "said that Monday", not "following Friday's attack"."""
    relative = found.get("relative")
    if relative is None:
        return True
    last = ctx.lexemes[found.last]
    if last.kind in {"unit", "year"} and not last.text.islower() and not ctx.title and not last.text.isupper():
        return False
    if relative.lower in {"following", "same", "previous", "preceding", "prior", "subsequent", "ensuing"}:
        return found.get("the") is not None or relative.lower in {"previous", "prior", "preceding"}
    if found.get("weekday") or found.get("month"):
        return relative.lower not in {"that", "present", "current", "latest", "most recent"}
    return relative.lower != "that" or ctx.token(relative).dep_ in {
        "det",
        "advmod",
        "nsubj",
        "dobj",
        "pobj",
        "npadvmod",
    }


def relative_units(found: Found, ctx: Context) -> bool:
    """ "Coming weeks", "past years": not "this years", not "that days"."""
    relative = found.get("relative")
    return relative is not None and relative.value in {"next", "last", "following"} and relative.lower != "following"


def quarter_number(found: Found, ctx: Context) -> bool:
    """Q3 of a year's business, not of a product."""
    return bool(found.get("y")) or (ctx.before(found) in PREPOSITIONS and _noun_follows(found, ctx) != "PROPN")


def season_name(found: Found, ctx: Context) -> bool:
    """A season, and not a fall of something, a spring of water, the Winter Olympics."""
    word = found.get("season")
    if word is None:
        return False
    if found.get("y"):
        return True
    token = ctx.token(word)
    if token.pos_ not in {"NOUN", "PROPN"} or _capital_after(found, ctx):
        return False
    if found.get("relative") or found.get("early"):
        return True
    if word.lower in {"fall", "spring"}:
        usual = ctx.before(found) in {"in", "by", "until", "since", "during", "over"}
        return usual and ctx.after(found) not in {"of", "in", "from"}
    return ctx.before(found) in PREPOSITIONS or (bool(found.get("the")) and ctx.after(found) != "of")


def year_number(found: Found, ctx: Context) -> bool:
    """A four-figure number that is a year: none that counts, numbers or measures something."""
    year = found.get("y") or found.get("from")
    if year is None or isinstance(year.value, str):
        return False
    if found.get("the") or found.get("year"):
        return True
    before, after = ctx.before(found), ctx.after(found)
    if _kind_after(found, ctx) in {"units", "unit", "frac"} or after in ctx.lexicon.lists["counted"]:
        return False
    if _kind_before(found, ctx) == "named" or before in ctx.lexicon.lists["numbered"]:
        return False
    if EARLIEST <= year.value <= LATEST:
        return True
    return year.value < EARLIEST and before in {
        "in",
        "since",
        "of",
        "by",
        "until",
        "from",
        "before",
        "after",
        "between",
    }


def edge_of_unit(found: Found, ctx: Context) -> bool:
    """The end of the month, of the week: not of the hour."""
    unit = found.get("unit")
    return unit is None or unit.value in {"W", "M", "E"}


def year_end(found: Found, ctx: Context) -> bool:
    """Year-end, year's end."""
    edge = found.get("edge")
    return edge is not None and edge.value in {"END", "START"}


def the_part(found: Found, ctx: Context) -> bool:
    """In the morning, during the night."""
    return ctx.before(found) in {"in", "during", "through", "throughout", "by", "into", "of"}


def known_unit(found: Found, ctx: Context) -> bool:
    """The quarter and the year of a report: no fraction, no compound ("the year-old war")."""
    unit = found.get("unit")
    if unit is not None and (unit.value not in {"W", "M"} or ctx.after(found) in {"of", "after", "before"}):
        return False
    return ctx.after(found) not in {"-", "of"} or bool(found.get("year") and ctx.after(found) == "of")


def known_period(found: Found, ctx: Context) -> bool:
    """The 1988 period, the latest period."""
    relative = found.get("relative")
    return relative is None or relative.value == "latest"


def ordinal_day(found: Found, ctx: Context) -> bool:
    """The second day; not the first year of school."""
    unit = found.get("unit")
    return unit is not None and unit.value == "D"


def duration(found: Found, ctx: Context) -> bool:
    """A number of units: not three quarters of something."""
    units = found.get("units")
    return units is not None and not (units.value == "Q" and ctx.after(found) == "of") and ctx.after(found) != "old"


def one_unit(found: Found, ctx: Context) -> bool:
    """Six-day, two day, one year: no "1990 quarter"."""
    amount, unit = found.get("amount"), found.get("one")
    if unit is None or (amount is not None and amount.kind == "yr"):
        return False
    if found.get("dash"):
        return True
    alone = amount is not None and amount.value == 1
    return unit.kind != "quarter" and (alone or _noun_follows(found, ctx) != "")


def half_unit(found: Found, ctx: Context) -> bool:
    """Half a century, half an hour, half-year."""
    unit = found.get("one")
    return unit is not None and unit.kind != "quarter"


def decade(found: Found, ctx: Context) -> bool:
    """The 1990s: not "in his 30s"."""
    word = found.get("decade")
    short = word is not None and word.text[0].isdigit() and not word.text[:4].isdigit()
    return ctx.before(found) not in {"his", "her", "their", "my", "your", "its"} and not (
        short and not found.get("the")
    )


def deictic(found: Found, ctx: Context) -> bool:
    """Today, and not the name of a paper or a broadcast."""
    word = found.get("deictic")
    if word is None or word.text.islower() or ctx.title:
        return True
    token = ctx.token(word)
    return bool(token.is_sent_start) or not (token.i and token.nbor(-1).pos_ == "PROPN")


def a_unit(found: Found, ctx: Context) -> bool:
    """A year, a month ago: not a quarter of something."""
    unit = found.get("one")
    return unit is not None and (unit.kind != "quarter" or bool(found.get("shift"))) and ctx.after(found) != "-"


def age(found: Found, ctx: Context) -> bool:
    """A 36-year-old."""
    return True


BEFORE_UNITS = frozenset(
    [
        "for",
        "in",
        "within",
        "after",
        "over",
        "through",
        "of",
        "by",
        "these",
        "those",
        "many",
        "only",
        "despite",
        "since",
        "few",
        "matter",
    ]
)
AFTER_UNITS = frozenset(
    [
        "after",
        "before",
        "of",
        "ago",
        "later",
        "earlier",
        "ahead",
        "since",
        "following",
        "that",
        "leading",
        "to",
        "when",
        "if",
        "and",
        "or",
        "into",
        "prior",
        "in",
    ]
)


def bare_units(found: Found, ctx: Context) -> bool:
    """For years, weeks after, in the days before: units that are counted by nothing."""
    if found.get("dash") or found.get("shift"):
        return True
    units = found.get("units")
    before = ctx.before(found, 2) if ctx.before(found) in {"the", "recent"} else ctx.before(found)
    if units is not None and units.value == "Q":
        return before in {"for", "within", "over"}
    if units is not None and units.value in {"TM", "TS", "TH"}:
        return ctx.after(found) in {"after", "before", "ago", "later", "earlier"} or before in {"for", "within"}
    return before in BEFORE_UNITS - {"of"} or ctx.after(found) in {"after", "before", "ago", "later", "of", "ahead"}


def frequency(found: Found, ctx: Context) -> bool:
    """Daily, and not a newspaper of that name; longer ones as adverbs only ("a quarterly report" is no time)."""
    token, value = ctx.token(found.parts["freq"]), str(found.parts["freq"].value)
    if value[-1] in "MQY" and token.pos_ == "ADJ":
        return False
    return token.text.islower() or bool(token.is_sent_start)


def clock(found: Found, ctx: Context) -> bool:
    """10:35, and not a score or a verse."""
    marked = found.get("ampm") or found.get("tz") or found.get("approx")
    return bool(marked) or ctx.before(found) in {
        "at",
        "by",
        "until",
        "from",
        "since",
        "before",
        "after",
        "between",
        "and",
        "to",
    }


def present(found: Found, ctx: Context) -> bool:
    """Now as a time: not "now-defunct"."""
    return ctx.after(found) != "-"


def future(found: Found, ctx: Context) -> bool:
    """The future, the near term: not "future" before a noun."""
    return found.get("the") is not None


def the_past(found: Found, ctx: Context) -> bool:
    """The past as a noun."""
    last = ctx.lexemes[found.last]
    return (
        last.lower.endswith("past")
        and _noun_follows(found, ctx) == ""
        and _kind_after(found, ctx) not in {"day", "num", "yr", "quant"}
    )


def current(found: Found, ctx: Context) -> bool:
    """Current as an adjective."""
    return ctx.lexemes[found.first].lower == "current" and ctx.token(ctx.lexemes[found.first]).tag_ == "JJ"


def _after(found: Found, ctx: Context) -> Lexeme | None:
    return ctx.lexemes[found.last + 1] if found.last + 1 < len(ctx.lexemes) else None


def _kind_after(found: Found, ctx: Context) -> str:
    lexeme = _after(found, ctx)
    return lexeme.kind if lexeme else ""


def _kind_before(found: Found, ctx: Context) -> str:
    return ctx.lexemes[found.first - 1].kind if found.first else ""


def _capital_after(found: Found, ctx: Context) -> bool:
    lexeme = _after(found, ctx)
    return lexeme is not None and lexeme.text[0].isupper() and lexeme.text.isalpha()


def _noun_follows(found: Found, ctx: Context) -> str:
    lexeme = _after(found, ctx)
    if lexeme is None or not lexeme.text[0].isalpha():
        return ""
    pos = str(ctx.token(lexeme).pos_)
    return pos if pos in {"NOUN", "PROPN", "ADJ"} else ""


GUARDS: dict[str, Callable[[Found, Context], bool]] = {
    guard.__name__: guard
    for guard in (
        day_number, month_name, weekday_name, relative_name, relative_units, quarter_number, season_name, year_number,
        edge_of_unit, year_end, decade, deictic, the_part, known_unit, known_period, ordinal_day, duration, one_unit, half_unit, a_unit,
        age, bare_units, frequency, clock, present, future, the_past, current,
    )
}  # fmt: skip
