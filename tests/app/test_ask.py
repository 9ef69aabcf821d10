"""`briefgen ask` as people meet it: in a terminal with menus, and line by line through a pipe."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pexpect
import pytest
from shipped import DAY, ROOT, content, workshop

from briefgen import papers, pipeline
from briefgen.interview.script import Script

DATE = ("--date", "2026-11-21")
UNWANTED = {"NO_COLOR", "BRIEFGEN_LANG", "EDITOR", "VISUAL"}
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key not in UNWANTED},
    "PYTHONUTF8": "1",
    "TERM": "xterm-256color",
    "PROMPT_TOOLKIT_NO_CPR": "1",
}
SENDER = ("Sanne de Vries", "Voorbeeldstraat 1, 1234 AB Voorbeeldstad")
CHILD = ("Noa de Vries", "5-3-2018", "=gezamenlijk")
DONE = ("", "=schrijf", "=nee")
"""Nothing more to add; write the letter; keep the case."""


@dataclass(frozen=True)
class Talk:
    """A conversation: what is answered ("=word" is chosen from a menu, "|text" ends with an empty line)."""

    letter: str
    answers: Sequence[str]
    said: Sequence[str] = ()
    english: bool = False


TALKS = {
    "contact": Talk(
        "contact-besluit-vragen",
        ("=contact", "=gecertificeerde instelling", "=mondeling", "=ouder", *CHILD, "=ondertoezichtstelling",
         "=machtiging", "=besluit", "|Het bezoek is gestopt.", "gisteren", "1-11-2026", "?noord-en-veilig", *SENDER,
         *DONE),
        ("geen datum",),
    ),
    "dossier": Talk(
        "inzage-avg",
        ("=dossier", "=eigen-gegevens", "=ouder", "=mijzelf", "?groningen gemeente", *SENDER, *DONE),
    ),
    "fout": Talk(
        "rectificatie-en-eigen-verklaring",
        ("=fout-in-verslag", "=verbeteren", "?groningen gemeente", "=ouder", "=mijzelf", "=fouten",
         "rapport van 3 mei 2026", "|De moeder was er niet.", "|Ik was er om 10 uur.", "=nee", *SENDER, *DONE),
    ),
    "uithuisplaatsing": Talk(
        "beeindiging-of-wijziging-uhp",
        ("=uithuisplaatsing", "=ouder", "=ondertoezichtstelling", "=rechter-gaf", "=beëindigen", *CHILD,
         "?noord-en-veilig", "|Ik heb een eigen woning.", "1-10-2026", "|Noa kan naar haar eigen school.",
         *SENDER, *DONE),
    ),
    "klacht": Talk(
        "klacht-bestuursorgaan",
        ("=klacht", "=klacht", "?groningen gemeente", "|Hij is een psychopaat.", "7-9-2026", "=nee", "=nee", "=ouder",
         *CHILD, "|een gesprek", "Sanne de Vries", "Voorbeeldstraat 1", SENDER[1], *DONE),
        ("diagnose", "geen volledig adres", "7 september 2027"),
    ),
    "geen-antwoord": Talk(
        "herinnering",
        ("=geen-antwoord", "=geen antwoord", "=vragen zonder termijn", "5-10-2026", "?groningen gemeente", "=ouder",
         "=nog-niet", "inzage in mijn gegevens", *SENDER, *DONE),
    ),
    "gemeente": Talk(
        "gemeenteraad",
        ("=gemeente", "=inwoner", "=gemeenteraad", "|Ouders horen niet wat er moet veranderen.", "?groningen gemeente",
         *SENDER, *DONE),
    ),
    "weet-niet": Talk(
        "toezicht-college",
        ("=weet-niet", "=meer-gezinnen", "=inwoner", "=college", "|Ouders horen niets.", "1-1-2026",
         "?groningen gemeente", *SENDER, *DONE),
    ),
    "english-file": Talk(
        "inzage-avg",
        ("=dossier", "=eigen-gegevens", "=ouder", "=mijzelf", "?groningen gemeente", *SENDER, *DONE),
        ("What is going on", "What do you want to have", "For you"),
        english=True,
    ),
    "english-silence": Talk(
        "herinnering",
        ("=geen-antwoord", "=geen antwoord", "=vragen zonder termijn", "yesterday", "5-10-2026", "?groningen gemeente",
         "=ouder", "=nog-niet", "inzage in mijn gegevens", *SENDER, *DONE),
        ("Did you remind", "is not a date"),
        english=True,
    ),
}  # fmt: skip


def _arguments(*more: str, english: bool = False) -> list[str]:
    return ["-m", "briefgen", *(("--lang", "en") if english else ()), "ask", *DATE, *more]


def _plain(talk: Talk) -> str:
    """What someone types who follows the conversation line by line."""
    lines: list[str] = []
    for answer in talk.answers:
        if answer.startswith("|"):
            lines += [answer[1:], ""]
        elif answer.startswith("?"):
            lines += [answer[1:], "1"]
        else:
            lines.append(answer.removeprefix("="))
    return "\n".join(lines) + "\n"


def _piped(text: str, folder: Path, *more: str, english: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *_arguments(*more, english=english)],
        input=text, capture_output=True, encoding="utf-8", check=False, cwd=folder, env=ENVIRONMENT,
    )  # fmt: skip


def _letters(folder: Path) -> set[str]:
    return {
        path.name.removeprefix("2026-11-21-").split("-gm0014")[0].split("-jeugdbescherming-noord")[0]
        for path in (folder / "out").glob("*.docx")
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", TALKS)
def test_a_conversation_through_a_pipe_ends_in_its_letter(name: str, tmp_path: Path) -> None:
    talk = TALKS[name]
    result = _piped(_plain(talk), tmp_path, english=talk.english)
    assert result.returncode == 0, result.stdout + result.stderr
    assert _letters(tmp_path) == {talk.letter}
    for part in talk.said:
        assert part in _one_line(result.stdout)
    assert "\x1b" not in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.split("\n") if not line.startswith(("  out/", "-")))
    case = tmp_path / "mijn-zaak.yaml"
    assert stat.S_IMODE(case.stat().st_mode) == 0o600
    (again,) = pipeline.draft(workshop().read(case), [], DAY, workshop(), [papers.Format.TXT])
    (first,) = [path for path in (tmp_path / "out").glob("*.txt") if "-voor-u" not in path.name]
    assert again.verdict.spec.id == talk.letter
    assert content(again, papers.Format.TXT) == first.read_bytes()


class Terminal:
    """A terminal with menus, and someone who looks before each key."""

    def __init__(self, folder: Path, *more: str, english: bool = False) -> None:
        self.child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable, _arguments(*more, english=english), cwd=str(folder), env=ENVIRONMENT, encoding="utf-8",
            dimensions=(50, 80), timeout=60,
        )  # fmt: skip
        self.english = english

    def see(self, pattern: str) -> str:
        """Wait until this is on the screen; what came before it."""
        self.child.expect(pattern)
        return _bare(self.child.before or "")

    def pick(self, label: str) -> None:
        """Choose from a menu by moving down to a label."""
        seen = self.see(r"\((?:pijltjes en Enter|arrow keys and Enter)\)")
        self.child.expect("Stop(?:pen)? \\((?:alles blijft bewaard|everything stays saved)\\)")
        menu = [line.strip() for line in _bare(self.child.before or "").split("\n")]
        options = [line.removeprefix("»").strip() for line in menu if line and not line.startswith("---")]
        places = [place for place, option in enumerate(options) if option.startswith(label)]
        assert places, (label, options, seen[-500:])
        start = next((place for place, line in enumerate(filter(None, menu)) if line.startswith("»")), 0)
        down = (places[0] - start) % (len(options) + 1)
        self.child.send("\x1b[B" * down + "\r")

    def ready(self, prompt: str) -> None:
        """Wait until a line can be typed after `prompt`."""
        self.child.expect(prompt + r"\x08?\x1b\[3C[^»]*?\x1b\[\?25h")

    def type(self, text: str) -> None:
        """Answer on a line."""
        self.child.send(f"{text}\r")


def _bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r", "\n")


def _labels(talk: Talk) -> dict[str, str]:
    """How each answer reads in a menu."""
    script = Script(workshop().templates)
    labels = dict(script.frame.labels)
    for path in (ROOT / "templates" / "interview" / "situaties").glob("*.yaml"):
        situation = script.situation(path.stem)
        labels[f"={situation.id}"] = situation.label
        labels.update({option.id: option.label for asked in situation.asked for option in asked.options})
    return {word: (wording.english if talk.english else wording.dutch) for word, wording in labels.items()}


@pytest.mark.parametrize("name", TALKS)
def test_a_conversation_in_a_terminal_ends_in_its_letter(name: str, tmp_path: Path) -> None:
    talk = TALKS[name]
    labels = _labels(talk)
    terminal = Terminal(tmp_path, english=talk.english)
    write = "Write the letter" if talk.english else "Schrijf de brief"
    keep = "No, keep it" if talk.english else "Nee, bewaar het"
    for number, answer in enumerate(talk.answers[: -len(DONE)]):
        if answer.startswith("="):
            word = answer[1:] if number else answer  # the first is a situation
            terminal.pick(labels.get(word, word)[:40])
            continue
        terminal.ready(">")
        terminal.type(answer.lstrip("|?"))
        if answer.startswith("|"):
            terminal.ready(r"\.")
            terminal.type("")
        elif answer.startswith("?"):
            terminal.child.expect(r"\((?:pijltjes en Enter|arrow keys and Enter)\)")
            terminal.child.send("\r")
    terminal.pick("Go on" if talk.english else "Verder")
    terminal.pick(write)
    terminal.pick(keep)
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert _letters(tmp_path) == {talk.letter}


def test_a_menu_goes_back_explains_and_is_interrupted_without_loss(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.pick("Ik wil een dossier")
    terminal.pick("? Uitleg")
    terminal.see("Kies een van de antwoorden")
    terminal.pick("< Terug")
    terminal.see("Nu staat er: Ik wil een dossier")
    terminal.pick("Ik wil een dossier")
    terminal.pick("Alle gegevens")
    terminal.pick("ouder")
    terminal.see(r"Over wie gaan de gegevens")
    terminal.see(r"Stoppen \(alles blijft bewaard\)")  # before the menu stands, a key belongs to nobody yet
    terminal.child.sendintr()
    terminal.see("briefgen ask --resume")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 1
    resumed = Terminal(tmp_path, "--resume")
    resumed.see("Welkom terug")
    resumed.pick("over mijzelf")
    resumed.see("Inzage in persoonsgegevens")
    resumed.child.close(force=True)  # the terminal is closed
    again = _piped("groningen gemeente\n1\n", tmp_path, "--resume")
    assert again.returncode == 1
    assert "over mijzelf" in again.stdout
    assert "Hoe heet u?" in again.stdout
    assert "geadresseerde: GM0014" in (tmp_path / "mijn-zaak.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_terminal_without_menus_gets_numbers(change: dict[str, str], tmp_path: Path) -> None:
    child = pexpect.spawn(
        sys.executable, _arguments(), cwd=str(tmp_path), env={**ENVIRONMENT, **change}, encoding="utf-8", timeout=60,
        dimensions=(50, 80),
    )  # fmt: skip
    child.expect(r"8\. Ik weet het niet")
    child.sendline("3")
    child.expect(r"1\. Het dossier van de jeugdhulp")
    child.sendline("stop")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (tmp_path / "mijn-zaak.yaml").is_file()


def test_the_end_of_input_leaves_a_file_to_go_on_with(tmp_path: Path) -> None:
    result = _piped("3\n1\n?\nterug\n1\n", tmp_path)
    assert result.returncode == 1
    assert "briefgen ask --resume" in result.stdout
    assert "Traceback" not in result.stderr
    assert "jeugddossier" in (tmp_path / "mijn-zaak.yaml").read_text(encoding="utf-8")
    assert "Wie bent u in deze zaak?" in _piped("", tmp_path, "--resume").stdout


def test_nothing_is_written_before_anything_is_said(tmp_path: Path) -> None:
    result = _piped("", tmp_path)
    assert result.returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_an_answer_can_be_changed_at_the_end_and_the_case_removed(tmp_path: Path) -> None:
    talk = TALKS["dossier"]
    text = _plain(talk).removesuffix("schrijf\nnee\n")
    text += "verander\nafzender.naam\nBram Jansen\nlees\nschrijf\nja\n"
    result = _piped(text, tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    (letter,) = [path for path in (tmp_path / "out").glob("*.txt") if "-voor-u" not in path.name]
    assert "Bram Jansen" in letter.read_text(encoding="utf-8")
    assert not (tmp_path / "mijn-zaak.yaml").exists()


def test_a_case_of_ones_own_is_kept_shown_and_copied(tmp_path: Path) -> None:
    case = tmp_path / "zaak.yaml"
    case.write_text("# van mij\nafzender:\n  naam: Sanne de Vries\n  rol: ouder\n", encoding="utf-8")
    result = _piped("dossier\neigen-gegevens\nmijzelf\nstop\n", tmp_path, "--case", "zaak.yaml")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Sanne de Vries" in result.stdout
    assert "Wie bent u" not in result.stdout
    assert (tmp_path / "zaak.oud.yaml").read_text(encoding="utf-8").startswith("# van mij")
    assert "eigen gegevens" in case.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [("afzender:\n  posctode: 1234 AB\n", "posctode"), ("- a\n", ""), ("geadresseerde: intervence\n", "bestaat niet")],
)
def test_a_case_that_cannot_be_used_is_told_at_once(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "zaak.yaml").write_text(content, encoding="utf-8")
    result = _piped("", tmp_path, "--case", "zaak.yaml")
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert (tmp_path / "zaak.yaml").read_text(encoding="utf-8") == content


def test_resuming_without_a_conversation_says_how_to_begin(tmp_path: Path) -> None:
    result = _piped("", tmp_path, "--resume")
    assert result.returncode == 1
    assert "briefgen ask" in result.stderr


def test_a_case_that_is_there_already_is_not_overwritten_unasked(tmp_path: Path) -> None:
    assert _piped("dossier\n", tmp_path).returncode == 1
    before = (tmp_path / "mijn-zaak.yaml").read_bytes()
    result = _piped("stop\n", tmp_path)
    assert result.returncode == 0
    assert (tmp_path / "mijn-zaak.yaml").read_bytes() == before
    assert "Wat wilt u hebben?" in _piped("verder\n", tmp_path).stdout


def test_the_case_serves_for_a_next_letter(tmp_path: Path) -> None:
    assert _piped(_plain(TALKS["dossier"]), tmp_path).returncode == 0
    before = (tmp_path / "mijn-zaak.yaml").read_bytes()
    result = _piped("nieuw\ngemeente\ngemeenteraad\n", tmp_path)
    assert "Sanne de Vries" in result.stdout
    case = (tmp_path / "mijn-zaak.yaml").read_text(encoding="utf-8")
    assert "verzoek" not in case.split("# ")[1]
    assert "naam: Sanne de Vries" in case
    assert (tmp_path / "mijn-zaak.oud.yaml").read_bytes() == before


def test_a_word_to_stop_in_the_middle_of_a_text_does_not_come_in_the_letter(tmp_path: Path) -> None:
    result = _piped("klacht\nklacht\ngroningen gemeente\n1\nEr kwam niemand.\nstop\nOok later niet.\n\n", tmp_path)
    assert "Laat eerst een regel leeg" in _one_line(result.stdout)
    case = (tmp_path / "mijn-zaak.yaml").read_text(encoding="utf-8")
    assert "Ook later niet." in case
    assert "stop" not in case


def test_additions_are_chosen_in_a_terminal_one_after_another(tmp_path: Path) -> None:
    (tmp_path / "zaak.yaml").write_text(
        "afzender: {naam: Sanne de Vries, rol: ouder, adres: Voorbeeldstraat 1, postcode: 1234 AB, "
        "plaats: Voorbeeldstad}\n",
        encoding="utf-8",
    )
    terminal = Terminal(tmp_path, "--case", "zaak.yaml")
    terminal.pick("Ik wil een dossier")
    terminal.pick("Alle gegevens")
    terminal.pick("over mijzelf")
    terminal.ready(">")
    terminal.type("groningen gemeente")
    terminal.pick("gemeente Groningen")
    terminal.pick("[ ] Over u: Telefoonnummer")
    terminal.pick("[ ] Over u: E-mailadres")
    terminal.pick("[x] Over u: Telefoonnummer")
    terminal.pick("Verder met wat is gekozen")
    terminal.ready(">")
    terminal.type("sanne@example.org")
    terminal.pick("Schrijf de brief")
    terminal.pick("Nee, bewaar het")
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    case = (tmp_path / "zaak.yaml").read_text(encoding="utf-8")
    assert "email: sanne@example.org" in case
    assert "telefoon" not in case


def test_the_end_of_the_window_shows_the_letter_and_then_where_it_is(tmp_path: Path) -> None:
    result = _piped(_plain(TALKS["uithuisplaatsing"]), tmp_path)
    shown = result.stdout
    assert shown.index("ANDERE WEGEN") < shown.index("DE BRIEF DIE PAST") < shown.index("Schrijf de brief")
    assert shown.index("Voor u:") < shown.index("DE BRIEF STAAT KLAAR")
    assert shown.count("Alle redenen leest u met") == 1
