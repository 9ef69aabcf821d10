"""The command line as people meet it: exit codes, messages, languages, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from shipped import ROOT

from briefgen.cli.main import main

SAMPLE = ROOT / "samples" / "inzage-avg.yaml"


def _run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


class Inside:
    """The command in this process: for the many commands of which only the words matter."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        monkeypatch.chdir(folder)

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = self.capsys.readouterr()
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), said.out, said.err)


@pytest.fixture
def inside(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Inside:
    return Inside(tmp_path, capsys, monkeypatch)


def _said(result: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr, result.stderr
    return result.stdout + result.stderr


def test_draft_writes_what_it_says(tmp_path: Path) -> None:
    result = _run("draft", SAMPLE, "--date", "2026-11-21", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    stem = "2026-11-21-inzage-avg-voorbeeldstad"
    kinds = ("-voor-u.pdf", "-voor-u.txt", ".docx", ".json", ".pdf", ".txt")
    assert names == [f"{stem}{kind}" for kind in kinds]
    for name in names:
        assert name in result.stdout
    assert "donderdag 24 december 2026" in result.stdout
    assert "Jeugdstem" in result.stdout


def test_draft_without_a_date_uses_today(tmp_path: Path) -> None:
    before = date.today()  # noqa: DTZ011 - the command uses the writer's own calendar
    result = _run("draft", SAMPLE, "--format", "txt", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert any(path.name.startswith(before.isoformat()[:8]) for path in (tmp_path / "out").iterdir())


def test_formats_and_letters_can_be_chosen(tmp_path: Path) -> None:
    result = _run("draft", SAMPLE, "--letter", "inzage-avg", "--format", "txt", "--out", "brieven", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert {path.suffix for path in (tmp_path / "brieven").iterdir()} == {".txt", ".json"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("draft", "bestaat-niet.yaml"), 1, "bestaat-niet.yaml"),
        (("draft", SAMPLE, "--letter", "woo-verzoek"), 1, "openbare documenten"),
        (("draft", SAMPLE, "--letter", "onzin"), 1, "onzin"),
        (("draft", SAMPLE, "--date", "gisteren"), 2, "gisteren"),
        (("draft", SAMPLE, "--date", "2001-01-01"), 1, ""),
        (("draft", SAMPLE, "--format", "odt"), 2, "odt"),
        (("draft",), 2, "ZAAK.yaml"),
        (("onzin",), 2, "onzin"),
        (("letters", "onzin"), 1, "onzin"),
        (("case", "new", "onzin"), 1, "onzin"),
        (("case", "check", "bestaat-niet.yaml"), 1, "bestaat-niet.yaml"),
        (("--lang", "fr", "letters"), 2, "fr"),
    ],
)
def test_mistakes_are_explained(tmp_path: Path, arguments: tuple[str | Path, ...], code: int, said: str) -> None:
    result = _run(*arguments, cwd=tmp_path)
    assert result.returncode == code, _said(result)
    assert said in _said(result)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"\xff\xfea\x00",
        b"{",
        b"[1, 2",
        b"- a\n- b",
        b"a: &x [*x]",
        b"afzender: {{ x }}",
        b"\x89PNG\r\n",
        b"a" * 100_000,
    ],
)
def test_files_that_are_no_case_are_explained(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "zaak.yaml"
    path.write_bytes(content)
    result = _run("draft", path, cwd=tmp_path)
    assert result.returncode == 1, _said(result)
    assert "zaak.yaml" in _said(result)


def test_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("een bestand")
    result = _run("draft", SAMPLE, "--date", "2026-11-21", cwd=tmp_path)
    assert result.returncode == 1
    assert "--out" in _said(result)


@pytest.mark.parametrize("whole", [False, True])
def test_faulty_shipped_content_exits_with_three(tmp_path: Path, *, whole: bool) -> None:
    """A damaged installation is told apart from bad input: a letterhead that is gone, a letter that is not whole."""
    script = (
        "import sys, briefgen.resources as r; from pathlib import Path; "
        "r.folder = lambda name: Path('leeg') / name; "
        "from briefgen.cli.main import main; main(sys.argv[1:])"
    )
    templates = tmp_path / "leeg" / "templates"
    (templates / "letters" / "x").mkdir(parents=True)
    (templates / "letters" / "x" / "letter.yaml").write_text("id: y\n")
    if whole:
        shutil.copytree(ROOT / "templates" / "letterhead", templates / "letterhead")
    result = subprocess.run(
        [sys.executable, "-c", script, "letters"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode == 3, result.stderr
    assert ("letter.yaml" if whole else "house.yaml") in _said(result)


def test_letters_are_listed_and_explained(inside: Inside) -> None:
    listed = inside("letters")
    for letter in (ROOT / "templates" / "letters").iterdir():
        assert letter.name in listed.stdout
        explained = inside("letters", letter.name)
        assert explained.returncode == 0, explained.stderr
        assert "artikel " in explained.stdout.replace("\u00a0", " ")


@pytest.mark.parametrize("letter", sorted(path.name for path in (ROOT / "templates" / "letters").iterdir()))
def test_a_new_case_says_what_is_still_to_be_filled_in(inside: Inside, letter: str) -> None:
    made = inside("case", "new", letter)
    assert made.returncode == 0, made.stderr
    checked = inside("case", "check", f"{letter}.yaml")
    assert checked.returncode == 1
    assert "afzender › naam" in _said(checked)
    again = inside("case", "new", letter)
    assert again.returncode == 1
    assert "bestaat al" in _said(again)


def test_check_says_which_letters_fit() -> None:
    result = _run("case", "check", SAMPLE, "--date", "2026-11-21")
    assert result.returncode == 0, result.stderr
    assert "inzage-avg (past)" in result.stdout
    assert "woo-verzoek" not in result.stdout  # it is about something else


def test_schema_is_json_with_the_keys_people_write() -> None:
    schema = json.loads(_run("case", "schema").stdout)
    assert "afzender" in schema["properties"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("language", "words"), [("nl", ("Gebruik:", "Taal van de meldingen")), ("en", ("Usage:", "Language of"))]
)
def test_help_speaks_dutch_and_english(language: str, words: tuple[str, ...]) -> None:
    result = _run("--lang", language, "--help")
    for word in words:
        assert word in result.stdout


def test_errors_speak_english_when_asked(tmp_path: Path) -> None:
    dutch = _run("draft", "weg.yaml", cwd=tmp_path)
    english = _run("--lang", "en", "draft", "weg.yaml", cwd=tmp_path)
    by_environment = _run("draft", "weg.yaml", cwd=tmp_path, BRIEFGEN_LANG="en")
    assert "Fout" in dutch.stderr
    assert "Error" in english.stderr
    assert english.stderr == by_environment.stderr


def test_nothing_of_the_case_is_printed_that_a_log_should_not_hold(tmp_path: Path) -> None:
    result = _run("draft", SAMPLE, "--date", "2026-11-21", cwd=tmp_path)
    for private in ("Bram", "Voorbeeldlaan", "bram@example.org"):
        assert private not in _said(result)


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of Unix")
@pytest.mark.parametrize("arguments", [("letters", "inzage-jeugddossier"), ("draft", str(SAMPLE), "--letter", "onzin")])
def test_in_a_small_window_no_word_is_broken(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    import pexpect

    whole = _said(_run(*arguments, cwd=tmp_path))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    child = pexpect.spawn(
        sys.executable, ["-m", "briefgen", *arguments], encoding="utf-8", dimensions=(24, 50), cwd=str(tmp_path),
        env=environment,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    said = child.before or ""
    assert said.split() == whole.split()
    assert max(map(len, said.splitlines())) <= 50 < max(map(len, whole.splitlines()))


def test_a_file_where_a_folder_should_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "hier").write_text("van mij", encoding="utf-8")
    result = _run("draft", SAMPLE, "--out", "hier", cwd=tmp_path)
    assert result.returncode == 1
    assert "daar staat een bestand, geen map" in _said(result)
    assert (tmp_path / "hier").read_text(encoding="utf-8") == "van mij"


@pytest.mark.parametrize("command", [("case", "check"), ("draft",)])
def test_an_enclosure_whose_file_is_not_there_is_told_before_it_is_needed(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "zaak.yaml"
    more = "bijlagen:\n  - omschrijving: verslag\n    bestand: stukken/weg.pdf\n"
    path.write_text(SAMPLE.read_text(encoding="utf-8").split("bijlagen:")[0] + more, encoding="utf-8")
    out = ("--out", tmp_path / "uit", "--format", "txt") if command == ("draft",) else ()
    result = _run(*command, path, "--date", "2026-11-21", *out)
    assert result.returncode == 0, result.stderr
    assert "Let op: Het bestand van bijlage 1 (verslag) is er niet:" in " ".join(result.stdout.split())
