"""What was made of the last few things: the letters of a batch mostly share their body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")
Made = TypeVar("Made")
_KEPT = 4


class Latest(Generic[Thing, Made]):
    """Remembers what a pure function made of the last few things, which are compared and not hashed.

    Comparing a body with the one before stops at the first difference and passes by blocks that are the same
    object; a hash would read all of it, each time.
    """

    def __init__(self, make: Callable[[Thing], Made]) -> None:
        """`make` gives equal outcomes for equal things; nobody may change an outcome."""
        self._make = make
        self._kept: tuple[tuple[Thing, Made], ...] = ()

    def __call__(self, thing: Thing) -> Made:
        """What `make` makes of `thing`. Raises what it raises, and remembers nothing then."""
        for known, made in self._kept:
            if known == thing:
                return made
        made = self._make(thing)
        self._kept = ((thing, made), *self._kept[: _KEPT - 1])
        return made
