"""What is still to be asked of a set of wanted facts: every gap in the tree, in the order it should be filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.facts.base import Facts
from briefgen.facts.fields import Fact, facts_of
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import FactPath
from briefgen.interview.plain import Plain, dotted
from briefgen.interview.script import Frame

ADDRESS = ("adres", "postcode", "plaats")
"""Keys that are asked in one line, under the first of them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that nobody has filled in. `more`: whether another item follows at this place in a list."""

    path: FactPath
    optional: bool = False
    more: bool = False

    @property
    def id(self) -> str:
        """The question's id: "kinderen.0.naam", or "kinderen+1" for whether there is a second."""
        if self.more:
            return f"{'.'.join(map(str, self.path[:-1]))}+{self.path[-1]}"
        return ".".join(map(str, self.path))


@dataclass(slots=True)
class Wish:
    """Which facts are wanted, as a tree of keys; `whole` wants all that can be said there."""

    whole: bool = False
    inside: dict[str, Wish] = field(default_factory=dict)

    def want(self, path: str, *, whole: bool = False) -> None:
        """Also want the fact at `path`."""
        wish = self
        for key in path.split("."):
            wish = wish.inside.setdefault(key, Wish())
        wish.whole = wish.whole or whole


@dataclass(frozen=True, slots=True)
class Settled:
    """What needs no asking though it is not there: left open, lists that are complete, bodies described by hand.

    `more` is the other way: the next items of lists that someone said there are.
    """

    left_open: frozenset[str] = frozenset()
    complete: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Needs:
    """Finds the gaps of one tree.

    `listed` says whether the list of addresses can be searched for the body at a place, `one_kind` whether
    only one kind of body is possible there, `has_address` whether a body in that list has a post address.
    `recipient` is the place of the body that is written to; it needs an address.
    """

    frame: Frame
    settled: Settled
    listed: Callable[[FactPath], bool]
    one_kind: Callable[[FactPath], bool]
    has_address: Callable[[str], bool]
    recipient: FactPath = ()

    def gaps(self, tree: Plain, wish: Wish) -> Iterator[Gap]:
        """Every gap in order: sections as the data orders them, facts as the model does."""
        keys = list(facts_of(CaseFacts))
        ranks = {key: rank for rank, key in enumerate(self.frame.order)}
        for key in sorted(keys, key=lambda key: (ranks.get(key, len(ranks)), keys.index(key))):
            wanted = wish.inside.get(key)
            if wanted is not None or key in tree:
                yield from self._fact(facts_of(CaseFacts)[key], tree, wanted or Wish(), (), optional=False)

    def _fact(self, fact: Fact, section: Any, wish: Wish, path: FactPath, *, optional: bool) -> Iterator[Gap]:
        here = (*path, fact.key)
        value = section.get(fact.key) if isinstance(section, Mapping) else None
        if fact.section is None:
            if value is None:
                yield from self._open(Gap(here, optional))
        elif fact.by_name:
            yield from self._body(here, value, optional=optional)
        elif fact.many:
            yield from self._list(fact, value, wish, here, optional=optional)
        elif value or not optional or ".".join(map(str, here)) not in self.settled.left_open:
            yield from self._section(fact.section, value, wish, here)

    def _list(self, fact: Fact, value: Any, wish: Wish, here: FactPath, *, optional: bool) -> Iterator[Gap]:
        assert fact.section is not None  # noqa: S101 - the caller asked for a list of sections
        if not value and optional and ".".join(map(str, here)) in self.settled.left_open:
            return
        items = [*(value or [{}])]
        if Gap((*here, len(items)), more=True).id in self.settled.more:
            items.append({})
        for index, item in enumerate(items):
            yield from self._section(fact.section, item, wish, (*here, index))
        more = Gap((*here, len(items)), more=True)
        name = ".".join(map(str, here))
        quiet = dotted(here) in self.frame.quiet and not any(
            found.startswith(f"{name}+") for found in self.settled.more
        )
        if not quiet and more.id not in self.settled.left_open and name not in self.settled.complete:
            yield more

    def _section(self, model: type[Facts], value: Any, wish: Wish, path: FactPath) -> Iterator[Gap]:
        facts = facts_of(model)
        along = self.frame.along.get(dotted(path), ())
        one_line = set(ADDRESS) <= facts.keys()
        for key in sorted(facts, key=lambda key: key not in self.frame.first_keys):
            fact, wanted = facts[key], wish.inside.get(key)
            asked = fact.required or wanted is not None or key in along or (wish.whole and fact.section is None)
            known = isinstance(value, Mapping) and key in value
            if (one_line and key in ADDRESS[1:]) or key in self.frame.never or not (asked or known):
                continue
            if one_line and key == ADDRESS[0]:
                if not all(isinstance(value, Mapping) and value.get(part) for part in ADDRESS):
                    yield from self._open(Gap((*path, key)))
                continue
            optional = not fact.required and (wanted is None or wanted.whole)
            yield from self._fact(fact, value, wanted or Wish(), path, optional=optional)

    def _body(self, here: FactPath, value: Any, *, optional: bool) -> Iterator[Gap]:
        by_hand = ".".join(map(str, here)) in self.settled.by_hand
        if not value and self.listed(here) and not by_hand:
            yield from self._open(Gap(here, optional))
            return
        body = {"id": value} if isinstance(value, str) else value or {}
        if "id" not in body:
            if not body.get("naam"):
                yield from self._open(Gap((*here, "naam"), optional))
                if optional and Gap((*here, "naam")).id in self.settled.left_open:
                    return
            if not body.get("soort") and not self.one_kind(here):
                yield from self._open(Gap((*here, "soort")))
        needs_address = here == self.recipient and not ("id" in body and self.has_address(body["id"]))
        if needs_address and not all(body.get(part) for part in ADDRESS):
            yield from self._open(Gap((*here, ADDRESS[0])))

    def _open(self, gap: Gap) -> Iterator[Gap]:
        if gap.id not in self.settled.left_open:
            yield gap


def wished(paths: Iterable[str], extras: Iterable[str] = ()) -> Wish:
    """What is wanted when all of `paths` are needed and `extras` are asked for in full."""
    wish = Wish()
    for path in paths:
        wish.want(path)
    for path in extras:
        wish.want(path, whole=True)
    return wish
