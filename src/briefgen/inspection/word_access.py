"""Whether a Word file can be read by everyone: language, title, headings, pictures, tables, lists, contrast.

The criteria are those of WCAG 2.1 as EN 301 549 asks of documents, as far as a program can judge them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import Message, msg
from briefgen.inspection import colours, rules
from briefgen.inspection.access import LANGUAGE_TAG, check_headings, check_spoken, check_title
from briefgen.inspection.model import Passage, Report
from briefgen.inspection.word_file import W, WordFile, bare, child, get, local, on
from briefgen.inspection.word_markup import inside
from briefgen.inspection.word_styles import Look, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECORATIVE = "decorative"
_TYPED = re.compile(r"\s*(?:(?P<number>\d{1,2}|[a-z])[.)]|(?P<mark>[-–•*·o]))(?:[ \t\u00a0]+)\S")
_SHORT = 90
_SPACING_BREAKS = 2
_CONTENT = frozenset(
    {"t", "drawing", "pict", "object", "sym", "fldSimple", "footnoteReference", "endnoteReference", "noBreakHyphen"}
)
_MARKERS = frozenset({"fldChar", "br", "lastRenderedPageBreak", "commentReference", "ptab", "cr"})
_HEADING = re.compile(r"heading ([1-9])\Z")


@dataclass(slots=True)
class Line:
    """A paragraph with its place, its text, and where it stands."""

    element: _Element
    place: Message
    text: str
    cell: bool


def lines(tree: _Element, part: str, main: str) -> Iterator[Line]:
    """The paragraphs of a part with their places: only paragraphs of the body that have text are counted."""
    number = 0
    tables = {table: count for count, table in enumerate(tree.iter(*_names("tbl")), start=1)}
    for paragraph in tree.iter(*_names("p")):
        above = [local(each) for each in paragraph.iterancestors()]
        text = "".join(_texts(paragraph))
        table = next((each for each in paragraph.iterancestors() if local(each) == "tbl"), None)
        if part != main:
            place = msg("kopregel") if bare(tree) == "hdr" else msg("voetregel") if bare(tree) == "ftr" else msg("noot")
            place = msg("opmerking in de kantlijn") if bare(tree) == "comments" else place
        elif "txbxContent" in above:
            place = msg("tekstvak")
        elif table is not None:
            place = msg("tabel {nummer}", nummer=tables[table])
        else:
            number += bool(text.strip())
            place = msg("alinea {nummer}", nummer=number) if text.strip() else msg("na alinea {nummer}", nummer=number)
        yield Line(paragraph, place, text, "tc" in above)


def _names(name: str) -> list[str]:
    return [f"{{{space}}}{name}" for space in W]


def _texts(paragraph: _Element) -> Iterator[str]:
    """The text of a paragraph itself, without what is in its text boxes or was removed from it."""
    for element in paragraph:
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name in {"br", "cr"}:
            yield "\n"
        elif name not in {"pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "p", "txbxContent", "sdtPr"}:
            yield from _texts(element)


def check(file: WordFile, report: Report) -> None:
    """Report what makes the document hard to read for some."""
    styles = Styles(file.one("styles"))
    _language(file, styles, report)
    core = file.one("core-properties", "")
    title = next((each.text or "" for each in core if bare(each) == "title"), "") if core is not None else ""
    check_title(title, report, mend=msg("Vul in Word onder Bestand, Info de titel in."))
    found = {part: list(lines(file.trees[part], part, file.main)) for part in file.stories()}
    headings = [
        (level, line.place, line.text)
        for line in found[file.main]
        if (level := _level(line.element, styles)) and line.text.strip()
    ]
    check_headings(headings, report)
    _typed_lists(found[file.main], styles, report)
    for part, paragraphs in found.items():
        tree = file.trees[part]
        if bare(tree) != "comments":
            _empty(paragraphs, report)
            _looks(tree, paragraphs, styles, _page_colour(file), report)
        _pictures(paragraphs, report)
    _tables(file.trees[file.main], report)


def _language(file: WordFile, styles: Styles, report: Report) -> None:
    language = styles.language
    if not language:
        report.warn(
            rules.LANGUAGE,
            msg("het hele document"),
            msg("Er staat nergens in welke taal het document is."),
            msg("Kies in Word onder Controleren, Taal de taal van de tekst, en maak die de standaard."),
        )
    elif not LANGUAGE_TAG.fullmatch(language):
        report.warn(
            rules.LANGUAGE,
            msg("het hele document"),
            msg("'{taal}' is geen taal.", taal=language),
            msg("Kies in Word onder Controleren, Taal de taal van de tekst, en maak die de standaard."),
        )
    else:
        report.tell(msg("Taal"), language)
        mend = msg(
            "Een voorleesprogramma spreekt de tekst dan verkeerd uit. Selecteer in Word alles en kies onder "
            "Controleren, Taal, Controletaal instellen: Nederlands, en maak dat de standaard."
        )
        check_spoken(language, _in_language(file, styles, language), report, mend=mend)


def _in_language(file: WordFile, styles: Styles, language: str) -> str:
    """The text of the body that is in this language."""
    return " ".join(
        "".join(_texts(run))
        for paragraph in file.trees[file.main].iter(*_names("p"))
        for run in paragraph.iter(*_names("r"))
        if styles.look(run, paragraph).language == language
    )


def _level(paragraph: _Element, styles: Styles) -> int:
    """The level of a heading, 0 for any other paragraph."""
    style = get(child(paragraph, "pPr", "pStyle"), "val")
    if match := _HEADING.match(styles.name(style)):
        return int(match[1])
    value = get(styles.paragraph(paragraph, "outlineLvl"), "val") or ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _numbered(paragraph: _Element, styles: Styles) -> bool:
    return get(child(styles.paragraph(paragraph, "numPr"), "numId"), "val") not in {None, "0"}


def _typed_lists(paragraphs: list[Line], styles: Styles, report: Report) -> None:
    """Two paragraphs, or lines of one, that follow each other and begin as items of a list do."""
    before: str | None = None
    told = False
    for paragraph in paragraphs:
        if _numbered(paragraph.element, styles):
            before, told = None, False
            continue
        for line in paragraph.text.split("\n"):
            if not line.strip():
                continue
            match = _TYPED.match(line)
            kind = None if match is None else "mark" if match["mark"] else "number"
            if kind is not None and kind == before and not told:
                told = True
                report.warn(
                    rules.TYPED_LISTS,
                    paragraph.place,
                    msg("Dit is een getypte lijst: '{tekst}'.", tekst=_shown(line)),
                    msg("Maak er in Word een genummerde lijst of een lijst met opsommingstekens van."),
                )
            before, told = kind, told and kind is not None
    _fake_headings(paragraphs, styles, report)


def _fake_headings(paragraphs: list[Line], styles: Styles, report: Report) -> None:
    for paragraph, follow in itertools.pairwise(paragraphs):
        text = paragraph.text.strip()
        if paragraph.cell or not 0 < len(text) <= _SHORT or text[-1] in ".,;:?!" or "\n" in text:
            continue
        if _level(paragraph.element, styles) or _numbered(paragraph.element, styles):
            continue
        if _bold_by_hand(paragraph.element) and follow.text.strip() and not _bold_by_hand(follow.element):
            report.warn(
                rules.HEADINGS,
                paragraph.place,
                msg("'{tekst}' ziet eruit als een kop, maar is gewone tekst in vette letters.", tekst=_shown(text)),
                msg("Geef deze alinea in Word de stijl Kop 1 of Kop 2."),
            )


def _bold_by_hand(paragraph: _Element) -> bool:
    runs = [each for each in paragraph.iter() if local(each) == "r" and any(local(below) == "t" for below in each)]
    return bool(runs) and all(on(child(run, "rPr", "b")) for run in runs)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _is_empty(line: Line) -> bool:
    if line.text.strip():
        return False
    for element in line.element.iter():
        if local(element) in _CONTENT or bare(element) in {"oMath", "AlternateContent"}:
            return False
        if local(element) in _MARKERS and not (
            local(element) == "br" and get(element, "type") in {None, "textWrapping"}
        ):
            return False
    properties = child(line.element, "pPr")
    return not any(
        local(each) in {"sectPr", "pageBreakBefore"} for each in (properties if properties is not None else ())
    )


def _needed(line: Line) -> bool:
    """An empty paragraph that Word itself asks for: after or between tables, as all there is in a cell or header."""
    before, after = line.element.getprevious(), line.element.getnext()
    if before is not None and local(before) == "tbl":
        return True
    return all(local(each) in {"tcPr", "sectPr", ""} for each in (before, after) if each is not None)


def _empty(paragraphs: list[Line], report: Report) -> None:
    count = 0
    place: Message | None = None
    for line in [*paragraphs, None]:
        if line is not None and _is_empty(line) and not _needed(line):
            count += 1
            place = place or line.place
            continue
        if place is not None:
            what = (
                msg("Hier staat een lege alinea.")
                if count == 1
                else msg("Hier staan {aantal} lege alinea's.", aantal=count)
            )
            report.warn(
                rules.EMPTY_LINES,
                place,
                what,
                msg("Haal ze weg en geef de alinea ervoor of erna in Word meer afstand (Alinea, Afstand)."),
            )
            count, place = 0, None
        if line is not None and re.search(rf"\S[ \t]*\n(?:[ \t]*\n){{{_SPACING_BREAKS - 1},}}", line.text):
            report.warn(
                rules.EMPTY_LINES,
                line.place,
                msg("Hier staan lege regels binnen een alinea."),
                msg("Maak er in Word aparte alinea's van, met afstand ertussen (Alinea, Afstand)."),
            )


def _page_colour(file: WordFile) -> colours.Colour:
    background = child(file.trees[file.main], "background")
    shown = on(child(file.one("settings"), "displayBackgroundShape"))
    return (shown and colours.parse(get(background, "color") or "")) or colours.WHITE


def _looks(tree: _Element, paragraphs: list[Line], styles: Styles, page: colours.Colour, report: Report) -> None:
    """Colours and fonts of all runs, and text that is there and is not seen."""
    tables = (table for table in tree.iter() if local(table) == "tbl" and styles.shaded_by_condition(table))
    unsure = {each for table in tables for each in table.iter()}
    for line in paragraphs:
        told: set[str] = set()
        for run in line.element.iter():
            if local(run) != "r" or _own_paragraph(run) is not line.element:
                continue
            text = "".join(_texts(run))
            if not text.strip():
                continue
            look = styles.look(run, line.element, page)
            if (kind := unseen(look)) and run not in unsure:
                if kind not in told:
                    told.add(kind)
                    report.error(
                        rules.HIDDEN,
                        line.place,
                        msg("Hier staat tekst die niemand ziet: '{tekst}'.", tekst=_shown(text)),
                        msg("Haal deze tekst weg, of maak haar zichtbaar."),
                    )
            elif run not in unsure:
                _contrast(line, look, text, told, report)


def unseen(look: Look) -> str:
    """Why nobody sees a run that looks like this; "" when it is seen."""
    if look.hidden:
        return "hidden"
    if look.points < 2:
        return "tiny"
    if look.colour and look.background and colours.contrast(look.colour, look.background) < colours.UNSEEN:
        return "white"
    return ""


def _own_paragraph(run: _Element) -> _Element | None:
    return next((each for each in run.iterancestors() if local(each) == "p"), None)


def _contrast(line: Line, look: Look, text: str, told: set[str], report: Report) -> None:
    if look.colour is None or look.background is None:
        return
    ratio = colours.contrast(look.colour, look.background)
    pair = f"{colours.written(look.colour)} {colours.written(look.background)}"
    if pair not in told and not colours.enough(ratio, points=look.points, bold=look.bold):
        told.add(pair)
        report.warn(
            rules.CONTRAST,
            line.place,
            msg(
                "De tekst '{tekst}' is slecht te lezen: kleur {kleur} op {achtergrond}, contrast {contrast}:1.",
                tekst=_shown(text),
                kleur=colours.written(look.colour),
                achtergrond=colours.written(look.background),
                contrast=f"{ratio:.1f}".replace(".", ","),
            ),
            msg("Kies een donkerder of lichtere kleur."),
        )


def fonts(file: WordFile) -> list[str]:
    """The fonts that text of the body is in, the most used first."""
    styles = Styles(file.one("styles"))
    found: Counter[str] = Counter()
    for run in file.trees[file.main].iter():
        if local(run) == "r" and (text := "".join(_texts(run)).strip()):
            look = styles.look(run, _own_paragraph(run))
            if look.font:
                found[look.font] += len(text)
    return [name for name, _ in found.most_common()]


def _pictures(paragraphs: list[Line], report: Report) -> None:
    for line in paragraphs:
        for element in line.element.iter():
            if _own_paragraph(element) is not line.element or _in_fallback(element):
                continue
            words = _described(element)
            if words is None:
                continue
            if words.strip():
                report.passages.append(Passage(line.place, words, shown=False))
            else:
                report.warn(
                    rules.ALT_TEXT,
                    line.place,
                    msg("Een afbeelding heeft geen beschrijving."),
                    msg("Klik in Word rechts op de afbeelding en kies Alternatieve tekst; versiering merkt u daar zo."),
                )


def _in_fallback(element: _Element) -> bool:
    """Whether this is drawn once more for old programs only."""
    return any(bare(each) == "Fallback" for each in element.iterancestors())


def _described(element: _Element) -> str | None:
    """The description of a picture, "" without one; None for what is no picture, or is decoration."""
    name = bare(element)
    if name == "docPr":
        around = element.getparent()
        holds = {bare(each) for each in around.iter()} if around is not None else set()
        if "txbxContent" in holds and not holds & {"blip", "chart"}:
            return None  # a text box: its text is read
        for below in element.iter():
            if bare(below) == _DECORATIVE and below.get("val") in {"1", "true"}:
                return None
        return element.get("descr") or element.get("title") or ""
    if name in {"shape", "rect"} and any(bare(each) == "imagedata" for each in element):
        return element.get("alt") or ""
    return None


def _tables(tree: _Element, report: Report) -> None:
    for number, table in enumerate((each for each in tree.iter() if local(each) == "tbl"), start=1):
        rows = list(inside(table, "tr"))
        columns = max((sum(1 for _ in inside(row, "tc")) for row in rows), default=0)
        if len(rows) < 2 or columns < 2:
            continue  # one row or one column is no table to a reader
        if not on(child(rows[0], "trPr", "tblHeader")):
            report.warn(
                rules.TABLE_HEADS,
                msg("tabel {nummer}", nummer=number),
                msg("Deze tabel heeft geen kopregel."),
                msg(
                    "Zet de cursor in de eerste rij en kies in Word Tabeleigenschappen, Rij, Als veldnamenrij herhalen."
                ),
            )
