"""`briefgen batch answer|status|next|report`: from the letters that went out to the report, on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from batches import made, plan
from mailings import DUE, SENT, letter, sent
from shipped import ROOT, workshop

from briefgen.batch.content import content_hash
from briefgen.batch.manifest import Record
from briefgen.batch.means import Means
from briefgen.cli import options
from briefgen.cli.batch_screen import Screen
from briefgen.cli.main import main

LATE = "2027-02-01"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path, language: str = "nl") -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", language, "batch", *map(str, arguments)])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def mailing(folder: Path, records: Iterable[Record] | int = 3) -> Path:
    return sent(folder, records).folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A real batch of questions to three fictional municipalities, that went out on 26 November 2026."""
    case = workshop().read(ROOT / "samples" / "toezicht-college.yaml")
    made(plan(3, letter="toezicht-college", case=case, on=SENT), tmp_path / "verzending")
    return tmp_path / "verzending"


def test_an_answer_is_recorded_with_what_it_means(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reply = tmp_path / "reply.pdf"
    reply.write_bytes(b"%PDF")
    folder = mailing(tmp_path / "map")
    code, out, err = run(
        capsys,
        "answer",
        folder,
        "GM0002",
        "--date",
        "2026-12-01",
        "--file",
        reply,
        "--question",
        "1=ja",
        "--question",
        "2=a=b",
        "--note",
        "per post",
    )
    assert (code, err) == (0, "")
    assert "Vastgelegd: antwoord 1 december 2026, Voorbeelddorp 2 (GM0002)." in out
    assert "  Vraag 1: ja\n  Vraag 2: a=b\n  Opmerking: per post\n  Kopie: antwoorden/gm0002-reply.pdf\n" in out
    assert "Laatste dag: 7 januari 2027. De laatste dag is een verzoek, geen termijn uit de wet." in out
    line = (folder / "antwoorden.jsonl").read_text(encoding="utf-8")
    assert '"vragen": {"1": "ja", "2": "a=b"}' in line


def test_a_confirmation_is_said_to_be_no_answer_and_a_second_answer_tells_of_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mailing(tmp_path)
    _, out, _ = run(capsys, "answer", folder, "GM0002", "--date", "2026-12-01", "--kind", "ontvangstbevestiging")
    assert "Dit telt niet als antwoord" in out
    _, out, _ = run(capsys, "answer", folder, "GM0002", "--date", "2026-12-09")
    assert "Eerder vastgelegd: ontvangstbevestiging 1 december 2026" in out
    _, out, _ = run(capsys, "answer", folder, "GM0002", "--date", "2026-12-09")
    assert "Dit stond er al" in out


def test_a_name_of_several_words_needs_no_quotation_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mailing(tmp_path, [letter(1, name="De Bilt")])
    code, out, _ = run(capsys, "answer", folder, "De", "Bilt", "--date", "2026-12-01")
    assert (code, "Vastgelegd: antwoord 1 december 2026, De Bilt (GM0001)." in out) == (0, True)
    code, out, _ = run(capsys, "answer", folder, "--undo", "De", "Bilt")
    assert (code, "Teruggenomen" in out) == (0, True)
    code, _, err = run(capsys, "answer", folder)
    assert (code, "INSTANTIE" in err) == (2, True)


def test_a_notice_of_delay_without_a_day_is_told_how_it_gets_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mailing(tmp_path)
    given = ("GM0002", "--kind", "verlenging", "--date", "2026-12-10")
    _, out, _ = run(capsys, "answer", folder, *given)
    assert "Leg het bericht daarna nog een keer vast, met die dag bij --until." in out
    _, out, _ = run(capsys, "answer", folder, *given, "--until", "2027-03-01")
    assert "Laatste dag: 1 maart 2027" in out


@pytest.mark.parametrize(
    ("day", "last", "passed", "late"),
    [("2027-01-07", "1 maart", 2, ""), ("2027-01-08", "7 januari", 3, ", na de laatste dag")],
)
def test_a_notice_of_delay_that_came_too_late_is_told_to_change_nothing(
    day: str, last: str, passed: int, late: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mailing(tmp_path)
    given = ("--kind", "verlenging", "--date", day, "--until", "2027-03-01")
    _, out, _ = run(capsys, "answer", folder, "GM0002", *given)
    assert ("Dit bericht is van na de laatste dag. Daarom verandert die dag niet" in out) is bool(late)
    assert f"Laatste dag: {last} 2027" in out
    _, out, _ = run(capsys, "status", folder, "--today", LATE)
    assert f"de laatste dag is voorbij: {passed}\n" in out
    assert f"  GM0002  Voorbeelddorp 2: tot 1 maart 2027; gemeld op {int(day[-2:])} januari 2027{late}\n" in out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("GM0020", "--date", "2026-12-01"), 1, "GM0002 (Voorbeelddorp 2)"),
        (("GM0002", "--date", "2026-11-25"), 1, "eerder dan de brief van 26"),
        (("GM0002", "--date", "gisteren"), 2, "gisteren"),
        (("GM0002", "--date", "2026-12-01", "--question", "ja"), 2, "1=ja"),
        (("GM0002", "--date", "2026-12-01", "--question", "1=ja", "--question", "1=nee"), 2, "twee keer"),
        (("GM0002", "--date", "2026-12-01", "--file", "weg.pdf"), 1, "bestaat niet"),
        (("GM0002", "--date", "2026-12-01", "--note", "bsn 111222333"), 1, "burgerservicenummer"),
    ],
)
def test_what_cannot_be_right_is_told_and_nothing_is_recorded(
    arguments: tuple[str, ...], code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mailing(tmp_path)
    found, _, err = run(capsys, "answer", folder, *arguments)
    assert found == code
    assert told in err.replace("\u00a0", " ")
    assert not (folder / "antwoorden.jsonl").exists()


def test_an_answer_that_is_taken_back_is_told_with_what_stays_and_how_the_body_stands_now(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = tmp_path / "reply.pdf"
    reply.write_bytes(b"%PDF")
    body = (questions, "Voorbeeld 2")
    run(capsys, "answer", *body, "--date", "2026-12-01", "--kind", "ontvangstbevestiging")
    given = ("--date", "2026-12-09", "--question", "2=nee", "--question", "1=ja", "--file", reply)
    run(capsys, "answer", *body, *given)
    code, out, err = run(capsys, "answer", *body, "--undo")
    (copy,) = (questions / "antwoorden").iterdir()
    assert (code, err) == (0, "")
    first, *rest = out.splitlines()
    assert re.fullmatch(r"Teruggenomen: antwoord 9 december 2026, Voorbeeld 2 \(.+\)\.", first)
    assert rest == [
        "  Vraag 1: ja",
        "  Vraag 2: nee",
        f"  De kopie van het bestand blijft staan: antwoorden/{copy.name}",
        "  Blijft vastgelegd: ontvangstbevestiging 1 december 2026",
        "  Nog geen antwoord van deze instantie.",
        "  Laatste dag: 7 januari 2027. De laatste dag is een verzoek, geen termijn uit de wet.",
    ]
    _, out, _ = run(capsys, "status", questions, "--today", LATE)
    assert "Beantwoord" not in out
    assert "  de laatste dag is voorbij: 3\n  Van deze 3:\n    alleen de ontvangst is bevestigd: 1\n" in out
    code, out, _ = run(capsys, "answer", *body, "--undo")
    assert (code, "Teruggenomen: ontvangstbevestiging 1 december 2026" in out) == (0, True)
    code, _, err = run(capsys, "answer", *body, "--undo")
    assert (code, "Van Voorbeeld 2 is geen antwoord vastgelegd." in err) == (1, True)
    _, out, _ = run(capsys, "answer", *body, *given)
    assert "Vastgelegd: antwoord 9 december 2026" in out
    assert "Eerder vastgelegd" not in out


def test_the_answer_before_the_one_that_is_taken_back_counts_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 12, 20))
    folder = mailing(tmp_path)
    run(capsys, "answer", folder, "GM0002", "--date", "2026-12-01", "--kind", "gedeeltelijk")
    run(capsys, "answer", folder, "GM0002", "--date", "2026-12-09", "--kind", "weigering")
    _, out, _ = run(capsys, "answer", folder, "GM0002", "--undo")
    assert "Teruggenomen: weigering 9 december 2026" in out
    assert "Blijft vastgelegd: deel van het antwoord 1 december 2026" in out
    assert "Nog geen antwoord" not in out
    *_, last = (folder / "antwoorden.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(last)["op"] == "2026-12-20"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--date", "2026-12-01"),
        ("--kind", "volledig"),
        ("--until", "2026-12-01"),
        ("--received", "2026-12-01"),
        ("--file", "reply.pdf"),
        ("--note", ""),
        ("--question", "1=ja"),
    ],
)
def test_taking_back_goes_with_no_other_option(
    option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mailing(tmp_path)
    run(capsys, "answer", folder, "GM0002", "--date", "2026-12-01")
    before = (folder / "antwoorden.jsonl").read_bytes()
    code, _, err = run(capsys, "answer", folder, "GM0002", "--undo", option, value)
    assert (code, f"laat {option} weg" in err) == (2, True)
    assert (folder / "antwoorden.jsonl").read_bytes() == before


def test_a_next_letter_that_was_made_stays_when_an_answer_is_taken_back(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "answer", questions, "Voorbeeld 2", "--date", DUE.isoformat())
    run(capsys, "next", questions, "--today", LATE)
    before = {path: path.read_bytes() for path in (questions / "vervolg").rglob("*") if path.is_file()}
    code, _, _ = run(capsys, "answer", questions, "Voorbeeld 2", "--undo")
    assert code == 0
    assert {path: path.read_bytes() for path in (questions / "vervolg").rglob("*") if path.is_file()} == before


def test_the_help_says_how_an_answer_is_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "answer", "--help")
    assert "Vergiste u zich? Met --undo" in " ".join(out.split())


@pytest.mark.parametrize("command", ["status", "next", "report"])
def test_a_folder_without_a_batch_is_told(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, command, tmp_path)
    assert code == 1
    assert str(tmp_path) in err


def test_the_status_says_who_is_how_late_and_what_can_come_next(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "answer", questions, "Voorbeeld 2", "--date", DUE.isoformat())
    code, out, err = run(capsys, "status", questions, "--today", LATE)
    assert (code, err) == (0, "")
    assert "Brieven: 3\nBeantwoord: 1\n  op tijd: 1\nNog geen antwoord: 2\n  de laatste dag is voorbij: 2" in out
    assert "De laatste dag is een verzoek, geen termijn uit de wet. (7 januari 2027)" in out
    assert "Voorbeeld 2: antwoord 7 januari 2027, op tijd" in out
    assert len(re.findall(r"Voorbeeld [34]: 25 dagen na 7 januari 2027; volgende: herinnering", out)) == 2
    assert "De volgende stap kan zijn: herinnering (voor 2)\n  - U stuurde eerder een brief." in out
    assert f"briefgen batch next {questions}" in out


def test_the_numbers_of_the_status_add_up_and_what_is_among_them_stands_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mailing(tmp_path, 7)
    for body, day, *more in (
        ("GM0001", "2026-12-01", "--kind", "gedeeltelijk"),
        ("GM0001", "2027-01-20"),
        ("GM0002", "2026-12-01", "--kind", "volledig"),
        ("GM0002", "2026-12-03", "--kind", "weigering"),
        ("GM0003", "2026-12-01", "--kind", "ontvangstbevestiging"),
        ("GM0004", "2026-12-01", "--kind", "verlenging", "--until", "2027-03-01"),
    ):
        assert run(capsys, "answer", folder, body, "--date", day, *more)[0] == 0
    _, out, _ = run(capsys, "status", folder, "--today", LATE)
    assert out.split("De laatste dag is een verzoek")[0].splitlines()[1:] == [
        "Brieven: 7",
        "Beantwoord: 2",
        "  op tijd: 2",
        "  Van deze 2:",
        "    een weigering: 1",
        "Nog geen antwoord: 5",
        "  de laatste dag is voorbij: 4",
        "  de laatste dag is nog niet voorbij: 1",
        "  Van deze 5:",
        "    uitgesteld, en nog niet voorbij: 1",
        "    alleen de ontvangst is bevestigd: 1",
    ]
    assert "GM0001  Voorbeelddorp 1: antwoord 20 januari 2027; eerste antwoord 1 december 2026, op tijd" in out
    assert "GM0002  Voorbeelddorp 2: weigering 3 december 2026; eerste antwoord 1 december 2026, op tijd" in out


def test_the_status_on_the_last_day_names_nobody(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "status", questions, "--today", DUE.isoformat())
    assert "de laatste dag is nog niet voorbij: 3" in out
    assert "Voorbeeld" not in out


def test_the_status_of_a_batch_without_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mailing(tmp_path, [letter(1, files={}, reason="Geen adres.")])
    code, out, _ = run(capsys, "status", folder, "--today", LATE)
    assert code == 0
    assert "Brieven: 0" in out
    assert "Zonder brief (telt niet mee): 1" in out


def test_the_next_letters_are_made_once_and_for_whom_they_fit(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "answer", questions, "Voorbeeld 2", "--date", DUE.isoformat())
    code, out, err = run(capsys, "next", questions, "--today", LATE)
    assert (code, err) == (0, "")
    assert "Gemaakt: 2" in out
    letters = sorted((questions / "vervolg" / f"{LATE}-herinnering" / "brieven").glob("*.txt"))
    assert len(letters) == 2
    before = [path.read_bytes() for path in letters]
    code, out, _ = run(capsys, "next", questions, "--today", LATE)
    assert (code, "Was er al: 2" in out) == (0, True)
    assert [path.read_bytes() for path in letters] == before
    code, out, _ = run(capsys, "next", questions, "--today", "2027-02-02")
    assert code == 0
    assert "Nu geen volgende brief voor 2" in out
    assert "Er zijn nu geen volgende brieven te maken." in out
    assert len(list((questions / "vervolg").iterdir())) == 1


def test_before_the_last_day_it_is_said_from_when_letters_can_follow(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "next", questions, "--today", DUE.isoformat())
    assert code == 0
    assert out.splitlines() == [
        "Er zijn nu geen volgende brieven te maken.",
        "Dat kan op zijn vroegst op vrijdag 8 januari 2027.",
    ]
    council = mailing(tmp_path / "raad", [letter(1, letter="gemeenteraad")])
    _, out, _ = run(capsys, "next", council, "--today", DUE.isoformat())
    assert "op zijn vroegst" not in out
    assert "Bel de griffie" in " ".join(out.split())


def test_next_letters_that_were_broken_off_are_finished_before_others_are_made(
    questions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Screen, "watch", _stopped_after(1))
        code, _, err = run(capsys, "next", questions, "--today", LATE, "--letterhead", "rechtbank")
    command = f"briefgen batch next {questions} --today {LATE} --letterhead rechtbank"
    assert (code, err.splitlines()[-1]) == (
        1,
        f"Gestopt. Brieven die klaar zijn: 1. Niets is half geschreven. Ga verder met: {command}",
    )
    folder = questions / "vervolg" / f"{LATE}-herinnering"
    code, out, err = run(capsys, "next", questions, "--today", "2027-02-02")
    assert (code, out) == (1, "")
    assert str(folder) in err
    assert "De brieven 'herinnering' van 1 februari 2027 zijn niet af. Klaar: 1." in err
    assert err.endswith(f"Maak ze anders eerst af met: {command}\n")
    assert list((questions / "vervolg").iterdir()) == [folder]
    _, out, _ = run(capsys, "status", questions, "--today", "2027-02-02")
    assert "Let op: De brieven 'herinnering' van 1 februari 2027 zijn niet af. Klaar: 1." in out
    assert f"Maak ze af met: {command}\n" in out
    assert "Maak ze in één keer" not in out
    assert "(voor 2)" in out
    _, out, _ = run(capsys, "report", questions, "--today", "2027-02-02")
    assert "zijn niet af" in out
    code, out, _ = run(capsys, "next", questions, "--today", LATE, "--letterhead", "rechtbank")
    assert (code, "Gemaakt: 2" in out, "Was er al: 1" in out) == (0, True, True)
    _, out, _ = run(capsys, "status", questions, "--today", "2027-02-02")
    assert "zijn niet af" not in out


def _stopped_after(letters: int) -> Callable[..., None]:
    """What watches a run on the screen, and stops it as Ctrl-C does when so many letters are there."""

    def watch(screen: Screen, _record: Record, tally: Any, _fresh: bool) -> None:  # noqa: FBT001 - what the engine calls
        screen.tally = tally
        if tally.done == letters:
            raise KeyboardInterrupt

    return watch


@pytest.mark.parametrize("command", ["answer", "status", "next", "report"])
def test_a_folder_of_next_letters_is_refused_and_that_of_the_batch_named(
    command: str, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "next", questions, "--today", LATE)
    folder = questions / "vervolg" / f"{LATE}-herinnering"
    code, _, err = run(capsys, command, folder, *(["Voorbeeld 2"] if command == "answer" else []))
    assert (code, err.endswith(f"Geef de map van die verzending op: {questions}\n")) == (1, True)
    assert not (folder / "antwoorden.jsonl").exists()


def test_an_answer_of_a_day_that_has_still_to_come_is_recorded_and_told(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "answer", questions, "Voorbeeld 2", "--date", "2126-12-10")
    assert (code, "Let op: 10 december 2126 is nog niet geweest." in out) == (0, True)
    code, out, _ = run(capsys, "answer", questions, "Voorbeeld 3", "--date", SENT.isoformat())
    assert "nog niet geweest" not in out


def test_the_next_letters_are_on_the_paper_that_is_asked_for(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "next", questions, "--today", LATE, "--letterhead", "organisatie")
    assert (code, "voorbeeldlogo" in err) == (0, True)
    told = json.loads((questions / "vervolg" / f"{LATE}-herinnering" / "campagne.json").read_bytes())
    assert told["inhoud"] == content_hash(Means("organisatie"))
    assert told["inhoud"] != content_hash()


def test_the_next_letters_are_on_the_paper_of_the_letters_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = workshop().read(ROOT / "samples" / "toezicht-college.yaml")
    made(plan(2, case=case, on=SENT, means=Means("rechtbank")), tmp_path)
    code, _, err = run(capsys, "next", tmp_path, "--today", LATE)
    assert (code, "Briefpapier: rechtbank (van deze reeks brieven)" in err) == (0, True)
    told = json.loads((tmp_path / "vervolg" / f"{LATE}-herinnering" / "campagne.json").read_bytes())
    assert told["briefpapier"]["naam"] == "rechtbank"
    _, _, err = run(capsys, "report", tmp_path, "--today", LATE, "--letterhead", "burger")
    assert "hebben ander briefpapier: rechtbank. Nu is gekozen: burger." in err


@pytest.mark.parametrize("command", ["status", "next"])
def test_a_reader_of_english_is_told_once_that_reasons_are_in_dutch(
    command: str, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, command, questions, "--today", LATE, language="en")
    assert (code, " ".join(out.split()).count("in Dutch")) == (0, 1)


@pytest.mark.parametrize("command", ["next", "report"])
def test_paper_that_is_not_there_is_told(command: str, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, command, questions, "--today", LATE, "--letterhead", "nergens")
    assert (code, "nergens" in err) == (1, True)
    assert not (questions / "vervolg").exists()


def test_the_report_is_written_beside_the_letters_or_where_asked(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "answer", questions, "Voorbeeld 2", "--date", DUE.isoformat(), "--question", "1=ja")
    code, out, err = run(capsys, "report", questions, "--today", LATE)
    assert (code, err) == (0, "")
    names = [f"rapport-{LATE}{ending}" for ending in (".pdf", ".html", ".csv", "-vragen.csv")]
    assert [line.strip() for line in out.splitlines()[1:]] == [str(questions / name) for name in names]
    assert (questions / names[0]).read_bytes().startswith(b"%PDF-")
    page = (questions / names[1]).read_text(encoding="utf-8")
    assert "1 van de 3 instanties heeft geantwoord (33%)" in page
    run(capsys, "report", questions, "--today", LATE, "--out", tmp_path / "elders")
    for name in names:
        assert (tmp_path / "elders" / name).read_bytes() == (questions / name).read_bytes()


@pytest.mark.parametrize(
    "arguments", [("answer", "--help"), ("status", "--help"), ("next", "--help"), ("report", "--help")]
)
def test_every_command_explains_itself(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "MAP" in out
