"""What looks like the name of a time and is none: Theresa May, a march, 2003 people, Flight 1990, VOA Today."""

from __future__ import annotations

from dragoman.knowledge.times.grammar import Found
from dragoman.times.context import Context

EARLIEST, LATEST = 1900, 2100
NOT_A_DAY = frozenset({"PERSON", "WORK_OF_ART"})
NEEDS_ARTICLE = frozenset({"following", "same", "subsequent", "ensuing"})
NOT_OF_NAMES = frozenset({"that", "present", "current", "latest", "most recent"})
NAMED_AROUND = frozenset({"DATE", "GPE"})


def day_number(found: Found, ctx: Context) -> bool:
    """A number after a month is its day unless it counts what follows ("in March 10 people")."""
    day = found.get("day")
    if day is None:
        return True
    counts = ctx.among(ctx.after(found), "counted") or kind_after(found, ctx) in {"units", "unit"}
    return day.text[0].isdigit() and (found.get("y") is not None or not counts)


def month_name(found: Found, ctx: Context) -> bool:
    """A month, and not a person, a verb or the first part of a name."""
    lexeme = found.get("mo") or found.get("month")
    if lexeme is None or found.get("day") or found.get("nth") or found.get("ordn"):
        return lexeme is not None
    token = ctx.token(lexeme)
    if token.tag_ in {"MD", "VB", "VBP"} or token.ent_type_ == "PERSON":
        return False
    if lexeme.lower == "march" and ctx.among(ctx.after(found), "marching"):
        return ctx.before(found) != "the" and ctx.among(ctx.before(found), "time_prepositions")
    if not ctx.among(lexeme.lower, "ambiguous_months"):
        return True
    before, after = token.i > 0 and token.nbor(-1), token.i + 1 < len(token.doc) and token.nbor(1)
    surname = before and before.pos_ == "PROPN" and before.ent_type_ not in NAMED_AROUND
    return not surname and not (after and after.ent_type_ == "PERSON" and token.ent_type_ != "DATE")


def weekday_name(found: Found, ctx: Context) -> bool:
    """A day of the week, and not a person's name."""
    lexeme = found.get("weekday")
    return lexeme is not None and ctx.token(lexeme).ent_type_ not in NOT_A_DAY


def deictic(found: Found, ctx: Context) -> bool:
    """Today, and not the name of a paper or a broadcast."""
    word = found.get("deictic")
    if word is None or word.text.islower() or ctx.title:
        return True
    token = ctx.token(word)
    return bool(token.is_sent_start) or not (token.i and token.nbor(-1).pos_ == "PROPN")


def relative_name(found: Found, ctx: Context) -> bool:
    """ "Last", "this", "following" as adjectives: not "said that Monday", not "following Friday's attack"."""
    relative, last = found.get("relative"), ctx.lexemes[found.last]
    if relative is None:
        return True
    if last.kind in {"unit", "year"} and not (ctx.title or last.text.islower() or last.text.isupper()):
        return False
    if relative.lower in NEEDS_ARTICLE:
        return found.get("the") is not None
    if found.get("weekday") or found.get("month"):
        return relative.lower not in NOT_OF_NAMES
    return relative.lower != "that" or ctx.token(relative).dep_ != "mark"


def quarter_number(found: Found, ctx: Context) -> bool:
    """Q3 of a year's business, not of a product."""
    before = ctx.among(ctx.before(found), "time_prepositions")
    return found.get("y") is not None or (before and noun_after(found, ctx) != "PROPN")


def season_name(found: Found, ctx: Context) -> bool:
    """A season, and not a fall of something, a spring of water, the Winter Olympics."""
    word, before, after = found.get("season"), ctx.before(found), ctx.next(found)
    if word is None or found.get("y"):
        return word is not None
    if ctx.token(word).pos_ not in {"NOUN", "PROPN"} or (after and after.text.isalpha() and after.text[0].isupper()):
        return False
    if found.get("relative") or found.get("early"):
        return True
    if ctx.among(word.lower, "ambiguous_seasons"):
        return before in {"in", "by", "until", "since", "during"} and ctx.after(found) not in {"of", "in", "from"}
    return ctx.among(before, "time_prepositions") or (found.get("the") is not None and ctx.after(found) != "of")


def year_number(found: Found, ctx: Context) -> bool:
    """A four-figure number that is a year: none that counts, numbers or measures something."""
    year = found.get("y") or found.get("from")
    if year is None or isinstance(year.value, str):
        return False
    if found.get("the") or found.get("year"):
        return True
    before = ctx.before(found)
    if kind_after(found, ctx) in {"units", "unit", "frac"} or ctx.among(ctx.after(found), "counted"):
        return False
    if ctx.among(before, "numbered"):
        return False
    early = 1000 <= year.value < EARLIEST and before != "the" and ctx.among(before, "time_prepositions")
    return EARLIEST <= year.value <= LATEST or early


def decade(found: Found, ctx: Context) -> bool:
    """The 1990s: not "in his 30s"."""
    word = found.get("decade")
    short = word is not None and word.text[0].isdigit() and not word.text[:4].isdigit()
    return not ctx.among(ctx.before(found), "owners") and not (short and not found.get("the"))


def the_part(found: Found, ctx: Context) -> bool:
    """In the morning, during the night."""
    return ctx.before(found) in {"in", "during", "through", "throughout", "by", "into", "of"}


def clock(found: Found, ctx: Context) -> bool:
    """10:35, and not a score or a verse."""
    marked = found.get("ampm") or found.get("tz") or found.get("approx")
    return bool(marked) or ctx.among(ctx.before(found), "before_hours")


def frequency(found: Found, ctx: Context) -> bool:
    """Daily, and not a newspaper of that name; longer ones as adverbs only ("a quarterly report" is no time)."""
    token, value = ctx.token(found.parts["freq"]), str(found.parts["freq"].value)
    if value[-1] in "MQY" and token.pos_ == "ADJ":
        return False
    return token.text.islower() or bool(token.is_sent_start)


def present(found: Found, ctx: Context) -> bool:
    """Now as a time: not "now-defunct"."""
    return ctx.after(found) != "-"


def then(found: Found, ctx: Context) -> bool:
    """At the time: not "at the time of the attack"."""
    return ctx.after(found) not in {"of", "when", "that"}


def future(found: Found, ctx: Context) -> bool:
    """The future, the near term: not "future" before a noun."""
    return found.get("the") is not None


def the_past(found: Found, ctx: Context) -> bool:
    """The past as a noun."""
    counted = kind_after(found, ctx) in {"day", "num", "yr", "quant"}
    return ctx.lexemes[found.last].lower.endswith("past") and not counted and noun_after(found, ctx) == ""


def current(found: Found, ctx: Context) -> bool:
    """Current as an adjective."""
    lexeme = ctx.lexemes[found.first]
    return lexeme.lower == "current" and ctx.token(lexeme).tag_ == "JJ"


def kind_after(found: Found, ctx: Context) -> str:
    """The class of the lexeme after a match; "" at the end of the block."""
    lexeme = ctx.next(found)
    return lexeme.kind if lexeme else ""


def noun_after(found: Found, ctx: Context) -> str:
    """The part of speech of the word after a match where it is a noun or an adjective, else ""."""
    lexeme = ctx.next(found)
    if lexeme is None or not lexeme.text[0].isalpha():
        return ""
    pos = str(ctx.token(lexeme).pos_)
    return pos if pos in {"NOUN", "PROPN", "ADJ"} else ""
