"""The bundle as a whole: letter, list and enclosures with bookmarks, labels, links, stamps and structure."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from bundle_files import bundled, case, done, jpeg, pages, pdf, picture, png, refusal, scan, text_of, word
from pdf_text import pdf_tags
from PIL import Image
from shipped import workshop

from briefgen.bundle import enclosures
from briefgen.bundle.lettering import References
from briefgen.bundle.metadata import packet
from briefgen.bundle.options import Bundle, Options
from briefgen.bundle.parts import parts
from briefgen.bundle.wording import Wording, said
from briefgen.errors import FactsErrors, OutputError
from briefgen.law.sources import read_record

FILES = {
    "a.pdf": pages("Eerste stuk", "tweede bladzijde"),
    "b.jpg": jpeg(orientation=6),
    "c.txt": "Hallo 😀\n\nTot morgen".encode(),
    "d.pdf": scan(2),
    "e.png": png(),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, bytes]:
    folder = tmp_path_factory.mktemp("zaak")
    bundle = bundled(case(folder, FILES), folder / "uit")
    return bundle, bundle.parts[0].path.read_bytes()


def test_the_pages_come_in_order_with_their_stamps(made: tuple[Bundle, bytes]) -> None:
    bundle, data = made
    text = text_of(data)
    assert len(text) == bundle.parts[0].pages
    begins = [item.begins for item in bundle.enclosed]
    assert [item.pages for item in bundle.enclosed] == [2, 1, 1, 2, 1]
    assert begins == [begins[0], begins[0] + 2, begins[0] + 3, begins[0] + 4, begins[0] + 6]
    assert "Lijst van bijlagen" in text[begins[0] - 2]
    for item in bundle.enclosed:
        for page in range(item.pages):
            assert f"Bijlage {item.number} – p. {page + 1}" in text[item.begins - 1 + page]
    assert "tweede bladzijde" in text[begins[0]]
    assert "Hallo □" in text[begins[2] - 1]
    assert "Tekens die het lettertype niet heeft" in str(bundle.enclosed[2].remarks[0])


def test_bookmarks_and_labels(made: tuple[Bundle, bytes]) -> None:
    bundle, data = made
    document = pypdfium2.PdfDocument(data)
    marks = {item.get_title(): (item.level, item.get_dest().get_index()) for item in document.get_toc()}
    assert marks["Brief: Klacht over Stichting Voorbeeld Jeugdbescherming"] == (0, 0)
    assert marks["Wat er is gebeurd"][0] == 1
    for item in bundle.enclosed:
        assert marks[f"Bijlage {item.number} – {item.title}"] == (0, item.begins - 1)
    labels = [document.get_page_label(index) for index in range(len(document))]
    begin = bundle.enclosed[0].begins - 1
    assert labels[:2] == ["1", "2"]
    assert labels[begin - 1] == "Lijst – p. 1"
    assert labels[begin : begin + 4] == ["Bijlage 1 – p. 1", "Bijlage 1 – p. 2", "Bijlage 2 – p. 1", "Bijlage 3 – p. 1"]


def links(data: bytes) -> list[tuple[int, int]]:
    """Of each link within the file the page it is on and the page it leads to, from 0."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    numbers = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    found = []
    for index, page in enumerate(reader.pages):
        for note in page.get("/Annots", ()):
            entry: Any = note.get_object()
            assert ("/Dest" in entry) != ("/A" in entry)
            if "/Dest" in entry:
                assert str(entry["/Contents"]).startswith("Naar bijlage ")
                found.append((index, numbers[list.__getitem__(entry["/Dest"], 0).idnum]))
    return found


def test_links_lead_from_letter_and_list_to_the_enclosure(made: tuple[Bundle, bytes]) -> None:
    bundle, data = made
    begins = [item.begins - 1 for item in bundle.enclosed]
    found = links(data)
    assert (0, begins[0]) in found  # "bijlage 1" in the first event
    on_list = [target for page, target in found if page == begins[0] - 1]
    assert sorted(set(on_list)) == begins
    assert b"wetten.overheid.nl" in b"".join(
        bytes(str(note.get_object().get("/A", {}).get("/URI", "")), "utf-8")
        for page in pypdf.PdfReader(io.BytesIO(data)).pages for note in page.get("/Annots", ())
    )  # fmt: skip


def test_letter_and_list_are_still_read_aloud_and_so_are_enclosures(made: tuple[Bundle, bytes]) -> None:
    bundle, data = made
    tags = pdf_tags(_own_pages(data, bundle.enclosed[0].begins - 1))
    assert ("H1", "Wat er is gebeurd") in tags or ("H2", "Wat er is gebeurd") in tags
    assert any("Lijst van bijlagen" in text for tag, text in tags if tag.startswith("H"))
    with pikepdf.open(io.BytesIO(data)) as opened:
        (document,) = opened.Root.StructTreeRoot.K
        kinds = [str(element.S) for element in document.K]
        assert kinds == ["/Part"] * 7
        figure = document.K[3].K[0]
        assert str(figure.S) == "/Figure"
        assert str(figure.Alt) == "Bijlage 2, bladzijde 1: stuk b"
        assert figure.Pg.objgen == opened.pages[bundle.enclosed[1].begins - 1].objgen
        numbers = opened.Root.StructTreeRoot.ParentTree.Nums
        keys = [int(numbers[index]) for index in range(0, len(numbers), 2)]
        assert keys == sorted(set(keys))
        entries = {key: numbers[2 * index + 1] for index, key in enumerate(keys)}
        for page in opened.pages:
            elements = list(entries[int(page.StructParents)])
            assert elements
            assert all(element.Pg.objgen == page.objgen for element in elements)
            for note in page.get("/Annots", ()):
                assert str(entries[int(note.StructParent)].S) == "/Link"
        assert str(opened.Root.Lang) == "nl-NL"


def _own_pages(data: bytes, count: int) -> bytes:
    """The file with the structure of its first pages only; the others' text is in forms, which the reader skips."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        del opened.pages[count:]
        document = opened.Root.StructTreeRoot.K[0]
        document.K = pikepdf.Array(list(document.K)[:2])
        opened.save(out)
    return out.getvalue()


def test_the_file_is_sound(made: tuple[Bundle, bytes]) -> None:
    _, data = made
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == []
        assert "/EmbeddedFiles" not in opened.Root.get("/Names", {})
        assert str(opened.docinfo["/Title"]) == "Klacht over Stichting Voorbeeld Jeugdbescherming"


def test_it_says_what_it_is_and_claims_no_standard(made: tuple[Bundle, bytes]) -> None:
    with pikepdf.open(io.BytesIO(made[1])) as document:
        about = document.open_metadata()
        assert about["dc:title"] == str(document.docinfo["/Title"])
        assert about["dc:creator"] == [str(document.docinfo["/Author"])]
        assert set(about["dc:language"]) == {str(document.Root.Lang)}
        assert about["xmp:CreateDate"] == about["xmp:ModifyDate"] == "2026-11-21T12:00:00Z"
        assert str(document.docinfo["/CreationDate"]) == str(document.docinfo["/ModDate"]) == "D:20261121120000Z"
        assert not about.pdfa_status
        assert "pdfuaid:part" not in about


def test_control_characters_are_no_part_of_what_it_says() -> None:
    said = packet("A\x01 & <B>", "", "nl-NL", date(2026, 11, 21))
    assert "A &amp; &lt;B&gt;" in said.decode()
    assert "creator" not in said.decode()


def test_equal_cases_give_equal_bytes(tmp_path: Path, made: tuple[Bundle, bytes]) -> None:
    again = bundled(case(tmp_path, FILES), tmp_path / "uit")
    assert again.parts[0].path.read_bytes() == made[1]


def test_what_the_letter_promises_and_the_case_lacks_is_named(tmp_path: Path) -> None:
    path = case(tmp_path, {"a.pdf": pages("x"), "b.pdf": pages("y"), "c.pdf": pages("z")})
    (tmp_path / "stukken" / "b.pdf").unlink()
    lines = path.read_text(encoding="utf-8").replace("  bestand: stukken/c.pdf\n", "")
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(FactsErrors) as caught:
        bundled(path, tmp_path / "uit")
    first, second = caught.value.errors
    assert "Het bestand van bijlage 2 (stuk b) is er niet" in str(first.what)
    assert "Bijlage 3 (stuk c) heeft geen bestand." in str(second.what)
    assert first.where.startswith(f"{path}:")
    assert "bijlagen 2 › bestand" in first.where


def test_a_file_that_is_named_and_not_there_is_found_without_a_bundle(tmp_path: Path) -> None:
    path = case(tmp_path, {"a.pdf": pages("x"), "b.pdf": pages("y"), "c.pdf": pages("z")})
    lines = path.read_text(encoding="utf-8").replace("  bestand: stukken/c.pdf\n", "")
    path.write_text(lines, encoding="utf-8")
    assert enclosures.absent(workshop().read(path)) == ()
    (tmp_path / "stukken" / "b.pdf").unlink()
    (told,) = enclosures.absent(workshop().read(path))
    assert "Het bestand van bijlage 2 (stuk b) is er niet" in str(told)
    assert "vanaf de map van de zaak" in str(told)


def test_an_enclosure_that_only_the_text_speaks_of(tmp_path: Path) -> None:
    path = case(tmp_path, {"a.pdf": pages("x")})
    lines = path.read_text(encoding="utf-8")
    path.write_text(lines.replace("stopte", "stopte (zie bijlage 4)"), encoding="utf-8")
    with pytest.raises(FactsErrors, match="noemt bijlage 4, en die is er niet"):
        bundled(path, tmp_path / "uit")
    path.write_text(lines.replace("stopte", "stopte (zie bijlage 4 bij uw besluit)"), encoding="utf-8")
    assert bundled(path, tmp_path / "goed").parts


def test_a_case_without_enclosures_has_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="geen bijlagen"):
        bundled(case(tmp_path, {}), tmp_path / "uit")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "leeg"),
        ("a.pdf", b"geen pdf", "heet .pdf, maar is het niet"),
        ("a.xlsx", b"PK\x03\x04", "kan niet in een bundel"),
        ("a.txt", b"\0\1\2\3" * 99, "geen gewone tekst"),
        ("a.mp4", b"film", "kan niet in een bundel"),
    ],
)
def test_files_that_are_no_enclosure(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(Exception, match=words) as caught:
        bundled(case(tmp_path, {name: content}), tmp_path / "uit")
    assert f"bijlage 1, {tmp_path / 'stukken' / name}" in str(caught.value)


def test_a_wrong_name_does_not_matter(tmp_path: Path) -> None:
    bundle = bundled(case(tmp_path, {"a.jpg": pages("toch een PDF"), "b.bin": jpeg()}), tmp_path / "uit")
    assert [item.pages for item in bundle.enclosed] == [1, 1]


# references in the letter


def numbers(text: str) -> list[int]:
    wording = read_record(workshop().templates.root / "bundle" / "bundle.yaml", Wording)
    return [number for _, _, number in References(wording.reference).find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zie bijlage 3.", [3]),
        ("Bijlagen 1, 2 en 4 laten dat zien", [1, 2, 4]),
        ("(bijlage\u00a012)", [12]),
        ("bijlagen 1 t/m 3", [1, 3]),
        ("bijlage 3 bij uw besluit", []),
        ("bijlage 2.1 en bijlage 12/3", []),
        ("de bijlage", []),
        ("bijlage 3, van 4 mei", [3]),
    ],
)
def test_references_to_enclosures(text: str, found: list[int]) -> None:
    assert numbers(text) == found


# parts


def noise(side: int) -> Image.Image:
    """A square picture that no form of packing makes small."""
    return Image.merge("RGB", [Image.effect_noise((side, side), 120) for _ in range(3)])


def test_parts_cut_between_enclosures_only() -> None:
    assert parts(10, [5, 5, 5], None) == ((0, 1, 2),)
    assert parts(10, [5, 5, 5], 20) == ((0, 1), (2,))
    assert parts(10, [50, 5, 5], 20) == ((), (0,), (1, 2))
    assert parts(10, [5, 50, 5], 20) == ((0,), (1,), (2,))


def test_a_bundle_in_parts(tmp_path: Path) -> None:
    files = {"a.pdf": pages("klein"), "b.jpg": jpeg(noise(900)), "c.pdf": pages("klein")}
    path = case(tmp_path, files)
    size = len(files["b.jpg"])
    bundle = bundled(path, tmp_path / "uit", Options(max_bytes=size))
    assert [item.part for item in bundle.enclosed] == [1, 2, 3]
    assert [item.begins for item in bundle.enclosed][1:] == [1, 1]
    text = [text_of(part.path.read_bytes()) for part in bundle.parts]
    listed = next(page for page in text[0] if "Lijst van bijlagen" in page)
    assert "deel 2, blz. 1" in listed
    assert "Bijlage 2 – p. 1" in text[1][0]
    assert "Bijlage 3 – p. 1" in text[2][0]
    for part in bundle.parts:
        with pikepdf.open(part.path) as opened:
            assert opened.check_pdf_syntax() == []
            assert "(deel" in str(opened.docinfo["/Title"])
    assert "groter dan u vroeg" in str(bundle.warnings[0])
    assert {target for _, target in links(bundle.parts[0].path.read_bytes())} == {bundle.enclosed[0].begins - 1}


def test_each_enclosure_that_is_too_large_is_named(tmp_path: Path) -> None:
    files = {"a.jpg": jpeg(noise(700)), "b.pdf": pages("klein"), "c.jpg": jpeg(noise(900))}
    path = case(tmp_path, files)
    one, two = bundled(path, tmp_path / "uit", Options(max_bytes=100_000)).warnings
    sizes = [f"{len(files[name]) / 1e6:.1f}".replace(".", ",") for name in ("a.jpg", "c.jpg")]
    assert f"Het bestand met bijlage 1 (stuk a) is {sizes[0]} MB" in str(one)
    assert f"Het bestand met bijlage 3 (stuk c) is {sizes[1]} MB" in str(two)
    letter = bundled(path, tmp_path / "brief", Options(max_bytes=1_000)).warnings[0]
    assert "De brief met de lijst van bijlagen is" in str(letter)
    assert "--max-mb" in str(letter)


def test_a_large_bundle_is_told_of(tmp_path: Path) -> None:
    heavy = png(noise(2600))
    bundle = bundled(case(tmp_path, {"a.png": heavy}), tmp_path / "uit")
    assert "weigeren bestanden boven 10 MB" in str(bundle.warnings[0])
    small = bundled(case(tmp_path, {"a.png": heavy}), tmp_path / "klein", Options(lighter=True))
    assert small.warnings == ()


def test_scans_become_smaller_and_stay_legible(tmp_path: Path) -> None:
    path = case(tmp_path, {"a.pdf": scan(1, width=3000, height=4200)})
    whole = bundled(path, tmp_path / "heel")
    small = bundled(path, tmp_path / "klein", Options(lighter=True))
    assert small.parts[0].size < whole.parts[0].size / 1.3
    with pikepdf.open(small.parts[0].path) as opened:
        form = opened.pages[-1].Resources.XObject.Blad
        (image,) = form.Resources.XObject.values()
        assert int(image.Height) == 1754


# the password


def test_a_password_is_asked_for_the_whole_file(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="the extra wachtwoord is not installed")
    bundle = bundled(
        case(tmp_path, {"a.pdf": pages("geheim stuk")}),
        tmp_path / "uit",
        Options(password="vier losse é"),  # noqa: S106 - of this test
    )
    data = bundle.parts[0].path.read_bytes()
    assert bundle.parts[0].size == len(data)
    assert "wachtwoord" in str(bundle.warnings[0])
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.is_encrypted
    assert reader.decrypt("verkeerd") == 0
    with pikepdf.open(io.BytesIO(data), password="vier losse é") as opened:  # noqa: S106 - of this test
        assert opened.encryption.R == 6
        assert opened.encryption.bits == 256
        assert opened.check_pdf_syntax() == []
    assert "geheim" not in repr(Options(password="geheim"))  # noqa: S106 - of this test


# Word


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_files_come_along(tmp_path: Path) -> None:
    files = {"a.docx": word("Verklaring van de school", "Met vriendelijke groet"), "b.docx": word(*["Regel"] * 90)}
    bundle = bundled(case(tmp_path, files), tmp_path / "uit")
    text = text_of(bundle.parts[0].path.read_bytes())
    assert "Verklaring van de school" in text[bundle.enclosed[0].begins - 1]
    assert bundle.enclosed[1].pages >= 2


# thirty enclosures


def mixed(lorem: str) -> dict[str, bytes]:
    """Thirty enclosures of two hundred pages."""
    files: dict[str, bytes] = {}
    for number in range(10):
        files[f"stuk{number}.pdf"] = pages(*(f"Stuk {number} bladzijde {page}. {lorem}" for page in range(12)))
    for number in range(5):
        files[f"scan{number}.pdf"] = scan(8)
    for number in range(8):
        files[f"foto{number}.jpg"] = jpeg(picture(1600, 1200), orientation=number + 1)
    for number in range(3):
        files[f"scherm{number}.png"] = png(picture(1170, 2532))
    files["chat.txt"] = ("21-11-2026 10:00 - Sanne: Hallo, hoe gaat het?\n" * 300).encode()
    for number in range(3):
        files[f"tabel{number}.pdf"] = pdf("#table(columns: 3, ..range(600).map(str))", page='"a4", flipped: true')
    return files


def test_thirty_mixed_enclosures_of_two_hundred_pages(tmp_path: Path) -> None:
    lorem = "De instelling besloot hierover niets te schrijven. " * 30
    bundle = bundled(case(tmp_path, mixed(lorem)), tmp_path / "uit")
    data = bundle.parts[0].path.read_bytes()
    assert len(bundle.enclosed) == 30
    assert bundle.parts[0].pages > 200
    text = text_of(data)
    labels = pypdfium2.PdfDocument(data)
    for item in bundle.enclosed:
        for page in range(item.pages):
            stamp = f"Bijlage {item.number} – p. {page + 1}"
            assert stamp in text[item.begins - 1 + page]
            assert labels.get_page_label(item.begins - 1 + page) == stamp
    for number in range(10):
        begin = bundle.enclosed[number].begins
        assert all(f"Stuk {number} bladzijde {page}." in text[begin - 1 + page] for page in range(12))
    targets = {target for _, target in links(data)}
    assert targets == {item.begins - 1 for item in bundle.enclosed}
    marks = [item for item in labels.get_toc() if item.level == 0]
    assert [mark.get_dest().get_index() for mark in marks[2:]] == [item.begins - 1 for item in bundle.enclosed]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count in other ways")
def test_memory_does_not_grow_with_the_number_of_enclosures(tmp_path: Path) -> None:
    """Twenty photos of five megabytes: a hundred megabytes never stand in memory together."""
    out = io.BytesIO()
    noise(2400).save(out, "JPEG", quality=92)
    photo = out.getvalue()
    (tmp_path / "een").mkdir()
    bundled(case(tmp_path / "een", {"foto.jpg": photo}), tmp_path / "een" / "uit")
    before = _own_memory()
    bundle = bundled(case(tmp_path, {f"foto{number}.jpg": photo for number in range(20)}), tmp_path / "uit")
    assert bundle.parts[0].size > 20 * len(photo) > 80_000_000
    assert _own_memory() - before < 5 * len(photo)


def _own_memory() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024


# the words


def test_words_of_a_bundle_are_filled_in_literally() -> None:
    assert said("Bijlage {nummer} – {titel}", nummer=3, titel="{nummer}") == "Bijlage 3 – {nummer}"


@pytest.mark.parametrize(
    ("key", "words"),
    [("stempel", "Bijlage {nummer}"), ("stempel", "\u0416 {bladzijde}"), ("naar_bijlage", "{datums}")],
)
def test_words_that_cannot_be_used_are_refused(key: str, words: str) -> None:
    good = read_record(workshop().templates.root / "bundle" / "bundle.yaml", Wording).model_dump(by_alias=True)
    with pytest.raises(ValueError, match=key):
        Wording.model_validate({**good, key: words})


def test_word_files_with_changes_or_macros_are_refused_and_comments_are_told_of() -> None:
    plain = word("Zoals het was")
    changed = rewritten(plain, lambda body: body.replace(b"<w:r>", b'<w:del w:id="1" w:author="x"><w:r>', 1)
                        .replace(b"</w:r>", b"</w:r></w:del>", 1))  # fmt: skip
    assert "bijgehouden wijzigingen" in refusal(changed, "word")
    assert "macro" in refusal(rewritten(plain, parts={"word/vbaProject.bin": b"x"}), "word")
    assert refusal(plain[: len(plain) // 2], "word")
    told = done(rewritten(plain, parts={"word/comments.xml": b"<a/>"}), "word")[0].remarks
    assert "opmerkingen" in str(told[0])
    assert done(plain, "word")[0].remarks == ()


def rewritten(
    source: bytes, change: Callable[[bytes], bytes] = bytes, parts: Mapping[str, bytes] | None = None
) -> bytes:
    """A Word file with its body changed, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "word/document.xml" else data)
        for name, data in (parts or {}).items():
            new.writestr(name, data)
    return out.getvalue()
