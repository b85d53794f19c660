"""A user's files of knowledge: which of them count, how they are joined with the shipped ones, what is refused."""

from __future__ import annotations

import shutil

import pytest
import yaml

from dragoman import Coder
from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.loader import Sources, joined, shipped

SENSE = "verbs:\n  - {name: huzzah, type: SUPPORT, strength: 0.6, verbs: [huzzah]}"
SENSES = SENSE + "\nnouns: []\nadjectives: []"
TYPE = (
    "{quad: 1, score: 2.5, symmetric: false, recipient: true, planned: AGREE, cameo: '051', definition: Says well of.}"
)
OFFICE = "offices:\n  - {id: 'office:RUR', title: Regent, role: regent, country: FRA, terms: %s}"


def types_of(verb, knowledge):
    return [sense.type for sense in knowledge.predicates.verb(verb, frozenset(), None)]


# Which files count


@pytest.mark.parametrize("name", ["senses.yaml", "codebook/senses.yaml"])
def test_a_file_of_a_shipped_ones_name_stands_in_for_it(own_knowledge, name):
    knowledge = own_knowledge({name: SENSES})
    assert types_of("huzzah", knowledge) == ["SUPPORT"]
    assert types_of("praise", knowledge) == []


@pytest.mark.parametrize("name", ["senses.add.yaml", "codebook/senses.add.yaml"])
def test_an_addition_leaves_the_shipped_rows_there(own_knowledge, name):
    knowledge = own_knowledge({name: SENSE})
    assert types_of("huzzah", knowledge) == ["SUPPORT"]
    assert types_of("praise", knowledge) == types_of("praise", load_knowledge())


def test_an_addition_adds_to_the_users_own_file_too(own_knowledge):
    added = SENSE.replace("huzzah", "yodel")
    knowledge = own_knowledge({"senses.yaml": SENSES, "senses.add.yaml": added})
    assert types_of("huzzah", knowledge) == types_of("yodel", knowledge) == ["SUPPORT"]


def test_an_empty_addition_adds_nothing(own_knowledge):
    knowledge = own_knowledge({"senses.add.yaml": "# nothing yet\n", "modality.add.yaml": "governs:\n"})
    assert types_of("praise", knowledge) == types_of("praise", load_knowledge())
    assert knowledge.lexicon.modality == load_knowledge().lexicon.modality


def test_mappings_are_joined_and_lists_have_the_users_items_first():
    own = {"story": {"days": 3}, "rows": [1], "name": "own", "none": None}
    base = {"story": {"days": 2, "least": 0.5}, "rows": [2], "name": "base", "none": [3]}
    assert joined([own, base]) == {"story": {"days": 3, "least": 0.5}, "rows": [1, 2], "name": "own", "none": [3]}


def test_a_number_that_is_added_replaces_the_shipped_one_and_leaves_the_others(own_knowledge):
    base = load_knowledge().parameters.story
    name = next(iter(base))
    parameters = own_knowledge({"parameters.add.yaml": f"story:\n  {name}: 77"}).parameters
    assert parameters.story == {**base, name: 77}


def test_a_word_that_is_added_is_one_of_its_list(own_knowledge):
    knowledge = own_knowledge({"modality.add.yaml": "governs:\n  planned: [daydream]"})
    assert knowledge.lexicon.modality.governing["daydream"] == "planned"
    assert knowledge.lexicon.modality.governing["intend"] == "planned"


def test_rows_of_the_register_are_put_on_top(own_knowledge):
    row = "states:\n  - {id: 'state:FRA', name: Gaul, country: FRA, names: [Gallia]}"
    register = own_knowledge({"register/mine.yaml": row}).register
    assert (register.state("FRA").name, register.state("DEU").name) == ("Gaul", "Germany")
    assert [a.entry for a in register.find("Gallia")] == ["state:FRA"]


def test_a_register_file_of_a_shipped_ones_name_stands_in_for_it(own_knowledge):
    row = "states:\n  - {id: 'state:FRA', name: Gaul, country: FRA}"
    register = own_knowledge({"register/states.yaml": row}).register
    assert (register.state("FRA").name, register.state("DEU")) == ("Gaul", None)
    assert register.find("Nato")


def test_a_file_given_by_itself_counts_before_one_of_the_folder(tmp_path, own_knowledge):
    folder = own_knowledge({"senses.yaml": SENSES.replace("huzzah", "yodel")}).own
    (tmp_path / "mine.yml").write_text(SENSES, encoding="utf-8")
    knowledge = load_knowledge(folder, {"predicates": tmp_path / "mine.yml"})
    assert (types_of("huzzah", knowledge), types_of("hail", knowledge)) == (["SUPPORT"], [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("sense.yaml", "no knowledge file has this name; did you mean 'senses.yaml'"),
        ("codebook/plovr.yaml", "no knowledge file has this name; did you mean 'codebook/plover.yaml'"),
        ("lexicon/modality.yml", "no knowledge file has this name; did you mean 'lexicon/modality.yaml'"),
    ],
)
def test_a_file_of_an_unknown_name_is_refused(own_knowledge, name, message):
    with pytest.raises(BadKnowledge, match=message):
        own_knowledge({name: "a: 1"})


def test_two_files_for_one_are_refused(own_knowledge):
    with pytest.raises(BadKnowledge, match=r"stands for codebook/senses.yaml, as .*codebook/senses.yaml does"):
        own_knowledge({"senses.yaml": SENSES, "codebook/senses.yaml": SENSES})


def test_notes_and_hidden_files_are_left_alone(own_knowledge):
    assert own_knowledge({"README.md": "Ours.", ".git/config.yaml": "a: 1", "notes.txt": "x"}).digest is None


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadKnowledge, match="there is no such folder"):
        load_knowledge(tmp_path / "none")
    with pytest.raises(BadKnowledge, match="cannot be read"):
        load_knowledge(given={"codebook": tmp_path / "none.yaml"})
    with pytest.raises(BadKnowledge, match=r"no folder with .yaml files"):
        load_knowledge(given={"register": tmp_path / "none"})
    with pytest.raises(BadKnowledge, match="'codebok' is no knowledge file"):
        load_knowledge(given={"codebok": tmp_path / "none.yaml"})


# What is refused

FAULTS = [
    # predicates
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: SUPORT, strength: 1, verbs: [x]}",
        2,
        "unknown type 'SUPORT'; did you mean 'SUPPORT'",
    ),
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: CONSULT, mode: visitt, strength: 1, verbs: [x]}",
        2,
        "unknown mode of CONSULT 'visitt'; did you mean 'visit'",
    ),
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: SUPPORT, mode: visit, strength: 1, verbs: [x]}",
        2,
        "unknown mode of SUPPORT 'visit'; 'visit' is a mode of CONSULT",
    ),
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: SUPPORT, strength: 1,\n     source: [subjj], verbs: [x]}",
        3,
        "unknown slot 'subjj'; did you mean 'subj'",
    ),
    (
        "senses.add.yaml",
        "nouns:\n  - {name: a, type: SUPPORT, strength: 1,\n     requires: {obbj: any}, nouns: [x]}",
        3,
        "unknown slot 'obbj'; did you mean 'obj'",
    ),
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: SUPPORT, strength: 1, verbs: [x],\n     requires: {obj: militry}}",
        3,
        "unknown class 'militry'; did you mean 'military'",
    ),
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: SUPPORT, strength: 1, verbs: [x],\n     tragets: [obj]}",
        3,
        "unknown field 'tragets'; did you mean 'target'",
    ),
    ("senses.add.yaml", "verbs:\n  - {name: a, type: SUPPORT, verbs: [x]}", 2, "row 'a': 'strength' is missing"),
    (
        "senses.add.yaml",
        "verbs:\n  - {name: a, type: SUPPORT, strength: 7, verbs: [x]}",
        2,
        "verbs.strength: row 'a': must be less than or equal to 1, not '7'",
    ),
    ("senses.add.yaml", "verb: []", 1, "unknown field 'verb'; did you mean 'verbs'"),
    (
        "senses.yaml",
        "verbs: []\nnouns: []\nadjectives: []\nclases: {}",
        4,
        "unknown field 'clases'; did you mean 'classes'",
    ),
    ("senses.yaml", "verbs: []\nclasses: [a]", 2, "classes: must be a mapping"),
    ("senses.add.yaml", "verbs:\n  - name: a: b", 2, "not YAML"),
    ("slots.add.yaml", "gramatical: [whom]", 1, "unknown field 'gramatical'; did you mean 'grammatical'"),
    # codebook
    (
        "plover.add.yaml",
        f"types:\n  PRAISE: {TYPE.replace('AGREE', 'AGRE')}",
        2,
        "types.PRAISE.planned: unknown type 'AGRE'; did you mean 'AGREE'",
    ),
    (
        "plover.add.yaml",
        f"types:\n  PRAISE: {TYPE.replace('recipient', 'recipent')}",
        2,
        "unknown field 'recipent'; did you mean 'recipient'",
    ),
    (
        "plover.add.yaml",
        f"types:\n  PRAISE: {TYPE.replace('quad: 1', 'quad: 5')}",
        2,
        "types.PRAISE.quad: must be 1, 2, 3 or 4, not 5",
    ),
    ("cameo.add.yaml", "codes:\n  '0519': {type: PRAISE}", 2, "unknown type 'PRAISE'"),
    # words
    ("contexts.add.yaml", "milittary: [tank]", 1, "unknown context 'milittary'; did you mean 'military'"),
    ("modality.add.yaml", "governs:\n  planed: [daydream]", 2, "unknown modality 'planed'; did you mean 'planned'"),
    ("modality.add.yaml", "marks: {provided: conditionel}", 1, "not 'conditionel'; did you mean 'conditional'"),
    ("modality.add.yaml", "govern: {}", 1, "unknown field 'govern'; did you mean 'governs'"),
    ("english.add.yaml", "word: [a]", 1, "unknown field 'word'; did you mean 'words'"),
    # register
    (
        "register/mine.yaml",
        "states:\n  - {id: 'state:RUR', name: Ruritania,\n     contry: RUR}",
        3,
        "row 'Ruritania': unknown field 'contry'; did you mean 'country'",
    ),
    ("register/mine.yaml", "states:\n  - {name: Ruritania}", 2, "'id' is missing"),
    ("register/mine.yaml", "sates: []", 1, "unknown field 'sates'; did you mean 'states'"),
    (
        "register/mine.yaml",
        "states:\n  - {id: 'state:RUR', name: Ruritania, names: Rury}",
        2,
        "states.names: row 'Ruritania': must be a list, not 'Rury'",
    ),
    (
        "register/mine.yaml",
        OFFICE % "[{person: A, from: '2000'},\n    {person: B, form: '2000'}]",
        3,
        "unknown field 'form'; did you mean 'from'",
    ),
    ("register/mine.yaml", OFFICE % "[[A, '2000'],\n    [B]]", 3, r"a term is \[person, from, to\], not \['B'\]"),
    # gazetteer
    (
        "regions.add.yaml",
        "places:\n  - {name: Zenda, kind: regon, lat: 1, lon: 2}",
        2,
        "not 'regon'; did you mean 'region'",
    ),
    (
        "regions.add.yaml",
        "places:\n  - {name: Zenda, kind: region, lat: north, lon: 2}",
        2,
        "places.lat: row 'Zenda': must be a number, not 'north'",
    ),
    # parameters
    ("parameters.add.yaml", "storry: {}", 1, "unknown field 'storry'; did you mean 'story'"),
    ("parameters.add.yaml", "story:\n  days: -1", 2, "story.days: must be greater than or equal to 0, not -1"),
]


@pytest.mark.parametrize(("name", "text", "line", "message"), FAULTS, ids=lambda x: str(x)[:30])
def test_a_fault_is_told_with_file_line_and_the_nearest_known_word(own_knowledge, name, text, line, message):
    knowledge = own_knowledge({name: text})
    with pytest.raises(BadKnowledge, match=message) as refused:
        knowledge.check()
    assert refused.value.path == knowledge.own / name
    assert refused.value.line == line
    assert str(refused.value).startswith(f"{knowledge.own / name}, line {line}: ")


def test_a_coder_refuses_a_users_broken_file_before_it_reads_an_article(own_knowledge):
    with pytest.raises(BadKnowledge, match="unknown context 'milittary'"):
        Coder(knowledge=own_knowledge({"contexts.add.yaml": "milittary: [tank]"}))


def test_an_unknown_number_is_told_with_the_nearest_one(own_knowledge):
    name = next(iter(load_knowledge().parameters.story))
    knowledge = own_knowledge({"parameters.add.yaml": f"story:\n  {name}x: 1"})
    with pytest.raises(BadKnowledge, match=f"story: unknown number '{name}x'; did you mean '{name}'") as refused:
        _ = knowledge.parameters
    assert refused.value.line == 2


def test_a_fault_in_what_is_added_to_is_told_of_that_file(own_knowledge):
    """An addition counts before the file it adds to; the row of the latter is told at its own place."""
    wrong = SENSES.replace("SUPPORT", "SUPORT")
    knowledge = own_knowledge(
        {"senses.add.yaml": SENSE + "\n  - {name: b, type: AID, strength: 1, verbs: [b]}", "senses.yaml": wrong}
    )
    with pytest.raises(BadKnowledge, match="unknown type 'SUPORT'") as refused:
        _ = knowledge.predicates
    assert (refused.value.path.name, refused.value.line) == ("senses.yaml", 2)


def test_what_is_refused_once_is_refused_again(own_knowledge):
    """A copy of what a file holds is kept beside it; a bare `on` is no word the second time either."""
    knowledge = own_knowledge({"words.add.yaml": "classes:\n  later: {on: 1}"})
    for _ in range(2):
        with pytest.raises(BadKnowledge, match="must be a list of words"):
            _ = knowledge.time_lexicon


# Digest and copy


def test_shipped_knowledge_has_no_digest_and_nothing_to_copy(tmp_path):
    load_knowledge().copy_to(tmp_path)
    assert load_knowledge().digest is None
    assert list(tmp_path.iterdir()) == []


def test_the_digest_changes_with_the_content_and_not_with_the_place(tmp_path, own_knowledge):
    here = own_knowledge({"senses.add.yaml": SENSE, "register/mine.yaml": "states: []"})
    there = tmp_path / "elsewhere/other"
    shutil.copytree(here.own, there)
    moved = load_knowledge(there)
    assert moved.digest == here.digest
    assert moved.codebook.version == here.codebook.version
    assert here.codebook.version != load_knowledge().codebook.version
    (there / "senses.add.yaml").write_text(SENSE.replace("0.6", "0.7"), encoding="utf-8")
    assert load_knowledge(there).digest != here.digest


def test_the_digest_is_that_of_the_same_file_wherever_the_folder_has_it(own_knowledge, tmp_path):
    above = own_knowledge({"senses.add.yaml": SENSE})
    (tmp_path / "below/codebook").mkdir(parents=True)
    (tmp_path / "below/codebook/senses.add.yaml").write_text(SENSE, encoding="utf-8")
    assert load_knowledge(tmp_path / "below").digest == above.digest


def test_knowledge_is_loaded_once_while_its_files_stay_the_same(own_knowledge):
    knowledge = own_knowledge({"senses.add.yaml": SENSE})
    assert load_knowledge(knowledge.own) is knowledge
    assert types_of("huzzah", knowledge) == ["SUPPORT"]
    (knowledge.own / "senses.add.yaml").write_text(SENSE.replace("huzzah", "yodel"), encoding="utf-8")
    changed = load_knowledge(knowledge.own)
    assert (types_of("huzzah", changed), types_of("yodel", changed)) == ([], ["SUPPORT"])


def test_a_copy_is_read_like_what_it_is_a_copy_of(tmp_path, own_knowledge):
    row = "states:\n  - {id: 'state:FRA', name: %s, country: FRA}"
    given = tmp_path / "given"
    given.mkdir()
    (given / "a.yaml").write_text(row % "Francia", encoding="utf-8")
    (given / "states.yaml").write_text(row % "Frankia", encoding="utf-8")
    folder = own_knowledge(
        {
            "codebook/plover.add.yaml": f"types:\n  PRAISE: {TYPE}",
            "senses.add.yaml": SENSE.replace("SUPPORT", "PRAISE"),
            "register/z.yaml": row % "Gaul",
            "gazetteer/regions.add.yaml": "places:\n  - {name: Zenda, kind: region, lat: 1, lon: 2}",
        }
    ).own
    knowledge = load_knowledge(folder, {"register": given})
    copies = tmp_path / "copy", tmp_path / "copy of the copy"
    knowledge.copy_to(copies[0])
    load_knowledge(copies[0]).copy_to(copies[1])
    for copy in map(load_knowledge, copies):
        assert copy.digest == knowledge.digest
        assert copy.codebook == knowledge.codebook
        assert copy.predicates.file == knowledge.predicates.file
        assert copy.register.state("FRA").name == knowledge.register.state("FRA").name == "Frankia"
        assert [r.location.name for r in copy.gazetteer.curated("Zenda")] == ["Zenda"]
        copy.check()


def test_a_copy_of_files_given_one_by_one_is_read_alike(tmp_path):
    (tmp_path / "mine.yaml").write_text(SENSES, encoding="utf-8")
    knowledge = load_knowledge(given={"predicates": tmp_path / "mine.yaml"})
    knowledge.copy_to(tmp_path / "copy")
    copy = load_knowledge(tmp_path / "copy")
    assert types_of("huzzah", copy) == ["SUPPORT"]
    assert copy.digest == knowledge.digest


def test_every_shipped_file_can_be_replaced_by_itself(tmp_path):
    for name, path in shipped().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, tmp_path / name)
    sources, knowledge = Sources(tmp_path), load_knowledge(tmp_path)
    assert all(sources.layers(name) == [tmp_path / name] for name in shipped())
    knowledge.check()
    assert knowledge.predicates.file == load_knowledge().predicates.file
    assert knowledge.register.entries == load_knowledge().register.entries


def test_the_shipped_files_are_plain_yaml():
    for path in shipped().values():
        assert yaml.safe_load(path.read_text(encoding="utf-8"))
