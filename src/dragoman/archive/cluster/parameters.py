"""The parameters of comparison, from parameters.yaml or a user's own file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from dragoman.errors import BadKnowledge
from dragoman.knowledge.cache import parsed

HERE = Path(__file__).with_name("parameters.yaml")
OWN = "DRAGOMAN_PARAMETERS"


@dataclass(frozen=True)
class Parameters:
    """Numbers by group and name; see parameters.yaml for what each means."""

    words: Mapping[str, float]
    duplicate: Mapping[str, float]
    story: Mapping[str, float]
    report: Mapping[str, float]
    agenda: Mapping[str, float]


def load_parameters(path: Path | None = None) -> Parameters:
    """Read `path`, else the file that the variable `DRAGOMAN_PARAMETERS` names, else the shipped one.

    Raises `BadKnowledge` where a group or number of the shipped file is missing, is none, or is negative.
    """
    return _read(path or os.environ.get(OWN) or HERE)


@cache
def _read(given: str | Path) -> Parameters:
    path = Path(given)
    try:
        held, shipped = parsed(path, "typed"), parsed(HERE, "typed")
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadKnowledge(path, f"cannot be read: {error}") from error
    for group, names in shipped.items():
        own = held.get(group) if isinstance(held, dict) else None
        for name in names:
            value = own.get(name) if isinstance(own, dict) else None
            if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
                raise BadKnowledge(path, f"{group}: {name} must be a number of at least 0")
    return Parameters(**{group: held[group] for group in shipped})
