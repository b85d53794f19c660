"""docs/acquire.md names every error and every field of input, so a user can look up what happened."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from dragoman.acquire.host import BUSY
from dragoman.acquire.jsonl import FIELDS
from dragoman.knowledge import load_knowledge
from dragoman.model import Segment

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/acquire.md").read_text(encoding="utf-8")


def codes() -> set[str]:
    files = [*(ROOT / "src/dragoman/acquire").glob("*.py"), ROOT / "src/dragoman/errors.py"]
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in files]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1]
    second = [call.args[1] for call in calls if getattr(call.func, "id", None) == "Refused"]
    named = {BUSY} if any(isinstance(arg, ast.Name) and arg.id == "BUSY" for arg in second) else set()
    return named | {arg.value for arg in second if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_every_error_code_has_its_row() -> None:
    assert len(codes()) > 10
    assert set(re.findall(r"^\| `([a-z-]+)` \|", PAGE.split("## Errors")[1], re.M)) == codes()


def test_every_name_of_a_field_is_listed_in_the_order_in_which_it_counts() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`[^|]+`) \|", PAGE.split("## Fields")[1].split("##")[0], re.M)
    known = load_knowledge().lexicon.inputs.model_dump()
    assert {field: (field, *re.findall(r"`(\w+)`", names)) for field, names in rows} == known


def test_every_json_field_and_segment_kind_is_described() -> None:
    kinds = Segment.model_fields["kind"].annotation
    for name in ("id", "text", "published", *FIELDS, *getattr(kinds, "__args__", ())):
        assert f"`{name}`" in PAGE, name
