"""The questions that decide between letters: which apply, what was chosen at them, and what of them is still open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.facts.fields import chain, value_of
from briefgen.facts.places import FactPath
from briefgen.interview.needs import Gap, wished
from briefgen.interview.plain import dotted, get, path_of
from briefgen.interview.questions import SITUATION
from briefgen.interview.script import Asked, Option, Situation
from briefgen.letters.views import View

if TYPE_CHECKING:
    from briefgen.interview.conversation import Conversation


def road(talk: Conversation) -> Iterator[tuple[Situation, Asked | None]]:
    """The deciding questions in order, each with its situation; each situation begins with None."""
    situation_id = talk.choice(SITUATION)
    while situation_id:
        situation = talk.guide.script.situation(situation_id)
        situation_id = ""
        yield situation, None
        for asked in situation.asked:
            yield situation, asked
            if asked.fork is not None and (option := taken(talk, asked)) is not None and option.leads_to:
                situation_id = option.leads_to
                break


def applies(talk: Conversation, asked: Asked) -> bool:
    """Whether the question is to be asked; one about the items of a list always is, each item decides for itself."""
    return asked.when is None or _by_item(asked) or talk.guide.bench.holds(asked.when, talk.context)


def options(talk: Conversation, asked: Asked) -> tuple[Option, ...]:
    """The options of a fork that can be chosen."""
    context = talk.context
    return tuple(option for option in asked.options if talk.guide.bench.holds(option.when, context))


def taken(talk: Conversation, asked: Asked) -> Option | None:
    """The option of a fork that was chosen, or that the facts already say."""
    choice = talk.choice(f"?{asked.fork}")
    if choice:
        return next((option for option in asked.options if option.id == choice), None)
    for option in asked.options:
        if option.sets and all(_same(get(talk.tree, path_of(key)), value) for key, value in option.sets.items()):
            return option
    return None


def forced(talk: Conversation) -> tuple[tuple[str, str], Mapping[str, str]] | None:
    """A choice with one answer only: its question and option, and what that sets; None if there is none next."""
    for _, asked in road(talk):
        if asked is None or not applies(talk, asked):
            continue
        if asked.fork is None:
            if next(gaps(talk, asked), None) is not None:
                return None
        elif taken(talk, asked) is None:
            possible = options(talk, asked)
            if len(possible) == 1:
                return (f"?{asked.fork}", possible[0].id), possible[0].sets
            return None
    return None


def sets(talk: Conversation, question_id: str, choice: str) -> Mapping[str, str]:
    """The facts that an option of a fork sets."""
    for _, asked in road(talk):
        if asked is not None and f"?{asked.fork}" == question_id:
            return next((option.sets for option in asked.options if option.id == choice), {})
    return {}


def gaps(talk: Conversation, asked: Asked) -> Iterator[Gap]:
    """What is open of one asked fact: itself, or all of the list item or section it belongs to."""
    assert asked.path is not None  # noqa: S101 - a fork is no fact
    steps = chain(asked.path)
    depth = next((number for number, fact in enumerate(steps, start=1) if fact.many), len(steps))
    base = ".".join(fact.key for fact in steps[:depth])
    bench = talk.guide.bench
    for gap in bench.needs(talk.settled, kinds=asked.bodies).gaps(talk.tree, wished([asked.path])):
        name = dotted(gap.path)
        if asked.optional and name == asked.path:
            if gap.id in talk.settled.left_open:
                continue
            gap = replace(gap, optional=True)  # noqa: PLW2901 - the same gap, that may stay open
        if _by_item(asked):
            known = not gap.more and name == asked.path and get(talk.tree, gap.path[:-1]) is not None
            if known and bench.holds(asked.when, _item(talk, gap.path)):
                yield gap
        elif (name == base or name.startswith(f"{base}.")) and (
            steps[depth - 1].many or not any(isinstance(step, int) for step in gap.path)
        ):
            yield gap


def dependents(talk: Conversation, changed: str) -> frozenset[str]:
    """The ids of answers to deciding questions whose condition looks at the fact `changed`."""
    top, _, leaf = changed.rpartition(".")
    found: set[str] = set()
    for _, asked in road(talk):
        if asked is None:
            continue
        for condition in (asked.when or "", *(option.when or "" for option in asked.options)):
            words = set(re.findall(r"[a-z_]+", condition))
            if changed in condition or (leaf in words and set(top.split(".")) <= words):
                found |= _answers(talk, asked)
    return frozenset(found)


def _answers(talk: Conversation, asked: Asked) -> set[str]:
    """The ids of the answers that were given to a deciding question."""
    if asked.path is None:
        return {f"?{asked.fork}"}
    return {
        step.id
        for step in talk.steps
        if (name := dotted(path_of(step.id.partition("+")[0]))) == asked.path or name.startswith(f"{asked.path}.")
    }


def _by_item(asked: Asked) -> bool:
    """Whether its condition looks at an item of a list."""
    return asked.when is not None and "dit" in re.findall(r"\w+", asked.when)


def _item(talk: Conversation, path: FactPath) -> Mapping[str, object]:
    """A context in which `dit` is the list item that `path` lies in."""
    part: Any = talk.facts
    for step in path[: next(number for number, step in enumerate(path) if isinstance(step, int)) + 1]:
        part = part[step] if isinstance(step, int) else value_of(part, step)
    return {**talk.context, "dit": View(part, talk.guide.bench.on)}


def _same(value: object, wanted: str) -> bool:
    return isinstance(value, str) and " ".join(value.split()).casefold() == wanted.casefold()
