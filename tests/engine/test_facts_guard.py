"""No burgerservicenummer and no unprintable character gets into a letter; other numbers do."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.dutch.service_number import passes, service_numbers
from briefgen.errors import FactsErrors
from briefgen.facts.guard import guard, named
from briefgen.facts.load import build
from briefgen.facts.model import CaseFacts

SENDER = {"naam": "x", "rol": "ouder", "adres": "x", "postcode": "1234 AB", "plaats": "x"}


def everything(_: str) -> tuple[str, ...]:
    return ()


@pytest.mark.parametrize(
    "text",
    [
        "123456782",
        "BSN123456782",
        "bsn:123456782.",
        "(123456782)",
        "mijn nummer is 123456782, geboren 5 maart 2018",
        "123456782 12 maart",
        "5 maart 2018 123456782",
        "05-03-2018 123456782",
        "06 12345678 123456782",
        "+31612345678 123456782",
        "+31612345678 / 123456782",
        "123 456 782",
        "123.456.782",
        "1234.56.782",
        "1234.56.782 12 maart",
        "12 34 56 782",
        "1 2 3 4 5 6 7 8 2",
        "123-456-782",
        "123\u00a0456\u202f782",
        "123\u2013456\u2013782",
        "123 - 456 - 782",
        "123\u200b456\u200b782",
        "123_456_782",
        "NL123456782B01",
        "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0662",
        "bsn/123456782",
        "1 00054171",
    ],
)
def test_a_service_number_is_found_however_it_is_written(text: str) -> None:
    assert len(service_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "123456789",  # fails the eleven-test
        "000000000",
        "12345678",  # KvK: eight digits
        "1123456782",
        "1234567820",
        "06 12345678",
        "06-12 34 56 78",
        "0123456782",
        "+31123456782",
        "+31 123456782",
        "+31 (0)123456782",
        "0031 123456782",
        "+31 12 345 67 82",
        "0032 123 456 782",
        "+32 123 45 67 82",
        "+31 800 1234",
        "NL91ABNA0123456782",
        "NL91 ABNA 0123 4567 82",
        "C/00/123456 / JE RK 26-123",
        "200.123.458/01",
        "21-11-2026 3",
        "21-11-2026, 14.30 uur",
        "2026-11-21 0",
        "Postbus 12345 1234 AB",
        "€ 1.234.567,82",
        "12345678\n2",
        "12345,6782",
        "",
    ],
)
def test_another_number_is_left_alone(text: str) -> None:
    assert service_numbers(text) == ()


@pytest.mark.parametrize(
    ("form", "broken"),
    [
        ("{:02}-11-2026 {}", "{:02}-31-2026 {}"),
        ("2026-11-{:02} {}", "2026-31-{:02} {}"),
        ("Postbus {:02}345 123{} AB", "Postbus {:02}345 123{} ab"),
        ("200.123.4{:02}/{}", "200.123.4{:02}/"),
        ("+31 1234567{:02} {}", "31 1234567{:02} {}"),
    ],
)
def test_a_number_is_left_alone_for_its_form_and_not_by_chance(form: str, broken: str) -> None:
    spelled = [(first, second) for first in range(10, 29) for second in range(10)]
    assert not [pair for pair in spelled if service_numbers(form.format(*pair))]
    assert [pair for pair in spelled if service_numbers(broken.format(*pair))]


def numbers(*, passing: bool) -> st.SearchStrategy[str]:
    drawn = st.integers(min_value=10_000_000, max_value=999_999_999).map("{:09}".format)
    if not passing:
        return drawn.filter(lambda number: not passes(number))

    def completed(number: str) -> str:
        rest = sum((9 - index) * int(digit) for index, digit in enumerate(number[:8])) % 11
        assume(rest < 10)
        return f"{number[:8]}{rest}"

    return drawn.map(completed)


@st.composite
def spelled(draw: st.DrawFn, number: str) -> str:
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=9))
    cuts = [cut for cut in accumulate(sizes) if cut < 9]
    separator = draw(st.sampled_from([" ", ".", "-", "\u00a0", "\u2013", " - ", "\u200b", "_", "  "]))
    return separator.join(number[start:end] for start, end in zip([0, *cuts], [*cuts, 9], strict=True))


around = st.sampled_from(
    ["", " ", "BSN ", "nr.", "(", ")", ", ", " is van Noa", "\n", "x", "é", ": ", "—x", " en 06 x"]
)


@settings(deadline=None)
@given(st.data(), around, around)
def test_every_passing_number_is_found_in_whatever_form(data: st.DataObject, before: str, after: str) -> None:
    number = data.draw(numbers(passing=True))
    assert service_numbers(f"{before}{data.draw(spelled(number))}{after}") == (number,)
    assert service_numbers(f"{before}{number}{after}", allowed=frozenset({number})) == ()


@settings(deadline=None)
@given(st.data(), around, around)
def test_no_other_number_is_called_one(data: st.DataObject, before: str, after: str) -> None:
    number = data.draw(numbers(passing=False))
    assert service_numbers(f"{before}{data.draw(spelled(number))}{after}") == ()


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(passes(number) for number in service_numbers(text))


def test_a_number_that_is_declared_to_be_another_is_allowed() -> None:
    allowed = [{"naam": "cliëntnummer 123456782", "nummer": "123456782"}]
    data = {"afzender": SENDER, "kenmerk": {"uw": "1234.56.782"}}
    build({**data, "toegestane_nummers": allowed}, name="", unprintable=everything)
    with pytest.raises(FactsErrors, match=r"kenmerk › uw: .*eindigt op 782.*toegestane_nummers") as caught:
        build(data, name="", unprintable=everything)
    assert "123456782" not in str(caught.value)
    assert "1234.56.782" not in str(caught.value)
    with pytest.raises(FactsErrors, match="eindigt op 333"):
        build({**data, "toegestane_nummers": allowed, "kenmerk": {"uw": "111222333"}}, name="", unprintable=everything)


def test_each_character_is_told_once_for_each_field() -> None:
    data = {"afzender": {**SENDER, "naam": "a☃b☃", "adres": "x\u202e1"}}
    with pytest.raises(FactsErrors) as caught:
        build(data, name="rij 2", unprintable=lambda text: tuple(c for c in text if c in "☃\u202e\n"))
    mend = "Verwijder het teken, of vervang het door gewone letters."
    assert [str(error) for error in caught.value.errors] == [
        f"rij 2, afzender › naam: Het teken U+2603 SNOWMAN kan niet in een brief staan. {mend}",
        f"rij 2, afzender › adres: Het teken U+202E RIGHT-TO-LEFT OVERRIDE kan niet in een brief staan. {mend}",
    ]


def test_facts_made_elsewhere_can_be_guarded() -> None:
    facts = CaseFacts.model_validate({"afzender": {**SENDER, "naam": "BSN 123456782\u0007"}})
    assert [error.where for error in guard(facts, unprintable=everything)] == ["afzender › naam"] * 2
    assert guard(CaseFacts.model_validate({"afzender": SENDER}), unprintable=everything) == ()


def test_a_character_is_named_even_without_a_name() -> None:
    assert named("\u200b") == "U+200B ZERO WIDTH SPACE"
    assert named("\x07") == "U+0007"
