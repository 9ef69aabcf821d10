"""`briefgen deadline`: every step shown, and a calendar file that another program reads alike."""

from __future__ import annotations

import os
import stat
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from briefgen import resources
from briefgen.cli.main import main
from briefgen.errors import FactsError
from briefgen.law.deadlines import Deadlines
from briefgen.terms import Answer, Days, Terms, calendar

TERMS = Terms.open()
RULES = [rule.id for rule in Deadlines(resources.folder("legal_refs"))]
DAYS = Days(date(2026, 12, 11))


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path, language: str = "nl") -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", language, "deadline", *map(str, arguments)])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def answered(rule: str) -> Answer:
    if TERMS.rule(rule).before is not None:
        return TERMS.answer(rule, Days(DAYS.start - timedelta(days=1), received=DAYS.start))
    return TERMS.answer(rule, DAYS)


# --- what is shown


def test_without_a_rule_all_are_listed_by_subject(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert code == 0
    for rule in RULES:
        assert f"  {rule} " in out
    assert out.index("Gegevens en dossier") < out.index("avg-12-3") < out.index("Rechter") < out.index("rv-806-1-a")
    assert "Overig" not in out


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(rule: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = TERMS.rule(rule).before is not None
    days = ("--from", "2026-12-10", "--received", "2026-12-11") if before else ("--from", "2026-12-11")
    code, out, err = run(capsys, rule, *days, language=language)
    assert (code, err) == (0, "")
    assert TERMS.rule(rule).title in out
    assert "vrijdag 11 december 2026" in out


def test_the_answer_has_provision_link_steps_and_days(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "bw1-264-3", "--from", "2026-05-01")
    assert code == 0
    assert "artikel 1:264, derde lid, van het Burgerlijk Wetboek (BW)" in out
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0002656" in out
    assert "1. Begin: verzending of uitreiking van de beslissing, vrijdag 1 mei 2026. Die dag telt niet mee." in out
    assert "2. Twee weken later is vrijdag 15 mei 2026." in out
    assert "Laatste dag: vrijdag 15 mei 2026" in out
    assert "In de ruimste lezing: maandag 18 mei 2026" in out
    assert "Voorbij vanaf: dinsdag 19 mei 2026" in out
    assert "Toelichting: Het verzoek moet op de laatste dag" in out


def test_a_day_that_counts_itself_is_said_to(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "bw1-265-4", "--from", "2026-09-07")
    assert "Die dag telt zelf mee." in out
    assert "2. De laatste dag van twee weken is dan zondag 20 september 2026." in out
    assert "Laatste dag: maandag 21 september 2026" in out


def test_an_older_day_than_the_text_that_was_read_is_remarked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "awb-6-7", "--from", "2019-03-04")
    assert "niet nagegaan" in out
    _, out, _ = run(capsys, "awb-6-7", "--from", "2026-11-24")
    assert "niet nagegaan" not in out


def test_an_extension_and_a_pause_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    plain = run(capsys, "woo-4-4", "--from", "2026-11-24")[1]
    assert "Verlenging met twee weken: alleen wegens omvang" in plain
    assert "Kan stilstaan (zienswijzen). VAN: mededeling aan de verzoeker" in plain
    pause = ("--paused", "zienswijzen", "2026-12-01", "15-12-2026")
    out = run(capsys, "woo-4-4", "--from", "2026-11-24", "--extended", *pause)[1]
    assert "Met twee weken verlenging is dat dinsdag 5 januari 2027." in out
    assert "stil van woensdag 2 december 2026 tot en met dinsdag 15 december 2026 (veertien dagen)" in out
    assert "Laatste dag: dinsdag 19 januari 2027" in out
    late = run(capsys, "woo-4-4", "--from", "2026-11-24", "--told", "2026-12-23")[1]
    assert "na dinsdag 22 december 2026; zij telt niet mee." in late


def test_a_penalty_is_told_by_date(capsys: pytest.CaptureFixture[str]) -> None:
    days = ("--from", "2027-01-25", "--received", "2027-01-26")
    out = run(capsys, "awb-4-17", *days, "--until", "2027-03-01")[1]
    assert "10 februari 2027 tot en met 23 februari 2027: € 23 per dag" in out
    assert "10 maart 2027 tot en met 23 maart 2027: € 45 per dag" in out
    assert "ten hoogste € 1.442." in out
    assert "Tot en met 1 maart 2027: € 532 (dagen: 20)." in out
    assert "days: 20" in run(capsys, "awb-4-17", *days, "--until", "2027-03-01", language="en")[1]


# --- what cannot be


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("onzin", "--from", "2026-11-24"), 1, "onzin"),
        (("../laws/awb/6-7", "--from", "2026-11-24"), 1, "geen termijnregel"),
        (("avg-12-3",), 2, "ontvangst van het verzoek"),
        (("awb-4-17",), 2, "laatste dag waarop het bestuursorgaan kon beslissen"),
        (("awb-4-17",), 2, "--received: ontvangst van de schriftelijke ingebrekestelling"),
        (("onzin",), 1, "onzin"),
        (("--from", "2026-11-24"), 2, "regel"),
        (("avg-12-3", "--from", "morgen"), 2, "morgen"),
        (("awb-6-7", "--from", "2026-11-24", "--extended"), 1, "geen verlenging"),
        (("awb-6-7", "--from", "2026-11-24", "--told", "2026-11-25"), 1, "geen verlenging"),
        (("avg-12-3", "--from", "2026-11-24", "--told", "2026-11-23"), 1, "voordat"),
        (("avg-12-3", "--from", "2026-11-24", "--received", "2026-11-25"), 1, "Geef alleen die dag op"),
        (("awb-4-17", "--from", "2027-01-25"), 1, "--received"),
        (("awb-4-17", "--from", "2027-01-25", "--received", "2027-01-25"), 1, "dinsdag 26 januari 2027"),
        (("avg-12-3", "--from", "2026-11-24", "--until", "2026-11-30"), 2, "--until"),
        (("avg-12-3", "--from", "2026-11-24", "--paused", "x", "2026-11-25", "2026-11-26"), 1, "stilstand"),
        (("woo-4-4", "--from", "2026-11-24", "--paused", "x", "2026-11-25", "2026-11-26"), 1, "zienswijzen"),
        (("woo-4-4", "--from", "2026-11-24", "--paused", "uitstel", "2026-11-27", "2026-11-26"), 1, "stilstaan"),
        (("woo-4-4", "--from", "2026-11-24", "--paused", "uitstel", "2026-11-23", "2026-11-26"), 1, "stilstaan"),
        (("woo-4-4", "--from", "2026-11-24", "--paused", "uitstel", "2027-11-23", "2027-11-26"), 1, "al voorbij"),
    ],
)
def test_mistakes_are_explained(
    arguments: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert said in err.replace("\u00a0", " ")


def test_a_day_beyond_the_calendar_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    for day in ("9999-12-31", "0206-11-24"):
        code, out, err = run(capsys, "awb-9-24", "--from", day)
        assert (code, out) == (1, "")
        assert "Controleer het jaar" in err


def test_nothing_is_written_when_the_question_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "termijn.ics"
    assert run(capsys, "awb-6-7", "--from", "2026-11-24", "--extended", "--ics", path)[0] == 1
    assert run(capsys, "awb-6-7", "--from", "2026-11-24", "--until", "2026-11-25", "--ics", path)[0] == 2
    assert not list(tmp_path.iterdir())


# --- the calendar file


def opened(data: bytes) -> Any:
    return vobject.readOne(data.decode())


@pytest.mark.parametrize("rule", RULES)
def test_another_program_reads_day_and_alarm(rule: str) -> None:
    answer = answered(rule)
    event = opened(calendar(answer)).vevent
    last = answer.deadline.last_day
    assert (event.dtstart.value, event.dtend.value) == (last, last + timedelta(days=1))
    assert event.uid.value == f"{rule}-2026-12-11@briefgen"
    assert event.dtstamp.value.isoformat() == "2026-12-11T00:00:00+00:00"
    assert event.summary.value == f"Laatste dag: {answer.deadline.rule.title}"
    assert answer.source is None or answer.source.citation.replace("\u00a0", " ") in event.description.value
    ahead = min(answer.deadline.rule.reminder_days, (last - answer.deadline.event).days)
    assert event.valarm.action.value == "DISPLAY"
    assert event.valarm.trigger.value == timedelta(hours=9) - timedelta(days=ahead)


def test_lines_are_short_and_end_as_the_format_wants() -> None:
    data = calendar(answered("awb-4-17"))
    assert data.endswith(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_same_question_gives_the_same_bytes_and_an_extension_updates() -> None:
    plain = calendar(TERMS.answer("woo-4-4", DAYS))
    assert plain == calendar(Terms.open().answer("woo-4-4", DAYS))
    extended = calendar(TERMS.answer("woo-4-4", Days(DAYS.start, extended=True)))
    assert opened(plain).vevent.uid.value == opened(extended).vevent.uid.value
    assert (opened(plain).vevent.sequence.value, opened(extended).vevent.sequence.value) == ("0", "1")


def test_the_command_writes_the_file_and_never_another_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "termijn.ics"
    question = ("bw1-264-3", "--from", "2026-12-11", "--ics", path)
    code, out, _ = run(capsys, *question)
    assert code == 0
    assert str(path) in out
    written = path.read_bytes()
    assert opened(written).vevent.dtstart.value == date(2026, 12, 28)
    assert run(capsys, *question)[0] == 0
    code, out, err = run(capsys, "bw1-264-3", "--from", "2026-12-12", "--ics", path)
    assert (code, out) == (1, "")
    assert "termijn.ics" in err
    assert path.read_bytes() == written


def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = ("bw1-264-3", "--from", "2026-12-11", "--ics")
    code, out, err = run(capsys, *question, tmp_path / "geen-map" / "termijn.ics")
    assert (code, out) == (1, "")
    assert "termijn.ics" in err
    code, out, err = run(capsys, *question, tmp_path)
    assert (code, out) == (2, "")
    assert str(tmp_path) in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
def test_the_file_is_readable_by_its_owner_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "bw1-264-3", "--from", "2026-12-11", "--ics", tmp_path / "termijn.ics")
    assert stat.S_IMODE(os.stat(tmp_path / "termijn.ics").st_mode) == 0o600  # noqa: PTH116 - the mode itself


def test_an_unknown_rule_is_the_fault_of_the_question() -> None:
    with pytest.raises(FactsError):
        TERMS.rule("ooit")
