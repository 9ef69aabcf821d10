"""A user's own list: files as other programs leave them, columns as people call them, rows as people fill them."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import ROOT

from briefgen.errors import RecipientError
from briefgen.recipients import Doubt, RecipientList, Recipients, Row, open_list
from briefgen.recipients.rows import ADDRESS, ATTENTION, EMAIL, ID, INHABITANTS, KIND, NAME, POSTCODE, PROVINCE, TOWN

REGISTER = Recipients(ROOT / "recipients")
HEADER = "Naam;Adres;Postcode;Plaats"
GOOD = "Stichting Voorbeeld;Voorbeeldstraat 1;1234 AB;Voorbeeldstad"
ADDRESS_OF_GOOD = {ADDRESS: "Voorbeeldstraat 1", POSTCODE: "1234 AB", TOWN: "Voorbeeldstad"}


def _opened(path: Path, content: str | bytes, encoding: str = "utf-8") -> RecipientList:
    file = path / "lijst.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return open_list(file, REGISTER)


def _rows(path: Path, *lines: str) -> list[Row | Doubt]:
    found = _opened(path, "\n".join(lines))
    rows = list(found.rows())
    assert len(rows) == found.count
    return rows


def _row(path: Path, *lines: str) -> Row:
    (row,) = _rows(path, *lines)
    assert isinstance(row, Row), row
    return row


def _doubt(path: Path, *lines: str) -> Doubt:
    row = _rows(path, *lines)[-1]
    assert isinstance(row, Doubt), row
    assert str(row.mend)
    return row


# The file


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_encoding_delimiter_and_line_ending_gives_the_same_rows(
    encoding: str, told: str, delimiter: str, ending: str, tmp_path: Path
) -> None:
    lines = [HEADER, "Stichting Voorbééld;Voorbeeldstraat 1;1234 AB;Voorbeeldstad", ""]
    found = _opened(tmp_path, ending.join(lines).replace(";", delimiter), encoding)
    assert (found.encoding, found.delimiter, found.header_row, found.count) == (told, delimiter, 1, 1)
    (row,) = found.rows()
    assert isinstance(row, Row)
    assert (row.number, row.values) == (2, {NAME: "Stichting Voorbééld", **ADDRESS_OF_GOOD})
    assert list(found.rows()) == [row]  # it can be read again


def test_utf_16_of_the_other_kind_is_read_too(tmp_path: Path) -> None:
    found = _opened(tmp_path, b"\xfe\xff" + f"{HEADER}\n{GOOD}\n".encode("utf-16-be"))
    assert len(list(found.rows())) == 1


def test_the_first_line_that_excel_writes_for_itself_is_no_row(tmp_path: Path) -> None:
    found = _opened(tmp_path, f"sep=;\r\n{HEADER}\r\n{GOOD}\r\n")
    assert found.header_row == 1
    assert [row.number for row in found.rows()] == [2]


def test_title_and_blank_rows_before_and_between_count_but_are_no_rows(tmp_path: Path) -> None:
    found = _opened(tmp_path, f"Lijst van 2026;;;\n;;;\n\n{HEADER}\n\n{GOOD}\n;; ;\n\n")
    assert (found.header_row, found.count) == (4, 1)
    assert [row.number for row in found.rows()] == [6]


def test_a_cell_may_hold_line_breaks_delimiters_and_quotation_marks(tmp_path: Path) -> None:
    row = _row(tmp_path, f"{HEADER};toezicht.signalen", '"De ""Kans""; zuid";"Weg\n1";1234 AB;Stad;"een\n\ntwee"')
    assert row.values[NAME] == 'De "Kans"; zuid'
    assert row.values[ADDRESS] == "Weg 1"
    assert row.case()["toezicht"] == {"signalen": ["een", "twee"]}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf", "leeg"),
        (b" \r\n ;; \r\n", "leeg"),
        (b"PK\x03\x04rest of a workbook", "geen CSV-bestand"),
        (b"\xd0\xcf\x11\xe0rest of an old workbook", "geen CSV-bestand"),
        (b"%PDF-1.7", "geen CSV-bestand"),
        (b" <html><table>", "geen CSV-bestand"),
        (b"Naam;Adres\nX\x00Y;Z", "geen tekstbestand"),
        (bytes(range(256)), "geen tekstbestand"),
        ("Naam;Adres\nx;y".encode("utf-32"), "geen tekstbestand"),
        (b"\xff\xfeN\x00a\x00a\x00m\x00;", "codering"),  # half a character
        (b"Naam;Adres\n\x81\x8d;y", "codering"),
        (b"een kolom\nx\ny", "geen kopregel"),
        (b"Naam Adres Postcode Plaats\nx\n", "geen kopregel"),
        (b"GM0344;Utrecht\nGM0014;Groningen\n", "geen kopregel"),
        (b"Adres;Postcode;Plaats\nWeg 1;1234 AB;Stad\n", "voor wie"),
        (b"Naam;Adres\n", "geen rijen"),
        (b'Naam;Adres\nA;"Weg 1\nB;Weg 2\n', "aanhalingsteken"),
        (b"Naam;Adres\nA;" + b'"' + b"x" * 200_000 + b'"\n', "aanhalingsteken"),
        (b"Naam;Adres\n" + b"A;" * 600_000, "langer dan"),
        (b"afzender.naam;afzender.plats\nA;B\n", "afzender.plats"),
        (b"afzender.naam;afzender.naam\nA;B\n", "afzender.naam"),
        (b"kinderen.naam;kinderen.1.naam\nA;B\n", "kinderen.1.naam"),
        (b"maatregel.instelling;maatregel.instelling.naam\nA;B\n", "maatregel.instelling"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_name(content: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(RecipientError) as caught:
        list(_opened(tmp_path, content).rows())
    assert what in str(caught.value.what)
    assert "lijst.csv" in caught.value.where
    assert str(caught.value.mend)


@pytest.mark.parametrize("name", ["er-is-niets.csv", ".", "x\0y.csv", "x" * 5000])
def test_a_file_that_cannot_be_opened_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(RecipientError):
        open_list(tmp_path / name, REGISTER)


def test_an_unclosed_quotation_mark_is_told_before_any_row_is_given(tmp_path: Path) -> None:
    with pytest.raises(RecipientError) as caught:
        _opened(tmp_path, f'{HEADER}\n{GOOD}\nB;"Weg 2;1234 AC;Stad\nC;Weg 3;1234 AD;Stad\n')
    assert caught.value.where.endswith("rij 3")


def test_quotation_marks_that_make_no_sense_cost_one_row(tmp_path: Path) -> None:
    rows = _rows(tmp_path, HEADER, '"Stichting "De Kans"";Weg 2;1234 AC;Stad', GOOD)
    assert [type(row) for row in rows] == [Doubt, Row]
    assert [row.number for row in rows] == [2, 3]


# The columns


@pytest.mark.parametrize(
    ("header", "cells", "values"),
    [
        ("NAAM ; Adres:;Postcode *;Woonplaats", "S;Weg 1;1234ab;Stad", {POSTCODE: "1234 AB", TOWN: "Stad"}),
        ("Organisatie;Straat;Huisnummer;Toevoeging;PC;Plaatsnaam", "S;Weg;1;bis;1234AB;Stad", {ADDRESS: "Weg 1 bis"}),
        ("Naam;Straat;Nr;Postcode;Plaats", "S;Weg;1;1234AB;Stad", {ADDRESS: "Weg 1"}),
        ("Nr;Naam;Straat + Huisnummer;Postcode;Plaats", "7;S;Weg 1;1234AB;Stad", {ADDRESS: "Weg 1"}),
        ("Naam;Adres;Huisnr.;Postcode;Plaats", "S;Weg 1;1;1234AB;Stad", {ADDRESS: "Weg 1"}),
        ("Naam;Postbus;Postcode;Plaats", "S;12;1234AB;Stad", {ADDRESS: "Postbus 12"}),
        ("Naam;Postbus;Postcode;Plaats", "S;Postbus 12;1234AB;Stad", {ADDRESS: "Postbus 12"}),
        ("Naam;Adres;Postcode en plaats", "S;Weg 1;1234 AB  Stad aan Zee", {POSTCODE: "1234 AB", TOWN: "Stad aan Zee"}),
        ("Naam;T.a.v.;Adres;Postcode;Plaats", "S;de griffier;Weg 1;1234AB;Stad", {ATTENTION: "de griffier"}),
        ("Naam;Adres;Postcode;Plaats;E-mail adres", "S;Weg 1;1234AB;Stad;a@example.org", {EMAIL: "a@example.org"}),
        ("Naam;Adres;Postcode;Plaats;Mail", "S;Weg 1;1234AB;Stad;mailto:a@example.org", {EMAIL: "a@example.org"}),
        ("Naam;Adres;Postcode;Plaats;Mail", "S;Weg 1;1234AB;Stad;S <a@example.org>", {EMAIL: "a@example.org"}),
        ("Naam;Adres;Postcode;Plaats;Mail", "S;Weg 1;1234AB;Stad;n.v.t.", {}),
        ("Naam;Adres;Postcode;Plaats;Aantal inwoners", "S;Weg 1;1234AB;Stad;12.345", {INHABITANTS: "12345"}),
        ("Naam;Adres;Postcode;Plaats;Provincie", "S;Weg 1;1234AB;Stad;friesland", {PROVINCE: "Fryslân"}),
        ("Naam;Soort;Adres;Postcode;Plaats", "S;GI;Weg 1;1234AB;Stad", {KIND: "gecertificeerde instelling"}),
        ("Naam;Gemeente;Adres;Postcode;Plaats", "S;Utrecht;Weg 1;1234AB;Stad", {NAME: "S"}),  # where it is
        ("geadresseerde.naam;Adres;Postcode;Plaats;Naam", "S;Weg 1;1234AB;Stad;T", {NAME: "S"}),
        (
            "Naam;Bezoekadres;Postcode;Plaats;Postadres;Postcode;Plaats",
            "S;Weg 1;1111 AA;Hier;Postbus 2;2222 BB;Daar",
            {ADDRESS: "Postbus 2", POSTCODE: "2222 BB", TOWN: "Daar"},
        ),
        (
            "Naam;Postadres;Postcode postadres;Plaats postadres;Bezoekadres;Postcode bezoekadres;Plaats bezoekadres",
            "S;Postbus 2;2222 BB;Daar;Weg 1;1111 AA;Hier",
            {ADDRESS: "Postbus 2", POSTCODE: "2222 BB", TOWN: "Daar"},
        ),
        (
            "Naam;Plaats;Bezoekadres;Postcode;Postadres;Postcode",
            "S;Stad;Weg 1;1111 AA;Postbus 2;2222 BB",
            {ADDRESS: "Postbus 2", POSTCODE: "2222 BB", TOWN: "Stad"},
        ),
        ("Naam;Adres;Post code;Plaats", "S;Weg 1;1234AB;Stad", {POSTCODE: "1234 AB", ID: None}),
        ("Naam;Adres;Post-code en plaats", "S;Weg 1;1234AB Stad", {POSTCODE: "1234 AB", TOWN: "Stad"}),
        ("Naam;Adres;Post code postadres;Plaats", "S;Weg 1;1234AB;Stad", {POSTCODE: "1234 AB"}),
        ("Nummer;Naam;Adres;Postcode;Plaats", "344;S;Weg 1;1234AB;Stad", {NAME: "S", ID: None}),  # of the row
        ("Naam;Straat;Nummer;Postcode;Plaats", "S;Weg;1;1234AB;Stad", {ADDRESS: "Weg 1", ID: None}),
        ("Naam;Adres;Postcode;Plaats;Kenmerk.Uw", "S;Weg 1;1234AB;Stad;D-1", {"kenmerk.uw": "D-1"}),
    ],
)
def test_columns_are_known_however_people_call_them(
    header: str, cells: str, values: dict[str, str | None], tmp_path: Path
) -> None:
    row = _row(tmp_path, header, cells)
    assert {NAME, ADDRESS, POSTCODE, TOWN} <= set(row.values)
    assert {path: row.values.get(path) for path in values} == values


def test_columns_that_are_not_used_are_shown_as_such(tmp_path: Path) -> None:
    found = _opened(tmp_path, f"Volgnr;{HEADER};Opmerking;\n1;{GOOD};let op;\n")
    assert [(column.header, column.field) for column in found.columns] == [
        ("Volgnr", None), ("Naam", NAME), ("Adres", ADDRESS), ("Postcode", POSTCODE), ("Plaats", TOWN),
        ("Opmerking", None), ("", None),
    ]  # fmt: skip


def test_of_two_addresses_the_one_that_is_not_used_is_shown_as_such(tmp_path: Path) -> None:
    found = _opened(
        tmp_path, "Naam;Bezoekadres;Postcode;Postadres;Postcode;Plaats\nS;Weg 1;1111AA;Postbus 2;2222BB;D\n"
    )
    assert [column.field for column in found.columns] == [NAME, None, None, ADDRESS, POSTCODE, TOWN]


def test_the_facts_of_a_row_become_a_case(tmp_path: Path) -> None:
    header = "afzender.naam;kinderen.naam;kinderen.2.naam;toezicht.vragen.1;toezicht.vragen.2;maatregel.instelling"
    row = _row(tmp_path, header, "Sanne;Noa;Sam;Hoe?;Wat?;nidos")
    assert row.case() == {
        "afzender": {"naam": "Sanne"},
        "kinderen": [{"naam": "Noa"}, {"naam": "Sam"}],
        "toezicht": {"vragen": ["Hoe?", "Wat?"]},
        "maatregel": {"instelling": "nidos"},
    }


# Whom a row is for


@pytest.mark.parametrize(
    ("header", "cells", "code"),
    [
        ("Gemeente", "Utrecht", "GM0344"),
        ("Gemeente", "gemeente utrecht", "GM0344"),
        ("Gemeentenaam", "SUDWEST-FRYSLAN", "GM1900"),
        ("Naam", "'s-Gravenhage", "GM0518"),
        ("Naam;Provincie", "Bergen;Limburg", "GM0893"),
        ("Code", "gm0344", "GM0344"),
        ("Gemeentecode", "344", "GM0344"),
        ("CBS-code;Gemeente", "0344;Utrecht", "GM0344"),
        ("GM-code", "344", "GM0344"),
        ("Gemeentenummer", "344", "GM0344"),
        ("Nummer", "GM0344", "GM0344"),
        ("Nummer;Gemeente", "GM0344;", "GM0344"),
        ("Nummer;Gemeente", "7;Utrecht", "GM0344"),  # the number of the row
        ("Nummer;Code", "7;GM0344", "GM0344"),
        ("id", "nidos", "nidos"),
        ("Naam", "Gerechtshof Amsterdam", "gerechtshof-amsterdam"),
        ("Gemeente;Plaats", "De Ronde Venen;Vinkeveen", "GM0736"),
        ("Gemeente;Adres;Postcode;Plaats", "Utrecht;Postbus 16200;3500ce;UTRECHT", "GM0344"),
    ],
)
def test_a_body_of_our_list_is_known_by_code_or_exact_name(header: str, cells: str, code: str, tmp_path: Path) -> None:
    row = _row(tmp_path, header, cells)
    assert row.values == REGISTER.rows[code].values
    assert row.remarks == ()


def test_what_the_list_says_of_a_known_body_goes_before_what_we_know(tmp_path: Path) -> None:
    row = _row(
        tmp_path,
        "Gemeente;Adres;Postcode;Plaats;E-mail;T.a.v.",
        "Utrecht;Voorbeeldplein 1;1234 AB;Voorbeeldstad;jeugd@example.org;de wethouder",
    )
    known = REGISTER.rows["GM0344"].values
    changed = {
        ADDRESS: "Voorbeeldplein 1",
        POSTCODE: "1234 AB",
        TOWN: "Voorbeeldstad",
        EMAIL: "jeugd@example.org",
        ATTENTION: "de wethouder",
    }
    assert row.values == known | changed
    assert "Postbus 16200" in str(row.remarks[0])


def test_an_invented_municipality_is_written_to_without_the_word_gemeente(tmp_path: Path) -> None:
    row = _row(tmp_path, HEADER, "Gemeente Voorbeeldstad;Voorbeeldplein 1;1234 AB;Voorbeeldstad")
    assert (row.values[NAME], row.values[KIND]) == ("Voorbeeldstad", "gemeente")


def test_a_body_with_an_address_of_its_own_is_not_taken_for_one_of_ours_of_that_name(tmp_path: Path) -> None:
    row = _row(tmp_path, HEADER, "Utrecht;Voorbeeldstraat 1;1234 AB;Voorbeeldstad")
    assert ID not in row.values


def test_a_former_municipality_goes_to_its_heir_with_a_remark_and_without_its_old_address(tmp_path: Path) -> None:
    row = _row(
        tmp_path, "Gemeente;Adres;Postcode;Plaats;E-mail", "Haren;Raadhuisplein 10;9751 AN;Haren;info@example.org"
    )
    assert row.values == REGISTER.rows["GM0014"].values
    assert "Groningen (GM0014)" in str(row.remarks[0])


@pytest.mark.parametrize(
    ("header", "cells", "column", "what"),
    [
        ("Gemeente", "Littenseradiel", "Gemeente", "verdeeld over"),
        ("Code", "GM0140", "Code", "verdeeld over"),
        ("Gemeente", "Bergen", "Gemeente", "Bergen (NH.) (GM0373), Bergen (L.) (GM0893)"),
        ("Gemeente", "Utrect", "Gemeente", "staat niet in de adreslijst"),
        ("Naam", "Intervence", "Naam", "bestaat niet meer"),
        ("Naam", "Jeugdbescherming Brabant", "Naam", "geen postadres"),
        ("Code", "GM9999", "Code", "staat niet in de adreslijst"),
        ("Code;Naam", "onzin;Utrecht", "Code", "staat niet in de adreslijst"),
        ("Code;Naam", "GM0344;Almere", "Code", "is van Utrecht, maar de naam is van Almere"),
        ("Gemeente;Adres;Postcode", "Utrecht;Weg 1;1234 AB", "", "plaats ontbreekt"),
        (HEADER, ";Weg 1;1234 AB;Stad", "Naam", "naam ontbreekt"),
        (HEADER, "S;;1234 AB;Stad", "Naam", "geen volledig adres"),
        (HEADER, "S;Weg 1;;Stad", "Naam", "geen volledig adres"),
        (HEADER, "S;Weg 1;1234 AB;", "Naam", "geen volledig adres"),
        (HEADER, "S;Weg;1234 AB;Stad", "Adres", "geen huisnummer"),
        (HEADER, "S;onbekend;1234 AB;Stad", "Naam", "geen volledig adres"),
        (HEADER, "S;Weg 1;1234;Stad", "Postcode", "ontbreken de letters"),
        (HEADER, "S;Weg 1;1234 AB / 1235 CD;Stad", "Postcode", "twee postcodes"),
        (HEADER, "S;Weg 1;1234AB 1235CD;Stad", "Postcode", "twee postcodes"),
        (HEADER, "S;Weg 1;B-1000;Brussel", "Postcode", "geen Nederlandse postcode"),
        (HEADER, "S;Weg 1;1234 SS;Stad", "Postcode", "geen Nederlandse postcode"),
        (HEADER, "S;Weg 1;0123 AB;Stad", "Postcode", "geen Nederlandse postcode"),
        (f"{HEADER};E-mail", f"{GOOD};https://www.example.org/contact", "E-mail", "webadres"),
        (f"{HEADER};E-mail", f"{GOOD};www.example.org", "E-mail", "webadres"),
        (f"{HEADER};E-mail", f"{GOOD};a@example.org, b@example.org", "E-mail", "twee e-mailadressen"),
        (f"{HEADER};E-mail", f"{GOOD};bel ons", "E-mail", "geen e-mailadres"),
        (f"{HEADER};Soort", f"{GOOD};dorp", "Soort", "kent briefgen niet"),
        (f"{HEADER};Inwoners", f"{GOOD};veel", "Inwoners", "geen aantal"),
        (HEADER, "S;#N/B;1234 AB;Stad", "Adres", "foutmelding van Excel"),
        (HEADER, "S;=A1;1234 AB;Stad", "Adres", "formule van Excel"),
        (HEADER, "S;4,5E+01;1234 AB;Stad", "Adres", "afgekort"),
        (HEADER, "S;45;1234 AB;Stad", "Adres", "alleen een getal"),
        (HEADER, "S;Weg 1;1234 AB;45", "Plaats", "alleen een getal"),
        (f"{HEADER};T.a.v.", f"{GOOD};=B2", "T.a.v.", "formule van Excel"),
        (f"{HEADER};T.a.v.", f"{GOOD};4.5E+12", "T.a.v.", "afgekort"),
        (f"{HEADER};T.a.v.", f"{GOOD};030 123 45 67", "T.a.v.", "alleen een getal"),
        ("Gemeente;Adres;Postcode;Plaats", "Utrecht;45;3500 CE;Utrecht", "Adres", "alleen een getal"),
        (HEADER, "VoorbÃ©Ã©ld;Weg 1;1234 AB;Stad", "Naam", "verminkt"),
        (HEADER, "Totaal;342;;", "", "totaal"),
        (HEADER, ";Aantal: 342;;", "", "totaal"),
        (HEADER, "Totaal;;13;", "", "totaal"),
        (f"{HEADER};E-mail", "Totaal;;;;13", "", "totaal"),
        (f"{HEADER};E-mail", ";;;;23", "", "totaal"),
        (HEADER, ";;€ 1.234,50;", "", "totaal"),
        ("Gemeente;Gemeentecode", "Totaal;342", "", "totaal"),
        ("Nummer;Gemeente", "7;", "", "staat niets"),
        (HEADER, "Totaal Jeugdzorg;Weg 1;1234;Stad", "Postcode", "ontbreken de letters"),
        (HEADER, HEADER.upper(), "", "kopregel"),
        (HEADER, "S;Weg 1;1234 AB;Stad;te veel", "", "meer cellen"),
        (f"{HEADER};Opmerking", ";;;;los", "", "staat niets"),
    ],
)
def test_a_doubtful_row_is_told_with_its_column_and_not_sent(
    header: str, cells: str, column: str, what: str, tmp_path: Path
) -> None:
    doubt = _doubt(tmp_path, header, cells)
    assert (doubt.number, doubt.column) == (2, column)
    assert what in str(doubt.what)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        (HEADER, GOOD, GOOD),
        (HEADER, GOOD, "STICHTING VOORBÉELD;Andere weg 2;1234ab;Elders"),
        ("Gemeente", "Utrecht", "gemeente Utrecht"),
        ("Code;Naam", "GM0344;", ";Utrecht"),
        ("Gemeente", "Groningen", "Haren"),  # which went up in it
        ("afzender.naam;geadresseerde.id", "Sanne;nidos", "Sanne;nidos"),
    ],
)
def test_a_second_row_for_the_same_recipient_names_the_first(
    header: str, first: str, second: str, tmp_path: Path
) -> None:
    rows = _rows(tmp_path, header, first, "", second)
    assert isinstance(rows[0], Row)
    assert isinstance(rows[1], Doubt)
    assert rows[1].number == 4
    assert "rij 2" in str(rows[1].what)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        (HEADER, GOOD, GOOD.replace("1234 AB", "1234 AC")),  # another branch of the same name
        (HEADER, GOOD, GOOD.replace("Stichting", "Vereniging")),
        (HEADER, GOOD, GOOD.replace("Stichting Voorbeeld", "Totaal Jeugdzorg")),
        ("afzender.naam;geadresseerde.id", "Sanne;nidos", "Pieter;nidos"),  # two parents, one body
    ],
)
def test_two_recipients_that_look_alike_both_stay(header: str, first: str, second: str, tmp_path: Path) -> None:
    assert all(isinstance(row, Row) for row in _rows(tmp_path, header, first, second))


def test_a_row_that_cannot_be_sent_does_not_count_as_the_first(tmp_path: Path) -> None:
    rows = _rows(tmp_path, f"{HEADER};E-mail", f"{GOOD};www.example.org", f"{GOOD};a@example.org")
    assert [type(row) for row in rows] == [Doubt, Row]


# Whatever the file


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(
                    ["", "Utrecht", "Weg 1", "1234 AB", "Totaal", "-", "a@example.org", "#N/B", 'x"y', "a\nb"]
                ),
                st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
            ),
            max_size=7,
        ),
        max_size=12,
    ),
    st.sampled_from(";,\t"),
)
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, data: list[list[str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["Naam", "Adres", "Postcode", "Plaats", "E-mail", "Opmerking", "toezicht.signalen", "Gemeentecode"])
    writer.writerows(data)
    filled = [number for number, cells in enumerate(data, start=2) if any(cell.strip() for cell in cells)]
    folder = tmp_path_factory.mktemp("lists")
    if not filled:
        with pytest.raises(RecipientError):
            _opened(folder, text.getvalue())
        return
    found = _opened(folder, text.getvalue())
    assert [row.number for row in found.rows()] == filled
    assert found.count == len(filled)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(alphabet='Nam;",\n\r\t"éx1 ', max_size=200).map(str.encode)))
def test_whatever_bytes_a_file_has_it_ends_in_rows_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for data in (content, f"{HEADER}\n".encode() + content):
        folder = tmp_path_factory.mktemp("bytes")
        said = _said(folder, data)
        assert said
        assert all(said)


def _said(folder: Path, data: bytes) -> list[str]:
    """What comes out of a file: its rows, or what is said of the file."""
    try:
        rows = list(_opened(folder, data).rows())
    except RecipientError as error:
        return [str(error.what), str(error.mend), error.where]
    return [str(row) for row in rows]


@pytest.mark.soak
def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 50_000):
        lines = (f"Stichting {number};Weg {number};{1000 + number % 8999} AB;Stad" for number in range(count))
        found = _opened(tmp_path, "\n".join([HEADER, *lines]))
        tracemalloc.start()
        assert sum(isinstance(row, Row) for row in found.rows()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 150 * 48_000  # the few bytes by which a second row for one recipient is known
