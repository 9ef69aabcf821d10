"""Letters with planted mistakes get the right verdicts and no false alarm; briefgen's own letters are clean."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import yaml
from document_files import docx, par, pdf, run
from shipped import CASES, DAY, ROOT, SAMPLES, content, drafted

from briefgen.audit import Audit, Library, Verdict, audit, letter_date
from briefgen.documents import Document, Link, Passage, read, worker
from briefgen.errors import msg
from briefgen.papers import Format

FOLDER = ROOT / "tests" / "content" / "audit"
LETTERS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".md", ".txt"})
OWN = [*((path, kind) for path in SAMPLES for kind in Format), *((path, Format.TXT) for path in CASES)]
LIBRARY = Library.open()


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


@cache
def document(path: Path) -> Document:
    return read(path)


def judged(found: Document) -> dict[str, Any]:
    """An audit in the shape of the expectations."""
    day = letter_date(found)
    assert day is not None
    audited = audit(found, day, LIBRARY)
    return {
        "datum": day,
        "aanhalingen": [[finding.citation, finding.verdict.value] for finding in audited.findings],
        "let_op": [alert.rule for alert in audited.alerts],
    }


def pieces(passage: Passage) -> list[tuple[str, str]]:
    """The text of a passage in pieces, each with the address it leads to or with none."""
    found: list[tuple[str, str]] = []
    place = 0
    for link in passage.links:
        found += [(passage.text[place : link.start], ""), (passage.text[link.start : link.end], link.target)]
        place = link.end
    return [*found, (passage.text[place:], "")]


def as_word(found: Document) -> bytes:
    """The same letter as a Word file."""
    relations: list[tuple[str, str, str]] = []
    body = ""
    for passage in found.passages:
        runs = []
        for words, target in pieces(passage):
            inner = "<w:br/>".join(run(escape(line)) for line in words.split("\n"))
            if target:
                relations.append((f"rId{len(relations) + 1}", "hyperlink", escape(target)))
                inner = f'<w:hyperlink r:id="rId{len(relations)}">{inner}</w:hyperlink>'
            runs.append(inner.replace("<w:br/>", "<w:r><w:br/></w:r>"))
        body += par(*runs)
    return docx(body, *relations)


def as_pdf(found: Document) -> bytes:
    """The same letter as a PDF."""
    lines = []
    for passage in found.passages:
        line = ""
        for words, target in pieces(passage):
            text = json.dumps(words.replace("\n", " \n "), ensure_ascii=False)
            line += f"#link({json.dumps(target)}, {text})" if target else f"#{text};"
        lines.append(line)
    return pdf("\n\n".join(lines))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_citation_has_the_verdict_it_deserves(path: Path) -> None:
    assert judged(document(path)) == expected(path)


@pytest.mark.parametrize("make", [as_word, as_pdf])
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_word_and_pdf_give_the_same_verdicts(path: Path, make: Callable[[Document], bytes], tmp_path: Path) -> None:
    file = tmp_path / f"brief.{'docx' if make is as_word else 'pdf'}"
    file.write_bytes(make(document(path)))
    assert judged(read(file)) == expected(path)


def test_there_is_enough_to_find_and_to_leave_alone() -> None:
    verdicts = [verdict for path in LETTERS for _, verdict in expected(path)["aanhalingen"]]
    assert len(LETTERS) >= 8
    assert sum(Verdict(verdict).wrong for verdict in verdicts) >= 30
    assert verdicts.count("klopt") >= 30
    assert set(verdicts) == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize(("path", "kind"), OWN, ids=lambda value: getattr(value, "stem", value))
def test_a_letter_of_our_own_is_clean(path: Path, kind: Format) -> None:
    found = worker.read(f"brief.{kind.value}", content(drafted(path), kind))
    assert letter_date(found) in {DAY, None}  # a dossier for a lawyer has no date line
    audited = audit(found, DAY, LIBRARY)
    assert [(item.citation, str(item.why)) for item in audited.findings if item.verdict is not Verdict.RIGHT] == []
    assert audited.findings
    assert audited.alerts == ()
    assert not audited.wrong


# --- one passage


def audited(text: str, on: date = DAY, links: tuple[Link, ...] = ()) -> Audit:
    return audit(Document("brief", "txt", (Passage(text, msg("alinea 1"), links),)), on, LIBRARY)


def verdicts(text: str, on: date = DAY) -> list[str]:
    return [finding.verdict.value for finding in audited(text, on).findings]


def linked(words: str, target: str) -> list[str]:
    found = audited(f"Zie {words}.", links=(Link(4, 4 + len(words), target),))
    return [finding.verdict.value for finding in found.findings]


@pytest.mark.parametrize(
    ("words", "target", "verdict"),
    [
        ("artikel 7.3.10 Jeugdwet", "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10", "klopt"),
        ("artikel 7.3.10 Jeugdwet", "https://wetten.overheid.nl/jci1.3:c:BWBR0034925", "klopt"),
        ("artikel 7.3.10 Jeugdwet", "https://example.org/dossier", "klopt"),
        ("artikel 7.3.10 Jeugdwet", "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.1", "link klopt niet"),
        ("artikel 7.3.10 Jeugdwet", "https://wetten.overheid.nl/jci1.3:c:BWBR0005537", "link klopt niet"),
        ("artikel 1:264, derde lid, BW", "https://wetten.overheid.nl/jci1.3:c:BWBR0002656&artikel=264&lid=3", "klopt"),
        ("artikel 1:264, derde lid, BW", "https://wetten.overheid.nl/jci1.3:c:BWBR0002656&artikel=264&lid=1",
         "link klopt niet"),
        ("artikel 15 AVG", "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679", "klopt"),
        ("artikel 15 AVG", "https://wetten.overheid.nl/BWBR0040940/2026-09-01#Artikel15", "link klopt niet"),
    ],
)  # fmt: skip
def test_a_link_leads_where_the_text_says(words: str, target: str, verdict: str) -> None:
    assert linked(words, target) == [verdict]


def test_a_link_on_several_citations_is_right_when_it_leads_to_one() -> None:
    words = "artikel 7.3.1 Jeugdwet en artikel 7.3.10 Jeugdwet"
    assert linked(words, "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10") == ["klopt", "klopt"]
    assert linked(words, "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.9") == [
        "link klopt niet",
        "klopt",
    ]


def test_an_old_letter_is_held_to_the_law_of_its_day() -> None:
    text = "Dat staat in artikel 4.4, eerste lid, Woo."
    assert verdicts(text) == ["klopt"]
    assert verdicts(text, date(2022, 4, 30)) == ["nog niet in werking"]


def test_a_mistake_is_held_against_the_newest_text_only() -> None:
    text = "Het dossier wordt vijftien jaar bewaard (artikel 7.3.8, derde lid, Jeugdwet)."
    assert verdicts(text) == ["verkeerd aangehaald voor"]
    assert "verkeerd aangehaald voor" not in verdicts(text, date(2016, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "Zie artikel 12.",
        "Zie artikel 1.1, onder jeugdhulp, onder 2°, Jeugdwet.",
        "Zie artikel 304, eerste lid, onder 5°, Sr.",
        "Zie artikel 13, eerste lid, onderdeel e, AVG.",
        "Zie artikel 5 van de huisregels.",
        "Zie artikel 1:4 BW en artikel 9999 Sr.",
        "Zie hoofdstuk 9 van de Awb.",
        "Zie de artikelen 7.3.8 tot en met 7.3.10 Jeugdwet.",
        "Zie ECLI:NL:HR:1999:ZZ9999.",
    ],
)
def test_what_is_not_known_is_not_called_right_or_wrong(text: str) -> None:
    found = audited(text)
    assert {finding.verdict for finding in found.findings} == {Verdict.UNCHECKED}
    assert found.unchecked == len(found.findings) > 0
    assert not found.wrong


def test_two_mistakes_in_one_citation_are_both_told() -> None:
    text = "U moet de jeugdhulp binnen vier weken kosteloos geven (artikel 7.3.10 Jeugdwet)."
    found = audited(text)
    assert {finding.rule for finding in found.findings} == {"kosten", "termijn"}
    assert found.citations == 1


def test_a_term_is_only_judged_when_the_sentence_cites_one_article() -> None:
    assert verdicts("Het plan moet binnen acht weken klaar zijn (artikel 4.1.3 Jeugdwet).") == [
        "termijn staat daar niet"
    ]
    text = "Het plan moet binnen acht weken klaar zijn (artikel 4.1.3 Jeugdwet en artikel 4.1.2 Jeugdwet)."
    assert verdicts(text) == ["klopt", "klopt"]
    assert verdicts("Ik vraag u het plan binnen acht weken te maken (artikel 4.1.3 Jeugdwet).") == ["klopt"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Mijn burgerservicenummer is 123456782.", ["burgerservicenummer"]),
        ("Bel 06 12345678 over zaak C/00/123456.", []),
        ("Antwoordt u niet, dan doe ik aangifte.", ["dreigen-met-strafrecht"]),
        ("Ik heb vorig jaar aangifte gedaan bij de politie.", []),
        ("Ik vraag u vriendelijk om een gesprek.", []),
    ],
)
def test_what_else_must_be_mended_is_told(text: str, rules: list[str]) -> None:
    found = audited(text)
    assert [alert.rule for alert in found.alerts] == rules
    assert found.wrong == bool(rules)
    assert all("123456782" not in f"{alert.quotation}{alert.why}" for alert in found.alerts)


def test_a_citation_that_a_page_of_a_pdf_breaks_is_read_whole() -> None:
    first, second = msg("bladzijde 1"), msg("bladzijde 2")
    passages = (
        Passage("Dit staat in artikel 1:264, eerste lid,", first),
        Passage("Stichting Voorbeeld, pagina 1 van 2", first),
        Passage("Stichting Voorbeeld, pagina 2 van 2", second),
        Passage(
            "BW en in artikel 7.3.10 Jeugdwet.", second, (Link(9, 32, "https://wetten.overheid.nl/jci1.3:c:BWBR1"),)
        ),
    )
    found = audit(Document("brief", "pdf", passages), DAY, LIBRARY)
    assert [(finding.citation, finding.verdict.value, str(finding.place)) for finding in found.findings] == [
        ("artikel 1:264, eerste lid, BW", "klopt", "bladzijde 1"),
        ("artikel 7.3.10 Jeugdwet", "klopt", "bladzijde 2"),
    ]
    apart = audit(Document("brief", "docx", passages), DAY, LIBRARY)
    assert [finding.verdict.value for finding in apart.findings] == ["niet gecontroleerd", "klopt"]


# --- the date of the letter


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("Voorbeeldstad, 12 november 2026", date(2026, 11, 12)),
        ("'s-Voorbeeld, donderdag 12 november 2026.", date(2026, 11, 12)),
        ("Datum: 12-11-2026", date(2026, 11, 12)),
        ("Dagtekening 2026-11-12", date(2026, 11, 12)),
        ("12 november 2026", date(2026, 11, 12)),
        ("Voorbeeldstad, 12 november 2026\nVoorbeelddorp, 13 november 2026", None),
        ("Uw brief van 12 november 2026", None),
        ("Voorbeeldstad, 31 februari 2026", None),
        ("\n" * 60 + "Voorbeeldstad, 12 november 2026", None),
        ("", None),
    ],
)
def test_the_date_line_of_a_letter_is_read(lines: str, day: date | None) -> None:
    assert letter_date(Document("brief", "txt", (Passage(lines, msg("alinea 1")),))) == day
