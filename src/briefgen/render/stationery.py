"""A letterhead: a folder with a house style, and what goes with it, read once for all that is printed on it.

An office's own folder holds ``house.yaml``, perhaps a ``letterhead.docx`` of its own (without one it is made from
house.yaml), the pictures that house.yaml names, and perhaps ``fonts``. The Typst files that draw the PDF are always
those that ship with briefgen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from briefgen.errors import LetterheadError, Message, msg
from briefgen.files import read_whole
from briefgen.render import house_reading, pictures, typefaces
from briefgen.render.house import House
from briefgen.render.house_reading import Fault, Windows
from briefgen.render.letterhead_making import LOGO, SIGNATURE, made
from briefgen.render.pictures import Picture
from briefgen.render.typefaces import Line

HOUSE, WORD, FONTS, LOOKS = "house.yaml", "letterhead.docx", "fonts", "looks"
STANDARD_LOOK = "burger"
MAX_BYTES = 10_000_000
"""Of one file of a letterhead."""


@dataclass(frozen=True, eq=False)
class Stationery:
    """A letterhead that is ready for letters.

    `folder` is where it came from, `shipped` the folder with the Typst files; for the standard letterhead these are
    the same. `word_file` is the office's own Word file, if there is one; `fonts` the folder of the fonts for the PDF,
    and `line` how high their lines are.
    """

    folder: Path
    shipped: Path
    house: House
    images: Mapping[str, Picture]
    word_file: bytes | None
    fonts: Path
    line: Line = field(default=typefaces.SHIPPED_LINE)

    @classmethod
    def open(cls, folder: Path, shipped: Path | None = None) -> Stationery:
        """Read the letterhead in `folder`; `shipped` is the standard one, when that is another.

        Raises LetterheadError with the first thing that is wrong.
        """
        return opened(folder, folder if shipped is None else shipped)

    @property
    def own(self) -> bool:
        """Whether this is a folder of the user's own, and not one that came with briefgen."""
        return not self.folder.is_relative_to(self.shipped)

    @property
    def name(self) -> str:
        """What people call it: the name of a look, or the folder."""
        if self.own:
            return str(self.folder)
        return STANDARD_LOOK if self.folder == self.shipped else self.folder.name

    @property
    def key(self) -> str:
        """What `found` finds this one by; empty for the standard one."""
        return "" if self.folder == self.shipped else self.name

    @cached_property
    def word(self) -> bytes:
        """The Word letterhead: the one in the folder, or else one made from the house style."""
        return self.word_file or made(self.house, self.images)

    @property
    def word_place(self) -> Path:
        """Where to look when something is wrong with the Word letterhead."""
        return self.folder / (WORD if self.word_file else HOUSE)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The house style as the Typst files read it: the keys of house.yaml, with what it left open filled in."""
        house = self.house
        data = house.model_dump(by_alias=True, mode="json")
        data["afzender"] |= {"links": house.sender_left, "breedte": house.sender_width}
        data["adresregels"]["grootte"] = house.address_size
        data["letter"]["kleur_kop"] = house.head_colour
        data["regel"] = {"boven": self.line.above, "onder": self.line.below}
        return data

    @cached_property
    def typst_files(self) -> Mapping[str, bytes]:
        """The house style and its pictures as ``letterhead.typ`` reads them, each behind "//" (see `render.pdf`)."""
        contents = {"house": json.dumps(self.data), **{name: picture.svg for name, picture in self.images.items()}}
        return {name: f"//{text}".encode() for name, text in contents.items()}

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the folder that letters rest on."""
        names = [HOUSE, *([WORD] if self.word_file else []), *sorted(pictures_of(self.house).values())]
        return tuple(self.folder / name for name in names)

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each of those files, and of fonts of the user's own, by name within the folder."""
        paths = [*self.files]
        if self.fonts.parent == self.folder != self.shipped:
            paths += [face.path for face in typefaces.faces(self.fonts)]
        return {
            path.relative_to(self.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
        }


def looks(shipped: Path) -> tuple[str, ...]:
    """The names of the letterheads that came with briefgen."""
    more = (path.name for path in (shipped / LOOKS).iterdir() if (path / HOUSE).is_file())
    return STANDARD_LOOK, *sorted(more)


def found(named: str | Path | None, shipped: Path) -> Path:
    """The folder that `named` means: a look that came with briefgen, or a folder; the standard one for nothing.

    Raises LetterheadError when there is no such letterhead.
    """
    if named is None or str(named) == STANDARD_LOOK:
        return shipped
    if str(named) in looks(shipped):
        return shipped / LOOKS / str(named)
    path = Path(named)
    if (path / HOUSE).is_file():
        return path.resolve()
    near = get_close_matches(str(named), looks(shipped), n=1)
    if near and not path.exists():
        what = msg("Er is geen briefpapier of map met deze naam.")
        raise LetterheadError(what, where=str(named), mend=msg("Bedoelt u '{sleutel}'?", sleutel=near[0]))
    raise LetterheadError(
        msg("In deze map staat geen house.yaml.")
        if path.is_dir()
        else msg("Er is geen briefpapier of map met deze naam."),
        where=str(named),
        mend=msg(
            "Kies uit {namen}, of maak een eigen map met: {opdracht}.",
            namen=", ".join(looks(shipped)), opdracht="briefgen letterhead new",
        ),
    )  # fmt: skip


def opened(folder: Path, shipped: Path) -> Stationery:
    """Read the letterhead in `folder`. Raises LetterheadError with the first thing that is wrong."""
    source = _read(folder / HOUSE)
    house, faults = house_reading.examined(_text(source, folder / HOUSE), windows(shipped))
    if house is None:
        raise _error(faults[0], len(faults), folder)
    images = {key: picture(folder / name, _read(folder / name)) for key, name in pictures_of(house).items()}
    fonts, line = _fonts(house, folder, shipped)
    word = _read(folder / WORD) if (folder / WORD).is_file() else None
    return Stationery(folder, shipped, house, images, word, fonts, line)


def windows(shipped: Path) -> Windows:
    """Where an address falls within the window of an envelope, by the side of the window."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: Windows = yaml.load((shipped / "windows.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - safe
    return data


def picture(path: Path, data: bytes) -> Picture:
    """The picture that a file of a letterhead holds. Raises LetterheadError when Word or PDF cannot show it."""
    found = pictures.read(data)
    if found is None:
        raise LetterheadError(
            msg("Dit is geen afbeelding die Word en PDF allebei kennen."),
            where=str(path),
            mend=msg("Open de afbeelding en sla haar op als PNG of JPEG."),
        )
    if found.cmyk:
        raise LetterheadError(
            msg("Deze afbeelding heeft kleuren voor drukwerk (CMYK); een PDF van briefgen kent alleen RGB."),
            where=str(path),
            mend=msg("Sla de afbeelding op met RGB-kleuren, als PNG of JPEG, of vraag de ontwerper om een RGB-versie."),
        )
    return found


def pictures_of(house: House) -> dict[str, str]:
    """The pictures that a house style names: "logo" and "handtekening", and the file of each."""
    named = {LOGO: house.logo, SIGNATURE: house.signatures.image}
    return {key: part.file for key, part in named.items() if part is not None}


def _fonts(house: House, folder: Path, shipped: Path) -> tuple[Path, Line]:
    """The folder with the family that the house style names: the letterhead's own, or else the shipped one."""
    family, own = house.type.family, folder / FONTS
    if own != shipped / FONTS:
        faces = typefaces.faces(own)
        lacking = typefaces.missing(faces, family)
        if not lacking:
            return own, next(face.line for face in faces if face.family == family and face.face == typefaces.FACES[0])
        if family != typefaces.SHIPPED_FAMILY:
            raise LetterheadError(
                msg("Van het lettertype {naam} ontbreekt: {vormen}.", naam=family, vormen=", ".join(lacking)),
                where=str(own),
                mend=add_font(),
            )
    return shipped / FONTS, typefaces.SHIPPED_LINE


def add_font() -> Message:
    """The mend for a font that is not there."""
    return msg(
        "Zet de bestanden (.ttf of .otf; gewoon, vet, cursief en vet cursief) in de map fonts van het briefpapier, "
        "of kies in house.yaml bij letter: familie het lettertype {naam}.",
        naam=typefaces.SHIPPED_FAMILY,
    )


def _error(fault: Fault, count: int, folder: Path) -> LetterheadError:
    place = f"{folder / HOUSE}:{fault.line}"
    if fault.path:
        place = f"{place}, {' › '.join(fault.path)}"
    if count == 1:
        return LetterheadError(fault.what, where=place, mend=fault.mend)
    more = msg(
        "{herstel} Er is meer mis; {opdracht} noemt alles.",
        herstel=fault.mend, opdracht=f"briefgen letterhead check {folder}",
    )  # fmt: skip
    return LetterheadError(fault.what, where=place, mend=more)


def _text(source: bytes, path: Path) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LetterheadError(
            msg("Dit bestand is geen tekst in UTF-8."), where=str(path), mend=msg("Sla het op als UTF-8.")
        ) from None


def _read(path: Path) -> bytes:
    mend = msg("Verklein de afbeeldingen van het briefpapier.")
    return read_whole(path, most=MAX_BYTES, fault=LetterheadError, too_large=mend)
