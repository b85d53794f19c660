"""YAML of which every scalar is text: "NO" is Norway and 2023-07 a month, not a bool and not a date.

PyYAML's own construction takes most of its time to guess the types of scalars; without it the register loads twice
as fast.
"""

from __future__ import annotations

from typing import Any

import yaml

_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Untyped(_BASE):  # type: ignore[misc]
    """A loader that composes nodes and never resolves a tag."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


def load(raw: bytes) -> Any:
    """The content of one YAML document as dicts, lists and strings; None if empty. Raises `yaml.YAMLError`."""
    loader = _Untyped(raw)
    try:
        return _value(loader.get_single_node())
    finally:
        loader.dispose()


def _value(node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [n.value if isinstance(n, yaml.ScalarNode) else _value(n) for n in node.value]
    return {key.value: _value(n) for key, n in node.value} if node is not None else None
