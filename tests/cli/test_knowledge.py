"""`dragoman knowledge`, and the commands that take a folder of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import spacy
import yaml
from click.testing import CliRunner, Result

import dragoman
from dragoman.cli.main import main
from dragoman.coder.detect.encoder import Encoder
from dragoman.evaluate.gold import Readers
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.loader import WEIGHTS, shipped

ROOT = Path(__file__).parents[2]
OWN = ROOT / "examples" / "knowledge"
LAUDED = ROOT / "examples" / "laud.txt"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    shutil.copytree(OWN, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "mine"


def test_each_file_is_told_with_what_it_does_and_the_hash_of_all(mine: Path) -> None:
    (mine / "register").mkdir()
    (mine / "register/guilds.yaml").write_text("groups:\n  - {id: 'group:guild', name: Ferry Guild, country: PER}\n")
    shutil.copy(shipped()["parameters.yaml"], mine)
    (mine / "notes.md").write_text("notes")
    done = run("knowledge", mine)
    assert done.exit_code == 0, done.output
    *told, last = done.stdout.splitlines()
    assert told == [
        "file\tdoes\tshipped",
        "codebook/plover.add.yaml\tadds to\tcodebook/plover.yaml",
        "codebook/senses.add.yaml\tadds to\tcodebook/senses.yaml",
        "parameters.yaml\treplaces\tparameters.yaml",
        "register/guilds.yaml\tadds to\tregister/",
    ]
    assert last == f"the knowledge is sound: sha256:{load_knowledge(mine).digest}"


def test_without_a_folder_every_file_that_can_be_replaced_is_listed() -> None:
    told = [line.split("\t") for line in run("knowledge").stdout.splitlines()[1:]]
    assert [name for name, _ in told] == sorted(shipped())
    assert all(holds for _, holds in told)


def test_an_empty_folder_is_the_shipped_knowledge(tmp_path: Path) -> None:
    assert run("knowledge", tmp_path).stdout == "no file of it counts: this is the shipped knowledge\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("codebook/senses.add.yaml", "PRAISE", "PRIASE",
         "line 3: verbs.type: row 'laud': unknown type 'PRIASE'; did you mean 'PRAISE'?"),
        ("codebook/senses.add.yaml", "verbs: [laud]", "mode: tribut, verbs: [laud]",
         "line 3: verbs.mode: row 'laud': unknown mode of PRAISE 'tribut'; did you mean 'tribute'?"),
        ("codebook/plover.add.yaml", "quad: 1", "qaud: 1", "line 3"),
        ("codebook/plover.add.yaml", '"051"', '"praise"', "a CAMEO code of two to four digits is expected"),
        ("codebook/plover.add.yaml", "planned: PRAISE", "planned: PRASE", "did you mean 'PRAISE'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_nearest_word(
    mine: Path, name: str, old: str, new: str, told: str
) -> None:
    path = mine / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    done = run("knowledge", mine)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"dragoman: {path}, line ")
    assert told in done.stderr


def test_a_file_of_no_known_name_is_told_of(mine: Path) -> None:
    (mine / "codebook/sences.yaml").write_text("{}")
    done = run("knowledge", mine)
    assert "no knowledge file has this name; did you mean" in done.stderr
    assert "senses.yaml" in done.stderr


def test_weights_that_are_not_whole_are_told_of(mine: Path) -> None:
    (mine / "weights").mkdir()
    shutil.copy(WEIGHTS / "labels.json", mine / "weights")
    done = run("knowledge", mine)
    assert done.exit_code == 1
    assert "not a folder of weights" in done.stderr


def test_read_takes_it_and_the_shipped_knowledge_stays_as_it_is() -> None:
    for words, kinds in (((), ["SUPPORT"]), (("--knowledge", OWN), ["PRAISE"])):
        done = run("read", LAUDED, "--published", "2024-03-05", "--json", *words)
        assert [e["type"] for e in json.loads(done.stdout)["events"]] == kinds


def test_python_and_spacy_take_it() -> None:
    text = LAUDED.read_text("utf-8")
    coder = dragoman.load(knowledge=OWN)
    assert dragoman.load(knowledge=str(OWN)) is coder
    (found,) = coder.pipe([text])
    assert isinstance(found, dragoman.Record)
    assert [e.type for e in found.events] == ["PRAISE"]
    assert [e.type for e in dragoman.Coder(knowledge=OWN).read(found.article).events] == ["PRAISE"]
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman", config={"knowledge": str(OWN)})
    assert [e.type for e in nlp(text)._.dragoman.events] == ["PRAISE"]


def test_the_register_of_a_folder_is_looked_into(mine: Path) -> None:
    (mine / "register").mkdir()
    (mine / "register/guilds.yaml").write_text("groups:\n  - {id: 'group:guild', name: Ferry Guild, country: PER}\n")
    for words in (["show", "group:guild"], ["find", "Ferry", "Guild"]):
        assert run("actors", *words).exit_code == 1
        assert "Ferry Guild" in run("actors", *words, "--knowledge", mine).stdout


def test_a_single_file_lies_on_top_of_the_folder(mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    raw = yaml.safe_load(shipped()["codebook/plover.yaml"].read_text("utf-8"))
    other.write_text(yaml.safe_dump({**raw, "version": "other"}), "utf-8")
    known = load_knowledge(mine, {"codebook": other})
    assert known.codebook.version.startswith("other/")
    assert "PRAISE" in known.codebook.types  # what is added is added to it


def test_a_copy_of_it_is_the_same_knowledge(mine: Path, tmp_path: Path) -> None:
    actors = tmp_path / "actors"
    (actors / "deep").mkdir(parents=True)
    for n, name in enumerate(("b.yaml", "deep/a.yaml")):
        (actors / name).write_text(f"groups:\n  - {{id: 'group:guild{n}', name: Guild {n}, country: PER}}\n")
    given = load_knowledge(mine, {"register": actors, "weights": WEIGHTS, "parameters": shipped()["parameters.yaml"]})
    given.copy_to(tmp_path / "copy")
    load_knowledge(tmp_path / "copy").copy_to(tmp_path / "copy of the copy")
    for name in ("copy", "copy of the copy"):
        copied = load_knowledge(tmp_path / name)
        assert copied.digest == given.digest
        assert copied.codebook.version == given.codebook.version
        assert copied.register.version == given.register.version


def test_the_encoder_answers_no_type_that_the_codebook_lacks() -> None:
    sentence = "<s>Peru</s> condemned <t>Chile</t> over the border post."
    modes, folder = load_knowledge().codebook.modes, load_knowledge().weights
    assert Encoder(modes, folder)(sentence).type == "ACCUSE"
    assert Encoder({n: m for n, m in modes.items() if n != "ACCUSE"}, folder)(sentence).type == "NONE"


def test_classify_and_evaluate_know_its_types(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("id\tmarked_sentence\n1\t<s>Peru</s> condemned <t>Chile</t>.\n", "utf-8")
    assert "no type of the codebook" in run("classify", pairs, "--labels", "PRAISE,ACCUSE").stderr
    done = run("classify", pairs, "--labels", "PRAISE,ACCUSE", "--knowledge", OWN)
    assert done.exit_code == 0, done.output
    assert "\tACCUSE\t" in done.stdout
    assert "PRAISE" in Readers(load_knowledge(OWN)).encoder.modes
    gold = tmp_path / "gold.jsonl"
    event = {"sent": "", "type": "PRAISE", "mode": "", "modality": "actual", "source": ["PER"], "target": ["CHL"]}
    row = {"id": "1", "published": "2024-03-05", "text": LAUDED.read_text("utf-8"), "quotes": []}
    parts = {"source_text": ["Peru"], "target_text": ["Chile"], "source_sector": ["GOV"], "target_sector": ["GOV"]}
    parts |= {"date": "2024-03-04", "place": "", "reported_by": [], "required": True, "coders": 1}
    event["sent"] = row["text"].strip()
    gold.write_text(json.dumps({**row, "events": [{**event, **parts}]}) + "\n", "utf-8")
    for words, right in (((), 0.0), (("--knowledge", OWN), 1.0)):
        done = run("evaluate", gold, "--json", *words)
        assert done.exit_code == 0, done.output
        told = {f["name"]: f["value"] for f in map(json.loads, done.stdout.splitlines())}
        assert told["events: type F1"] == right, told
