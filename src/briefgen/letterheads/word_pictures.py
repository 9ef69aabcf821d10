"""Whether the logo and the signature of a Word letterhead are those of the house style, which the PDF shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import Message, msg
from briefgen.letterheads.findings import Finding, Group
from briefgen.letterheads.likeness import alike
from briefgen.letterheads.word_look import WordLook
from briefgen.render.house import House


def findings(word: WordLook, wanted: WordLook, house: House, path: Path) -> Iterator[Finding]:
    """Each picture that is in the one and not in the other, or another there. `wanted` is made from `house`."""
    place = Message("{bestand}", {"bestand": path.name})
    for part, key, image in (
        ("header", "logo", house.logo),
        ("document", "handtekening › afbeelding", house.signatures.image),
    ):
        found, should = _pictures(word, part), _pictures(wanted, part)
        if found and image is None:
            yield Finding(
                Group.DIFFERENCE, place,
                msg("Er staat een afbeelding in Word, en niet in house.yaml bij {sleutel}.", sleutel=key),
                msg("Vul {sleutel} in house.yaml in.", sleutel=key),
            )  # fmt: skip
        elif image is not None and not found:
            yield Finding(
                Group.DIFFERENCE, place,
                msg("De afbeelding van house.yaml ({sleutel}) staat niet in Word.", sleutel=key),
                msg(
                    "Zet haar in Word met Invoegen › Afbeeldingen (het logo in de koptekst van bladzijde een), of haal "
                    "{bestand} weg; dan maakt briefgen het opnieuw.",
                    bestand=path.name,
                ),
            )  # fmt: skip
        elif image is not None and all(alike(one, other) is False for one in found for other in should):
            yield Finding(
                Group.DIFFERENCE, place,
                msg(
                    "In Word staat een andere afbeelding dan {bestand} uit house.yaml ({sleutel}), die de PDF heeft.",
                    bestand=image.file, sleutel=key,
                ),
                msg(
                    "Klik in Word met rechts op de afbeelding (voor het logo: dubbelklik eerst op de koptekst) en kies "
                    "Afbeelding wijzigen › Uit een bestand: {afbeelding}. Of haal {bestand} weg; dan maakt briefgen "
                    "het opnieuw uit house.yaml.",
                    afbeelding=image.file, bestand=path.name,
                ),
            )  # fmt: skip


def _pictures(word: WordLook, part: str) -> list[bytes]:
    return [picture.data for picture in word.pictures() if picture.part == part and picture.alternative != ""]
