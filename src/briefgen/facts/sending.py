"""How a letter goes out: by which way, and whether the body has opened that way."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact
from briefgen.facts.scalars import YesNo


class Sending(Facts):
    channel: kinds.Channel = fact("wijze", "Hoe u verstuurt", "Hoe wilt u de brief versturen?", "aangetekend")
    opened: YesNo = Field(
        default=False,
        alias="kanaal_aangewezen",
        title="Kanaal aangewezen",
        description=(
            "Heeft de organisatie dit e-mailadres of formulier zelf voor dit soort berichten aangewezen, "
            "bijvoorbeeld op haar website?"
        ),
        examples=["nee"],
    )
