"""Tables, fields and text of a Word file: built as Word expects them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.errors import msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report
from briefgen.inspection.word_file import REMAKE, bare, child, get, in_part, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "del", "moveFrom"})
_AT_EDGE = re.compile(r"\A[ \t\r\n]|[ \t\r\n]\Z")


def check(part: str, tree: _Element, report: Report) -> None:
    """Report tables that do not add up, fields without an end and text that loses its spaces."""
    for element in tree.iter():
        match local(element):
            case "tbl":
                _table(part, element, report)
            case "tc":
                _cell(part, element, report)
            case "t" | "instrText" | "delText" if _AT_EDGE.search(element.text or ""):
                if _kept(element) != "preserve":
                    what = msg("Spaties aan de rand van '{tekst}' vallen weg.", tekst=(element.text or "")[:40])
                    report.warn(rules.TEXT, in_part(part), what, REMAKE)
            case "p" if any(local(above) == "p" for above in _direct_ancestors(element)):
                what = msg("Een alinea staat in een andere alinea.")
                report.error(rules.NESTING, in_part(part), what, REMAKE)
    _fields(part, tree, report)


def _kept(element: _Element) -> str | None:
    found: _Element | None = element
    while found is not None:
        if (value := found.get(_SPACE)) is not None:
            return str(value)
        found = found.getparent()
    return None


def _direct_ancestors(element: _Element) -> Iterator[_Element]:
    """What an element stands in, up to a text box, in which a new text begins."""
    above = element.getparent()
    while above is not None and local(above) != "txbxContent":
        yield above
        above = above.getparent()


def inside(element: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, also those in content controls and changes."""
    for below in element:
        if local(below) == name:
            yield below
        elif local(below) in _TRANSPARENT:
            yield from inside(below, name)


def _number(element: _Element | None, otherwise: int) -> int:
    value = get(element, "val") or ""
    return int(value) if value.isdecimal() else otherwise


def _table(part: str, table: _Element, report: Report) -> None:
    rows = list(inside(table, "tr"))
    if not rows:
        report.error(rules.TABLES, in_part(part), msg("Een tabel heeft geen rijen."), REMAKE)
    grid = child(table, "tblGrid")
    columns = sum(local(each) == "gridCol" for each in grid) if grid is not None else 0
    if rows and not columns:
        report.error(rules.TABLES, in_part(part), msg("Een tabel zegt niet hoeveel kolommen zij heeft."), REMAKE)
        return
    for number, row in enumerate(rows, start=1):
        cells = list(inside(row, "tc"))
        if not cells:
            what = msg("Rij {rij} van een tabel heeft geen cellen.", rij=number)
            report.error(rules.TABLES, in_part(part), what, REMAKE)
            continue
        around = sum(_number(child(row, "trPr", name), 0) for name in ("gridBefore", "gridAfter"))
        width = around + sum(_number(child(cell, "tcPr", "gridSpan"), 1) for cell in cells)
        if width > columns:
            what = msg(
                "Rij {rij} van een tabel heeft een ander aantal kolommen ({aantal}) dan de tabel zelf ({kolommen}).",
                rij=number,
                aantal=width,
                kolommen=columns,
            )
            report.error(rules.TABLES, in_part(part), what, REMAKE)
        elif width < columns:
            what = msg(
                "Rij {rij} van een tabel heeft een ander aantal kolommen ({aantal}) dan de tabel zelf ({kolommen}).",
                rij=number,
                aantal=width,
                kolommen=columns,
            )
            report.warn(rules.TABLES, in_part(part), what, REMAKE)


def _cell(part: str, cell: _Element, report: Report) -> None:
    blocks = list(_blocks(cell))
    if blocks and local(blocks[-1]) == "tbl":
        what = msg("Een cel eindigt met een tabel; Word wil daar nog een alinea na.")
        report.error(rules.TABLES, in_part(part), what, REMAKE)


def _blocks(container: _Element) -> Iterator[_Element]:
    for below in container:
        if local(below) in {"p", "tbl"}:
            yield below
        elif local(below) in _TRANSPARENT:
            yield from _blocks(below)
        elif bare(below) == "AlternateContent":
            yield from (each for choice in below for each in _blocks(choice))


def _fields(part: str, tree: _Element, report: Report) -> None:
    """Each field begins, is separated at most once, and ends."""
    stack: list[bool] = []
    wrong = False
    for element in tree.iter():
        if local(element) != "fldChar":
            continue
        match get(element, "fldCharType"):
            case "begin":
                stack.append(False)
            case "separate":
                wrong |= not stack or stack[-1]
                if stack:
                    stack[-1] = True
            case "end":
                wrong |= not stack
                if stack:
                    stack.pop()
    if wrong or stack:
        what = msg("Een veld heeft geen begin of geen einde.")
        report.error(rules.TEXT, in_part(part), what, REMAKE)
