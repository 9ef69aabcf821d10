"""The report: right figures, the same in chart, words and table; whole for everybody, and the same bytes every time."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from mailings import DUE, SENT, answered, letter, seen, sent
from pdf_text import pdf_tags, pdf_words
from shipped import ROOT, workshop

from briefgen.batch import charts, report_files
from briefgen.batch.answers import AnswerKind
from briefgen.batch.manifest import Record
from briefgen.batch.report import report
from briefgen.batch.report_model import Report, Section, Table
from briefgen.batch.sent import Mailing
from briefgen.errors import BatchError
from briefgen.facts.model import CaseFacts

ON = DUE + timedelta(days=10)
FONTS = workshop().letterhead.fonts
VOID = {"meta", "img", "link", "br"}


def reported(mailing: Mailing, on: date = ON, facts: CaseFacts | None = None) -> Report:
    return report(seen(mailing, on), workshop(), facts, questions_file="rapport-vragen.csv")


def answers(folder: Path, records: Iterable[Record] | int = 8) -> Mailing:
    """Of the letters 1 and 2 are answered in time, 3 later, 4 confirmed, 5 put off; nothing came of the rest."""
    mailing = sent(folder, records)
    answered(mailing, "GM0001", SENT + timedelta(days=5), questions={1: "Ja", 2: "12 zaken"})
    answered(mailing, "GM0002", DUE, AnswerKind.PARTIAL, questions={1: "nee"})
    answered(mailing, "GM0003", DUE + timedelta(days=1), AnswerKind.REFUSAL, questions={1: "ja"})
    answered(mailing, "GM0004", SENT, AnswerKind.RECEIPT)
    answered(mailing, "GM0005", DUE, AnswerKind.EXTENSION, until=ON)
    return mailing


def section(found: Report, heading: str) -> Section:
    (one,) = (part for part in found.sections if part.heading == heading)
    return one


def spoken(found: Report) -> list[str]:
    return [part.figure.alternative for part in found.sections if part.figure]


def words(found: Report) -> str:
    return " ".join(sentence for part in found.sections for sentence in part.paragraphs).replace("\u00a0", " ")


def table(found: Section) -> Table:
    (one,) = found.tables
    return one


# --- what it says


def test_the_figures_are_right(tmp_path: Path) -> None:
    found = reported(answers(tmp_path))
    assert [row[:2] for row in table(section(found, "In het kort")).rows] == [
        ("op tijd", "2"),
        ("na de laatste dag", "1"),
        ("geen antwoord (dag voorbij)", "4"),
        ("nog geen antwoord", "1"),
    ]
    said = words(found)
    assert "3 van de 8 instanties hebben geantwoord (38%)" in said
    assert "1 instantie bevestigde alleen de ontvangst. Dat telt niet als antwoord." in said
    assert "1 instantie heeft het antwoord uitgesteld" in said
    assert "Een deel van het antwoord: 1. Een weigering: 1. Die tellen mee als antwoord." in said


def test_who_answered_in_full_in_the_end_refused_nothing(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DUE, AnswerKind.REFUSAL)
    answered(mailing, "GM0001", ON)
    found = reported(mailing)
    said = words(found)
    assert "Die tellen mee als antwoord" not in said
    assert "Het laatste antwoord zegt of het een heel antwoord is, een deel of een weigering." in said
    (row,) = (row for row in table(section(found, "Per instantie")).rows if row[0] == "Voorbeelddorp 1")
    assert row[2:] == ("op tijd", "antwoord, 17-01-2027", "07-01-2027", "eerste: op de dag zelf")
    first = dict(zip(found.bodies.head, found.bodies.rows[0], strict=True))
    (other,) = (row for row in table(section(found, "Per instantie")).rows if row[0] == "Voorbeelddorp 2")
    assert other[-1] == "10 dagen voorbij"
    assert [first[name] for name in ("Stand", "Soort", "Datum antwoord", "Datum eerste antwoord")] == [
        "op tijd",
        "volledig",
        "2027-01-17",
        "2027-01-07",
    ]


def test_who_put_off_its_answer_after_the_last_day_is_late_in_the_list_and_in_the_figures(tmp_path: Path) -> None:
    mailing = sent(tmp_path, 1)
    answered(mailing, "GM0001", DUE + timedelta(days=1), AnswerKind.EXTENSION, until=ON + timedelta(days=30))
    found = reported(mailing)
    (row,) = table(section(found, "Per instantie")).rows
    assert row[2:] == ("geen antwoord", "uitstel gemeld, 08-01-2027", "07-01-2027", "10 dagen voorbij")
    said = words(found)
    assert "Van 1 instantie is geen antwoord vastgelegd, en de laatste dag is voorbij." in said
    assert "1 instantie heeft het antwoord uitgesteld tot een dag die nog niet voorbij is." in said
    assert "nog niet voorbij, of de brief noemt geen dag" not in said


def test_on_a_day_to_spare_the_last_day_is_neither_to_come_nor_past(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, late_from=DUE + timedelta(days=2))])
    (row,) = table(section(reported(mailing, DUE + timedelta(days=1)), "Per instantie")).rows
    assert row[-1] == ""


def test_a_request_is_called_a_request_and_a_term_of_the_law_a_term(tmp_path: Path) -> None:
    request = words(reported(sent(tmp_path / "a", [letter(1)])))
    statutory = words(reported(sent(tmp_path / "b", [letter(1, nature="wettelijk", letter="woo-verzoek")])))
    neither = words(reported(sent(tmp_path / "c", [letter(1, nature="", answer_by=None, late_from=None)])))
    assert "is een verzoek van de afzender, geen termijn uit de wet: 7 januari 2027" in request
    assert "volgt uit de wet: 7 januari 2027" in statutory
    assert "geen termijn uit de wet overschreden" in request
    assert "geen termijn uit de wet overschreden" not in statutory
    assert "De brief noemt geen dag voor het antwoord" in neither
    for said in (request, statutory, neither):
        assert not re.search(r"overtre|verzuim|nalatig|weiger", said.replace("een weigering", ""), re.IGNORECASE)


@pytest.mark.parametrize("heading", ["Op tijd, per provincie", "Op tijd, naar grootte van de gemeente"])
def test_chart_words_and_table_of_groups_say_the_same(heading: str, tmp_path: Path) -> None:
    found = section(reported(answers(tmp_path)), heading)
    assert found.figure is not None
    spoken, drawn = found.figure.alternative, re.findall(r">(\d+)</text>", found.figure.svg)
    head, rows = table(found).head, table(found).rows
    assert table(found).numbers == set(range(1, len(head)))
    for row in rows:
        parts = [f"{number} {name}" for name, number in zip(head[1:-1], row[1:-1], strict=True) if number != "0"]
        assert f"{row[0]} ({row[-1]}): " in spoken
        assert all(part in spoken for part in parts)
        assert sum(map(int, row[1:-1])) == int(row[-1])
        assert row[0] in found.figure.svg
    numbers = [number for row in rows for number in row[1:-1] if number != "0"]
    assert sorted(drawn) == sorted(numbers)
    assert sum(int(row[-1]) for row in rows) == 8


def test_the_course_of_answers_is_told_in_words_and_in_a_table(tmp_path: Path) -> None:
    found = section(reported(answers(tmp_path)), "Antwoorden in de tijd")
    assert found.figure is not None
    spoken = found.figure.alternative.replace("\u00a0", " ")
    assert "2 december 2026: 1; 13 januari 2027: 3." in spoken
    assert "De brieven noemen als laatste dag 7 januari 2027. Op tijd waren er 2." in spoken
    assert [row[1:] for row in table(found).rows] == [("1", "1"), ("2", "3")]
    assert "3 van 8" in found.figure.svg
    assert "laatste dag: 7\u00a0januari\u00a02027" in found.figure.svg


def test_an_answer_on_the_first_and_on_the_newest_day_are_both_in_the_course(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", SENT)
    answered(mailing, "GM0002", ON)
    rows = table(section(reported(mailing), "Antwoorden in de tijd")).rows
    assert rows[-1][2] == "2"
    assert rows[0][1:] == ("1", "1")


def test_answers_to_a_question_are_counted_whatever_their_capitals_and_the_newest_holds(tmp_path: Path) -> None:
    mailing = answers(tmp_path, [letter(number, letter="gemeenteraad") for number in range(1, 9)])
    answered(mailing, "GM0001", ON, questions={2: "13 zaken"})
    facts = workshop().read(ROOT / "samples" / "toezicht-college.yaml").facts
    assert facts.oversight is not None
    questions = facts.oversight.model_copy(update={"questions": ("Is er een protocol?",)})
    found = reported(mailing, facts=facts.model_copy(update={"oversight": questions}))
    first, second = section(found, "Antwoorden per vraag").tables
    assert first.caption == "Vraag 1: Is er een protocol?"
    assert first.rows == (
        ("Ja", "2", "Voorbeelddorp 1, Voorbeelddorp 3"),
        ("nee", "1", "Voorbeelddorp 2"),
    )
    assert (second.caption, second.rows) == ("Vraag 2", (("13 zaken", "1", "Voorbeelddorp 1"),))


def test_a_question_that_the_letter_does_not_print_lends_its_words_to_none_of_its_own(tmp_path: Path) -> None:
    facts = workshop().read(ROOT / "samples" / "toezicht-college.yaml").facts
    assert facts.oversight is not None
    questions = facts.oversight.model_copy(update={"questions": ("Is er een protocol?",)})
    found = reported(answers(tmp_path), facts=facts.model_copy(update={"oversight": questions}))
    assert [one.caption for one in section(found, "Antwoorden per vraag").tables] == ["Vraag 1", "Vraag 2"]


def test_an_answer_that_many_gave_names_the_file_in_place_of_the_bodies(tmp_path: Path) -> None:
    mailing = sent(tmp_path, 12)
    for number in range(1, 13):
        answered(mailing, f"GM{number:04}", DUE, questions={1: "ja"})
    (one,) = section(reported(mailing), "Antwoorden per vraag").tables
    assert one.rows == (("ja", "12", "zie rapport-vragen.csv"),)


def test_each_body_is_listed_with_the_days_between(tmp_path: Path) -> None:
    rows = {row[0]: row[1:] for row in table(section(reported(answers(tmp_path)), "Per instantie")).rows}
    assert rows["Voorbeelddorp 1"][-1] == "37 dagen eerder"
    assert rows["Voorbeelddorp 2"][-1] == "op de dag zelf"
    assert rows["Voorbeelddorp 3"][-1] == "1 dag later"
    assert rows["Voorbeelddorp 2"][1:4] == ("op tijd", "deels beantwoord, 07-01-2027", "07-01-2027")
    assert rows["Voorbeelddorp 4"][1:3] == ("geen antwoord", "ontvangst bevestigd, 26-11-2026")
    assert rows["Voorbeelddorp 5"][-1] == "nog 0 dagen"
    assert rows["Voorbeelddorp 6"][-1] == "10 dagen voorbij"


@pytest.mark.parametrize(("field", "value"), [("province", ""), ("inhabitants", None)])
def test_a_chart_that_cannot_be_drawn_is_left_out_and_that_is_said(field: str, value: Any, tmp_path: Path) -> None:
    found = reported(answers(tmp_path, [letter(number, **{field: value}) for number in range(1, 9)]))
    drawn = sum(part.figure is not None for part in found.sections)
    assert drawn == 2
    assert "Daarom is er geen beeld" in words(found)


def test_bodies_of_unknown_size_are_a_group_of_their_own(tmp_path: Path) -> None:
    records = [letter(number, inhabitants=None if number == 1 else 20_000 * (number - 1)) for number in range(1, 9)]
    rows = table(section(reported(answers(tmp_path, records)), "Op tijd, naar grootte van de gemeente")).rows
    assert [(row[0], row[-1]) for row in rows] == [
        ("20.000 tot 50.000", "2"),
        ("50.000 tot 100.000", "2"),
        ("100.000 en meer", "3"),
        ("onbekend", "1"),
    ]


@pytest.mark.parametrize("case", ["no letters", "none answered", "all answered", "the day it was sent"])
def test_a_batch_of_any_state_has_a_whole_report(case: str, tmp_path: Path) -> None:
    mailing = sent(tmp_path, 0 if case == "no letters" else 3)
    if case == "all answered":
        for number in range(1, 4):
            answered(mailing, f"GM{number:04}", DUE)
    found = reported(mailing, SENT if case == "the day it was sent" else ON)
    paper = report_files.paper(found, workshop().letterhead)
    assert found.title in pdf_words(paper).replace("\n", " ")
    assert report_files.page(found, workshop().templates.root).endswith(b"</html>\n")
    figures = sum(part.figure is not None for part in found.sections)
    assert figures == (3 if case == "all answered" else 0)


# --- how it looks, for everybody


class Page(HTMLParser):
    """What a page is made of: every tag with its attributes, and whether tags are closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_needs_nothing_else_and_can_be_heard(tmp_path: Path) -> None:
    found = reported(answers(tmp_path))
    source = report_files.page(found, workshop().templates.root).decode()
    page = Page(source)
    assert page.of("html") == [{"lang": "nl"}]
    assert not {name for name, _ in page.tags} & {"script", "link", "iframe", "object", "form"}
    assert not re.search(r"https?:|//|url\(|@import", re.sub(r"base64,[A-Za-z0-9+/=]+", "", source))
    pictures = page.of("img")
    assert [picture["alt"] for picture in pictures] == [
        part.figure.alternative for part in found.sections if part.figure
    ]
    assert all((picture["src"] or "").startswith("data:image/svg+xml;base64,") for picture in pictures)
    tables = sum(len(part.tables) for part in found.sections)
    assert len(page.of("table")) == len(page.of("caption")) == tables
    assert all(cell.get("scope") in {"col", "row"} for cell in page.of("th"))
    assert [name for name, _ in page.tags if name in {"h1", "h2", "h3"}] == ["h1", *["h2"] * len(found.sections)]


def test_the_paper_is_tagged_and_its_charts_are_told(tmp_path: Path) -> None:
    found = reported(answers(tmp_path))
    paper = report_files.paper(found, workshop().letterhead)
    with pikepdf.open(BytesIO(paper)) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.docinfo["/Title"] == found.title
        alternatives = [str(item.Alt) for item in pdf.objects if _is(item, "/Figure") and "/Alt" in item]
        assert sum(_is(item, "/Caption") for item in pdf.objects) == sum(len(part.tables) for part in found.sections)
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    assert sorted(alternatives) == sorted(spoken(found))
    tags = [tag for tag, _ in pdf_tags(paper)]
    assert tags.count("H1") == 1
    assert tags.count("H2") == len(found.sections)
    assert "TH" in tags


def _is(item: Any, kind: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind


def test_a_body_takes_one_line_in_the_list_whatever_it_answered(tmp_path: Path) -> None:
    def pages(folder: str, name: str, province: str) -> int:
        records = [letter(number, name=f"{name} {number}", province=province) for number in range(1, 151)]
        mailing = sent(tmp_path / folder, records)
        for number in range(1, 121):
            kind = tuple(AnswerKind)[number % 5]
            answered(mailing, f"GM{number:04}", SENT + timedelta(days=number % 50), kind)
        with pikepdf.open(BytesIO(report_files.paper(reported(mailing), workshop().letterhead))) as pdf:
            return len(pdf.pages)

    assert pages("wide", "Hardinxveld-Giess.", "Noord-Brabant") == pages("narrow", "Ede", "Drenthe")


@pytest.mark.parametrize(
    "source", ["{{ 7*7 }}", '#read("x")', "<script>alert(1)</script>", "a & b", "$x^2$ **b**", "'; --"]
)
def test_what_somebody_wrote_is_shown_as_it_is(source: str, tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, name=f"Dorp {source}", province=source)])
    answered(mailing, "GM0001", DUE, questions={1: source}, note=source)
    found = reported(mailing)
    paper = pdf_words(report_files.paper(found, workshop().letterhead))
    page = Page(report_files.page(found, workshop().templates.root).decode())
    assert f"Dorp {source}" in paper
    assert f"Dorp {source}" in page.words
    assert not page.of("script")
    chart = section(found, "Op tijd, per provincie").figure
    assert chart is not None
    assert source in map(unescape, numbers(chart.svg))


def test_equal_batches_give_equal_bytes(tmp_path: Path) -> None:
    mailing = answers(tmp_path)
    first, second = (
        report_files.write(
            reported(mailing), tmp_path / name, templates=workshop().templates.root, letterhead=workshop().letterhead
        )
        for name in ("a", "b")
    )
    assert [path.name for path in first] == [
        "rapport-2027-01-17.pdf",
        "rapport-2027-01-17.html",
        "rapport-2027-01-17.csv",
        "rapport-2027-01-17-vragen.csv",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_tables_for_a_spreadsheet_hold_all_and_no_formula(tmp_path: Path) -> None:
    mailing = answers(tmp_path, [letter(number, name=f"=Dorp {number}") for number in range(1, 9)])
    answered(mailing, "GM0006", DUE + timedelta(days=3), questions={1: "=1+1", 2: "-5"}, note="@mij")
    found = reported(mailing)
    bodies, questions = rows_of(report_files.sheet(found.bodies)), rows_of(report_files.sheet(found.questions))
    assert len(bodies) == 9
    sixth = dict(zip(bodies[0], bodies[6], strict=True))
    assert sixth["Naam"] == "'=Dorp 6"
    assert sixth["Opmerking"] == "'@mij"
    assert sixth["Dagen na laatste dag"] == "3"
    assert (bodies[1][bodies[0].index("Dagen na laatste dag")]) == "-37"  # a number stays a number
    assert [row[0] for row in questions[1:]] == ["1", "1", "1", "1", "2", "2"]
    assert [row[-1] for row in questions[1:] if row[2] == "GM0006"] == ["'=1+1", "-5"]


# --- the charts


def numbers(data: str) -> list[str]:
    return re.findall(r">([^<>]+)</text>", data)


def test_a_chart_is_the_same_every_time_and_knows_no_clock_and_no_web() -> None:
    parts = [charts.Part("op tijd", charts.BLUE, "white"), charts.Part("later", charts.ORANGE, "black")]
    groups: dict[str, Sequence[int]] = {"Drenthe": [3, 1], "Zeeland": [0, 2]}
    first = charts.bars(groups, parts, FONTS)
    assert first == charts.bars(groups, parts, FONTS)
    assert not re.search(r"<dc:date>|DOCTYPE|Matplotlib v", first)
    assert {"Drenthe", "Zeeland", "op tijd", "later", "3", "1", "2"} <= set(numbers(first))
    assert "0" not in numbers(first)


def test_months_on_the_line_of_time_are_shortened_as_the_dutch_do() -> None:
    course = charts.Course(date(2027, 3, 10), date(2027, 3, 14), {date(2027, 3, 11): 1}, 1, (), "", "", "")
    drawn = numbers(charts.course(course, FONTS))
    assert "10 mrt 2027" in drawn
    assert not any("maa" in text for text in drawn)


def test_settings_that_a_user_has_for_matplotlib_change_nothing() -> None:
    import matplotlib as mpl

    parts = [charts.Part("op tijd", charts.BLUE, "white")]
    first = charts.bars({"Drenthe": [3]}, parts, FONTS)
    with mpl.rc_context({"font.size": 30, "legend.fontsize": 30, "svg.fonttype": "path"}):
        assert charts.bars({"Drenthe": [3]}, parts, FONTS) == first
        assert mpl.rcParams["font.size"] == 30


def test_without_matplotlib_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing = answers(tmp_path)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(BatchError) as raised:
        reported(mailing)
    assert "briefgen[rapport]" in str(raised.value.mend)
