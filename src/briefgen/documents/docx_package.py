"""The container of a Word file, opened with distrust: a zip with XML parts and their relations.

Nothing is unpacked to disk, and only parts that hold text are read, each up to a limit on what really comes out. So a
bomb of whatever kind (a lie about sizes, a zip in a zip, a million entries) costs no more than that limit. XML is
parsed without document types, entities from elsewhere, network, or the depth and size that the parser holds unsafe.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.documents.notices import bomb, damaged, locked
from briefgen.errors import DocumentError, msg

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300_000_000
"""Bytes of all entries together as the zip declares them: pictures may be large, and are never read."""
MAX_READ = 60_000_000
"""Bytes of XML that are really read: a hundred pages take one or two million."""

_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|\0|(^|/)\.\.(/|$)")
_RELATION_PARTS = "_rels/{name}.rels"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: `kind` is the last word of its type, `target` a part's name or, if `external`, a URL."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word file by name. Raises DocumentError for whatever is not a sound, open package."""

    def __init__(self, source: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(source))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError) as error:
            raise damaged() from error
        self._left = MAX_READ
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise bomb()
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.orig_filename.replace("\\", "/")
            if _OUTSIDE.search(name):
                raise DocumentError(
                    msg("Dit bestand bevat een onderdeel met een naam die buiten het bestand wijst."),
                    mend=msg("Vertrouw het niet. Vraag de afzender om de brief als PDF."),
                )
            if name.lower() in self._entries:
                raise damaged()  # two parts of one name: programs do not agree which one counts
            self._entries[name.lower()] = entry

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as the file writes them."""
        return tuple(entry.orig_filename for entry in self._entries.values())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged()
        if entry.flag_bits & 1:
            raise locked()
        try:
            with self._archive.open(entry) as file:
                data = file.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise damaged() from error
        if len(data) > self._left:
            raise bomb()
        self._left -= len(data)
        return data

    def xml(self, name: str) -> _Element:
        """The root of an XML part."""
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            dtd_validation=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentError(
                msg(
                    "Dit bestand bevat een documenttype met eigen definities; een gewoon Word-bestand heeft dat nooit."
                ),
                mend=msg("Vertrouw het niet. Vraag de afzender om de brief als PDF."),
            )
        return root

    def relations(self, part: str = "") -> dict[str, Relation]:
        """The relations of a part by their id; without a part, those of the whole package."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, _RELATION_PARTS.format(name=name))
        if where not in self:
            return {}
        return {
            element.get("Id", ""): _relation(element, folder)
            for element in self.xml(where)
            if str(element.tag).endswith("}Relationship")
        }


def _relation(element: _Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Type", "").rsplit("/", 1)[-1], target, external)
