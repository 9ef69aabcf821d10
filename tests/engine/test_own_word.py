"""Letters on a Word file of the user's own: literal values, real links, equal bytes, and errors with their place."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import yaml
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from office import office
from shipped import DAY, ROOT, workshop
from word_templates import SOUND, adding, built, comment, in_runs, language, over_a_link, wrapped

from briefgen.errors import FactsErrors, OwnTemplateError
from briefgen.facts.load import CaseFile, parse
from briefgen.papers import Format
from briefgen.pipeline import Draft, draft
from briefgen.render.repertoire import unprintable
from briefgen.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from word_templates import Spoil

LETTER = "inzage-jeugddossier"
SAMPLE = ROOT / "samples" / f"{LETTER}.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WITHOUT_PDF = (Format.DOCX, Format.TXT)


def _case(change: Callable[[dict[str, Any]], object] | None = None) -> CaseFile:
    data = yaml.load(SAMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all scalars stay strings
    if change is not None:
        change(data)
    return parse(
        json.dumps(data, ensure_ascii=False),
        name="zaak.json",
        unprintable=lambda text: unprintable(text, workshop().letterhead),
    )


def _workshop(folder: Path, word: bytes, letter: str = LETTER) -> Workshop:
    (folder / letter).mkdir(parents=True, exist_ok=True)
    (folder / letter / "letter.docx").write_bytes(word)
    return Workshop.open(folder)


def _drafted(folder: Path, word: bytes, case: CaseFile | None = None) -> Draft:
    (found,) = draft(case or _case(), [LETTER], DAY, _workshop(folder, word), WITHOUT_PDF)
    return found


def _file(found: Draft, kind: Format) -> bytes:
    return found.files[f"{found.stem}.{kind.value}"]


def _paragraphs(found: Draft) -> list[str]:
    document = Document(BytesIO(_file(found, Format.DOCX)))
    return ["".join(node.text or "" for node in paragraph._p.iter(f"{W}t")) for paragraph in document.paragraphs]


def _refused(folder: Path, word: bytes, case: CaseFile | None = None) -> OwnTemplateError:
    with pytest.raises(OwnTemplateError) as caught:
        _drafted(folder, word, case)
    assert caught.value.exit_code == 1
    assert caught.value.where
    assert str(caught.value.mend)
    return caught.value


def test_a_letter_on_an_own_word_file_is_filled_in(tmp_path: Path) -> None:
    found = _drafted(tmp_path, built())
    text = _paragraphs(found)
    assert "Stichting Voorbeeld Jeugdbescherming" in text
    assert "Het gaat om Noa de Vries en Finn de Vries." in text
    assert "Op grond van artikel\u00a07.3.10 van de Jeugdwet vraag ik om een afschrift van het dossier." in text
    document = Document(BytesIO(_file(found, Format.DOCX)))
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["Kind", "Geboren op"], ["Noa de Vries", "5 maart 2018"], ["Finn de Vries", "14 juni 2012"]]
    assert document.sections[0].header.paragraphs[0].text == "Stichting Voorbeeld Jeugdbescherming"


def test_the_text_file_has_the_words_of_the_word_file(tmp_path: Path) -> None:
    found = _drafted(tmp_path, built())
    root = etree.fromstring(zipfile.ZipFile(BytesIO(_file(found, Format.DOCX))).read("word/document.xml"))
    words = [
        word for paragraph in root.iter(f"{W}p") for word in "".join(map(str, paragraph.itertext())).split(" ") if word
    ]
    shown = _file(found, Format.TXT).decode()
    header = "Stichting Voorbeeld Jeugdbescherming"
    assert re.split("[ \n]+", shown.strip()) == [*header.split(), *words]
    assert max(map(len, shown.splitlines())) <= 78
    assert "Finn de Vries\n14 juni 2012\n" in shown.replace("\u00a0", " ")


def test_a_citation_is_a_link_to_the_text_of_the_letters_day(tmp_path: Path) -> None:
    document = Document(BytesIO(_file(_drafted(tmp_path, built()), Format.DOCX)))
    (link,) = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert link.text == "artikel\u00a07.3.10 van de Jeugdwet"
    assert link.address == "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10&z=2026-11-21&g=2026-11-21"


def test_the_pdf_has_the_links_and_the_language_of_the_letter(tmp_path: Path) -> None:
    office()
    word = built(spoil=language("en-US"))
    (found,) = draft(_case(), [LETTER], DAY, _workshop(tmp_path, word), (Format.PDF,))
    with pikepdf.open(BytesIO(_file(found, Format.PDF))) as document:
        links = [str(each.A.URI) for page in document.pages for each in page.get("/Annots", [])]
        assert [link.partition("jci")[0] for link in links] == ["https://wetten.overheid.nl/"]
        assert str(document.Root.Lang) == "nl-NL"


def test_a_template_without_a_style_for_links_gets_a_bare_one(tmp_path: Path) -> None:
    document = Document(BytesIO(_file(_drafted(tmp_path, built()), Format.DOCX)))
    (link,) = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    style = link.runs[0].style
    assert style.name == "Hyperlink"
    assert (style.font.color.rgb, style.font.underline) == (None, None)


def _language(found: Draft) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(BytesIO(_file(found, Format.DOCX))).read("word/styles.xml"))
    return [node.get(f"{W}val", "") for node in root.iter(f"{W}lang")]


@pytest.mark.parametrize(("said", "made"), [("en-US", "nl-NL"), ("nl-BE", "nl-BE"), ("", "nl-NL")])
def test_a_letter_is_marked_as_dutch(tmp_path: Path, said: str, made: str) -> None:
    assert _language(_drafted(tmp_path, built(spoil=language(said)))) == [made]


def test_a_link_keeps_the_look_of_the_text_around_it(tmp_path: Path) -> None:
    word = built([*SOUND], spoil=in_runs("Zie ", "vet {{ cite('jw:7.3.11') }} en", " gewoon."))
    document = Document(BytesIO(_file(_drafted(tmp_path, word), Format.DOCX)))
    paragraph = next(each for each in document.paragraphs if each.text.startswith("Zie vet"))
    (link,) = paragraph.hyperlinks
    assert all(run.bold for run in link.runs)
    assert paragraph.text == "Zie vet artikel\u00a07.3.11 Jeugdwet en gewoon."


def test_the_receipt_names_law_and_template(tmp_path: Path) -> None:
    receipt = json.loads(_drafted(tmp_path, built()).receipt)
    assert [item["id"] for item in receipt["bepalingen"]] == ["jw:7.3.10"]
    assert set(receipt["invoer"]["eigen_sjabloon"]) == {"letter.docx"}
    assert f"letters/{LETTER}/letter.yaml" in receipt["invoer"]["teksten"]
    assert f"letters/{LETTER}/letter.md" not in receipt["invoer"]["teksten"]


def test_equal_input_gives_equal_bytes_and_says_whose_letter_it_is(tmp_path: Path) -> None:
    first, second = (_drafted(tmp_path / name, built()) for name in ("een", "twee"))
    assert first.files == second.files
    archive = zipfile.ZipFile(BytesIO(_file(first, Format.DOCX)))
    assert "docProps/thumbnail.jpeg" not in archive.namelist()
    core = archive.read("docProps/core.xml").decode()
    assert "Sanne de Vries" in core
    assert "python-docx" not in core


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.sampled_from("ab &<>\"'{}%#_|\\$€ë“”.,;"), min_size=1, max_size=30).filter(lambda text: text.strip())
    | st.sampled_from(["{{ afzender.naam }}", "{% endif %}", "{_{ x }_}", "</w:t>", "]]>", "&amp;", "{{r x}}", "\\1"])
)
def test_whatever_a_person_types_appears_as_typed(tmp_path: Path, typed: str) -> None:
    def change(data: dict[str, Any]) -> None:
        data["kinderen"][0]["naam"] = f"Noa {typed} x"

    case = _case(change)
    (child, *_) = case.facts.children
    found = _drafted(tmp_path, built(), case)
    assert f"Het gaat om {child.name} en Finn de Vries." in _paragraphs(found)


def test_line_breaks_of_a_value_stay(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["kinderen"][0]["mening"] = "Eerste regel.\nTweede regel."

    word = built(spoil=adding("{{ kinderen[0].mening }}"))
    document = Document(BytesIO(_file(_drafted(tmp_path, word, _case(change)), Format.DOCX)))
    assert document.paragraphs[-1].text == "Eerste regel.\nTweede regel."


@pytest.mark.parametrize(
    "spoil", [in_runs("Aan {{ ontv", "anger.naam }}."), over_a_link, adding("{{ cite(„jw:7.3.10“) }}")]
)
def test_what_word_did_to_a_tag_does_not_matter(tmp_path: Path, spoil: Spoil) -> None:
    text = _paragraphs(_drafted(tmp_path, built(spoil=spoil)))[-1]
    assert text in {"Aan Stichting Voorbeeld Jeugdbescherming.", "Sanne de Vries", "artikel\u00a07.3.10 Jeugdwet"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ kint.naam }}", "kint"),
        ("{{ afzender }}", "niet te schrijven"),
        ("{{ cite('jw:7.3.99') }}", "jw:7.3.99"),
        ("{{ cite('jw:7.3.10', lid=9) }}", "lid 9"),
        ("{{ afzender.naam.upper() }}", "upper"),
        ("{{ afzender.__class__ }}", "__class__"),
        ("{{ termijn('niets', datum).dag }}", "niets"),
        ("{{ afzender.naam | geheim }}", "geheim"),
        ("{% if kinderen %}", "nergens gesloten"),
        ("{{ kinderen[0].naam() }}", "'naam' is geen functie"),
        ("{{ onbekend() }}", "onbekend"),
        ("Tekst{% endif %}.", "geen blok {% if %} open"),
        ("{% elseif kind %}", "opdracht 'elseif'"),
        ("{{ 1 / 0 }}", "door nul"),
        ("{{ afzender.naam }", "{{"),
    ],
)
def test_a_fault_is_told_with_its_paragraph(tmp_path: Path, text: str, said: str) -> None:
    error = _refused(tmp_path, built(spoil=adding(text)))
    assert "letter.docx" in error.where
    assert said in str(error)
    if text != "{% if kinderen %}":  # Jinja sees that only at the end
        assert f"alinea {len(SOUND) + 1}" in error.where


def test_a_fault_in_a_cell_or_a_header_is_told_with_its_place(tmp_path: Path) -> None:
    cell = built(table=[("Kind",), ("{{ kint }}",)])
    assert "tabel 1, rij 2, kolom 1" in _refused(tmp_path / "cel", cell).where
    assert "kopregel" in _refused(tmp_path / "kop", built(header="{{ kint }}")).where


def test_a_tag_around_which_the_file_breaks_is_refused(tmp_path: Path) -> None:
    error = _refused(tmp_path, built(spoil=adding("{%p if gemachtigde %}", "Tekst {% endif %}.")))
    assert "templates check" in str(error.mend)


@pytest.mark.parametrize("spoil", [comment, wrapped("w:ins", "nieuw", id="1", author="Test")])
def test_remarks_and_changes_do_not_go_out_with_a_letter(tmp_path: Path, spoil: Spoil) -> None:
    assert "wijzigingen of opmerkingen" in str(_refused(tmp_path, built(spoil=spoil)))


def test_the_list_of_provisions_is_not_left_out_silently(tmp_path: Path) -> None:
    case = _case(lambda data: data.update(bepalingenlijst="ja"))
    assert "bepalingen()" in str(_refused(tmp_path, built(), case).mend)
    listing = adding("{%p for b in bepalingen() %}", "{{ b.aanhaling }}: {{ b.kern }}", "{%p endfor %}")
    text = _paragraphs(_drafted(tmp_path, built(spoil=listing), case))
    assert any(line.startswith("artikel\u00a07.3.10 Jeugdwet: De betrokkene") for line in text)


@pytest.mark.parametrize("paragraphs", [[], ["{%p if not kinderen %}", "Tekst.", "{%p endif %}"]], ids=str)
def test_a_letter_without_words_is_not_made(tmp_path: Path, paragraphs: list[str]) -> None:
    error = _refused(tmp_path, built(paragraphs, table=()))
    assert "geen tekst" in str(error)
    assert error.where.endswith("letter.docx")


def test_a_cell_or_table_that_comes_out_empty_leaves_a_sound_file(tmp_path: Path) -> None:
    table = [("{%tr for k in belanghebbenden %}",), ("{{ k.naam }}",), ("{%tr endfor %}",)]
    assert not Document(BytesIO(_file(_drafted(tmp_path, built(table=table)), Format.DOCX))).tables
    inside = [("{%p if gemachtigde %}\n{{ gemachtigde.naam }}\n{%p endif %}",)]

    def spoil(document: Any) -> None:
        cell = document.tables[0].cell(0, 0)
        cell.paragraphs[0].text = "{%p if gemachtigde %}"
        cell.add_paragraph("{{ gemachtigde.naam }}")
        cell.add_paragraph("{%p endif %}")

    data = _file(_drafted(tmp_path, built(table=inside, spoil=spoil)), Format.DOCX)
    root = etree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))
    assert [cell[-1].tag for cell in root.iter(f"{W}tc")] == [f"{W}p"]


def test_the_shipped_letter_yaml_still_judges_the_case(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        del data["kinderen"][0]["geboortedatum"]

    with pytest.raises(FactsErrors):
        _drafted(tmp_path, built(), _case(change))


def test_an_own_letter_yaml_binds_what_may_be_cited(tmp_path: Path) -> None:
    source = (ROOT / "templates" / "letters" / LETTER / "letter.yaml").read_text(encoding="utf-8")
    mine = _workshop(tmp_path, built(spoil=adding("{{ cite('jw:4.2.1') }}")))
    assert draft(_case(), [LETTER], DAY, mine, WITHOUT_PDF)
    (tmp_path / LETTER / "letter.yaml").write_text(source, encoding="utf-8")
    with pytest.raises(OwnTemplateError, match=r"jw:4\.2\.1"):
        draft(_case(), [LETTER], DAY, Workshop.open(tmp_path), WITHOUT_PDF)


def test_a_new_letter_of_ones_own_is_among_the_letters(tmp_path: Path) -> None:
    source = (ROOT / "templates" / "letters" / LETTER / "letter.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "eigen-brief"
    folder.mkdir()
    (folder / "letter.docx").write_bytes(built())
    (folder / "letter.yaml").write_text(source.replace(f"id: {LETTER}", "id: eigen-brief"), encoding="utf-8")
    (found,) = draft(_case(), ["eigen-brief"], DAY, Workshop.open(tmp_path), WITHOUT_PDF)
    assert found.composition.letter.id == "eigen-brief"


def test_a_folder_in_which_something_would_pass_unseen_is_refused(tmp_path: Path) -> None:
    def refusal(folder: Path) -> str:
        with pytest.raises(OwnTemplateError) as caught:
            Workshop.open(folder)
        return str(caught.value)

    assert "er niet" in refusal(tmp_path / "weg")
    assert "geen eigen sjabloon" in refusal(tmp_path)
    (tmp_path / "inzage-jeugdosier").mkdir()
    (tmp_path / "inzage-jeugdosier" / "letter.docx").write_bytes(built())
    assert "inzage-jeugdosier" in refusal(tmp_path)
    (tmp_path / "inzage-jeugdosier" / "letter.md").write_text("Tekst.")
    assert "letter.docx" in refusal(tmp_path)
