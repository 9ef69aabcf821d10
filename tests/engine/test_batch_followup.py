"""The next letters: only for whose day has passed, only what fits, and never twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from batches import body, held, made, plan, records
from mailings import SENT, answered, seen
from shipped import ROOT, workshop

from briefgen.batch.answers import AnswerKind
from briefgen.batch.crew import Alone
from briefgen.batch.followup import RULES, FollowUp, Rules, Step
from briefgen.batch.recording import withdraw
from briefgen.batch.run import run
from briefgen.batch.sent import Mailing, open_mailing
from briefgen.errors import BatchError
from briefgen.recipients import Row

DAY = timedelta(days=1)
FAR = SENT + timedelta(days=400)


def batch(folder: Path, letter: str, count: int = 2) -> Mailing:
    """A real batch of the sample of `letter` to fictional municipalities, with rows 2, 3, ..."""
    case = workshop().read(ROOT / "samples" / f"{letter}.yaml")
    made(plan(count, letter=letter, case=case, on=SENT), folder)
    return open_mailing(folder)


def steps(mailing: Mailing, on: date) -> tuple[Step, ...]:
    return FollowUp(seen(mailing, on), workshop()).steps()


def proceed(mailing: Mailing, on: date) -> list[str]:
    """Make the next letters, as `briefgen batch next` does; return which were made just now."""
    follow = FollowUp(seen(mailing, on), workshop(), again=True)
    fresh = []
    for folder, wanted in follow.rounds(follow.steps()):
        with Alone() as working:
            tally = run(wanted, folder, workshop(), working)
        assert tally.failed == 0, tally.without
        fresh += [wanted.letter] * tally.made
    return fresh


def told(found: Sequence[Step]) -> str:
    return " ".join(str(reason) for step in found for reason in step.reasons)


def due(mailing: Mailing) -> date:
    (day,) = {record.answer_by for record in mailing.letters}
    assert day is not None
    return day


def text_of(mailing: Mailing, letter: str, key: str) -> str:
    (path,) = mailing.folder.glob(f"vervolg/*-{letter}/brieven/*-{key}.txt")
    return " ".join(path.read_text(encoding="utf-8").split())


def test_what_may_follow_is_about_letters_that_exist() -> None:
    rules = workshop().templates.record(RULES, Rules)
    ids = set(workshop().catalogue.ids)
    assert set(rules.kinds) <= ids
    assert {step.letter for step in rules.steps} <= ids
    assert set(rules.never) - {"rest", "klaar"} <= ids
    assert not set(rules.kinds) & set(rules.never)
    assert {step.after for step in rules.steps} - {None} <= {step.letter for step in rules.steps}


def test_nothing_follows_before_the_last_day_has_passed(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college")
    assert steps(mailing, due(mailing)) == ()
    assert [step.letter for step in steps(mailing, due(mailing) + DAY)] == ["herinnering", "herinnering"]


@pytest.mark.parametrize("kind", [AnswerKind.FULL, AnswerKind.PARTIAL, AnswerKind.REFUSAL])
def test_nothing_follows_for_who_answered(kind: AnswerKind, tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college")
    answered(mailing, "Voorbeeld 2", due(mailing), kind)
    answered(mailing, "Voorbeeld 3", due(mailing), AnswerKind.RECEIPT)
    assert [step.standing.sent.name for step in steps(mailing, FAR)] == ["Voorbeeld 3"]


def test_a_request_is_followed_by_a_reminder_and_the_council_and_never_by_a_notice_of_default(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college")
    answered(mailing, "Voorbeeld 2", SENT + DAY, AnswerKind.RECEIPT, received=SENT + DAY)
    on, letters = due(mailing) + DAY, []
    for _ in range(6):
        letters += proceed(open_mailing(tmp_path), on)
        on += timedelta(days=60)
    assert Counter(letters) == {"herinnering": 2, "gemeenteraad": 2}
    assert all(step.letter is None for step in steps(open_mailing(tmp_path), on))
    assert "De wet noemt voor een antwoord op deze brief geen vaste termijn" in text_of(
        mailing, "herinnering", mailing.find("Voorbeeld 2").key
    )


def test_a_term_of_the_law_leads_to_a_notice_of_default_where_the_day_of_receipt_is_known(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "gemeente-cijfers")
    answered(mailing, "Voorbeeld 2", SENT + 5 * DAY, AnswerKind.RECEIPT, received=SENT + 4 * DAY)
    reminder = due(mailing) + DAY
    assert proceed(mailing, reminder) == ["herinnering", "herinnering"]
    mailing = open_mailing(tmp_path)
    (asked,) = {record.answer_by for record in mailing.rounds[0].records.values()}
    assert asked is not None
    waiting = steps(mailing, asked)
    assert [step.letter for step in waiting] == [None, None]
    assert "is al een brief gemaakt (herinnering)" in told(waiting)
    after = steps(mailing, asked + DAY)
    assert [step.letter for step in after] == ["ingebrekestelling", None]
    assert "--received" in told(after[1:])
    assert proceed(mailing, asked + DAY) == ["ingebrekestelling"]
    text = text_of(mailing, "ingebrekestelling", mailing.find("Voorbeeld 2").key)
    for day in ("26 november 2026", "30 november 2026", "29 december 2026"):  # sent, received, reminded
        assert day in text.replace("\u00a0", " ")
    assert "in gebreke" in text
    assert "Alle brieven die hierop kunnen volgen, zijn gemaakt." in told(steps(open_mailing(tmp_path), FAR)[:1])


def test_who_received_the_letter_later_is_reminded_later(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "gemeente-cijfers")
    answered(mailing, "Voorbeeld 2", SENT + 12 * DAY, AnswerKind.RECEIPT, received=SENT + 11 * DAY)  # a week later
    last = due(mailing) + 7 * DAY
    assert [step.standing.sent.name for step in steps(mailing, last)] == ["Voorbeeld 3"]
    assert [step.letter for step in steps(mailing, last + DAY)] == ["herinnering", "herinnering"]


def test_an_extension_is_waited_for_and_then_named(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "gemeente-cijfers")
    until = due(mailing) + 14 * DAY
    answered(mailing, "Voorbeeld 2", due(mailing), AnswerKind.EXTENSION, until=until)
    assert [step.standing.sent.name for step in steps(mailing, until)] == ["Voorbeeld 3"]
    assert proceed(mailing, until + DAY) == ["herinnering", "herinnering"]
    assert "11 januari 2027 zou komen" in text_of(mailing, "herinnering", mailing.find("Voorbeeld 2").key)


def test_an_extension_to_no_day_asks_for_a_reaction_first(tmp_path: Path) -> None:
    for letter in ("gemeente-cijfers", "toezicht-college"):
        mailing = batch(tmp_path / letter, letter)
        answered(mailing, "Voorbeeld 2", SENT + DAY, AnswerKind.EXTENSION)
        first, second = steps(mailing, FAR)
        assert first.letter is None
        assert "verlenging-reactie" in told([first])
        assert second.letter == "herinnering"
        answered(mailing, "Voorbeeld 2", SENT + DAY, AnswerKind.EXTENSION, until=FAR - DAY)
        assert [step.letter for step in steps(mailing, FAR)] == ["herinnering", "herinnering"]


def test_a_round_that_was_made_is_not_made_again(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college")
    on = due(mailing) + DAY
    assert len(proceed(mailing, on)) == 2
    before = held(tmp_path)
    assert proceed(open_mailing(tmp_path), on) == []
    assert held(tmp_path) == before
    assert proceed(open_mailing(tmp_path), on + DAY) == []
    assert held(tmp_path) == before


def test_a_round_that_was_broken_off_is_taken_up(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college", 3)
    on = due(mailing) + DAY
    follow = FollowUp(seen(mailing, on), workshop(), again=True)
    ((folder, wanted),) = follow.rounds(follow.steps()[:1])
    with Alone() as working:
        run(wanted, folder, workshop(), working)
    assert len(proceed(open_mailing(tmp_path), on)) == 2
    assert len(list(folder.glob("brieven/*.txt"))) == 3
    assert [record.row for record in records(folder)] == [2, 3, 4]


def broken_off(mailing: Mailing, on: date) -> Path:
    """The first of the next letters of that day, and then a stop."""
    follow = FollowUp(seen(mailing, on), workshop(), again=True)
    ((folder, wanted),) = follow.rounds(follow.steps())

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with Alone() as working, suppress(KeyboardInterrupt):
        run(wanted, folder, workshop(), working, stop)
    return folder


def test_a_round_without_a_manifest_is_known_by_its_journal_and_bars_another(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college", 3)
    on = due(mailing) + DAY
    folder = broken_off(mailing, on)
    assert not (folder / "manifest.jsonl").exists()
    mailing = open_mailing(tmp_path)
    (found,) = mailing.unfinished
    assert (found.folder, found.letter, found.on, found.ready) == (folder, "herinnering", on, 1)
    assert [step.letter for step in steps(mailing, on + DAY)] == [None, "herinnering", "herinnering"]
    mailing.refuse_second_round(on)
    with pytest.raises(BatchError, match=r"'herinnering' van 8.januari.2027 zijn niet af\. Klaar: 1\.") as raised:
        mailing.refuse_second_round(on + DAY)
    assert raised.value.where == str(folder)
    assert str(raised.value.mend).endswith(f"briefgen batch next {tmp_path} --today 2027-01-08")
    assert proceed(mailing, on) == ["herinnering", "herinnering"]
    mailing = open_mailing(tmp_path)
    mailing.refuse_second_round(on + DAY)
    assert (mailing.unfinished, len(mailing.rounds), mailing.rounds[0].ready) == ((), 1, 3)


def test_a_round_that_got_letters_after_its_manifest_bars_another(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college", 3)
    on = due(mailing) + DAY
    answered(mailing, "Voorbeeld 2", on)
    assert len(proceed(mailing, on)) == 2
    withdraw(mailing, "Voorbeeld 2", on)
    folder = broken_off(open_mailing(tmp_path), on)
    assert len(records(folder)) == 2
    mailing = open_mailing(tmp_path)
    assert [found.ready for found in mailing.unfinished] == [3]
    with pytest.raises(BatchError):
        mailing.refuse_second_round(on + DAY)


def test_a_round_of_which_no_letter_was_made_bars_nothing(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college", 3)
    on = due(mailing) + DAY
    folder = broken_off(mailing, on)
    (folder / ".voortgang.jsonl").write_bytes(b"")
    open_mailing(tmp_path).refuse_second_round(on + DAY)


def test_of_two_rounds_that_were_broken_off_each_can_be_made_whole(tmp_path: Path) -> None:
    """As a briefgen of before left them."""
    mailing = batch(tmp_path, "toezicht-college", 3)
    on = due(mailing) + DAY
    for day in (on, on + DAY):
        broken_off(mailing, day)
    mailing = open_mailing(tmp_path)
    for day in (on, on + DAY):
        mailing.refuse_second_round(day)
    with pytest.raises(BatchError, match=r"8.januari"):
        mailing.refuse_second_round(on + 2 * DAY)


def test_the_next_letter_names_the_first_by_day_subject_and_reference(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college")
    proceed(mailing, due(mailing) + DAY)
    first = mailing.find("Voorbeeld 2")
    text = text_of(mailing, "herinnering", first.key)
    assert first.reference in text
    assert "Op 26 november 2026 stuurden wij u een brief met vragen" in text
    assert "vragen om cijfers" in text
    assert "Ouders vertellen ons" not in text  # the signals of the first letter are not told again


def test_a_letter_to_the_council_is_not_followed_by_one_to_the_executive(tmp_path: Path) -> None:
    (step, _) = steps(batch(tmp_path, "gemeenteraad"), FAR)
    assert step.letter is None
    assert "griffie" in told([step])


def test_each_row_of_a_batch_of_whole_cases_keeps_its_own_sender(tmp_path: Path) -> None:
    def parent(number: int, name: str) -> Row:
        sender = {"naam": name, "rol": "ouder", "adres": "Voorbeeldstraat 1", "postcode": "1234 AB"}
        sender |= {"plaats": "Voorbeeldstad", "geboortedatum": "1985-02-17"}
        return Row(
            number,
            dict(body(number).values)
            | {f"afzender.{key}": value for key, value in sender.items()}
            | {"verzoek.soort": "eigen gegevens", "verzoek.over": "mijzelf"},
        )

    rows = [parent(2, "Bram Jansen"), parent(3, "Sanne de Vries")]
    made(plan(rows, letter="inzage-avg", case=None, on=SENT), tmp_path)
    mailing = open_mailing(tmp_path)
    assert len(mailing.letters) == 2, [record.reason for record in mailing.records.values()]
    assert proceed(mailing, due(mailing) + 5 * DAY) == ["herinnering", "herinnering"]
    for record, name in zip(mailing.letters, ("Bram Jansen", "Sanne de Vries"), strict=True):
        text = text_of(mailing, "herinnering", record.key)
        assert text.startswith(name)
        assert record.reference in text


def test_a_body_that_is_no_longer_in_the_list_does_not_stop_the_others(tmp_path: Path) -> None:
    mailing = batch(tmp_path, "toezicht-college")
    first = mailing.find("Voorbeeld 2")
    gone = replace(first, values={"geadresseerde.id": "GM0000"})
    mailing = replace(mailing, records={**mailing.records, first.key: gone})
    found = steps(mailing, FAR)
    assert [step.letter for step in found] == [None, "herinnering"]
    assert "GM0000" in told(found[:1])
