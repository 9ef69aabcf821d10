"""A letter on a Word file of the user's own, with docxtpl tags over the facts.

docxtpl's cleaning makes Jinja of the file; every value is a mark until the XML is parsed again, and only then put in,
so nothing that a person typed is ever read as a tag or as XML. Citations become real hyperlinks.
"""

from __future__ import annotations

import copy
import functools
import re
import traceback
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.errors import ContentError, OwnTemplateError, msg
from briefgen.letters.blocks import Citation, Text
from briefgen.render import docx, own_faults, own_styles
from briefgen.render.docx_letterhead import APP, APP_XML, CORE, HYPERLINK
from briefgen.render.word_file import Part, W, WordFile, local, spots
from briefgen.render.word_template import Source, sources, tag_at, tags, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from briefgen.letters.blocks import Inline
    from briefgen.letters.filling import Filling
    from briefgen.render.word_template import Tag

MARK = re.compile("\ue000(\\d+)\ue001")
_TOP = "_rels/.rels"
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile(r"(\n|\t)")
_TRACKED = {"ins", "del", "moveFrom", "moveTo", "commentReference"}
_SHOWN = 80  # characters of a paragraph in a message
_OWN_IDS = 1000  # ids of drawings that a loop repeats count on from here, as docxtpl does


def render(template: bytes, where: str, filling: Filling) -> bytes:
    """Return the Word file `template` with the tags filled in; equal input gives equal bytes.

    Raises OwnTemplateError, with the paragraph or table cell, for whatever keeps it from being a sound letter.
    """
    file, found = _prepared(template, where)
    contents = dict(file.contents)
    style = own_styles.prepare(file, contents, filling.letter.language)
    for source in found:
        root = _filled(source, where, filling)
        links = _Links()
        _put_in(root, filling, links, style)
        _mend_tables(root)
        _refuse_empty(Part(source.part.name, source.part.kind, root), where)
        contents[source.part.name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if links.targets:
            name = re.sub(r"([^/]+)$", r"_rels/\1.rels", source.part.name)
            contents[name] = links.declared(contents.get(name))
    _without_thumbnail(contents)
    if CORE in contents:
        contents[CORE] = docx.core_properties(filling.letter).encode()
    if APP in contents:
        contents[APP] = APP_XML.encode()
    return _packed(contents)


@functools.lru_cache(maxsize=16)
def _prepared(template: bytes, where: str) -> tuple[WordFile, tuple[Source, ...]]:
    file = WordFile(template, where)
    found = sources(file)
    for source in found:
        _refuse_leftovers(source, where)
    return file, found


def _refuse_leftovers(source: Source, where: str) -> None:
    """Refuse what would go out with every letter: somebody's remarks and changes, half tags."""
    for node in source.part.root.iter():
        if local(node) in _TRACKED:
            raise OwnTemplateError(
                msg("Dit Word-bestand bevat bijgehouden wijzigingen of opmerkingen; die zouden met de brief meegaan."),
                where=where,
                mend=msg("Accepteer of weiger ze in Word (Controleren), verwijder de opmerkingen en sla het op."),
            )
    for spot in source.spots:
        rest = spot.text
        for tag in reversed(tags((spot,))):
            rest = rest[: tag.start] + rest[tag.start + len(tag.text) :]
        if half := re.search(r"\{[{%#]|[%#}]\}", rest):
            raise OwnTemplateError(
                msg("Hier staat {haken} zonder het andere eind van de tag: «{tekst}».",
                    haken=half[0], tekst=_short(spot.text)),
                where=f"{where}, {spot.place}",
                mend=msg("Zet de hele tag in één alinea, of haal de haken weg."),
            )  # fmt: skip


def _refuse_empty(part: Part, where: str) -> None:
    """Refuse a letter without a word in it: nobody would see that before it is in the post."""
    if part.kind == "document" and not any(spot.text.strip() for spot in spots(part)):
        raise OwnTemplateError(
            msg("De brief op dit sjabloon heeft geen tekst."),
            where=where,
            mend=msg("Zet de brief in het Word-bestand, en kijk of tags met if niet alles weglaten."),
        )


def _filled(source: Source, where: str, filling: Filling) -> _Element:
    try:
        text = filling.environment.from_string(source.text).render(filling.context)
    except ContentError as error:
        raise OwnTemplateError(error.what, where=_place(source, error, where), mend=error.mend) from error
    except filling.faults as error:
        plainly = own_faults.told(error, _tag(source, error), filling.context)
        what, mend = plainly or filling.explained(error)
        raise OwnTemplateError(what, where=_place(source, error, where), mend=mend) from error
    text = without_marks(text)
    for literal, written in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        text = text.replace(literal, written)  # how docxtpl lets an author write a brace
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise OwnTemplateError(
            msg("De tags van dit Word-bestand maken het onleesbaar: een blok begint en eindigt op ongelijke plaatsen."),
            where=where,
            mend=msg("Controleer het bestand met: {opdracht}", opdracht="briefgen templates check"),
        ) from error
    if any(tag.level == "tc" for tag in source.tags):
        from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to load

        root = DocxTemplate("").fix_tables(text)  # a loop over cells changes how many columns there are
    return root


def _place(source: Source, error: Exception, where: str) -> str:
    """The file, the paragraph and the tag in which an error arose."""
    tag = _tag(source, error)
    return where if tag is None else f"{where}, {tag_place(tag)}"


def _tag(source: Source, error: Exception) -> Tag | None:
    """The tag in which an error arose, if that can be known."""
    line = getattr(error, "lineno", None)
    if line is None:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
        line = frames[-1].lineno if frames else None
    return tag_at(source, line) if line else None


def tag_place(tag: Tag) -> str:
    """Where a tag stands, with the tag itself."""
    return f"{tag.spot.place}: {_short(' '.join(tag.straight.split()))}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


# --- values


class _Links:
    """The addresses that one part links to, with the id that each gets in it."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def id_of(self, href: str) -> str:
        return self.targets.setdefault(href, f"briefgen{len(self.targets) + 1}")

    def declared(self, before: bytes | None) -> bytes:
        """The relations of the part with these added."""
        start = before or f'<Relationships xmlns="{_RELATIONSHIP}"/>'.encode()
        root = etree.fromstring(start, etree.XMLParser(resolve_entities=False))
        for href, name in self.targets.items():
            row = {"Id": name, "Type": HYPERLINK, "Target": href, "TargetMode": "External"}
            etree.SubElement(root, f"{{{_RELATIONSHIP}}}Relationship", row)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put_in(root: _Element, filling: Filling, links: _Links, style: str) -> None:
    """Put the values in for their marks: literally, and citations as hyperlinks."""
    for node in list(root.iter()):
        for name, text in list(node.attrib.items()):
            if MARK.search(str(text)):
                node.set(name, MARK.sub(lambda found: filling.value(int(found[1])).text, str(text)))
        if not node.text or not MARK.search(node.text):
            continue
        pieces = [
            filling.value(int(piece)) if index % 2 else Text(piece)
            for index, piece in enumerate(MARK.split(node.text))
            if index % 2 or piece
        ]
        run = node.getparent()
        if local(node) != "t" or run is None or local(run) != "r":
            if local(node) in {"p", "body", "tc", "tr", "tbl", "r", "hdr", "ftr"}:
                raise _out_of_text(filling)
            node.text = "".join(piece.text for piece in pieces)
            continue
        _in_runs(run, node, pieces, links, style)
    for node in root.iter():
        if node.tail and MARK.search(node.tail):
            raise _out_of_text(filling)


def _out_of_text(filling: Filling) -> OwnTemplateError:
    return OwnTemplateError(
        msg("Een tag met p, tr of tc drukt een waarde af waar geen tekst kan staan."),
        where=filling.letter.id,
        mend=msg("Schrijf {goed} in plaats van {fout}.", goed="{{ ... }}", fout="{{p ... }}"),
    )


def _in_runs(run: _Element, node: _Element, pieces: list[Inline], links: _Links, style: str) -> None:
    """Write `pieces` for the text `node` of `run`; a citation splits the run in two around a hyperlink."""
    linkable = not any(local(ancestor) in {"hyperlink", "fldSimple"} for ancestor in run.iterancestors())
    after = list(node.itersiblings())
    place = run.index(node)
    run.remove(node)
    current = run
    for piece in pieces:
        if isinstance(piece, Citation) and linkable:
            link = etree.Element(f"{W}hyperlink", {_R_ID: links.id_of(piece.href)})
            link.append(_styled(_empty_like(run), style))
            link[0].extend(_texts(piece.text))
            current.addnext(link)
            current = _empty_like(run)
            link.addnext(current)
            place = len(current)
        else:
            for element in _texts(piece.text):
                current.insert(place, element)
                place += 1
    if current is not run:
        current.extend(after)
    for each in (run, current):
        if not any(local(child) != "rPr" for child in each):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)


def _empty_like(run: _Element) -> _Element:
    made = etree.Element(run.tag)
    made.extend(copy.deepcopy(child) for child in run if local(child) == "rPr")
    return made


def _styled(run: _Element, style: str) -> _Element:
    if not style:
        return run
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.SubElement(run, f"{W}rPr")
    if properties.find(f"{W}rStyle") is None:
        properties.insert(0, etree.Element(f"{W}rStyle", {f"{W}val": style}))
    return run


def _texts(text: str) -> Iterator[_Element]:
    """Text as Word keeps it: breaks and tabs are elements of their own."""
    for part in _BREAKS.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        if part in {"\n", "\t"}:
            yield etree.Element(f"{W}{'br' if part == chr(10) else 'tab'}")
        elif part:
            element = etree.Element(f"{W}t", {_SPACE: "preserve"})
            element.text = part
            yield element


# --- a sound file


def _mend_tables(root: _Element) -> None:
    """Leave no cell without a paragraph, no table without rows, and no two drawings with one id after a loop."""
    for cell in root.iter(f"{W}tc"):
        if not len(cell) or local(cell[-1]) not in {"p", "sdt"}:
            etree.SubElement(cell, f"{W}p")
    for table in list(root.iter(f"{W}tbl")):
        parent = table.getparent()
        if parent is not None and not any(True for _ in table.iter(f"{W}tr")):
            parent.remove(table)
    seen: set[str] = set()
    for node in root.iter("{*}docPr"):
        if node.get("id", "") in seen:
            node.set("id", str(_OWN_IDS + len(seen)))
        seen.add(node.get("id", ""))
    if local(root) in {"hdr", "ftr"} and not len(root):
        etree.SubElement(root, f"{W}p")


def _without_thumbnail(contents: dict[str, bytes]) -> None:
    """Take out the small picture of the first page: it shows whatever letter the file once was."""
    root = etree.fromstring(contents[_TOP], etree.XMLParser(resolve_entities=False))
    for relation in list(root):
        if relation.get("Type", "").endswith("/thumbnail"):
            contents.pop(relation.get("Target", "").lstrip("/"), None)
            root.remove(relation)
            contents[_TOP] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(contents: Mapping[str, bytes]) -> bytes:
    """The archive, with nothing of this moment or machine in it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, data)
    return file.getvalue()
