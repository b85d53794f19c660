"""Words that grammar and codebook turn on where acts are found (acts.yaml)."""

from __future__ import annotations

from dragoman.knowledge.lexicon.lists import Lists, Words


class ActWords(Lists):
    """Lemmas in lower case, unless a list says otherwise."""

    partitive: Words
    sayings: Words
    contests: Words
    rounds: Words
    sports: Words
    alone: Words
    alleging: Words
    documents: Words
    publishing: Words
    definite: Words
    imposing: Words
    questioning: Words
    questions: Words
    opining: Words
    silence: Words
    declining: Words
    occasions: Words
    rhetoric: Words
    bloodless: Words
    wars: Words
    struggling: Words
    guilt: Words
    own_purpose: Words
    measures: Words
    figures: Words
    abstract: Words
    chances: Words
    papers: Words
    chamber: Words
    met: Words
    lifeless: Words
    aimed: Words
    somewhere: Words
    plural: Words
    tokens: Words
    unmanned: Words
    accompanying: Words
    regarding: Words
    trying: Words
    knowing: Words
    doubting: Words
    hindering: Words
    labelling: Words
    handling: Words
    instead: Words
    asked: Words
    clashing: Words
    private: Words
    rallies: Words
    ranks: Words
    blaming: Words
    picking: Words
    exemplifying: Words
    beside: Words
    conditions: Words
    sending: Words
    promises: Words
    sent: Words
    shortened: Words
    weapons: Words
    harming: Words
    hurting: Words
    accidents: Words
