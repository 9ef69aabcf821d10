"""What several readers have to say: why a file is refused, and that its pictures were not read."""

from __future__ import annotations

from briefgen.errors import DocumentError, Message, msg


def damaged() -> DocumentError:
    """The error for a file of which a part is missing or wrong."""
    return DocumentError(
        msg("Dit bestand is beschadigd of niet compleet."),
        mend=msg("Open het in het programma waarmee het is gemaakt, sla het opnieuw op en probeer het nog eens."),
    )


def bomb() -> DocumentError:
    """The error for a file that grows out of proportion when it is unpacked."""
    return DocumentError(
        msg("Dit bestand wordt uitgepakt veel groter dan een brief ooit is."),
        mend=msg("Vertrouw het niet. Vraag de afzender om de brief als PDF."),
    )


def locked() -> DocumentError:
    """The error for a file that only opens with a password."""
    return DocumentError(
        msg("Dit bestand is met een wachtwoord beveiligd."),
        mend=msg("Open het met het wachtwoord, sla het zonder wachtwoord op en probeer het opnieuw."),
    )


def other_form(what: Message) -> DocumentError:
    """The error for a form of file that is not read; `what` names it."""
    return DocumentError(what, mend=msg("Sla de brief op als Word-bestand (.docx) of als PDF."))


def not_read(pictures: int) -> tuple[Message, ...]:
    """The remark about pictures, if there were any."""
    if not pictures:
        return ()
    return (
        msg("Er is 1 afbeelding; wat daarop staat, is niet gelezen.")
        if pictures == 1
        else msg("Er zijn {aantal} afbeeldingen; wat daarop staat, is niet gelezen.", aantal=pictures),
    )
