"""The plain-text renderer: its form, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import RenderError
from briefgen.letters.blocks import (
    Block,
    BulletList,
    Citation,
    Envelope,
    Heading,
    LabelledLine,
    Letter,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Signature,
    Table,
    Text,
)
from briefgen.render import text


def par(*content: str | Text | Citation) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in content))


def cells(*texts: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(cell),) for cell in texts)


ENVELOPE = Envelope(
    sender=("Jo de Vries", "6741 AB  LUNTEREN"),
    recipient=("Gemeente Ede", "6710 HK  EDE"),
    date_line="Lunteren, 21 november 2026",
    references=(LabelledLine("Uw kenmerk", "2026/114"), LabelledLine("Ons kenmerk:", "JV 3")),
    subject=LabelledLine("Betreft", "verzoek om een afschrift van het hele dossier van mijn zoon en mijn dochter"),
    salutation="Geacht college,",
    closing="Hoogachtend,",
    signatures=(Signature(("Jo de Vries", "vader")), Signature(("Alex Bakker",))),
    enclosures_label="Bijlagen",
    enclosures=("Kopie van het besluit", "Machtiging"),
)


def letter(*body: Block, envelope: Envelope = ENVELOPE) -> Letter:
    return Letter(
        id="verzoek",
        date=date(2026, 11, 21),
        language="nl",
        title="Verzoek",
        author="Jo de Vries",
        description="Brief",
        running_head="NIET IN DE TEKST",
        page_label="Pagina {page} van {pages}",
        envelope=envelope,
        body=body,
    )


def body(*blocks: Block) -> str:
    """The lines between salutation and closing."""
    shown = text.render(letter(*blocks)).decode()
    return shown.partition("Geacht college,\n\n")[2].partition("\nHoogachtend,")[0]


def test_a_whole_letter() -> None:
    law = Citation("artikel 7.3.10 van de Jeugdwet", "https://wetten.overheid.nl/x", "jw:7.3.10")
    shown = text.render(letter(par("Op grond van ", law, " vraag ik u om ", Text("alles", strong=True), ".")))
    assert shown.decode() == (
        """\
Jo de Vries
6741 AB  LUNTEREN

Gemeente Ede
6710 HK  EDE

Lunteren, 21 november 2026

Uw kenmerk:   2026/114
Ons kenmerk:  JV 3

Betreft:      verzoek om een afschrift van het hele dossier van mijn zoon en
              mijn dochter

Geacht college,

Op grond van artikel 7.3.10 van de Jeugdwet vraag ik u om alles.

Hoogachtend,




Jo de Vries
vader




Alex Bakker

Bijlagen:
1. Kopie van het besluit
2. Machtiging
"""
    )


def test_without_references_and_enclosures_nothing_stands_in_their_place() -> None:
    bare = Envelope(
        sender=("A",),
        recipient=("B",),
        date_line="C",
        references=(),
        subject=LabelledLine("D", "E"),
        salutation="F,",
        closing="G,",
        signatures=(Signature(("H",)),),
        enclosures_label="Bijlagen",
        enclosures=(),
    )
    assert text.render(letter(envelope=bare)).decode() == "A\n\nB\n\nC\n\nD:  E\n\nF,\n\nG,\n\n\n\n\nH\n"


def test_lists_are_labelled_and_hang() -> None:
    nested = NumberedList(((par("dit"),), (par("dat"), par("en meer"))))
    bullets = BulletList(((par("links"), BulletList(((par("boven"), BulletList(((par("diep"),),))),))),))
    shown = body(NumberedList(((par("woord " * 20),), (par("Ook:"), nested, par("na")), (bullets,))))
    assert shown == (
        """\
1. woord woord woord woord woord woord woord woord woord woord woord woord
   woord woord woord woord woord woord woord woord
2. Ook:
   a. dit
   b. dat
      en meer
   na
3.
   • links
     – boven
       • diep
"""
    )


def test_labels_of_long_lists_line_up() -> None:
    lines = body(NumberedList(tuple((par("x"),) for _ in range(10)))).splitlines()
    assert lines[0] == "1.  x"
    assert lines[9] == "10. x"


@pytest.mark.parametrize(("number", "label"), [(1, "a."), (26, "z."), (27, "aa."), (28, "bb."), (53, "aaa.")])
def test_letters_count_as_in_word(number: int, label: str) -> None:
    assert text.letter_label(number) == label


def test_headings_stand_on_their_own_line_with_white_above() -> None:
    shown = body(par("a"), Heading(1, (Text("Kop"),)), par("b"), Heading(2, (Text("Onderkop"),)), par("c"))
    assert shown == "a\n\nKop\nb\n\nOnderkop\nc\n"


def test_small_table_stands_in_columns() -> None:
    shown = body(Table(cells("Dag", "Wat", "Wie"), (cells("1 mei", "brief", "ik"), cells("10 mei", "", "zij"))))
    assert shown == "Dag     Wat    Wie\n1 mei   brief  ik\n10 mei         zij\n"


def test_last_column_may_run_on() -> None:
    shown = body(Table(cells("Dag", "Wat"), (cells("1 mei", "woord " * 14),)))
    assert shown == (
        "Dag    Wat\n"
        "1 mei  woord woord woord woord woord woord woord woord woord woord woord woord\n"
        "       woord woord\n"
    )


@pytest.mark.parametrize("first", ["x " * 40, "een\ntwee", "y" * 60])
def test_a_table_that_does_not_fit_keeps_the_order_of_its_words(first: str) -> None:
    shown = body(Table(cells("Dag", "Wat"), (cells(first, "laatste"), cells("2 mei", "nog een"))))
    assert shown.split() == ["Dag", "Wat", *first.split(), "laatste", "2", "mei", "nog", "een"]
    assert shown.endswith("\n\n2 mei\nnog een\n")


def test_quotation_is_set_in_and_page_break_leaves_nothing() -> None:
    assert body(par("a"), Quotation((par("b"), par("c"))), PageBreak(), par("d")) == "a\n\n    b\n\n    c\n\nd\n"


def test_typed_spaces_and_line_breaks_stay() -> None:
    assert body(par("een  twee\n   drie\r\nvier\n\nvijf")) == "een  twee\n   drie\nvier\n\nvijf\n"


def test_words_are_not_broken_and_no_break_spaces_bind() -> None:
    long, bound = "w" * 100, "10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}euro"
    lines = body(par(f"{'a ' * 35}{bound} {long} eind")).splitlines()
    assert lines == [("a " * 35).strip(), bound, long, "eind"]


def test_is_utf8_with_line_feeds_and_no_trailing_spaces() -> None:
    shown = text.render(letter(par("Ő € →  \nx  ")))
    assert shown.decode("utf-8").count("Ő € →") == 1
    assert b"\r" not in shown
    assert not shown.startswith(b"\xef\xbb\xbf")
    assert shown.endswith(b"\n")
    assert not shown.endswith(b"\n\n")
    assert b" \n" not in shown


def test_annex_comes_last() -> None:
    shown = text.render(replace(letter(par("a")), annex=(Heading(1, (Text("Bepalingen"),)), par("b")))).decode()
    assert shown.endswith("2. Machtiging\n\n\nBepalingen\nb\n")


def test_leaves_out_what_stands_on_paper_only() -> None:
    shown = text.render(letter()).decode()
    assert "NIET IN DE TEKST" not in shown
    assert "Pagina" not in shown


def test_what_is_no_text_is_an_error() -> None:
    with pytest.raises(RenderError, match=r"U\+D800"):
        text.render(letter(par("a\ud800b")))


WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30), max_size=40)


@given(WORDS, st.integers(1, 3))
def test_no_word_is_lost_broken_or_moved(words: list[str], spaces: int) -> None:
    typed = (" " * spaces).join(words)
    assert body(par(typed)).split() == words
    assert body(NumberedList(((par(typed),),))).split() == ["1.", *words]
    assert body(Table(cells(typed, "x"), (cells("y", typed),))).split() == [*words, "x", "y", *words]
    for line in body(par(typed)).splitlines():
        assert len(line) <= 78
