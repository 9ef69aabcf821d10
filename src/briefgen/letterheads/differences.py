"""Where a Word letterhead and the house style differ, so that Word and PDF would not look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from briefgen.errors import Message, msg
from briefgen.letterheads import word_pictures
from briefgen.letterheads.findings import Finding, Group
from briefgen.letterheads.word_check import shown
from briefgen.letterheads.word_look import Look, WordLook
from briefgen.render.docx_letterhead import BODY_STYLES
from briefgen.render.house import House

_NEAR = 0.35
"""Points that nobody sees, and Word's own rounding."""
_BOX_NEAR = 3.0
STYLES = (
    "Normal", "Afzender", "Afzender naam", "Geadresseerde", "Date", "Kenmerk", "Title", "Salutation", "Brieftekst",
    "heading 1", "heading 2", "List Number", "List Bullet", "List Continue", "Quote", "Tabeltekst", "Tabelkop",
    "Hyperlink", "Closing", "Ondertekening", "Ondertekening vervolg", "Bijlagekop", "Bijlage", "header", "footer",
)  # fmt: skip
_CHARACTER = {"Hyperlink"}
_WAYS: dict[str, Message] = {
    "font": msg("Lettertype"),
    "size": msg("Tekengrootte"),
    "bold": msg("Vet"),
    "colour": msg("Tekstkleur"),
    "before": msg("Opmaak › Alinea › Afstand voor"),
    "after": msg("Opmaak › Alinea › Afstand na"),
    "line": msg("Opmaak › Alinea › Regelafstand"),
    "left": msg("Opmaak › Alinea › Inspringing links"),
    "right": msg("Opmaak › Alinea › Inspringing rechts"),
    "hanging": msg("Opmaak › Alinea › Speciaal: Verkeerd-om"),
    "aligned": msg("Uitlijning"),
}
"""Where Word shows each side of a style, after a right click on it and Wijzigen."""
_MARGINS = {
    "w": ("breedte", msg("Indeling › Formaat")),
    "h": ("hoogte", msg("Indeling › Formaat")),
    "top": ("marge_boven", msg("Indeling › Marges › Aangepaste marges › Boven")),
    "bottom": ("marge_onder", msg("Indeling › Marges › Aangepaste marges › Onder")),
    "left": ("marge_links", msg("Indeling › Marges › Aangepaste marges › Links")),
    "right": ("marge_rechts", msg("Indeling › Marges › Aangepaste marges › Rechts")),
}
_TAG = re.compile(r"\{[{%].*?[%}]\}|\{afzender\}")
_KEYS = {
    ("Brieftekst", "size"): "letter › grootte", ("Normal", "size"): "letter › grootte",
    ("Normal", "font"): "letter › familie_word", ("Brieftekst", "font"): "letter › familie_word",
    ("Normal", "colour"): "letter › kleur", ("Normal", "line"): "letter › regelafstand",
    ("Brieftekst", "after"): "alinea › na", ("Hyperlink", "colour"): "letter › kleur_link",
    ("heading 1", "size"): "koppen › niveau1 › grootte", ("heading 2", "size"): "koppen › niveau2 › grootte",
    ("heading 1", "before"): "koppen › niveau1 › voor", ("heading 2", "before"): "koppen › niveau2 › voor",
    ("heading 1", "after"): "koppen › niveau1 › na", ("heading 2", "after"): "koppen › niveau2 › na",
    ("heading 1", "colour"): "letter › kleur_kop", ("heading 2", "colour"): "letter › kleur_kop",
    ("Title", "size"): "betreft › grootte", ("Title", "before"): "ruimte_boven › betreft",
    ("Salutation", "before"): "ruimte_boven › aanhef", ("Salutation", "after"): "ruimte_boven › brieftekst",
    ("Closing", "before"): "ruimte_boven › slotgroet", ("Bijlagekop", "before"): "ruimte_boven › bijlagen",
    ("Kenmerk", "before"): "ruimte_boven › kenmerken", ("Kenmerk", "left"): "kenmerken › kolom",
    ("Afzender", "size"): "afzender › grootte", ("Afzender", "colour"): "afzender › kleur",
    ("Afzender naam", "size"): "afzender › naam_grootte", ("List Number", "after"): "lijst › na",
    ("List Bullet", "after"): "lijst › na", ("List Continue", "left"): "lijst › inspringing",
    ("Quote", "left"): "citaat › inspringing", ("Ondertekening", "before"): "handtekening › ruimte",
    ("header", "size"): "vervolgpagina › grootte", ("header", "colour"): "vervolgpagina › kleur",
    ("footer", "size"): "voettekst › grootte", ("footer", "colour"): "voettekst › kleur",
}  # fmt: skip
"""Where house.yaml says the same."""


def findings(word: WordLook, wanted: WordLook, house: House, path: Path) -> Iterator[Finding]:
    """Each difference between the letterhead `word` and the one that the house style makes, `wanted`."""
    yield from _lost(word, wanted, path)
    yield from _styles(word, wanted, path)
    yield from _page(word, wanted, path)
    yield from _boxes(word, wanted, path)
    yield from _around(word, wanted, house, path)


def _lost(word: WordLook, wanted: WordLook, path: Path) -> Iterator[Finding]:
    """Styles that the letterhead uses and does not have: Word then shows its own standard."""
    there, used = word.style_ids(), word.used()
    names = {wanted.style_id(name): name for name in STYLES if name not in BODY_STYLES}
    for lost in sorted(used - there):
        name = names.get(lost, lost)
        yield Finding(
            Group.DIFFERENCE,
            msg("{bestand}, stijl {stijl}", bestand=path.name, stijl=shown(name)),
            msg("Het briefpapier gebruikt deze stijl en heeft haar niet; Word neemt dan de stijl Standaard."),
            msg(
                "Haal {bestand} weg; dan maakt briefgen het opnieuw uit house.yaml. Of geef in Word die alinea een "
                "stijl die er wel is.",
                bestand=path.name,
            ),
        )  # fmt: skip
    for key, name in names.items():
        if not word.has(name) and wanted.has(name) and key not in used:
            yield Finding(
                Group.NOTICE,
                msg("{bestand}, stijl {stijl}", bestand=path.name, stijl=shown(name)),
                msg("Het briefpapier heeft deze stijl niet; of Word en PDF hier gelijk zijn, is niet na te gaan."),
                msg("Vergelijk een brief in Word met de PDF, of haal {bestand} weg.", bestand=path.name),
            )  # fmt: skip


def _styles(word: WordLook, wanted: WordLook, path: Path) -> Iterator[Finding]:
    told: dict[tuple[str, str], tuple[object, object]] = {}
    for name in STYLES:
        if not (word.has(name) and wanted.has(name)):
            continue
        is_, should = word.look(name), wanted.look(name)
        for field in fields(Look):
            side = field.name
            if name in _CHARACTER and side != "colour":
                continue
            pair = (getattr(is_, side), getattr(should, side))
            if _alike(*pair):
                continue
            told[name, side] = pair
            if told.get((word.parent(name), side)) != pair:  # else it only comes along with the style it rests on
                yield _difference(name, side, *pair, path)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= _NEAR
    return one == other


def _difference(name: str, side: str, found: object, wanted: object, path: Path) -> Finding:
    key = _KEYS.get((name, side))
    steps = msg(
        "In Word: Start › Stijlen › klik met rechts op '{stijl}' › Wijzigen › {weg}: {waarde}.",
        stijl=shown(name), weg=_WAYS[side], waarde=_written(wanted),
    )  # fmt: skip
    if key:
        steps = msg("{stappen} Of verander in house.yaml {sleutel}.", stappen=steps, sleutel=key)
    return Finding(
        Group.DIFFERENCE,
        msg("{bestand}, stijl {stijl}", bestand=path.name, stijl=shown(name)),
        msg(
            "{weg}: in Word {een}, in house.yaml {ander}.", weg=_WAYS[side], een=_written(found), ander=_written(wanted)
        ),
        steps,
    )


def _written(value: object) -> object:
    if isinstance(value, bool):
        return msg("ja") if value else msg("nee")
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " pt"
    return {"left": msg("links"), "center": msg("midden"), "right": msg("rechts"), "both": msg("uitgevuld")}.get(
        str(value), str(value)
    )


def _cm(value: float) -> str:
    return f"{value / 72 * 2.54:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " cm"


def _page(word: WordLook, wanted: WordLook, path: Path) -> Iterator[Finding]:
    found, should = word.page(), wanted.page()
    for side, (key, way) in _MARGINS.items():
        wish = _cm(should[side])
        if abs(found[side] - should[side]) > _NEAR:
            yield Finding(
                Group.DIFFERENCE,
                msg("{bestand}, pagina", bestand=path.name),
                msg("{weg}: in Word {een}, in house.yaml {ander}.", weg=way, een=_cm(found[side]), ander=wish),
                msg(
                    "In Word: {weg}: {waarde}. Of verander in house.yaml {sleutel}.",
                    weg=way, waarde=wish, sleutel=f"pagina › {key}",
                ),
            )  # fmt: skip


def _boxes(word: WordLook, wanted: WordLook, path: Path) -> Iterator[Finding]:
    for tag, key in (("geadresseerde", "adresvenster"), ("afzender", "afzender")):
        found, should = word.box(tag), wanted.box(tag)
        place = msg("{bestand}, tag {tag}", bestand=path.name, tag=tag)
        if should is None or not word.holds(tag):
            continue
        if found is None:
            yield Finding(
                Group.NOTICE, place,
                msg("Dit staat niet in een frame met een vaste plek; of het in het venster valt, is niet na te gaan."),
                msg(
                    "Klik in de alinea en kies Start › Stijlen › Wijzigen › Opmaak › Frame: {links} van links en "
                    "{boven} van boven, vanaf de pagina.",
                    links=_cm(should.left), boven=_cm(should.top),
                ),
            )  # fmt: skip
        elif max(abs(found.left - should.left), abs(found.top - should.top)) > _BOX_NEAR:
            yield Finding(
                Group.DIFFERENCE, place,
                msg(
                    "De plek op de bladzijde verschilt: in Word {een}, in house.yaml {ander} (van links en van boven).",
                    een=f"{_cm(found.left)} / {_cm(found.top)}", ander=f"{_cm(should.left)} / {_cm(should.top)}",
                ),
                msg(
                    "In Word: klik op de rand van het frame › Frame opmaken › Positie. Of verander in house.yaml "
                    "{sleutel}.",
                    sleutel=f"{key} › links / boven",
                ),
            )  # fmt: skip


def _around(word: WordLook, wanted: WordLook, house: House, path: Path) -> Iterator[Finding]:
    """Fold marks, logo, signature and footer: there in the one, and not or otherwise in the other."""
    marks = [picture for picture in word.pictures() if picture.part == "header" and picture.alternative == ""]
    if bool(marks) != house.fold_marks:
        yield Finding(
            Group.DIFFERENCE, Message("{bestand}", {"bestand": path.name}),
            msg("De vouwstreepjes staan in Word en niet in house.yaml, of andersom."),
            msg("Zet 'vouwstreepjes' in house.yaml op {waarde}.", waarde="ja" if marks else "nee"),
        )  # fmt: skip
    yield from word_pictures.findings(word, wanted, house, path)
    one, other = (_plain(found.words("footer")) for found in (word, wanted))
    if one != other:
        yield Finding(
            Group.DIFFERENCE, msg("{bestand}, voettekst", bestand=path.name),
            msg(
                "De voettekst verschilt: in Word '{een}', in house.yaml '{ander}'.", een=" / ".join(one),
                ander=" / ".join(other),
            ),
            msg("In Word: dubbelklik op de voettekst. Of verander house.yaml, bij {sleutel}.", sleutel="voettekst"),
        )  # fmt: skip


def _plain(lines: tuple[str, ...]) -> list[str]:
    """The words of lines, with each tag as three dots."""
    return [" ".join(_TAG.sub("…", line).split()) for line in lines]
