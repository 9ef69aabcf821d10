"""A letterhead, read, checked and compiled once so that a letter costs little.

Word scatters a tag over runs and writes its quotes curly; docxtpl's own cleaning undoes that. Jinja then
compiles each part that has tags, in a sandbox. All other parts are compressed once, and so are those that only
the body of a letter decides on, for as long as letters have the same body.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, NoReturn

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from briefgen.errors import Message, RenderError, msg
from briefgen.letters.latest import Latest
from briefgen.render import pictures
from briefgen.render.archive import Member, archive, member
from briefgen.render.docx_body import DECLARATION, Body, Paper, escape, inner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2 import Template
    from lxml.etree import _Element

    from briefgen.letters.blocks import Block

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
NS = {"w": WORD}

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
LINKS, NUMBERING = "word/_rels/document.xml.rels", "word/numbering.xml"
CORE, APP = "docProps/core.xml", "docProps/app.xml"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
APP_XML = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>briefgen</Application></Properties>'
)

TAGS = (
    "afzender", "geadresseerde", "datumregel", "kenmerken", "betreft", "aanhef", "brief", "slotgroet",
    "ondertekeningen", "bijlagen_label", "bijlagen", "naschrift",
)  # fmt: skip
"""The tags that a letterhead must have: without one of them a letter would lose words."""
HEADER_TAGS = ("loopkop", "paginering")
"""The tags that it may have besides, meant for the header of later pages."""
BODY_STYLES = (
    "Brieftekst", "heading 1", "heading 2", "List Number", "List Bullet", "List Continue", "Quote",
    "Tabeltekst", "Tabelkop", "Table Grid", "Hyperlink",
)  # fmt: skip
"""The styles that the body uses, by their names in the file; Word shows its own ones translated."""

# What Word notes of editing sessions, and ids that would no longer be unique after a loop.
EDITING = re.compile(r' (?:w:rsid\w*|w14:(?:paraId|textId))="[^"]*"')
PROBE = "briefgen-probe"
SAMPLE: dict[str, Any] = {
    **dict.fromkeys((*TAGS, *HEADER_TAGS), "x"),
    **dict.fromkeys(("afzender", "geadresseerde", "bijlagen"), ("x", "x")),
    "kenmerken": ({"label": "x", "waarde": "x"},),
    "betreft": {"label": "x", "waarde": "x"},
    "ondertekeningen": (("x", "x"),),
    "brief": Markup(f'<w:p><w:hyperlink r:id="{PROBE}"/></w:p><{PROBE}/>'),  # noqa: S704 - constant
    "naschrift": Markup(f"<w:p/><{PROBE}/>"),  # noqa: S704 - constant
    "paginering": Markup(f"<{PROBE}/>"),  # noqa: S704 - constant
}
FAILURES = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError)
"""What a letterhead's own expressions can raise."""


@dataclass(frozen=True, slots=True)
class WrittenBody:
    """A body on a letterhead: the XML of its two places in the file, its links, and the parts that it decides on."""

    xml: str
    annex: str
    links: str
    members: tuple[Member, ...]


class Letterhead:
    """A letterhead that is ready for letters. `body` writes a body and annex for it, which are the same thing again
    for an equal body.

    Raises RenderError when `data` is no Word file or misses something that letters need.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self._where = str(path)
        try:
            with zipfile.ZipFile(BytesIO(data)) as file:
                parts = {name: file.read(name) for name in file.namelist() if not name.endswith("/")}
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError):  # RuntimeError: a password
            self._fail(msg("Het briefpapier is geen Word-bestand (.docx)."))
        for name in (DOCUMENT, STYLES, NUMBERING, LINKS, CORE, APP):
            if name not in parts:
                self._fail(msg("In het briefpapier ontbreekt het onderdeel {naam}.", naam=name))
        self._environment = SandboxedEnvironment(
            autoescape=True, undefined=StrictUndefined, finalize=_literal, keep_trailing_newline=True
        )
        sources = {
            name: self._source(name, data)
            for name, data in parts.items()
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)
        }
        sources = {name: source for name, source in sources.items() if "{{" in source or "{%" in source}
        self._check_tags(sources)
        self._templates = {name: self._compile(name, source) for name, source in sources.items()}
        document, styles, lists, links = (
            self._parse(name, parts[name]) for name in (DOCUMENT, STYLES, NUMBERING, LINKS)
        )
        self._paper = self._measure(document, styles, lists)
        self._list_rows = _split_after(lists, lists.findall("w:num", NS)[-1])
        self._link_rows = _split_after(links, links[-1])
        written = {*self._templates, LINKS, NUMBERING, CORE}
        parts[APP] = APP_XML.encode()
        for name in (name for name in parts if name.startswith("word/media/")):
            parts[name] = pictures.bare(parts[name])
        self._members = tuple(member(name, content) for name, content in parts.items() if name not in written)
        self.body: Latest[tuple[tuple[Block, ...], tuple[Block, ...]], WrittenBody] = Latest(self._body)

    def _body(self, blocks: tuple[tuple[Block, ...], tuple[Block, ...]]) -> WrittenBody:
        body = Body(self._paper)
        body.write(*blocks)
        links = "".join(
            f'<Relationship Id="{name}" Type="{HYPERLINK}" Target="{escape(href)}" TargetMode="External"/>'
            for href, name in body.links.items()
        )
        lists = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self._abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for number, level in body.lists
        )
        parts = {LINKS: links.join(self._link_rows), NUMBERING: lists.join(self._list_rows)}
        # (Half a character may still be among the links: who asked for the letter refuses it, and says where it is.)
        written = (member(name, xml.encode("utf-8", "surrogatepass")) for name, xml in parts.items())
        return WrittenBody(body.xml, body.annex, links, tuple(written))

    def parts(self, context: Mapping[str, Any]) -> dict[str, str]:
        """Return the parts with tags by name, filled in with `context`, literally."""
        try:
            return {name: DECLARATION + template.render(context) for name, template in self._templates.items()}
        except FAILURES as error:
            self._fail(msg("Het briefpapier past niet bij deze brief ({reden}).", reden=error))

    def pack(self, parts: Mapping[str, str], body: WrittenBody, core: str) -> bytes:
        """Return the Word file of a letter: its `parts`, `body` and properties, and all that every letter has."""
        filled = [member(name, xml.encode()) for name, xml in parts.items()]
        return archive([*self._members, *filled, *body.members, member(CORE, core.encode())])

    def _parse(self, name: str, part: bytes) -> _Element:
        try:
            return etree.fromstring(part)
        except etree.XMLSyntaxError as error:
            self._fail(msg("Het onderdeel {naam} van het briefpapier is stuk ({reden}).", naam=name, reden=error))

    def _source(self, name: str, part: bytes) -> str:
        """Return the Jinja source of one part."""
        xml = EDITING.sub("", etree.tostring(self._parse(name, part), encoding="unicode"))
        return str(DocxTemplate(self._where).patch_xml(xml))

    def _check_tags(self, sources: Mapping[str, str]) -> None:
        used: dict[str, set[str]] = {}
        for name, source in sources.items():
            try:
                tree = self._environment.parse(source)
            except TemplateError as error:
                self._fail(msg("Een tag in {naam} is niet te lezen ({reden}).", naam=name, reden=error))
            used[name] = meta.find_undeclared_variables(tree) - set(self._environment.globals)
        for tag in sorted(set().union(*used.values()) - {*TAGS, *HEADER_TAGS}):
            self._fail(msg("Het briefpapier gebruikt een onbekende tag: {tag}.", tag=tag))
        for tag in TAGS:
            if tag not in used.get(DOCUMENT, ()):
                self._fail(msg("In het briefpapier ontbreekt de tag {tag}.", tag=tag))

    def _compile(self, name: str, source: str) -> Template:
        """Compile one part, and try it: whole blocks must not land inside a run of text."""
        try:
            template = self._environment.from_string(source)
            tree = etree.fromstring(template.render(SAMPLE))
        except (*FAILURES, etree.XMLSyntaxError) as error:
            self._fail(msg("De tags in {naam} kloppen niet ({reden}).", naam=name, reden=error))
        for probe in tree.iter(PROBE):
            parent = probe.getparent()
            if parent is not None and parent.tag not in (f"{W}body", f"{W}p"):
                self._fail(
                    msg(
                        "De tag voor de brieftekst hoort als {brief} alleen in een alinea te staan,"
                        " en die voor de paginanummers als {paginering} in de tekst.",
                        brief="{{p brief }}",
                        paginering="{{r paginering }}",
                    )
                )
        return template

    def _measure(self, document: _Element, styles: _Element, lists: _Element) -> Paper:
        found = {_attribute(style, "w:name", "val").lower(): style for style in styles.iterfind("w:style", NS)}
        chosen: dict[str, _Element] = {}
        for name in BODY_STYLES:
            if name.lower() not in found:
                self._fail(msg("In het briefpapier ontbreekt de stijl {stijl}.", stijl=name))
            chosen[name] = found[name.lower()]
        numbers = {name: _number(chosen[name], "w:pPr/w:numPr/w:numId") for name in ("List Number", "List Bullet")}
        for name, number in numbers.items():
            if lists.find(f"w:num[@w:numId='{number}']", NS) is None:
                self._fail(msg("De stijl {stijl} van het briefpapier heeft geen nummering.", stijl=name))
        self._abstract = _number(lists, f"w:num[@w:numId='{numbers['List Number']}']/w:abstractNumId")
        level = f"w:abstractNum[@w:abstractNumId='{self._abstract}']/w:lvl[@w:ilvl='0']/w:pPr/w:ind"
        if not (pages := document.findall(".//w:sectPr", NS)):
            self._fail(msg("Het briefpapier zegt niet hoe groot de pagina is."))
        page = pages[-1]
        margins = _number(page, "w:pgMar", "left") + _number(page, "w:pgMar", "right")
        return Paper(
            ids={name: style.get(f"{W}styleId", "") for name, style in chosen.items()},
            before={name: _number(style, "w:pPr/w:spacing", "before") for name, style in chosen.items()},
            after={name: _number(style, "w:pPr/w:spacing", "after") for name, style in chosen.items()},
            text_width=_number(page, "w:pgSz", "w") - margins,
            step=_number(lists, level, "left"),
            quote=(
                _number(chosen["Quote"], "w:pPr/w:ind", "left"),
                _number(chosen["Quote"], "w:pPr/w:ind", "right"),
            ),
            bulleted=str(numbers["List Bullet"]),
            first_free_list=1 + max(int(num.get(f"{W}numId", "0")) for num in lists.iterfind("w:num", NS)),
        )

    def _fail(self, what: Message) -> NoReturn:
        raise RenderError(
            what,
            where=self._where,
            mend=msg("Verbeter het briefpapier in Word, of neem dat van briefgen."),
        )


def _split_after(root: _Element, element: _Element) -> tuple[str, str]:
    """Return the XML up to and including `element`, and the XML after it."""
    element.addnext(etree.Element(PROBE))
    start, _, end = etree.tostring(root, encoding="unicode").partition(f"<{PROBE}/>")
    return DECLARATION + start, end


def _literal(value: object) -> object:
    """Prepare what a tag prints: text is escaped, with line breaks and tabs as Word writes them."""
    return value if hasattr(value, "__html__") else Markup(inner(str(value)))  # noqa: S704


def _attribute(element: _Element, path: str, name: str) -> str:
    found = element.find(path, NS)
    return "" if found is None else found.get(f"{W}{name}", "")


def _number(element: _Element, path: str, name: str = "val") -> int:
    """Return a number from an attribute below `element`; 0 where the file does not say."""
    return round(float(_attribute(element, path, name) or 0))
