"""What every part of the case facts is made of: frozen values under Dutch keys.

A field's alias is the key in the case file and the name a template uses; its title is the label, its
description is the question to ask when the fact is missing, its example shows an answer. This is the
one dictionary between the Dutch of people and the English of code.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Facts(BaseModel):
    """Base of every part of the case: frozen, no unknown keys, Dutch keys only."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


def fact(alias: str, title: str, question: str, example: str, **more: Any) -> Any:
    """A required fact under its Dutch key."""
    return Field(alias=alias, title=title, description=question, examples=[example], **more)


def maybe(alias: str, title: str, question: str, example: str, **more: Any) -> Any:
    """A fact that a case may lack; a letter that needs it asks `question`."""
    return Field(default=None, alias=alias, title=title, description=question, examples=[example], **more)


def several(alias: str, title: str, question: str, example: str, **more: Any) -> Any:
    """A list of facts, empty when the case file has none."""
    return Field(default=(), alias=alias, title=title, description=question, examples=[example], **more)
