"""Values of attributes in a Word file within the bounds that Word accepts (ISO/IEC 29500-1 and -4, simple types)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from briefgen.errors import msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report
from briefgen.inspection.word_file import REMAKE, WordFile, bare, get, in_part, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"-?\d{1,10}\Z")
_LENGTH = re.compile(r"(?:-?\d{1,10}|-?\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|pi))\Z")
_SIZE = re.compile(r"(?:\d{1,10}|\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|pi))\Z")
_WIDTH = re.compile(r"(?:-?\d{1,10}|-?\d+(?:\.\d+)?(?:%|mm|cm|in|pt|pc|pi))\Z")
_COLOUR = re.compile(r"(?:auto|[0-9A-Fa-f]{6})\Z")
_SWITCH = re.compile(r"(?:0|1|true|false|on|off)\Z")
_LEVEL = re.compile(r"[0-8]\Z")
_OUTLINE = re.compile(r"[0-9]\Z")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|x-none|[0-9A-Fa-f]{4})\Z")
_HEX = re.compile(r"[0-9A-Fa-f]{8}\Z")


def _one_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words.split())})\Z")


_SWITCHES = (
    "keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid contextualSpacing mirrorIndents "
    "suppressOverlap b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof vanish webHidden "
    "rtl cs specVanish oMath cantSplit tblHeader hidden noWrap tcFitText hideMark bidiVisual titlePg formProt "
    "noEndnote rtlGutter qFormat semiHidden unhideWhenUsed locked autoRedefine isLgl autoHyphenation trackRevisions "
    "evenAndOddHeaders mirrorMargins updateFields"
)
_VALUES: dict[tuple[str, str], re.Pattern[str]] = {
    **{(name, "val"): _SWITCH for name in _SWITCHES.split()},
    ("sz", "val"): _SIZE,
    ("szCs", "val"): _SIZE,
    ("kern", "val"): _SIZE,
    ("position", "val"): _LENGTH,
    ("w", "val"): re.compile(r"\d{1,3}%?\Z"),
    ("color", "val"): _COLOUR,
    ("shd", "fill"): _COLOUR,
    ("shd", "color"): _COLOUR,
    ("ilvl", "val"): _LEVEL,
    ("lvl", "ilvl"): _LEVEL,
    ("lvlOverride", "ilvl"): _LEVEL,
    ("numId", "val"): _NUMBER,
    ("abstractNumId", "val"): _NUMBER,
    ("num", "numId"): _NUMBER,
    ("abstractNum", "abstractNumId"): _NUMBER,
    ("start", "val"): re.compile(r"\d{1,10}\Z"),
    ("startOverride", "val"): re.compile(r"\d{1,10}\Z"),
    ("nsid", "val"): _HEX,
    ("tmpl", "val"): _HEX,
    ("outlineLvl", "val"): _OUTLINE,
    ("lang", "val"): _LANGUAGE,
    ("lang", "eastAsia"): _LANGUAGE,
    ("lang", "bidi"): _LANGUAGE,
    ("themeFontLang", "val"): _LANGUAGE,
    ("jc", "val"): _one_of(
        "left start center right end both distribute numTab mediumKashida highKashida lowKashida thaiDistribute"
    ),
    ("lvlJc", "val"): _one_of("left start center right end both"),
    ("suff", "val"): _one_of("tab space nothing"),
    ("multiLevelType", "val"): _one_of("singleLevel multilevel hybridMultilevel"),
    ("vertAlign", "val"): _one_of("baseline superscript subscript"),
    ("vAlign", "val"): _one_of("top center both bottom"),
    ("vMerge", "val"): _one_of("restart continue"),
    ("hMerge", "val"): _one_of("restart continue"),
    ("textDirection", "val"): _one_of("tb rl lr tbV rlV lrV lrTb tbRl btLr lrTbV tbRlV tbLrV"),
    ("type", "val"): _one_of("nextPage nextColumn continuous evenPage oddPage"),
    ("tblLayout", "type"): _one_of("fixed autofit"),
    ("tblOverlap", "val"): _one_of("never overlap"),
    ("br", "type"): _one_of("page column textWrapping"),
    ("br", "clear"): _one_of("none left right all"),
    ("fldChar", "fldCharType"): _one_of("begin separate end"),
    ("style", "type"): _one_of("paragraph character table numbering"),
    ("tab", "val"): _one_of("clear left start center right end decimal bar num"),
    ("tab", "leader"): _one_of("none dot hyphen underscore heavy middleDot"),
    ("tab", "pos"): _LENGTH,
    ("highlight", "val"): _one_of(
        "black blue cyan green magenta red yellow white darkBlue darkCyan darkGreen darkMagenta darkRed darkYellow "
        "darkGray lightGray none"
    ),
    ("headerReference", "type"): _one_of("default first even"),
    ("footerReference", "type"): _one_of("default first even"),
    ("pgSz", "orient"): _one_of("portrait landscape"),
    ("trHeight", "hRule"): _one_of("auto atLeast exact"),
    ("spacing", "lineRule"): _one_of("auto atLeast exact"),
    ("spacing", "val"): _LENGTH,
    ("hyperlink", "history"): _SWITCH,
    ("gridSpan", "val"): re.compile(r"\d{1,2}\Z"),
    ("gridCol", "w"): _SIZE,
    ("defaultTabStop", "val"): _SIZE,
    ("zoom", "percent"): re.compile(r"\d{1,4}%?\Z"),
    **{(name, "w"): _WIDTH for name in ("tblW", "tcW", "tblInd", "tblCellSpacing", "wBefore", "wAfter")},
    **{
        (name, "type"): _one_of("nil pct dxa auto")
        for name in ("tblW", "tcW", "tblInd", "tblCellSpacing", "wBefore", "wAfter")
    },
    **{("spacing", name): _LENGTH for name in ("before", "after", "line")},
    **{
        ("ind", name): _LENGTH
        for name in ("left", "start", "right", "end", "hanging", "firstLine", "leftChars", "rightChars")
    },
    **{("pgSz", name): _SIZE for name in ("w", "h")},
    **{("pgMar", name): _LENGTH for name in ("top", "bottom")},
    **{("pgMar", name): _SIZE for name in ("left", "right", "header", "footer", "gutter")},
    **{("framePr", name): _LENGTH for name in ("w", "h", "hSpace", "vSpace", "x", "y")},
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ["ilvl", "numId", "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "sz", "szCs", "jc", "gridSpan"],
        ("val",),
    ),
    "style": ("type",),
    "lvl": ("ilvl",),
    "num": ("numId",),
    "abstractNum": ("abstractNumId",),
    "fldChar": ("fldCharType",),
    "shd": ("val",),
    "bookmarkStart": ("id", "name"),
    "bookmarkEnd": ("id",),
    "ins": ("id", "author"),
    "del": ("id", "author"),
    "comment": ("id", "author"),
    "tab": (),
}
_WITHOUT = frozenset({("ins", "numPr"), ("del", "trPr")})
_PAGE_MOST = 31_680
"""Twips: 22 inches, Word's largest page."""
_SIZE_MOST = 3_276
"""Half points: 1,638 points, Word's largest letter."""
_BORDERS = frozenset({"left", "start", "right", "end", "top", "bottom"})


def check(part: str, tree: _Element, report: Report) -> None:
    """Report values of a part that Word does not accept."""
    for element in tree.iter():
        name = local(element)
        if not name:
            continue
        for key, value in element.attrib.items():
            attribute = str(key).rpartition("}")[2]
            pattern = _VALUES.get((name, attribute))
            if pattern is not None and not _special(element, name) and not pattern.match(str(value)):
                _wrong(part, name, attribute, str(value), report)
        for needed in _REQUIRED.get(name, ()):
            if get(element, needed) is None:
                what = msg("'{naam}' heeft geen '{kenmerk}', en dat is nodig.", naam=name, kenmerk=needed)
                report.error(rules.VALUES, in_part(part), what, REMAKE)
        _bounds(part, element, name, report)


def _special(element: _Element, name: str) -> bool:
    """Names that mean something else elsewhere: a tab in a run, the start of a border."""
    above = element.getparent()
    outer = local(above) if above is not None else ""
    if name == "tab":
        return outer != "tabs"
    if name == "start":
        return outer != "lvl"
    if name == "type":
        return outer != "sectPr"
    return name == "hidden" and outer == "tblPr"


def _bounds(part: str, element: _Element, name: str, report: Report) -> None:
    if name == "pgSz":
        for key in ("w", "h"):
            value = get(element, key) or ""
            if value.isdecimal() and not 0 < int(value) <= _PAGE_MOST:
                _wrong(part, name, key, value, report)
    elif name in {"sz", "szCs"} and bare_parent(element) == "rPr":
        value = get(element, "val") or ""
        if value.isdecimal() and not 0 < int(value) <= _SIZE_MOST:
            _wrong(part, name, "val", value, report)
    elif name == "tblW" and get(element, "type") == "auto" and (get(element, "w") or "0") not in {"0", ""}:
        pass  # Word writes 0, others whatever they measured; it is not looked at


def bare_parent(element: _Element) -> str:
    """The name of the element above, without its namespace."""
    above = element.getparent()
    return bare(above) if above is not None else ""


def _wrong(part: str, name: str, attribute: str, value: str, report: Report) -> None:
    what = msg(
        "'{naam}' heeft voor '{kenmerk}' een waarde die Word niet kent: '{waarde}'.",
        naam=name,
        kenmerk=attribute,
        waarde=value[:60],
    )
    report.error(rules.VALUES, in_part(part), what, REMAKE)


_CORE = frozenset(
    [
        "category",
        "contentStatus",
        "created",
        "creator",
        "description",
        "identifier",
        "keywords",
        "language",
        "lastModifiedBy",
        "lastPrinted",
        "modified",
        "revision",
        "subject",
        "title",
        "version",
    ]
)
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_XML = "http://www.w3.org/XML/1998/namespace"
_W3C_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?\Z")


def check_properties(file: WordFile, report: Report) -> None:
    """Report document properties that are not of the form of ISO/IEC 29500-2 (one part, each property once)."""
    for name in file.of_kind("core-properties", ""):
        place, seen = in_part(name), set[str]()
        for element in file.trees[name]:
            key = bare(element)
            what = None
            if key not in _CORE:
                what = msg("'{naam}' is geen eigenschap van een document.", naam=key)
            elif key in seen:
                what = msg("De eigenschap '{naam}' staat er meer dan één keer.", naam=key)
            elif key in {"created", "modified"} and (
                not (element.get(_XSI_TYPE) or "").endswith(":W3CDTF") or not _is_date(element.text or "")
            ):
                what = msg("De eigenschap '{naam}' is geen datum in de vorm die Word kent.", naam=key)
            elif any(str(each).startswith(f"{{{_XML}}}lang") for each in element.attrib):
                what = msg("De eigenschap '{naam}' heeft een taal, en dat mag daar niet.", naam=key)
            if what is not None:
                report.error(rules.PROPERTIES, place, what, REMAKE)
            seen.add(key)


def _is_date(text: str) -> bool:
    if not _W3C_DATE.match(text):
        return False
    if len(text) < len("2026-11-21"):
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
