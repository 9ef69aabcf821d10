"""Files made to harm end in a clear error, within bounded memory and time. Every one is made here."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zipfile
import zlib
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from document_files import ROOT_RELATIONS, docx, package, par, part, pdf, relations
from raw_pdf import CATALOGUE, HELVETICA, PAGE, PAGES, one_page, raw_pdf, squeezed, stream

from briefgen import documents
from briefgen.documents import Document, Limits
from briefgen.errors import DocumentError

TIGHT = Limits(seconds=60, memory=700_000_000)
"""Memory enough for a letter and not for a bomb; time that only an endless file takes."""
LOCKED = "met een wachtwoord beveiligd"
DAMAGED = "beschadigd of niet compleet"
BOMB = "veel groter dan een brief"


def read(folder: Path, name: str, source: bytes, limits: Limits = TIGHT) -> Document:
    path = folder / name
    path.write_bytes(source)
    return documents.read(path, limits)


def refusal(folder: Path, name: str, source: bytes, limits: Limits = TIGHT) -> str:
    with pytest.raises(DocumentError) as caught:
        read(folder, name, source, limits)
    assert caught.value.where == str(folder / name)
    assert str(caught.value.mend)
    return str(caught.value)


def read_or_refused(folder: Path, name: str, source: bytes, limits: Limits = TIGHT) -> Document | None:
    """What a harmless reading of the file may give; any other error than a clear one is raised."""
    try:
        return read(folder, name, source, limits)
    except DocumentError:
        return None


# zip


def deflated(megabytes: int) -> bytes:
    """A raw deflate stream of so many megabytes of spaces."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * 1_000_000
    return b"".join(squeeze.compress(block) for _ in range(megabytes)) + squeeze.flush()


def zip_with_lie(name: str, body: bytes, declared: int) -> bytes:
    """A zip of one deflated entry that declares a size of its own."""
    raw = name.encode()
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(body), declared, len(raw), 0)
    local = b"PK\x03\x04" + head + raw + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def test_a_zip_bomb_in_the_body(tmp_path: Path) -> None:
    bomb = b"<w:document>" + b" " * 200_000_000
    assert BOMB in refusal(tmp_path, "a.docx", docx("", parts={"word/document.xml": bomb}))


def test_a_zip_bomb_beside_the_body(tmp_path: Path) -> None:
    assert BOMB in refusal(tmp_path, "a.docx", docx("", parts={"word/media/a.png": b"\0" * 310_000_000}))


def test_many_parts_that_are_each_small_enough(tmp_path: Path) -> None:
    names = [f"header{number}.xml" for number in range(8)]
    wide = part("hdr", par("woord ") + " " * 9_000_000)
    found = [(f"rId{number}", "header", name) for number, name in enumerate(names)]
    source = docx("", *found, parts={f"word/{name}": wide for name in names})
    assert BOMB in refusal(tmp_path, "a.docx", source)


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a.docx", zip_with_lie("_rels/.rels", deflated(400), 100))


def test_a_million_entries(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(6_000):
            archive.writestr(str(number), b"")
    assert BOMB in refusal(tmp_path, "a.docx", stream.getvalue())


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = package({"bomb": b"\0" * 50_000_000})
    for _ in range(3):
        inner = package({"in.zip": inner})
    assert "zipbestand" in refusal(tmp_path, "a.docx", inner)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "word/../../x", "..\\x"])
def test_names_that_point_outside(tmp_path: Path, name: str) -> None:
    assert "buiten het bestand wijst" in refusal(tmp_path, "a.docx", docx(par("Awb"), parts={name: b"x"}))


def test_relations_that_point_outside_read_nothing(tmp_path: Path) -> None:
    found = [("rId1", "header", "../../../../etc/passwd"), ("rId2", "footer", "file:///etc/passwd")]
    assert DAMAGED in refusal(tmp_path, "a.docx", docx(par("Awb"), *found[:1]))
    assert DAMAGED in refusal(tmp_path, "a.docx", docx(par("Awb"), *found[1:]))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    assert DAMAGED in refusal(tmp_path, "a.docx", docx(par("Awb"), parts={"WORD/document.xml": part("document", "")}))


def test_a_word_file_cut_off_anywhere(tmp_path: Path) -> None:
    whole = docx(par("Artikel 3 Awb. " * 50))
    for length in (30, len(whole) // 3, len(whole) // 2, len(whole) - 5):
        assert DAMAGED in refusal(tmp_path, "a.docx", whole[:length])


def test_a_word_file_with_a_wrong_byte(tmp_path: Path) -> None:
    whole = bytearray(docx(par("Artikel 3 Awb. " * 50)))
    place = whole.index(b"word/document.xml") + 40
    whole[place : place + 8] = b"\xff" * 8
    assert DAMAGED in refusal(tmp_path, "a.docx", bytes(whole))


def test_parts_that_are_not_there(tmp_path: Path) -> None:
    assert DAMAGED in refusal(tmp_path, "a.docx", package({"_rels/.rels": ROOT_RELATIONS}))


# XML


def test_an_entity_bomb(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x a="&a9;">&a11;</x>'
    assert refusal(tmp_path, "a.docx", docx("", parts={"word/document.xml": text.encode()}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_from_elsewhere(tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim", encoding="utf-8")
    start = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = part("document", f"<w:body>{par('&e;')}</w:body>").decode().partition("?>")[2]
    source = docx("", parts={"word/document.xml": (start + body).encode(encoding)})
    assert "documenttype" in refusal(tmp_path, "a.docx", source)


def test_a_document_type_in_any_part(tmp_path: Path) -> None:
    typed = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + relations()
    assert "documenttype" in refusal(tmp_path, "a.docx", docx("", parts={"word/_rels/document.xml.rels": typed}))


@pytest.mark.parametrize("depth", [200, 5_000, 500_000])
def test_deep_nesting(tmp_path: Path, depth: int) -> None:
    table = "<w:tbl><w:tr><w:tc>" * depth + par("Awb") + "</w:tc></w:tr></w:tbl>" * depth
    assert refusal(tmp_path, "a.docx", docx(table))


def test_a_word_file_of_nothing_but_text(tmp_path: Path) -> None:
    assert "meer tekst" in refusal(tmp_path, "a.docx", docx(par("a") * 200_000))
    assert refusal(tmp_path, "b.docx", docx(par("woord " * 2_000_000)))


# passwords and wrong forms


def test_an_encrypted_office_file(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    assert LOCKED in refusal(tmp_path, "a.docx", ole)


def test_an_encrypted_zip(tmp_path: Path) -> None:
    whole = bytearray(docx(par("Awb")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(mark)
        while place >= 0:
            whole[place + offset] |= 1
            place = whole.find(mark, place + 1)
    assert LOCKED in refusal(tmp_path, "a.docx", bytes(whole))


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf("Geheim."))) as made:
        made.save(stream, encryption=pikepdf.Encryption(owner="een", user="twee"))
    assert LOCKED in refusal(tmp_path, "a.pdf", stream.getvalue())


# PDF


def test_the_small_pdf_of_these_tests_is_sound(tmp_path: Path) -> None:
    content = b"BT /F 12 Tf 50 700 Td (Artikel 3 Awb.) Tj ET"
    assert [passage.text for passage in read(tmp_path, "a.pdf", one_page(content)).passages] == ["Artikel 3 Awb."]
    assert read(tmp_path, "a.pdf", squeezed(content + b"\n", 1, times=2)).passages


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("unit", [b"BT /F 9 Tf 50 700 Td (woorden en woorden) Tj ET\n", b" ", b"q ", b"[ "])
def test_a_page_of_two_hundred_megabytes(tmp_path: Path, unit: bytes, times: int) -> None:
    """It ends: with an error, or without a word of text when there is none."""
    source = squeezed(unit, 200_000_000, times)
    found = read_or_refused(tmp_path, "a.pdf", source, Limits(seconds=20, memory=TIGHT.memory))
    assert found is None or (b"Tj" not in unit and found.passages == ())


def test_a_page_tree_in_circles(tmp_path: Path) -> None:
    circle = raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 900>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>")
    assert refusal(tmp_path, "a.pdf", circle)


def test_more_pages_than_there_are(tmp_path: Path) -> None:
    rest = PAGE, stream(b"BT /F 12 Tf 50 700 Td (Awb) Tj ET"), HELVETICA
    lie = b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"
    assert len(read(tmp_path, "a.pdf", raw_pdf(CATALOGUE, lie, *rest)).passages) == 1
    many = b"<</Type/Pages/Kids[" + b"3 0 R " * 3_000 + b"]/Count 3000>>"
    assert "meer dan 2000 bladzijden" in refusal(tmp_path, "a.pdf", raw_pdf(CATALOGUE, many, *rest))


def test_pictures_in_circles_and_a_length_in_circles(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    circle = raw_pdf(CATALOGUE, PAGES, page, stream(b"/X Do /X Do"), stream(b"/X Do /X Do", form))
    assert refusal(tmp_path, "a.pdf", circle)
    looped = raw_pdf(CATALOGUE, PAGES, PAGE, b"<</Length 4 0 R>>\nstream\nBT ET\nendstream", HELVETICA)
    assert read(tmp_path, "b.pdf", looped).passages == ()


def test_forms_that_double_at_every_level(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    forms = [
        stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number)
        for number in range(6, 20)
    ]
    last = stream(b"0 0 5 5 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    source = raw_pdf(CATALOGUE, PAGES, page, stream(b"/X Do"), *forms, last)
    assert refusal(tmp_path, "a.pdf", source, Limits(seconds=10, memory=TIGHT.memory))


def test_a_pdf_cut_off_anywhere(tmp_path: Path) -> None:
    whole = pdf("Artikel 3 Awb. " * 50)
    for length in (20, len(whole) // 3, len(whole) // 2, len(whole) - 10):
        assert DAMAGED in refusal(tmp_path, "a.pdf", whole[:length])
    assert DAMAGED in refusal(tmp_path, "a.pdf", one_page(b"")[:-10])
    assert DAMAGED in refusal(tmp_path, "a.pdf", whole + b"9 0 obj\n<</Type/Page>>")


def test_a_pdf_of_rubbish(tmp_path: Path) -> None:
    assert DAMAGED in refusal(tmp_path, "a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"%%EOF")


# mail, Markdown, HTML, text


def test_a_mail_in_a_mail_in_a_mail(tmp_path: Path) -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(5_000)
    )
    assert "te veel berichten" in refusal(tmp_path, "a.eml", deep)
    assert "te veel berichten" in refusal(tmp_path, "a.eml", b"Content-Type: message/rfc822\n\n" * 5_000)


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: text/plain; " + b"; ".join(b"a%d=b" % number for number in range(100_000)),
        b"Content-Type: " + b"(" * 100_000,
        b'Content-Type: text/plain; a="' + b";" * 300_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 100_000,
    ],
)
def test_headers_made_to_be_slow(tmp_path: Path, header: bytes) -> None:
    assert refusal(tmp_path, "a.eml", header + b"\n\nArtikel 3 Awb.\n")
    assert read(tmp_path, "b.eml", header[:60_000] + b"\n\nArtikel 3 Awb.\n").passages


def test_a_bomb_as_an_attachment_leaves_the_mail_readable(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Bezwaar"
    message.set_content("Zie de bijlage.\n")
    bomb = docx("", parts={"word/document.xml": b" " * 100_000_000})
    message.add_attachment(bomb, maintype="application", subtype="zip", filename="brief.docx")
    document = read(tmp_path, "a.eml", message.as_bytes())
    assert [passage.text for passage in document.passages] == ["Bezwaar", "Zie de bijlage."]
    assert BOMB in str(document.remarks[0])


@pytest.mark.parametrize("unit", ["<div>", "<a href=x>", "<table><tr><td>", "<b>&amp;", "&lt;" * 20])
def test_html_without_end(tmp_path: Path, unit: str) -> None:
    source = "Content-Type: text/html; charset=utf-8\n\n" + unit * (3_000_000 // len(unit)) + "Awb"
    found = read_or_refused(tmp_path, "a.eml", source.encode())
    assert found is None or (found.passages and found.passages[-1].text.endswith("Awb"))


@pytest.mark.parametrize("unit", ["[", "![", "> ", "- ", "*a_ ", "`", "<", "[a](", "[a]: b\n", "|a", "\\", "&"])
def test_markdown_made_to_be_slow(tmp_path: Path, unit: str) -> None:
    source = unit * (100_000 // len(unit))
    found = read_or_refused(tmp_path, "a.md", source.encode(), Limits(seconds=20))
    assert found is None or found.kind == "md"


def test_huge_texts(tmp_path: Path) -> None:
    assert "groter dan 50 MB" in refusal(tmp_path, "a.txt", b"a" * 50_000_001)
    assert "meer tekst" in refusal(tmp_path, "a.txt", b"woord " * 5_000_000)
    assert "meer tekst" in refusal(tmp_path, "a.txt", b"a\n\n" * 1_000_000)
    assert "groter dan 1 MB" in refusal(tmp_path, "a.md", b"woord " * 200_000)


# the bounds themselves, and what is no file


def test_time_is_bounded(tmp_path: Path) -> None:
    source = squeezed(b"BT /F 9 Tf 50 700 Td (woorden en woorden) Tj ET\n", 60_000_000)
    words = refusal(tmp_path, "a.pdf", source, Limits(seconds=1, memory=4_000_000_000))
    assert "na 1 seconden nog niet gelezen" in words or DAMAGED in words


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit of memory in all cases")
def test_memory_is_bounded(tmp_path: Path) -> None:
    source = docx(par("woord " * 700_000))
    assert read(tmp_path, "a.docx", source).passages
    assert refusal(tmp_path, "a.docx", source, Limits(memory=40_000_000))


MEASURED = """
import resource, sys
from pathlib import Path
from briefgen import documents
from briefgen.errors import DocumentError
for name in sys.argv[2:]:
    try:
        documents.read(Path(name), documents.Limits(memory=int(sys.argv[1])))
    except DocumentError:
        print("refused")
own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(own.split()[1]) * 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count in other ways")
def test_what_hostile_files_take_is_measured(tmp_path: Path) -> None:
    bomb = docx("", parts={"word/document.xml": b"<w:document>" + b" " * 200_000_000})
    page = squeezed(b"BT /F 9 Tf 50 700 Td (woorden en woorden) Tj ET\n", 200_000_000)
    files = {"a.docx": bomb, "b.docx": docx(par("a") * 200_000), "c.pdf": page, "d.txt": b"woord " * 8_000_000}
    for name, source in files.items():
        (tmp_path / name).write_bytes(source)
    command = [sys.executable, "-c", MEASURED, str(TIGHT.memory), *(str(tmp_path / name) for name in files)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=200).stdout.split()
    assert said[:-2] == ["refused"] * len(files)
    itself, children = map(int, said[-2:])
    assert itself < 300_000_000
    assert children <= TIGHT.memory


def test_what_is_no_readable_file(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "weg.pdf", "bestaat niet"),
        (tmp_path, "een map"),
        (tmp_path / "\0", "niet te lezen"),
    ):
        with pytest.raises(DocumentError, match=words):
            documents.read(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pijp.pdf")
        with pytest.raises(DocumentError, match="geen gewoon bestand"):
            documents.read(tmp_path / "pijp.pdf")


def test_a_file_one_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    monkeypatch.setattr(Path, "open", refused)  # a mode would not stop the superuser
    with pytest.raises(DocumentError, match="mag dit bestand niet lezen"):
        documents.read(tmp_path / "a.pdf")


def test_a_module_in_the_working_directory_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path, "a.docx", docx(par("Awb"))).passages
