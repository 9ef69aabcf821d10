"""From facts, letter, law and date to the finished letter; every part of it, and every way it can be at fault."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml

from briefgen.errors import CitationError, ContentError
from briefgen.facts.load import load
from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadlines
from briefgen.law.registry import Registry
from briefgen.letters.blocks import (
    Block,
    BulletList,
    Citation,
    Heading,
    Inline,
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
from briefgen.letters.catalogue import Catalogue
from briefgen.letters.compose import Composition, compose
from briefgen.letters.selection import judge, shortcomings
from briefgen.letters.templating import Templates

FIXTURES = Path(__file__).parents[1] / "fixtures"
TEMPLATES = FIXTURES / "templates"
LAW = FIXTURES / "law"
DAY = date(2026, 11, 21)
WETTEN = "https://wetten.overheid.nl/jci1.3:c:"
MOMENT = "&z=2026-11-21&g=2026-11-21"
REPRESENTATIVE = {
    "naam": "mr. J. Jansen",
    "hoedanigheid": "advocaat",
    "adres": "Laan 2",
    "postcode": "1234 AB",
    "plaats": "Voorbeeldstad",
}
AUTHORISATION = {"omschrijving": "volmacht", "soort": "machtiging"}


def case(**change: object) -> CaseFacts:
    """The fixture case with some of its parts replaced; None takes a part away."""
    data: dict[str, object] = yaml.safe_load((TEMPLATES / "cases" / "appelverzoek.yaml").read_text(encoding="utf-8"))
    return CaseFacts.model_validate({key: value for key, value in {**data, **change}.items() if value is not None})


def child(**change: object) -> dict[str, object]:
    return {"naam": "Noa", "geboortedatum": "2018-03-05", "gezag": "afzender", "woonplaats": "Voorbeeldstad", **change}


def composed(
    facts: CaseFacts, templates: Path = TEMPLATES, letter: str = "appelverzoek", on: date = DAY
) -> Composition:
    """Write a letter as the pipeline does, with everything opened anew."""
    spec = Catalogue(templates).spec(letter)
    deadlines, loaded = Deadlines(LAW), Templates(templates)
    verdict = judge(spec, facts, on, templates=loaded, deadlines=deadlines)
    assert verdict.recipient is not None
    return compose(facts, spec, verdict.recipient, registry=Registry(LAW), deadlines=deadlines, templates=loaded, on=on)


class Folder:
    """A copy of the fixture templates in which a test writes its own."""

    def __init__(self, root: Path) -> None:
        self.root = root / "templates"
        shutil.copytree(TEMPLATES, self.root)
        self.letter = self.root / "letters" / "appelverzoek"

    def text(self, markdown: str) -> Folder:
        (self.letter / "letter.md").write_text(markdown, encoding="utf-8")
        return self

    def entry(self, **change: object) -> Folder:
        return self._changed(self.letter / "letter.yaml", change)

    def envelope(self, **change: object) -> Folder:
        return self._changed(self.root / "letterhead" / "envelope.yaml", change)

    def body(self, facts: CaseFacts | None = None) -> str:
        return outline(composed(facts or case(), self.root).letter.body)

    def _changed(self, path: Path, change: dict[str, object]) -> Folder:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump({**data, **change}, allow_unicode=True), encoding="utf-8")
        return self


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


# --- the letter as text, for people to read: "~" is a no-break space, «…» a citation, "↵" a line break


def inline(content: Iterable[Inline]) -> str:
    def run(item: Inline) -> str:
        if isinstance(item, Citation):
            return f"«{item.text}»"
        around = "**" * item.strong + "_" * item.emphasis
        return f"{around}{item.text}{around[::-1]}"

    return "".join(map(run, content)).replace("\u00a0", "~").replace("\n", "↵")


def outline(blocks: Iterable[Block], indent: str = "") -> str:
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(level, content):
                lines.append(f"{indent}{'#' * level} {inline(content)}")
            case Paragraph(content):
                lines.append(f"{indent}{inline(content)}")
            case NumberedList(items) | BulletList(items):
                sign = "1." if isinstance(block, NumberedList) else "-"
                for item in items:
                    lines.append(f"{indent}{sign}")
                    lines.append(outline(item, f"{indent}  "))
            case Quotation(inner):
                lines.append(outline(inner, f"{indent}> "))
            case Table(head, rows):
                lines += [f"{indent}| {' | '.join(map(inline, row))} |" for row in (head, *rows)]
            case PageBreak():
                lines.append(f"{indent}---")
    return "\n".join(lines)


def whole(letter: Letter) -> str:
    envelope = letter.envelope
    parts = [
        f"id: {letter.id}, {letter.date}, {letter.language}",
        f"title: {letter.title}",
        f"author: {letter.author}",
        f"description: {letter.description}",
        f"running head: {letter.running_head}",
        f"page label: {letter.page_label}",
        *(f"sender: {line}" for line in envelope.sender),
        *(f"recipient: {line}" for line in envelope.recipient),
        f"date line: {envelope.date_line}",
        *(f"reference: {line.label} {line.value}" for line in envelope.references),
        f"subject: {envelope.subject.label} {envelope.subject.value}",
        f"salutation: {envelope.salutation}",
        "",
        outline(letter.body),
        "",
        f"closing: {envelope.closing}",
        *(f"signature: {' / '.join(signature.lines)}" for signature in envelope.signatures),
        f"enclosures: {envelope.enclosures_label}",
        *(f"enclosure: {line}" for line in envelope.enclosures),
        *("", outline(letter.annex)) * bool(letter.annex),
    ]
    return "\n".join(parts).replace("\u00a0", "~") + "\n"


GOLDEN = {
    "appelverzoek": case(),
    "appelverzoek-gemachtigde": case(
        gemachtigde=REPRESENTATIVE,
        kinderen=[child(tekent_mee=True, geboortedatum="2013-01-01"), child(naam="Sem")],
        bijlagen=[{"omschrijving": "kopie van de mand"}, AUTHORISATION],
        verzoek={"soort": "jeugddossier", "onderwerp": "bellefleuren", "vorm": "papier"},
        kenmerk=None,
        bepalingenlijst=None,
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_letter_reads_as_its_golden_text(name: str) -> None:
    golden = TEMPLATES / "golden" / f"{name}.txt"
    text = whole(composed(GOLDEN[name]).letter)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "changed on purpose? run with UPDATE_GOLDEN=1 and read the diff"


def test_every_golden_text_has_its_case() -> None:
    assert {path.stem for path in (TEMPLATES / "golden").glob("*.txt")} == set(GOLDEN)


# --- purity


def test_the_same_case_gives_an_equal_letter_and_is_left_alone() -> None:
    facts = case()
    assert composed(facts) == composed(case())
    assert facts == case()


def test_one_set_of_tools_writes_many_letters_alike() -> None:
    """What was cited in one letter has no say in the next."""
    spec = Catalogue(TEMPLATES).spec("appelverzoek")
    tools = {"registry": Registry(LAW), "deadlines": Deadlines(LAW), "templates": Templates(TEMPLATES)}
    body = case().addressee
    assert body is not None
    first, second = (compose(case(), spec, body, on=DAY, **tools) for _ in range(2))  # type: ignore[arg-type]
    assert first == second == composed(case())


def test_another_day_is_another_letter() -> None:
    later = composed(case(), on=date(2026, 11, 23))
    assert later.letter.date == date(2026, 11, 23)
    assert later.letter.envelope.date_line == "Voorbeeldstad, 23\u00a0november\u00a02026"
    assert all(item.href.endswith(("&g=2026-11-23", "/nld")) for item in later.provisions)


# --- citations


def test_a_law_is_named_in_full_once_and_then_short(folder: Folder) -> None:
    folder.text(
        '{{ cite("aw:3.1") }}, {{ cite("aw:6") }}, {{ cite("kw:2") }}, {{ cite("aw:3.1", lid=2) }}, {{ cite("kw:2") }}'
    )
    assert folder.body() == (
        "«artikel~3.1 van de Algemene appelwet (Aaw)», «artikel~6 Aaw», «artikel~2 van de Kersenwet», "
        "«artikel~3.1, tweede lid, Aaw», «artikel~2 Kersenwet»"
    )


@pytest.mark.parametrize(
    ("cite", "shown", "href"),
    [
        ('"aw:3.1"', "artikel~3.1 van de Algemene appelwet (Aaw)", f"{WETTEN}BWBR0090001&artikel=3.1{MOMENT}"),
        (
            '"aw:3.1", lid=2, onderdeel="b"',
            "artikel~3.1, tweede lid, onderdeel~b, van de Algemene appelwet (Aaw)",
            f"{WETTEN}BWBR0090001&artikel=3.1&lid=2&o=b{MOMENT}",
        ),
        (
            '"aw:3.1", lid="2"',
            "artikel~3.1, tweede lid, van de Algemene appelwet (Aaw)",
            f"{WETTEN}BWBR0090001&artikel=3.1&lid=2{MOMENT}",
        ),
        (
            '"aw:3.1", lid=[1, 4], hoofdletter=true',
            "Artikel~3.1, eerste en vierde lid, van de Algemene appelwet (Aaw)",
            f"{WETTEN}BWBR0090001&artikel=3.1{MOMENT}",
        ),
        (
            '"aw:6", onderdeel="a"',
            "artikel~6, onderdeel~a, van de Algemene appelwet (Aaw)",
            f"{WETTEN}BWBR0090001&artikel=6&o=a{MOMENT}",
        ),
    ],
)
def test_cite_writes_what_it_is_asked(folder: Folder, cite: str, shown: str, href: str) -> None:
    folder.text(f"{{{{ cite({cite}) }}}}")
    (paragraph,) = composed(case(), folder.root).letter.body
    assert isinstance(paragraph, Paragraph)
    (run,) = paragraph.content
    assert isinstance(run, Citation)
    assert (run.text.replace("\u00a0", "~"), run.href) == (shown, href)
    assert run.reference == cite.split('"')[1]


def test_a_provision_that_the_letter_does_not_declare_is_refused(folder: Folder) -> None:
    folder.text('Zie {{ cite("aw:8") }}.')
    with pytest.raises(ContentError) as caught:
        folder.body()
    assert "appelverzoek" in caught.value.where
    assert "aw:8" in str(caught.value.what)
    assert "citeert" in str(caught.value.mend)


@pytest.mark.parametrize(
    ("cite", "told"),
    [
        ('"aw:3.1", lid=5', "lid 5"),
        ('"aw:3.1", lid=[1, 5]', "lid 5"),
        ('"aw:3.1", lid=1, onderdeel="a"', "onderdeel 1.a"),
        ('"aw:3.1", onderdeel="a"', "onderdeel a"),
        ('"aw:6", lid=1', "lid 1"),
        ('"aw:5"', "21\u00a0november\u00a02026"),  # repealed
        ('"aw:7"', "onzeker"),
        ('"aw:99"', "staat niet in legal_refs"),
    ],
)
def test_a_letter_that_cites_what_is_no_law_is_not_written(folder: Folder, cite: str, told: str) -> None:
    folder.text(f"Zie {{{{ cite({cite}) }}}}.").entry(citeert=["aw:3.1", "aw:5", "aw:6", "aw:7", "aw:99"])
    with pytest.raises(CitationError, match=told):
        folder.body()


def test_the_provisions_are_those_cited_each_once_and_short() -> None:
    found = composed(case())
    assert [(item.provision.reference, item.text.replace("\u00a0", "~")) for item in found.provisions] == [
        ("aw:3.1 lid 2 onderdeel a", "artikel~3.1, tweede lid, onderdeel~a, Aaw"),
        ("aw:9:11 lid 1 en 2", "artikel~9:11, eerste en tweede lid, Aaw"),
        ("fv:15 lid 1 onderdeel h", "artikel~15, eerste lid, onderdeel~h, FV"),
        ("tb1:265f", "artikel~1:265f TB"),
    ]
    assert found.provisions[0].href == f"{WETTEN}BWBR0090001&artikel=3.1&lid=2&o=a{MOMENT}"


def test_a_provision_in_a_sentence_left_out_is_not_cited() -> None:
    found = composed(case(kinderen=[child(geboortedatum="2010-01-01")]))
    assert "tb1:265f" not in [item.provision.reference for item in found.provisions]


# --- the list of provisions


def test_the_list_has_each_article_once_with_what_it_says_and_where(folder: Folder) -> None:
    folder.text('{{ cite("aw:3.1", lid=1) }} {{ cite("fv:15") }} {{ cite("aw:3.1", lid=2, onderdeel="a") }}')
    letter = composed(case(), folder.root).letter
    heading, table = letter.annex  # behind the signatures, not in the body
    assert len(letter.body) == 1
    assert heading == Heading(1, (Text("Aangehaalde bepalingen"),))
    assert isinstance(table, Table)
    assert table.head == ((Text("Bepaling", strong=True),), (Text("Wat er staat en waar", strong=True),))
    shown = "wetten.overheid.nl/jci1.3:c:BWBR0090001&artikel=3.1"
    href = f"{WETTEN}BWBR0090001&artikel=3.1{MOMENT}"
    assert table.rows[0] == (
        (Citation("Artikel\u00a03.1 Aaw", href, "aw:3.1"),),
        (Text("Deze bepaling gaat over appels die iemand opvraagt.\n"), Citation(shown, href, "aw:3.1")),
    )
    assert [row[1][1].text for row in table.rows] == [shown, "eur-lex.europa.eu/eli/reg/2099/7/art_15/oj/nld"]


def test_there_is_no_list_unless_asked() -> None:
    assert composed(case(bepalingenlijst=None)).letter.annex == ()
    assert composed(case(bepalingenlijst="nee")).letter.annex == ()


# --- terms


def test_the_terms_are_counted_from_the_days_of_the_letter() -> None:
    (found,) = composed(case()).deadlines
    assert (found.rule.id, found.event, found.last_day) == ("maand-ander", DAY, date(2026, 12, 21))


def test_a_term_under_a_condition_may_run_from_another_term() -> None:
    found = composed(case(verzoek={"soort": "jeugddossier", "onderwerp": "x", "vorm": "papier"})).deadlines
    assert [(term.rule.id, term.event) for term in found] == [
        ("maand-ander", DAY),
        ("twee-weken-eigen", date(2026, 12, 21)),
    ]


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ({"regel": "ooit", "vanaf": "datum"}, "ooit"),
        ({"regel": "maand-ander", "vanaf": "afzender.naam"}, "maand-ander"),
        ({"regel": "maand-ander", "vanaf": "verzoek.vorm"}, "maand-ander"),
        ({"regel": "maand-ander", "vanaf": "datumpje"}, "datumpje"),
        ({"regel": "maand-ander", "vanaf": "datum", "als": "verzoekje"}, "verzoekje"),
    ],
)
def test_a_term_at_fault_is_content_at_fault(folder: Folder, term: dict[str, str], told: str) -> None:
    with pytest.raises(ContentError, match=told):
        folder.entry(termijnen=[term]).body()


# --- the envelope


def test_the_address_is_written_as_the_post_wants_it() -> None:
    assert composed(case()).letter.envelope.recipient == (
        "Stichting De Gaard",
        "Afdeling Voorbeeldstad",
        "Postbus 12",
        "1234\u00a0CD\u00a0 'S-VOORBEELDDAM",  # two spaces, capitals
    )


def test_an_attention_line_comes_after_the_name() -> None:
    body = {**case().model_dump(by_alias=True)["geadresseerde"], "ter_attentie_van": "mevrouw Peer"}
    lines = composed(case(geadresseerde=body)).letter.envelope.recipient
    assert lines[1:4] == ("Afdeling Voorbeeldstad", "t.a.v. mevrouw Peer", "Postbus 12")


def test_an_empty_line_falls_away() -> None:
    several = composed(case(kinderen=[child(), child(naam="Sem")])).letter.envelope
    assert several.recipient[:2] == ("Stichting De Gaard", "Postbus 12")
    assert several.sender == ("Sanne de Vries", "Voorbeeldstraat 1", "1234\u00a0AB Voorbeeldstad")
    sender = {**case().model_dump(by_alias=True)["afzender"], "telefoon": "06 12345678"}
    assert composed(case(afzender=sender)).letter.envelope.sender[-1] == "06 12345678"


@pytest.mark.parametrize("key", ["adres", "postcode", "plaats"])
def test_a_letter_without_an_address_is_not_written(key: str) -> None:
    body = {**case().model_dump(by_alias=True)["geadresseerde"], key: None}
    with pytest.raises(ContentError, match="Stichting De Gaard"):
        composed(case(geadresseerde=body))


@pytest.mark.parametrize(
    ("references", "lines"),
    [
        (None, ()),
        ({}, ()),
        ({"eigen": "2026-014"}, (LabelledLine("Mijn kenmerk:", "2026-014"),)),
        (
            {"eigen": "2026-014", "uw": "D-99812", "uw_brief_van": "2026-11-12"},
            (
                LabelledLine("Uw brief van:", "12\u00a0november\u00a02026"),
                LabelledLine("Uw kenmerk:", "D-99812"),
                LabelledLine("Mijn kenmerk:", "2026-014"),
            ),
        ),
    ],
)
def test_only_references_that_exist_have_a_line(
    references: dict[str, str] | None, lines: tuple[LabelledLine, ...]
) -> None:
    assert composed(case(kenmerk=references)).letter.envelope.references == lines


@pytest.mark.parametrize(
    ("titles", "label"),
    [([], ""), (["een kopie"], "Bijlage:"), (["een kopie", "een foto"], "Bijlagen:")],
)
def test_enclosures_are_labelled_by_their_number(titles: list[str], label: str) -> None:
    envelope = composed(case(bijlagen=[{"omschrijving": title} for title in titles])).letter.envelope
    assert (envelope.enclosures_label, envelope.enclosures) == (label, tuple(titles))


def test_the_title_is_the_subject_with_a_capital(folder: Folder) -> None:
    letter = composed(case()).letter
    assert letter.envelope.subject == LabelledLine("Betreft:", "verzoek om appels voor Noa de Vries")
    assert letter.title == "Verzoek om appels voor N. de V."  # a list of files tells no child's name
    ice = composed(case(), folder.entry(betreft="ijsbaan achter de gaard").root).letter
    assert ice.title == "IJsbaan achter de gaard"


# --- signatures


def signed(facts: CaseFacts, templates: Path = TEMPLATES) -> list[tuple[str, ...]]:
    found = composed(facts, templates).letter.envelope.signatures
    assert all(isinstance(signature, Signature) for signature in found)
    return [signature.lines for signature in found]


ACTING = {"gemachtigde": REPRESENTATIVE, "bijlagen": [AUTHORISATION]}
PAPER = {"soort": "jeugddossier", "onderwerp": "x", "vorm": "papier"}


def test_the_sender_signs() -> None:
    assert signed(case()) == [("Sanne de Vries",)]


def test_a_representative_signs_for_the_sender() -> None:
    assert signed(case(**ACTING)) == [("mr.\u00a0J.\u00a0Jansen", "advocaat, namens Sanne de Vries")]


def test_the_sender_signs_too_when_the_letter_says_so() -> None:
    assert signed(case(**ACTING, verzoek=PAPER)) == [
        ("mr.\u00a0J.\u00a0Jansen", "advocaat, namens Sanne de Vries"),
        ("Sanne de Vries",),
    ]
    assert signed(case(verzoek=PAPER)) == [("Sanne de Vries",)]


def test_the_children_for_whom_it_holds_sign_too() -> None:
    children = [
        child(naam="Noa", tekent_mee=True, geboortedatum="2012-11-22"),
        child(naam="Sem"),
        child(naam="Lot", tekent_mee=True, geboortedatum="2012-11-20"),
    ]
    assert signed(case(kinderen=children)) == [("Sanne de Vries",), ("Noa", "13 jaar"), ("Lot", "14 jaar")]


def test_without_such_a_rule_only_the_first_signs(folder: Folder) -> None:
    folder.entry(ondertekenaars={})
    assert signed(case(**ACTING, verzoek=PAPER, kinderen=[child(tekent_mee=True)]), folder.root) == [
        ("mr.\u00a0J.\u00a0Jansen", "advocaat, namens Sanne de Vries")
    ]


# --- values are literal


NASTY = "Noa **x** {{ 7 * 7 }} <b>&amp;</b> #read(1) $x$ | [a](b)"


def test_what_a_person_types_is_in_the_letter_as_typed() -> None:
    facts = case(
        kinderen=[child(naam=NASTY)],
        verzoek={"soort": "jeugddossier", "onderwerp": NASTY, "documenten": [NASTY]},
        bijlagen=[{"omschrijving": NASTY}],
    )
    letter = composed(facts).letter
    assert letter.envelope.subject.value == f"verzoek om appels voor {NASTY}"
    assert letter.envelope.enclosures == (NASTY,)
    assert f"Het gaat om {NASTY}." in outline(letter.body)
    assert f"- \n    {NASTY};".replace("- ", "-") in outline(letter.body)


# --- content at fault


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("Een.\n\n{{ ontbreekt }}", r"letter\.md:3"),
        ("Een.\n{{ kind.mening }}", r"letter\.md:2"),
        ("{{ verzoek }}", r"letter\.md:1"),
        ("Typ `ja`.", "code_inline"),
        ("{% if %}", r"letter\.md:1"),
        ('{{ termijn("ooit", datum).dag }}', "ooit"),
        ('{{ duur_verlenging("twee-weken-eigen") }}', "verlenging"),
        ("{% include 'partials/weg.md' %}", "weg"),
    ],
)
def test_a_text_at_fault_is_content_at_fault(folder: Folder, markdown: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        folder.text(markdown).body()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("betreft", "verzoek van {{ ontbreekt }}"),
        ("betreft", "verzoek over {{ kind.mening }}"),
        ("slot", "Groet, {{ ontbreekt }}"),
        ("ondertekenaars", {"kinderen_als": "kind.ontbreekt"}),
        ("ondertekenaars", {"afzender_als": "ontbreekt"}),
    ],
)
def test_an_entry_at_fault_names_the_letter(folder: Folder, key: str, value: object) -> None:
    with pytest.raises(ContentError) as caught:
        folder.entry(**{key: value}).body()
    assert caught.value.where.startswith("appelverzoek")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("kenmerk", "x", "kenmerk"),
        ("bepalingen_kop", ["Bepaling"], "bepalingen_kop"),
        ("afzender", "{{ afzender.naam }}", "afzender"),
        ("bijlagen", None, "bijlagen"),
    ],
)
def test_envelope_words_at_fault_name_file_and_field(folder: Folder, key: str, value: object, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        folder.envelope(**{key: value}).body()
    assert caught.value.where == str(folder.root / "letterhead" / "envelope.yaml")
    assert told in str(caught.value.what)


def test_words_of_the_envelope_stay_with_their_number(folder: Folder) -> None:
    assert folder.text("Zie mand {{ kinderen | length }}.").body() == "Zie mand~1."
    assert folder.envelope(niet_afbreken_na=[]).body() == "Zie mand 1."


# --- a new letter


ENTRY = """\
id: perenbrief
titel: Brief over peren
familie: gemeente
doel: Hiermee vraagt u de gemeente om peren.
aan:
  soorten: [gemeente]
  uit: [geadresseerde]
  regels: ["Gemeente {{ ontvanger.naam }}"]
  aanhef: "Geacht college,"
betreft: peren
slot: "Hoogachtend,"
past:
  - {als: toezicht, dan: U hebt iets gezien., anders: U noemt geen signalen.}
nodig: [toezicht.signalen]
citeert: ["kw:2", "vt:8"]
termijnen:
  - {regel: twee-weken-ander, vanaf: datum}
"""
TEXT = """\
{% include "partials/opening.md" %}
Ik vraag om peren ({{ cite("kw:2", lid=2) }} en {{ cite("vt:8") }}).

{% for signaal in toezicht.signalen %}
1. {{ signaal | zin }}
{% endfor %}
"""
SAMPLE = """\
afzender:
  naam: Bo de Wit
  rol: inwoner
  adres: Voorbeeldstraat 9
  postcode: 1234 AB
  plaats: Voorbeeldstad
geadresseerde:
  naam: gemeente Voorbeeldstad
  soort: gemeente
  adres: Plein 1
  postcode: 1234 AB
  plaats: Voorbeeldstad
toezicht:
  signalen:
    - De peren zijn hard
    - Er zijn weinig peren.
"""


def test_a_new_letter_is_a_folder_and_a_sample_and_no_code(folder: Folder, tmp_path: Path) -> None:
    """The promise to contributors: what follows is all they write."""
    new = folder.root / "letters" / "perenbrief"
    new.mkdir()
    (new / "letter.yaml").write_text(ENTRY, encoding="utf-8")
    (new / "letter.md").write_text(TEXT, encoding="utf-8")
    sample = tmp_path / "perenbrief.yaml"
    sample.write_text(SAMPLE, encoding="utf-8")

    facts = load(sample, unprintable=lambda _text: ()).facts
    catalogue, templates, deadlines = Catalogue(folder.root), Templates(folder.root), Deadlines(LAW)
    verdicts = [judge(spec, facts, DAY, templates=templates, deadlines=deadlines) for spec in catalogue]
    (fitting,) = [verdict for verdict in verdicts if verdict.fits]
    assert fitting.spec.id == "perenbrief"
    assert shortcomings(fitting, facts, DAY, templates=templates, deadlines=deadlines) == ()

    found = composed(facts, folder.root, "perenbrief")
    assert outline(found.letter.body) == (
        "Ik ben Bo de Wit. Ik vraag om peren («artikel~2, tweede lid, van de Kersenwet» en "
        "«artikel~8 van het Verdrag inzake tuinen (VT)»).\n"
        "1.\n"
        "  De peren zijn hard.\n"
        "1.\n"
        "  Er zijn weinig peren."
    )
    assert found.letter.envelope.recipient[0] == "Gemeente Voorbeeldstad"
    assert [term.last_day for term in found.deadlines] == [date(2026, 12, 7)]
