"""``briefgen letterhead``, and ``--letterhead`` where letters are written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from shipped import ROOT

from briefgen.cli.app import build
from briefgen.errors import LetterheadError

SAMPLE = str(ROOT / "samples" / "inzage-avg.yaml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def draft(out: Path, *more: str) -> Result:
    return run("draft", SAMPLE, "--letter", "inzage-avg", "--date", "2026-11-21", "--out", str(out), *more)


def receipt(out: Path) -> dict[str, object]:
    (path,) = out.glob("*.json")
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))["invoer"]
    return found


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with the user's settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "instellingen"))
    from platformdirs import user_config_path

    found = user_config_path("briefgen", appauthor=False)
    if tmp_path not in found.parents:
        pytest.skip("settings are elsewhere on this system")
    return found


def test_a_letterhead_is_begun_changed_checked_and_used(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    begun = run("letterhead", "new", str(folder), "--look", "organisatie")
    assert begun.exit_code == 0
    assert all(name in begun.stdout for name in ("house.yaml", "letterhead.docx", "logo.png", "letterhead check"))
    checked = run("letterhead", "check", str(folder))
    assert checked.exit_code == 0
    assert "voorbeeldlogo" in checked.stdout
    house = folder / "house.yaml"
    house.write_text(
        house.read_text(encoding="utf-8").replace("  grootte: 10.5\n", "  grootte: 11\n"), encoding="utf-8"
    )
    differs = run("letterhead", "check", str(folder))
    assert differs.exit_code == 1
    assert "Verschillen tussen Word en PDF: " in differs.stdout
    assert "Tekengrootte: in Word 10,5 pt, in house.yaml 11 pt" in " ".join(differs.stdout.split())
    written = draft(tmp_path / "uit", "--letterhead", str(folder))
    assert written.exit_code == 0
    assert "niet gelijk uit" in written.stderr
    (folder / "letterhead.docx").unlink()
    assert "maakt het Word-briefpapier uit house.yaml" in run("letterhead", "check", str(folder)).stdout
    again = draft(tmp_path / "weer", "--letterhead", str(folder))
    assert "logo.png in dit briefpapier is nog het voorbeeldlogo" in " ".join(again.stderr.split())
    assert "niet gelijk uit" not in again.stderr
    assert set(receipt(tmp_path / "weer")["briefpapier"]) == {"house.yaml", "logo.png"}  # type: ignore[call-overload]


def test_a_letterhead_with_a_logo_of_its_own_is_used_in_silence(tmp_path: Path) -> None:
    folder = tmp_path / "kantoor"
    run("letterhead", "new", str(folder), "--look", "organisatie")
    Image.new("RGB", (1800, 600), (20, 90, 40)).save(folder / "logo.png")
    assert "niet gelijk uit" in draft(tmp_path / "een", "--letterhead", str(folder)).stderr
    (folder / "letterhead.docx").unlink()
    assert draft(tmp_path / "twee", "--letterhead", str(folder)).stderr == ""


@pytest.mark.parametrize("look", ["burger", "organisatie", "rechtbank"])
def test_a_shipped_look_is_checked_by_its_name(look: str) -> None:
    checked = run("letterhead", "check", look)
    assert checked.exit_code == 0
    assert "Geen fout gevonden" in checked.stdout


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "iets.txt").write_text("van mij", encoding="utf-8")
    result = run("letterhead", "new", str(tmp_path))
    assert result.exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["iets.txt"]


def test_a_shipped_look_is_used_by_its_name(tmp_path: Path) -> None:
    assert draft(tmp_path / "een", "--letterhead", "rechtbank").exit_code == 0
    texts = receipt(tmp_path / "een")["teksten"]
    assert "letterhead/looks/rechtbank/house.yaml" in texts  # type: ignore[operator]
    with_logo = draft(tmp_path / "twee", "--letterhead", "organisatie")
    assert "voorbeeldlogo" in with_logo.stderr
    assert draft(tmp_path / "drie").exit_code == 0
    names = ["een", "twee", "drie"]
    one, two, three = ({path.suffix: path.read_bytes() for path in (tmp_path / name).glob("*stad.*")} for name in names)
    assert one[".txt"] == two[".txt"] == three[".txt"]
    assert len({one[".pdf"], two[".pdf"], three[".pdf"]}) == 3
    assert len({one[".docx"], two[".docx"], three[".docx"]}) == 3


@pytest.mark.parametrize("command", ["draft", "bundle", "ask", "batch"])
def test_every_command_that_writes_letters_takes_it(command: str) -> None:
    assert "--letterhead" in run(command, "--help").stdout


def test_an_unknown_letterhead_is_an_error_of_the_user(tmp_path: Path) -> None:
    result = draft(tmp_path, "--letterhead", str(tmp_path / "nergens"))
    assert isinstance(result.exception, LetterheadError)
    assert result.exception.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_the_one_in_the_settings_is_used_and_named_when_nothing_is_asked(tmp_path: Path, settings: Path) -> None:
    assert "Briefpapier:" not in draft(tmp_path / "zonder").stderr
    settings.mkdir(parents=True)
    assert run("letterhead", "new", str(settings / "briefpapier"), "--look", "rechtbank").exit_code == 0
    used = draft(tmp_path / "met")
    assert f"Briefpapier: {settings / 'briefpapier'}" in used.stderr
    assert "briefpapier" in receipt(tmp_path / "met")
    other = draft(tmp_path / "anders", "--letterhead", "burger")
    assert "Briefpapier:" not in other.stderr
    assert "briefpapier" not in receipt(tmp_path / "anders")
    (settings / "briefpapier" / "house.yaml").unlink()
    assert isinstance(draft(tmp_path / "stuk").exception, LetterheadError), "never silently another letterhead"


def test_a_batch_makes_its_letters_anew_on_another_letterhead(tmp_path: Path) -> None:
    rows = "naam;soort;adres;postcode;plaats\nGemeente Voorbeeldstad;gemeente;Postbus 1;1234 AB;Voorbeeldstad\n"
    (tmp_path / "lijst.csv").write_text(rows, encoding="utf-8")
    case = str(ROOT / "samples" / "gemeente-cijfers.yaml")

    def batch(*more: str) -> Result:
        return run(
            "batch", "--letter", "gemeente-cijfers", "--case", case, "--to", str(tmp_path / "lijst.csv"),
            "--out", str(tmp_path / "reeks"), "--date", "2026-11-21", "--format", "docx", *more,
        )  # fmt: skip

    def letters() -> set[bytes]:
        return {path.read_bytes() for path in (tmp_path / "reeks").rglob("*.docx")}

    first = batch()
    assert first.exit_code == 0, first.output
    plain = letters()
    run("letterhead", "new", str(tmp_path / "mijn"), "--look", "rechtbank")
    assert batch("--letterhead", str(tmp_path / "mijn")).exit_code == 0
    assert len(letters()) == 1
    assert letters() != plain
    shutil.rmtree(tmp_path / "mijn")
    assert isinstance(batch("--letterhead", str(tmp_path / "mijn")).exception, LetterheadError)
