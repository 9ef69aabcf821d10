"""The sender's page: what it says for a letter, in either language, and how it looks on paper."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader
from test_letters_compose import LAW, Folder, case, composed

from briefgen.errors import ContentError
from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadlines
from briefgen.law.registry import Registry
from briefgen.letters.page import Moment, Section, SenderSheet
from briefgen.letters.sheet import SheetLanguage, sheet
from briefgen.letters.templating import Templates
from briefgen.render import sheet as paper
from briefgen.render.stationery import Stationery

LETTERHEAD = Stationery.open(Path(__file__).resolve().parents[2] / "templates" / "letterhead")
WORDS = {
    "nl": {"vraagt": "U vraagt om {{ verzoek.onderwerp }}.", "stilte": "Bel dan.", "versturen": ["Op {{ datum }}."]},
    "en": {
        "titel": "Asking for apples", "vraagt": "You ask for apples.", "stilte": "Then call.",
        "versturen": ["On {{ datum }}."], "let_op": ["Mind the wasps."],
    },
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path).entry(blad=WORDS, let_op=["Pas op voor wespen."], grondslag="Vast en zeker.")


def page(
    facts: CaseFacts, folder: Folder, language: SheetLanguage = SheetLanguage.DUTCH, noticed: tuple[str, ...] = ()
) -> SenderSheet:
    return sheet(
        facts,
        composed(facts, folder.root),
        noticed=noticed,
        language=language,
        templates=Templates(folder.root),
        deadlines=Deadlines(LAW),
        registry=Registry(LAW),
    )


def under(found: SenderSheet, heading: str) -> list[str]:
    (section,) = [section for section in found.sections if section.heading == heading]
    return [line.replace("\u00a0", " ") for line in section.lines]


def test_it_says_what_is_asked_who_signs_and_what_goes_along(folder: Folder) -> None:
    found = page(case(), folder)
    assert found.title == "Voor u: Verzoek om appels"
    assert under(found, "Vraag") == ["U vraagt om goudreinetten."]
    assert under(found, "Teken") == ["Teken: Sanne de Vries."]
    assert under(found, "Bij") == ["Stuur mee:", "1. kopie van de mand"]
    assert under(found, "Stuur") == ["Gewoon sturen.", "Op 21 november 2026."]
    assert under(found, "Stilte") == ["Bel dan."]


def test_the_way_of_sending_follows_the_case(folder: Folder) -> None:
    assert under(page(case(verzending={"wijze": "aangetekend"}), folder), "Stuur")[0] == "Aangetekend sturen."


def test_warnings_come_before_the_letters_own_notices(folder: Folder) -> None:
    found = page(case(), folder, noticed=("Het adres is niet gecontroleerd.",))
    assert under(found, "Let op") == ["Het adres is niet gecontroleerd.", "Pas op voor wespen."]
    assert under(found, "Onbekend") == ["Geen advies.", "Vast en zeker."]


def test_terms_are_told_in_order_with_the_kind_they_are_of(folder: Folder) -> None:
    folder.entry(laatste_dag=[{"regel": "twee-weken-eigen", "vanaf": "kenmerk.uw_brief_van"}])
    assert under(page(case(), folder), "Antwoord")[0] == "Uw laatste dag: donderdag 26 november 2026."


def test_a_term_that_follows_the_own_last_day_says_nothing_about_arrival(folder: Folder) -> None:
    own = {"regel": "twee-weken-eigen", "vanaf": "kenmerk.uw_brief_van"}
    after = {"regel": "maand-ander", "vanaf": "termijn('twee-weken-eigen', kenmerk.uw_brief_van).uiterste_dag"}
    assert "aankomst" in [moment.label for moment in page(case(), folder.entry(termijnen=[after])).moments]
    found = page(case(), folder.entry(laatste_dag=[own], termijnen=[after]))
    assert [moment.label for moment in found.moments] == ["brief", "laatste dag", "gevraagd"]
    assert not [line for line in under(found, "Antwoord") if line.startswith("Gerekend")]


def test_an_own_day_that_is_over_is_said_so(folder: Folder) -> None:
    folder.entry(laatste_dag=[{"regel": "twee-weken-eigen", "vanaf": "kinderen[0].geboortedatum"}])
    assert under(page(case(), folder), "Antwoord")[0].startswith("Uw laatste dag was ")


def test_without_a_term_it_says_that_there_is_none(folder: Folder) -> None:
    folder.entry(termijnen=[])
    found = page(case(), folder)
    assert under(found, "Antwoord") == ["Geen termijn."]
    assert [moment.label for moment in found.moments] == ["brief"]


def test_in_english_its_words_and_days_are_english(folder: Folder) -> None:
    found = page(case(), folder, SheetLanguage.ENGLISH)
    assert (found.language, found.title) == ("en", "For you: Asking for apples")
    assert under(found, "Stuur")[1] == "On Saturday 21 November 2026."
    assert under(found, "Let op") == ["Mind the wasps."]
    assert "Vast en zeker." not in under(found, "Onbekend")


def test_a_letter_without_words_for_the_page_is_at_fault(folder: Folder) -> None:
    folder.entry(blad=None)
    with pytest.raises(ContentError, match="blad"):
        page(case(), folder)


# --- on paper


def made(**change: Any) -> SenderSheet:
    days = [Moment(case_day, f"dag {case_day.day}", "iets") for case_day in change.pop("days", ())]
    facts: dict[str, Any] = {
        "language": "nl-NL",
        "date": composed(case()).letter.date,
        "title": "Voor u: een brief",
        "do_not_send": "Niet meesturen.",
        "sections": (Section("Vraag", ("Een regel.",)), Section("Let op", ("Punt *een*.", "#punt twee"))),
        "timeline_heading": "De dagen",
        "moments": tuple(days),
        "timeline": tuple(f"{day.shown}: {day.label}" for day in days),
    }
    return SenderSheet(**{**facts, **change})


def test_the_pdf_is_tagged_has_a_language_a_title_and_one_page() -> None:
    document = pikepdf.open(BytesIO(paper.render(made(), LETTERHEAD)))
    assert str(document.Root.Lang).startswith("nl")
    assert bool(document.Root.MarkInfo.Marked)
    assert document.docinfo["/Title"] == "Voor u: een brief"
    assert len(document.pages) == 1


def test_values_stay_literal_in_pdf_and_text() -> None:
    for text in (
        paper.text(made()).decode(),
        PdfReader(BytesIO(paper.render(made(), LETTERHEAD))).pages[0].extract_text(),
    ):
        assert "Punt *een*." in text
        assert "#punt twee" in text


def test_the_picture_of_the_days_has_the_days_in_words() -> None:
    start = composed(case()).letter.date
    days = [start, start.replace(day=24), start.replace(month=12, day=8)]
    data = paper.render(made(days=days), LETTERHEAD)
    assert "De dagen: dag 21: iets; dag 24: iets; dag 8: iets." in _alternatives(data)
    assert "- dag 24: iets" in paper.text(made(days=days)).decode()


@pytest.mark.parametrize("count", [2, 3, 6, 8])
@pytest.mark.parametrize("apart", [1, 90])
def test_no_words_in_the_picture_of_the_days_run_into_each_other(count: int, apart: int) -> None:
    start = composed(case()).letter.date
    days = [start + timedelta(days=apart * number) for number in range(count)]
    moments = tuple(Moment(day, f"woensdag {day.day} september 2026", "uiterlijk antwoord") for day in days)
    lines = tuple(f"Regel {number}." for number in range(30))
    sheet_made = made(moments=moments, timeline=("alle dagen",), sections=(Section("Let op", lines),))
    document = pypdfium2.PdfDocument(paper.render(sheet_made, LETTERHEAD))
    words = document[0].get_textpage()
    boxes = [words.get_charbox(index) for index in range(words.count_chars())]
    document.close()
    for one, other in combinations([box for box in boxes if box[2] - box[0] > 1], 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        assert min(wide, high) < 1, (one, other)


def test_much_text_gets_smaller_to_stay_on_one_page() -> None:
    lines = tuple(f"Regel {number} die zegt wat de afzender moet weten." for number in range(45))
    document = PdfReader(BytesIO(paper.render(made(sections=(Section("Let op", lines),)), LETTERHEAD)))
    assert len(document.pages) == 1


def test_equal_pages_give_equal_bytes() -> None:
    assert paper.render(made(), LETTERHEAD) == paper.render(made(), LETTERHEAD)


def _alternatives(data: bytes) -> list[str]:
    document = pikepdf.open(BytesIO(data))
    return [str(item.Alt) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
