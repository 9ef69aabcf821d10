"""Small Dutch words that letters need: counting, ordering and joining."""

from __future__ import annotations

from collections.abc import Sequence

_CARDINALS = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
    "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip
_ORDINALS = (
    "nulde", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende",
    "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende", "zeventiende", "achttiende",
    "negentiende", "twintigste",
)  # fmt: skip


def cardinal(number: int) -> str:
    """Write 0 to 20 in words, larger numbers in digits."""
    return _CARDINALS[number] if 0 <= number < len(_CARDINALS) else str(number)


def ordinal(number: str) -> str:
    """Write a lid number as the law does: "2" becomes "tweede"; a number such as "2a" stays as it is."""
    return _ORDINALS[int(number)] if number.isdecimal() and int(number) < len(_ORDINALS) else number


def capitalised(text: str) -> str:
    """Write `text` with a capital: "ijsbaan" becomes "IJsbaan", and "één" loses its accent in "Eén"."""
    if text.startswith("ij"):
        return f"IJ{text[2:]}"
    if text.startswith("één"):
        return f"E{text[1:]}"
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Write `text` with a small first letter: "IJsbaan" becomes "ijsbaan"."""
    return f"ij{text[2:]}" if text.startswith("IJ") else text[:1].lower() + text[1:]


def joined(parts: Sequence[str], conjunction: str = "en") -> str:
    """Join as "a", "a en b", "a, b en c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def euros(amount: int) -> str:
    """Write an amount of whole euros: 1442 becomes "1.442 euro", kept on one line."""
    return f"{amount:,}\u00a0euro".replace(",", ".")
