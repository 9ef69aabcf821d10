"""Reading `toestand` XML: the law's words and nothing else, and a clear end to whatever is hostile."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from toestand import ARTICLE, LAW, article, lid, toestand

from briefgen.errors import SourceError
from briefgen.law import official_xml
from briefgen.law.official import OfficialArticle, OfficialLaw, Status
from briefgen.law.official_folder import read_folder


def law(*articles: str, **changes: str) -> OfficialLaw:
    return official_xml.read(toestand(*articles, **changes), "kersen.xml")


def only(*content: str, status: str = "goed") -> OfficialArticle:
    (found,) = law(article("5", *content, status=status)).articles.values()
    return found


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        official_xml.read(data, "kersen.xml")
    assert caught.value.where.startswith("kersen.xml")
    assert str(caught.value.mend)
    assert caught.value.exit_code == 1
    return caught.value


# --- a law


def test_a_law_has_its_number_title_state_and_articles() -> None:
    found = law()
    assert (found.identifier, found.title, found.state) == (LAW, "Kersenwet", date(2026, 1, 1))
    assert list(found.articles) == ["2"]
    assert found.complete
    assert found.source == "kersen.xml"


def test_a_law_without_citation_title_has_no_title() -> None:
    assert law(title="").title is None


def test_the_state_is_read_from_the_permanent_part_when_the_attribute_is_lacking() -> None:
    data = toestand().replace(b' inwerkingtreding="2026-01-01"', b"", 1)
    assert official_xml.read(data, "x").state == date(2026, 1, 1)


def test_articles_of_annexes_and_quoted_articles_are_not_the_laws() -> None:
    annex = f"<bijlage>{article('2', 'Van de bijlage.')}{article('9', 'Ook.')}</bijlage>"
    quoted = article("7", "<al>Wijzigt:</al>", article("8", "Aangehaald."))
    found = law(ARTICLE, quoted, after=annex)
    assert list(found.articles) == ["2", "7"]
    assert found.articles["7"].text == "Wijzigt:"


@pytest.mark.parametrize("number", ["4:17", "265f", "7.3.10", "77hh", "1a.1"])
def test_a_number_stays_as_the_law_writes_it(number: str) -> None:
    assert list(law(article(number, "Tekst.")).articles) == [number]


# --- an article


def test_the_text_is_the_law_without_metadata() -> None:
    found = law().articles["2"]
    assert found.text == (
        "1 Wie kersen plukt, meldt dat binnen twee weken aan het kersenbestuur:\n"
        "a. in een mand;\nb. in een zak:\n1°. van jute, of\n2°. van linnen.\n"
        "2 Het bestuur antwoordt binnen een maand."
    )
    assert found.link == "jci1.3:c:BWBR0090002&artikel=2"


def test_notes_of_the_editor_are_no_law() -> None:
    found = only(lid("1", "Een kers<noot nr='1'><al>Zie elders.</al></noot> is een vrucht."),
                 lid("2", "<al><redactie>Dit lid is nog niet in werking getreden.</redactie></al>"))  # fmt: skip
    assert found.text == "1 Een kers is een vrucht."
    assert found.numbers == ("1",)
    assert found.notes == ("Zie elders.", "Dit lid is nog niet in werking getreden.")


def test_an_article_of_nothing_but_a_note_is_not_in_force() -> None:
    found = only("<al><redactie>Dit artikel is nog niet in werking getreden.</redactie></al>")
    assert found.status is Status.PENDING


def test_a_repealed_article_is_known_by_its_status() -> None:
    assert only("<al>Vervallen.</al>", status="vervallen").status is Status.REPEALED
    data = toestand(article("5").replace('status="goed"', 'status="goed" effect="vervallen"'))
    assert official_xml.read(data, "x").articles["5"].status is Status.REPEALED


def test_bullets_and_items_without_number_are_no_onderdelen() -> None:
    found = only("<al>Zijn:</al><lijst><li><li.nr>•</li.nr><al>rood;</al></li><li><al>rond;</al>"
                 "<lijst><li><li.nr>a.</li.nr><al>diep.</al></li></lijst></li></lijst>")  # fmt: skip
    assert found.parts == ("a",)
    assert "• rood;" in found.text


def test_definitions_and_tables_are_text() -> None:
    found = only(
        "<definitielijst><definitie-item><term>kers</term><definitie><al>vrucht</al></definitie></definitie-item>"
        "</definitielijst>",
        "<table><tgroup cols='2'><colspec colname='a'/><tbody><row><entry><al>drie</al></entry>"
        "<entry><al>weken</al></entry></row></tbody></tgroup></table>",
    )
    assert found.text.split() == ["kers", "vrucht", "drie", "weken"]


def test_what_stands_before_the_leden_is_kept() -> None:
    found = only("Vooraf.", lid("1", "Dan."))
    assert found.text == "Vooraf.\n1 Dan."
    assert found.numbers == ("1",)


def test_of_two_articles_with_one_number_the_one_in_force_counts() -> None:
    found = law(article("5", "Oud.", status="vervallen"), article("5", "Nieuw.")).articles["5"]
    assert (found.text, found.complete) == ("Nieuw.", True)


def test_of_two_articles_in_force_with_one_number_none_is_sure() -> None:
    assert not law(article("5", "Een."), article("5", "Twee.")).articles["5"].complete


# --- treaties


@pytest.mark.parametrize(
    ("english", "dutch"), [(' xml:lang="en"', ' xml:lang="nl"'), ("", ""), (' taal="en"', ' taal="nl"')]
)
def test_of_a_treaty_the_dutch_text_is_read(english: str, dutch: str) -> None:
    text = (
        f"<verdrag><verdragtekst{english}><wettekst>{article('8', 'Everyone has the right to cherries and to rest.')}"
        f"</wettekst></verdragtekst><verdragtekst{dutch}><wettekst>"
        f"{article('8', 'Een ieder heeft recht op kersen en op de rust van het bos.')}</wettekst></verdragtekst>"
        f"<verdragtekst{dutch}><wettekst>{article('8', 'Het protocol van de kersen.')}</wettekst></verdragtekst>"
        "</verdrag>"
    )
    data = f'<toestand bwb-id="BWBV0090001" inwerkingtreding="2026-01-01"><wetgeving>{text}</wetgeving></toestand>'
    found = official_xml.read(data.encode(), "x")
    assert found.articles["8"].text == "Een ieder heeft recht op kersen en op de rust van het bos."


# --- what cannot be used


def test_another_document_is_refused() -> None:
    assert "manifest" in str(refused(b"<work label='BWBR0090002'/>").mend)
    refused(toestand(identifier="12345"))
    refused(b'<toestand bwb-id="BWBR0090002" inwerkingtreding="2026-01-01"/>')
    refused(toestand(state="gisteren"))


def test_a_broken_file_is_refused_with_its_line() -> None:
    whole = toestand()
    error = refused(whole[: len(whole) // 2])
    assert int(error.where.rpartition(":")[2]) > 5
    refused(b"")
    refused(b"\x00\x01geen xml")
    refused(b'<?xml version="1.0" encoding="onzin"?><toestand/>')


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE toestand [<!ENTITY e0 "kers">{BOMB}]>',
        '<!DOCTYPE toestand [<!ENTITY e11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE toestand SYSTEM "http://127.0.0.1:9/kersen.dtd">',
        '<!DOCTYPE toestand [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
    ],
    ids=["bomb", "file", "remote", "parameter"],
)
def test_a_dtd_is_refused(doctype: str) -> None:
    data = toestand(article("5", "&e11;")) if "e11" in doctype else toestand()
    head, _, rest = data.partition(b"?>")
    refused(head + b"?>" + doctype.encode() + rest)


def test_depth_without_end_is_refused() -> None:
    refused(toestand(article("5", "<lijst><li>" * 5000 + "</li></lijst>" * 5000)))


def test_one_endless_text_is_refused() -> None:
    refused(toestand(article("5", "kers " * 3_000_000)))


def test_a_file_of_200_mb_is_refused_within_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    with path.open("wb") as file:
        file.write(b"<toestand><al>")
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(SourceError, match="groter dan 64 MB"):
        read_folder(path)
    assert tracemalloc.get_traced_memory()[1] < 2 * official_xml.LARGEST
    tracemalloc.stop()
