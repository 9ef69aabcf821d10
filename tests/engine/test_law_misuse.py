"""Phrases that betray a mistake, matched on one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import ContentError
from briefgen.law.misuse import Check, Checks, shown, shows
from briefgen.law.records import Misuse

CHECK = """\
id: kersen-eten
titel: kersen eten in de zitting
als: [kersen eten]
waarom: Kersen horen niet op een zitting.
herstel: Laat de kersen thuis.
fout: Wij gaan kersen eten.
goed: Wij eten niets.
"""


def rule(words: list[str], *, with_words: list[str] | None = None, unless: list[str] | None = None) -> Misuse:
    return Misuse.model_validate(
        {
            "id": "regel", "als": words, "en": with_words or [], "behalve": unless or [], "waarom": "Dit klopt niet.",
            "herstel": "Doe het anders.", "fout": "Dit is fout.", "goed": "Dit is goed.",
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("zes weken", "De termijn is zes weken.", True),
        ("zes weken", "Zes\u00a0weken is de termijn.", True),
        ("zes weken", "De termijn is zes\nweken.", True),
        ("ZES weken", "de termijn is Zes Weken", True),
        ("zes weken", "De zesde week en weken.", False),
        ("week", "Twee weken.", False),
        ("GI", "De gi, zoals zij heet.", True),
        ("GI", "Een gids.", False),
        ("één week", "Binnen één week.", True),
        ("één week", "Binnen een week.", False),  # diacritics as they are
        ("oma", "Bij (oma).", True),
        ("moet ... horen", "U moet de raad ook horen.", True),
        ("moet ... horen", "U moet horen.", True),
        ("moet ... horen", "U moet een twee drie vier vijf zes horen.", True),
        ("moet ... horen", "U moet een twee drie vier vijf zes zeven horen.", False),
        ("geldt ... niet", "Hier geldt de dwangsom van artikel 4:17 Awb niet.", True),
        ("c/00", "Zaak C/00 van nu.", True),
    ],
)
def test_a_phrase_is_whole_words_in_any_case(phrase: str, sentence: str, found: bool) -> None:  # noqa: FBT001 - a table
    assert shows(rule([phrase]), sentence) is found


def test_a_rule_needs_one_of_each_list_and_none_of_the_exceptions() -> None:
    mistake = rule(["zes weken", "6 weken"], with_words=["termijn", "tijd"], unless=["geen zes weken"])
    assert shows(mistake, "De termijn is 6 weken.")
    assert not shows(mistake, "Over zes weken is het Kerst.")
    assert not shows(mistake, "De termijn is lang.")
    assert not shows(mistake, "De termijn is geen zes weken.")


def test_the_rules_that_a_sentence_shows_keep_their_order() -> None:
    rules = (rule(["peren"]), rule(["appels"]), rule(["kersen"]))
    assert shown(rules, "Kersen en peren.") == (rules[0], rules[2])


def test_checks_are_read_from_their_folder(tmp_path: Path) -> None:
    assert list(Checks(tmp_path)) == []
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "kersen-eten.yaml").write_text(CHECK, encoding="utf-8")
    (check,) = Checks(tmp_path)
    assert isinstance(check, Check)
    assert check.title == "kersen eten in de zitting"


@pytest.mark.parametrize("slip", ["titel: x\nals: []", "id: Kersen Eten", "als: kersen", "smaak: zoet"])
def test_a_broken_check_is_an_error(slip: str, tmp_path: Path) -> None:
    key = slip.split(":", 1)[0]
    lines = [line for line in CHECK.splitlines() if not line.startswith(f"{key}:")]
    if "als:" in slip:
        lines = [line for line in lines if not line.startswith("als:")]
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "a.yaml").write_text("\n".join([*lines, slip]), encoding="utf-8")
    with pytest.raises(ContentError):
        list(Checks(tmp_path))
