"""Blocks and XML: a block that begins and ends at places of another kind leaves a file that Word cannot open.

Of each block is noted which elements its branches close and open. Taken or left out, once or many times, what is around
it must stay nested as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefgen.authoring.model import Findings, Rule
from briefgen.authoring.statements import BLOCKS, MIDDLE
from briefgen.errors import msg
from briefgen.render.word_template import Source, Tag, number_in

_TOKEN = re.compile(
    r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<(?P<shut>/?)(?P<name>[\w:]+)(?P<rest>[^<>]*?)(?P<alone>/?)>", re.DOTALL
)


@dataclass(slots=True)
class _Frame:
    """What a block closes and opens of the elements around it, in its branches so far and in this one."""

    tag: Tag | None
    word: str
    shut: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    branches: list[tuple[list[str], list[str]]] = field(default_factory=list)
    with_else: bool = False

    def element(self, name: str, *, shut: bool) -> None:
        if not shut:
            self.opened.append(name)
        elif self.opened:
            self.opened.pop()
        else:
            self.shut.append(name)

    def next_branch(self) -> None:
        self.branches.append((self.shut, self.opened))
        self.shut, self.opened = [], []

    @property
    def even(self) -> bool:
        """Whether the file stays sound however often each branch is taken."""
        first = self.branches[0]
        if self.word not in {"if", "for"}:
            return first == ([], [])
        if all(shut == opened[::-1] for shut, opened in self.branches):
            return True
        return self.word == "if" and self.with_else and all(branch == first for branch in self.branches)

    @property
    def deepest(self) -> tuple[list[str], list[str]]:
        """What the block as a whole closes and opens."""
        return max(self.branches, key=lambda branch: len(branch[0]))


def check(source: Source, findings: Findings) -> None:  # noqa: C901 - one branch for each kind of token
    """Find the blocks that would leave a broken file: begun and ended at places of another kind."""
    frames = [_Frame(None, "")]
    for token in _TOKEN.finditer(source.text):
        if token["name"] is not None:
            if not token["alone"]:
                frames[-1].element(token["name"], shut=bool(token["shut"]))
            continue
        text = token[0]
        number = number_in(text)
        word = (re.match(r"\{%-?\s*(\w+)", text) or ["", ""])[1]
        if text[1] != "%":
            continue
        tag = source.tags[number] if number is not None else frames[-1].tag
        if word in BLOCKS and (word != "set" or "=" not in text):
            frames.append(_Frame(tag, word))
        elif word in MIDDLE and len(frames) > 1:
            frames[-1].next_branch()
            frames[-1].with_else |= word == "else"
        elif word.startswith("end") and len(frames) > 1:
            frame = frames.pop()
            frame.next_branch()
            if not frame.even and frame.tag is not None:
                _uneven(frame.tag, tag, findings)
                return  # what follows it cannot be judged
            shut, opened = frame.deepest
            for name in shut:
                frames[-1].element(name, shut=True)
            for name in opened:
                frames[-1].element(name, shut=False)


def _uneven(begin: Tag, end: Tag | None, findings: Findings) -> None:
    findings.on(
        begin, Rule.UNEQUAL,
        msg("Dit blok begint hier en eindigt in {plaats}, op een ongelijke plek; het Word-bestand zou stukgaan.",
            plaats=begin.spot.place if end is None else end.spot.place),
        msg("Zet begin en eind allebei in gewone tekst, of allebei met p in eigen alinea's (met tr in eigen rijen)."),
    )  # fmt: skip
