"""What a reader of quotes relies on: who says what, in which words, and where they stand."""

from __future__ import annotations

import itertools
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import BadKnowledge
from dragoman.quotes.marks import pieces

PARTS = (
    "The minister said the bridge would open in May. ",
    "“We are ready,” Lena Hart said. ",
    "It was 'odd'. ",
    "the guards’ hut ",
    'Officials called it "a mistake". ',
    "According to the ministry, two ships left. ",
    "“",
    "”",
    "'",
    '"',
    "«Да», ",
    "👍 ",
    "\n",
)


@pytest.fixture(scope="module")
def quotes(coder, document_of):
    return lambda text: coder.read(document_of(text).article).quotes


def said(found):
    return [(q.kind, q.text.strip(" ,."), q.speaker and q.speaker.text) for q in found]


@pytest.mark.parametrize(
    "text",
    [
        "“We will keep the port open to everyone,” Lena Hart said on Monday.",
        "“We will keep the port open to everyone,” said Lena Hart on Monday.",
        "Lena Hart said: “We will keep the port open to everyone.”",
        '"We will keep the port open to everyone," Lena Hart told reporters.',
        "‘We will keep the port open to everyone,’ Lena Hart said.",
        "«We will keep the port open to everyone», Lena Hart said.",
        "„We will keep the port open to everyone“, Lena Hart said.",
    ],
    ids=["after", "inverted", "before", "straight", "single", "guillemets", "low"],
)
def test_direct(quotes, text):
    assert said(quotes(text)) == [("direct", "We will keep the port open to everyone", "Lena Hart")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('“We are ready", Lena Hart said. “They are not,” she said.', ["We are ready", "They are not,"]),
        ('"We are ready,” Lena Hart said. "They are not," she said.', ["We are ready,", "They are not,"]),
        ('„We are ready", Lena Hart said, and left.', ["We are ready"]),
        ("“We are ready,“ Lena Hart said, and left.", ["We are ready,"]),
        ("‘We are ready,' Lena Hart said. ‘They are not,' she said.", ["We are ready,", "They are not,"]),
        ("'We are ready,’ Lena Hart said, and left.", ["We are ready,"]),
        # marks inside others, inches, apostrophes and the plural's genitive are as they were
        ('“He said "no" to all of us,” she said.', ['He said "no" to all of us,']),
        ('“He said "no" to all of us', ['He said "no" to all of us']),
        ('"He said “no” to all of us," she said.', ["He said “no” to all of us,"]),
        ("“He is 6'2\" tall and runs", ["He is 6'2\" tall and runs"]),
        ("‘The guards' hut isn't far,’ she said.", ["The guards' hut isn't far,"]),
        ("‘The guards' hut isn't far", []),
    ],
)
def test_marks_of_mixed_kinds_pair(text, found):
    assert [text[p.start : p.end] for p in pieces(text)] == found


def test_a_quote_broken_by_its_cue_is_one(quotes):
    (q,) = quotes("“We will keep the port open,” Lena Hart said, “and nobody will be turned away.”")
    assert q.text == "We will keep the port open, and nobody will be turned away."
    assert len(q.spans) == 2


def test_reopened_paragraphs_are_one_quote(quotes):
    (q,) = quotes(
        "“The harbour has been closed for a year,” Lena Hart said. “We lost many jobs in that time.\n"
        "“Now we will build it again with our own hands.”"
    )
    assert len(q.spans) == 3
    assert q.speaker.text == "Lena Hart"


def test_nested_marks_are_one_quote(quotes):
    (q,) = quotes("“The captain shouted ‘turn back’ and we obeyed him,” Lena Hart said.")
    assert "‘turn back’" in q.text
    assert len(q.quoted) == 1


@pytest.mark.parametrize(
    "text",
    ["The rebels' demands weren't met by the farmers' union.", "The guards’ hut didn’t burn.", "The '90s were calm."],
)
def test_apostrophes_are_not_quotes(quotes, text):
    assert pieces(text) == []
    assert quotes(text) == ()


def test_an_unclosed_mark_runs_to_the_paragraph_end_and_is_less_sure(quotes):
    (q,) = quotes("Lena Hart said: “We will keep the port open to everyone.")
    (closed,) = quotes("Lena Hart said: “We will keep the port open to everyone.”")
    assert q.text == closed.text
    assert q.confidence < closed.confidence


def test_words_that_nobody_speaks_are_not_quotes(quotes):
    assert quotes("The ‘smart’ fence fell down in the rain.") == ()


def test_a_phrase_quoted_in_part_is_mixed(quotes):
    (q,) = quotes("Lena Hart called the plan “a costly mistake” on Monday.")
    assert (q.kind, q.speaker.text) == ("mixed", "Lena Hart")
    assert q.quoted[0].text == "a costly mistake"
    assert "the plan" in q.text


def test_indirect(quotes):
    assert said(quotes("Lena Hart said that the port would open in May.")) == [
        ("indirect", "that the port would open in May", "Lena Hart")
    ]


def test_according_to(quotes):
    assert said(quotes("Two ships left the harbour, according to the coast guard.")) == [
        ("indirect", "Two ships left the harbour", "coast guard")
    ]


@pytest.mark.parametrize(
    ("text", "content", "who"),
    [
        ("The port, the minister said, would open in May.", "would open", "minister"),
        ("Lena Hart vowed to rebuild the harbour.", "to rebuild the harbour", "Lena Hart"),
        ("Lena Hart accused the company of hiding the damage.", "hiding the damage", "Lena Hart"),
        ("Lena Hart believes that the bridge is safe.", "that the bridge is safe", "Lena Hart"),
        ("Lena Hart hopes the bridge will open soon.", "the bridge will open soon", "Lena Hart"),
        ("The union asked whether the port was safe.", "whether the port was safe", "union"),
        ("Lena Hart called for an inquiry into the fire.", "an inquiry into the fire", "Lena Hart"),
        ("Lena Hart criticized the decision to close the port.", "the decision to close the port", "Lena Hart"),
        ("The report shows that exports fell last year.", "that exports fell last year", "report"),
        ("As Lena Hart said, the harbour was lost.", "the harbour was lost", "Lena Hart"),
        ("Lena Hart's claim that the port was unsafe surprised the town.", "that the port was unsafe", "Lena Hart"),
        ("Lena Hart is confident that the port will open.", "that the port will open", "Lena Hart"),
    ],
)
def test_what_attributions_take(quotes, text, content, who):
    held = [q for q in quotes(text) if content in q.text]
    assert who in {q.speaker.text.removeprefix("the ").removeprefix("The ") for q in held}


@pytest.mark.parametrize(
    "text",
    ["The ferry crossed the bay in two hours.", "The flood destroyed three bridges.", "Two ships left the harbour."],
)
def test_acts_and_events_are_no_attributions(quotes, text):
    assert quotes(text) == ()


def test_confidence_is_the_estimated_precision_and_varies(quotes):
    (said,) = quotes("Lena Hart said that the port would open in May.")
    (sought,) = (q for q in quotes("Lena Hart mentioned the harbour to her guests.") or (said,))
    assert said.confidence > 0.8
    assert 0.3 < sought.confidence <= said.confidence


def test_a_speech_within_a_claim_stays_its_own(quotes):
    found = quotes("Lena Hart said the captain told her: “We will not leave this harbour before dawn.”")
    assert any(q.kind == "direct" and q.speaker.text.endswith("captain") for q in found)


def test_a_piece_belongs_to_one_quote(quotes):
    found = quotes("Lena Hart said she hoped the talks would send “a signal of peace” to the coast.")
    assert sum(len(q.quoted) for q in found) == 1


def test_a_name_signs_the_words_before_it(quotes):
    (q,) = quotes("“The harbour feeds all of us and we will keep it.” — Lena Hart")
    assert (q.kind, q.speaker.text) == ("direct", "Lena Hart")


def test_three_paragraphs_reopened_are_one_quote(quotes):
    (q,) = quotes(
        "Lena Hart said: “The harbour is ours.\n“It feeds the town and the hills.\n“We will never sell it to anyone.”"
    )
    assert len(q.spans) == 3
    assert q.text.endswith("sell it to anyone.")


def test_an_office_speaks(quotes):
    (q,) = quotes("“We will keep the port open to everyone,” the foreign minister said.")
    assert q.speaker.text.removeprefix("the ") == "foreign minister"


def test_a_pronoun_stands_for_its_name(quotes):
    q = quotes("Lena Hart visited the port. “We will keep it open to everyone,” she said.")[-1]
    assert (q.speaker.text, q.speaker.name) == ("she", "Lena Hart")


def test_family_name_first(quotes):
    q = quotes("Wang Yi met reporters in Beijing. “We will keep the road open to everyone,” Wang said.")[-1]
    assert (q.speaker.text, q.speaker.name) == ("Wang", "Wang Yi")


def test_words_of_a_headline_are_told_once(quotes):
    found = quotes("Hart: ‘Port stays open’\nLena Hart spoke on Monday.\n“Port stays open to everyone,” Hart said.")
    assert [q.text.strip(",") for q in found] == ["Port stays open to everyone"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map("".join).filter(str.strip))
def test_spans_read_back_and_coding_is_repeatable(quotes, text):
    found = quotes(text)
    assert found == quotes(text)
    for q in found:
        assert q.text == " ".join(text[a:b] for a, b in q.spans)
        assert q.span == (q.spans[0][0], q.spans[-1][1])
        assert q.cue is None or text[slice(*q.cue)].strip()
        for piece in q.quoted:
            assert text[slice(*piece.span)] == piece.text
            assert q.span[0] <= piece.span[0]
            assert piece.span[1] <= q.span[1] + 1


@given(st.text(alphabet="ab '\"“”‘’«».s\n", max_size=60))
def test_pieces_are_in_order_and_inside_the_text(text):
    found = pieces(text)
    assert all(p.outer[0] < p.start < p.end <= p.outer[1] <= len(text) for p in found)
    assert all(a.start <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("mark", ["'", '"', "“", "’", "“”", " '", "s' a"])
def test_a_line_of_marks_takes_work_that_grows_with_its_length(mark):
    short, long = (_calls(mark * (size // len(mark))) for size in (2_000, 8_000))
    assert long < 5 * short


def _calls(text):
    """How many functions are called to find the pieces of a text."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        pieces(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("say: [tell]\n", "missing"),
        ("say: tell\nvoice: []\nhold: []\nname: []\n", "say"),
        ("say: [\n", "YAML"),
        ("- say\n", "mapping"),
    ],
)
def test_a_broken_file_of_words_of_saying_is_named_with_its_reason(own_knowledge, content, reason):
    known = own_knowledge({"quotations.yaml": content})
    with pytest.raises(BadKnowledge, match=rf"quotations\.yaml.*{reason}"):
        _ = known.lexicon.quotations


@pytest.mark.parametrize(
    "content",
    [
        "least: 0.5\n",
        "least: 2\nnever: []\nweights: {}\n",
        "least: x\nnever: []\nweights: {}\n",
        "least: 0.5\nnever: []\nweights: {cue: {say: much}}\n",
        "least: 0.5\nnever: []\nweights: {cue: say}\n",
        "weights: [\n",
    ],
)
def test_a_broken_file_of_weights_is_named(own_knowledge, content):
    known = own_knowledge({"weights/attributions.yaml": content})
    with pytest.raises(BadKnowledge, match=r"attributions\.yaml"):
        _ = known.lexicon.attributions
