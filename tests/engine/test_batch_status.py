"""How a batch stands: who was in time, to the day, and what counts as an answer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mailings import DUE, SENT, answered, letter, seen, sent, standing
from shipped import workshop

from briefgen.batch.answers import Answer, AnswerKind, Reply
from briefgen.batch.manifest import Record
from briefgen.batch.sent import Mailing
from briefgen.batch.status import State, Timing, overview

LATER = DUE + timedelta(days=30)
DAY = timedelta(days=1)
STATES = {AnswerKind.FULL: State.ANSWERED, AnswerKind.PARTIAL: State.PARTLY, AnswerKind.REFUSAL: State.REFUSED}


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize(
    ("day", "timing", "days"),
    [(DUE - DAY, Timing.ON_TIME, -1), (DUE, Timing.ON_TIME, 0), (DUE + DAY, Timing.LATER, 1)],
)
def test_an_answer_on_the_last_day_is_in_time(
    day: date, timing: Timing, days: int, kind: AnswerKind, tmp_path: Path
) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", day, kind)
    found = standing(mailing, LATER)
    assert (found.timing, found.days, found.state) == (timing, days, STATES[kind])


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [(DUE - DAY, State.WAITING, -1), (DUE, State.WAITING, 0), (DUE + DAY, State.OVERDUE, 1)],
)
def test_the_last_day_has_passed_on_the_day_after_it(on: date, state: State, days: int, tmp_path: Path) -> None:
    found = standing(sent(tmp_path), on)
    assert (found.state, found.days) == (state, days)


def test_a_day_to_spare_is_given_before_it_is_said_that_the_last_day_has_passed(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, late_from=DUE + 2 * DAY)])
    assert standing(mailing, DUE + DAY).state is State.WAITING
    assert standing(mailing, DUE + 2 * DAY).state is State.OVERDUE
    answered(mailing, "GM0001", DUE + DAY)
    assert standing(mailing, LATER).timing is Timing.ON_TIME


def test_a_confirmation_of_receipt_is_no_answer(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", SENT + DAY, AnswerKind.RECEIPT, received=SENT + DAY)
    found = standing(mailing, DUE + DAY)
    assert (found.state, found.answer, found.confirmed, found.received) == (
        State.OVERDUE,
        None,
        SENT + DAY,
        SENT + DAY,
    )


ARRIVAL = date(2026, 11, 30)
"""The day on which a letter of `SENT` is thought to arrive."""


def woo(number: int) -> Record:
    """A request of which the term runs from receipt: four weeks, counted from the day that was assumed."""
    last = ARRIVAL + timedelta(weeks=4)
    return letter(
        number, letter="woo-verzoek", term="woo-4-4", nature="wettelijk", arrival=ARRIVAL, answer_by=last,
        late_from=last + DAY,
    )  # fmt: skip


@pytest.mark.parametrize("by", [AnswerKind.RECEIPT, AnswerKind.FULL])
@pytest.mark.parametrize("later", [-4, 0, 7])
def test_a_term_of_receipt_runs_from_the_day_that_the_body_names(by: AnswerKind, later: int, tmp_path: Path) -> None:
    """Woo 4.4: whoever received the letter later is not late before its own term is over."""
    mailing = sent(tmp_path, [woo(1)])
    received = ARRIVAL + later * DAY
    last = received + timedelta(weeks=4)
    answered(mailing, "GM0001", last if by is AnswerKind.FULL else received + DAY, by, received=received)
    found = standing(mailing, last)
    assert (found.due, found.days) == (last, 0)
    assert found.timing is (Timing.ON_TIME if by is AnswerKind.FULL else Timing.WAITING)
    if by is AnswerKind.RECEIPT:
        assert standing(mailing, last + DAY).state is State.OVERDUE


def test_a_day_that_was_asked_for_stands_whenever_the_letter_came(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", SENT + 9 * DAY, AnswerKind.RECEIPT, received=SENT + 8 * DAY)
    assert standing(mailing, LATER).due == DUE


def test_an_extension_on_a_day_to_spare_was_told_in_time(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, late_from=DUE + 2 * DAY)])
    answered(mailing, "GM0001", DUE + DAY, AnswerKind.EXTENSION, until=DUE + 20 * DAY)
    assert standing(mailing, LATER).due == DUE + 20 * DAY


def test_an_extension_that_was_told_in_time_moves_the_last_day(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    until = DUE + 14 * DAY
    answered(mailing, "GM0001", DUE, AnswerKind.EXTENSION, until=until)
    assert (standing(mailing, until).state, standing(mailing, until).timing) == (State.EXTENDED, Timing.WAITING)
    assert standing(mailing, until).too_late == ()
    assert standing(mailing, until + DAY).state is State.OVERDUE
    assert standing(mailing, until + DAY).days == 1
    answered(mailing, "GM0001", until)
    assert standing(mailing, LATER).timing is Timing.ON_TIME


def test_an_extension_that_was_told_too_late_moves_nothing_and_yet_the_body_is_waited_for(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    until = DUE + 14 * DAY
    answered(mailing, "GM0001", DUE + DAY, AnswerKind.EXTENSION, until=until)
    assert standing(mailing, until).state is State.EXTENDED
    assert standing(mailing, until + DAY).due == DUE
    found = standing(mailing, until)
    assert (found.timing, found.days) == (Timing.OVERDUE, 14)
    assert [told.reply.until for told in found.too_late] == [until]
    answered(mailing, "GM0001", until)
    assert standing(mailing, LATER).timing is Timing.LATER


def test_an_extension_to_no_day_moves_nothing(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", SENT + DAY, AnswerKind.EXTENSION)
    assert (standing(mailing, DUE + DAY).state, standing(mailing, DUE + DAY).due) == (State.OVERDUE, DUE)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_the_first_answer_says_whether_it_was_in_time_and_the_last_what_was_answered(
    before: AnswerKind, after: AnswerKind, tmp_path: Path
) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DUE + DAY, after)
    answered(mailing, "GM0001", DUE, before)  # recorded later, of a day before
    found = standing(mailing, LATER)
    assert (found.state, found.timing) == (STATES[after], Timing.ON_TIME)
    assert found.last is not None
    assert found.last.reply.day == DUE + DAY


def test_of_two_answers_of_one_day_the_last_recorded_says_what_was_answered(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DUE, AnswerKind.REFUSAL)
    answered(mailing, "GM0001", DUE, AnswerKind.PARTIAL)
    assert standing(mailing, LATER).state is State.PARTLY


def test_who_also_put_off_its_answer_did_not_only_confirm_that_the_letter_came(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", SENT, AnswerKind.RECEIPT)
    assert standing(mailing, DUE).only_confirmed
    answered(mailing, "GM0001", SENT + DAY, AnswerKind.EXTENSION, until=LATER)
    assert not standing(mailing, DUE).only_confirmed
    assert not standing(mailing, DUE, 2).only_confirmed


def test_the_first_day_on_which_a_last_day_has_passed_is_known_before_it_comes(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1), letter(2, late_from=DUE + 2 * DAY)])
    assert seen(mailing, DUE).first_passing == DUE + DAY
    answered(mailing, "GM0001", DUE, AnswerKind.EXTENSION, until=LATER)
    assert seen(mailing, DUE).first_passing == DUE + 2 * DAY
    answered(mailing, "GM0002", DUE)
    assert seen(mailing, DUE).first_passing == LATER + DAY
    assert seen(mailing, LATER + DAY).first_passing is None


def test_who_put_off_its_answer_too_late_is_waited_for_all_the_same(tmp_path: Path) -> None:
    mailing = sent(tmp_path, 1)
    answered(mailing, "GM0001", DUE + DAY, AnswerKind.EXTENSION, until=LATER)
    assert seen(mailing, LATER).first_passing == LATER + DAY


def test_an_answer_of_a_later_day_is_left_out_and_counted_apart(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DUE)
    assert standing(mailing, DUE - DAY).state is State.WAITING
    assert seen(mailing, DUE - DAY).later == 1
    assert seen(mailing, DUE).later == 0


def test_a_letter_that_names_no_day_makes_nobody_late(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, answer_by=None, late_from=None, nature=""), letter(2)])
    assert standing(mailing, LATER).state is State.OPEN
    answered(mailing, "GM0001", LATER)
    found = standing(mailing, LATER)
    assert (found.timing, found.days, found.state) == (Timing.NO_DAY, None, State.ANSWERED)


def test_a_row_without_a_letter_does_not_count(tmp_path: Path) -> None:
    found = seen(sent(tmp_path, [letter(1), letter(2, files={}, reason="geen adres")]), LATER)
    assert [one.sent.row for one in found.standings] == [1]
    assert [record.row for record in found.not_made] == [2]


@given(
    replies=st.lists(
        st.tuples(
            st.integers(1, 4),
            st.integers(0, 90),
            st.sampled_from(AnswerKind),
            st.none() | st.integers(1, 60),
        ),
        max_size=12,
    ),
    on=st.integers(0, 120),
)
def test_every_letter_stands_somewhere_and_only_real_answers_count(
    replies: list[tuple[int, int, AnswerKind, int | None]], on: int
) -> None:
    mailing = Mailing(Path(), {letter(number).key: letter(number) for number in range(1, 5)})
    answers = []
    for number, after, kind, more in replies:
        day = SENT + timedelta(days=after)
        until = day + timedelta(days=more) if more and kind is AnswerKind.EXTENSION else None
        answers.append(Answer(letter(number).key, Reply(day, kind, until)))
    today = SENT + timedelta(days=on)
    found = overview(mailing, answers, today, workshop().deadlines)
    assert sum(found.timed(timing) for timing in Timing) == len(found.standings) == 4
    counted = {answer.key for answer in answers if answer.reply.kind.answers and answer.reply.day <= today}
    assert {one.sent.key for one in found.standings if one.state.answered} == counted
    for one in found.of(State.OVERDUE):
        assert one.due is not None
        assert one.due < today
        assert one.days == (today - one.due).days
