"""Labels and the window of the envelope: every address is there, whole, and within its edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from shipped import SAMPLES, workshop

from briefgen import pipeline
from briefgen.batch.labels import labels
from briefgen.errors import RecipientError
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.people import Addressee
from briefgen.papers import Format
from briefgen.recipients.records import Recipient
from briefgen.render.stationery import Stationery

LETTERHEAD = Path(__file__).resolve().parents[2] / "templates" / "letterhead"
HOUSE = yaml.safe_load((LETTERHEAD / "house.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 11, 26)
MM = 72 / 25.4
PAGE = HOUSE["pagina"]["hoogte"]
PLAIN = ("Stichting Voorbeeld", "t.a.v. de klachtencommissie", "Postbus 12", "1234\u00a0AB\u00a0 VOORBEELDSTAD")
LONG = (
    "Stichting Jeugdbescherming Noord-Holland en Flevoland, afdeling Klachtbehandeling",
    "t.a.v. de onafhankelijke klachtencommissie voor ouders en jeugdigen",
    "Postbus 12",
    "1234\u00a0AB\u00a0 'S-GRAVENHAGE",
)
ONE_WORD = ("Samenwerkingsverbandjeugdbeschermingsorganisatiesnoordoostnederland", "Postbus 1", "1234 AB  PLAATS")
HOSTILE = ('#read("x") *vet* $x$ \\', "<naam> & Zn. @ref // geen", "Postbus 1", "1234 AB  PLAATS")


def made(addresses: Sequence[Sequence[str]]) -> bytes:
    return labels(addresses, Stationery.open(LETTERHEAD), title="Etiketten", on=DAY)


def letters_of(data: bytes) -> Iterator[tuple[int, int, int, str, tuple[float, float, float, float]]]:
    """Page, column, row, letter and its box, in mm from the left and the top of the page."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            whole = text.get_text_range()
            for index in range(text.count_chars()):
                left, bottom, right, top = (side / MM for side in text.get_charbox(index))
                if right - left > 0.01 and not whole[index].isspace():  # its hyphen at the end of a line is \ufffe
                    column, row = int((left + right) / 2 // 70), int((PAGE - (bottom + top) / 2 - 4.5) // 36)
                    yield (
                        number,
                        column,
                        row,
                        whole[index].replace("\ufffe", "-"),
                        (left, PAGE - top, right, PAGE - bottom),
                    )
    finally:
        document.close()


def shown(data: bytes) -> dict[tuple[int, int, int], str]:
    """What stands on each label (page, row, column), without white."""
    found: dict[tuple[int, int, int], str] = defaultdict(str)
    for page, column, row, letter, _ in letters_of(data):
        found[page, row, column] += letter
    return found


def joined(lines: Sequence[str]) -> str:
    return "".join("".join(lines).split())


def test_every_address_is_on_its_own_label_in_the_order_given_and_whole() -> None:
    addresses = [PLAIN, LONG, ONE_WORD, HOSTILE] + [(f"Gemeente {number}", *PLAIN[2:]) for number in range(40)]
    found = shown(made(addresses))
    assert [found[key] for key in sorted(found)] == [joined(lines) for lines in addresses]
    assert sorted(found)[:4] == [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0)]
    assert max(found) == (1, 6, 1)


@pytest.mark.parametrize(("height", "top"), [(36, 4.5), (37, 0.5)])
def test_both_usual_sheets_hold_them_within_their_edges(height: int, top: float) -> None:
    for _, column, row, _, box in letters_of(made([LONG, ONE_WORD, PLAIN] * 8)):
        assert 70 * column + 5 < box[0]
        assert box[2] < 70 * (column + 1) - 5
        assert top + height * row + 2.5 < box[1]
        assert box[3] < top + height * (row + 1) - 2.5


def size(data: bytes) -> float:
    """How high the P of "Postbus" is."""
    return next(box[3] - box[1] for *_, letter, box in letters_of(data) if letter == "P")


def test_a_long_address_is_set_smaller_and_one_that_cannot_be_read_is_refused_by_name() -> None:
    assert size(made([PLAIN])) > size(made([LONG]))
    endless = ("Stichting " + "Jeugdbescherming en Jeugdreclassering " * 9, *PLAIN[1:])
    with pytest.raises(RecipientError, match="Stichting Jeugdbescherming") as caught:
        made([PLAIN, endless])
    assert PLAIN[0] not in str(caught.value)


def test_the_last_line_stays_whole() -> None:
    long_town = (*PLAIN[:3], "3750\u00a0GE\u00a0 BUNSCHOTEN-SPAKENBURG")
    boxes = [box for *_, box in letters_of(made([long_town]))][-len(joined(long_town[-1:])) :]
    assert max(box[1] for box in boxes) < min(box[3] for box in boxes)  # they stand beside each other


def test_equal_addresses_give_equal_bytes_with_title_and_language() -> None:
    assert made([PLAIN, LONG]) == made([PLAIN, LONG])
    document = pypdfium2.PdfDocument(made([PLAIN]))
    assert document.get_metadata_dict()["Title"] == "Etiketten"
    document.close()
    assert b"/Lang(nl-NL)" in made([PLAIN]).replace(b"/Lang (", b"/Lang(")


# -- The window of the envelope, and the labels, with the addresses of our own list -----------------------------


def municipalities() -> list[Recipient]:
    bodies = workshop().recipients.rows.values()
    return [body for body in bodies if body.kind is RecipientKind.MUNICIPALITY and not body.successor]


def widest(count: int) -> list[Recipient]:
    """The municipalities whose name, or whose line with the town, is the longest."""
    by_name = sorted(municipalities(), key=lambda body: -len(body.name))
    by_town = sorted(municipalities(), key=lambda body: -len(body.town))
    return list({body.id: body for body in by_name[:count] + by_town[:count]}.values())


def in_window(body: Recipient) -> tuple[tuple[str, ...], str]:
    """The address lines of a letter to `body`, and the text in the window of its first page."""
    case = workshop().read(next(path for path in SAMPLES if path.stem == "toezicht-college"))
    to_body = replace(case, facts=case.facts.model_copy(update={"addressee": Addressee(id=body.id)}))
    (draft,) = pipeline.draft(to_body, ["toezicht-college"], DAY, workshop(), [Format.PDF])
    window: dict[str, Any] = HOUSE["adresvenster"]
    document = pypdfium2.PdfDocument(draft.files[f"{draft.stem}.pdf"])
    text = document[0].get_textpage()
    inside = text.get_text_bounded(
        left=window["links"] * MM,
        right=(window["links"] + window["breedte"]) * MM,
        top=(PAGE - window["boven"]) * MM,
        bottom=(PAGE - window["boven"] - window["hoogte"]) * MM,
    )
    document.close()
    return draft.composition.letter.envelope.recipient, inside.replace("\x02", "-")  # a hyphen at the end of a line


@pytest.mark.parametrize("body", widest(4), ids=lambda body: str(body.id))
def test_the_widest_addresses_fall_in_the_window_and_fit_a_label(body: Recipient) -> None:
    lines, inside = in_window(body)
    assert joined([inside]) == joined(lines)
    assert joined(lines) in shown(made([lines])).values()


@pytest.mark.soak
def test_every_address_falls_in_the_window_and_fits_a_label() -> None:
    addresses = []
    for body in municipalities():
        lines, inside = in_window(body)
        assert joined([inside]) == joined(lines), body.name
        addresses.append(lines)
    assert list(shown(made(addresses)).values()) == [joined(lines) for lines in addresses]
