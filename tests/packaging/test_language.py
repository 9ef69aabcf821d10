"""Every message in Dutch and in English: the catalogues are complete, and the check that says so can fail."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest
from babel.messages.catalog import Catalog
from outside import ROOT, environment

from briefgen.cli.app import build

TOOL = ROOT / "tools" / "messages.py"


def _below(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    yield (*names, "--help")
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _below(command, *names, name)
        else:
            yield (*names, name, "--help")


COMMANDS = list(_below(build()))
MISTAKES = [
    ("draft",),
    ("drft",),
    ("draft", "zaak.yaml", "--formt", "pdf"),
    ("draft", "zaak.yaml", "--format", "doc"),
    ("draft", "zaak.yaml", "--date"),
    ("draft", "zaak.yaml", "--date", "morgen"),
    ("draft", "zaak.yaml", "nog-een.yaml"),
    ("--lang", "fr"),
    ("advise",),
    ("audit", "brief.txt", "--date", "gisteren"),
    ("deadline", "--from", "2026-11-02"),
    ("deadline", "awb-7-10"),
    ("deadline", "awb-7-10", "--from", "2026-11-02", "--paused", "verzuim", "2026-11-03"),
    ("deadline", "awb-7-10", "--from", "2026-11-02", "--ics", "."),
    ("refs", "shw"),
    ("refs", "show"),
    ("refs", "verify", "--source"),
    ("refs", "update", "--to"),
]
SAMPLE = str(ROOT / "samples" / "verzoekschrift-aanwijzing.yaml")
LETTER = str(ROOT / "tests" / "content" / "audit" / "aanwijzing.txt")
FRAMES = [
    (("advise", SAMPLE, "--date", "2026-11-21"), ("most urgent: ", "petition against a written", "why this letter: ")),
    (("audit", LETTER), ("cited wrongly", "never came into force", "lid does not exist", "of which checked")),
    (("case", "check", SAMPLE, "--date", "2026-11-21"), ("the case facts are in order.", "(fits)", "see instead: ")),
    (("deadline", "awb-7-10", "--from", "2026-11-02"), ("basis: ", "that day does not count.", "last day: ")),
    (("draft", SAMPLE, "--date", "2026-11-21", "--format", "txt"), ("written:", "petition against a written")),
    (("letters", "klacht-ap"), ("complaint to the data protection authority", "please note: mediation", "goes to: ")),
    (("refs", "show", "wob:10"), ("no longer in force", "may be cited for:", "certainty: firm.")),
    (("refs", "search", "omgang", "pleegoudervoogden"), ("[uncertain]",)),
]
ENGLISH = (
    "usage:", "options:", "commands:", "show th", "try ", "error", "missing", "no such", "invalid", " is not ",
    "required",
)  # fmt: skip
DUTCH = ("gebruik:", "opties:", "opdrachten:", "toon ", "uitleg:", "fout:", "ontbreekt", "bestaat niet", " is geen ")


def say(*arguments: str, folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "briefgen", *arguments]
    run = subprocess.run(command, check=False, capture_output=True, text=True, env=environment(), cwd=folder)
    return run.returncode, (run.stdout + run.stderr).lower()


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_catalogues_are_complete_and_compiled() -> None:
    run = subprocess.run([sys.executable, TOOL, "check"], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("arguments", COMMANDS)
def test_help_is_dutch_and_english_if_asked(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, dutch = say(*arguments, folder=tmp_path)
    assert code == 0
    assert dutch.startswith("gebruik:")
    assert not [word for word in ENGLISH if word in dutch]
    code, english = say("--lang", "en", *arguments, folder=tmp_path)
    assert code == 0
    assert english.startswith("usage:")
    assert not [word for word in DUTCH if word in english]


@pytest.mark.parametrize("arguments", MISTAKES)
def test_a_usage_error_speaks_one_language(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, dutch = say(*arguments, folder=tmp_path)
    assert code == 2
    assert "fout: " in dutch
    assert not [word for word in ENGLISH if word in dutch]
    if "--lang" not in arguments:
        code, english = say("--lang=en", *arguments, folder=tmp_path)
        assert code == 2
        assert "error: " in english
        assert not [word for word in DUTCH if word in english]


def test_our_own_errors_are_translated_with_their_values(tmp_path: Path) -> None:
    (tmp_path / "zaak.yaml").write_text("afzender:\n  naam: Sanne de Vries\n  posctode: 1234 AB\n", encoding="utf-8")
    code, english = say("--lang", "en", "case", "check", "zaak.yaml", folder=tmp_path)
    assert code == 1
    assert "the key 'posctode' does not exist here." in english
    assert "do you mean 'postcode'?" in english
    code, dutch = say("case", "check", "zaak.yaml", folder=tmp_path)
    assert code == 1
    assert "de sleutel 'posctode' bestaat hier niet." in dutch


@pytest.mark.parametrize(("arguments", "words"), FRAMES)
def test_around_dutch_letters_and_law_the_words_are_english_and_that_is_said_once(
    arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path
) -> None:
    english = say("--lang", "en", *arguments, folder=tmp_path)[1]
    assert [word for word in words if word not in english] == []
    assert english.count("are in dutch.") == 1
    dutch = say(*arguments, folder=tmp_path)[1]
    assert [word for word in (*words, "are in dutch", "in het nederlands.") if word in dutch] == []


def test_messages_are_collected_from_literals_and_anything_else_is_a_fault(tool: ModuleType, tmp_path: Path) -> None:
    module = (
        'a = msg("Een zin " "in twee delen: {wat}", wat=1)\nb = msg(text)\nc = msg("x" if y else "z")\nd = gsm("q")\n'
    )
    (tmp_path / "module.py").write_text(module, encoding="utf-8")
    found = tool.own_messages(tmp_path)
    assert set(found.places) == {"Een zin in twee delen: {wat}"}
    assert [fault.split(":")[1] for fault in found.faults] == ["2", "3"]


@pytest.mark.parametrize("made", ['Message("Let op: {wat}", {})', "Message(verdict.value)", 'Message(f"{wat}")'])
def test_words_that_pass_the_catalogue_by_are_a_fault(tool: ModuleType, made: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(f'a = Message("{{zin}} - {{nog}}", {{}})\nb = {made}\n', encoding="utf-8")
    assert [fault.split(":")[1] for fault in tool.own_messages(tmp_path).faults] == ["2"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, "not translated"),
        ({" Dag {naam}": ""}, "not translated"),
        ({" Dag {naam}": " Hello {name}"}, "other values"),
        ({" Dag {naam}": " Hello {naam"}, "other values"),
        ({" Dag {naam}": "Hello {naam}"}, "other white"),
        ({" Dag {naam}": " Hello {naam}", "Oud": "Old"}, "no longer said"),
        ({" Dag {naam}": " Hello {naam}"}, "not made from the .po"),
    ],
)
def test_the_check_can_fail(
    tool: ModuleType, texts: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    language = tool.Language("en", lambda: tool.Found({" Dag {naam}": {"module.py"}}), strict=True)
    catalog = Catalog(locale="en")
    for original, translation in texts.items():
        catalog.add(original, translation)
    language.po.parent.mkdir(parents=True)
    with language.po.open("wb") as file:
        tool.write_po(file, catalog)
    if "not made" not in said:
        language.mo.write_bytes(tool.compiled(language.read()))
    assert said in "\n".join(tool.faults(language))


def test_compiling_gives_the_same_bytes_each_time(tool: ModuleType) -> None:
    for language in tool.LANGUAGES:
        assert tool.compiled(language.read()) == tool.compiled(language.read())
