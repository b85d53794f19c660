"""Acts that only the encoder sees: proposed where grammar gives two sides, kept where it is sure."""

from __future__ import annotations

import pytest

from dragoman.acquire import article
from dragoman.coder.detect.classify import LexiconClassifier
from dragoman.coder.detect.proposals import propose, typed
from dragoman.coder.detect.verbs import find_candidates
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge

FLATTENED = "Indian soldiers flattened a Nepalese village on Friday."


@pytest.fixture(scope="session")
def proposed(parties_of):
    """A one-sentence text to its proposals: verb, country that acts, country acted on, slot."""

    def run(text):
        parties = parties_of(text)
        (sentence,) = parties.document.sentences
        found = [LexiconClassifier()(c) for c in find_candidates(sentence, parties)]
        return [
            (p.trigger.text, p.source[0].country, p.target[0].country, p.slot)
            for p in propose(sentence, found, parties)
        ]

    return run


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FLATTENED, ("flattened", "IND", "NPL", "object")),
        ("Peru drifted towards Chile.", ("drifted", "PER", "CHL", "phrase")),
    ],
)
def test_a_verb_that_the_lexicon_lacks_is_proposed_with_the_actors_of_its_phrases(proposed, text, wanted):
    assert proposed(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Peru said Chile has a long coast.",
        "Peru agreed to send doctors to Chile.",
        "Peru's striker rounded Chile's goalkeeper.",
        "A stranger flattened a Nepalese village.",
        "Peru flattened a Peruvian village.",
    ],
)
def test_nothing_is_proposed_for_telling_known_acts_sport_strangers_or_ones_own(proposed, text):
    assert proposed(text) == []


def test_the_encoder_must_be_as_sure_as_the_knowledge_asks(parties_of, coder, tmp_path):
    words = "telling: [say]\nframing: [in]\n"
    (tmp_path / "proposals.yaml").write_text(f"least: 1\n{words}", encoding="utf-8")
    drafts = []
    for parties in (parties_of(FLATTENED), parties_of(FLATTENED, tmp_path)):
        (sentence,) = parties.document.sentences
        (one,) = propose(sentence, [], parties)
        drafts.append(typed(one, sentence, coder.encoder, parties))
    assert drafts[0].type == "ASSAULT"
    assert 0.8 <= drafts[0].strength < 1
    assert drafts[1] is None


def test_an_act_in_words_the_lexicon_lacks_is_typed_by_the_encoder(coder):
    record = coder.read(article(FLATTENED, published="2024-03-05"))
    (event,) = record.events
    assert (event.source[0].country, event.target[0].country) == ("IND", "NPL")
    assert event.quad == 4
    assert "by the encoder" in event.why


@pytest.mark.parametrize(
    "text",
    [
        "Peru resembles Chile in its climate.",
        "Peru said Chile has a long coast.",
        "Peru's striker beat Chile 2-0 in the final.",
        "A man forced a woman to land the plane.",
    ],
)
def test_where_nothing_passes_between_two_known_sides_there_is_no_act(coder, text):
    assert not coder.read(article(text, published="2024-03-05")).events


def test_an_act_of_the_lexicon_is_not_proposed_again(coder):
    record = coder.read(article("Peru agreed to send doctors to Chile.", published="2024-03-05"))
    assert len(record.events) == 1


@pytest.mark.parametrize("text", ["least: 2\ntelling: [say]\nframing: [in]\n", "telling: [say]\n", "least: much\n"])
def test_limits_that_mean_nothing_are_refused(tmp_path, text):
    (tmp_path / "proposals.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"proposals\.yaml"):
        _ = load_knowledge(tmp_path).lexicon.proposals


def test_the_record_names_the_weights(coder):
    assert coder.version.weights.startswith("sha256:")
