"""Reading official text in YAML, and folders that hold both forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from toestand import YAML, toestand

from briefgen.errors import SourceError
from briefgen.law import official_yaml
from briefgen.law.official import OfficialLaw, Status
from briefgen.law.official_folder import read_folder


def law(text: str = YAML) -> OfficialLaw:
    return official_yaml.read(text.encode(), "kersen.yaml")


def with_fields(fields: str) -> OfficialLaw:
    return law(YAML.replace('  - artikel: "2"\n', f'  - artikel: "2"\n    {fields}\n'))


def refused(text: str | bytes) -> SourceError:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(SourceError) as caught:
        official_yaml.read(data, "kersen.yaml")
    assert caught.value.where.startswith("kersen.yaml")
    assert str(caught.value.mend)
    return caught.value


def test_a_law_is_a_selection_of_articles_in_one_state() -> None:
    found = law()
    assert (found.identifier, found.title, found.abbreviation) == ("BWBR0090002", "Kersenwet", None)
    assert found.state == date(2026, 1, 1)
    assert not found.complete
    assert found.articles["2"].status is Status.IN_FORCE


def test_european_law_is_known_by_its_celex_number() -> None:
    assert law(YAML.replace("bwb_id: BWBR0090002", "celex: 32099R0007")).identifier == "reg/2099/7"
    assert law(YAML.replace("bwb_id: BWBR0090002", "celex: 32099L0107")).identifier == "dir/2099/107"


def test_an_article_may_be_of_an_older_state() -> None:
    assert with_fields('stand: "2022-05-01"').articles["2"].state == date(2022, 5, 1)
    read = 'controle: "Niet herlezen in de versie 2026-01-01; tekst zoals gelezen in de stand 2015-11-09."'
    assert with_fields(read).articles["2"].state == date(2015, 11, 9)
    assert law().articles["2"].state is None


def test_what_was_partly_not_read_again_is_a_note() -> None:
    found = with_fields('controle: "Lid 2 niet herlezen (tekst 2015-11-09); lid 1 wel."').articles["2"]
    assert found.state is None
    assert found.notes == ("Lid 2 niet herlezen (tekst 2015-11-09); lid 1 wel.",)


def test_a_selection_of_an_article_says_so_in_its_field_or_the_head() -> None:
    assert law().articles["2"].complete
    assert not with_fields("status: selectie").articles["2"].complete
    assert not law(f"# Artikel 2, eerste lid, is een selectie van begrippen.\n{YAML}").articles["2"].complete
    assert law(f"# Artikel 3 is een selectie van begrippen.\n{YAML}").articles["2"].complete


def test_what_must_not_be_cited_is_repealed() -> None:
    found = law(f"{YAML}niet_citeren:\n  - artikel: 3\n    reden: Vervallen.\n").articles["3"]
    assert (found.status, found.notes) == (Status.REPEALED, ("Vervallen.",))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Zijn:\na. een;\nb. twee.", ("a", "b")),
        ("Zijn:\na) een;\nb) twee.", ("a", "b")),
        ("Zijn:\n1. een;\n2. twee.", ("1", "2")),
        ("Zijn:\n1°. een:\na. diep;\n2°. twee.", ("1°", "1°.a", "2°")),
        ("Zijn:\na. een:\n1° diep;\nb. twee,\ntenzij niet.", ("a", "a.1°", "b")),
        ("Zijn:\na. een:\n1º. diep;\n2. ook.", ("a", "a.1°", "a.2")),
        ("– kers: vrucht;\n• peer", ()),
        ("Geen onderdelen. Ook a. niet.", ()),
    ],
)
def test_onderdelen_are_the_marks_at_the_beginnings_of_lines(text: str, parts: tuple[str, ...]) -> None:
    lines = "\n".join(f"          {line}" for line in text.splitlines())
    data = 'bwb_id: BWBR0090002\nciteertitel: Kersenwet\nversie: "2026-01-01"\nartikelen:\n  - artikel: "2"\n'
    found = law(f"{data}    leden:\n      - lid: null\n        tekst: |-\n{lines}\n")
    assert found.articles["2"].parts == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "kersen",
        "artikelen: [",
        YAML.replace("bwb_id: BWBR0090002", "bwb_id: 12"),
        YAML.replace("bwb_id: BWBR0090002", "naam: kersen"),
        YAML.replace('versie: "2026-01-01"', "versie: gisteren"),
        YAML.replace('artikel: "2"', "artikel: 4.10"),
        YAML.replace("tekst: Het bestuur antwoordt binnen een maand.", "tekst: ''"),
        YAML.replace("lid: 2", "onderdeel: 2"),
        YAML.replace("tekst: Het bestuur", "tekst: &a Het bestuur") + "anders: *a\n",
        b"\xff\xfe\x00",
        "a: " + "[" * 5000,
        "!!python/object/apply:os.system [ls]",
    ],
)  # fmt: skip
def test_another_shape_is_refused(text: str | bytes) -> None:
    refused(text)


def test_a_number_that_lost_its_last_digit_is_told() -> None:
    assert "aanhalingstekens" in str(refused(YAML.replace('artikel: "2"', "artikel: 4.10")).what)


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "groter" in str(refused(b"#" * (official_yaml.LARGEST + 1)).what)


# --- folders


def test_a_folder_may_hold_both_forms_and_several_states(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "b.xml").write_bytes(toestand(state="2020-01-01"))
    (tmp_path / "leesmij.txt").write_text("kersen", encoding="utf-8")
    assert [found.state.year for found in read_folder(tmp_path)] == [2026, 2020]
    assert [found.state.year for found in read_folder(tmp_path / "b.xml")] == [2020]


def test_a_folder_without_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="geen wetteksten"):
        read_folder(tmp_path)
    with pytest.raises(SourceError, match="bestaat niet"):
        read_folder(tmp_path / "weg")


def test_one_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "b.xml").write_bytes(b"<toestand")
    with pytest.raises(SourceError) as caught:
        read_folder(tmp_path)
    assert caught.value.where.startswith(str(tmp_path / "b.xml"))
