"""A sound Word template gives no finding at all; each of these planted defects is found with its cause and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shipped import DAY, workshop
from word_templates import (
    LAST,
    SOUND,
    adding,
    built,
    comment,
    control,
    field,
    in_cell,
    in_runs,
    language,
    linked_picture,
    over_a_link,
    wrapped,
)

from briefgen.authoring import Bench, Group, Rule, check

if TYPE_CHECKING:
    from docx.document import Document as Word
    from word_templates import Spoil

BENCH = Bench.of(workshop(), DAY)
ALINEA = f"alinea {LAST}"
CELL = "tabel 1, rij 3, kolom 2"


def _from_text_into_a_cell(document: Word) -> None:
    document.paragraphs[4].insert_paragraph_before("{% if gemachtigde %}x")
    in_cell(0, 1, "Geboren{% endif %}")(document)


PLANTED: dict[str, tuple[Spoil, Rule, str, str]] = {
    "a name that does not exist": (adding("Voor {{ kint.naam }}."), Rule.NAME, ALINEA, "Bedoelt u 'kind'?"),
    "a part that does not exist": (adding("{{ kind.geboortedag }}"), Rule.KEY, ALINEA, "'kind.geboortedatum'"),
    "a name from deeper in the case": (adding("{{ geboortedatum }}"), Rule.NAME, ALINEA, "geboortedatum'"),
    "a name in a cell": (in_cell(2, 1, "{{ k.geboren }}"), Rule.KEY, CELL, "Bedoelt u 'k.geboortedatum'?"),
    "a part of a line of the letter": (adding("{{ brief.betref }}"), Rule.KEY, ALINEA, "'brief.betreft.waarde'"),
    "a line of the letter": (adding("{{ betreft }}"), Rule.NAME, ALINEA, "'brief.betreft.waarde'"),
    "a slip in a part of a list": (adding("{{ kinderen.geboren }}"), Rule.LIST, ALINEA, "daarin x.geboortedatum."),
    "a whole line of the letter": (adding("{{ brief.betreft }}"), Rule.UNPRINTABLE, ALINEA, "brief.betreft.waarde"),
    "a name from a list": (adding("{{ omschrijvin }}"), Rule.NAME, ALINEA, "{% for x in bijlagen %}"),
    "a tag in pieces": (in_runs("Aan {{ ontv", "anger.naam }}."), Rule.SCATTERED, ALINEA, "--fix"),
    "a tag over a link": (over_a_link, Rule.SCATTERED, ALINEA, "--fix"),
    "curly quotes": (adding("{{ cite(“jw:7.3.10”) }}"), Rule.CURLY, ALINEA, "rechte"),
    "low quotes": (adding("{{ cite(„jw:7.3.10“) }}"), Rule.CURLY, ALINEA, "rechte"),
    "one brace short": (adding("{{ afzender.naam }"), Rule.HALF_TAG, ALINEA, "}}"),
    "an end without a begin": (adding("naam }}"), Rule.HALF_TAG, ALINEA, "{{"),
    "an end without an if": (adding("Tekst{% endif %}."), Rule.NOT_OPENED, ALINEA, "{% if"),
    "an else without an if": (adding("Tekst{% else %}."), Rule.NOT_OPENED, ALINEA, "{% if"),
    "an if without an end": (adding("{% if gemachtigde %}Tekst."), Rule.NOT_CLOSED, ALINEA, "{% endif %}"),
    "a loop that stays open in a cell": (
        in_cell(2, 1, "{% for b in bijlagen %}{{ b.omschrijving }}"), Rule.NOT_CLOSED, CELL, "{% endfor %}",
    ),
    "blocks that cross": (
        adding("{% for k in kinderen %}{% if k.mening %}x{% endfor %}{% endif %}"),
        Rule.CROSSED, ALINEA, "{% endif %} hiervoor",
    ),
    "p at one end only": (
        adding("{%p if gemachtigde %}", "Tekst {% endif %}."), Rule.UNEQUAL, ALINEA, f"alinea {LAST + 1}",
    ),
    "from text into a cell": (
        _from_text_into_a_cell,
        Rule.UNEQUAL, "alinea 5", "tabel 1, rij 1",
    ),
    "tr outside a table": (adding("{%tr for k in kinderen %}{%tr endfor %}"), Rule.NO_TABLE, ALINEA, "{%p"),
    "two tags in one row": (
        in_cell(2, 1, "{%tr if k.mening %}{%tr endif %}"), Rule.TWO_LEVELS, CELL, "eigen rij",
    ),
    "text in a row that goes": (
        in_cell(1, 1, "Kop van de lus"), Rule.SWALLOWED, "tabel 1, rij 2, kolom 1", "eigen rij",
    ),
    "text in a paragraph that goes": (
        adding("{%p if gemachtigde %} Let op.", "{%p endif %}"), Rule.SWALLOWED, ALINEA, "eigen alinea",
    ),
    "a space before p": (
        adding("{% p if gemachtigde %}", "{%p endif %}"), Rule.SYNTAX, ALINEA, "{%p if gemachtigde %}",
    ),
    "no space after p": (
        adding("{%pif gemachtigde %}", "{%p endif %}"), Rule.STATEMENT, ALINEA, "{%p if gemachtigde %}",
    ),
    "one equals sign": (adding("{% if afzender.rol = 'ouder' %}x{% endif %}"), Rule.SYNTAX, ALINEA, "=="),
    "end if in two words": (adding("{% if gemachtigde %}x{% end if %}"), Rule.STATEMENT, ALINEA, "{% endif %}"),
    "another word for a command": (
        adding("{% if kind %}x{% elseif gemachtigde %}y{% endif %}"), Rule.STATEMENT, ALINEA, "else",
    ),
    "another file": (adding("{% include 'kop.docx' %}"), Rule.STATEMENT, ALINEA, "zelf"),
    "nothing in a tag": (adding("Aan {{ }}."), Rule.SYNTAX, ALINEA, "gegeven"),
    "a quote short": (adding("{{ cite('jw:7.3.10) }}"), Rule.SYNTAX, ALINEA, "aanhalingsteken"),
    "a space in a name": (adding("{{ afzender naam }}"), Rule.SYNTAX, ALINEA, "spaties"),
    "a percent sign with p": (adding("{%p if 5 % 2 %}", "{%p endif %}"), Rule.SYNTAX, ALINEA, "set"),
    "a filter that does not exist": (adding("{{ afzender.naam | hoofdleter }}"), Rule.FILTER, ALINEA, "'hoofdletter'"),
    "a test that does not exist": (adding("{% if kind is geheim %}x{% endif %}"), Rule.TEST, ALINEA, "=="),
    "a name with an underscore": (adding("{{ kind.__class__ }}"), Rule.UNSAFE, ALINEA, "gegevens"),
    "an underscore in brackets": (adding("{{ kind['__class__'] }}"), Rule.UNSAFE, ALINEA, "gegevens"),
    "a method": (adding("{{ afzender.naam.upper() }}"), Rule.CALL, ALINEA, "filter"),
    "a clock": (adding("{{ datum.today() }}"), Rule.CALL, ALINEA, "filter"),
    "a call of what is no function": (adding("{{ kinderen() }}"), Rule.CALL, ALINEA, "cite"),
    "a provision that is not on record": (adding("{{ cite('jw:7.3.99') }}"), Rule.REFERENCE, ALINEA, "Bedoelt u"),
    "a lid that is not there": (adding("{{ cite('jw:7.3.10', lid=9) }}"), Rule.REFERENCE, ALINEA, "lid weg"),
    "a word that cite does not know": (adding("{{ cite('jw:7.3.10', artikel=2) }}"), Rule.ARGUMENT, ALINEA, "lid"),
    "a term that does not exist": (adding("{{ duur('avg-12-4') }}"), Rule.DEADLINE, ALINEA, "avg-12-3"),
    "a term from no date": (adding("{{ termijn('avg-12-3', afzender.naam).dag }}"), Rule.DEADLINE, ALINEA, "datum"),
    "a kind of enclosure that does not exist": (
        adding("Zie bijlage {{ bijlage_van['machtigin'] }}."), Rule.ENCLOSURE_KIND, ALINEA, "'machtiging'",
    ),
    "law typed by hand": (
        adding("Zie artikel 7.3.11, tweede lid, onder b, van de Jeugdwet."), Rule.TYPED_CITATION, ALINEA,
        'cite("jw:7.3.11", lid=2, onderdeel="b")',
    ),
    "law typed by hand in a cell": (
        in_cell(2, 1, "art. 15 AVG"), Rule.TYPED_CITATION, CELL, 'cite("avg:15")',
    ),
    "an enclosure numbered by hand": (adding("Zie bijlage 3."), Rule.TYPED_ENCLOSURE, ALINEA, "bijlage_van"),
    "a part of a list": (adding("{{ kinderen.naam }}"), Rule.LIST, ALINEA, "{% for x in kinderen %}"),
    "a list in the text": (adding("{{ bijlagen }}"), Rule.LIST, ALINEA, "opsomming"),
    "a loop over no list": (adding("{% for k in kind %}x{% endfor %}"), Rule.NOT_A_LIST, ALINEA, "kinderen"),
    "a whole section": (adding("{{ afzender }}"), Rule.UNPRINTABLE, ALINEA, "naam"),
    "yes or no": (adding("{{ kind.gezag_bij_afzender }}"), Rule.UNPRINTABLE, ALINEA, "{% if"),
    "a function without brackets": (adding("{{ cite }}"), Rule.UNPRINTABLE, ALINEA, "cite(...)"),
    "a choice that does not exist": (
        adding("{% if afzender.rol == 'oude' %}x{% endif %}"), Rule.CHOICE, ALINEA, "'ouder'",
    ),
    "an insertion": (wrapped("w:ins", "nieuw", id="1", author="Test"), Rule.TRACKED, ALINEA, "Controleren"),
    "a deletion": (wrapped("w:del", "{{ oud }}", id="1", author="Test"), Rule.TRACKED, ALINEA, "Controleren"),
    "a remark": (comment, Rule.COMMENT, ALINEA, "opmerkingen"),
    "a control tied to data": (
        control('<w:dataBinding w:xpath="/x" w:storeItemID="{1}"/>', "{{ afzender.naam }}"),
        Rule.CONTROL, ALINEA, "Verwijder",
    ),
    "a control that asks": (control("<w:showingPlcHdr/>", "Klik hier"), Rule.CONTROL, ALINEA, "Verwijder"),
    "a control that lets choose": (
        control("<w:dropDownList/>", "{{ afzender.naam }}"), Rule.CONTROL, ALINEA, "Verwijder",
    ),
    "a merge field": (field("MERGEFIELD Naam"), Rule.FIELD, ALINEA, "tag"),
    "a date that moves": (field("DATE \\@ dd-MM-yyyy"), Rule.FIELD, ALINEA, "{{ datum }}"),
    "a picture from elsewhere": (linked_picture, Rule.OUTSIDE, "het hele bestand", "niet koppelen"),
    "a place of mail merge": (adding("Geachte «Aanhef» «Naam»,"), Rule.LEFTOVER, ALINEA, "{{ kind.naam }}"),
    "a place of mail merge in brackets": (adding("Voor <<Naam>>."), Rule.LEFTOVER, ALINEA, "{{ kind.naam }}"),
    "the code of a field as text": (adding("{ MERGEFIELD Naam }"), Rule.LEFTOVER, ALINEA, "{{ kind.naam }}"),
    "single braces": (adding("Aan { brief.aanhef }."), Rule.LEFTOVER, ALINEA, "dubbele haken"),
    "another language": (language("en-US"), Rule.LANGUAGE, "het hele bestand", "Nederlands"),
    "a paragraph that stays empty": (
        adding("{% if gemachtigde %}", "Tekst.", "{%- endif %}"), Rule.EMPTY_LINE, ALINEA, "{%p if gemachtigde %}",
    ),
}  # fmt: skip


def test_a_sound_template_gives_no_finding() -> None:
    report = check(built(), "brief.docx", BENCH)
    assert report.findings == ()
    assert report.sound


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_defect_is_found_with_its_cause_and_place(name: str) -> None:
    spoil, rule, place, mend = PLANTED[name]
    report = check(built(spoil=spoil), "brief.docx", BENCH)
    assert {(finding.rule, str(finding.place)) for finding in report.findings} == {(rule, place)}
    found = report.findings[0]
    assert mend in f"{found.what} {found.mend}"


def test_all_defects_are_found_at_once() -> None:
    spoil = adding("{{ kint.naam }}", "Zie artikel 7.3.10 Jeugdwet.", "{% if gemachtigde %}x", "{{ duur('niets') }}")
    report = check(built(spoil=spoil), "brief.docx", BENCH)
    assert [finding.rule for finding in report.findings] == [
        Rule.NAME, Rule.TYPED_CITATION, Rule.NOT_CLOSED, Rule.DEADLINE,
    ]  # fmt: skip


def test_a_tag_that_cannot_be_read_hides_no_other() -> None:
    spoil = adding("{% for x in %}", "{{ x.naam }} {{ kint }}", "{% endfor %}", "{{ cite('jw:7.3.10', lid=9) }}")
    report = check(built(spoil=spoil), "brief.docx", BENCH)
    assert [finding.rule for finding in report.findings if finding.group is not Group.NOTICE] == [
        Rule.SYNTAX, Rule.NAME, Rule.REFERENCE,
    ]  # fmt: skip


def test_the_header_is_named_as_the_place() -> None:
    report = check(built(header="{{ ontvanger.nam }}"), "brief.docx", BENCH)
    assert [(finding.rule, str(finding.place)) for finding in report.findings] == [(Rule.KEY, "kopregel")]


def test_unknown_names_are_counted_apart_from_faults() -> None:
    report = check(built(["{{ customer }}", "{{ order | money }}", "{% if x.paid() %}y{% endif %}"]), "x.docx", BENCH)
    assert not report.of(Group.FAULT)
    assert [finding.rule for finding in report.of(Group.NAME)] == [
        Rule.NAME,
        Rule.NAME,
        Rule.FILTER,
        Rule.NAME,
        Rule.CALL,
    ]
    assert not report.sound


def test_the_list_of_enclosures_is_missed() -> None:
    paragraphs = [text for text in SOUND if "bijlagen" not in text][:-1]
    report = check(built([*paragraphs, "Zie bijlage {{ bijlage_van['machtiging'] }}."], table=()), "x.docx", BENCH)
    assert [finding.rule for finding in report.findings] == [Rule.NO_ENCLOSURES]


@pytest.mark.parametrize(
    "paragraphs", [[], ["  ", "{# nog te doen #}"], ["{%p if gemachtigde %}", "{%p endif %}"]], ids=str
)
def test_a_template_without_words_is_no_letter(paragraphs: list[str]) -> None:
    report = check(built(paragraphs, table=()), "x.docx", BENCH)
    assert [finding.rule for finding in report.of(Group.FAULT)] == [Rule.EMPTY]


@pytest.mark.parametrize(
    ("name", "said", "left_out"),
    [
        ("brief.geadresseerde", "aan wie", range(1, 4)),
        ("brief.aanhef", "aanhef", range(9, 10)),
        ("brief.ondertekeningen", "ondertekent", range(20, 23)),
    ],
)
def test_what_a_letter_cannot_do_without_is_missed(name: str, said: str, left_out: range) -> None:
    paragraphs = [text for number, text in enumerate(SOUND) if number not in left_out]
    report = check(built(paragraphs), "x.docx", BENCH)
    assert [(finding.rule, finding.group) for finding in report.findings] == [(Rule.MISSING, Group.NOTICE)]
    assert said in str(report.findings[0].what)
    assert name in str(report.findings[0].mend)


def test_a_salutation_that_is_typed_is_one() -> None:
    paragraphs = ["Geachte heer of mevrouw," if "aanhef" in text else text for text in SOUND]
    assert check(built(paragraphs), "x.docx", BENCH).findings == ()


def test_a_letter_of_its_own_cites_only_what_its_letter_yaml_names() -> None:
    spec = workshop().catalogue.spec("inzage-jeugddossier")
    report = check(built(spoil=adding("{{ cite('jw:4.2.1') }}")), "letter.docx", BENCH, spec)
    assert [finding.rule for finding in report.findings] == [Rule.UNDECLARED]


def test_what_a_template_asks_for_is_listed_with_its_title() -> None:
    asked = {item.path: item.title for item in check(built(), "brief.docx", BENCH).asked}
    assert asked["kinderen.geboortedatum"] == "Geboortedatum"
    assert {"cite", "duur", "termijn", "brief.aanhef", "gemachtigde.organisatie", "kinderen.naam"} <= set(asked)
