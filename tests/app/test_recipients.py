"""``briefgen recipients`` as people meet it: who is there, what is known of them, and what is wrong with a list."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "Naam;Adres;Postcode;Woonplaats;E-mail;Opmerking"


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", "recipients", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def _said(*arguments: str | Path, code: int = 0) -> str:
    result = _run(*arguments)
    assert result.returncode == code, result.stderr
    return " ".join((result.stdout if code == 0 else result.stdout + result.stderr).replace("\u00a0", " ").split())


def _list(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "lijst.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_list_counts_every_kind_and_says_how_to_see_them() -> None:
    said = _said("list")
    assert "gemeenten: 342" in said
    assert "rechtbanken: 38" in said
    assert "zonder gecontroleerd adres" in said
    assert "--kind gemeenten" in said


def test_list_shows_one_kind_of_one_province() -> None:
    said = _said("list", "--kind", "gemeenten", "--where", "provincie=Drenthe")
    assert "GM0106 Assen" in said
    assert said.endswith("12 instanties.")


def test_list_says_what_is_missing_of_a_body() -> None:
    said = _said("list", "--kind", "gecertificeerde instellingen")
    assert "jeugdbescherming-brabant Jeugdbescherming Brabant [geen postadres bekend, geen e-mailadres bekend]" in said
    assert "[adres niet gecontroleerd, geen e-mailadres bekend]" in said
    assert "Intervence" not in said  # no longer exists


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--kind", "dorpen"), "Kies uit"),
        (("list", "--where", "provincie=Atlantis"), "Drenthe, Flevoland"),
        (("list", "--where", "kleur=rood"), "provincie, plaats, naam"),
        (("show", "Nergenshuizen"), "recipients search Nergenshuizen"),
        (("search", "qqqqqq"), "niets gevonden"),
        (("check", "er-is-niets.csv"), "Dit bestand bestaat niet."),
    ],
)
def test_what_cannot_be_is_refused_with_the_mend(arguments: tuple[str, ...], said: str) -> None:
    assert said in _said(*arguments, code=1)


def test_a_choice_without_a_value_is_wrong_use() -> None:
    assert "provincie=Utrecht" in _said("list", "--where", "Utrecht", code=2)


def test_show_tells_all_that_is_known_with_source_and_date() -> None:
    said = _said("show", "gemeente", "utrecht")
    for part in (
        "Nummer: GM0344",
        "Postadres: Postbus 16200, 3500 CE Utrecht",
        "Gecontroleerd: ja",
        "E-mail: gemeente@utrecht.nl",
        "Provincie: Utrecht",
        "Inwoners: 378.121",
        "Bron: Register van Overheidsorganisaties (CC0), 2026-05-16",
        "Stand: 16 mei 2026",
    ):
        assert part in said


def test_show_says_what_is_not_known_and_not_checked() -> None:
    said = _said("show", "skj")
    for part in ("Postadres: niet bekend", "E-mail: niet bekend", "Gecontroleerd: nee"):
        assert part in said


def test_show_tells_what_became_of_a_former_municipality() -> None:
    assert "opvolger, de gemeente Groningen (GM0014)" in _said("show", "Haren")
    split = _said("show", "GM0140")
    assert "Súdwest-Fryslân (GM1900), Leeuwarden (GM0080), Waadhoeke (GM1949)" in split
    assert "Bron:" in split


def test_show_explains_every_body_of_that_name() -> None:
    said = _said("show", "Bergen")
    assert "GM0373" in said
    assert "GM0893" in said


def test_search_forgives_a_slip_and_knows_former_names() -> None:
    assert _said("search", "gronigen").startswith("GM0014 Groningen")
    assert "hier hoort de vroegere gemeente Haren (GM0017) bij" in _said("search", "haren")
    assert "een deel van de vroegere gemeente Littenseradiel" in _said("search", "littenseradiel")
    assert "zoek preciezer" in _said("search", "a")


def test_check_without_a_file_looks_at_our_own_lists() -> None:
    said = _said("check")
    assert "kloppen: 476 instanties, 2 opgeheven instanties en 134 vroegere gemeenten." in said


def test_the_two_counts_of_our_own_lists_agree() -> None:
    lines = _run("list").stdout.splitlines()
    assert sum(int(found[1]) for line in lines if (found := re.match(r"[^:]+: (\d+)", line))) == 476


def test_check_shows_the_columns_and_every_row_that_will_not_be_sent(tmp_path: Path) -> None:
    path = _list(
        tmp_path,
        "Onze lijst",
        HEADER,
        "Stichting Voorbeeld;Voorbeeldstraat 1;1234 ab;Voorbeeldstad;info@example.org;bellen",
        "",
        "Vereniging Voorbeeld;Voorbeeldstraat 2;1234 AB / 1235 CD;Voorbeeldstad;;",
        "Haren;;;;;",
        "Totaal;;;;;3",
    )
    said = _said("check", path, code=1)
    for part in (
        "4 rijen onder de kopregel (rij 2); UTF-8, gescheiden door een puntkomma.",
        "Woonplaats → geadresseerde.plaats",
        "Opmerking → niet gebruikt",
        "Rij 5 (Vereniging Voorbeeld), kolom Postcode In deze cel staan twee postcodes: 1234 AB / 1235 CD. → Laat",
        "Rij 6 (Groningen) De gemeente Haren bestaat sinds 1 januari 2019 niet meer. De brief gaat naar de opvolger",
        "Rij 7 (Totaal) Dit lijkt een regel met een totaal.",
        "Rijen die verstuurd kunnen worden: 2.",
        "Rijen die niet worden verstuurd: 2.",
    ):
        assert part in said


def test_check_of_a_good_list_ends_well(tmp_path: Path) -> None:
    said = _said("check", _list(tmp_path, "Gemeente,toezicht.signalen", "Utrecht,Ouders horen niets."))
    assert "toezicht.signalen → toezicht.signalen" in said
    assert said.endswith("Rijen die verstuurd kunnen worden: 1.")


def test_check_says_once_what_it_says_of_many_rows(tmp_path: Path) -> None:
    rows = [f"Voorbeeld {number};Weg {number};1234 AB;Stad" for number in range(25)]
    said = _said("check", _list(tmp_path, "Naam;Adres;Postcode;Plaats", *rows))
    assert "Rijen 2, 3, 4, " in said
    assert "20, 21 en nog 5 Deze rij heeft geen soort" in said
    assert said.count("Deze rij heeft geen soort") == 1


def test_check_of_a_workbook_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(b"PK\x03\x04")
    said = _said("check", path, code=1)
    assert "lijst.xlsx" in said
    assert "CSV UTF-8" in said
    assert "Traceback" not in said
