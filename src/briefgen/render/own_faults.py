"""What Jinja and Python say of a fault in a user's own template, in the words of `briefgen templates check`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.errors import Message, msg

if TYPE_CHECKING:
    from briefgen.render.word_template import Tag

_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_CALLED = re.compile(r"(\w+(?:\.\w+)*)\s*\(")


def told(error: Exception, tag: Tag | None, context: Mapping[str, object]) -> tuple[Message, Message] | None:
    """What is wrong with `tag` and the mend; None where the error's own words must do."""
    said = str(error)
    if isinstance(error, ZeroDivisionError):
        return msg("Deze tag deelt door nul."), msg("Deel alleen als het getal niet nul is, met {tag}.", tag="{% if %}")
    if said.endswith("is not safely callable"):
        functions = sorted(name for name, value in context.items() if callable(value))
        called = [name for name in _CALLED.findall(tag.inner) if name not in functions] if tag is not None else []
        return (
            msg("'{naam}' is geen functie en kan niet worden aangeroepen.", naam=called[0] if called else msg("dit")),
            msg("Haal de haken weg, of gebruik een van: {functies}.", functies=", ".join(functions)),
        )
    if found := _UNKNOWN_TAG.match(said):
        word = found[1]
        if word.startswith("end") or word in {"else", "elif"}:
            begin = word.removeprefix("end") if word.startswith("end") else "if"
            return (
                msg("Er is geen blok {begin} open waar dit bij hoort.", begin=f"{{% {begin} %}}"),
                msg("Haal de tag weg, of zet {begin} ervoor.", begin=f"{{% {begin} ... %}}"),
            )
        return (
            msg("briefgen kent de opdracht '{woord}' niet.", woord=word),
            msg("Gebruik if, elif, else, endif, for, endfor of set."),
        )
    if said.startswith("Unexpected end of template"):
        return (
            msg("Een blok wordt nergens gesloten."),
            msg("Zet {eind_if} of {eind_for} waar het blok ophoudt. Waar het begint, zegt: {opdracht}",
                eind_if="{% endif %}", eind_for="{% endfor %}", opdracht="briefgen templates check"),
        )  # fmt: skip
    return None
