"""Words by which events are detected and grammar is resolved (acts.yaml)."""

from __future__ import annotations

from dragoman.knowledge.lexicon.lists import Lists, Words


class ActWords(Lists):
    """Lists of lemmas in lower case, unless the comment of a list in acts.yaml says otherwise."""

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
    opposing: Words
    guilt: Words
    guilt_of: Words
    during: Words
    carrying: Words
    mutual: Words
    own_purpose: Words
    measures: Words
    measured_by: Words
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
    displaced: Words
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
    destinations: Words
    settings: Words
    conditions: Words
    obliging: Words
    future: Words
    warning: Words
    sought: Words
    sending: Words
    promises: Words
    sent: Words
    shortened: Words
    weapons: Words
    harming: Words
    hurting: Words
    accidents: Words
    relative: Words
    sharing: Words
    called_on: Words
    object_control: Words
    negating: Words
    behind: Words
    parted: Words
    placing: Words
    imposed_on: Words
    blamed_on: Words
