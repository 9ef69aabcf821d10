"""What a sentence claims in its writer's own name.

A question claims nothing. Nor does a sentence that tells what somebody else says, sets that aside, or leaves
it open; and words between quotation marks are somebody else's.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|‘[^‘’]*’(?!\w)")
_QUESTION = re.compile(r"\?[\s)\]]*$")
_BODY = r"(?:gemeente|college|instelling|GI|jeugdbeschermer|gezinsvoogd|raad|aanbieder|jeugdhulpaanbieder)"
_NOT_CLAIMED = re.compile(
    # what somebody else says; a law "zegt" and "stelt" too, so these two count with their speaker only
    r"\b(?:(?:u|hij|zij)\s+(?:schrijft|schreef|stelt\s+dat|stelde|meent|meende|beweert|zegt|zei)"
    r"|(?:schrijft|schreef|meent|beweert|zei)\s+u|(?:stelt|stelde)\s+u\s+dat"
    r"|(?:schrijft|schreef|schrijven|schreven)\s+(?:\S+\s+){0,6}?dat|(?:meent|meende|beweert|stelde)\s+dat"
    rf"|{_BODY}\s+(?:zegt|stelt)\s+dat|uw\s+(?:standpunt|stelling|opvatting)"
    rf"|volgens\s+(?:u|uw|(?:de|het)\s+(?:gecertificeerde\s+)?{_BODY})"
    # what is set aside; plain "niet" and "geen" deny any part of a sentence, so they are no sign here
    r"|anders\s+dan|in\s+tegenstelling\s+tot|los\s+van|evenmin|geenszins|misverstand"
    r"|(?:zegt|staat|regelt|bepaalt|volgt)\s+niets|niets\s+over"
    r"|dat\s+is\s+onjuist|onjuist\s+dat|klopt\s+niet|is\s+niet\s+juist|niet\s+waar\s+dat"
    # what is left open
    r"|de\s+vraag\s+of|mij\s+af\s+of|niet\s+zeker\s+of|laten\s+weten\s+of"
    r"|(?:uitleggen|uit\s+te\s+leggen|toelichten|toe\s+te\s+lichten)\s+(?:of|waarom))\b",
    re.IGNORECASE,
)


def claimed(sentence: str) -> str:
    """The words of one `sentence` that its writer claims; empty when it claims nothing.

    A quotation leaves an ellipsis, so that what stands around it does not become one phrase.
    """
    own = _QUOTED.sub(" … ", sentence)
    return "" if _QUESTION.search(own) or _NOT_CLAIMED.search(own) else own
