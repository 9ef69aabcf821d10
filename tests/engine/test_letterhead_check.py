"""The check of a letterhead: every planted defect is found with its place and mend, and sound files have none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from letterhead_files import FOOTER, SHIPPED, SIGNATURE, changed, opened, own, picture

from briefgen import letterheads
from briefgen.errors import LetterheadError, OutputError
from briefgen.letterheads import Finding, Group
from briefgen.render import docx, letterhead_making, stationery
from briefgen.render.docx_letterhead import BODY_STYLES, TAGS

STYLES, DOCUMENT, HEADER = "word/styles.xml", "word/document.xml", "word/header1.xml"


def found(folder: Path) -> tuple[Finding, ...]:
    return letterheads.check(folder, SHIPPED).findings


def the_one(folder: Path, group: Group, place: str) -> Finding:
    """The only finding, of this weight and at this place."""
    findings = found(folder)
    assert [(finding.group, place in str(finding.place)) for finding in findings] == [(group, True)], findings
    return findings[0]


@pytest.mark.parametrize("look", stationery.looks(SHIPPED))
def test_the_shipped_looks_are_sound(look: str) -> None:
    assert found(stationery.found(look, SHIPPED)) == ()


def test_a_new_letterhead_is_sound_and_told_to_have_the_example_logo(tmp_path: Path) -> None:
    for look in stationery.looks(SHIPPED):
        written = letterheads.new(tmp_path / look, look, SHIPPED)
        assert {path.name for path in written} == {path.name for path in (tmp_path / look).iterdir()}
        report = letterheads.check(tmp_path / look, SHIPPED)
        assert report.sound
        assert len(report.findings) == (look == "organisatie")
        (tmp_path / look / "letterhead.docx").unlink()
        assert letterheads.check(tmp_path / look, SHIPPED).made


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mijn").mkdir()
    letterheads.new(tmp_path / "mijn", "burger", SHIPPED)
    before = (tmp_path / "mijn" / "house.yaml").read_bytes()
    with pytest.raises(OutputError, match="niet leeg"):
        letterheads.new(tmp_path / "mijn", "rechtbank", SHIPPED)
    assert (tmp_path / "mijn" / "house.yaml").read_bytes() == before
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="Dit is een bestand, geen map"):
        letterheads.new(tmp_path / "bestand", "burger", SHIPPED)


def test_a_shipped_look_is_checked_by_its_name_and_no_folder_can_take_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert letterheads.check(Path("organisatie"), SHIPPED).findings == ()
    with pytest.raises(OutputError, match="andere naam"):
        letterheads.new(Path("organisatie"), "burger", SHIPPED)
    assert not list(tmp_path.iterdir())


def test_word_may_number_the_pages_itself(tmp_path: Path) -> None:
    folder = own(tmp_path, "burger", word=True)
    field = '</w:t></w:r><w:fldSimple w:instr=" PAGE "/><w:r><w:t>'
    word(HEADER, "{{r paginering }}", field)(folder)
    assert found(folder) == ()


def test_what_is_no_letterhead_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LetterheadError, match=re.escape("house.yaml")):
        letterheads.check(tmp_path, SHIPPED)


IN_ITS_PLACE = {
    "afzender": "geadresseerde", "geadresseerde": "afzender", "datumregel": "aanhef", "kenmerken": "[]",
    "betreft.label": "aanhef", "betreft.waarde": "aanhef", "aanhef": "slotgroet", "brief": "naschrift",
    "slotgroet": "aanhef", "ondertekeningen": "[afzender]", "bijlagen_label": "aanhef", "bijlagen": "afzender",
    "naschrift": "brief",
}  # fmt: skip
"""What can stand where a tag stood."""


@pytest.mark.parametrize("tag", TAGS)
def test_each_missing_tag_is_named_with_how_to_type_it(tmp_path: Path, tag: str) -> None:
    folder = own(tmp_path, "burger", word=True)

    def without(xml: str) -> str:
        for old, new in IN_ITS_PLACE.items():
            if old.split(".")[0] == tag:
                xml = re.sub(r"(?<=[ p])\b" + re.escape(old) + r"\b(?=[ \[])", new, xml)
        return xml

    changed(folder / "letterhead.docx", DOCUMENT, without)
    (fault,) = letterheads.check(folder, SHIPPED).of(Group.FAULT)
    assert f"tag {tag}" in str(fault.place)
    assert re.search(r"\b" + tag + r"\b", str(fault.mend))
    assert "Word" in str(fault.mend)


@pytest.mark.parametrize("style", BODY_STYLES)
def test_each_missing_style_is_named_with_the_way_to_it_in_word(tmp_path: Path, style: str) -> None:
    folder = own(tmp_path, "burger", word=True)
    changed(
        folder / "letterhead.docx", STYLES,
        lambda xml: xml.replace(f'<w:name w:val="{style}"/>', '<w:name w:val="Weg"/>'),
    )  # fmt: skip
    faults = [finding for finding in found(folder) if finding.group is Group.FAULT]
    assert len(faults) == 1
    assert "Start › Stijlen" in str(faults[0].mend)
    assert "Heading" not in str(faults[0].place), "people see Kop 1"


def word(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: changed(folder / "letterhead.docx", name, lambda xml: xml.replace(old, new))


def house(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "house.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def unstyled(name: str, key: str) -> Callable[[Path], None]:
    """What Word does when a person deletes a style: its paragraphs get the standard one."""

    def change(folder: Path) -> None:
        word(STYLES, f'<w:name w:val="{name}"/>', '<w:name w:val="Weg"/>')(folder)
        word(STYLES, f'w:styleId="{key}"', 'w:styleId="Weg"')(folder)
        word(DOCUMENT, f'<w:pStyle w:val="{key}"/>', '<w:pStyle w:val="Normal"/>')(folder)

    return change


BODY = '<w:name w:val="Brieftekst"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="1"/><w:qFormat/><w:pPr>'
HEADING = '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/>'


@pytest.mark.parametrize(
    ("harm", "place", "what", "mend"),
    [
        (word(STYLES, HEADING, HEADING.replace("24", "32")), "stijl Kop 1", "16 pt", "koppen › niveau1 › grootte"),
        (word(STYLES, HEADING, HEADING.replace("<w:b/><w:bCs/>", "")), "stijl Kop 1", "Vet: in Word nee", "Wijzigen"),
        (word(STYLES, 'w:ascii="Arial"', 'w:ascii="Verdana"'), "stijl Standaard", "Verdana", "letter › familie_word"),
        (word(STYLES, '<w:sz w:val="21"/>', '<w:sz w:val="24"/>'), "stijl Standaard", "12 pt", "letter › grootte"),
        (word(STYLES, 'w:line="262"', 'w:line="320"'), "stijl Standaard", "16 pt", "Regelafstand"),
        (word(STYLES, '"1F3864"', '"FF0000"'), "stijl Hyperlink", "FF0000", "kleur_link"),
        (word(STYLES, BODY, BODY + '<w:jc w:val="both"/>'), "stijl Brieftekst", "uitgevuld", "Uitlijning: links"),
        (word(DOCUMENT, 'w:left="1871"', 'w:left="1418"'), "pagina", "2,5 cm", "pagina › marge_links"),
        (word(DOCUMENT, 'w:bottom="1417"', 'w:bottom="850"'), "pagina", "1,5 cm", "Marges"),
        (word(DOCUMENT, 'w:x="1871" w:y="3118"', 'w:x="6350" w:y="3118"'), "geadresseerde", "11,2 cm", "adresvenster"),
        (house("marge_rechts: 25", "marge_rechts: 30"), "pagina", "in house.yaml 3 cm", "Rechts"),
        (house("familie_word: Arial", "familie_word: Verdana"), "house.yaml", "niet even breed", "familie_word Arial"),
        (house("vouwstreepjes: nee", "vouwstreepjes: ja"), "letterhead.docx", "vouwstreepjes", "nee"),
        (house(*FOOTER), "voettekst", "KvK 00", "dubbelklik op de voettekst"),
        *(
            (word(STYLES, f'w:styleId="{key}"', 'w:styleId="Weg"'), f"stijl {name}", "heeft haar niet", "opnieuw uit")
            for key, name in (
                ("Title", "Titel"), ("Date", "Datum"), ("Afzender", "Afzender"), ("Salutation", "Aanhef"),
                ("Closing", "Afsluiting"),
            )
        ),
    ],
)  # fmt: skip
def test_each_difference_between_word_and_pdf_is_found(
    tmp_path: Path, harm: Callable[[Path], None], place: str, what: str, mend: str
) -> None:
    folder = own(tmp_path, "burger", word=True)
    harm(folder)
    differences = [finding for finding in found(folder) if finding.group is Group.DIFFERENCE]
    assert differences
    told = differences[0]
    assert place in str(told.place)
    assert what in f"{told.what} {told.mend}"
    assert mend in str(told.mend)
    if "familie_word" not in mend:
        assert len({str(finding.place) for finding in differences}) == 1, "what rests on it is not told again"
        assert letterheads.differs(opened(folder))


@pytest.mark.parametrize(
    ("harm", "place", "what", "mend"),
    [
        (word(DOCUMENT, "{{ aanhef }}", "{{ aanhef }}{{ slotgroett }}"), "slotgroett", "kent deze tag", "slotgroet"),
        (word(DOCUMENT, "{{ aanhef }}", "{{ aanhef }}{{ x x }}"), "letterhead.docx", "niet te lezen", "Typ de tag"),
        (word(DOCUMENT, "{{p brief }}", "{{ brief }}"), "letterhead.docx", "alleen in een alinea", ""),
        (word(STYLES, '<w:numId w:val="1"/>', '<w:numId w:val="0"/>'), "letterhead.docx", "geen numm", "Nummering"),
        (word(DOCUMENT, "<w:titlePg/>", ""), "letterhead.docx", "de datum schuift over het adres", "Dubbelklik"),
        (word(DOCUMENT, "<w:titlePg/>", '<w:titlePg w:val="0"/>'), "letterhead.docx", "staat uit", "afwijkend' aan"),
        (word(DOCUMENT, "{{p brief }}", "{{p brief }} Zie ook ommezijde."), "tag {{p brief }}", "'Zie ook ommezijde.'",
         "eigen alinea"),
        (lambda folder: (folder / "letterhead.docx").write_bytes(b"PK"), "letterhead.docx", "beschadigd", "opnieuw op"),
        (house("marge_onder: 25", "marge_onder: ruim"), "house.yaml, regel 10", "geen getal", "zoals 12"),
        (house("familie: Liberation Sans", "familie: Weg"), "fonts", "Weg ontbreekt", "map fonts"),
        (house("vouwstreepjes: nee", "logo: {bestand: l.png, hoogte: 9, boven: 9, alternatief: L}"), "l.png",
         "bestaat niet", "naam"),
    ],
)  # fmt: skip
def test_each_fault_is_found(tmp_path: Path, harm: Callable[[Path], object], place: str, what: str, mend: str) -> None:
    folder = own(tmp_path, "burger", word=True)
    harm(folder)
    report = letterheads.check(folder, SHIPPED)
    assert not report.sound
    told = report.of(Group.FAULT)[0]
    assert place in str(told.place)
    assert what in str(told.what)
    assert mend in str(told.mend)


@pytest.mark.parametrize(
    ("harm", "place", "what", "mend"),
    [
        (word(STYLES, '<w:lang w:val="nl-NL"', '<w:lang w:val="en-US"'), "letterhead.docx", "geen Nederlands", "Taal"),
        (word("word/settings.xml", '<w:autoHyphenation w:val="0"/>', "<w:autoHyphenation/>"), "letterhead.docx",
         "breekt woorden af", "Woordafbreking › Geen"),
        (word(HEADER, "{{ loopkop }}\t{{r paginering }}", ""), "letterhead.docx", "bladzijde twee", "Koptekst"),
        (word(HEADER, "{{r paginering }}", ""), "letterhead.docx", "geen nummer", "{{r paginering }}"),
        (unstyled("Afzender naam", "AfzenderNaam"), "stijl Afzender naam", "niet na te gaan", "Vergelijk"),
        (word(DOCUMENT, "<w:body>", '<w:body><w:p><w:ins w:id="1" w:author="x"/></w:p>'), "letterhead.docx",
         "bijgehouden", "Accepteren"),
        (word(DOCUMENT, "<w:sectPr>", "<w:p/><w:p/><w:sectPr>"), "letterhead.docx", "2 lege alinea's", "Afstand voor"),
        (word(DOCUMENT, "<w:sectPr>", "<w:p/><w:sectPr>"), "letterhead.docx", "staat 1 lege alinea in", "Afstand voor"),
        (house('kleur: "404040"', 'kleur: "BBBBBB"'), "afzender › kleur", "te licht", "4,5"),
        (house("  links: 33                      #", "  links: 20                      #"), "adresvenster",
         "buiten het venster", "links 33"),
        (house("  regelafstand: 1.12", "  regelafstand: 1.5"), "adresregels", "passen 4 regels", "regelafstand"),
        (house("  regelafstand: 1.12", "  regelafstand: 3\n  grootte: 12"), "adresregels", "past 1 regel;", "grootte"),
    ],
)  # fmt: skip
def test_what_could_be_better_is_told_and_is_no_fault(
    tmp_path: Path, harm: Callable[[Path], None], place: str, what: str, mend: str
) -> None:
    folder = own(tmp_path, "burger", word=True)
    if place == "letterhead.docx" and "bladzijde twee" in what:
        changed(folder / "letterhead.docx", HEADER, lambda xml: re.sub(r"\{\{[^}]*\}\}", "", xml))
    else:
        harm(folder)
    notices = [finding for finding in found(folder) if finding.group is Group.NOTICE]
    assert any(place in str(told.place) and what in str(told.what) and mend in str(told.mend) for told in notices), (
        notices
    )
    assert not [finding for finding in found(folder) if finding.group is Group.FAULT]


def test_pictures_are_looked_at(tmp_path: Path) -> None:
    logo = "logo: {bestand: l.png, hoogte: 20, boven: 50, alternatief: Logo}\nvouwstreepjes: nee"
    folder = own(tmp_path, "burger", ("vouwstreepjes: nee", logo))
    (folder / "l.png").write_bytes(picture(200, 60))
    told = [f"{finding.place}: {finding.what}" for finding in found(folder)]
    assert told == [
        "l.png: De afbeelding is te grof voor papier: 76 beeldpunten per inch.",
        "house.yaml: logo: Het logo staat over adresvenster.",
    ]
    (folder / "l.png").write_bytes(b"GIF89a")
    assert "PNG of JPEG" in str(the_one(folder, Group.FAULT, "l.png").mend)


def test_a_picture_in_word_without_words_for_who_cannot_see_is_told(tmp_path: Path) -> None:
    folder = own(tmp_path, "organisatie", word=True)
    (folder / "logo.png").write_bytes(picture(1800, 600))
    (folder / "letterhead.docx").write_bytes(letterhead_making.made(opened(folder).house, opened(folder).images))
    changed(folder / "letterhead.docx", "word/header2.xml", lambda xml: xml.replace(' descr="Logo"', ""))
    notice = the_one(folder, Group.NOTICE, "letterhead.docx")
    assert "Alternatieve tekst" in str(notice.mend)


def test_a_picture_that_is_only_in_one_of_the_two_is_a_difference(tmp_path: Path) -> None:
    folder = own(tmp_path, "burger", SIGNATURE, word=True)
    (folder / "handtekening.png").write_bytes(picture(1800, 600))
    assert "handtekening › afbeelding" in str(the_one(folder, Group.DIFFERENCE, "letterhead.docx").what)
    (folder / "letterhead.docx").write_bytes(letterhead_making.made(opened(folder).house, opened(folder).images))
    assert found(folder) == ()


def test_a_bad_value_hides_no_other_fault(tmp_path: Path) -> None:
    folder = own(
        tmp_path, "organisatie", ("  familie: ", "  familie: Onbekend #"), ("  marge_links: ", "  marge_links: 330 #"),
        ('kleur_lijn: "', 'kleur_lijn: "blauw'),
    )  # fmt: skip
    (folder / "logo.png").unlink()
    told = [f"{finding.place}: {finding.what}" for finding in found(folder) if finding.group is Group.FAULT]
    for words in ("is geen kleur", "te weinig ruimte", "logo.png: Dit bestand bestaat niet", "fonts: "):
        assert any(words in each for each in told), (words, told)
    (folder / "house.yaml").write_text(
        (folder / "house.yaml").read_text(encoding="utf-8").replace("logo.png", "logo.gif"), encoding="utf-8"
    )
    told = [f"{finding.place}: {finding.what}" for finding in found(folder)]
    assert not any("bestaat niet" in each for each in told), told


def test_all_of_it_is_told_at_once(tmp_path: Path) -> None:
    folder = own(tmp_path, "burger", ('kleur: "404040"', 'kleur: "BBBBBB"'), word=True)
    for name, old, new in (
        (DOCUMENT, "{{ aanhef }}", ""), (DOCUMENT, "{{ slotgroet }}", "{{ groet }}"),
        (STYLES, 'w:name w:val="Quote"', 'w:name w:val="Weg"'),
        (STYLES, 'w:name w:val="Tabelkop"', 'w:name w:val="Ook weg"'),
        (DOCUMENT, 'w:left="1871"', 'w:left="1418"'),
    ):  # fmt: skip
        word(name, old, new)(folder)
    report = letterheads.check(folder, SHIPPED)
    assert len(report.of(Group.FAULT)) == 5
    assert len(report.of(Group.DIFFERENCE)) == 3  # the margin, and colours of sender and header
    assert len(report.of(Group.NOTICE)) == 3  # those colours are too light, and a paragraph is empty now
    weights = [list(Group).index(finding.group) for finding in report.findings]
    assert weights == sorted(weights)


@pytest.mark.parametrize("look", stationery.looks(SHIPPED))
def test_a_file_that_an_office_saved_again_has_no_false_alarm(tmp_path: Path, look: str) -> None:
    """LibreOffice writes everything down in its own way, as Word does; only that it breaks words off is new."""
    program = shutil.which("soffice")
    if program is None:
        assert not os.environ.get("CI"), "LibreOffice is required where CI is set"
        pytest.skip("needs LibreOffice")
    folder = own(tmp_path / "eigen", look, word=True)
    subprocess.run(
        [
            program, f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}", "--headless", "--convert-to", "docx",
            "--outdir", str(tmp_path / "uit"), str(folder / "letterhead.docx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shutil.copy(tmp_path / "uit" / "letterhead.docx", folder / "letterhead.docx")
    report = letterheads.check(folder, SHIPPED)
    assert report.sound, report.findings
    assert {str(finding.what)[:20] for finding in report.findings} <= {"Word breekt woorden ", "Dit is het voorbeeld"}
    from test_letterhead_own import LETTER

    assert docx.render(LETTER, opened(folder))
