"""The shipped register as a whole, a user's own on top of it, and the errors for files that break the schema."""

from __future__ import annotations

import time

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.register.check import check
from dragoman.knowledge.register.files import Files
from dragoman.knowledge.register.loader import Register
from dragoman.knowledge.register.show import COLUMNS, find, show
from tests.knowledge.register.registers import register_of

REGISTER = register_of()


def test_the_shipped_register_has_no_problem():
    assert check(REGISTER) == []


def test_size():
    assert len(REGISTER.terms.all) >= 1500
    assert sum(e.kind == "state" for e in REGISTER.entries.values()) >= 200
    assert sum(e.kind == "group" for e in REGISTER.entries.values()) >= 150
    assert len(REGISTER.facts) >= 80


def test_every_term_has_a_source():
    assert all(t.source for t in REGISTER.terms.all)


@pytest.mark.parametrize(
    "role", ["head_of_state|head_of_government", "foreign_minister", "defence_minister", "national_security_adviser"]
)
def test_main_offices_of_g20_and_permanent_members(role):
    g20 = (
        *("ARG", "AUS", "BRA", "CAN", "CHN", "FRA", "DEU", "IND", "IDN", "ITA"),
        *("JPN", "KOR", "MEX", "RUS", "SAU", "ZAF", "TUR", "GBR", "USA"),
    )
    held = {(o.country, o.role) for o in REGISTER.offices.values()}
    assert [c for c in g20 if not any((c, r) in held for r in role.split("|"))] == []


def test_every_state_of_the_state_system_has_known_leaders():
    led = {office.country for office in REGISTER.offices.values()} | {"SMR", "LIE", "AND", "SCG"}
    states = [e for e in REGISTER.entries.values() if e.kind == "state" and e.cow]
    assert [s.id for s in states if s.country not in led] == []


def test_loading_takes_well_under_a_second():
    start = time.process_time()
    Register(Files(load_knowledge().sources.registers()))
    assert time.process_time() - start < 1.5  # 0.4 s on an idle machine


def test_the_version_is_that_of_the_files(tmp_path):
    _write(tmp_path, "persons:\n  - {name: Ana Example}\n")
    assert REGISTER.version.startswith("sha256:")
    assert register_of(tmp_path).version != REGISTER.version


def test_rows_of_a_user_replace_shipped_rows_of_the_same_id(tmp_path):
    _write(
        tmp_path,
        """
states:
  - {id: state:FRA, name: Gaul, names: [France]}
offices:
  - {id: "office:FRA/president", title: chief, role: head_of_state, country: FRA, source: Asterix, terms: [
      [Majestix, 2020-01, 2021-01],
      {person: Ana Example, from: 2021-01-02, checked: 2022},
    ]}
""",
    )
    own = register_of(tmp_path)
    assert own.state("FRA").name == "Gaul"
    assert [t.person for t in own.role_holder("FRA", "head_of_state", "2021-06")] == ["person:ana-example"]
    assert own.role_holder("DEU", "head_of_government", "2021-06")
    alone = register_of(tmp_path, alone=True)
    assert sorted(alone.entries) == ["person:ana-example", "person:majestix-fra", "state:FRA"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("states: [", "not YAML"),
        ("- a list", "a mapping"),
        ("weather: []", "unknown field 'weather'"),
        ("states:\n  - {id: state:FRA}", "'name'"),
        ("states:\n  - {id: state:FRA, name: Gaul, colour: blue}", "colour"),
        ("offices:\n  - {id: o, title: t, role: r, country: FRA, terms: [{person: A}]}", "'from'"),
        ("offices:\n  - {id: o, title: t, role: r, country: FRA, terms: [[A]]}", "A"),
        ("terms:\n  - {office: 'office:no', person: A B, from: '2020'}", "unknown office"),
    ],
)
def test_what_breaks_the_schema_is_named(tmp_path, content, reason):
    _write(tmp_path, content)
    with pytest.raises(BadKnowledge, match=reason):
        register_of(tmp_path, alone=True)


def test_an_empty_folder_is_no_register(tmp_path):
    with pytest.raises(BadKnowledge, match="no folder"):
        register_of(tmp_path)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("[A B, 2010-01-01, 2015-01-01], [C D, 2014-01-01, 2018-01-01]", "until 2015-01-01 and person:c-d"),
        ("[A B, 2010-01-01, 2009-01-01]", "before it begins"),
        ("[A B, 2010-13-01, 2011-01-01]", "not EDTF"),
        ("[A B, 2010-01-01]", "neither an end"),
    ],
)
def test_check_finds_bad_terms(tmp_path, rows, problem):
    office = f"{{id: 'office:FRA/x', title: x, role: head, country: FRA, source: s, terms: [{rows}]}}"
    _write(tmp_path, f"offices:\n  - {office}\n")
    (found,) = check(register_of(tmp_path, alone=True))
    assert problem in found


def test_check_tolerates_marked_and_bordering_terms(tmp_path):
    rows = "[A B, 2010, 2015-06], [C D, 2015-06-10, 2020], {person: E F, from: 2019, to: 2020, acting: true}"
    office = f"{{id: 'office:FRA/x', title: x, role: head, country: FRA, source: s, terms: [{rows}]}}"
    _write(tmp_path, f"offices:\n  - {office}\n")
    assert check(register_of(tmp_path, alone=True)) == []


def test_check_finds_bad_codes(tmp_path):
    _write(tmp_path, "organisations:\n  - {id: org:x, name: X Y, country: UTO, sector: XXX, wikidata: '12'}\n")
    assert len(check(register_of(tmp_path, alone=True))) == 3


def test_show_all_and_one():
    rows = show(REGISTER)
    assert len(rows) == len(REGISTER.entries) + len(REGISTER.offices)
    assert all(tuple(row) == COLUMNS for row in rows)
    ukraine = show(REGISTER, "state:UKR")
    assert any(row["as"] == "metonym: Kyiv" for row in ukraine)
    assert show(REGISTER, "office:USA/president")[-1]["name"] == "Donald Trump"
    assert show(REGISTER, "state:none") == []


def test_find_by_name_surname_and_office():
    assert find(REGISTER, "Kyiv")[0]["id"] == "state:UKR"
    lavrov = find(REGISTER, "Lavrov", "2010-01-01")
    assert [row["as"] for row in lavrov] == ["foreign minister"]
    assert [row["name"] for row in find(REGISTER, "foreign minister Russia", "2002")] == ["Igor Ivanov"]
    assert find(REGISTER, "no such thing") == []


def test_find_says_when_a_holder_is_unknown():
    (row,) = [r for r in find(REGISTER, "prime minister Japan", "2040") if r["id"] == "office:JPN/prime-minister"]
    assert row["as"] == "holder unknown on 2040"
    assert find(REGISTER, "Mike Pompeo", "1990-01-01")[0]["as"] == "no office known on 1990-01-01"


def test_facts_have_plover_types_and_words():
    types = {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    assert {f.type for f in REGISTER.facts} <= types
    (invasion,) = [f for f in REGISTER.facts if f.id == "fact:ukraine-invasion-2022"]
    assert (invasion.source_country, invasion.target_country, invasion.date) == ("RUS", "UKR", "2022-02-24")
    assert {"invasion", "invade"} <= set(invasion.words)


def _write(folder, content):
    (folder / "own.yaml").write_text(content, encoding="utf-8")
