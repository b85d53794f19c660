"""What a researcher relies on when marked pairs are typed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.cli.main import main
from dragoman.cli.render.pairs import checked, pairs
from dragoman.coder.detect.encoder import Encoder, ranking
from dragoman.coder.detect.marked import IDS, LIMIT, encode, mark
from dragoman.errors import BadKnowledge, DragomanError, Refused
from dragoman.knowledge import load_knowledge


@pytest.fixture(scope="module")
def reader():
    return Encoder(load_knowledge().codebook.modes, load_knowledge().weights)


PLAIN = [
    ("<s>France</s> condemned <t>Iran</t> for the attack.", "ACCUSE"),
    ("<s>Kenya</s> imposed sanctions on <t>Sudan</t>.", "SANCTION"),
    ("<s>Norwegian troops</s> shelled positions of <t>the rebels</t>.", "ASSAULT"),
    ("<s>Japan</s> sent food and medicine to <t>Nepal</t> after the earthquake.", "AID"),
    ("<s>The Peruvian president</s> met <t>his Chilean counterpart</t> in Lima.", "CONSULT"),
]


@pytest.mark.parametrize(("sentence", "kind"), PLAIN)
def test_a_plain_sentence_has_its_type(reader, sentence, kind):
    answer = reader(sentence)
    assert answer.type == kind
    assert answer.runner_up != kind
    assert 0 < answer.confidence <= 1


def test_the_answer_is_the_same_whatever_was_read_before(reader):
    alone = reader.logits(PLAIN[0][0])
    for sentence, _ in PLAIN:
        reader(sentence)
    assert all((a == b).all() for a, b in zip(alone, reader.logits(PLAIN[0][0]), strict=True))


def test_labels_restrict_the_answer_and_yield_stands_for_both_ways_of_giving_way(reader):
    sentence = "<s>Mali</s> withdrew its troops from <t>Niger</t>."
    assert reader(sentence, ["RETREAT", "AID"]).type == "RETREAT"
    answer = reader(sentence, ["YIELD", "AID"])
    assert (answer.type, answer.runner_up) == ("YIELD", "AID")
    assert sum(p for _, p in ranking(reader.types(sentence), ["YIELD", "AID"])) == pytest.approx(1)


def test_a_mode_is_one_of_the_types(reader):
    for sentence, _ in PLAIN:
        answer = reader(sentence)
        assert answer.mode is None or answer.mode in reader.modes[answer.type]


def test_weights_are_small_enough_and_carry_their_card(reader):
    assert sum(p.stat().st_size for p in reader.folder.iterdir() if p.is_file()) < 25_000_000
    assert "data" in (reader.folder / "card.md").read_text("utf-8")


def test_a_folder_without_weights_is_named(tmp_path):
    with pytest.raises(BadKnowledge, match=r"encoder\.onnx"):
        Encoder(load_knowledge().codebook.modes, load_knowledge(given={"weights": tmp_path}).weights)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400), st.text(min_size=1, max_size=30), st.text(max_size=2000))
def test_any_text_is_read_within_the_limit_with_its_marks(reader, before, name, after):
    clean = [t.replace("<", "").replace(">", "") for t in (before, name, after)]
    read = encode(f"{clean[0]}<s>{clean[1]}</s> met <t>x</t>{clean[2]}", reader._tokenizer)
    assert len(read.ids) <= LIMIT
    assert read.ids[read.source] == IDS["<s>"]
    assert read.ids[read.target] == IDS["<t>"]


def test_marks_go_around_spans():
    assert mark("Chad met Peru.", (0, 4), (9, 13)) == "<s>Chad</s> met <t>Peru</t>."
    assert mark("Chad met Peru.", (0, 4), None) == "<s>Chad</s> met Peru."


def test_classify_writes_a_row_for_each_pair_and_names_what_it_cannot_read(tmp_path):
    sheet = tmp_path / "pairs.tsv"
    lines = ["id\tmarked_sentence", *(f"a{i}\t{s}" for i, (s, _) in enumerate(PLAIN)), "bad\tno marks here"]
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = tmp_path / "typed.tsv"
    run = CliRunner().invoke(main, ["classify", str(sheet), "--out", str(out)])
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert rows[0] == ["id", "type", "mode", "modality", "confidence", "runner_up"]
    assert [r[:2] for r in rows[1:]] == [[f"a{i}", kind] for i, (_, kind) in enumerate(PLAIN)]
    assert run.exit_code == 1
    assert "line 7" in run.stderr


def test_a_sheet_without_its_columns_and_an_unknown_label_are_refused(tmp_path):
    sheet = tmp_path / "pairs.tsv"
    sheet.write_text("id\ttext\n1\tx\n", encoding="utf-8")
    with pytest.raises(Refused, match="marked_sentence"):
        list(pairs(sheet))
    with pytest.raises(DragomanError, match="HUG"):
        checked("AID,HUG", load_knowledge().codebook)
