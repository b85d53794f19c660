"""Acts that only the encoder sees: proposed where grammar gives two sides, kept where it is sure."""

import pytest

from dragoman.acquire import article
from dragoman.coder.detect.proposals import load_limits
from dragoman.errors import BadKnowledge


def test_an_act_in_words_the_lexicon_lacks_is_typed_by_the_encoder(coder):
    record = coder.read(article("Indian soldiers flattened a Nepalese village on Friday.", published="2024-03-05"))
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
    path = tmp_path / "proposals.yaml"
    path.write_text(text)
    with pytest.raises(BadKnowledge, match=r"proposals\.yaml"):
        load_limits(path)


def test_the_record_names_the_weights(coder):
    assert coder.version.weights.startswith("sha256:")
