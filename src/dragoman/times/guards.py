"""Guards of rules for names of times: is it one, and not "Theresa May", "a march", "2003 people" or "Flight 1990"?

Each function takes a match and its context, and returns whether the match is a time expression.
"""

from __future__ import annotations

from dragoman.times.context import Context
from dragoman.times.matching import RuleMatch

EARLIEST, LATEST = 1900, 2100
NOT_A_DAY = frozenset({"PERSON", "WORK_OF_ART"})
NAMED_AROUND = frozenset({"DATE", "GPE"})


def day_number(match: RuleMatch, ctx: Context) -> bool:
    """A number after a month is its day, unless it counts what follows ("in March 10 people")."""
    day = match.get("day")
    if day is None:
        return True
    counts = (ctx.after(match) in ctx.lists.counted) or kind_after(match, ctx) in {"units", "unit"}
    return day.text[0].isdigit() and (match.get("y") is not None or not counts)


def month_name(match: RuleMatch, ctx: Context) -> bool:
    """A month, and not a person, a verb or the first part of a name."""
    lexeme = match.get("mo") or match.get("month")
    if lexeme is None or match.get("day") or match.get("nth") or match.get("ordn"):
        return lexeme is not None
    token = ctx.token(lexeme)
    if token.tag_ in {"MD", "VB", "VBP"} or token.ent_type_ == "PERSON":
        return False
    if lexeme.lower == "march" and (ctx.after(match) in ctx.lists.marching):
        return ctx.before(match) != "the" and (ctx.before(match) in ctx.lists.time_prepositions)
    if lexeme.lower not in ctx.lists.ambiguous_months:
        return True
    before, after = token.i > 0 and token.nbor(-1), token.i + 1 < len(token.doc) and token.nbor(1)
    surname = before and before.pos_ == "PROPN" and before.ent_type_ not in NAMED_AROUND
    return not surname and not (after and after.ent_type_ == "PERSON" and token.ent_type_ != "DATE")


def weekday_name(match: RuleMatch, ctx: Context) -> bool:
    """A day of the week, and not a person's name."""
    lexeme = match.get("weekday")
    return lexeme is not None and ctx.token(lexeme).ent_type_ not in NOT_A_DAY


def deictic(match: RuleMatch, ctx: Context) -> bool:
    """Today, and not the name of a paper or a broadcast."""
    word = match.get("deictic")
    if word is None or word.text.islower() or ctx.title:
        return True
    token = ctx.token(word)
    return bool(token.is_sent_start) or not (token.i and token.nbor(-1).pos_ == "PROPN")


def relative_name(match: RuleMatch, ctx: Context) -> bool:
    """ "Last", "this", "following" as adjectives: not "said that Monday", not "following Friday's attack"."""
    relative, last = match.get("relative"), ctx.lexemes[match.last]
    if relative is None:
        return True
    if last.kind in {"unit", "year"} and not (ctx.title or last.text.islower() or last.text.isupper()):
        return False
    if relative.lower in ctx.lists.needs_article:
        return match.get("the") is not None
    if match.get("weekday") or match.get("month"):
        return relative.lower not in ctx.lists.not_of_names
    return relative.lower != "that" or ctx.token(relative).dep_ != "mark"


def quarter_number(match: RuleMatch, ctx: Context) -> bool:
    """Q3 of a year's business, not of a product."""
    before = ctx.before(match) in ctx.lists.time_prepositions
    return match.get("y") is not None or (before and noun_after(match, ctx) != "PROPN")


def season_name(match: RuleMatch, ctx: Context) -> bool:
    """A season, and not a fall of something, a spring of water, the Winter Olympics."""
    word, before, after = match.get("season"), ctx.before(match), ctx.next(match)
    if word is None or match.get("y"):
        return word is not None
    if ctx.token(word).pos_ not in {"NOUN", "PROPN"} or (after and after.text.isalpha() and after.text[0].isupper()):
        return False
    if match.get("relative") or match.get("early"):
        return True
    if word.lower in ctx.lists.ambiguous_seasons:
        return before in ctx.lists.before_seasons and ctx.after(match) not in ctx.lists.after_seasons
    return (before in ctx.lists.time_prepositions) or (match.get("the") is not None and ctx.after(match) != "of")


def year_number(match: RuleMatch, ctx: Context) -> bool:
    """A four-figure number that is a year: none that counts, numbers or measures something."""
    year = match.get("y") or match.get("from")
    if year is None or isinstance(year.value, str):
        return False
    if match.get("the") or match.get("year"):
        return True
    before = ctx.before(match)
    if kind_after(match, ctx) in {"units", "unit", "frac"} or (ctx.after(match) in ctx.lists.counted):
        return False
    if before in ctx.lists.numbered:
        return False
    early = 1000 <= year.value < EARLIEST and before != "the" and (before in ctx.lists.time_prepositions)
    return EARLIEST <= year.value <= LATEST or early


def decade(match: RuleMatch, ctx: Context) -> bool:
    """The 1990s: not "in his 30s"."""
    word = match.get("decade")
    short = word is not None and word.text[0].isdigit() and not word.text[:4].isdigit()
    return ctx.before(match) not in ctx.lists.owners and not (short and not match.get("the"))


def the_part(match: RuleMatch, ctx: Context) -> bool:
    """In the morning, during the night."""
    return ctx.before(match) in ctx.lists.before_parts


def clock(match: RuleMatch, ctx: Context) -> bool:
    """10:35, and not a score or a verse."""
    marked = match.get("ampm") or match.get("tz") or match.get("approx")
    return bool(marked) or (ctx.before(match) in ctx.lists.before_hours)


def frequency(match: RuleMatch, ctx: Context) -> bool:
    """Daily, and not a newspaper of that name; longer ones as adverbs only ("a quarterly report" is no time)."""
    lexeme = match.get("freq") or ctx.lexemes[match.first]
    token, value = ctx.token(lexeme), str(lexeme.value)
    if value[-1] in "MQY" and token.pos_ == "ADJ":
        return False
    return token.text.islower() or bool(token.is_sent_start)


def present(match: RuleMatch, ctx: Context) -> bool:
    """Now as a time: not "now-defunct"."""
    return ctx.after(match) != "-"


def then(match: RuleMatch, ctx: Context) -> bool:
    """At the time: not "at the time of the attack"."""
    return ctx.after(match) not in ctx.lists.after_then


def future(match: RuleMatch, ctx: Context) -> bool:
    """The future, the near term: not "future" before a noun."""
    return match.get("the") is not None


def the_past(match: RuleMatch, ctx: Context) -> bool:
    """The past as a noun."""
    counted = kind_after(match, ctx) in {"day", "num", "yr", "quant"}
    return ctx.lexemes[match.last].lower.endswith("past") and not counted and noun_after(match, ctx) == ""


def current(match: RuleMatch, ctx: Context) -> bool:
    """Current as an adjective."""
    lexeme = ctx.lexemes[match.first]
    return lexeme.lower == "current" and ctx.token(lexeme).tag_ == "JJ"


def kind_after(match: RuleMatch, ctx: Context) -> str:
    """The class of the lexeme after a match; "" at the end of the block."""
    lexeme = ctx.next(match)
    return lexeme.kind if lexeme else ""


def noun_after(match: RuleMatch, ctx: Context) -> str:
    """The part of speech of the word after a match where it is a noun or an adjective, else ""."""
    lexeme = ctx.next(match)
    if lexeme is None or not lexeme.text[0].isalpha():
        return ""
    pos = str(ctx.token(lexeme).pos_)
    return pos if pos in {"NOUN", "PROPN", "ADJ"} else ""
