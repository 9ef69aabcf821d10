"""A template that the check calls sound leaves a sound Word file, whatever the facts are."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from docx import Document
from lxml import etree
from shipped import DAY, workshop

from briefgen.authoring import Bench, Group, check
from briefgen.render.word_file import WordFile
from briefgen.render.word_template import sources, without_marks

BENCH = Bench.of(workshop(), DAY)
CHOICES, LISTS = ("gemachtigde", "organisatie", "maatregel"), ("kinderen", "bijlagen")


class Maker:
    """Makes templates in which blocks mostly fit, and now and then do not."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same templates each time

    def file(self) -> bytes:
        document = Document()
        for text in self.paragraphs():
            paragraph = document.add_paragraph()
            while text and self.chance.random() < 0.4:
                size = self.chance.randint(1, len(text))
                paragraph.add_run(text[:size]).bold = self.chance.random() < 0.5
                text = text[size:]  # noqa: PLW2901 - cut into runs
            paragraph.add_run(text)
        if self.chance.random() < 0.5:
            rows = [["{%tr for k in kinderen %}", ""], ["{{ k.naam }}", self.inline()], ["{%tr endfor %}", ""]]
            table = document.add_table(rows=3, cols=2)
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.paragraphs[0].text = text
        data = BytesIO()
        document.save(data)
        return data.getvalue()

    def block(self) -> tuple[str, str]:
        if self.chance.random() < 0.5:
            return f"if {self.chance.choice(CHOICES)}", "if"
        return f"for x in {self.chance.choice(LISTS)}", "for"

    def inline(self) -> str:
        begin, word = self.block()
        return f"a {{% {begin} %}} b {{% end{word} %}} c"

    def paragraphs(self, depth: int = 0) -> list[str]:
        found: list[str] = []
        for _ in range(self.chance.randint(1, 3)):
            begin, word = self.block()
            inside = ["tekst"] if depth > 2 else self.paragraphs(depth + 1)
            opening, closing = self.chance.choice([("p ", "p "), (" ", " ")] * 12 + [("p ", " "), (" ", "p ")])
            before, after = ("", "") if "p" in opening + closing else ("a ", " d")
            found += [f"{before}{{%{opening}{begin} %}}", *inside, f"{{%{closing}end{word} %}}{after}", self.inline()]
        return found


def _stays_sound(data: bytes, seed: int) -> bool:
    chance = random.Random(seed)  # noqa: S311 - the same facts each time
    for source in sources(WordFile(data, "brief.docx")):
        template = workshop().templates.word.overlay(finalize=str, autoescape=False).from_string(source.text)
        for _ in range(20):
            facts = {name: chance.random() < 0.5 for name in CHOICES}
            lists = {name: [{"naam": "x"}] * chance.randint(0, 2) for name in LISTS}
            try:
                etree.fromstring(without_marks(template.render(facts | lists)).encode())
            except etree.XMLSyntaxError:
                return False
    return True


def _compared(seeds: range) -> tuple[int, int]:
    """How many templates the check calls sound, and how many not; none of the first kind may break."""
    counted = [0, 0]
    for seed in seeds:
        data = Maker(seed).file()
        sound = not check(data, "brief.docx", BENCH).of(Group.FAULT)
        counted[not sound] += 1
        assert not sound or _stays_sound(data, seed), seed
    return counted[0], counted[1]


def test_what_is_called_sound_is_sound() -> None:
    sound, faulty = _compared(range(40))
    assert sound
    assert faulty


@pytest.mark.soak
def test_what_is_called_sound_is_sound_for_many_templates() -> None:
    assert all(_compared(range(40, 500)))
