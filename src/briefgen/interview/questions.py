"""What a conversation says to whoever shows it: a question, a refusal, or the review at the end. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefgen.errors import BriefgenError, Message
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.places import FactPath
from briefgen.law.deadlines import Deadline
from briefgen.letters.advice import Road
from briefgen.letters.catalogue import LetterSpec
from briefgen.letters.selection import Verdict
from briefgen.letters.sending import SendingFinding


class Form(StrEnum):
    """How an answer is given."""

    CHOICE = "keuze"  # one of `choices`
    SEVERAL = "meer keuzes"  # some of `choices`, with commas between them; empty for none
    YES_NO = "ja of nee"
    DAY = "datum"
    LINE = "regel"
    TEXT = "tekst"  # as many lines as wanted
    LIST = "lijst"  # one item on a line
    ADDRESS = "adres"  # "Voorbeeldstraat 1, 1234 AB Voorbeeldstad"
    BODY = "instantie"  # an id from the list of addresses, or `OWN_ADDRESS`


SITUATION, LETTER, EXTRAS = "?situatie", "+brief", "+aanvullen"
"""The ids of the questions that every conversation can have; other forks begin with "?" as well."""
OWN_ADDRESS = "eigen adres"
"""The answer to a question of the form BODY that the body is described by hand."""
NOTHING = "-"
"""The answer that leaves a question open that may stay open; an empty answer does the same."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen: what is answered, and how it reads."""

    answer: str
    label: Message
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `id` names it for `Conversation.change`; `path` is the fact it fills, None when it only leads on.
    `known` is what stands there already or stood there before going back, to keep with the same answer.
    An `optional` one may be left open. `bodies` are the kinds that a question of the form BODY allows.
    """

    id: str
    path: FactPath | None
    form: Form
    heading: Message
    text: Message
    why: Message
    example: str = ""
    choices: tuple[Choice, ...] = ()
    known: str = ""
    optional: bool = False
    care: Message | None = None
    bodies: tuple[RecipientKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer cannot be used, and what is expected; the question stays."""

    what: Message
    mend: Message


@dataclass(frozen=True, slots=True)
class Answered:
    """Something that is known, for the review: `id` for `Conversation.change`, what it is, and its value."""

    id: str
    title: Message
    value: Message


@dataclass(frozen=True, slots=True)
class LastDay:
    """The own term that ends first, with the letter it belongs to; `sure` once that letter is certain."""

    spec: LetterSpec
    deadline: Deadline
    sure: bool


@dataclass(frozen=True, slots=True)
class Review:
    """The end of a conversation: the letter that fits, why, and what else there is to know.

    `verdict` is None when no letter fits; then `closed` says why those that were possible do not.
    `problems` must be mended before the letter can be written, `warnings` are told.
    """

    verdict: Verdict | None
    answers: tuple[Answered, ...]
    last_day: LastDay | None
    roads: tuple[Road, ...]
    closed: tuple[Verdict, ...]
    problems: tuple[BriefgenError, ...]
    warnings: tuple[SendingFinding, ...]
