"""``briefgen batch`` as people meet it: what it says, what it writes, how it ends, and how it goes on after a kill."""

from __future__ import annotations

import csv
import itertools
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import interrupts  # noqa: F401 - for what it does
import pytest
from batches import held, made, plan
from shipped import ROOT

from briefgen import letterheads
from briefgen.recipients import Recipients

SAMPLES = ROOT / "samples" / "batch"
LETTER = ("--letter", "toezicht-college", "--case", SAMPLES / "campagne.yaml", "--date", "2026-11-21")
UTRECHT = ("--to", "gemeenten", "--where", "provincie=Utrecht", "--format", "txt")


def _command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "briefgen", *map(str, arguments)]


def _run(*arguments: str | Path, code: int = 0, cwd: Path | None = None) -> str:
    """What ``briefgen batch`` with these arguments says; it must end with `code`."""
    result = subprocess.run(
        _command("batch", *arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    said = result.stdout + result.stderr
    assert "Traceback" not in said, said
    assert result.returncode == code, said
    return " ".join(said.split())


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_letter_to_all_municipalities_of_a_province(tmp_path: Path) -> None:
    out = tmp_path / "reeks"
    said = _run(*LETTER, *UTRECHT, "--format", "pdf", "--out", out)
    count = sum(1 for _ in Recipients(ROOT / "recipients").select("gemeenten", {"provincie": "Utrecht"}))
    assert f"Gemaakt: {count}" in said
    assert "maandag 4 januari 2027" in said
    assert "Jeugdstem" in said
    for name in ("brieven", "manifest.csv", "printbestand.pdf", "etiketten.pdf", "lees-mij.txt"):
        assert str(out / name) in said
    assert _names(out) == [
        "brieven", "campagne.json", "etiketten.pdf", "lees-mij.pdf", "lees-mij.txt",
        "manifest.csv", "manifest.jsonl", "printbestand.pdf", "zaak.yaml",
    ]  # fmt: skip
    letters = _names(out / "brieven")
    assert len(letters) == 2 * count
    assert "2026-11-21-toezicht-college-gm0344.txt" in letters
    letter = (out / "brieven" / "2026-11-21-toezicht-college-gm0344.txt").read_text(encoding="utf-8")
    for words in ("de burgemeester van de gemeente Utrecht", "Postbus 16200", "2026/114-GM0344"):
        assert words in letter
    page = " ".join((out / "lees-mij.txt").read_text(encoding="utf-8").split())
    assert f"deze {count} brieven" in page
    assert "maandag 4 januari 2027" in page


def test_the_table_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    _run(*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", tmp_path)
    with (tmp_path / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["naam"] for row in rows] == ["Voorbeeldstad", "Voorbeelddorp", "Voorbeelderwaard"]
    assert {row["status"] for row in rows} == {"gemaakt"}
    assert {row["antwoord_voor"] for row in rows} == {"2027-01-04"}


def test_the_fields_of_a_row_are_facts_of_its_letter(tmp_path: Path) -> None:
    said = _run(*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", tmp_path)
    assert "Gemeente → geadresseerde.naam" in said
    letters = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "brieven").iterdir()}
    own = [name for name, text in letters.items() if "wachten lang op een eerste gesprek" in " ".join(text.split())]
    assert own == ["2026-11-21-toezicht-college-voorbeelddorp-1234ab.txt"]
    assert "steeds opnieuw" not in " ".join(letters[own[0]].split())


def test_each_row_a_whole_case(tmp_path: Path) -> None:
    arguments = ("--letter", "inzage-jeugddossier", "--to", SAMPLES / "zaken.csv", "--date", "2026-11-21")
    said = _run(*arguments, "--format", "txt", "--out", tmp_path)
    assert "Gemaakt: 3" in said
    assert "donderdag 24 december 2026" in said
    names = _names(tmp_path / "brieven")
    assert "2026-11-21-inzage-jeugddossier-sanne-de-vries-1234ab-stichting-voorbeeld-1234aa-noa.txt" in names
    assert sum(name.endswith("-voor-u.txt") for name in names) == 3
    assert not (tmp_path / "lees-mij.txt").exists()
    letter = (
        tmp_path / "brieven" / next(name for name in names if name.endswith("1234aa-noa.txt") and "sanne" in name)
    ).read_text(encoding="utf-8")
    assert re.search(r"2026-11-21-[a-z2-7]{8}\b", letter)
    assert "sanne-de-vries" not in letter
    assert "Was er al: 3" in _run(*arguments, "--format", "txt", "--out", tmp_path)


def test_a_body_of_the_address_list_is_named_without_a_row(tmp_path: Path) -> None:
    said = _run(*LETTER, *UTRECHT, "--out", tmp_path / "reeks", "--dry-run")
    assert "Amersfoort, kenmerk 2026/114-GM0307" in said
    assert "rij " not in said


def test_the_words_around_a_reason_are_in_the_language_of_the_reader(tmp_path: Path, dirty: Path) -> None:
    arguments = ("batch", *LETTER, "--to", dirty, "--format", "txt", "--out", tmp_path / "reeks")
    result = subprocess.run(
        _command("--lang", "en", *arguments), capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    said = " ".join(result.stdout.split())
    assert "row 5 (Voorbeeldhoven), failed: kolom toezicht.periode.van" in said
    assert "row 3 (Voorbeelddorp), cannot be sent: kolom Postcode" in said
    assert said.count("in Dutch") == 1


def test_a_batch_keeps_its_letterhead_and_says_when_another_is_chosen(tmp_path: Path) -> None:
    arguments = (*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", tmp_path)
    _run(*arguments, "--letterhead", "organisatie")
    said = _run(*arguments)
    assert "Briefpapier: organisatie (van deze reeks brieven)" in said
    assert "Was er al: 3" in said
    said = _run(*arguments, "--letterhead", "rechtbank")
    assert "hebben ander briefpapier: organisatie. Nu is gekozen: rechtbank." in said
    assert "waarvan opnieuw" in said
    assert json.loads((tmp_path / "campagne.json").read_bytes())["briefpapier"] == {"naam": "rechtbank", "sha256": ""}


def test_a_letterhead_of_ones_own_that_changed_is_told(tmp_path: Path) -> None:
    paper, out = tmp_path / "papier", tmp_path / "reeks"
    letterheads.new(paper, "burger", ROOT / "templates" / "letterhead")
    arguments = (*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", out)
    assert "is veranderd nadat" not in _run(*arguments, "--letterhead", paper)
    with (paper / "house.yaml").open("a", encoding="utf-8") as file:
        file.write("# veranderd\n")
    assert "is veranderd nadat de brieven zijn gemaakt" in _run(*arguments)


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "lijst.csv"
    path.write_text(
        "Naam;Soort;Adres;Postcode;Plaats;toezicht.periode.van\n"
        "Voorbeeldstad;gemeente;Postbus 1;1234 AA;Voorbeeldstad;\n"
        "Voorbeelddorp;gemeente;Postbus 2;12 A;Voorbeelddorp;\n"
        "Voorbeeldstad;gemeente;Postbus 1;1234 AA;Voorbeeldstad;\n"
        "Voorbeeldhoven;gemeente;Postbus 3;1234 AC;Voorbeeldhoven;2036-01-01\n"
        "Zorg Voorbeeld;jeugdhulpaanbieder;Postbus 4;1234 AD;Voorbeeldstad;\n",
        encoding="utf-8",
    )
    return path


def test_rows_without_a_letter_are_told_with_their_number_and_why(tmp_path: Path, dirty: Path) -> None:
    said = _run(*LETTER, "--to", dirty, "--format", "txt", "--out", tmp_path / "reeks", code=1)
    assert "Gemaakt: 1 Mislukt: 2 Niet verstuurbaar: 2" in said
    assert re.search(r"rij 3 \(Voorbeelddorp\), niet verstuurbaar: kolom Postcode: .*12 A", said)
    assert re.search(r"rij 4 \(Voorbeeldstad\), niet verstuurbaar: .* rij 2", said)
    assert "rij 5 (Voorbeeldhoven), mislukt: kolom toezicht.periode.van: Deze datum" in said
    assert "rij 6 (Zorg Voorbeeld), mislukt: De brief toezicht-college past niet" in said


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path, dirty: Path) -> None:
    said = _run(*LETTER, "--to", dirty, "--out", tmp_path / "reeks", "--dry-run", code=1)
    assert "Te maken: 1 Mislukt: 2 Niet verstuurbaar: 2" in said
    assert "rij 2: Voorbeeldstad, kenmerk 2026/114-voorbeeldstad-1234aa" in said
    assert "Er is niets geschreven." in said
    assert not (tmp_path / "reeks").exists()


def test_the_same_command_again_makes_only_what_is_missing(tmp_path: Path) -> None:
    arguments = (*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", tmp_path)
    _run(*arguments)
    next((tmp_path / "brieven").iterdir()).unlink()
    said = _run(*arguments)
    assert "Gemaakt: 1 waarvan opnieuw, omdat er iets veranderd of weg was: 1 Was er al: 2" in said


def test_a_batch_keeps_its_date_on_another_day(tmp_path: Path) -> None:
    arguments = ("--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", tmp_path)
    _run(*LETTER, *arguments)
    assert "Was er al: 3" in _run(*LETTER[:4], *arguments)
    assert "andere reeks brieven" in _run(*LETTER[:4], "--date", "2026-11-22", *arguments, code=1)


def test_a_letter_that_a_person_changed_is_kept_and_told(tmp_path: Path) -> None:
    arguments = (*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "pdf", "--format", "txt", "--out", tmp_path)
    _run(*arguments)
    path = tmp_path / "brieven" / "2026-11-21-toezicht-college-voorbeeldstad-1234aa.txt"
    path.write_text("mijn eigen woorden", encoding="utf-8")
    said = _run(*arguments)
    assert "Was er al: 3 waarvan door u zelf aangepast, en niet in het printbestand: 1" in said
    assert f"Let op bij rij 2 (Voorbeeldstad): U hebt {path.name} zelf aangepast." in said
    assert path.read_text(encoding="utf-8") == "mijn eigen woorden"


def test_what_is_to_be_known_of_single_letters_and_what_left_the_list_is_shown_with_names(tmp_path: Path) -> None:
    arguments = (*LETTER, "--format", "txt", "--out", tmp_path / "reeks")
    path = tmp_path / "lijst.csv"
    head = "Gemeente;Adres;Postcode;Plaats\n"
    path.write_text(f"{head}Zeist;Dijk 1;1234 AB;Zeist\nUtrecht;Postbus 16200;3500 CE;Utrecht\n", encoding="utf-8")
    for more in (("--dry-run",), ()):
        said = _run(*arguments, "--to", path, *more)
        assert "Let op bij rij 2 (Zeist): Uw lijst heeft een ander adres" in said
        assert "Let op bij rij 3" not in said
    path.write_text(f"{head}Utrecht;Postbus 16200;3500 CE;Utrecht\n", encoding="utf-8")
    for more in (("--dry-run",), ()):
        assert "Eerder gemaakt, en nu niet in de lijst: 1 (Zeist)" in _run(*arguments, "--to", path, *more)


def test_what_is_to_be_known_of_all_letters_is_shown_once(tmp_path: Path) -> None:
    said = _run(*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", tmp_path)
    assert said.count("Let op bij alle brieven: Deze gemeente staat niet in de adreslijst.") == 1


def test_a_reason_that_many_rows_share_is_told_once(tmp_path: Path) -> None:
    arguments = ("--letter", "toezicht-college", "--case", ROOT / "samples" / "inzage-avg.yaml")
    places = ("Voorbeeldstad", "Voorbeelddorp", "Voorbeeldhoven")
    lines = [f"{name};gemeente;Dijk 1;1234 AB;{name}\n" for name in places]
    (tmp_path / "lijst.csv").write_text("Naam;Soort;Adres;Postcode;Plaats\n" + "".join(lines))
    rows = ("--to", tmp_path / "lijst.csv", "--out", tmp_path / "reeks")
    for more in ((), ("--dry-run",)):
        said = _run(*arguments, *rows, *more, code=1)
        assert said.count("past niet bij deze zaak") == 1
        assert said.count("om dezelfde reden") == 2
        assert "rij 4 (Voorbeeldhoven), mislukt: om dezelfde reden" in said


def test_a_batch_without_a_single_letter_has_failed_and_does_not_hold_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "reeks"
    rows = tmp_path / "lijst.csv"
    rows.write_text("Naam;Soort;Adres;Postcode;Plaats\nVoorbeeldstad;gemeente;Dijk 1;12 A;Voorbeeldstad\n")
    wrong = (*LETTER[:3], ROOT / "samples" / "toezicht-college.yaml", "--date", "2026-11-20")
    assert "Er zijn geen brieven." in _run(*wrong, "--to", rows, "--format", "txt", "--out", out, code=1)
    assert "Te maken: 0" in _run(*wrong, "--to", rows, "--out", out, "--dry-run", code=1)
    said = _run(*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "txt", "--out", out)
    assert "Gemaakt: 3" in said
    assert "waarvan opnieuw" not in said
    assert json.loads((out / "campagne.json").read_bytes())["kenmerk"] == "2026/114"


def test_drafts_for_a_mail_program(tmp_path: Path) -> None:
    arguments = ("--to", SAMPLES / "ontvangers.csv", "--format", "eml", "--out", tmp_path)
    said = _run(*LETTER, *arguments)
    assert "Gemaakt: 2 Niet verstuurbaar: 1" in said
    assert re.search(r"rij 3 \(Voorbeelddorp\), niet verstuurbaar: .*geen e-mailadres", said)
    drafts = [path for path in (tmp_path / "brieven").iterdir() if path.suffix == ".eml"]
    assert len(drafts) == 2  # one body has no address
    assert all(b"X-Unsent: 1" in path.read_bytes() for path in drafts)
    assert "Was er al: 2 Niet verstuurbaar: 1" in _run(*LETTER, *arguments)
    assert "Brieven zonder concept-e-mail: 1." in _run(*LETTER, *arguments, "--format", "txt")
    reasons = [json.loads(line)["waarschuwingen"] for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert "geen e-mailadres" in " ".join(reasons[1])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "Nog nodig: --letter, --to, --out"),
        (("--letter", "toezicht-college", "--to", "gemeenten", "--out", "x"), 2, "--case"),
        ((*LETTER, "--to", "gemeenten", "--out", "x", "--where", "Utrecht"), 2, "provincie=Utrecht"),
        ((*LETTER, "--to", "gemeenten", "--out", "x", "--where", "=Utrecht"), 2, "provincie=Utrecht"),
        ((*LETTER, "--to", SAMPLES / "ontvangers.csv", "--out", "x", "--where", "provincie=Utrecht"), 2, "--where"),
        ((*LETTER, "--to", "gemeenten", "--out", "x", "--where", "provincie=Limboland"), 1, "Limb"),
        ((*LETTER, "--to", "gemeentes-van-niets", "--out", "x"), 1, "gemeente"),
        ((*LETTER, "--to", "weg.csv", "--out", "x"), 1, "weg.csv"),
        (("--letter", "onzin", *LETTER[2:], "--to", "gemeenten", "--out", "x"), 1, "onzin"),
        ((*LETTER[:3], "weg.yaml", "--to", "gemeenten", "--out", "x"), 1, "weg.yaml"),
        ((*LETTER, "--to", "gemeenten", "--out", "x", "--workers", "0"), 2, "--workers"),
        ((*LETTER, "--to", "gemeenten", "--out", "x", "--format", "odt"), 2, "odt"),
        ((*LETTER, "--to", "gemeenten", "--out", "x", "--scheduler", "onzin"), 1, "onzin"),
        ((*LETTER, "--to", SAMPLES / "campagne.yaml", "--out", "x"), 1, "--case"),
        ((*LETTER, "--to", "gemeenten", "--out", SAMPLES / "zaken.csv"), 1, "een bestand, geen map"),
    ],
)
def test_mistakes_are_explained_and_write_nothing(
    tmp_path: Path, arguments: tuple[str | Path, ...], code: int, said: str
) -> None:
    assert said in _run(*arguments, code=code, cwd=tmp_path)
    assert _names(tmp_path) == []


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a system where a process can be halted")
def test_a_second_run_on_the_same_folder_is_refused_while_the_first_works(tmp_path: Path) -> None:
    arguments = (*LETTER, "--to", "gemeenten", "--format", "txt", "--out", tmp_path / "reeks")
    with subprocess.Popen(_command("batch", *arguments), stdout=subprocess.DEVNULL) as first:
        _waited(tmp_path / "reeks", 2)
        first.send_signal(signal.SIGSTOP)
        try:
            assert "al aan het werk" in _run(*arguments, code=1)
        finally:
            first.send_signal(signal.SIGCONT)
        assert first.wait() == 0
    assert "Was er al: 342" in _run(*arguments)


def _waited(folder: Path, count: int) -> None:
    """Wait until that many letters are there; a minute at most."""
    end = time.monotonic() + 60
    while time.monotonic() < end and sum(1 for _ in (folder / "brieven").glob("2*")) < count:
        time.sleep(0.01)


def test_ctrl_c_stops_in_order_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Given to the whole group, as a terminal does: the workers hear it too."""
    out = tmp_path / "reeks"
    command = _command("batch", *LETTER, "--to", "gemeenten", "--format", "txt", "--workers", "2", "--out", out)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        _waited(out, 3)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate()
        assert running.returncode == 1
    assert re.search(r"Gestopt\. Er zijn \d+ brieven klaar.* dezelfde opdracht", said), said
    assert len(said.strip().splitlines()) == 1
    assert not list(out.rglob(".briefgen-*"))
    assert "Gemaakt:" in _run(*LETTER, *UTRECHT, "--out", out)


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of Unix")
def test_a_terminal_shows_a_bar_with_count_rate_and_time_left(tmp_path: Path) -> None:
    import pexpect

    arguments = [str(part) for part in (*LETTER, *UTRECHT, "--out", tmp_path / "reeks")]
    child = pexpect.spawn(
        sys.executable, ["-m", "briefgen", "batch", *arguments], encoding="utf-8", dimensions=(24, 100), timeout=120
    )
    child.expect(r"\[#*-+\] +\d+/26")
    child.expect(r"\d+ per seconde, nog \d+ seconden")
    child.expect("Gemaakt: 26")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def _kills(seed: int, count: int, root: Path) -> Iterator[Path]:
    """A folder for each batch that was killed three times at most and went on, until `count` processes were killed."""
    chance = random.Random(seed)  # noqa: S311 - moments to kill at, which a seed must give again
    whole, killed, took = root / "heel", 0, []
    arguments = (*LETTER, "--to", SAMPLES / "ontvangers.csv", "--format", "docx", "--format", "txt", "--workers", "2")
    for _ in range(2):  # anew, and where all is there already: the shorter is how long a process may live here
        began = time.monotonic()
        _run(*arguments, "--out", whole)
        took.append(time.monotonic() - began)
    for number in itertools.count():
        folder = root / f"geraakt-{number}"
        for _ in range(3):
            with subprocess.Popen(
                _command("batch", *arguments, "--out", folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as running:
                try:
                    running.wait(timeout=chance.uniform(0.4, 1) * min(took))
                except subprocess.TimeoutExpired:
                    running.kill()
                    killed += 1
        _run(*arguments, "--out", folder)
        assert held(folder) == held(whole)
        yield folder
        shutil.rmtree(folder)
        if killed >= count:
            return


def test_killed_at_random_moments_it_ends_as_if_nothing_happened(tmp_path: Path) -> None:
    assert len(list(_kills(6, 6, tmp_path))) >= 2


@pytest.mark.soak
def test_killed_at_hundreds_of_random_moments_it_ends_as_if_nothing_happened(tmp_path: Path) -> None:
    assert len(list(_kills(7, 200, tmp_path))) >= 200 // 3


def test_what_the_command_makes_is_what_the_engine_makes(tmp_path: Path) -> None:
    _run(*LETTER[:3], ROOT / "samples" / "toezicht-college.yaml", *LETTER[4:], *UTRECHT, "--out", tmp_path / "opdracht")
    rows = list(Recipients(ROOT / "recipients").select("gemeenten", {"provincie": "Utrecht"}))
    made(plan(rows), tmp_path / "motor")
    paper = {"etiketten.pdf", "lees-mij.pdf", "lees-mij.txt"}
    assert {name: data for name, data in held(tmp_path / "opdracht").items() if name not in paper} == held(
        tmp_path / "motor"
    )
