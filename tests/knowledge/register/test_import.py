"""Importers on small files in the formats of a Wikidata dump and of PETRARCH's dictionaries."""

from __future__ import annotations

import bz2
import gzip
import json

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.register.check import check
from dragoman.knowledge.register.importers import import_petrarch, import_wikidata
from tests.knowledge.register.registers import register_of

ROLES = load_knowledge().register.roles


def _time(time, precision):
    return {"snaktype": "value", "datavalue": {"type": "time", "value": {"time": time, "precision": precision}}}


def _claim(item, rank="normal", **qualifiers):
    snak = {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": item}}}
    return {"rank": rank, "mainsnak": snak, "qualifiers": qualifiers}


def _item(id, label, **claims):
    labels = {"en": {"language": "en", "value": label}} if label else {"fr": {"language": "fr", "value": "sans"}}
    return {"type": "item", "id": id, "labels": labels, "claims": claims, "modified": "2024-05-06T07:08:09Z"}


DAY, MONTH, YEAR, DECADE = 11, 10, 9, 8
ENTITIES = [
    _item(
        "Q9001",
        "Ána Example",
        P39=[
            _claim("Q9102", P580=[_time("+2011-03-00T00:00:00Z", MONTH)], P582=[_time("+2014-07-21T00:00:00Z", DAY)]),
            _claim("Q9101", "preferred", P580=[_time("+2014-07-21T00:00:00Z", DAY)]),
            _claim("Q9102", "deprecated", P580=[_time("+1999-00-00T00:00:00Z", YEAR)]),
            _claim("Q9102", P580=[_time("+1990-00-00T00:00:00Z", DECADE)]),
            _claim("Q9102"),
        ],
    ),
    _item(
        "Q9002",
        "Ána Example",
        P39=[_claim("Q9101", P580=[_time("+2001-00-00T00:00:00Z", YEAR)], P582=[{"snaktype": "somevalue"}])],
    ),
    _item("Q9003", "", P39=[_claim("Q9101", P580=[_time("+2001-00-00T00:00:00Z", YEAR)])]),
    _item("Q9101", "Prime Minister of France", P1001=[_claim("Q142")], P17=[_claim("Q9999")]),
    _item("Q9102", "Minister of Foreign Affairs", P17=[_claim("Q142")]),
    _item("Q142", "France", P298=[{"rank": "normal", "mainsnak": {"datavalue": {"type": "string", "value": "FRA"}}}]),
    {"type": "property", "id": "P39", "labels": {}},
]


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz", "dump.json.bz2"])
def test_wikidata_positions_become_terms(tmp_path, name):
    dump = tmp_path / name
    with {".gz": gzip.open, ".bz2": bz2.open}.get(dump.suffix, open)(dump, "wb") as file:
        file.write(("[\n" + ",\n".join(map(json.dumps, ENTITIES)) + ',\n{"id": "Q5", "P39" \n]\n').encode())
    summary = import_wikidata(dump, tmp_path / "out", ROLES)
    assert (summary.persons, summary.offices, summary.terms) == (2, 2, 3)
    assert summary.skipped == {
        "term without a start": 2,
        "person without an English label": 1,
        "line that is not JSON": 1,
    }
    register = register_of(tmp_path / "out", alone=True)
    (minister,) = register.role_holder("FRA", "foreign_minister", "2012-01-01")
    assert (minister.from_, minister.to, minister.source) == ("2011-03", "2014-07-21", "Wikidata Q9001")
    (premier,) = register.role_holder("FRA", "head_of_government", "2020-01-01")
    assert (premier.person, premier.to, premier.checked) == ("person:ana-example-q9001", None, "2024-05-06")


def test_two_persons_of_one_name_stay_two(tmp_path):
    dump = tmp_path / "dump.json"
    dump.write_text("\n".join(map(json.dumps, ENTITIES)))
    import_wikidata(dump, tmp_path / "out", ROLES)
    register = register_of(tmp_path / "out")
    assert {a.entry for a in register.find("Ana Example")} == {"person:ana-example-q9001", "person:ana-example-q9002"}
    assert not register.offices_of("person:ana-example-q9002", "2010")


def test_an_import_lies_on_top_of_the_shipped_register(tmp_path):
    dump = tmp_path / "dump.json"
    dump.write_text("\n".join(map(json.dumps, ENTITIES)))
    import_wikidata(dump, tmp_path / "out", ROLES)
    register = register_of(tmp_path / "out")
    assert register.role_holder("CHN", "foreign_minister", "2023-09-18")
    assert [p for p in check(register) if "q9001" in p] == []


def test_progress_is_told_and_a_broken_archive_named(tmp_path):
    (tmp_path / "dump.json").write_text("\n" * 200_000)
    told = []
    import_wikidata(tmp_path / "dump.json", tmp_path / "out", ROLES, told.append)
    assert told == [100_000, 200_000] * 2
    (tmp_path / "bad.json.gz").write_bytes(b"no gzip")
    with pytest.raises(BadKnowledge, match="cannot be read"):
        import_wikidata(tmp_path / "bad.json.gz", tmp_path / "out", ROLES)


DICTIONARY = """\
# actors of the example
JANE_DOE_  [FRAELI <20090120] [FRAGOV 20090120-20170120] [FRAELI >20170120]  ; a comment
+PRESIDENT_DOE_
+J._DOE_

ZUBROWKAN_POLICE_
+ZP
\t[ZUBCOP]
REBEL_GROUP_ [FRAINS]
PEACE_BODY_ [IGOUNO]
JOHN_ROE_
\t[FRAMIL 950301-990400]
\t[FRA]
\t[FRAGOV 19991301-20000101]
"""


def test_petrarch_dated_roles_become_terms(tmp_path):
    (tmp_path / "actors.txt").write_text(DICTIONARY)
    summary = import_petrarch(tmp_path / "actors.txt", tmp_path / "out")
    assert (summary.persons, summary.actors, summary.offices, summary.terms) == (2, 3, 4, 4)
    assert summary.skipped == {"undated code of an actor with dated ones": 1, "code with a date that is none": 1}
    register = register_of(tmp_path / "out", alone=True)
    held = {on: [t.office for t in register.offices_of("person:jane-doe", on)] for on in ("2001", "2012", "2020")}
    eli, gov = ["office:petrarch/FRAELI"], ["office:petrarch/FRAGOV"]
    assert list(held.values()) == [eli, gov, eli]
    assert {a.entry for a in register.find("President Doe")} == {"person:jane-doe"}
    (roe,) = register.offices_of("person:john-roe", "1997")
    assert (roe.from_, roe.to) == ("1995-03-01", "1999-04")


def test_petrarch_codes_become_country_and_sector(tmp_path):
    (tmp_path / "actors.txt").write_text(DICTIONARY)
    import_petrarch(tmp_path / "actors.txt", tmp_path / "out")
    register = register_of(tmp_path / "out", alone=True)
    meant = {e.name: (e.country, e.sector) for e in register.entries.values() if e.kind == "organisation"}
    assert meant == {
        "Zubrowkan Police": ("ZUB", "COP"),
        "Rebel Group": ("FRA", "REB"),
        "Peace Body": ("IGO", "IGO"),
    }
    assert register.find("ZP")[0].entry == "org:zub/zubrowkan-police"


def test_a_dictionary_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadKnowledge, match="cannot be read"):
        import_petrarch(tmp_path / "none.txt", tmp_path / "out")
