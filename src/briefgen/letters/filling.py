"""What a Word file of the user's own is filled with: the facts, the functions, and how to write what it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from briefgen.errors import Message
from briefgen.letters.blocks import Inline, Letter


@dataclass(frozen=True, slots=True)
class Filling:
    """One letter for one Word file.

    What `environment` prints is a mark; `value` gives what stands behind its number. `faults` are what a template's
    own expressions can raise, and `explained` says of one what is wrong and the mend.
    """

    letter: Letter
    environment: Environment
    context: Mapping[str, object]
    value: Callable[[int], Inline]
    faults: tuple[type[Exception], ...]
    explained: Callable[[Exception], tuple[Message, Message]]


Fill = Callable[[Filling], bytes]
"""Fills a Word file in. Raises OwnTemplateError that names the paragraph."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """The Word file that a letter is written on: `where` it is, and how it is filled in.

    `bound`: it has a letter.yaml of its own, and may cite only what that names under 'citeert'.
    """

    where: str
    fill: Fill
    bound: bool
