"""A Word letterhead, made from a house style: an ordinary Word file that an office may open, change and save.

Equal house styles give equal bytes: parts are stored uncompressed, times are fixed, nothing of this machine is in it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from briefgen.render import pictures
from briefgen.render.docx_body import DECLARATION, escape
from briefgen.render.house import House, Place
from briefgen.render.letterhead_styles import RELATIONS, ROOTS, frame, mm, numbering, points, spacing, styles
from briefgen.render.pictures import Box, Picture

_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_SETTINGS = (
    f'<w:settings {ROOTS}><w:defaultTabStop w:val="709"/><w:autoHyphenation w:val="0"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Briefpapier</dc:title>'
    "<dc:creator>briefgen</dc:creator><cp:lastModifiedBy>briefgen</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified>'
    "<dc:language>nl-NL</dc:language></cp:coreProperties>"
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>briefgen</Application></Properties>"
)
LOGO, SIGNATURE = "logo", "handtekening"
"""The names of the pictures that a house style may have; as in ``house.yaml``."""
FOLDS = (1 / 3, 2 / 3)
"""Where a letter is folded for an envelope of 110 x 220 mm, as parts of its height."""
FOLD_MARK = (5.0, 4.0, 0.2)
"""A fold mark: its distance from the edge, its length and its thickness, in millimetres."""


@dataclass(slots=True)
class _Part:
    """One part of the package: its XML, what it is, and the other parts that it refers to."""

    xml: str
    kind: str
    relations: list[tuple[str, str]] = field(default_factory=list)


def made(house: House, images: Mapping[str, Picture]) -> bytes:
    """The letterhead for a house style as the bytes of a Word file; `images` has the pictures that `house` names."""
    return _packed(_Maker(house, images).parts(), images)


class _Maker:
    def __init__(self, house: House, images: Mapping[str, Picture]) -> None:
        self._house = house
        self._images = images
        self._drawings = 0

    def parts(self) -> dict[str, _Part]:
        """All parts of the file, by name."""
        house = self._house
        relations = [
            (f"{RELATIONS}/styles", "styles.xml"),
            (f"{RELATIONS}/numbering", "numbering.xml"),
            (f"{RELATIONS}/settings", "settings.xml"),
            (f"{RELATIONS}/header", "header1.xml"),
            (f"{RELATIONS}/header", "header2.xml"),
        ]
        if house.footer:
            relations.append((f"{RELATIONS}/footer", "footer1.xml"))
        footer = len(relations)
        signature = self._signature(relations)
        later = paragraph("Header", run("{{ loopkop }}\t") + run("{{r paginering }}"))
        first, pictured = self._first_header()
        parts = {
            "word/document.xml": _Part(self._document(signature, footer=footer), "document.main", relations),
            "word/styles.xml": _Part(styles(house), "styles"),
            "word/numbering.xml": _Part(numbering(house), "numbering"),
            "word/settings.xml": _Part(_SETTINGS, "settings"),
            "word/header1.xml": _Part(f"<w:hdr {ROOTS}>{later}</w:hdr>", "header"),
            "word/header2.xml": _Part(f"<w:hdr {_roots(pictured)}>{first}</w:hdr>", "header", pictured),
        }
        if house.footer:
            parts["word/footer1.xml"] = _Part(f"<w:ftr {ROOTS}>{''.join(self._footer())}</w:ftr>", "footer")
        return parts

    def _drawing(self, relation: int, box: Box, alternative: str | None) -> str:
        self._drawings += 1
        told = None if alternative is None else escape(alternative)
        return pictures.drawing(self._drawings, f"rId{relation}", box, told)

    def _first_header(self) -> tuple[str, list[tuple[str, str]]]:
        """The header of page one, with what has a place of its own there, and the pictures it refers to.

        It reaches down to the date, so that the frames of sender and recipient lie beside no text: how text
        wraps round a frame differs between word processors.
        """
        house, runs = self._house, ""
        relations: list[tuple[str, str]] = []
        if house.logo:
            relations.append((f"{RELATIONS}/image", media(LOGO, self._images[LOGO])))
            runs += self._drawing(len(relations), logo_box(house, self._images[LOGO]), house.logo.alternative)
        if house.fold_marks:
            relations.append((f"{RELATIONS}/image", "media/streep.png"))
            left, width, height = FOLD_MARK
            for part in FOLDS:
                runs += self._drawing(len(relations), Box(width, height, left, house.page.height * part), None)
        top = house.later_pages
        reach = points(house.date.top - top.top) - top.size * house.type.line_height
        return paragraph("Header", runs, spacing(after=reach)), relations

    def _footer(self) -> Iterator[str]:
        assert self._house.footer is not None  # noqa: S101 - asked only when there is one
        for line in self._house.footer.lines:
            words = escape(line).replace("{afzender}", "{{ afzender|join(' · ') }}")
            yield paragraph("Footer", run(words))

    def _signature(self, relations: list[tuple[str, str]]) -> str:
        """The paragraph with the picture of a signature, if there is one."""
        image = self._house.signatures.image
        if image is None:
            return ""
        picture = self._images[SIGNATURE]
        relations.append((f"{RELATIONS}/image", media(SIGNATURE, picture)))
        box = Box(picture.wide(image.height), image.height)
        return paragraph("Handtekening", self._drawing(len(relations), box, image.alternative))

    def _document(self, signature: str, *, footer: int) -> str:
        house = self._house
        # Each paragraph of a frame says so itself: LibreOffice passes over frames in styles.
        sender = frame(house.sender, house.sender_left, house.sender_width)
        boxes = {
            "AfzenderNaam": sender,
            "Afzender": sender,
            "Geadresseerde": frame(house.window, house.window.left, house.window.width),
        }
        rows = [*_opening(house), *_closing(signature)]
        body = "".join(
            xml if not style_id else paragraph(style_id, run(xml), "".join(direct) or boxes.get(style_id, ""))
            for style_id, xml, *direct in rows
        )
        page, top = house.page, mm(house.later_pages.top)
        below = mm(house.footer.bottom) if house.footer else top
        feet = "".join(f'<w:footerReference w:type="{kind}" r:id="rId{footer}"/>' for kind in ("default", "first"))
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
            f'<w:headerReference w:type="first" r:id="rId5"/>{feet if house.footer else ""}'
            f'<w:pgSz w:w="{mm(page.width)}" w:h="{mm(page.height)}"/>'
            f'<w:pgMar w:top="{mm(page.top)}" w:right="{mm(page.right)}"'
            f' w:bottom="{mm(page.bottom)}" w:left="{mm(page.left)}"'
            f' w:header="{top}" w:footer="{below}" w:gutter="0"/><w:titlePg/></w:sectPr>'
        )
        return f"<w:document {_roots(signature)}><w:body>{body}{section}</w:body></w:document>"


def _opening(house: House) -> list[tuple[str, ...]]:
    """The paragraphs down to the body: style and text of each."""
    gap = "\t" if house.subject.place is Place.LEFT else " "
    return [
        ("AfzenderNaam", "{{ afzender[0] }}"),
        ("Afzender", "{%p for regel in afzender[1:] %}"),
        ("Afzender", "{{ regel }}"),
        ("Afzender", "{%p endfor %}"),
        ("Geadresseerde", "{%p for regel in geadresseerde %}"),
        ("Geadresseerde", "{{ regel }}"),
        ("Geadresseerde", "{%p endfor %}"),
        ("Date", "{{ datumregel }}"),
        ("Kenmerk", "{%p for kenmerk in kenmerken %}"),
        ("Kenmerk", "{{ kenmerk.label }}\t{{ kenmerk.waarde }}"),
        ("Kenmerk", "{%p endfor %}"),
        ("Title", "{{ betreft.label }}" + gap + "{{ betreft.waarde }}"),
        ("Salutation", "{{ aanhef }}"),
        ("Brieftekst", "{{p brief }}"),
    ]


def _closing(signature: str) -> list[tuple[str, ...]]:
    """The paragraphs after the body; one without a style is ready-made."""
    name = [("Ondertekening", "{{ ondertekening[0] }}")]
    if signature:
        name = [
            ("OndertekeningVervolg", "{%p if loop.first %}"),
            ("", signature),
            ("OndertekeningVervolg", "{{ ondertekening[0] }}"),
            ("OndertekeningVervolg", "{%p else %}"),
            *name,
            ("OndertekeningVervolg", "{%p endif %}"),
        ]
    return [
        ("Closing", "{{ slotgroet }}"),
        ("OndertekeningVervolg", "{%p for ondertekening in ondertekeningen %}"),
        *name,
        ("OndertekeningVervolg", "{%p for regel in ondertekening[1:] %}"),
        ("OndertekeningVervolg", "{{ regel }}"),
        ("OndertekeningVervolg", "{%p endfor %}"),
        ("OndertekeningVervolg", "{%p endfor %}"),
        ("Normal", "{%p if bijlagen %}"),
        ("Bijlagekop", "{{ bijlagen_label }}"),
        ("Normal", "{%p for bijlage in bijlagen %}"),
        ("Normal", "{%p if loop.revindex == 2 %}"),
        ("Bijlage", "{{ bijlage }}", "<w:keepNext/>"),  # the last is not to stand alone on a page
        ("Normal", "{%p else %}"),
        ("Bijlage", "{{ bijlage }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{{p naschrift }}"),
    ]


def logo_box(house: House, picture: Picture) -> Box:
    """Where the logo stands on page one."""
    logo = house.logo
    assert logo is not None  # noqa: S101 - asked only when there is one
    width = picture.wide(logo.height)
    spare = {Place.LEFT: 0.0, Place.MIDDLE: 0.5, Place.RIGHT: 1.0}[logo.place] * (house.page.text_width - width)
    return Box(width, logo.height, house.page.left + spare, logo.top)


def media(name: str, picture: Picture) -> str:
    """The name of a picture's part, seen from ``word/``."""
    return f"media/{name}.{picture.kind}"


def paragraph(style_id: str, runs: str = "", direct: str = "") -> str:
    """A paragraph; `direct` is formatting that its style does not have."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{direct}</w:pPr>{runs}</w:p>'


def run(text: str) -> str:
    """A run of XML text, in which tabs become Word's own."""
    parts = (f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in text.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"


def _roots(pictured: object) -> str:
    """The namespaces of a part, with or without pictures."""
    return f"{ROOTS} {pictures.DRAWING}" if pictured else ROOTS


def _relationships(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _packed(parts: Mapping[str, _Part], images: Mapping[str, Picture]) -> bytes:
    top = [
        (f"{RELATIONS}/officeDocument", "word/document.xml"),
        (f"{_METADATA}/core-properties", "docProps/core.xml"),
        (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
    ]
    kinds = {f"/{name}": f"{_OFFICE}.{part.kind}+xml" for name, part in parts.items()}
    kinds["/docProps/core.xml"] = f"{_PACKAGE}.core-properties+xml"
    kinds["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    files: dict[str, str | bytes] = {"_rels/.rels": _relationships(top)}
    used = set()
    for name, part in parts.items():
        files[name] = part.xml
        if part.relations:
            folder, _, file = name.rpartition("/")
            files[f"{folder}/_rels/{file}.rels"] = _relationships(part.relations)
            used |= {target for _, target in part.relations if target.startswith("media/")}
    files["docProps/core.xml"], files["docProps/app.xml"] = _CORE, _APP
    bytes_of = {media(name, picture): picture.data for name, picture in images.items()}
    bytes_of["media/streep.png"] = pictures.dot((0x80, 0x80, 0x80))
    files |= {f"word/{name}": bytes_of[name] for name in sorted(used)}
    extensions = sorted({name.rpartition(".")[2] for name in used})
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    types += f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    types += "".join(f'<Default Extension="{name}" ContentType="image/{name}"/>' for name in extensions)
    types += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {"[Content_Types].xml": f"{types}</Types>", **files}.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, content if isinstance(content, bytes) else (DECLARATION + content).encode())
    return target.getvalue()
