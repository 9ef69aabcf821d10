"""What is read off official text: fingerprints, durations and onderdelen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toestand import YAML, toestand

from briefgen.law import official_xml, official_yaml
from briefgen.law.official import OfficialArticle, OfficialParagraph, Status, durations, fingerprint, same_words


def one(*texts: str, numbered: bool = False) -> OfficialArticle:
    paragraphs = tuple(
        OfficialParagraph(str(number) if numbered else None, text) for number, text in enumerate(texts, start=1)
    )
    return OfficialArticle("1", Status.IN_FORCE, paragraphs)


# --- the fingerprint


def test_every_form_of_one_text_gives_one_fingerprint() -> None:
    xml = official_xml.read(toestand(), "kersen.xml").articles["2"]
    yaml = official_yaml.read(YAML.encode(), "kersen.yaml").articles["2"]
    assert fingerprint(xml) == fingerprint(yaml)
    assert xml.parts == yaml.parts == ("1.a", "1.b", "1.b.1°", "1.b.2°")
    assert xml.numbers == yaml.numbers == ("1", "2")
    assert len(fingerprint(xml)) == 64


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Wie kersen plukt,\u00a0meldt  dat.", "wie kersen plukt meldt dat"),
        ("– “Kers”: vrucht", '• "kers" vrucht'),
        ("onder 1º en 2°", "onder 1° en 2"),
        ("de ﬁets", "de fiets"),
        ("STRAẞE", "strasse"),
    ],
)
def test_typography_does_not_count(text: str, same: str) -> None:
    assert fingerprint(one(text)) == fingerprint(one(same))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("binnen twee weken", "binnen drie weken"),
        ("14 dagen", "15 dagen"),
        ("een mand", "één mand"),
        ("mag", "mag niet"),
    ],
)
def test_a_word_or_a_digit_counts(text: str, other: str) -> None:
    assert fingerprint(one(text)) != fingerprint(one(other))


def test_the_numbers_and_borders_of_leden_count() -> None:
    whole = one("Kersen. Peren.", numbered=True)
    assert fingerprint(whole) != fingerprint(one("Kersen.", "Peren.", numbered=True))
    assert fingerprint(whole) != fingerprint(one("Kersen. Peren."))


@given(st.text(), st.sampled_from([" ", "\n", "\u00a0", " - ", "•", "; "]))
def test_spacing_between_words_never_counts(text: str, space: str) -> None:
    assert fingerprint(one(space.join(text.split()))) == fingerprint(one(" ".join(text.split())))


def test_names_are_compared_by_their_words() -> None:
    assert same_words("Verdrag inzake kersen", "verdrag  inzake Kersen.")
    assert not same_words("Kersenwet", "Kersenwet 2015")


# --- durations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("binnen twee weken", ("2 weken",)),
        ("14 dagen", ("14 dagen",)),
        ("een maand", ("1 maanden",)),
        ("één\u00a0week", ("1 weken",)),
        ("zes maanden en vijftien jaar", ("6 maanden", "15 jaren")),
        ("Vijf werkdagen", ("5 werkdagen",)),
        ("achtenveertig uur", ("48 uren",)),
        ("drieëntwintig jaar", ("23 jaren",)),
        ("zes of acht weken", ("6 weken", "8 weken")),
        ("een half jaar", ("6 maanden",)),
        ("anderhalf jaar", ("18 maanden",)),
        ("tien kalenderdagen", ("10 dagen",)),
        ("twee weken, nog eens twee weken", ("2 weken",)),
        ("met ingang van de dag na de eerste dag", ()),
        ("in uren, elke week, per jaar", ()),
        ("geen week", ()),
        ("artikel 12 en een dag", ("1 dagen",)),
        ("twee\nweken", ("2 weken",)),
        ("de twintig jaren", ("20 jaren",)),
        ("steenweken", ()),
    ],
)
def test_every_length_of_time_is_found(text: str, found: tuple[str, ...]) -> None:
    assert durations(text) == found


@given(st.integers(1, 100), st.sampled_from(["dagen", "weken", "maanden", "jaren", "uren", "werkdagen"]))
def test_digits_give_themselves(count: int, unit: str) -> None:
    assert durations(f"binnen {count} {unit} na ontvangst") == (f"{count} {unit}",)
