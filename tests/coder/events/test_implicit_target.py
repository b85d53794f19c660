"""The side of an act that its sentence does not name."""

from __future__ import annotations

import pytest

from dragoman.coder.events.implicit_target import ImplicitTargets, implicit_source

TARGETS = [
    ("Kenyan troops attacked a base near Mogadishu.", ["SOM"]),
    ("Kenyan troops attacked.", []),
    ("Somalia said Kenyan troops had attacked.", ["SOM"]),
    ("Kenyan troops attacked Chadian rebels near Mogadishu.", ["TCD"]),
]


@pytest.mark.parametrize(("text", "countries"), TARGETS)
def test_force_falls_on_whom_it_names_or_on_the_country_it_is_in(attributed, text, countries):
    document, found = attributed(text)
    (attack,) = [c for c in found if c.trigger.text == "attacked"]
    assert [m.country for m in ImplicitTargets(document, found).target(attack)] == countries


def test_a_target_that_no_word_names_says_where_it_comes_from(attributed):
    document, (attack,) = attributed("Kenyan troops attacked a base near Mogadishu.")
    (target,) = ImplicitTargets(document, [attack]).target(attack)
    assert (target.inferred, target.kind, document.text(target.span)) == (True, "toponym", "Mogadishu")
    assert target.reason == "Mogadishu is in Somalia, where it happens"


def test_a_like_act_lends_its_target(attributed):
    document, found = attributed("Kenyan troops attacked Chadian rebels. On Monday the Kenyan troops attacked again.")
    targets = ImplicitTargets(document, found)
    assert [m.country for c in found for m in targets.target(c)] == ["TCD", "TCD"]


def test_only_force_has_a_target_that_is_not_named(attributed):
    document, found = attributed("Kenyan officials agreed to talks in Mogadishu.")
    assert all(ImplicitTargets(document, found).target(c) == c.target for c in found)


def test_asking_changes_nothing(attributed):
    document, (attack,) = attributed("Kenyan troops attacked a base near Mogadishu.")
    assert ImplicitTargets(document, [attack]).target(attack)
    assert attack.target == ()


def test_who_tells_of_a_clash_is_the_side_that_is_not_named(attributed):
    document, (clash,) = attributed("A spokesman for the Kenyan army said clashes with Somali rebels continued.")
    assert [m.country for m in implicit_source(clash, document)] == ["KEN"]
    _, (criticism,) = attributed("Kenya said Chad had criticised Sudan.")
    assert implicit_source(criticism, document) == ()
