"""The parameters of comparison, from parameters.yaml or a user's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge import parsed

HERE = Path(__file__).with_name("parameters.yaml")


@dataclass(frozen=True)
class Parameters:
    """Numbers by group and name; see parameters.yaml for what each means."""

    words: Mapping[str, float]
    duplicate: Mapping[str, float]
    story: Mapping[str, float]
    report: Mapping[str, float]


@cache
def load_parameters(path: Path = HERE) -> Parameters:
    """Read the file; raises `BadKnowledge` where a group or number of the shipped file is missing or is none."""
    try:
        held, shipped = parsed(path, "typed"), parsed(HERE, "typed")
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadKnowledge(path, f"cannot be read: {error}") from error
    for group, names in shipped.items():
        for name in names:
            value = held.get(group, {}).get(name) if isinstance(held, dict) else None
            if not isinstance(value, int | float) or isinstance(value, bool):
                raise BadKnowledge(path, f"{group}: {name} must be a number")
    return Parameters(**{group: held[group] for group in shipped})
