"""``briefgen advise`` as people meet it: what is most urgent first, what cannot be done, and where help is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from shipped import ROOT

SAMPLES = ROOT / "samples"
INSTRUCTION = SAMPLES / "verzoekschrift-aanwijzing.yaml"
DAY = ("--date", "2026-11-21")


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def _advice(*arguments: str | Path) -> str:
    result = _run("advise", *arguments)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def _flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def _changed(tmp_path: Path, sample: Path, *changes: tuple[str, str]) -> Path:
    """The sample with some texts replaced by others."""
    text = sample.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = tmp_path / "zaak.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_begins_with_what_is_most_urgent_and_the_day() -> None:
    assert _flat(_advice(INSTRUCTION, *DAY)).startswith(
        "Het dringendst: verzoekschrift-aanwijzing. De laatste dag is donderdag 26 november 2026, over 5 dagen."
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-25", "Morgen, donderdag 26 november 2026, is de laatste dag."),
        ("2026-11-26", "Vandaag is de laatste dag."),
        ("2026-11-27", "Let op: voor verzoekschrift-aanwijzing was donderdag 26 november 2026 de laatste dag."),
    ],
)
def test_it_says_how_near_the_day_is(day: str, said: str) -> None:
    assert said in _flat(_advice(INSTRUCTION, "--date", day)[:300])


def test_the_closed_door_of_an_instruction_names_the_court_and_the_last_day() -> None:
    text = _flat(_advice(INSTRUCTION, *DAY))
    closed = text.split("DEUREN DIE DICHT ZIJN")[1].split("GOED OM TE WETEN")[0]
    assert "geen bezwaar" in closed
    assert "artikel 8:5, eerste lid, Awb" in closed
    assert "kinderrechter" in closed
    assert "Wel kan: verzoekschrift-aanwijzing, uiterlijk donderdag 26 november 2026." in closed


def test_after_the_last_day_the_closed_door_names_no_day_that_is_still_to_come() -> None:
    text = _flat(_advice(INSTRUCTION, "--date", "2026-11-27"))
    assert "Wel kan: verzoekschrift-aanwijzing." in text
    assert "uiterlijk donderdag" not in text
    assert "De termijn voor de kinderrechter is voorbij" in text


def test_it_says_what_a_letter_that_almost_fits_still_lacks(tmp_path: Path) -> None:
    case = _changed(tmp_path, INSTRUCTION, ("    woonplaats: Voorbeeldstad\nbelang", "belang"))
    text = _flat(_advice(case, *DAY))
    assert "BRIEVEN DIE BIJNA PASSEN" in text
    assert "Nog nodig: - kinderen 1 › woonplaats" in text
    assert "briefgen draft" not in text


def test_a_letter_that_must_not_go_out_yet_only_almost_fits(tmp_path: Path) -> None:
    sample = SAMPLES / "ingebrekestelling.yaml"
    ready = _flat(_advice(sample, *DAY))
    assert "--letter ingebrekestelling" in ready
    early = _flat(_advice(_changed(tmp_path, sample, *_week_ago(sample)), *DAY))
    assert "--letter ingebrekestelling" not in early
    assert "Zo nog niet versturen:" in early


def _week_ago(sample: Path) -> list[tuple[str, str]]:
    """Changes that have the earlier letter of a sample received a week before `DAY`."""
    days = {"verzonden": "2026-11-13", "ontvangen": "2026-11-14", "herinnerd": "2026-11-20"}
    lines = sample.read_text(encoding="utf-8").splitlines()
    return [(line, f"  {key}: {day}") for key, day in days.items() for line in lines if line.startswith(f"  {key}: ")]


def test_it_says_when_no_letter_fits_and_where_help_is(tmp_path: Path) -> None:
    case = _changed(tmp_path, INSTRUCTION, ("gezag: gezamenlijk", "gezag: geschorst"))
    text = _flat(_advice(case, *DAY))
    assert text.startswith("Er is nu geen brief die past.")
    assert "Het gezag is geschorst" in text
    assert "Jeugdstem" in text
    assert "Juridisch Loket" in text


def test_a_case_with_mistakes_is_not_advised_on(tmp_path: Path) -> None:
    case = _changed(tmp_path, INSTRUCTION, ("verzonden: 2026-11-12", "verzonden: 2027-11-12"))
    result = _run("advise", case, *DAY)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "contact › verzonden" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("advise",), 2), (("advise", "bestaat-niet.yaml"), 1), (("advise", INSTRUCTION, "--date", "gisteren"), 2)],
)
def test_mistakes_in_the_command_are_explained(arguments: tuple[str | Path, ...], code: int) -> None:
    result = _run(*arguments)
    assert result.returncode == code
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_it_can_be_asked_in_english() -> None:
    result = _run("--lang", "en", "advise", INSTRUCTION, *DAY)
    assert result.returncode == 0, result.stderr
    assert "verzoekschrift-aanwijzing" in result.stdout


def test_what_stands_in_the_way_is_told_in_english_too(tmp_path: Path) -> None:
    sample = SAMPLES / "ingebrekestelling.yaml"
    case = _changed(tmp_path, sample, *_week_ago(sample))
    english = _run("--lang", "en", "advise", case, *DAY).stdout.partition("Do not send it like this yet:")[2]
    dutch = _advice(case, *DAY).partition("Zo nog niet versturen:")[2]
    assert english.strip().startswith("- ")
    assert _flat(english)[:40] != _flat(dutch)[:40]


@pytest.mark.parametrize("letter", ["ombudsman", "contact-besluit-vragen", "naleving-omgangsregeling", "woo-verzoek"])
def test_no_line_is_wider_than_the_window_but_for_a_path(letter: str) -> None:
    sample = SAMPLES / f"{letter}.yaml"
    wide = [line for line in _advice(sample, *DAY).splitlines() if len(line) > 80 and str(sample) not in line]
    assert wide == []
