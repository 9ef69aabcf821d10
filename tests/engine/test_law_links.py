"""Where an address of official law leads, and what is no such address."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ContentError
from briefgen.law.extent import Extents, Standing, order
from briefgen.law.links import Target, parse

WETTEN = "https://wetten.overheid.nl/"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (f"{WETTEN}jci1.3:c:BWBR0000001&artikel=7.3.10&z=2026-01-01&g=2026-01-01", Target("BWBR0000001", "7.3.10")),
        (f"{WETTEN}jci1.3:c:BWBR0000001&hoofdstuk=1&artikel=3&lid=2&o=e", Target("BWBR0000001", "3", "2", "e")),
        (f"{WETTEN}jci1.3:c:BWBR0000001&amp;artikel=3&amp;lid=2", Target("BWBR0000001", "3", "2")),
        ("jci1.0:c:BWBV0000001", Target("BWBV0000001")),
        (f"{WETTEN}jci1.3:c:BWBR0000001%26artikel=9%3A11", Target("BWBR0000001", "9:11")),
        (f"{WETTEN}BWBR0000001/2026-01-01#Boek1_Titeldeel14_Artikel265f_Lid2", Target("BWBR0000001", "265f", "2")),
        (f"{WETTEN}BWBR0000001/2026-01-01/0/afdrukken", Target("BWBR0000001")),
        ("https://eur-lex.europa.eu/eli/reg/2016/679/art_15/oj/nld", Target("reg/2016/679", "15")),
        ("http://data.europa.eu/eli/reg/2016/679/oj", Target("reg/2016/679")),
        ("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679#art_15", Target("reg/2016/679", "15")),
        ("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX%3A32016R0679", Target("reg/2016/679")),
        ("CELEX:31995L0046", Target("dir/1995/46")),
        ("https://example.org/artikel/5", None),
        ("mailto:sanne@example.org", None),
        ("#kop", None),
        ("", None),
    ],
)
def test_an_address_is_read(address: str, target: Target | None) -> None:
    assert parse(address) == target


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    parse(text)
    parse(f"{WETTEN}{text}")


def _extents(tmp_path: Path, numbers: str, more: str = "") -> Extents:
    folder = tmp_path / "extents"
    folder.mkdir()
    text = f"wet: aw\ntoestand: 2026-01-01\nbron: verzonnen\nreeksen:\n  - artikelen: [{numbers}]\n{more}"
    (folder / "aw.yaml").write_text(text, encoding="utf-8")
    return Extents(tmp_path)


def test_only_what_a_complete_list_leaves_out_is_absent(tmp_path: Path) -> None:
    extent = _extents(tmp_path, '"7.3.1-7.3.3", "7.3.3a", "7.4.0"').of("aw")
    assert extent is not None
    day = date(2026, 6, 1)
    assert [extent.standing(number, day) for number in ("7.3.2", "7.3.3a", "7.3.4", "7.3.0", "7.4.1")] == [
        Standing.THERE, Standing.THERE, Standing.ABSENT, Standing.UNKNOWN, Standing.UNKNOWN,
    ]  # fmt: skip
    assert extent.standing("7.3.4", date(2025, 12, 31)) is Standing.UNKNOWN
    assert extent.nearest("7.3.9") == "7.3.3a"
    assert extent.nearest("1") == "7.3.1"


def test_a_list_may_reach_both_ends(tmp_path: Path) -> None:
    extent = _extents(tmp_path, '"1-9"', "    vanaf_het_begin: true\n    tot_het_einde: true\n").of("aw")
    assert extent is not None
    assert extent.standing("10", date(2026, 1, 1)) is Standing.ABSENT
    assert extent.standing("0", date(2026, 1, 1)) is Standing.ABSENT


@pytest.mark.parametrize("numbers", ['"3", "2"', '"2", "2"', '"a-b"', '"1.1-2.4"', ""])
def test_a_list_out_of_order_is_an_error(numbers: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        _extents(tmp_path, numbers).of("aw")


def test_a_law_without_a_list_has_none(tmp_path: Path) -> None:
    assert _extents(tmp_path, '"1"').of("bw") is None


def test_numbers_come_in_the_order_of_the_law() -> None:
    numbers = ["7.3.2", "7.3.9", "7.3.10", "7.3.10a", "7.4", "253s", "253sa", "253t", "265", "265a", "266"]
    assert sorted(sorted(numbers), key=order) == numbers
