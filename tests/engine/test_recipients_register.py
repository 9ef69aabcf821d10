"""Our own lists of addresses: what every row must be, former municipalities, choosing and searching."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from shipped import ROOT, SAMPLES, workshop

from briefgen.errors import ContentError, RecipientError
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.people import Addressee
from briefgen.recipients import Doubt, Former, Recipient, Recipients, Row, Status
from briefgen.recipients.naming import bare, plain
from briefgen.recipients.records import PROVINCES, kind_named, province_named
from briefgen.recipients.rows import ABOUT
from briefgen.recipients.searching import search
from briefgen.recipients.validation import faults

LISTS = ROOT / "recipients"


@pytest.fixture(scope="module")
def register() -> Recipients:
    return Recipients(LISTS)


# The lists themselves


def test_nothing_is_wrong_with_our_lists(register: Recipients) -> None:
    assert [f"{fault.file} {fault.id}: {fault.what}" for fault in faults(register)] == []


def test_all_municipalities_are_there_with_address_province_source_and_date(register: Recipients) -> None:
    rows = [body for body in register.rows.values() if body.kind is RecipientKind.MUNICIPALITY]
    assert len(rows) == 342
    assert {body.province for body in rows} == set(PROVINCES)
    assert all(body.address and body.postcode and body.town and body.inhabitants for body in rows)
    assert all(body.as_of and body.as_of > date(2026, 1, 1) for body in rows)


def test_every_former_municipality_leads_to_municipalities_of_today(register: Recipients) -> None:
    assert len(register.former) >= 134
    for former in register.former.values():
        heirs = register.heirs(former)
        assert heirs
        assert all(heir.kind is RecipientKind.MUNICIPALITY and heir.status is not Status.CLOSED for heir in heirs)
        assert date(2010, 1, 1) <= former.ended <= date(2026, 1, 1)


_BAD_ROWS: list[tuple[str, str, dict[str, str]]] = [
    ("municipalities.csv", "Het nummer heeft niet de goede vorm.", {"id": "GM14"}),
    ("municipalities.csv", "Dit nummer staat er meer dan eens in.", {"id": "GM0034"}),
    ("municipalities.csv", "De naam ontbreekt.", {"naam": ""}),
    ("municipalities.csv", "De postcode heeft niet de goede vorm.", {"postcode": "9700AS"}),
    ("municipalities.csv", "De postcode heeft niet de goede vorm.", {"postcode": "9700 SS"}),
    ("municipalities.csv", "Het e-mailadres heeft niet de goede vorm.", {"email": "https://example.org"}),
    ("municipalities.csv", "Het webadres heeft niet de goede vorm.", {"website": "info@example.org"}),
    ("municipalities.csv", "Van adres en postcode staat er maar een.", {"adres": ""}),
    ("municipalities.csv", "Een gecontroleerde rij heeft geen adres.", {"adres": "", "postcode": ""}),
    ("municipalities.csv", "De plaats ontbreekt.", {"plaats": ""}),
    ("municipalities.csv", "Het huisnummer ontbreekt.", {"adres": "Voorbeeldstraat"}),
    (
        "municipalities.csv",
        "Een gemeente heeft een van de twaalf provincies, een andere instantie geen.",
        {"provincie": "Friesland"},
    ),
    ("municipalities.csv", "Alleen een gemeente heeft inwoners, en meer dan nul.", {"inwoners": "0"}),
    ("municipalities.csv", "Een instantie die bestaat, heeft geen opvolger.", {"opvolger": "GM0034"}),
    ("municipalities.csv", "De bron eindigt niet met de datum waarop zij is gelezen.", {"bron": "ergens"}),
    ("municipalities.csv", "Er staan spaties of regels te veel in.", {"naam": "Groningen "}),
    ("former_municipalities.csv", "Het nummer heeft niet de goede vorm.", {"code": "39"}),
    ("former_municipalities.csv", "Dit nummer staat er meer dan eens in.", {"code": "GM0014"}),
    ("former_municipalities.csv", "De opvolger ontbreekt, of staat niet in de adreslijst.", {"opvolgers": ""}),
    ("former_municipalities.csv", "De opvolger ontbreekt, of staat niet in de adreslijst.", {"opvolgers": "GM9999"}),
    ("former_municipalities.csv", "De bron ontbreekt.", {"bron": ""}),
    ("former_municipalities.csv", "De bron noemt geen datum.", {"bron": "ergens"}),
    ("other_names.csv", "Dit nummer staat niet in de adreslijst.", {"id": "GM9999"}),
    ("other_names.csv", "'Utrecht' is ook de naam van een ander.", {"naam": "Utrecht"}),
]


@pytest.mark.parametrize(("name", "what", "change"), _BAD_ROWS)
def test_each_fault_is_found(name: str, what: str, change: dict[str, str], tmp_path: Path) -> None:
    assert what in {str(fault.what) for fault in faults(_changed(tmp_path, name, change))}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("municipalities.csv", {"soort": "dorp"}),
        ("municipalities.csv", {"status": "misschien"}),
        ("municipalities.csv", {"inwoners": "veel"}),
        ("former_municipalities.csv", {"opgeheven_per": "ooit"}),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_line(name: str, change: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        list(faults(_changed(tmp_path, name, change)))
    assert caught.value.where.endswith(f"{name}:2")


def _changed(tmp_path: Path, name: str, change: dict[str, str]) -> Recipients:
    """Our lists with the first row of file `name` changed."""
    root = Path(shutil.copytree(LISTS, tmp_path / "recipients"))
    with (root / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0].update(change)
    with (root / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return Recipients(root)


# Former municipalities


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("GM0017", "GM0014"),  # Haren went up in Groningen, which kept its code
        ("gm0083", "GM1949"),  # Menaldumadeel, by way of Menameradiel, in Waadhoeke
        ("GM0501", "GM1992"),  # the last so far
    ],
)
def test_a_municipality_that_went_up_in_one_other_means_that_one(typed: str, code: str, register: Recipients) -> None:
    body, remark = register.meant(typed, where="hier")
    assert body.id == code
    assert register.find(typed, where="hier") is body
    assert remark is not None
    assert f"{body.name} ({code})" in str(remark)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("GM0140", {"Súdwest-Fryslân", "Leeuwarden", "Waadhoeke"}),
        ("GM0055", {"Leeuwarden", "Heerenveen", "Súdwest-Fryslân", "De Fryske Marren"}),
        ("GM0788", {"Oisterwijk", "Boxtel", "Tilburg", "Vught"}),
    ],
)
def test_a_municipality_that_was_split_is_refused_with_all_its_heirs(
    code: str, names: set[str], register: Recipients
) -> None:
    with pytest.raises(RecipientError) as caught:
        register.find(code, where="geadresseerde")
    assert caught.value.where == "geadresseerde"
    assert {heir.name for heir in register.heirs(register.former[code])} == names
    assert all(name in str(caught.value.what) for name in names)


def test_a_case_for_a_former_municipality_goes_to_its_heir_with_nothing_left_of_the_old_address(
    register: Recipients,
) -> None:
    case = workshop().read(next(path for path in SAMPLES if path.stem == "toezicht-college")).facts
    old = Addressee.model_validate(
        {
            "id": "GM0017",
            "naam": "Haren",
            "adres": "Voorbeeldplein 1",
            "postcode": "1234 AB",
            "plaats": "Haren",
            "ter_attentie_van": "de wethouder",
        }
    )
    resolved = register.resolve(case.model_copy(update={"addressee": old}))
    body, groningen = resolved.facts.addressee, register.rows["GM0014"]
    assert body is not None
    assert (body.id, body.name, body.address, body.postcode, body.town, body.attention) == (
        "GM0014", groningen.name, groningen.address, groningen.postcode, groningen.town, "de wethouder",
    )  # fmt: skip
    assert any("Haren" in str(remark) for remark in resolved.remarks)


def test_a_closed_body_is_refused_with_its_successor(register: Recipients) -> None:
    with pytest.raises(RecipientError) as caught:
        register.find("intervence", where="")
    assert "Jeugdbescherming west" in str(caught.value.mend)


def test_an_unknown_id_is_answered_with_the_nearest(register: Recipients) -> None:
    with pytest.raises(RecipientError) as caught:
        register.find("Gronigen", where="")
    assert "GM0014 (Groningen)" in str(caught.value.mend)


# Names


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Groningen", {"GM0014"}),
        ("gemeente GRONINGEN", {"GM0014"}),
        ("de gemeente Groningen", {"GM0014"}),
        ("Groningen (gemeente)", {"GM0014"}),
        ("Sudwest Fryslan", {"GM1900"}),
        ("Súdwest-Fryslân", {"GM1900"}),
        ("Den Haag", {"GM0518"}),
        ("'s-Gravenhage", {"GM0518"}),
        ("’s-Hertogenbosch", {"GM0796"}),
        ("Nuenen, Gerwen en Nederwetten", {"GM0820"}),
        ("Bergen (L)", {"GM0893"}),
        ("Bergen", {"GM0373", "GM0893"}),
        ("Haren", {"GM0017"}),
        ("Groninge", set()),
        ("Gemeente", set()),
        ("", set()),
    ],
)
def test_a_name_is_known_without_case_accents_and_the_word_gemeente(
    typed: str, codes: set[str], register: Recipients
) -> None:
    assert {body.id for body in register.named(typed)} == codes


def test_every_municipality_of_today_and_before_is_found_by_its_own_name(register: Recipients) -> None:
    everyone: list[Recipient | Former] = [*register.rows.values(), *register.former.values()]
    for body in everyone:
        assert body in register.named(body.name)
        assert register.by_id(body.id.lower()) is body


def test_comparing_names_keeps_the_word_gemeente_when_nothing_else_is_left() -> None:
    assert bare("Gemeente") == "gemeente"
    assert plain("  's-Gravenhage, \u00c9\u00e9n ") == "s gravenhage een"


# Choosing


@pytest.mark.parametrize(
    ("kind", "where", "count"),
    [
        ("gemeenten", {}, 342),
        ("Gemeente", {"provincie": "Utrecht"}, 26),
        ("gemeenten", {"provincie": "friesland"}, 18),
        ("gemeenten", {"provincie": "Fryslan", "naam": "gemeente harlingen"}, 1),
        ("gerechtshoven", {}, 6),
        ("rechtbank", {"plaats": "utrecht"}, 2),
    ],
)
def test_bodies_are_chosen_by_kind_and_province(
    kind: str, where: dict[str, str], count: int, register: Recipients
) -> None:
    rows = list(register.select(kind, where))
    assert len(rows) == count
    assert [row.number for row in rows] == list(range(1, count + 1))
    assert all(isinstance(row, Row) for row in rows)


def test_a_chosen_body_brings_all_that_is_known_of_it(register: Recipients) -> None:
    (row,) = register.select("gemeenten", {"naam": "Utrecht"})
    assert isinstance(row, Row)
    assert row.values == register.rows["GM0344"].values
    case = row.case()["geadresseerde"]
    assert isinstance(case, dict)
    assert set(case) == {"id", "naam", "soort", "adres", "postcode", "plaats"}
    assert set(row.values) > ABOUT


def test_a_body_without_an_address_is_a_doubt_and_a_closed_one_is_left_out(register: Recipients) -> None:
    rows = list(register.select("gecertificeerde instellingen", {}))
    doubts = [row for row in rows if isinstance(row, Doubt)]
    assert any("Jeugdbescherming Brabant" in str(doubt.what) for doubt in doubts)
    assert not any("Intervence" in str(doubt.what) for doubt in doubts)


@pytest.mark.parametrize(
    ("kind", "where", "said"),
    [
        ("dorpen", {}, "dorpen"),
        ("scholen", {}, "scholen"),
        ("gemeenten", {"kleur": "rood"}, "kleur"),
        ("gemeenten", {"provincie": "Atlantis"}, "Atlantis"),
        ("gemeenten", {"plaats": "Nergenshuizen"}, "plaats=Nergenshuizen"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_at_once(
    kind: str, where: dict[str, str], said: str, register: Recipients
) -> None:
    with pytest.raises(RecipientError) as caught:
        register.select(kind, where)
    assert said in str(caught.value.what)


def test_kinds_and_provinces_go_by_several_names() -> None:
    assert kind_named("GI") is kind_named("gecertificeerde Instellingen") is RecipientKind.CERTIFIED_AGENCY
    assert all(kind_named(kind.value) is kind for kind in RecipientKind)
    assert all(province_named(name.upper()) == name for name in PROVINCES)
    assert province_named("provincie Friesland") == "Fryslân"
    assert kind_named("") is province_named("") is None


# Searching


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("groningen", "GM0014"),
        ("gronigen", "GM0014"),  # a slip
        ("SUDWEST", "GM1900"),
        ("hertogenbosch", "GM0796"),
        ("mijdrecht", "GM0736"),  # the place of its post address
        ("gm0344", "GM0344"),
        ("Jeugdbescherming Noord", "jeugdbescherming-noord"),
        ("intervence", "intervence"),
    ],
)
def test_search_finds_what_people_mean(words: str, first: str, register: Recipients) -> None:
    assert search(register, words)[0].body.id == first


def test_search_finds_a_former_name_with_its_heirs(register: Recipients) -> None:
    hits = search(register, "Litenseradiel")  # with a slip
    assert {hit.body.id for hit in hits} == {"GM1900", "GM0080", "GM1949"}
    assert all(hit.former is not None and hit.former.id == "GM0140" for hit in hits)


def test_search_keeps_to_the_kinds_asked_for_and_finds_nothing_in_nothing(register: Recipients) -> None:
    courts = search(register, "utrecht", [RecipientKind.COURT])
    assert courts
    assert all(hit.body.kind is RecipientKind.COURT for hit in courts)
    assert search(register, "  ") == search(register, "qqqqqq") == ()
