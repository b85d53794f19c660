"""The codebook: what PLOVER and CAMEO say, files a user can replace, and a page that says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.codebook.describe import tables
from dragoman.knowledge.lexicon.lexicon import MODALITIES
from dragoman.knowledge.loader import shipped

BOOK = load_knowledge().codebook
PREDICATES = load_knowledge().predicates
DOCS = Path(__file__).parents[3] / "docs/codebook.md"
SENSES = shipped()["codebook/senses.yaml"]


@pytest.mark.shared
def test_scores_quads_and_contexts_are_plovers(shared):
    plover = json.loads((shared / "schemas/plover.json").read_text())
    for key, score in plover["scores"].items():
        kind, _, mode = key.lower().partition(": ")
        wanted = -3.0 if key == "ACCUSE" else score
        assert BOOK.intensity(kind.upper(), (mode,) if mode else ()) == wanted, key
        assert not mode or mode in BOOK.types[kind.upper()].modes, key
    assert set(BOOK.types) == set(plover["types"])
    assert set(BOOK.contexts) == set(plover["contexts"])


def test_quads():
    assert [BOOK.quad(t) for t in ("AGREE", "AID", "ACCUSE", "ASSAULT")] == [1, 2, 3, 4]


def test_planned_acts_fold_as_plover_says():
    assert BOOK.fold("CONSULT", "planned") == "AGREE"
    assert BOOK.fold("RETREAT", "planned") == "CONCEDE"
    assert BOOK.fold("CONSULT", "actual") == "CONSULT"
    assert BOOK.cameo("CONSULT", ("visit",), (), "planned").startswith("03")


def test_cameo_codes_are_text_and_go_both_ways():
    assert BOOK.cameo("CONSULT", ("visit",)) == "042"
    assert BOOK.cameo("AGREE", (), ()) == "030"
    assert BOOK.plover("0872").mode == "withdraw"
    assert BOOK.plover("0429").type == "CONSULT", "an unlisted code has its root's meaning"
    assert BOOK.plover("99") is None


@pytest.mark.parametrize("code", sorted(BOOK.codes))
def test_every_cameo_code_means_a_mode_and_contexts_of_the_codebook(code):
    meaning = BOOK.codes[code]
    assert meaning.mode is None or meaning.mode in BOOK.types[meaning.type].modes
    assert set(meaning.contexts) <= set(BOOK.contexts)


def test_every_sense_is_of_the_codebook_and_of_known_classes():
    raw = yaml.load(SENSES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for row in (*raw["verbs"], *raw["nouns"], *raw["adjectives"]):
        assert row["type"] in BOOK.types, row
        assert "mode" not in row or row["mode"] in BOOK.types[row["type"]].modes, row
        assert 0 < float(row["strength"]) <= 1, row
        assert all(c == "any" or c in raw["classes"] for c in row.get("requires", {}).values()), row


def test_every_type_and_mode_has_a_predicate():
    raw = yaml.load(SENSES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    said = {(row["type"], row.get("mode")) for rows in ("verbs", "nouns", "adjectives") for row in raw[rows]}
    modes = {(name, mode) for name, entry in BOOK.types.items() for mode in entry.modes}
    assert modes <= said
    assert {kind for kind, _ in said} == set(BOOK.types)


@pytest.mark.parametrize(
    ("lemma", "words", "thing", "kind", "mode"),
    [
        ("threaten", {"with"}, None, "THREATEN", "restrict"),
        ("call", {"for"}, None, "REQUEST", "meet"),
        ("demand", set(), "reform", "REQUEST", "change"),
        ("refuse", set(), "aid", "REJECT", "assist"),
        ("use", {"as"}, "civilian", "ASSAULT", "abduct"),
        ("deploy", set(), "police", "MOBILIZE", "police"),
        ("withdraw", {"from"}, "peacekeeper", "SANCTION", "withdraw"),
        ("return", {"to"}, "painting", "RETREAT", "release"),
    ],
)
def test_the_object_decides_the_type(lemma, words, thing, kind, mode):
    senses = PREDICATES.verb(lemma, frozenset(words), thing)
    assert (kind, mode) in {(s.type, s.mode) for s in senses}


def test_obligation_asks_whatever_is_asked_for():
    sense = PREDICATES.obligation
    assert sense is not None
    assert (sense.type, sense.mode, dict(sense.requires)) == ("REQUEST", None, {})


def test_the_lexicon_is_wide():
    assert all(word in PREDICATES for word in ("accuse", "invasion", "critical"))
    raw = yaml.load(SENSES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert sum(len(row["verbs"]) for row in raw["verbs"]) >= 600
    assert sum(len(row["nouns"]) for row in raw["nouns"]) >= 200


def test_the_more_specific_sense_comes_first():
    senses = PREDICATES.verb("launch", frozenset(), "investigation")
    first = next(s for s in senses if len(s.requires) < 2)
    assert first.type == "ACCUSE"
    assert PREDICATES.verb("break", frozenset({"off"}), "talk")[0].word == "off"


def test_yaml_does_not_read_a_preposition_as_true():
    assert any("on" in s.target for s in PREDICATES.noun("attack"))


def test_contexts_and_modalities_are_known():
    lexicon = load_knowledge().lexicon
    assert {c for contexts in lexicon.contexts.by_phrase.values() for c in contexts} <= set(BOOK.contexts)
    assert set(lexicon.modality.governing.values()) <= set(MODALITIES)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("book.yaml", "version: mine\ncontexts: {}\ntypes: {MEET: {quad: 9}}", "quad: must be 1, 2, 3 or 4"),
        ("book.yaml", "- 1", "book.yaml: must be a mapping"),
        ("senses.yaml", "verbs: [{name: x, verbs: [go]}]\nnouns: []\nadjectives: []", "row 'x': 'type' is missing"),
        (
            "senses.yaml",
            "verbs: [{name: x, type: AID, strength: 1, verbs: go}]\nnouns: []\nadjectives: []",
            "verbs: row 'x': must be a list",
        ),
        (
            "senses.yaml",
            "verbs: [{name: x, verbs: [go], tipe: AID}]\nnouns: []\nadjectives: []",
            "unknown field 'tipe'; did you mean 'type'",
        ),
        (
            "senses.yaml",
            "verbs: [{name: x, type: AID, strength: 1, verbs: [go], requires: {obj: ship}}]\nnouns: []\nadjectives: []",
            "unknown class 'ship'",
        ),
        ("senses.yaml", "verbs: []", "'nouns' is missing"),
        ("senses.yaml", "verbs: [", "senses.yaml, line 1: not YAML"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_place(tmp_path, name, text, says):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    kind = "predicates" if name == "senses.yaml" else "codebook"
    with pytest.raises(BadKnowledge, match=says):
        getattr(load_knowledge(given={kind: path}), kind)


def test_a_users_codebook_replaces_ours(tmp_path):
    raw = yaml.safe_load(shipped()["codebook/plover.yaml"].read_text(encoding="utf-8"))
    raw["version"] = "mine"
    raw["types"]["CONSULT"]["score"] = 1.25
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    book = load_knowledge(given={"codebook": path}).codebook
    assert book.intensity("CONSULT") == 1.25
    assert book.version.startswith("mine/sha256:")


def test_the_page_says_what_the_codebook_says():
    assert tables(BOOK) in DOCS.read_text(encoding="utf-8")
