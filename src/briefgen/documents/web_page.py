"""The text of HTML, as mail carries it: a passage for each block, links with what they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree, html

from briefgen.documents.assembly import Collection, Draft, raised
from briefgen.documents.notices import damaged, not_read
from briefgen.errors import Message

PlaceOf = Callable[[int], Message]

_INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"),
    *("ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
    *("u", "var", "wbr"),
}
_UNSEEN = {"head", "script", "style", "template", "noscript", "title"}
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_html(text: str, passages: Collection, place_of: PlaceOf) -> tuple[Message, ...]:
    """Add the blocks of a page; `place_of` gives the place of each by its number. Returns what was not read.

    Nothing is fetched, no script runs. Raises DocumentError for a page that cannot be read to its end.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError:  # nothing in it
        return ()
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise damaged()  # the parser stopped there, and what follows is lost
    reader = _Reader(passages, place_of)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = str(element.tag).lower()
        if event == "start":
            if name in _UNSEEN:
                walker.skip_subtree()
                continue
            reader.begin(name, element.get("href") or "")
            reader.words(element.text, high=name == "sup")
        else:
            if name not in _UNSEEN:
                reader.end(name)
            reader.words(element.tail)
    reader.flush()
    return not_read(reader.pictures)


class _Reader:
    def __init__(self, passages: Collection, place_of: PlaceOf) -> None:
        self._passages = passages
        self._place_of = place_of
        self._draft = Draft()
        self._open: list[tuple[int, str]] = []
        self.pictures = 0
        self._number = 0

    def begin(self, name: str, target: str) -> None:
        if name == "br":
            self._draft.add("\n")
        elif name not in _INLINE:
            self.flush()
        if name == "a":
            self._open.append((self._draft.position, target))
        self.pictures += name in {"img", "svg", "object", "embed", "iframe"}

    def end(self, name: str) -> None:
        if name == "a" and self._open:
            self._draft.link(*self._open.pop())
        elif name not in _INLINE and name != "br":
            self.flush()

    def words(self, text: str | None, *, high: bool = False) -> None:
        text = _SPACES.sub(" ", text or "")
        if self._draft.ends_in_space():
            text = text.lstrip(" ")
        self._draft.add(raised(text) if high else text)

    def flush(self) -> None:
        for start, target in self._open:
            self._draft.link(start, target)
        self._open = [(0, target) for _, target in self._open]
        text, links = self._draft.take()
        if text:
            self._number += 1
            self._passages.add(text, self._place_of(self._number), links)
