"""A citation in words and its link, for every kind of law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.dutch import words
from briefgen.errors import CitationError
from briefgen.law import citations
from briefgen.law.citations import Style
from briefgen.law.records import LinkKind
from briefgen.law.registry import Provision, Registry

LAW = Path(__file__).parents[1] / "fixtures" / "law"
DAY = date(2026, 11, 21)
REGISTRY = Registry(LAW)
WETTEN = "https://wetten.overheid.nl/jci1.3:c:"
MOMENT = "&z=2026-11-21&g=2026-11-21"


def provision(reference: str, *paragraphs: str, part: str | None = None) -> Provision:
    return REGISTRY.provision(reference, DAY, paragraphs=paragraphs, part=part)


# --- text; "~" is a no-break space


@pytest.mark.parametrize(
    ("cited", "full", "short"),
    [
        # a law with an abbreviation
        (provision("aw:3.1"), "artikel~3.1 van de Algemene appelwet (Aaw)", "artikel~3.1 Aaw"),
        (
            provision("aw:3.1", "2"),
            "artikel~3.1, tweede lid, van de Algemene appelwet (Aaw)",
            "artikel~3.1, tweede lid, Aaw",
        ),
        (
            provision("aw:3.1", "2", part="b"),
            "artikel~3.1, tweede lid, onderdeel~b, van de Algemene appelwet (Aaw)",
            "artikel~3.1, tweede lid, onderdeel~b, Aaw",
        ),
        (
            provision("aw:3.1", "1", "4"),
            "artikel~3.1, eerste en vierde lid, van de Algemene appelwet (Aaw)",
            "artikel~3.1, eerste en vierde lid, Aaw",
        ),
        (
            provision("aw:3.1", "1", "2", "3"),
            "artikel~3.1, eerste, tweede en derde lid, van de Algemene appelwet (Aaw)",
            "artikel~3.1, eerste, tweede en derde lid, Aaw",
        ),
        (
            provision("aw:3.1", "2", "4", part="a"),
            "artikel~3.1, tweede en vierde lid, onderdeel~a, van de Algemene appelwet (Aaw)",
            "artikel~3.1, tweede en vierde lid, onderdeel~a, Aaw",
        ),
        # an onderdeel without a lid
        (
            provision("aw:6", part="a"),
            "artikel~6, onderdeel~a, van de Algemene appelwet (Aaw)",
            "artikel~6, onderdeel~a, Aaw",
        ),
        # a number with a colon
        (provision("aw:9:11"), "artikel~9:11 van de Algemene appelwet (Aaw)", "artikel~9:11 Aaw"),
        # no abbreviation
        (provision("kw:2"), "artikel~2 van de Kersenwet", "artikel~2 Kersenwet"),
        (provision("kw:2", "1"), "artikel~2, eerste lid, van de Kersenwet", "artikel~2, eerste lid, Kersenwet"),
        # no lidwoord
        (provision("pl:1"), "artikel~1 van Perenlijst 2020", "artikel~1 Perenlijst 2020"),
        # a book
        (provision("tb1:265f"), "artikel~1:265f van het Tuinboek (TB)", "artikel~1:265f TB"),
        (
            provision("tb1:265f", "3"),
            "artikel~1:265f, derde lid, van het Tuinboek (TB)",
            "artikel~1:265f, derde lid, TB",
        ),
        # a treaty, and European law
        (provision("vt:8", "1"), "artikel~8, eerste lid, van het Verdrag inzake tuinen (VT)", None),
        (
            provision("fv:15", "1", part="h"),
            "artikel~15, eerste lid, onderdeel~h, van de Fruitverordening (FV)",
            "artikel~15, eerste lid, onderdeel~h, FV",
        ),
    ],
    ids=lambda value: value.reference if isinstance(value, Provision) else "",
)
def test_a_citation_is_written_in_full_and_short(cited: Provision, full: str, short: str | None) -> None:
    assert citations.write(cited, Style.FULL).replace("\u00a0", "~") == full
    if short is not None:
        assert citations.write(cited, Style.SHORT).replace("\u00a0", "~") == short


@pytest.mark.parametrize(
    ("cited", "legislative"),
    [
        (provision("aw:3.1"), "artikel~3.1 van de Algemene appelwet"),
        (provision("aw:3.1", "1", "4"), "artikel~3.1, eerste en vierde lid, van de Algemene appelwet"),
        (provision("aw:6", part="a"), "artikel~6, onderdeel~a, van de Algemene appelwet"),
        (provision("tb1:265f", "2"), "artikel~265f, tweede lid, van Boek~1 van het Tuinboek"),
        (provision("pl:1"), "artikel~1 van Perenlijst 2020"),
    ],
    ids=lambda value: value.reference if isinstance(value, Provision) else "",
)
def test_laws_cite_each_other_without_an_abbreviation(cited: Provision, legislative: str) -> None:
    assert citations.write(cited, Style.LEGISLATIVE).replace("\u00a0", "~") == legislative


def test_an_onderdeel_inside_an_onderdeel_is_named_after_it() -> None:
    cited = replace(provision("aw:3.1", "2"), part="b.1°")
    for style in Style:
        written = citations.write(cited, style).replace("\u00a0", "~")
        assert written.startswith("artikel~3.1, tweede lid, onderdeel~b, onder~1°, ")
    assert "&lid=2&o=b&o=1%C2%B0&z=" in citations.link(cited, DAY)


# --- links


@pytest.mark.parametrize(
    ("cited", "href"),
    [
        (provision("aw:3.1"), f"{WETTEN}BWBR0090001&artikel=3.1{MOMENT}"),
        (provision("aw:3.1", "2"), f"{WETTEN}BWBR0090001&artikel=3.1&lid=2{MOMENT}"),
        (provision("aw:3.1", "2", part="b"), f"{WETTEN}BWBR0090001&artikel=3.1&lid=2&o=b{MOMENT}"),
        (provision("aw:6", part="a"), f"{WETTEN}BWBR0090001&artikel=6&o=a{MOMENT}"),
        (provision("aw:9:11", "1"), f"{WETTEN}BWBR0090001&artikel=9:11&lid=1{MOMENT}"),
        # a link has room for one lid: several leden link to the article
        (provision("aw:3.1", "1", "4"), f"{WETTEN}BWBR0090001&artikel=3.1{MOMENT}"),
        (provision("aw:3.1", "2", "4", part="a"), f"{WETTEN}BWBR0090001&artikel=3.1{MOMENT}"),
        # the book is a work of its own: its number is not part of the article
        (provision("tb1:265f", "3"), f"{WETTEN}BWBR0090003&artikel=265f&lid=3{MOMENT}"),
        # a treaty is linked as a whole
        (provision("vt:8", "1"), f"{WETTEN}BWBV0090004{MOMENT}"),
        # European law: article only, in Dutch
        (provision("fv:15", "1", part="h"), "https://eur-lex.europa.eu/eli/reg/2099/7/art_15/oj/nld"),
    ],
    ids=lambda value: value.reference if isinstance(value, Provision) else "",
)
def test_a_link_leads_to_the_official_text_of_that_day(cited: Provision, href: str) -> None:
    assert citations.link(cited, DAY) == href


def test_the_link_holds_the_text_of_the_letters_day() -> None:
    found = REGISTRY.provision("aw:5", date(2019, 3, 4))
    assert citations.link(found, date(2019, 3, 4)).endswith("&artikel=5&z=2019-03-04&g=2019-03-04")


def test_european_law_without_an_article_address_is_linked_as_a_whole() -> None:
    cited = provision("fv:15")
    law = cited.law.model_copy(update={"link": LinkKind.CELEX, "identifier": "32099R0007"})
    assert citations.link(replace(cited, law=law), DAY) == (
        "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32099R0007"
    )


def test_a_law_without_a_verified_number_has_no_link() -> None:
    cited = provision("aw:3.1", "2")
    law = cited.law.model_copy(update={"link": LinkKind.NONE, "identifier": ""})
    with pytest.raises(CitationError) as caught:
        citations.link(replace(cited, law=law), DAY)
    assert caught.value.where == "aw:3.1 lid 2"
    assert "Algemene appelwet" in str(caught.value.what)


# --- properties

LEDEN = st.lists(st.sampled_from([*map(str, range(1, 21)), "1a", "2b"]), max_size=3, unique=True).map(tuple)
PARTS = st.none() | st.sampled_from("abcdefgh")
NUMBERS = st.from_regex(r"[1-9][0-9]{0,2}([.:][0-9]{1,2}){0,2}[a-z]?", fullmatch=True)


@st.composite
def provisions(draw: st.DrawFn) -> Provision:
    article: Literal["de", "het"] | None = draw(st.sampled_from(["de", "het", None]))
    law = REGISTRY.law("aw").model_copy(
        update={
            "title": draw(st.sampled_from(["Appelwet", "Wet op de peren", "Tuinboek"])),
            "abbreviation": draw(st.sampled_from([None, "AW", "WoP"])),
            "article": article,
            "book": draw(st.none() | st.integers(1, 9)),
        }
    )
    base = REGISTRY.article("aw:3.1")
    record = base.model_copy(update={"number": draw(NUMBERS)})
    return Provision(law, record, base.versions[0], draw(LEDEN), draw(PARTS))


@given(provisions())
def test_full_and_short_name_the_same_place(cited: Provision) -> None:
    full, short = (citations.write(cited, style) for style in (Style.FULL, Style.SHORT))
    place = short.removesuffix(cited.law.abbreviation or cited.law.title)
    assert full.startswith(place)
    assert full.removeprefix(place).startswith("van ")
    assert cited.law.title in full
    if cited.law.abbreviation:
        assert full.endswith(f"({cited.law.abbreviation})")
    for lid in cited.paragraphs:
        assert words.ordinal(lid) in place


@given(provisions(), st.sampled_from(Style))
def test_a_number_never_breaks_away_from_its_word(cited: Provision, style: Style) -> None:
    text = citations.write(cited, style)
    assert text == text.strip()
    assert text.startswith("artikel\u00a0")
    assert "artikel " not in text
    assert "onderdeel " not in text
    assert ("onderdeel\u00a0" in text) == (cited.part is not None)
    assert "  " not in text
    assert ",," not in text


@given(provisions(), LEDEN, PARTS, st.sampled_from(Style))
def test_another_place_is_another_citation(
    cited: Provision, paragraphs: tuple[str, ...], part: str | None, style: Style
) -> None:
    other = replace(cited, paragraphs=paragraphs, part=part)
    same_place = (cited.paragraphs, cited.part) == (paragraphs, part)
    assert (citations.write(cited, style) == citations.write(other, style)) == same_place


@given(provisions(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_link_is_an_address_without_spaces(cited: Provision, on: date) -> None:
    href = citations.link(cited, on)
    assert href.isascii()
    assert href.isprintable()
    assert " " not in href
    assert href.endswith(f"&z={on.isoformat()}&g={on.isoformat()}")
    assert f"&artikel={cited.article.number}&" in href
