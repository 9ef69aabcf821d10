"""What the styles of a user's own Word file must hold for a letter: its language, and a style for links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from briefgen.render.word_file import W, WordFile, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = "Hyperlink"


def prepare(file: WordFile, contents: dict[str, bytes], language: str) -> str:
    """Make the styles in `contents` ready for a letter in `language`.

    Return the id of the character style for links; nothing when the file has no styles at all.
    """
    name, root = _styles(file)
    if root is None:
        return ""
    _speak(root, language)
    style = _link_style(root)
    contents[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return style


def language(file: WordFile) -> str:
    """The language that a file says its text is in; nothing when it says none."""
    _, root = _styles(file)
    said = [value(node) for node in _said(root)] if root is not None else []
    return said[-1] if said else ""


def _styles(file: WordFile) -> tuple[str, _Element | None]:
    """The name of the part with the styles, and its root if it is there."""
    name = next((target for _, kind, target in file.relations(file.main) if kind == "styles"), "")
    return name, file.xml(name) if name in file.contents else None


def _said(root: _Element) -> list[_Element]:
    """Where the styles say a language for all text: the defaults, and the style that paragraphs have by default."""
    found = [root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")]
    found += [
        style.find(f"{W}rPr/{W}lang")
        for style in root.iterfind(f"{W}style")
        if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}
    ]
    return [node for node in found if node is not None and value(node)]


def _speak(root: _Element, language: str) -> None:
    """Say that the text is in `language`, unless it is said to be in another form of it, such as nl-BE.

    A screen reader reads Dutch as English where the file says so. A run that says its own language keeps it.
    """
    spoken = language.partition("-")[0]
    said = _said(root)
    for node in said:
        if value(node).partition("-")[0].lower() != spoken:
            node.set(f"{W}val", language)
    if not said:
        at = root
        for name in ("docDefaults", "rPrDefault", "rPr"):
            at = _first(at, name)
        lang = at.find(f"{W}lang")
        (etree.SubElement(at, f"{W}lang") if lang is None else lang).set(f"{W}val", language)


def _first(above: _Element, name: str) -> _Element:
    """The child of this name, made at the start when it is not there."""
    found = above.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        above.insert(0, found)
    return found


def _link_style(root: _Element) -> str:
    """The id of the character style for links, which is added when it is not there.

    LibreOffice drops a link whose run has no character style. The added one is bare, so the look stays the author's.
    """
    ids = {value(style, "styleId") for style in root.iterfind(f"{W}style")}
    for style in root.iterfind(f"{W}style"):
        if value(style.find(f"{W}name")).lower() == _NAME.lower() and value(style, "type") == "character":
            return value(style, "styleId")
    made = _NAME if _NAME not in ids else f"briefgen{_NAME}"
    style = etree.SubElement(root, f"{W}style", {f"{W}type": "character", f"{W}styleId": made})
    etree.SubElement(style, f"{W}name", {f"{W}val": _NAME})
    etree.SubElement(style, f"{W}uiPriority", {f"{W}val": "99"})
    etree.SubElement(style, f"{W}unhideWhenUsed")
    return made
