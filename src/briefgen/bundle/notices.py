"""Why an enclosure is refused, in words for whoever has to mend it."""

from __future__ import annotations

from briefgen.errors import DocumentError, msg


def damaged() -> DocumentError:
    """A file of which a part is missing or wrong."""
    return DocumentError(
        msg("Deze bijlage is beschadigd of niet compleet."),
        mend=msg("Open het bestand zelf, druk het af naar PDF en gebruik dat nieuwe bestand."),
    )


def bomb() -> DocumentError:
    """A file that grows out of proportion when it is unpacked."""
    return DocumentError(
        msg("Deze bijlage wordt uitgepakt veel groter dan een gewoon bestand."),
        mend=msg("Vertrouw het bestand niet. Vraag de maker om een nieuwe PDF."),
    )


def locked() -> DocumentError:
    """A file that only opens with a password."""
    return DocumentError(
        msg("Deze bijlage is met een wachtwoord beveiligd."),
        mend=msg("Open haar met het wachtwoord, druk haar af naar PDF en gebruik dat nieuwe bestand."),
    )


def too_slow(seconds: int) -> DocumentError:
    """A file that is not done in time."""
    return DocumentError(
        msg("Deze bijlage is na {aantal} seconden nog niet verwerkt.", aantal=seconds),
        mend=msg("Het bestand is beschadigd of te groot. Druk het opnieuw af naar PDF, of splits het."),
    )


def too_many_pages(most: int) -> DocumentError:
    """A file with more pages than a bundle can hold."""
    return DocumentError(
        msg("Deze bijlage heeft meer dan {aantal} bladzijden.", aantal=most),
        mend=msg("Splits haar in meer bijlagen, of stuur alleen de bladzijden mee die ertoe doen."),
    )
