"""A user's own list: which rows are bodies of our lists, however their names are written, and which likely are."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import ROOT

from briefgen.recipients import Doubt, Recipients, Row, open_list
from briefgen.recipients.naming import bare, department, likeness, of_municipality
from briefgen.recipients.rows import ADDRESS, ATTENTION, ID, KIND, NAME

REGISTER = Recipients(ROOT / "recipients")
HEADER = "Naam;Adres;Postcode;Plaats"
MUNICIPALITIES = "Gemeente;Adres;Postcode;Plaats;Contactpersoon"


def _rows(path: Path, *lines: str) -> list[Row | Doubt]:
    file = path / "lijst.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return list(open_list(file, REGISTER).rows())


def _row(path: Path, *lines: str) -> Row:
    (row,) = _rows(path, *lines)
    assert isinstance(row, Row), row
    return row


def _doubt(path: Path, *lines: str) -> Doubt:
    (row,) = _rows(path, *lines)
    assert isinstance(row, Doubt), row
    return row


def _said(row: Row) -> str:
    return " ".join(map(str, row.remarks))


# Known without a kind


@pytest.mark.parametrize(
    ("header", "cells", "code"),
    [
        (HEADER, "Zeist;Postbus 513;3700 AM;Zeist", "GM0355"),
        (HEADER, "utrecht;postbus 16200;3500ce;UTRECHT", "GM0344"),
        (HEADER, "Rechtbank Rotterdam;Postbus 50950;3007 BL;Rotterdam", "rechtbank-rotterdam"),
        ("Organisatie;Adres;Postcode;Plaats", "Bergen;Postbus 140;5854 ZJ;Nieuw Bergen", "GM0893"),
        ("Gemeente;Adres;Postcode;Plaats", "Bergen;Postbus 140;5854 ZJ;Nieuw Bergen", "GM0893"),
    ],
)
def test_a_name_with_the_postcode_of_a_body_of_our_lists_is_that_body(
    header: str, cells: str, code: str, tmp_path: Path
) -> None:
    row = _row(tmp_path, header, cells)
    assert row.values[ID] == code
    assert row.values[KIND] == REGISTER.rows[code].kind.value


def test_another_address_at_that_postcode_is_kept_with_a_remark(tmp_path: Path) -> None:
    row = _row(tmp_path, HEADER, "Zeist;Postbus 1;3700 AM;Zeist")
    assert (row.values[ID], row.values[ADDRESS]) == ("GM0355", "Postbus 1")
    assert "een ander adres" in _said(row)


@pytest.mark.parametrize("cells", ["Stichting Voorbeeld;Weg 1;1234 AB;Stad", "Utrecht;Weg 1;1234 AB;Stad"])
def test_a_row_of_which_nothing_says_what_it_is_asks_for_a_kind(cells: str, tmp_path: Path) -> None:
    row = _row(tmp_path, HEADER, cells)
    assert "geen soort" in _said(row)
    assert "kolom Soort" in _said(row)
    assert ID not in row.values


def test_a_row_with_a_kind_is_not_asked_for_one(tmp_path: Path) -> None:
    assert _row(tmp_path, f"{HEADER};Soort", "School X;Weg 1;1234 AB;Stad;school").remarks == ()


# Municipalities that are not in our lists


def test_an_invented_municipality_is_sent_with_a_remark(tmp_path: Path) -> None:
    row = _row(tmp_path, MUNICIPALITIES, "Voorbeeldstad;Postbus 100;1234 AA;Voorbeeldstad;")
    assert _said(row).startswith("Deze gemeente staat niet in de adreslijst. ")
    assert ID not in row.values


def test_of_a_municipality_elsewhere_the_name_it_looks_like_is_told(tmp_path: Path) -> None:
    assert "lijkt op Utrecht (GM0344)" in _said(_row(tmp_path, MUNICIPALITIES, "Utrechtt;Weg 1;1234 AB;Elders;"))


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (MUNICIPALITIES, "Utrechtt;Postbus 16200;3500 CE;Utrecht"),
        (MUNICIPALITIES, "Stad aan de Vecht;postbus 16200;3500ce;Utrecht"),
        (MUNICIPALITIES, "gemeenteraad van Utrechtt;Stadsplateau 1;3521 AZ;Utrecht"),  # not its post address
        (HEADER, "Utrechtt;Postbus 16200;3500 CE;Utrecht"),
        (f"{HEADER};Soort", "Utrechtt;Postbus 16200;3500 CE;Utrecht;gemeente"),
    ],
)
def test_another_name_at_the_address_of_a_municipality_is_doubted(header: str, cells: str, tmp_path: Path) -> None:
    doubt = _doubt(tmp_path, header, cells)
    assert doubt.name == cells.split(";", maxsplit=1)[0]
    assert "Bedoelt u Utrecht (GM0344)?" in str(doubt.mend)


def test_two_bodies_of_another_kind_may_share_an_address(tmp_path: Path) -> None:
    row = _row(tmp_path, f"{HEADER};Soort", "Rechtbank Den Haag, team familie;Postbus 20302;2500 EH;Den Haag;rechtbank")
    assert ID not in row.values
    doubt = _doubt(tmp_path, f"{HEADER};Soort", "Rechtbank Den Haagg;Postbus 20302;2500 EH;Den Haag;rechtbank")
    assert "Rechtbank Den Haag (rechtbank-den-haag)" in str(doubt.mend)


# How people write names


@pytest.mark.parametrize("header", ["Naam", "Gemeente"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Burgemeester en wethouders van Rhenen", "GM0340"),
        ("College van B&W van de gemeente Zeist", "GM0355"),
        ("het college van burgemeester & wethouders van De Bilt", "GM0310"),
        ("B. en W. van Zeist", "GM0355"),
        ("gemeenteraad van Lopik", "GM0331"),
        ("De raad van de gemeente Lopik", "GM0331"),
        ("Gemeenteraad 's-Gravenhage", "GM0518"),
    ],
)
def test_an_organ_is_its_municipality_with_a_remark(header: str, name: str, code: str, tmp_path: Path) -> None:
    row = _row(tmp_path, header, name)
    assert row.values == REGISTER.rows[code].values
    assert "gelezen als de gemeente" in _said(row)


def test_of_an_organ_of_an_invented_municipality_only_the_name_is_left(tmp_path: Path) -> None:
    row = _row(tmp_path, HEADER, "College van B&W van Voorbeeldstad, team Jeugd;Weg 1;1234 AB;Voorbeeldstad")
    assert (row.values[NAME], row.values[KIND], row.values[ATTENTION]) == ("Voorbeeldstad", "gemeente", "team Jeugd")


@pytest.mark.parametrize(
    ("name", "attention"),
    [
        ("Gemeente Zeist, afdeling Jeugd", "afdeling Jeugd"),
        ("Gemeente Zeist afd. Jeugd", "afd. Jeugd"),
        ("Zeist (team Jeugd)", "team Jeugd"),
        ("Zeist, t.a.v. mw. Jansen", "mw. Jansen"),
    ],
)
def test_a_department_becomes_the_line_for_attention(name: str, attention: str, tmp_path: Path) -> None:
    row = _row(tmp_path, MUNICIPALITIES, f"{name};;;;")
    assert row.values == REGISTER.rows["GM0355"].values | {ATTENTION: attention}
    assert row.remarks == ()


def test_a_department_beside_a_contact_is_told_and_left_out(tmp_path: Path) -> None:
    row = _row(tmp_path, MUNICIPALITIES, "Gemeente Zeist, afdeling Jeugd;;;;mw. Jansen")
    assert row.values[ATTENTION] == "mw. Jansen"
    assert "'afdeling Jeugd' staat niet op de brief" in _said(row)


@pytest.mark.parametrize(
    "name",
    [
        "Raad van State", "Raad voor de Kinderbescherming", "College voor de Rechten van de Mens", "B&W Zorg",
        "Gemeentelijke Gezondheidsdienst", "Gemert-Bakel", "college van deskundigen", "gemeente",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_municipality_is_none(name: str) -> None:
    assert of_municipality(name) == ""
    assert department(name) == (name, "")


def test_no_body_of_our_lists_is_taken_for_a_municipality_by_its_name() -> None:
    assert [body.name for body in REGISTER.rows.values() if of_municipality(body.name)] == []


@pytest.mark.parametrize(
    ("header", "cells", "code"),
    [
        ("Gemeente", "GM0308", "GM0308"),
        ("Naam", "gm0308", "GM0308"),
        ("Naam", "crvb", "crvb"),
        ("Code;Gemeente", "GM0308;GM0308", "GM0308"),
        (MUNICIPALITIES, "GM0308;Postbus 1003;3740 BA;Baarn;", "GM0308"),
    ],
)
def test_a_code_where_the_name_should_be_is_that_body(header: str, cells: str, code: str, tmp_path: Path) -> None:
    row = _row(tmp_path, header, cells)
    assert row.values == REGISTER.rows[code].values


def test_two_codes_in_one_row_must_be_the_same(tmp_path: Path) -> None:
    assert "is van Baarn, maar de naam is van Utrecht" in str(_doubt(tmp_path, "Code;Gemeente", "GM0308;GM0344").what)


@pytest.mark.parametrize(
    ("cells", "there"),
    [
        ("Zeist;Gelderland;;;", "Zeist (GM0355, Utrecht)"),
        ("Zeist;Gelderland;Weg 1;1234 AB;Zeist", "Zeist (GM0355, Utrecht)"),
        ("Bergen;Gelderland;;;", "Bergen (NH.) (GM0373, Noord-Holland), Bergen (L.) (GM0893, Limburg)"),
    ],
)
def test_a_municipality_in_another_province_is_told_as_such(cells: str, there: str, tmp_path: Path) -> None:
    doubt = _doubt(tmp_path, "Gemeente;Provincie;Adres;Postcode;Plaats", cells)
    assert doubt.column == "Provincie"
    assert there in str(doubt.what)
    assert "Gelderland" in str(doubt.what)


# What is suggested


@pytest.mark.parametrize(
    ("header", "name", "near"),
    [
        ("Naam", "Gronigen", "GM0014 (Groningen)"),
        ("Gemeente", "gemeenteraad van Lopk", "GM0331 (Lopik)"),
        ("Naam", "Rechtbank Amsterdm", "rechtbank-amsterdam"),
        ("Naam", "Wijk Duurstede", "GM0352"),
        ("Naam", "Sudwestfryslan", "GM1900"),
        ("Gemeente", "Wesp", "GM0457 (Weesp)"),  # a former one
        ("Naam", "Nidoss", "nidos"),  # its id
    ],
)
def test_a_name_with_a_slip_is_answered_with_the_one_it_is(header: str, name: str, near: str, tmp_path: Path) -> None:
    assert f"Bedoelt u {near}" in str(_doubt(tmp_path, header, name).mend)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Naam", "Provincie Utrecht"),
        ("Gemeente", "Provincie Utrecht"),
        ("Naam", "Rechtbank Midden-Nederland"),
        ("Naam", "Veilig Thuis Noord-Limburg"),
        ("Naam", "Centrale Raad"),
        ("Gemeente", "Rechtbank Amsterdm"),
        ("Code", "GM0309"),
    ],
)
def test_what_shares_no_more_than_a_general_word_is_not_suggested(header: str, cells: str, tmp_path: Path) -> None:
    assert "Bedoelt u" not in str(_doubt(tmp_path, header, cells).mend)


def test_how_alike_names_are_goes_by_what_differs() -> None:
    assert likeness("zeist", "zeist") == 1
    assert likeness("zest", "zeist") > 0.8
    assert likeness("rechtbank noord nederland", "rechtbank midden nederland") == 0
    assert likeness("zeeland oost brabant", "zeeland west brabant") == 0
    assert likeness(bare("Gemeente Utrecht"), "utrecht") == 1


# Rows for whom there is more to say


def test_a_contact_of_a_former_municipality_is_left_out_with_a_remark(tmp_path: Path) -> None:
    row = _row(tmp_path, MUNICIPALITIES, "Weesp;Nieuwstraat 70a;1381 BD;Weesp;mw. Jansen")
    assert row.values == REGISTER.rows["GM0363"].values
    assert "'mw. Jansen' staat niet op de brief" in _said(row)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ("Stichting Voorbeeld;Weg 1;;Stad", "Stichting Voorbeeld"),
        ("Stichting Voorbeeld;#N/B;1234 AB;Stad", "Stichting Voorbeeld"),
        ("Stichting Voorbeeld;Weg 1;1234 AB;Stad;te veel", "Stichting Voorbeeld"),
        ("#NAAM?;Weg 1;1234 AB;Stad", ""),
        (";Weg 1;1234 AB;Stad", ""),
    ],
)
def test_a_doubtful_row_bears_its_name(cells: str, name: str, tmp_path: Path) -> None:
    assert _doubt(tmp_path, HEADER, cells).name == name


def test_a_chosen_body_that_is_doubted_bears_its_name() -> None:
    doubts = [row for row in REGISTER.select("gecertificeerde instellingen", {}) if isinstance(row, Doubt)]
    assert "Jeugdbescherming Brabant" in {doubt.name for doubt in doubts}
