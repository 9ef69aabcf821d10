"""What `--fix` mends, that nothing else changes, and that hostile files are refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from shipped import DAY, workshop
from word_templates import adding, built, in_runs, over_a_link

from briefgen.authoring import Bench, Rule, check, mended
from briefgen.errors import OwnTemplateError

if TYPE_CHECKING:
    from word_templates import Spoil

BENCH = Bench.of(workshop(), DAY)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _replaced(data: bytes, name: str, content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, old in _parts(data).items():
            archive.writestr(part, content if part == name else old)
    return made.getvalue()


@pytest.mark.parametrize(
    ("spoil", "text"),
    [
        (in_runs("Aan {{ ontv", "anger", ".naam }} hier."), "Aan {{ ontvanger.naam }} hier."),
        (in_runs("{", "{ afzender.naam }", "} en {", "{ datum }}"), "{{ afzender.naam }} en {{ datum }}"),
        (over_a_link, "{{ afzender.naam }}"),
        (adding("{{ cite(“jw:7.3.10”) }}"), '{{ cite("jw:7.3.10") }}'),
        (adding("{{ cite(„jw:7.3.10‟) }}\u00a0»"), '{{ cite("jw:7.3.10") }}\u00a0»'),
        (adding("{{ afzender\u200b.naam }}"), "{{ afzender.naam }}"),
    ],
)
def test_a_mended_template_has_nothing_left_to_mend(spoil: Spoil, text: str) -> None:
    spoiled = built(spoil=spoil)
    data, count = mended(spoiled, "brief.docx")
    assert count >= 1
    assert check(data, "brief.docx", BENCH).findings == ()
    assert Document(BytesIO(data)).paragraphs[-1].text == text
    assert mended(data, "brief.docx") == (data, 0)
    changed = {name for name, content in _parts(data).items() if content != _parts(spoiled)[name]}
    assert changed == {"word/document.xml"}


def test_quotes_outside_tags_stay_as_they_are() -> None:
    spoiled = built(spoil=adding("“Zo” zei {{ afzender.naam }} ‘het’."))
    assert mended(spoiled, "brief.docx") == (spoiled, 0)


def test_mending_is_not_guessing() -> None:
    data, count = mended(built(spoil=adding("{{ kint.naam }} en {{ afzender.naam }")), "brief.docx")
    assert count == 0
    assert {finding.rule for finding in check(data, "brief.docx", BENCH).findings} == {Rule.NAME, Rule.HALF_TAG}


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document/>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"geen zip",
        built()[:2000],
        _replaced(built(), "word/document.xml", ENTITIES),
        _replaced(built(), "word/document.xml", OUTSIDE),
        _replaced(built(), "word/document.xml", b"<a>" * 2000),
        _replaced(built(), "word/styles.xml", b" " * 70_000_000),
        _replaced(built(), "_rels/.rels", b"<Relationships/>"),
    ],
    ids=["empty", "no zip", "cut off", "entities", "a file from outside", "too deep", "bomb", "no document"],
)
def test_a_hostile_or_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(OwnTemplateError) as caught:
        check(data, "brief.docx", BENCH)
    assert caught.value.where == "brief.docx"
    assert str(caught.value.mend)


def test_macros_are_refused() -> None:
    made = BytesIO(built())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(OwnTemplateError, match="macro"):
        check(made.getvalue(), "brief.docx", BENCH)
