"""Blocks: each opened, each closed, none across another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.authoring.model import Findings, Rule
from briefgen.authoring.statements import BLOCKS, MIDDLE, meant
from briefgen.errors import msg
from briefgen.render.word_template import Tag


@dataclass(slots=True)
class _Open:
    tag: Tag
    word: str


def check(tags: Sequence[Tag], findings: Findings) -> bool:  # noqa: C901 - one branch for each kind of tag
    """Check the blocks of one part; tell whether each is closed where it should be."""
    stack: list[_Open] = []
    skipped: list[tuple[_Open, Tag]] = []  # closed too late: by the end of a block around it
    sound = True
    raw = False
    for tag in tags:
        word = meant(tag)
        if raw and word != "endraw":
            continue
        raw = word == "raw"
        if word in BLOCKS and (word != "set" or "=" not in tag.inner):
            stack.append(_Open(tag, word))
        elif word in MIDDLE:
            if not stack or stack[-1].word not in {"if", "for"}:
                sound = _not_opened(tag, "if", findings)
        elif word.startswith("end") and word[3:] in BLOCKS:
            name = word[3:]
            fitting = [one for one in stack if one.word == name]
            if fitting:
                same = [one for one in fitting if one.tag.level == tag.level]
                while stack[-1] is not (same or fitting)[-1]:
                    skipped.append((stack.pop(), tag))
                    sound = False
                stack.pop()
            elif late := next((pair for pair in skipped if pair[0].word == name), None):
                skipped.remove(late)
                _crossed(*late, findings)
            else:
                sound = _not_opened(tag, name, findings)
    for one in [*stack, *(late for late, _ in skipped)]:
        sound = False
        findings.on(
            one.tag, Rule.NOT_CLOSED, msg("Dit blok wordt nergens gesloten."),
            msg("Zet {einde} waar het blok ophoudt.", einde="{%" + f"{one.tag.level} end{one.word} %}}"),
        )  # fmt: skip
    return sound


def _not_opened(tag: Tag, name: str, findings: Findings) -> bool:
    findings.on(
        tag, Rule.NOT_OPENED, msg("Er is geen blok {begin} open waar dit bij hoort.", begin="{% " + name + " %}"),
        msg("Haal de tag weg, of zet {begin} ervoor.", begin="{% " + name + " ... %}"),
    )  # fmt: skip
    return False


def _crossed(one: _Open, end: Tag, findings: Findings) -> None:
    findings.on(
        end, Rule.CROSSED,
        msg("Dit sluit een blok terwijl {begin} in {plaats} nog open is.",
            begin=one.tag.straight, plaats=one.tag.spot.place),
        msg("Sluit eerst het binnenste blok: zet {einde} hiervoor.", einde="{% end" + one.word + " %}"),
    )  # fmt: skip
