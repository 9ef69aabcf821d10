"""From rows to letters: keys that stay, references that differ, no body twice, and errors that name the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pytest
from batches import body, case
from shipped import workshop

from briefgen.batch.rows import Entry, case_of, entries, told
from briefgen.errors import FactsErrors, msg
from briefgen.facts.load import CaseFile
from briefgen.facts.overlay import ground
from briefgen.recipients import Doubt, Row
from briefgen.render.repertoire import unprintable

SOURCES = ("geadresseerde",)
PRINTABLE = partial(unprintable, letterhead=workshop().letterhead)


def _one(row: Row, stem: str = "2026/114") -> Entry:
    (found,) = entries([row], sources=SOURCES, stem=stem)
    assert isinstance(found, Entry)
    return found


def _doubts(*rows: Row | Doubt) -> list[Doubt]:
    return [found for found in entries(rows, sources=SOURCES, stem="x") if isinstance(found, Doubt)]


def _case(values: Mapping[str, str], below: CaseFile | None = None) -> Any:
    entry = Entry(2, "sleutel", "2026/114-X", values)
    return case_of(entry, ground(below.facts if below else None), source=b"", unprintable=PRINTABLE).facts


def test_a_body_of_the_list_is_named_by_its_number() -> None:
    found = _one(Row(2, {"geadresseerde.id": "GM0014"}))
    assert (found.key, found.reference) == ("gm0014", "2026/114-GM0014")


def test_another_body_is_named_by_its_name_and_postcode() -> None:
    found = _one(body(7, geadresseerde__naam="’s Voorbeeld & Zonen"))
    assert found.key == "s-voorbeeld-zonen-1007ab"
    assert found.reference == f"2026/114-{found.key}"


def test_a_reference_of_its_own_is_used_as_it_is() -> None:
    assert _one(body(2, kenmerk__eigen="Ons 12")).reference == "Ons 12"


def test_a_sender_of_its_own_is_part_of_the_key() -> None:
    found = _one(body(2, afzender__naam="Sanne de Vries", afzender__postcode="1234 AB"))
    assert found.key == "sanne-de-vries-1234ab-voorbeeld-2-1002ab"


def test_a_reference_does_not_tell_who_the_sender_is_and_stays_the_same() -> None:
    sanne, bram = ({"afzender__naam": name, "afzender__postcode": "1234 AB"} for name in ("Sanne", "Bram"))
    reference = _one(body(2, **sanne)).reference
    assert re.fullmatch("2026/114-[a-z2-7]{8}", reference)
    assert reference == _one(body(2, **sanne)).reference
    assert len({reference, _one(body(2, **bram)).reference, _one(body(3, **sanne)).reference}) == 3


def test_a_body_elsewhere_in_the_case_is_found_where_the_letter_looks() -> None:
    row = Row(2, {"maatregel.instelling.id": "samen-veilig-mn"})
    (found,) = entries([row], sources=("maatregel.instelling",), stem="x")
    assert isinstance(found, Entry)
    assert found.key == "samen-veilig-mn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Stichting Jeugdbescherming van de Voorbeeldstreek Noord",
            "Stichting Jeugdbescherming van de Voorbeeldstreek Zuid",
        ),
        ("Łódź", "odz"),
        ("Ωmega", "mega"),
    ],
)
def test_names_that_look_alike_in_a_file_name_get_keys_that_differ(one: str, other: str) -> None:
    keys = {_one(body(2, geadresseerde__naam=name)).key for name in (one, other)}
    assert len(keys) == 2
    assert all(key.replace("-", "").isascii() and key.replace("-", "").isalnum() for key in keys)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Row(2, {"geadresseerde.id": "GM0014"}), Row(3, {"geadresseerde.id": "gm0014"})),
        (body(2), Row(3, body(2).values)),
        (body(2), body(2, geadresseerde__naam=" VOORBEELD  2 ", geadresseerde__postcode="1002ab")),
        (body(2, afzender__naam="Sanne"), body(2, afzender__naam="sanne")),
        (body(2, kenmerk__eigen="K-1"), body(3, kenmerk__eigen="K-1")),
    ],
)
def test_the_same_letter_or_reference_twice_is_refused(first: Row, second: Row) -> None:
    (found,) = _doubts(first, Row(9, second.values))
    assert found.number == 9
    assert "rij 2" in str(found.what).lower()


def test_two_senders_may_write_to_one_body_and_one_sender_to_two() -> None:
    anna, bram = {"afzender__naam": "Anna"}, {"afzender__naam": "Bram"}
    assert not _doubts(body(2, **anna), body(2, **bram), body(3, **anna))


def test_what_the_list_doubts_is_passed_on_and_a_row_without_a_body_is_doubted() -> None:
    doubt = Doubt(4, "Postcode", msg("fout"), msg("herstel"))
    assert _doubts(doubt, Row(5, {"toezicht.signalen": "iets"}))[0] is doubt
    assert [found.number for found in _doubts(doubt, Row(5, {"toezicht.signalen": "iets"}))] == [4, 5]


def test_rows_are_read_one_by_one() -> None:
    def endless() -> Iterator[Row]:
        number = 2
        while True:
            yield body(number)
            number += 1

    found = entries(endless(), sources=SOURCES, stem="x")
    assert [next(found).number for _ in range(3)] == [2, 3, 4]


def test_the_row_lies_over_the_case() -> None:
    facts = _case({"toezicht.periode.van": "2023-01-01", "toezicht.signalen": "Een\nTwee"}, case())
    assert facts.oversight.period.start.year == 2023
    assert facts.oversight.period.end.year == 2026  # of the case
    assert facts.oversight.signals == ("Een", "Twee")
    assert facts.organisation.name == "Stichting Contact Voorbeeld"


def test_the_reference_of_the_letter_stands_in_its_case() -> None:
    assert _case({}, case()).references.own == "2026/114-X"


def test_the_other_references_of_the_case_stay() -> None:
    facts = _case({"kenmerk.uw": "D-1"}, case())
    assert (facts.references.own, facts.references.theirs) == ("2026/114-X", "D-1")


def test_a_reference_that_was_made_is_no_service_number_but_one_that_was_typed_may_be() -> None:
    entry = _one(body(2, geadresseerde__naam="Voorbeeld 10004", geadresseerde__postcode="1004 AB"))
    assert case_of(entry, ground(case().facts), source=b"", unprintable=PRINTABLE).facts.references is not None
    typed = _one(body(2, kenmerk__eigen="111222333"))
    with pytest.raises(FactsErrors, match="burgerservicenummer"):
        case_of(typed, ground(case().facts), source=b"", unprintable=PRINTABLE)


def test_a_body_of_the_row_takes_the_place_of_the_whole_body_below_it() -> None:
    facts = _case({"geadresseerde.id": "GM0014"}, case())
    assert workshop().recipients.resolve(facts).facts.addressee.address == "Postbus 742"  # type: ignore[union-attr]


def test_the_kind_below_holds_for_a_body_of_which_the_row_gives_no_kind() -> None:
    values = {f"geadresseerde.{key}": value for key, value in {"naam": "X", "adres": "Straat 1"}.items()}
    facts = _case(values, case())
    assert (facts.addressee.kind.value, facts.addressee.postcode) == ("gemeente", None)


def test_a_row_can_be_a_whole_case() -> None:
    sender = {"naam": "Sanne", "rol": "ouder", "adres": "Straat 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad"}
    child = {"naam": "Noa", "geboortedatum": "2018-03-05"}
    values = {f"afzender.{key}": value for key, value in sender.items()}
    values |= {f"kinderen.{key}": value for key, value in child.items()}
    facts = _case(values)
    assert (facts.sender.name, facts.children[0].name) == ("Sanne", "Noa")


def _told(values: Mapping[str, str], headers: Mapping[str, str]) -> str:
    with pytest.raises(FactsErrors) as caught:
        _case(values, case())
    return told(caught.value, headers)


def test_an_error_names_the_column() -> None:
    headers = {"geadresseerde.postcode": "PC6"}
    assert _told({"geadresseerde.naam": "X", "geadresseerde.postcode": "12"}, headers).startswith(
        "kolom PC6: '12' is geen"
    )


def test_an_error_in_no_column_names_its_place_in_a_case() -> None:
    assert "toezicht › periode › van: '1 foo'" in _told({"toezicht.periode.van": "1 foo"}, {})


@pytest.mark.parametrize("text", ["BSN 111222333", "nul\u200bbreed", "\u202eomgekeerd", "x" * 60_000])
def test_what_no_case_may_hold_no_row_may_hold(text: str) -> None:
    assert _told({"toezicht.signalen": text}, {})


def test_what_lies_below_is_looked_through_again_when_the_numbers_it_may_hold_are_others() -> None:
    below = case().facts.model_dump(by_alias=True, exclude_unset=True)
    below["toezicht"]["signalen"] = ("Zaak 111222333",)
    below["toegestane_nummers"] = ({"naam": "zaaknummer", "nummer": "111222333"},)
    allowed = CaseFile(type(case().facts).model_validate(below), {}, "", b"")
    assert _case({}, allowed).oversight.signals == ("Zaak 111222333",)
    with pytest.raises(FactsErrors):
        _case({"toegestane_nummers.naam": "ander", "toegestane_nummers.nummer": "123456782"}, allowed)


def test_one_parent_may_have_a_letter_for_each_child() -> None:
    rows = [body(2, afzender__naam="Sanne", kinderen__naam=name) for name in ("Noa de Vries", "Mees de Vries")]
    keys = [found.key for found in entries(rows, sources=SOURCES, stem="x") if isinstance(found, Entry)]
    assert [key.rpartition("-")[2] for key in keys] == ["noa", "mees"]
    (twice,) = _doubts(rows[0], Row(9, rows[0].values))
    assert "dit kind" in str(twice.what)
