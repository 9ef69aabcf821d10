"""Checking a letterhead: everything that is wrong with it or could be better, at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.documents import docx_guard
from briefgen.errors import LetterheadError, Message, OwnTemplateError, msg
from briefgen.files import read_whole
from briefgen.inspection import colours
from briefgen.letterheads import differences, word_check
from briefgen.letterheads.findings import Finding, Group, Report
from briefgen.letterheads.word_look import WordLook
from briefgen.render import house_reading, stationery, typefaces
from briefgen.render.house import House
from briefgen.render.letterhead_making import LOGO, SIGNATURE, logo_box, made
from briefgen.render.pictures import Picture
from briefgen.render.stationery import FONTS, HOUSE, LOOKS, WORD

_DOTS = 150
"""Pixels to an inch below which print shows steps."""
_ADDRESS_LINES = 6
_ORDER = {group: number for number, group in enumerate(Group)}


def check(named: Path, shipped: Path) -> Report:
    """Everything that is wrong with a letterhead, faults first; `named` is its folder, or the name of a shipped look.

    Raises LetterheadError when there is no letterhead at all.
    """
    opened = stationery.found(named, shipped)  # says so
    folder = opened if opened.is_relative_to(shipped) else named
    found = list(_findings(folder, shipped))
    found.sort(key=lambda finding: _ORDER[finding.group])
    return Report(folder, tuple(found), made=not (folder / WORD).is_file())


def example_logo(opened: stationery.Stationery) -> str:
    """The file of a logo that still is briefgen's example; empty for a logo of the office's own, and for none."""
    logo = opened.house.logo
    there = logo is not None and (opened.folder / logo.file).read_bytes() in _examples(opened.shipped)
    return logo.file if logo is not None and there else ""


def differs(opened: stationery.Stationery) -> bool:
    """Whether the Word letterhead of an office looks different from its house style, or cannot be used."""
    if opened.word_file is None:
        return False
    return any(
        finding.group is not Group.NOTICE
        for finding in _word(opened.house, opened.images, opened.folder / WORD, opened.word_file)
    )


def _findings(folder: Path, shipped: Path) -> Iterator[Finding]:
    try:
        source = _read(folder / HOUSE).decode("utf-8-sig")
    except (LetterheadError, UnicodeDecodeError) as error:
        what = error.what if isinstance(error, LetterheadError) else msg("Dit bestand is geen tekst in UTF-8.")
        yield Finding(Group.FAULT, _named(HOUSE), what, msg("Sla het op als UTF-8."))
        return
    house, faults = house_reading.examined(source, stationery.windows(shipped))
    for fault in faults:
        keys = " › ".join(fault.path)
        place = msg("{bestand}, regel {regel}", bestand=HOUSE, regel=fault.line)
        yield Finding(
            Group.FAULT,
            msg("{plaats}: {sleutels}", plaats=place, sleutels=keys) if keys else place,
            fault.what,
            fault.mend,
        )
    if house is None:
        yield from _beside_faults(source, folder, shipped)
        if (folder / WORD).is_file():
            yield from _word(None, {}, folder / WORD, None)
        return
    images: dict[str, Picture] = {}
    yield from _pictures(house, folder, shipped, images)
    yield from _fonts(house, folder, shipped)
    yield from _colours(house)
    yield from _places(house, images, shipped)
    if (folder / WORD).is_file():
        yield from _word(house, images, folder / WORD, None)


def _beside_faults(source: str, folder: Path, shipped: Path) -> Iterator[Finding]:
    """What more is wrong with a house style that has faults, as far as they let it be seen."""
    house, faulty = house_reading.draft(source, stationery.windows(shipped))
    if house is None:
        return
    if "logo" in faulty:
        house = house.model_copy(update={"logo": None})
    if "handtekening" in faulty:
        house = house.model_copy(update={"signatures": house.signatures.model_copy(update={"image": None})})
    yield from _pictures(house, folder, shipped, {})
    if "letter" not in faulty:
        yield from _fonts(house, folder, shipped)


def _pictures(house: House, folder: Path, shipped: Path, images: dict[str, Picture]) -> Iterator[Finding]:
    """Look at the pictures, and put those that are sound in `images`."""
    parts = {LOGO: house.logo, SIGNATURE: house.signatures.image}
    for key, part in parts.items():
        if part is None:
            continue
        try:
            data = _read(folder / part.file)
            picture = stationery.picture(folder / part.file, data)
        except LetterheadError as error:
            yield Finding(Group.FAULT, _named(part.file), error.what, error.mend)
            continue
        images[key] = picture
        dots = picture.height / part.height * 25.4
        if dots < _DOTS:
            yield Finding(
                Group.NOTICE, _named(part.file),
                msg("De afbeelding is te grof voor papier: {aantal} beeldpunten per inch.", aantal=round(dots)),
                msg("Gebruik een grotere afbeelding, van ten minste {hoogte} beeldpunten hoog.",
                    hoogte=round(part.height / 25.4 * 300)),
            )  # fmt: skip
        if data in _examples(shipped) and folder.parent != shipped / LOOKS:
            yield Finding(
                Group.NOTICE, _named(part.file),
                msg("Dit is het voorbeeldlogo van briefgen."),
                msg("Vervang het bestand door uw eigen logo, of haal {sleutel} weg uit house.yaml.", sleutel=key),
            )  # fmt: skip


def _examples(shipped: Path) -> set[bytes]:
    return {path.read_bytes() for path in (shipped / LOOKS).glob("*/*.png")}


def _fonts(house: House, folder: Path, shipped: Path) -> Iterator[Finding]:
    family, word = house.type.family, house.type.word_family
    faces = typefaces.faces(folder / FONTS)
    for face in faces:
        if face.fault:
            yield Finding(Group.FAULT, _named(f"{FONTS}/{face.path.name}"), face.fault, stationery.add_font())
    lacking = typefaces.missing(faces, family)
    own = folder / FONTS != shipped / FONTS
    partly = own and lacking and len(lacking) < len(typefaces.FACES)
    if own and lacking and (partly or family != typefaces.SHIPPED_FAMILY):
        yield Finding(
            Group.FAULT, _named(FONTS),
            msg("Van het lettertype {naam} ontbreekt: {vormen}.", naam=family, vormen=", ".join(lacking)),
            stationery.add_font(),
        )  # fmt: skip
    if word not in {family, typefaces.SAME_WIDTHS.get(family)}:
        fits = typefaces.SAME_WIDTHS.get(family, family)
        yield Finding(
            Group.DIFFERENCE, _named(HOUSE),
            msg("De letters van {een} (PDF) en {ander} (Word) zijn niet even breed: regels breken anders af.",
                een=family, ander=word),
            msg("Kies bij letter › familie_word {naam}, of zet {ander} in de map fonts en kies het bij familie.",
                naam=fits, ander=word),
        )  # fmt: skip


def _colours(house: House) -> Iterator[Finding]:
    used = {
        "letter › kleur": house.type.colour,
        "letter › kleur_link": house.type.link_colour,
        "letter › kleur_kop": house.head_colour,
        "afzender › kleur": house.sender.colour,
        "vervolgpagina › kleur": house.later_pages.colour,
        **({"voettekst › kleur": house.footer.colour} if house.footer else {}),
    }
    for key, colour in used.items():
        ratio = colours.contrast(colours.parse(colour) or colours.BLACK, colours.WHITE)
        if ratio < colours.ENOUGH:
            yield Finding(
                Group.NOTICE, _named(f"{HOUSE}: {key}"),
                msg("Deze kleur is te licht op wit papier: een contrast van {getal} op 1.", getal=_comma(ratio)),
                msg("Kies een donkerder kleur, met een contrast van ten minste 4,5 op 1."),
            )  # fmt: skip


def _places(house: House, images: Mapping[str, Picture], shipped: Path) -> Iterator[Finding]:
    window, safe = house.window, stationery.windows(shipped)[house.window.side]
    inside = (
        window.left >= safe["links"] - 0.5
        and window.top >= safe["boven"] - 0.5
        and window.left + window.width <= safe["links"] + safe["breedte"] + 0.5
        and window.top + window.height <= safe["boven"] + safe["hoogte"] + 0.5
    )
    if not inside:
        yield Finding(
            Group.NOTICE, _named(f"{HOUSE}: adresvenster"),
            msg("Het adres kan buiten het venster van de envelop vallen (venster {kant}).", kant=window.side.value),
            msg(
                "Blijf binnen links {links}, boven {boven}, breedte {breedte} en hoogte {hoogte} mm, of laat deze "
                "maten weg.",
                **safe,
            ),
        )  # fmt: skip
    room = int(window.height / (house.address_size * house.address_lines.line_height * 25.4 / 72) + 0.01)
    if room < _ADDRESS_LINES:
        yield Finding(
            Group.NOTICE, _named(f"{HOUSE}: adresregels"),
            _room(room),
            msg("Verklein bij adresregels de 'grootte' of de 'regelafstand'."),
        )  # fmt: skip
    if LOGO not in images:
        return
    box = logo_box(house, images[LOGO])
    assert box.left is not None  # noqa: S101 - a logo has a place
    assert box.top is not None  # noqa: S101 - a logo has a place
    others = {
        "afzender": (house.sender_left, house.sender.top, house.sender_width, house.sender.height),
        "adresvenster": (window.left, window.top, window.width, window.height),
    }
    for key, (left, top, width, height) in others.items():
        across = box.left < left + width and left < box.left + box.width
        if across and box.top < top + height and top < box.top + box.height:
            yield Finding(
                Group.NOTICE, _named(f"{HOUSE}: logo"),
                msg("Het logo staat over {deel}.", deel=key),
                msg("Verander plaats, boven of hoogte van het logo, of geef {deel} een andere plek.", deel=key),
            )  # fmt: skip
    if box.top + box.height > house.date.top:
        yield Finding(
            Group.NOTICE, _named(f"{HOUSE}: logo"),
            msg("Het logo staat over {deel}.", deel="datum"),
            msg("Verander plaats, boven of hoogte van het logo, of geef {deel} een andere plek.", deel="datum"),
        )  # fmt: skip


def _word(house: House | None, images: Mapping[str, Picture], path: Path, data: bytes | None) -> Iterator[Finding]:
    """What is wrong with the Word letterhead, and where it differs from the house style if that can be told."""
    try:
        data = _read(path) if data is None else data
        docx_guard.refuse_hostile(data, path.name)
        word = WordLook(data, path.name)
    except (LetterheadError, OwnTemplateError) as error:
        yield Finding(Group.FAULT, _named(path.name), error.what, error.mend)
        return
    yield from word_check.findings(word, path, data)
    if house is not None and set(stationery.pictures_of(house)) <= set(images):
        yield from differences.findings(word, WordLook(made(house, images), HOUSE), house, path)


def _room(lines: int) -> Message:
    if lines == 1:
        return msg("In het adresvenster past 1 regel; een adres kan er zes hebben.")
    return msg("In het adresvenster passen {aantal} regels; een adres kan er zes hebben.", aantal=lines)


def _comma(ratio: float) -> str:
    return f"{ratio:.1f}".replace(".", ",")


def _named(name: str) -> Message:
    return Message("{bestand}", {"bestand": name})


def _read(path: Path) -> bytes:
    mend = msg("Verklein de afbeeldingen van het briefpapier.")
    return read_whole(path, most=stationery.MAX_BYTES, fault=LetterheadError, too_large=mend)
