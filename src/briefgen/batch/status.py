"""How a batch stands on a day: who answered, who was in time, and whose day has passed by how much.

Facts, no labels: a day that was only asked for is called that, and nobody is "in default" here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from briefgen.batch.answers import Answer, AnswerKind
from briefgen.batch.manifest import Record
from briefgen.batch.sent import Mailing
from briefgen.law.deadlines import Deadlines

_DAY = timedelta(days=1)


class State(StrEnum):
    """What came of one letter so far."""

    ANSWERED = "beantwoord"
    PARTLY = "deels beantwoord"
    REFUSED = "geweigerd"
    EXTENDED = "uitgesteld"
    WAITING = "wacht"
    OVERDUE = "dag voorbij"
    OPEN = "open"

    @property
    def answered(self) -> bool:
        """Whether an answer came, whatever it says."""
        return self in {State.ANSWERED, State.PARTLY, State.REFUSED}


class Timing(StrEnum):
    """When the answer came, seen from the last day for it."""

    ON_TIME = "op tijd"
    LATER = "later"
    NO_DAY = "beantwoord"  # there was no last day to be in time for
    WAITING = "wacht"
    OVERDUE = "dag voorbij"


_ANSWERED = {
    AnswerKind.FULL: State.ANSWERED,
    AnswerKind.PARTIAL: State.PARTLY,
    AnswerKind.REFUSAL: State.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One letter on the day of the overview.

    `answer` is the first real answer, which says whether it was in time; `last` the newest, which says what the body
    answered. `confirmed` is the day of a confirmation of receipt. `due` is the last day for the answer, counted from
    the day of receipt that the body told, if it did, and with the extensions that were told in time; those in
    `too_late` were not. `late_from` is the first day on which one may say that `due` has passed. `days` counts from
    `due` to the answer, or to the day of the overview; negative when that was earlier. These are None where there is
    no last day.
    """

    sent: Record
    state: State
    timing: Timing
    answer: Answer | None
    last: Answer | None
    confirmed: date | None
    extension: Answer | None
    too_late: tuple[Answer, ...]
    received: date | None
    due: date | None
    late_from: date | None
    days: int | None
    answers: tuple[Answer, ...]

    @property
    def waited_for(self) -> date:
        """The day to which this body put off its answer, also when it told that too late; long ago without one."""
        return (self.extension and self.extension.reply.until) or date.min

    @property
    def only_confirmed(self) -> bool:
        """Whether this body confirmed that it received the letter, and said no more."""
        return self.confirmed is not None and self.answer is None and self.extension is None


@dataclass(frozen=True, slots=True)
class Overview:
    """A batch on the day `on`. `later` counts answers of a later day, which are left out of account."""

    mailing: Mailing
    on: date
    standings: tuple[Standing, ...]
    not_made: tuple[Record, ...]
    later: int

    def of(self, *states: State) -> tuple[Standing, ...]:
        """The letters in one of these states, in the order of the batch."""
        return tuple(standing for standing in self.standings if standing.state in states)

    def timed(self, timing: Timing, among: Iterable[Standing] | None = None) -> int:
        """How many (of `among`) stand like this."""
        return sum(standing.timing is timing for standing in (self.standings if among is None else among))

    @property
    def first_passing(self) -> date | None:
        """The first day on which one may say of somebody that the last day has passed, if that is not so now."""
        days = (
            max(one.late_from, one.waited_for + _DAY)
            for one in self.of(State.WAITING, State.EXTENDED)
            if one.late_from is not None
        )
        return min(days, default=None)

    @property
    def natures(self) -> tuple[str, ...]:
        """On what footing the letters name a last day ("" for none), each once."""
        return tuple(dict.fromkeys(standing.sent.nature for standing in self.standings))


def overview(mailing: Mailing, answers: Sequence[Answer], on: date, deadlines: Deadlines) -> Overview:
    """How `mailing` stands on `on`, from the recorded `answers`. Raises ContentError for a term that is not there."""
    by_body: dict[str, list[Answer]] = {}
    for answer in sorted(answers, key=lambda found: found.reply.day):  # those of one day stay as recorded
        if answer.reply.day <= on:
            by_body.setdefault(answer.key, []).append(answer)
    return Overview(
        mailing,
        on,
        tuple(_standing(sent, by_body.get(sent.key, []), on, deadlines) for sent in mailing.letters),
        tuple(sent for sent in mailing.records.values() if not sent.files),
        sum(answer.reply.day > on for answer in answers),
    )


def _standing(sent: Record, answers: Sequence[Answer], on: date, deadlines: Deadlines) -> Standing:
    real = [answer for answer in answers if answer.reply.kind.answers]
    first, last = (real[0], real[-1]) if real else (None, None)
    before = [answer for answer in answers if first is None or answer.reply.day <= first.reply.day]
    extensions = [answer for answer in before if answer.reply.kind is AnswerKind.EXTENSION]
    received = next((answer.reply.received for answer in answers if answer.reply.received), None)
    due, late_from, too_late = _extended(*_last_day(sent, received, deadlines), extensions)
    state = _ANSWERED[last.reply.kind] if last else _waiting(late_from, extensions, on)
    day = first.reply.day if first else on
    if late_from is None:
        timing = Timing.NO_DAY if first else Timing.WAITING
    elif first is None:
        timing = Timing.OVERDUE if day >= late_from else Timing.WAITING
    else:
        timing = Timing.ON_TIME if day < late_from else Timing.LATER
    return Standing(
        sent=sent,
        state=state,
        timing=timing,
        answer=first,
        last=last,
        confirmed=next(_days(answers, AnswerKind.RECEIPT), None),
        extension=extensions[-1] if extensions else None,
        too_late=too_late,
        received=received,
        due=due,
        late_from=late_from,
        days=None if due is None else (day - due).days,
        answers=tuple(answers),
    )


def _days(answers: Iterable[Answer], kind: AnswerKind) -> Iterator[date]:
    return (answer.reply.day for answer in answers if answer.reply.kind is kind)


def _last_day(sent: Record, received: date | None, deadlines: Deadlines) -> tuple[date | None, date | None]:
    """The last day, and the first on which it has passed; from the real day of receipt where the term runs from it."""
    if received is not None and sent.arrival is not None:
        term = deadlines.count(sent.term, received)
        return term.last_day, term.late_from
    return sent.answer_by, sent.late_from or (sent.answer_by and sent.answer_by + _DAY)


def _extended(
    due: date | None, late_from: date | None, extensions: Iterable[Answer]
) -> tuple[date | None, date | None, tuple[Answer, ...]]:
    """The same with the extensions, and those that were told after the last day: they come too late to count."""
    too_late = []
    for extension in extensions:
        until = extension.reply.until
        if late_from and extension.reply.day >= late_from:
            too_late.append(extension)
        elif due and until and until > due:
            due, late_from = until, until + _DAY
    return due, late_from, tuple(too_late)


def _waiting(late_from: date | None, extensions: Sequence[Answer], on: date) -> State:
    if extensions and (extensions[-1].reply.until or date.min) >= on:
        return State.EXTENDED
    if late_from is None:
        return State.OPEN
    return State.WAITING if on < late_from else State.OVERDUE
