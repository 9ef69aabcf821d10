"""Tags that take the paragraph, row or cell around them away: what goes with it, and what should have gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.authoring.model import Findings, Group, Rule
from briefgen.authoring.statements import MIDDLE, is_block, keyword
from briefgen.errors import msg
from briefgen.render.word_file import Spot, W
from briefgen.render.word_template import TAG, Source, Tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = {"tr", "tc", "p"}


def container(spot: Spot, level: str) -> _Element | None:
    """The paragraph, cell or row that a tag with this level takes away."""
    return spot.element if level == "p" else next(spot.element.iterancestors(f"{W}{level}"), None)


def check(source: Source, findings: Findings) -> bool:
    """Check the tags with p, tr and tc of one part; tell whether they take away nothing but themselves."""
    within: dict[int, tuple[_Element, list[Tag]]] = {}
    sound = True
    for tag in source.tags:
        if tag.level not in _LEVELS:
            continue
        holder = container(tag.spot, tag.level)
        if holder is None:
            findings.on(
                tag, Rule.NO_TABLE, msg("Een tag met {letter} werkt alleen in een tabel.", letter=tag.level),
                msg("Zet hem in een tabel, of gebruik {goed} voor een alinea.", goed="{%p ... %}"),
            )  # fmt: skip
            sound = False
            continue
        within.setdefault(id(holder), (holder, []))[1].append(tag)  # with the element, so that its id stays its own
    for _, together in within.values():
        tag = together[0]
        inside = {"p": msg("alinea"), "tr": msg("rij"), "tc": msg("cel")}[tag.level]
        if len({other.level for other in together}) == 1 and len(together) > 1:
            other = together[1]
            findings.on(
                other, Rule.TWO_LEVELS,
                msg("In dezelfde {plek} staat al {eerste}; één van beide verdwijnt.", plek=inside, eerste=tag.straight),
                msg("Geef elke tag met {letter} een eigen {plek}.", letter=tag.level, plek=inside),
            )  # fmt: skip
            sound = False
            continue
        if tag.kind != "#" and (lost := _beside(source, tag)):
            findings.on(
                tag, Rule.SWALLOWED,
                msg("De {plek} van deze tag verdwijnt, en daarmee ook «{tekst}».", plek=inside, tekst=lost),
                msg("Zet die tekst in een eigen {plek}.", plek=inside),
            )  # fmt: skip
            sound = False
    return sound


def _beside(source: Source, tag: Tag) -> str:
    """The text that goes away together with a tag."""
    holder = container(tag.spot, tag.level)
    texts = []
    for spot in source.spots:
        if container(spot, tag.level) is holder and not spot.repeated:
            text = spot.text
            if spot is tag.spot:
                text = text[: tag.start] + text[tag.start + len(tag.text) :]
            texts.append(re.sub(r"\{#.*?#\}", "", text))
    return " ".join(" ".join(texts).split())


def check_lines(source: Source, findings: Findings) -> None:
    """Paragraphs of nothing but statements stay behind as an empty line."""
    for spot in source.spots:
        own = [tag for tag in source.tags if tag.spot is spot]
        holder = spot.element.getparent()
        alone = holder is not None and holder.tag == f"{W}tc" and len(holder.findall(f"{W}p")) == 1
        if not own or alone or TAG.sub("", spot.text).strip() or any(tag.level or tag.kind != "%" for tag in own):
            continue
        if all(is_block(tag) or keyword(tag) in MIDDLE or keyword(tag).startswith("end") for tag in own) and not any(
            "-" in {tag.straight[2], tag.straight[-3]} for tag in own
        ):
            first = own[0]
            findings.on(
                first, Rule.EMPTY_LINE, msg("Deze alinea heeft alleen opdrachten en blijft leeg achter in de brief."),
                msg("Schrijf {goed}; dan verdwijnt de alinea.", goed="{%p " + first.inner + " %}"), Group.NOTICE,
            )  # fmt: skip
