"""The conversation as a value: what was answered so far, what is asked next, and where it leads.

Every answer, every step back and every change gives a new conversation; nothing is asked twice, and what follows
from the facts alone is not asked at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefgen.errors import msg
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import FactPath
from briefgen.interview import answers, deciding, ending
from briefgen.interview.guide import Guide, Place
from briefgen.interview.needs import Settled
from briefgen.interview.plain import Plain, dotted, get, path_of, without
from briefgen.interview.questions import (
    EXTRAS,
    NOTHING,
    OWN_ADDRESS,
    Answered,
    Form,
    LastDay,
    Question,
    Refusal,
    Review,
)
from briefgen.interview.wording import NO, YES
from briefgen.letters.catalogue import LetterSpec


@dataclass(frozen=True, slots=True)
class Step:
    """One answer: the question's id, what was chosen if that is no fact, and the facts it filled in.

    `auto` marks a step that nobody was asked about, because only one answer was possible.
    """

    id: str
    choice: str = ""
    paths: tuple[FactPath, ...] = ()
    auto: bool = False


@dataclass(frozen=True)
class Conversation:
    """What was said so far. `complete` names lists that were known before and need no more items."""

    guide: Guide
    tree: Plain = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    complete: frozenset[str] = frozenset()
    changing: str = ""
    recalled: Mapping[str, str] = field(default_factory=dict)

    # -- what the guide asks of a conversation

    def choice(self, question_id: str) -> str:
        """What was chosen at a question that is no fact; empty if it was not asked."""
        return next((step.choice for step in self.steps if step.id == question_id), "")

    @cached_property
    def settled(self) -> Settled:
        """What needs no asking though it is not there."""
        return Settled(
            left_open=frozenset(step.id for step in self.steps if step.choice in {NOTHING, NO}),
            complete=self.complete,
            by_hand=frozenset(step.id for step in self.steps if step.choice == OWN_ADDRESS),
            more=frozenset(
                (
                    *(step.id for step in self.steps if step.choice == YES and "+" in step.id),
                    *(extra for extra in self.choice(EXTRAS).split(",") if "+" in extra),
                )
            ),
        )

    @cached_property
    def facts(self) -> CaseFacts:
        """The facts with stand-ins for what nobody has answered, bodies filled in."""
        return self.guide.bench.facts(self.tree)

    @cached_property
    def context(self) -> Mapping[str, object]:
        """What a condition may name."""
        return self.guide.bench.context(self.facts)

    # -- what is shown

    @cached_property
    def place(self) -> Place:
        """Where this conversation stands."""
        return self.guide.place(self)

    def next_question(self) -> Question | Review:
        """What comes now: a question, or the review when nothing is left to ask. Raises ContentError."""
        if self.changing:
            question = self.guide.question_at(self, self.changing)
            if question is not None:
                return question
        if self.place.question is None:
            return ending.review(self)
        question = self.place.question
        return replace(question, known=question.known or self.recalled.get(question.id, ""))

    @property
    def letter(self) -> LetterSpec | None:
        """The letter this leads to, as soon as only one is possible or one was chosen."""
        return self.place.letter.spec if self.place.letter is not None else None

    @property
    def last_day(self) -> LastDay | None:
        """The own term that ends first, as soon as the day it runs from is known."""
        return self.guide.last_day(self, self.place)

    @property
    def known(self) -> tuple[Answered, ...]:
        """All that is known, for people."""
        return (*ending.choices(self), *self.guide.known(self))

    # -- what can be said

    def answer(self, text: str) -> Conversation | Refusal:
        """Answer the question that comes now.

        An empty answer keeps what is known there, or leaves an optional question open; `NOTHING` does that too.
        The review takes no answer. Raises ContentError.
        """
        question = self.next_question()
        if isinstance(question, Review):
            return Refusal(msg("Alles is gevraagd."), msg("Kies een antwoord om te veranderen, of schrijf de brief."))
        text = answers.tidied(text)
        if not text and question.known:
            text = question.known
        if question.optional and text in {"", NOTHING}:
            return self._left_open(question)
        if question.path is None:
            return self._chosen(question, text)
        if question.form is Form.BODY and text.casefold() == OWN_ADDRESS:
            return self._with(Step(question.id, OWN_ADDRESS), without(self.tree, question.path))
        values = answers.read(question, text)
        if isinstance(values, Refusal):
            return values
        values += self.guide.along_with(self, question)
        tree = answers.placed(self.tree, values)
        if tree == self.tree:
            return replace(self, changing="").settle()
        if (refusal := answers.refused(self.tree, tree, question, self.guide.bench)) is not None:
            return refusal
        return self._with(Step(question.id, "", tuple(path for path, _ in values)), tree)

    def back(self) -> Conversation:
        """Undo the last answer that was given; without one, nothing changes."""
        if self.changing:
            return replace(self, changing="")
        steps = list(self.steps)
        while steps and steps[-1].auto:
            steps.pop()
        if not steps:
            return self
        last = steps.pop()
        undone = self.steps[len(steps) :]
        recalled = {**self.recalled, last.id: self._said(last)}
        return replace(self, steps=tuple(steps), tree=_removed(self.tree, undone), recalled=recalled)

    def change(self, answer_id: str) -> Conversation:
        """Ask one thing again, by the id of what is known; an unknown id changes nothing."""
        step = next((step for step in self.steps if step.id == answer_id), None)
        if step is not None and (not step.paths or answer_id.startswith("?")):
            return self._without_fork(step) if answer_id.startswith("?") else _dropped(self, frozenset({answer_id}))
        return replace(self, changing=answer_id) if self.guide.question_at(self, answer_id) is not None else self

    def settle(self) -> Conversation:
        """Take every step that leaves nothing to choose."""
        conversation = self
        while (auto := deciding.forced(conversation)) is not None:
            option_id, sets = auto
            tree, paths = _set(conversation.tree, sets)
            step = Step(option_id[0], option_id[1], paths, auto=True)
            conversation = replace(conversation, steps=(*conversation.steps, step), tree=tree)
        return conversation

    # -- how

    def _left_open(self, question: Question) -> Conversation:
        tree = self.tree if question.path is None else without(self.tree, question.path)
        return self._with(Step(question.id, NOTHING), tree)

    def _chosen(self, question: Question, text: str) -> Conversation | Refusal:
        if question.form is Form.SEVERAL:
            words = [answers.chosen(question, part) for part in re.split(r"[,;\n]", text) if part.strip()]
            for word in words:
                if isinstance(word, Refusal):
                    return word
            return self._with(Step(question.id, ",".join(dict.fromkeys(map(str, words)))), self.tree)
        word = answers.chosen(question, text)
        if isinstance(word, Refusal):
            return word
        tree, paths = _set(self.tree, deciding.sets(self, question.id, word))
        return self._with(Step(question.id, word, paths), tree)

    def _with(self, step: Step, tree: Plain) -> Conversation:
        """The conversation after `step`; a changed answer takes what depended on it along."""
        steps = [*self.steps]
        again = next((number for number, found in enumerate(steps) if found.id == step.id), None)
        if again is None:
            steps.append(step)
        else:
            steps[again] = replace(step, paths=tuple(dict.fromkeys((*steps[again].paths, *step.paths))))
        changed = replace(self, tree=tree, steps=standing(steps, tree), changing="")
        if self.changing:
            ids = deciding.dependents(changed, dotted(_path(step.id)))
            changed = _dropped(changed, ids)
        return changed.settle()

    def _without_fork(self, fork: Step) -> Conversation:
        """Another road: what was answered about this one goes, what is about people stays."""
        start = self.steps.index(fork)
        keeps = self.guide.script.frame.keeps
        ids = {
            step.id
            for step in self.steps[start + 1 :]
            if not (step.paths and dotted(step.paths[0]).split(".")[0] in keeps) and _path(step.id)[0] not in keeps
        }
        talk = _dropped(self, frozenset({fork.id, *ids}))
        return replace(talk, recalled={**self.recalled, fork.id: fork.choice})

    def _said(self, step: Step) -> str:
        """The answer that a step stood for, to offer it again."""
        if step.paths and not step.id.startswith("?"):
            return self.guide.voice.raw(_path(step.id), self.tree)
        return "" if step.choice == NOTHING else step.choice


def standing(steps: Iterable[Step], tree: Plain) -> tuple[Step, ...]:
    """The steps of which something is left: a choice, or a fact that they filled in."""
    return tuple(step for step in steps if not step.paths or any(get(tree, path) is not None for path in step.paths))


def _dropped(talk: Conversation, ids: frozenset[str]) -> Conversation:
    """Without the steps of these ids and the facts they filled in."""
    gone = tuple(step for step in talk.steps if step.id in ids)
    kept = tuple(step for step in talk.steps if step.id not in ids)
    return replace(talk, steps=kept, tree=_removed(talk.tree, gone))


def _path(question_id: str) -> FactPath:
    """The path that a question's id names."""
    return path_of(question_id.partition("+")[0])


def _set(tree: Plain, sets: Mapping[str, str]) -> tuple[Plain, tuple[FactPath, ...]]:
    """Put what an option sets where nothing is yet; what a person said before stays."""
    values = tuple((_path(key), value) for key, value in sets.items() if get(tree, _path(key)) is None)
    return answers.placed(tree, values), tuple(path for path, _ in values)


def _removed(tree: Plain, steps: tuple[Step, ...]) -> Plain:
    for step in reversed(steps):
        for path in reversed(step.paths):
            tree = without(tree, path)
    return tree
