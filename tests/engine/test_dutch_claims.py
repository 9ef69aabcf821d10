"""What a sentence claims in its writer's own name."""

from __future__ import annotations

import pytest

from briefgen.dutch.claims import claimed


@pytest.mark.parametrize(
    "sentence",
    [
        "Hier gelden zes weken.",
        "Artikel 3 zegt dat er zes weken zijn.",  # the law says so, and the writer repeats it as their own
        "Volgens de wet zijn er zes weken.",
        "Stelt u zich op de hoogte van de zes weken.",
        "De raad stelt een onderzoek in, zes weken lang.",
        "Zijn foto’s zijn zes weken bewaard.",
        "Er zijn geen vijf maar zes weken, en niet minder.",
    ],
)
def test_a_plain_sentence_claims_all_its_words(sentence: str) -> None:
    assert claimed(sentence) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Gelden hier zes weken?",
        "Gelden hier zes weken (artikel 3)? ",
        "U schrijft dat hier zes weken gelden.",
        "Op 3 mei schreef u mij dat hier zes weken gelden.",
        "De gemeente schreef op 3 mei aan mij dat hier zes weken gelden.",
        "De instelling stelt dat hier zes weken gelden.",
        "Volgens de gecertificeerde instelling gelden hier zes weken.",
        "Volgens uw brief zijn het zes weken.",
        "Anders dan u denkt, gelden hier zes weken.",
        "De bepaling zegt niets over zes weken.",
        "Dat hier zes weken gelden, klopt niet.",
        "Ik vraag mij af of hier zes weken gelden.",
        "Wilt u mij uitleggen waarom hier zes weken gelden.",
    ],
)
def test_a_question_and_what_others_say_claim_nothing(sentence: str) -> None:
    assert claimed(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Er staat “zes weken” in de brief.", "Er staat „zes weken” in de brief.", "Er staat „zes weken“ in de brief.",
        'Er staat "zes weken" in de brief.', "Er staat «zes weken» in de brief.", "Er staat ‘zes weken’ in de brief.",
    ],
)  # fmt: skip
def test_a_quotation_is_not_the_writers_own(sentence: str) -> None:
    assert " ".join(claimed(sentence).split()) == "Er staat … in de brief."
