"""The parameters of clustering (parameters.yaml): how reports and articles are compared and planned events followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dragoman.errors import BadKnowledge
from dragoman.knowledge.faults import line_of, nearest
from dragoman.knowledge.loader import Sources, load, read_yaml, shipped

NAME = "parameters.yaml"
Numbers = Mapping[str, Annotated[float, Field(ge=0)]]


class Parameters(BaseModel):
    """Numbers of at least 0 by group and name; the comments of parameters.yaml say what each means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: Numbers
    duplicate: Numbers
    story: Numbers
    report: Numbers
    agenda: Numbers


def parameters_of(sources: Sources) -> Parameters:
    """The parameters in the files of `sources`.

    Raises `BadKnowledge` if a number is unknown, negative or no number, or if one of the shipped file is missing.
    """
    held, path = load(sources, NAME, Parameters), sources.layers(NAME)[0]
    for group, names in read_yaml(shipped()[NAME]).items():
        own = getattr(held, group)
        if missing := sorted(names.keys() - own.keys()):
            raise BadKnowledge(path, f"{group}: {missing[0]} must be a number of at least 0", line_of(path, (group,)))
        if other := sorted(own.keys() - names.keys()):
            raise BadKnowledge(
                path,
                f"{group}: unknown number {other[0]!r}{nearest(other[0], names)}",
                line_of(path, (group, other[0])),
            )
    return held
