"""Reading citations: every form that Dutch lawyers and letters use, and nothing that only looks like one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen import resources
from briefgen.law.mentions import CaseMention, KnownBy, Mention, StructureMention
from briefgen.law.names import LawNames
from briefgen.law.reading import read
from briefgen.law.records import Law, LinkKind
from briefgen.law.registry import Registry
from briefgen.law.resolution import State, expanded, resolve

LAW = resources.folder("legal_refs")
FIXTURES = Path(__file__).parents[1] / "fixtures" / "law"


@cache
def names() -> LawNames:
    return LawNames.of(Registry(LAW))


@cache
def id_of(name: str, book: int | None) -> str | None:
    """The record of the law that is called `name`, or None when it has none."""
    for law in names().laws.values():
        if name in {law.title, law.abbreviation, *law.aliases} and (book is None or law.book == book):
            return law.id
    return None


def mentions(text: str) -> list[Mention]:
    return [found for found in read(text, names()) if isinstance(found, Mention)]


@dataclass(frozen=True)
class Cited:
    """What a citation must be read as; a law without a record must be told to be unknown."""

    law: str | None
    article: str
    paragraphs: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    book: int | None = None
    last: str | None = None
    sentences: tuple[str, ...] = ()
    old: bool = False
    span: str | None = field(default=None, compare=False)

    def check(self, found: Mention, text: str) -> None:
        seen = (found.article, found.paragraphs, found.parts, found.last, found.sentences, found.old)
        assert seen == (self.article, self.paragraphs, self.parts, self.last, self.sentences, self.old)
        expected = self.law and id_of(self.law, self.book)
        assert found.law == expected
        assert (found.law is None) == (found.why_not is not None) == (found.known_by is KnownBy.NONE)
        if self.law is not None and expected is None:
            assert self.law in str(found.why_not)
        if self.span is not None:
            assert text[found.start : found.end] == self.span


def one(text: str, *cited: Cited) -> tuple[str, tuple[Cited, ...]]:
    return text, cited


TABLE = [
    one("artikel 7.3.10 lid 1 Jeugdwet", Cited("Jeugdwet", "7.3.10", ("1",))),
    one("art. 7.3.10 Jw", Cited("Jeugdwet", "7.3.10")),
    one("artikel 1:265f, tweede lid, BW", Cited("BW", "265f", ("2",), book=1)),
    one("art. 1:265f lid 2 BW", Cited("BW", "265f", ("2",), book=1)),
    one("art. 265f boek 1 BW", Cited("BW", "265f", book=1)),
    one("art. 265f lid 2 Boek 1 Burgerlijk Wetboek", Cited("BW", "265f", ("2",), book=1)),
    one("artikel 255, eerste lid, van Boek 1 van het Burgerlijk Wetboek", Cited("BW", "255", ("1",), book=1)),
    one("1:377a lid 3 onder b BW", Cited("BW", "377a", ("3",), (("b",),), book=1)),
    one("artikel 6:162 lid 2 BW", Cited("BW", "162", ("2",), book=6)),
    one("artt. 3 en 9 IVRK", Cited("IVRK", "3", span="artt. 3"), Cited("IVRK", "9", span="9 IVRK")),
    one(
        "art. 8 EVRM jo. art. 9 IVRK",
        Cited("EVRM", "8", span="art. 8 EVRM"),
        Cited("IVRK", "9", span="art. 9 IVRK"),
    ),
    one(
        "artikelen 2.1, 2.2 en 2.4 Jeugdwet",
        Cited("Jeugdwet", "2.1", span="artikelen 2.1"),
        Cited("Jeugdwet", "2.2", span="2.2"),
        Cited("Jeugdwet", "2.4", span="2.4 Jeugdwet"),
    ),
    one(
        "de artikelen 6.1.2, 6.1.3 of 6.1.4 van de Jeugdwet",
        Cited("Jeugdwet", "6.1.2", span="artikelen 6.1.2"),
        Cited("Jeugdwet", "6.1.3", span="6.1.3"),
        Cited("Jeugdwet", "6.1.4", span="6.1.4 van de Jeugdwet"),
    ),
    one("artikel 6 lid 1 sub e AVG", Cited("AVG", "6", ("1",), (("e",),))),
    one(
        "artikel 6, lid 1, onder e), van de Algemene verordening gegevensbescherming",
        Cited("AVG", "6", ("1",), (("e",),)),
    ),
    one("art. 15 AVG", Cited("AVG", "15")),
    one("art. 9:11 Awb", Cited("Awb", "9:11")),
    one("artikel 9:11 lid 1 Algemene wet bestuursrecht", Cited("Awb", "9:11", ("1",))),
    one("artikel 3:2 van de Algemene wet bestuursrecht", Cited("Awb", "3:2")),
    one(
        "artikel 4:25, 4:35 van de Awb en artikel 10 van de ASV",
        Cited("Awb", "4:25", span="artikel 4:25"),
        Cited("Awb", "4:35", span="4:35 van de Awb"),
        Cited("ASV", "10", span="artikel 10 van de ASV"),
    ),
    one("artikel 6:12, tweede lid, aanhef en onder b, Awb", Cited("Awb", "6:12", ("2",), (("b",),))),
    one("Artikel 22, leden 1 en 2 van de Grondwet", Cited("Grondwet", "22", ("1", "2"))),
    one("art. 10 Gw", Cited("Grondwet", "10")),
    one("art. 4.4 Woo", Cited("Woo", "4.4")),
    one("artikel 5.1, tweede lid, aanhef en onder e, van de Woo", Cited("Woo", "5.1", ("2",), (("e",),))),
    one("artikel 2, eerste, tweede en vijfde lid", Cited(None, "2", ("1", "2", "5"))),
    one(
        "artikel 60, derde lid, tweede volzin, van de Gemeentewet",
        Cited("Gemeentewet", "60", ("3",), sentences=("2",)),
    ),
    one("artikel 3.4, aanhef en onderdelen b en c, van de Jeugdwet", Cited("Jeugdwet", "3.4", (), (("b",), ("c",)))),
    one("artikel 79, aanhef en onder 6º", Cited(None, "79", (), (("6°",),))),
    one("artikel 79, aanhef en onder 6o.", Cited(None, "79", (), (("6°",),))),
    one(
        "Wabo, art. 2.12, eerste lid, aanhef en onder a, sub 1º",
        Cited("Wabo", "2.12", ("1",), (("a", "1°"),)),
    ),
    one(
        "artikel 1.1, onder jeugdhulp, onder 2°, Jeugdwet",
        Cited("Jeugdwet", "1.1", (), (("jeugdhulp", "2°"),)),
    ),
    one("artikel P 25 van de Kieswet", Cited("Kieswet", "P 25")),
    one("artikelen 7:446 tot en met 7:468 BW", Cited("BW", "446", book=7, last="468")),
    one("artikel 12, vijfde lid, van die wet", Cited(None, "12", ("5",))),
    one("artikel 3 van deze wet / het tweede lid / genoemd artikel", Cited(None, "3")),
    one(
        "art. 3.4 lid 1 Jeugdwet in verbinding met (i.v.m.) art. 4.1.1 lid 2 Jeugdwet",
        Cited("Jeugdwet", "3.4", ("1",)),
        Cited("Jeugdwet", "4.1.1", ("2",)),
    ),
    one("(art. 81 WWB)", Cited("WWB", "81", span="art. 81 WWB")),
    one(
        "artikel 10, tweede lid, aanhef en onder e van de. Wet openbaarheid van bestuur",
        Cited("Wet openbaarheid van bestuur", "10", ("2",), (("e",),)),
    ),
    one(
        "art. 223 Rv / art. 807 Rv / art. 300 lid 1 Sr / art. 51k Sv",
        Cited("Rv", "223", span="art. 223 Rv"),
        Cited("Rv", "807", span="art. 807 Rv"),
        Cited("Sr", "300", ("1",), span="art. 300 lid 1 Sr"),
        Cited("Sv", "51k", span="art. 51k Sv"),
    ),
    one("art. 300 WvSr", Cited("Sr", "300")),
    one("artikel 2:14, eerste lid, Awb (nieuw)", Cited("Awb", "2:14", ("1",))),
    one(
        "artikel 8, tweede lid EVRM en artikel 17 IVBPR",
        Cited("EVRM", "8", ("2",), span="artikel 8, tweede lid EVRM"),
        Cited("IVBPR", "17", span="artikel 17 IVBPR"),
    ),
    one("BW 1:247", Cited("BW", "247", book=1)),
    one("Awb 3:2", Cited("Awb", "3:2")),
    one("Jeugdwet 2.3", Cited("Jeugdwet", "2.3")),
    one("Verordening (EU) 2016/679, artikel 12, lid 3", Cited("AVG", "12", ("3",))),
]

RELATIVES = [
    # a law for several articles, to the left and to the right
    one("artikel 3 en artikel 9 IVRK", Cited("IVRK", "3"), Cited("IVRK", "9")),
    one("artikel 15, 16 en/of 17 AVG", Cited("AVG", "15"), Cited("AVG", "16"), Cited("AVG", "17")),
    one("AVG 15, 16 en 17", Cited("AVG", "15", span="AVG 15"), Cited("AVG", "16"), Cited("AVG", "17", span="17")),
    one("Jeugdwet: artikel 2.3 en 2.4", Cited("Jeugdwet", "2.3"), Cited("Jeugdwet", "2.4")),
    one("artikel 9:11 Awb jo. 9:12", Cited("Awb", "9:11"), Cited("Awb", "9:12")),
    one("artikel 9:11, eerste lid, juncto artikel 4:17 Awb", Cited("Awb", "9:11", ("1",)), Cited("Awb", "4:17")),
    one("art. 3:2 i.v.m. art. 3:4 Awb", Cited("Awb", "3:2"), Cited("Awb", "3:4")),
    one("artikelen 1:247 en 253a BW", Cited("BW", "247", book=1), Cited("BW", "253a", book=1)),
    one("de artikelen 3 lid 1 en 4 Awb", Cited("Awb", "3", ("1",)), Cited("Awb", "4")),
    one("artikelen 3 lid 1 en 4 lid 2 Awb", Cited("Awb", "3", ("1",)), Cited("Awb", "4", ("2",))),
    one("artikel 3 lid 1 en 4 Awb", Cited("Awb", "3", ("1", "4"))),
    one("de artikelen 8 en 9 zijn hier van belang", Cited(None, "8"), Cited(None, "9")),
    # ranges
    one("art. 9:1 t/m 9:12 Awb", Cited("Awb", "9:1", last="9:12")),
    one("art. 265a-265k Boek 1 BW", Cited("BW", "265a", book=1, last="265k")),
    one("artikel 9:1 e.v. Awb", Cited("Awb", "9:1")),
    # leden
    one("artikel 6, eerste tot en met derde lid, AVG", Cited("AVG", "6", ("1", "2", "3"))),
    one("artikel 6 leden 1 t/m 3 AVG", Cited("AVG", "6", ("1", "2", "3"))),
    one("artikel 6, twintigste lid, AVG", Cited("AVG", "6", ("20",))),
    one("artikel 6, 1e en 2e lid, AVG", Cited("AVG", "6", ("1", "2"))),
    one("artikel 5, 2a lid, Awb", Cited("Awb", "5", ("2a",))),
    one("artikel 8 EVRM, tweede lid", Cited("EVRM", "8", ("2",), span="artikel 8 EVRM, tweede lid")),
    one("lid 2 van artikel 1:265f BW", Cited("BW", "265f", ("2",), book=1, span="lid 2 van artikel 1:265f BW")),
    one(
        "artikel 3 van de Jeugdwet en het tweede lid van artikel 4 van de Jeugdwet",
        Cited("Jeugdwet", "3", span="artikel 3 van de Jeugdwet"),
        Cited("Jeugdwet", "4", ("2",), span="tweede lid van artikel 4 van de Jeugdwet"),
    ),
    # onderdelen
    one("artikel 6 lid 1 onder a, b en c AVG", Cited("AVG", "6", ("1",), (("a",), ("b",), ("c",)))),
    one("artikel 6 lid 1 onder a t/m c AVG", Cited("AVG", "6", ("1",), (("a",), ("b",), ("c",)))),
    one("artikel 6 lid 1 onder a en onder b AVG", Cited("AVG", "6", ("1",), (("a",), ("b",)))),
    one("artikel 1.1, onder a, 1° en 2°, Jeugdwet", Cited("Jeugdwet", "1.1", (), (("a", "1°"), ("a", "2°")))),
    one("(artikel 6 lid 1 onder e) AVG", Cited(None, "6", ("1",), (("e",),), span="artikel 6 lid 1 onder e")),
    one("art. 6(1)(e) AVG", Cited("AVG", "6", ("1",), (("e",),))),
    one(
        "artikel 6, eerste lid, onder a, en tweede lid, AVG",
        Cited("AVG", "6", ("1",), (("a",),), span="artikel 6, eerste lid, onder a"),
        Cited("AVG", "6", ("2",), span="tweede lid, AVG"),
    ),
    # the law
    one("BW Boek 1, artikel 247", Cited("BW", "247", book=1)),
    one("BW 1, art. 247 en 248", Cited("BW", "247", book=1), Cited("BW", "248", book=1)),
    one("art. 7:454 BW en artikel 456 WGBO", Cited("BW", "454", book=7), Cited("BW", "456", book=7)),
    one("art. 1:247 B.W.", Cited("BW", "247", book=1)),
    one("ART. 3:2 AWB", Cited("Awb", "3:2")),
    one("de Jeugdwet (art. 2.3)", Cited("Jeugdwet", "2.3")),
    one("de Jeugdwet (artikel 8 EVRM)", Cited("EVRM", "8", span="artikel 8 EVRM")),
    one("artikel 2.3 (Jeugdwet)", Cited("Jeugdwet", "2.3", span="artikel 2.3 (Jeugdwet)")),
    one("artikel 3:2 van de Algemene wet bestuursrecht (Awb)", Cited("Awb", "3:2")),
    one("artikel 3:2 van hoofdstuk 3 van de Awb", Cited("Awb", "3:2")),
    one("artikel 6 van Verordening (EU) nr. 2016/679", Cited("AVG", "6")),
    one("artikel 6 van Verordening (EU) 2099/1", Cited("Verordening (EU) 2099/1", "6")),
    one("art. 1:262a (oud) BW", Cited("BW", "262a", book=1, old=True)),
    one("artikel 1:262a BW (oud)", Cited("BW", "262a", book=1, old=True)),
    one("artikel 10 Wob (oud)", Cited("Wob", "10", old=True)),
    one("artikel 3 van de toenmalige Wet openbaarheid van bestuur", Cited("Wob", "3", old=True)),
    one("artikel 3 van de Uitvoeringswet AVG", Cited("Uitvoeringswet AVG", "3")),
    one("artikel 247 van Boek 1", Cited(None, "247", span="artikel 247 van Boek 1")),
    one(
        "artikel 5 Awb en artikel 185, eerste lid\nJeugdwet: de artikelen 6.1.2 en 6.1.3",
        Cited("Awb", "5"),
        Cited(None, "185", ("1",)),
        Cited("Jeugdwet", "6.1.2"),
        Cited("Jeugdwet", "6.1.3"),
    ),
    one(
        "art. 97 van de Wet op de verzinsel- en fabelzaken 2017", Cited("Wet op de verzinsel- en fabelzaken 2017", "97")
    ),
    # "die wet", and only that
    one("De Awb geldt. Artikel 4:13 van die wet zegt dat.", Cited("Awb", "4:13", span="Artikel 4:13 van die wet")),
    one("artikel 8 EVRM en artikel 5 van dat verdrag", Cited("EVRM", "8"), Cited("EVRM", "5")),
    one("artikel 15 AVG en artikel 12 van die verordening", Cited("AVG", "15"), Cited("AVG", "12")),
    one("artikel 10 van de ASV en artikel 12 van die wet", Cited("ASV", "10"), Cited(None, "12")),
    one("artikel 8 EVRM en artikel 5 van die wet", Cited("EVRM", "8"), Cited(None, "5")),
    one("De Awb.\n\nEen.\n\nTwee.\n\nartikel 12 van die wet", Cited(None, "12")),
    # broken off at the end of a line
    one("arti-\nkel 3:2 van de Algemene wet be-\nstuursrecht", Cited("Awb", "3:2")),
    one("artikel 2.3, eer-\n  ste lid, van de Jeugd\u00ad\nwet", Cited("Jeugdwet", "2.3", ("1",))),
    one("artikel\u202f2.3\u00a0van de\tJeugdwet", Cited("Jeugdwet", "2.3")),
]

FORMS = pytest.mark.parametrize(
    ("text", "cited"), TABLE + RELATIVES, ids=lambda value: value if isinstance(value, str) else ""
)


@FORMS
def test_a_citation_is_read(text: str, cited: tuple[Cited, ...]) -> None:
    found = mentions(text)
    assert len(found) == len(cited)
    for mention, expected in zip(found, cited, strict=True):
        expected.check(mention, text)


@FORMS
def test_a_citation_is_read_in_a_sentence(text: str, cited: tuple[Cited, ...]) -> None:
    for after in (", zo schreef de instelling op 3 maart 2026.", ". De instelling schreef op 3 maart 2026 terug."):
        if text == "Jeugdwet 2.3" and after.startswith("."):
            continue  # "Jeugdwet 2.3. Verzoek" is a law, and then a heading
        whole = f"De ouders vragen dit, zie daarover ook {text}{after}"
        found = mentions(whole)
        assert len(found) == len(cited)
        for mention, expected in zip(found, cited, strict=True):
            expected.check(mention, whole)


@FORMS
def test_white_space_of_any_kind_is_the_same(text: str, cited: tuple[Cited, ...]) -> None:
    assert cited
    if "  " in text or "\n" in text:
        return
    for space in ("\u00a0", "\n", "\u202f", "\t"):
        assert read(text.replace(" ", space), names()) == read(text, names())


def test_a_law_in_capitals_is_found_in_its_brackets_too() -> None:
    """(81 WWB): without the word "artikel" only a law on record makes it a citation."""
    law = id_of("WWB", None)
    assert [(each.law, each.article) for each in mentions("(81 WWB)")] == ([(law, "81")] if law else [])
    assert [(each.law, each.article) for each in mentions("(8 EVRM)")] == [("evrm", "8")]


# --- what must not lead to a law


@pytest.mark.parametrize(
    "text",
    [
        "artikel 12 lid 2 van de AP-brief",
        "artikel 4 van de huurovereenkomst",
        "artikel 4 van de algemene voorwaarden",
        "artikel 4 van het protocol",
        "artikel 4 van het reglement",
        "artikel 4 van de klachtenregeling van de Jeugdwet",
        "artikel 4 van de verordening jeugdhulp gemeente Ede",
        "artikel 4 van de Verordening Jeugdwet gemeente Ede",
        "artikel 4 van de Wmo-verordening",
        "artikel 4 van uw Jeugdwet-beleid",
        "artikel 2 Jeugdwet verordening Ede",
        "Beleidsregels Jeugdwet, artikel 4",
        "Verordening jeugdhulp en Jeugdwet, artikel 4",
        "Invoeringswet Jeugdwet, artikel 4",
        "artikel 3 Invoeringswet Jeugdwet",
        "Artikel 3 geldt.",
        "artikel 3. Jeugdwet",
        "Volgens artikel 3. De Jeugdwet zegt dat ook.",
        "Artikel 3\n\nJeugdwet",
        "artikel 3, onder meer van de Jeugdwet",
        "artikel 3 onder verwijzing naar de Jeugdwet",
        "artikel 3 onder toepassing van de Jeugdwet",
        "artikel 3 van die wet",
        "artikel 3 van deze wet",
        "de Jeugdwet en artikel 3 van de wet",
        "artikel 265f BW",
        "artikel 3 rv",
        "artikel 3 sr",
        "artikel 3 van de Wpg-brief",
        "artikel 8 van de verordening",
        "artikel 377b van dit boek",
        "artikel 1 van de bij deze wet behorende lijst",
    ],
)
def test_an_article_without_a_law_on_record_stays_without(text: str) -> None:
    found = read(text, names())
    assert found
    for each in found:
        assert isinstance(each, Mention)
        assert each.law is None
        assert each.why_not is not None
        assert each.known_by is KnownBy.NONE


@pytest.mark.parametrize(
    "text",
    [
        "het artikel in de krant over de Jeugdwet",
        "dit artikel, genoemd artikel, het tweede lid en onder b",
        "Kamerstukken II 2012/13, 33 684, nr. 3, p. 12",
        "Stb. 2014, 105",
        "Stcrt. 2019, 35764",
        "hoofdstuk 3 van het verslag",
        "punt 3.4 van uw brief over de Jeugdwet",
        "paragraaf 2 van de brief",
        "In 2015 Jeugdwet",
        "De Jeugdwet 2015 geldt.",
        "De Jeugdwet 3 jaar later.",
        "Dit volgt uit de Jeugdwet\n2. Ik verzoek u het volgende",
        "Dit volgt uit de Jeugdwet\n2.1 Verzoek",
        "Om 10:30 en 11:00 was er overleg over de Awb.",
        "de Awb, om 10:30",
        "een boete van 1.250 euro volgens de Awb",
        "nr. 3842/22 van het dossier",
        "nr. 2024/12",
        "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10 Jeugdwet",
        "artikelnummer 3 en het kunstartikel 4",
        "U bent het met mij eens over de Awb en de Jeugdwet.",
    ],
)
def test_what_is_no_citation_is_not_read(text: str) -> None:
    assert read(text, names()) == ()


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("artikel 8 EVRM en 3 kinderen", ["8"]),
        ("artikel 8 EVRM, 21 november 2026", ["8"]),
        ("artikel 8 en 3 kinderen", ["8"]),
        ("artikel 3:2 Awb en 14 dagen later", ["3:2"]),
        ("artikel 2.1 Jeugdwet en 2.3 miljoen", ["2.1"]),
        ("1. artikel 8 EVRM,\n2. artikel 3 IVRK en\n3. artikel 5 Awb.", ["8", "3", "5"]),
        ("1) artikel 8 EVRM,\n2) artikel 3 IVRK", ["8", "3"]),
        ("artikel 8 EVRM en 14.", ["8", "14"]),
        ("artikel 6 lid 1 onder b, p. 3", ["6"]),
    ],
)
def test_a_number_that_counts_is_no_article(text: str, articles: list[str]) -> None:
    assert [each.article for each in mentions(text)] == articles


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("artikel 3 geldt", "noemt hier geen wet"),
        ("artikel 265f BW", "geen boek"),
        ("artikel 6:1 van Boek 1 BW", "twee boeken"),
        ("artikel 99:1 BW", "Boek 99"),
        ("artikel 3 van de ASV", "'ASV'"),
        ("artikel 3 van de Wet op de verzonnen zaken.", "'Wet op de verzonnen zaken'"),
        ("artikel 3 van de huurovereenkomst met uw stichting", "'huurovereenkomst'"),
        ("artikel 3 van het protocol huisbezoek", "'protocol huisbezoek'"),
        ("artikel 3 van deze wet", "'deze wet'"),
        ("artikel 3 van de wet", "'de wet'"),
        ("artikel 3 van de verordening is niet nageleefd", "'de verordening'"),
        ("artikel 3 van de verordening jeugdhulp", "'verordening jeugdhulp' is geen wet"),
    ],
)
def test_why_no_law_was_found_is_told(text: str, told: str) -> None:
    (found,) = mentions(text)
    assert told in str(found.why_not)


def test_an_article_of_a_work_in_books_may_be_of_any_of_them() -> None:
    (found,) = mentions("artikel 265f BW")
    assert {"bw1", "bw7"} <= set(found.candidates)


@pytest.mark.parametrize(
    ("text", "known_by"),
    [
        ("artikel 3:2 Awb", KnownBy.NAMED),
        ("artikel 247 van Boek 1 BW", KnownBy.NAMED),
        ("artikel 1:247 BW", KnownBy.NUMBER),
        ("artikel 12 Verordening (EU) 2016/679", KnownBy.NUMBER),
        ("de Awb, en artikel 3:2 van die wet", KnownBy.ANAPHORA),
        ("artikel 3:2", KnownBy.NONE),
    ],
)
def test_it_is_told_what_the_law_is_known_by(text: str, known_by: KnownBy) -> None:
    (found,) = mentions(text)
    assert found.known_by is known_by


# --- judgments and larger parts of laws


def test_judgments_are_read() -> None:
    text = "Zie ecli:nl:hr:2018:2321. En EHRM 10 september 2019, nr. 37283/13 en nr. 123/06; verzoekschrift nr. 45/19."
    found = [each for each in read(text, names()) if isinstance(each, CaseMention)]
    assert [each.ecli or each.application for each in found] == [
        "ECLI:NL:HR:2018:2321",
        "37283/13",
        "123/06",
        "45/19",
    ]
    assert [text[each.start : each.end] for each in found] == [
        "ecli:nl:hr:2018:2321",
        "nr. 37283/13",
        "nr. 123/06",
        "nr. 45/19",
    ]
    assert read("ECLI:NL:CRVB:2019:2031, r.o. 4.1.2", names()) == (CaseMention(0, 22, "ECLI:NL:CRVB:2019:2031", None),)


def test_larger_parts_of_laws_are_read() -> None:
    text = "titel 9.1 Awb / hoofdstuk 9 van de Awb / § 7.3 Jeugdwet / titel 14 van Boek 1 BW / paragrafen 7.3 en 7.4 Jw"
    found = [each for each in read(text, names()) if isinstance(each, StructureMention)]
    assert [(each.law, each.kind, each.number) for each in found] == [
        ("awb", "titel", "9.1"),
        ("awb", "hoofdstuk", "9"),
        ("jw", "paragraaf", "7.3"),
        ("bw1", "titel", "14"),
        ("jw", "paragraaf", "7.3"),
        ("jw", "paragraaf", "7.4"),
    ]
    assert [text[each.start : each.end] for each in found][:3] == [
        "titel 9.1 Awb",
        "hoofdstuk 9 van de Awb",
        "§ 7.3 Jeugdwet",
    ]


# --- names


def law(law_id: str, title: str, abbreviation: str | None, *aliases: str, **more: object) -> Law:
    base = {"id": law_id, "title": title, "abbreviation": abbreviation, "aliases": aliases, "article": "de"}
    return Law.model_validate(
        {"link": LinkKind.JCI, "identifier": "BWBR0090001", "source": "verzonnen", **base, **more}
    )


def read_with(text: str, *laws: Law) -> Mention:
    (found,) = read(text, LawNames(laws))
    assert isinstance(found, Mention)
    return found


def test_a_name_of_two_laws_is_ambiguous_and_the_full_name_is_not() -> None:
    both = law("pp", "Perenwet pluk", "Pwp"), law("pg", "Perenwet groei", "Pwp")
    found = read_with("artikel 3 Pwp", *both)
    assert (found.law, found.candidates) == (None, ("pp", "pg"))
    assert "Perenwet pluk, Perenwet groei" in str(found.why_not)
    assert read_with("artikel 3 van de Perenwet groei (Pwp)", *both).law == "pg"
    other = law("px", "Perenwet xenofiel", "PWP")  # capitals alone do not tell laws apart
    assert read_with("artikel 3 Pwp", both[0], other).candidates == ("pp", "px")


def test_the_longest_name_wins() -> None:
    laws = law("a", "Appelwet", None), law("ab", "Appelwet bomen", None), law("uab", "Uitvoeringswet Appelwet", None)
    assert read_with("artikel 3 van de Appelwet", *laws).law == "a"
    assert read_with("artikel 3 van de Appelwet bomen", *laws).law == "ab"
    assert read_with("artikel 3 van de Uitvoeringswet Appelwet", *laws).law == "uab"


def test_a_short_code_needs_its_capitals() -> None:
    laws = law("ro", "Rozenwet", "RO"), law("aaw", "Algemene appelwet", "Aaw")
    assert read_with("artikel 3 RO", *laws).law == "ro"
    assert read_with("artikel 3 ro", *laws).law is None
    assert read_with("artikel 3 AAW", *laws).law == "aaw"
    assert read_with("artikel 3 van de ALGEMENE APPELWET", *laws).law == "aaw"


def test_european_acts_are_known_by_number_alone() -> None:
    act = law("fv", "Fruitverordening", "FV", link=LinkKind.CELEX, identifier="32003R2201")
    assert read_with("artikel 3 van Verordening (EG) nr. 2201/2003", act).law == "fv"
    act = law("fv", "Fruitverordening", "FV", link=LinkKind.ELI, identifier="reg/2099/7")
    assert read_with("artikel 3 van Verordening (EU) 2099/7", act).law == "fv"


# --- resolution

DAY = date(2026, 11, 21)


def state(text: str, on: date = DAY) -> tuple[State, str]:
    registry = Registry(FIXTURES)
    (found,) = read(text, LawNames.of(registry))
    assert isinstance(found, Mention)
    resolution = resolve(found, registry, on)
    assert (resolution.provision is not None) == (resolution.state in {State.FOUND, State.PART_NOT_RECORDED})
    return resolution.state, resolution.detail


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("artikel 3.1 Aaw", DAY, (State.FOUND, "")),
        ("artikel 3.1, tweede lid, onder b, Aaw", DAY, (State.FOUND, "")),
        ("artikel 3.1, negende lid, Aaw", DAY, (State.NO_SUCH_PARAGRAPH, "9")),
        ("artikel 3.1, tweede lid, onder z, Aaw", DAY, (State.PART_NOT_RECORDED, "z")),
        ("artikel 6, eerste lid, Aaw", DAY, (State.NO_PARAGRAPHS, "1")),
        ("artikel 6, onder a, Aaw", DAY, (State.FOUND, "")),
        ("artikel 99 Aaw", DAY, (State.NO_RECORD, "")),
        ("artikel 3.1 XYZ", DAY, (State.LAW_UNKNOWN, "")),
        ("artikel 5 Aaw", date(2019, 12, 31), (State.FOUND, "")),
        ("artikel 5, derde lid, Aaw", date(2019, 12, 31), (State.NO_SUCH_PARAGRAPH, "3")),
        ("artikel 5 Aaw", date(2025, 7, 1), (State.ENDED, "")),
        ("artikel 5 Aaw (oud)", date(2025, 7, 1), (State.FOUND, "")),
        ("artikel 5 Aaw", date(2009, 12, 31), (State.UNREAD, "")),
        ("artikel 4 Aaw", date(2015, 1, 1), (State.UNREAD, "")),
        ("artikel 3.1 Aaw (oud)", DAY, (State.UNREAD, "")),
    ],
)
def test_a_mention_is_looked_up(text: str, on: date, expected: tuple[State, str]) -> None:
    assert state(text, on) == expected


def test_a_law_that_ended_or_has_yet_to_begin_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "laws" / "pw"
    folder.mkdir(parents=True)
    (folder / "law.yaml").write_text(
        "{id: pw, citeertitel: Perenwet, lidwoord: de, afkorting: Pw, koppeling: jci, nummer: BWBR0090001, "
        "bron: verzonnen, geldig_vanaf: 2010-01-01, geldig_tot: 2020-01-01, opgevolgd_door: aw}",
        encoding="utf-8",
    )
    registry = Registry(tmp_path)
    (found,) = read("artikel 3 Perenwet", LawNames.of(registry))
    assert isinstance(found, Mention)
    assert resolve(found, registry, date(2009, 12, 31)).state is State.NOT_YET
    assert resolve(found, registry, date(2010, 1, 1)).state is State.NO_RECORD
    ended = resolve(found, registry, date(2020, 1, 1))
    assert (ended.state, ended.day, ended.successors) == (State.ENDED, date(2020, 1, 1), ("aw",))


def test_a_range_gives_the_articles_on_record_when_asked() -> None:
    registry = Registry(LAW)
    (found,) = mentions("artikelen 7:446 tot en met 7:456 BW")
    numbers = [each.article for each in expanded(found, registry)]
    assert numbers[0] == "446"
    assert "454" in numbers
    assert "457" not in numbers
    (single,) = mentions("artikel 3:2 Awb")
    assert expanded(single, registry) == (single,)


# --- any text

WORDS = st.sampled_from(
    """
    artikel artikelen art. artt. lid leden eerste tweede 1e 1 2 3:2 7.3.10 265f 1:247 P XII onder sub a b) 1° aanhef
    volzin van de het die deze wet verdrag Boek boek BW Awb Jeugdwet AVG EVRM Rv (Awb) (oud) ASV en of jo. juncto
    , . ; - t/m tot met e.v. hoofdstuk § titel nr. 37283/13 ECLI:NL:HR:2018:2321 Verordening (EU) 2016/679 ( )
    Jeugd- bestuursrecht Algemene huurovereenkomst i.v.m. j° (1) (e) euro dagen maart 2026 jeugdhulp
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
TEXTS = st.lists(WORDS | st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), max_size=6)).map(
    lambda parts: " ".join(part for part in parts if part)
)


@given(st.text() | TEXTS)
@example("artikel 1 " * 500)
@example("٣ artikel ٣ Awb, onder ٣")
@settings(max_examples=300)
def test_any_text_can_be_read(text: str) -> None:
    before = 0
    for found in read(text, names()):
        assert before <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        before = found.end
        if isinstance(found, Mention):
            assert (found.law is None) == (found.why_not is not None)
            assert str(found.why_not)
            assert resolve(found, Registry(FIXTURES), DAY) if found.law is None else found.law in names().laws


@given(TEXTS, st.sampled_from(["\u00a0", "\n", "\u2009"]))
@settings(max_examples=300)
def test_reading_does_not_depend_on_the_kind_of_space(text: str, space: str) -> None:
    assert read(text.replace(" ", space), names()) == read(text, names())


@given(TEXTS)
def test_what_stands_in_another_paragraph_changes_nothing(text: str) -> None:
    alone = [each for each in read(text, names()) if getattr(each, "known_by", None) is not KnownBy.ANAPHORA]
    together = read(f"{text}\n\nartikel 3:2 Awb", names())
    assert [each for each in together if getattr(each, "known_by", None) is not KnownBy.ANAPHORA][: len(alone)] == alone
