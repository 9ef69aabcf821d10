"""An empty case file for one letter: what to fill in, each with its question and an example."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.errors import Message, msg
from briefgen.facts.base import Facts
from briefgen.facts.fields import Fact, chain, facts_of
from briefgen.facts.model import CaseFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WIDTH = 100
_STEP = "  "


@dataclass(slots=True)
class _Wish:
    """What a letter asks of one fact: to be filled in, and for a section which facts in it."""

    active: bool = False
    whole: bool = False
    inside: dict[str, _Wish] = field(default_factory=dict)


def skeleton(
    needs: Sequence[str], optional: Sequence[str], *, letter: str, title: str, say: Callable[[Message], str] = str
) -> str:
    """Write a YAML case file to fill in for the letter with id `letter`, called `title`.

    `needs` and `optional` are fact paths such as "contact.verzonden"; a path that names a section
    asks for all of it. What is needed, and what the model wants in every section that is used,
    stands as an empty key; the rest as a comment. `say` puts the comments in another language.

    Raises KeyError for a path the model does not have.
    """
    wish = _Wish(active=True)
    for paths, active in ((needs, True), (optional, False)):
        for dotted in paths:
            _wish_for(wish, dotted, active=active)
    writer = _Writer(say)
    head = [*writer.comment(_opening(letter, title)), ""]
    return "\n".join([*head, *writer.section(CaseFacts, wish, "", gap=True)]).rstrip("\n") + "\n"


def _wish_for(wish: _Wish, dotted: str, *, active: bool) -> None:
    for fact in chain(dotted):
        wish = wish.inside.setdefault(fact.key, _Wish())
        wish.active = wish.active or active
    wish.whole = True


def _opening(letter: str, title: str) -> list[Message]:
    return [
        msg("Zaakbestand voor de brief '{titel}' ({brief}).", titel=title, brief=letter),
        msg("Vul achter elke sleutel met een dubbele punt het antwoord in. Regels met # ervoor tellen niet mee; "
            "haal '# ' weg voor een sleutel die u ook wilt invullen."),
        msg("Datums: 2026-11-21 of 21-11-2026. Een tekst van meer regels: schrijf | achter de dubbele punt en zet de "
            "tekst eronder, twee spaties verder ingesprongen. Begint een tekst met een leesteken of staat er een "
            "dubbele punt in? Zet de tekst dan tussen dubbele aanhalingstekens."),
        msg("Zet hier geen burgerservicenummer (BSN) in; wie het nodig heeft, vraagt er zelf om."),
        msg("Alles wat u invult, blijft op deze computer."),
    ]  # fmt: skip


class _Writer:
    def __init__(self, say: Callable[[Message], str]) -> None:
        self.say = say

    def comment(self, messages: Sequence[Message], indent: str = "") -> Iterator[str]:
        for message in messages:
            lines = textwrap.wrap(self.say(message), _WIDTH - len(indent), break_on_hyphens=False)
            yield from (f"{indent}# {line}" for line in lines)

    def section(self, model: type[Facts], wish: _Wish, indent: str, *, gap: bool = False) -> Iterator[str]:
        for fact in facts_of(model).values():
            wanted = wish.inside.get(fact.key)
            if wanted is None:
                if not (fact.required or wish.whole):
                    continue
                # A section that nobody named in particular comes with all that can be said in it.
                wanted = _Wish(whole=True)
            yield from self.fact(fact, wanted, indent, active=fact.required or wanted.active)
            if gap:
                yield ""

    def fact(self, fact: Fact, wish: _Wish, indent: str, *, active: bool) -> Iterator[str]:
        yield from self.comment(self.about(fact, wish), indent)
        lines = self.key(fact, wish)
        yield from (f"{indent}{'' if active else '# '}{line}" for line in lines)

    def key(self, fact: Fact, wish: _Wish) -> Iterator[str]:
        yield f"{fact.key}:"
        if fact.section is None:
            if fact.many:
                yield f"{_STEP}-"
        elif fact.many:
            yield f"{_STEP}-"
            yield from self.section(fact.section, wish, 2 * _STEP)
        elif not self.named(fact, wish):
            yield from self.section(fact.section, wish, _STEP)

    def about(self, fact: Fact, wish: _Wish) -> list[Message]:
        said = [msg("{titel}. {vraag}", titel=fact.title, vraag=fact.question)]
        if fact.choices:
            said.append(msg("Kies uit: {woorden}.", woorden=", ".join(fact.choices)))
        elif fact.section is None or self.named(fact, wish):
            said.append(msg("Bijvoorbeeld: {voorbeeld}", voorbeeld=fact.example))
        if fact.default:
            said.append(msg("Vult u niets in, dan geldt: {antwoord}.", antwoord=fact.default))
        if fact.many:
            said.append(msg("Meer dan een? Herhaal dan vanaf het streepje."))
        if self.named(fact, wish) and fact.section is not None:
            keys = ", ".join(f"{key}:" for key in facts_of(fact.section))
            said.append(msg("Of schrijf op de regels eronder, twee spaties ingesprongen: {sleutels}.", sleutels=keys))
        return said

    def named(self, fact: Fact, wish: _Wish) -> bool:
        """Whether one line is enough: a body that the list of addresses may know."""
        return fact.by_name and not wish.inside
