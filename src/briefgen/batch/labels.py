"""Address labels for the envelopes of a batch, drawn by ``labels.typ`` on A4 sheets of 3 x 8."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from briefgen.errors import RecipientError, msg
from briefgen.render import pdf
from briefgen.render.stationery import Stationery


def labels(addresses: Sequence[Sequence[str]], letterhead: Stationery, *, title: str, on: date) -> bytes:
    """Return a PDF with a label for each of `addresses`, in that order; equal addresses give equal bytes.

    Each address is the lines as on the letter (``letter.envelope.recipient``); there is at least one.
    `letterhead` is ``workshop.letterhead``, `on` the date of the batch. Labels of 70 x 36 mm; sheets of
    70 x 37 mm do as well. An address that is long is set smaller, as far as it stays readable.

    Raises RecipientError, naming them, for addresses that still do not fit, and RenderError.
    """
    document = {"title": title, "date": on.isoformat(), "addresses": [list(lines) for lines in addresses]}
    inputs = {"labels": json.dumps(document, ensure_ascii=False)}
    timestamp = int(datetime.combine(on, time(12), UTC).timestamp())
    made, too_large = pdf.compiled(letterhead, "labels.typ", inputs, timestamp, verdict="verdict")
    if too_large:
        raise RecipientError(
            msg(
                "Dit past niet op een etiket: {adressen}.",
                adressen="; ".join(" / ".join(addresses[index]) for index in too_large),
            ),
            mend=msg("Kort de naam of 'ter attentie van' in."),
        )
    return made
