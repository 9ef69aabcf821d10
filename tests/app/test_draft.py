"""Drafting and writing: literal values, equal bytes, receipts, and nothing lost when the disk fails."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx_text import docx_words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_text import pdf_words
from shipped import DAY, ROOT, SAMPLES, content, drafted, workshop

from briefgen.errors import BriefgenError, FactsErrors, NoLetterFits, OutputError, RecipientError
from briefgen.facts.load import CaseFile, parse
from briefgen.papers import Format, slug
from briefgen.pipeline import Draft, draft, write
from briefgen.render.repertoire import unprintable

SAMPLE = ROOT / "samples" / "klacht-jeugdhulp.yaml"


def _case(change: Any = None, path: Path = SAMPLE) -> CaseFile:
    """A sample case with `change` applied to its data before it is read."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all scalars stay strings
    if change is not None:
        change(data)
    return parse(
        json.dumps(data, ensure_ascii=False),
        name="zaak.json",
        unprintable=lambda text: unprintable(text, workshop().letterhead),
    )


def _drafted(change: Any = None, path: Path = SAMPLE) -> Draft:
    (found,) = draft(_case(change, path), [path.stem], DAY, workshop())
    return found


HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# weg #}",
    '#read("x")',
    "#eval(1)",
    "$x^2$",
    "<b>vet</b>",
    "<w:p><w:r/></w:p>",
    "A & B &amp; C",
    "**vet** en _schuin_ en `code`",
    "# geen kop",
    "1. geen lijst",
    "- geen streep",
    "> geen citaat",
    "| a | b |",
    "[link](http://example.org)",
    "\\n \\u0041 \\",
    "%s %d {0} {naam}",
    "' OR 1=1; --",
    "@ref <label> //x /*y*/",
    "---",
    "~~~",
    "]]>",
    "${HOME} $(whoami)",
    "“aanhalingstekens” en ’s ochtends – of — of …",
    "Łódź Ő ñ ß Ωmega Привет",
    "woord" * 300,
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_person_types_appears_as_typed(value: str) -> None:
    _appears_everywhere(value)


_TYPED = st.text(
    alphabet=st.sampled_from("abcXYZ0189 éü€{}[]()<>%#$&*_`~^\\/|@!?.,:;'\"-+=\n"), min_size=1, max_size=120
).filter(lambda text: text.strip() != "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TYPED)
def test_any_text_appears_as_typed(value: str) -> None:
    _appears_everywhere(value)


@pytest.mark.soak
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TYPED)
def test_any_text_appears_as_typed_at_length(value: str) -> None:
    _appears_everywhere(value)


def _appears_everywhere(value: str) -> None:
    def change(data: dict[str, Any]) -> None:
        data["klacht"]["gebeurtenissen"][0]["wat"] = f"Begin {value} eind"
        data["afzender"]["relatie"] = "moeder " + " ".join(value.split())[:150]

    found = _drafted(change)
    words = f"Begin {value} eind".split()
    outputs = {
        "txt": content(found, Format.TXT).decode(),
        "docx": docx_words(content(found, Format.DOCX)),
        "pdf": pdf_words(content(found, Format.PDF)),
    }
    for name, output in outputs.items():
        assert _contains(output.split(), words), name
        assert _contains(output.split(), ["moeder", *" ".join(value.split())[:150].split()]), name


def _contains(words: list[str], part: list[str]) -> bool:
    """Whether `part` stands in `words` in one run; its last word may carry the sentence's full stop."""
    ends = {part[-1], f"{part[-1]}."}
    return any(
        words[i : i + len(part) - 1] == part[:-1] and words[i + len(part) - 1] in ends
        for i in range(len(words) - len(part) + 1)
    )


@pytest.mark.parametrize("character", ["\u0007", "\u202e", "\u200b", "😀", "ا", "\ue000"])
def test_character_that_cannot_be_printed_is_refused_with_its_field(character: str) -> None:
    def change(data: dict[str, Any]) -> None:
        data["klacht"]["besproken"] = f"Een {character} teken"

    with pytest.raises(BriefgenError) as caught:
        _case(change)
    assert "besproken" in str(caught.value)
    assert f"U+{ord(character):04X}" in str(caught.value)


def test_twenty_thousand_characters_are_kept() -> None:
    value = "lang verhaal " * 1600

    def change(data: dict[str, Any]) -> None:
        data["klacht"]["besproken"] = value

    found = _drafted(change)
    for kind, words in ((Format.DOCX, docx_words), (Format.PDF, pdf_words)):
        assert (
            words(content(found, kind)).split().count("verhaal") + words(content(found, kind)).split().count("verhaal.")
            == 1600
        )


def test_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """Another process, hash seed, time zone, locale and working folder make no difference."""
    for number, (zone, locale) in enumerate([("Pacific/Auckland", "C"), ("America/Los_Angeles", "nl_NL.UTF-8")]):
        out = tmp_path / str(number)
        subprocess.run(
            [sys.executable, "-m", "briefgen", "draft", str(SAMPLE), "--date", DAY.isoformat(), "--out", str(out)],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": str(number), "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"},
        )
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("0", "1"))
    assert first == second
    assert len(first) == 6  # Word, PDF, text and receipt, and the sender's page in two forms


def test_receipt_tells_what_the_letter_rests_on() -> None:
    found = drafted(ROOT / "samples" / "verzoekschrift-aanwijzing.yaml")
    receipt = json.loads(found.receipt)
    assert receipt["brief"] == "verzoekschrift-aanwijzing"
    assert {item["id"] for item in receipt["bepalingen"]} >= {"bw1:264 lid 3", "bw1:265f lid 2", "evrm:8 lid 2"}
    (term,) = receipt["termijnen"]
    assert term["laatste_dag"] == "2026-11-26"
    assert term["grond"] == "artikel 1:264, derde lid, BW"
    assert len(term["stappen"]) >= 2
    assert receipt["bestanden"] == {name: hashlib.sha256(data).hexdigest() for name, data in found.files.items()}
    assert receipt["invoer"]["zaak"]
    assert any(name.endswith("264.yaml") for name in receipt["invoer"]["recht"])


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    for path in write([drafted(SAMPLES[0])], tmp_path / "out"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_writing_again_is_allowed(tmp_path: Path) -> None:
    first = write([drafted(SAMPLE)], tmp_path)
    assert write([drafted(SAMPLE)], tmp_path) == first


def test_a_letter_made_again_from_better_facts_replaces_the_old_one(tmp_path: Path) -> None:
    write([drafted(SAMPLE)], tmp_path)

    def change(data: dict[str, Any]) -> None:
        data["klacht"]["besproken"] = "Op 3 november 2026 sprak de moeder nog eens met de teamleider"

    newer = _drafted(change)
    write([newer], tmp_path)
    assert (tmp_path / f"{newer.stem}.txt").read_bytes() == content(newer, Format.TXT)


def test_a_file_that_a_person_changed_is_not_overwritten(tmp_path: Path) -> None:
    found = drafted(SAMPLE)
    write([found], tmp_path)
    edited = tmp_path / f"{found.stem}.docx"
    edited.write_bytes(b"eigen werk")
    with pytest.raises(OutputError) as caught:
        write([found], tmp_path)
    assert edited.name in caught.value.where
    assert edited.read_bytes() == b"eigen werk"


def test_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = 0

    def fsync(_descriptor: int) -> None:
        nonlocal written
        written += 1
        if written == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OutputError):
        write([drafted(SAMPLE)], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("een bestand")
    with pytest.raises(OutputError) as caught:
        write([drafted(SAMPLE)], tmp_path / "out")
    assert "out" in caught.value.where


def test_missing_facts_are_asked_with_question_and_example() -> None:
    def change(data: dict[str, Any]) -> None:
        del data["contact"]["verzonden"]
        del data["contact"]["waarom_niet_wachten"]
        data["bijlagen"][0]["soort"] = "overig"

    with pytest.raises(FactsErrors) as caught:
        _drafted(change, ROOT / "samples" / "verzoekschrift-aanwijzing.yaml")
    text = str(caught.value)
    for part in ("contact › verzonden", "Op welke dag", "waarom_niet_wachten", "beslissing"):
        assert part in text


def test_a_petition_after_the_last_day_asks_why_it_is_late() -> None:
    def change(data: dict[str, Any]) -> None:
        data["contact"]["verzonden"] = data["contact"]["datum_brief"] = "2026-11-02"

    with pytest.raises(FactsErrors) as caught:
        _drafted(change, ROOT / "samples" / "verzoekschrift-aanwijzing.yaml")
    assert "reden_te_laat" in str(caught.value)


def _without_custody(data: dict[str, Any]) -> None:
    data["kinderen"][0]["gezag"] = "andere ouder"


def _unknown_custody(data: dict[str, Any]) -> None:
    del data["kinderen"][0]["gezag"]


def _sixteen(data: dict[str, Any]) -> None:
    data["kinderen"][1]["geboortedatum"] = "2010-06-14"


def _to_a_municipality(data: dict[str, Any]) -> None:
    data["geadresseerde"] = "GM0228"
    del data["maatregel"]


def _in_writing(data: dict[str, Any]) -> None:
    data["contact"]["vorm"] = "e-mail"


def _spoken(data: dict[str, Any]) -> None:
    data["contact"]["vorm"] = "mondeling"


def _by_the_court(data: dict[str, Any]) -> None:
    data["contact"]["vorm"] = "beschikking van de rechter"


def _guardianship(data: dict[str, Any]) -> None:
    data["maatregel"]["soort"] = "voogdij"


def _own_file(data: dict[str, Any]) -> None:
    data["verzoek"]["documenten"] = ["alle e-mails over mijn zaak"]


def _before_court(data: dict[str, Any]) -> None:
    data["klacht"]["bij_de_rechter"] = "ja"


def _long_ago(data: dict[str, Any]) -> None:
    for event in data["klacht"]["gebeurtenissen"]:
        event["datum"] = "2025-01-06"


def _about_an_agency(data: dict[str, Any]) -> None:
    data["geadresseerde"]["soort"] = "gecertificeerde instelling"


def _a_parent_asks(data: dict[str, Any]) -> None:
    data["afzender"]["rol"] = "ouder"


DOORS = [
    ("inzage-jeugddossier", _without_custody, "heeft of de jeugdige zelf|wie het gezag heeft", "inzage-avg"),
    ("inzage-jeugddossier", _unknown_custody, "niet bekend wie het gezag", None),
    ("inzage-jeugddossier", _sixteen, "16 jaar of ouder", None),
    ("inzage-jeugddossier", _to_a_municipality, "alleen voor een jeugdhulpaanbieder", "inzage-avg"),
    ("contact-besluit-vragen", _in_writing, "al iets op schrift", "verzoekschrift-aanwijzing"),
    ("contact-besluit-vragen", _by_the_court, "rechter heeft over het contact beslist", "advocaat-dossier"),
    ("contact-besluit-vragen", _without_custody, "ouder met gezag", "contactplan-ouder-zonder-gezag"),
    ("verzoekschrift-aanwijzing", _spoken, "nog geen beslissing op schrift", "contact-besluit-vragen"),
    ("verzoekschrift-aanwijzing", _by_the_court, "rechter heeft zelf", "advocaat-dossier"),
    ("verzoekschrift-aanwijzing", _guardianship, "onder toezicht", None),
    ("verzoekschrift-aanwijzing", _without_custody, "zonder gezag", "contactplan-ouder-zonder-gezag"),
    (
        "klacht-jeugdhulp",
        lambda data: data["geadresseerde"].update(soort="gemeente"),
        "gemeente",
        "klacht-bestuursorgaan",
    ),
    ("klacht-bestuursorgaan", _about_an_agency, "jeugdhulpaanbieder", "klacht-jeugdhulp"),
    ("klacht-bestuursorgaan", _before_court, "rechter", None),
    ("klacht-bestuursorgaan", _long_ago, "langer dan een jaar", None),
    ("toezicht-college", _a_parent_asks, "niet over een gezin", None),
    ("woo-verzoek", _own_file, "eigen dossier", "inzage-avg"),
]


@pytest.mark.parametrize(("letter_id", "change", "reason", "instead"), DOORS)
def test_a_letter_that_does_not_fit_says_why_and_what_does(
    letter_id: str, change: Any, reason: str, instead: str | None
) -> None:
    with pytest.raises(NoLetterFits) as caught:
        _drafted(change, ROOT / "samples" / f"{letter_id}.yaml")
    assert any(part in str(caught.value) for part in reason.split("|")), str(caught.value)
    if instead is not None:
        assert instead in str(caught.value)


def test_unknown_recipient_is_refused_with_the_nearest() -> None:
    def change(data: dict[str, Any]) -> None:
        data["geadresseerde"] = "GM0344x"

    with pytest.raises(RecipientError) as caught:
        _drafted(change, ROOT / "samples" / "woo-verzoek.yaml")
    assert "GM0344" in str(caught.value)


def test_body_that_no_longer_exists_is_refused_with_its_successor() -> None:
    def change(data: dict[str, Any]) -> None:
        data["geadresseerde"] = "intervence"

    with pytest.raises(RecipientError) as caught:
        _drafted(change)
    assert "Jeugdbescherming west" in str(caught.value)


def test_body_without_address_is_asked_for() -> None:
    def change(data: dict[str, Any]) -> None:
        data["geadresseerde"] = "jeugdbescherming-brabant"

    with pytest.raises(FactsErrors) as caught:
        _drafted(change)
    assert "Jeugdbescherming Brabant" in str(caught.value)


def test_unchecked_address_is_remarked_on() -> None:
    def change(data: dict[str, Any]) -> None:
        data["geadresseerde"] = "samen-veilig-mn"

    found = _drafted(change)
    assert "niet gecontroleerd" in str(found.remarks[0])
    assert "niet gecontroleerd" in json.loads(found.receipt)["let_op"][-1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Stichting Voorbeeld", "stichting-voorbeeld"),
        ("’s-Hertogenbosch", "s-hertogenbosch"),
        ("../../etc", "etc"),
        ("///", "brief"),
    ],
)
def test_file_names_hold_nothing_but_letters_digits_and_hyphens(name: str, expected: str) -> None:
    assert slug(name) == expected
