"""Parsed copies of YAML: the same content, never stale, never in the way."""

from __future__ import annotations

import os

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.cache import parsed


def test_text_stays_text_and_typed_is_typed(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: [on, no, 010, 1.5]\n", encoding="utf-8")
    assert parsed(path) == parsed(path) == {"a": ["on", "no", "010", "1.5"]}
    assert parsed(path, "typed") == parsed(path, "typed") == {"a": [True, False, 8, 1.5]}


def test_a_changed_file_is_parsed_anew_and_its_old_copy_goes(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    parsed(path)
    path.write_text("a: 2\n", encoding="utf-8")
    assert parsed(path) == {"a": "2"}
    assert len(list((tmp_path / "__pycache__").iterdir())) == 1


def test_a_broken_copy_is_made_again(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    parsed(path)
    (copy,) = (tmp_path / "__pycache__").iterdir()
    copy.write_text("{", encoding="utf-8")
    assert parsed(path) == {"a": "1"}


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("a file in the way", encoding="utf-8")
    assert parsed(path) == {"a": "1"}


def test_broken_yaml_is_told(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        parsed(path)


@given(st.dictionaries(st.text("abc", min_size=1), st.lists(st.text("xyz é€", max_size=5), max_size=4), max_size=4))
def test_the_copy_holds_what_the_file_holds(tmp_path_factory, content):
    path = tmp_path_factory.mktemp(f"y{os.getpid()}") / "w.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert parsed(path) == parsed(path) == yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_keys_that_are_no_text_are_read_alike_every_time(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("on: 1\n2: [{3: x}]\n", encoding="utf-8")
    assert parsed(path, "typed") == parsed(path, "typed") == {True: 1, 2: [{3: "x"}]}
