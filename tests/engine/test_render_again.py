"""What a process rendered before leaves no trace in what it renders now, however much of it is remembered."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from test_render_pdf import LETTER, LETTERHEAD, SENTENCE, cells, par, with_body, with_envelope

from briefgen.letters import markup
from briefgen.letters.blocks import (
    BulletList,
    Citation,
    Heading,
    Inline,
    Letter,
    NumberedList,
    PageBreak,
    Paragraph,
    Table,
    Text,
)
from briefgen.letters.latest import Latest
from briefgen.render import archive, docx, pdf, text

LONG = "https://www.example.org/" + "onafgebroken" * 12
LETTERS: list[Letter] = [
    LETTER,
    with_envelope(recipient=("College van de gemeente Zutphen", "Postbus 41", "7200 AA  ZUTPHEN")),
    with_envelope(recipient=(LONG[:60], "Postbus 41", "7200 AA  ZUTPHEN"), salutation=LONG),
    replace(LETTER, title="Iets anders", running_head="Iemand anders", author="Q"),
    replace(LETTER, language="en-GB"),
    replace(LETTER, body=(*LETTER.body[:3], par(LONG), *LETTER.body[4:])),
    replace(LETTER, body=LETTER.body[::-1], annex=LETTER.body[:4]),
    with_body(Heading(1, (Text("Kop"),)), Table(cells("Dag", "Wat"), (cells("Wat", "Dag"),)), PageBreak(), par("x")),
    with_body(Heading(2, (Text("Kop"),)), Table(cells("Wat", "Dag"), (cells("Wat", "Dag"),))),
    with_body(),
    *(with_body(par(SENTENCE * n)) for n in range(16, 24)),  # in some the signatures ask for room
    *(with_body(NumberedList(((par(SENTENCE * 3),),) * n)) for n in (8, 9, 10)),
]

RENDERERS: dict[str, Callable[[Letter], bytes]] = {
    "pdf": lambda letter: pdf.render(letter, LETTERHEAD),
    "docx": lambda letter: docx.render(letter, LETTERHEAD),
    "txt": text.render,
}


def digest(name: str, number: int) -> str:
    return hashlib.sha256(RENDERERS[name](LETTERS[number])).hexdigest()


@pytest.mark.parametrize("name", RENDERERS)
def test_a_letter_is_the_same_in_whatever_order_letters_are_rendered(name: str) -> None:
    numbers = list(range(len(LETTERS)))
    found = {number: digest(name, number) for number in numbers}
    assert len(set(found.values())) >= len(LETTERS) - 2  # the language and the title are not in every output
    for seed in range(3):
        random.Random(seed).shuffle(numbers)  # noqa: S311 - any order will do
        assert {number: digest(name, number) for number in numbers} == found


@pytest.mark.parametrize("number", [1, 5, 12])
def test_a_letter_is_the_same_alone_in_a_process(number: int) -> None:
    for name in RENDERERS:
        digest(name, 0)
    script = f"import test_render_again as t; print(*(t.digest(name, {number}) for name in t.RENDERERS))"
    alone = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = sys.argv[1:]; {script}", *sys.path],
        check=True,
        capture_output=True,
        text=True,
    )
    assert alone.stdout.split() == [digest(name, number) for name in RENDERERS]


def test_a_text_that_was_read_before_takes_the_values_of_now() -> None:
    source = "# \ue0000\ue001\n\n**\ue0001\ue001** blijft.\n\n- \ue0000\ue001 en \ue0002\ue001\n"

    def read(*values: Inline) -> tuple[object, ...]:
        return markup.read(source, values.__getitem__, where="letter.md", joined=("bijlage",))

    first = read(Text("a"), Text("b"), Citation("c", "https://example.org", "x"))
    assert read(Text("A"), Text("b\n\nB"), Text("")) == (
        Heading(1, (Text("A"),)),
        Paragraph((Text("b", strong=True),)),
        Paragraph((Text("B", strong=True), Text(" blijft."))),
        BulletList(((Paragraph((Text("A en "),)),),)),
    )
    assert read(Text("a"), Text("b"), Citation("c", "https://example.org", "x")) == first
    assert read(Text("a"), Text("b"), Citation("c", "https://example.org", "y")) != first


def test_only_the_last_few_are_remembered() -> None:
    asked: list[str] = []

    def made(thing: str) -> str:
        asked.append(thing)
        return thing.upper()

    latest = Latest(made)
    assert [latest(thing) for thing in "aab"] == ["A", "A", "B"]
    assert asked == ["a", "b"]
    for thing in "cdefg":
        latest(thing)
    assert latest("a") == "A"
    assert asked.count("a") == 2


def test_what_cannot_be_made_is_not_remembered() -> None:
    latest = Latest[int, float](lambda number: 1 / number)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            latest(0)


def test_an_archive_is_read_by_others() -> None:
    contents = {"a.xml": b"<a/>" * 1000, "map/é.txt": b"", "leeg": b"x"}
    made = archive.archive([archive.member(name, content) for name, content in contents.items()])
    with zipfile.ZipFile(BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == contents
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(made) < 800
