"""Lists of words by the stage that goes by them; the comments of each YAML file say what a list is for."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

Words = frozenset[str]


class Lists(BaseModel):
    """The lists of one file: all of them must be there, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EntityWords(Lists):
    """Words that the recognition of actors goes by (entities.yaml)."""

    backing: Words
    behind: Words
    qualified: Words
    particles: Words
    abroad: Words
    countries: Words
    pairs: Words
    honorifics: Words
    happenings: Words
    rules: Words
    months: Words
    timely: Words
    when: Words
    parts: Words
    trust: Words
    reigns: Words
    sectors: Mapping[str, Words]
    no_body: Words
    no_name: Words
    continental: Words
    leaning: Words
    local: Words
    experts: Words
    others: Words
    personal: Words
    person_pronouns: Words
    thing_pronouns: Words
    plural_pronouns: Words
    expletive: Words
    aiming: Words
    both: Words
    new: Words
    definite: Words
    indefinite: Words
    located: Words
    there: Words
    counterparts: Words
    administrations: Words
    joining: Words


class NounPhraseWords(Lists):
    """Words that bound the noun phrase of a party (noun_phrases.yaml)."""

    within: Words
    joining: Words
    posts: Words
    charging: Words
    happenings: Words
    where: Words
    said: Words
    speeches: Words
    manner: Words
    affiliated: Words
    assigned: Words


class FunctionWords(Lists):
    """Function words of English (english.yaml)."""

    words: Words


class ToponymWords(Lists):
    """Words that tell how a toponym is used (toponyms.yaml)."""

    locating: Words
    static: Words
    partners: Words
    among: Words
    beside: Words
    narrowing: Words
    types: Words
    thoroughfares: Words
    titles: Words
    reaching: Words
    stative: Words
    common: Words


class QuotationWords(Lists):
    """Lemmas of saying a clause, voicing an object quoted in part, holding, and naming (quotations.yaml)."""

    say: Words
    voice: Words
    hold: Words
    name: Words


class ProposalWords(Lists):
    """How sure the encoder must be of an act that only it sees, 0 to 1; words that propose none (proposals.yaml)."""

    least: float = Field(ge=0, le=1)
    telling: Words
    framing: Words


class InputWords(Lists):
    """Names of columns and keys taken for each field of an article, the first that is there (columns.yaml)."""

    text: tuple[str, ...]
    id: tuple[str, ...]
    title: tuple[str, ...]
    published: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    author: tuple[str, ...]


class PageWords(Lists):
    """Where a page states its date of publication, best first: names and patterns (metadata.yaml)."""

    meta: tuple[str, ...]
    json_ld: tuple[str, ...]
    url: tuple[str, ...]
