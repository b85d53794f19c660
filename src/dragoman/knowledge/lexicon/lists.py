"""The schemas of the word lists, one class for each YAML file; the comments in a file say what each list is for."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

Words = frozenset[str]


class Lists(BaseModel):
    """The lists of one file: every field must be in the file, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EntityWords(Lists):
    """Words by which actors are recognised (entities.yaml)."""

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
    """Words by which the noun phrase of a party is delimited (noun_phrases.yaml)."""

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
    """Limits on events that only the encoder finds: least confidence, 0 to 1, and excluded words (proposals.yaml)."""

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
