"""Elements of WordprocessingML in the order, and in the places, that Word accepts (ISO/IEC 29500-1 and -4).

Word refuses or "repairs" a file in which a property stands before one that must come first, stands there twice, or
stands where it has no business. Only elements of WordprocessingML itself are judged; extensions that a file declares
as ignorable are skipped by every program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.errors import msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report
from briefgen.inspection.word_file import REMAKE, bare, in_part, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIDES = "top left start bottom right end"
_ROW_EXCEPTIONS = "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblPrExChange"
_MARKS = (
    "bookmarkStart bookmarkEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd commentRangeStart "
    "commentRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
    "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd "
    "proofErr permStart permEnd ins del moveFrom moveTo"
)
_BLOCKS = f"p tbl sdt customXml altChunk contentPart {_MARKS}"
_INLINE = f"r hyperlink fldSimple smartTag sdt customXml dir bdo subDoc contentPart {_MARKS}"

_SEQUENCES: dict[str, str] = {
    # "*": may be repeated; "(a b)": either, in any order, repeated
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "tbl": f"({_MARKS}) tblPr tblGrid (tr sdt customXml {_MARKS})",
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "tblPrEx": _ROW_EXCEPTIONS,
    "tblGrid": "gridCol* tblGridChange",
    "tblBorders": f"{_SIDES} insideH insideV",
    "tblCellMar": _SIDES,
    "tr": f"tblPrEx trPr (tc sdt customXml {_MARKS})",
    "trPr": (
        "(cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden) "
        "ins del trPrChange"
    ),
    "tc": f"tcPr ({_BLOCKS})",
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
        "headers cellIns cellDel cellMerge tcPrChange"
    ),
    "tcBorders": f"{_SIDES} insideH insideV tl2br tr2bl",
    "tcMar": _SIDES,
    "sectPr": (
        "(headerReference footerReference) footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "pgBorders": "top left bottom right",
    "p": f"pPr ({_INLINE})",
    "r": (
        "rPr (br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort monthShort yearShort "
        "dayLong monthLong yearLong annotationRef footnoteRef endnoteRef separator continuationSeparator sym pgNum cr "
        "tab object pict fldChar ruby footnoteReference endnoteReference commentReference drawing ptab "
        "lastRenderedPageBreak)"
    ),
    "hyperlink": f"({_INLINE})",
    "fldSimple": f"fldData ({_INLINE})",
    "sdt": f"sdtPr sdtEndPr ({_MARKS}) sdtContent ({_MARKS})",
    "body": f"({_BLOCKS}) sectPr",
    "hdr": f"({_BLOCKS})",
    "ftr": f"({_BLOCKS})",
    "footnote": f"({_BLOCKS})",
    "endnote": f"({_BLOCKS})",
    "comment": f"({_BLOCKS})",
    "txbxContent": f"({_BLOCKS})",
    "document": "background body",
    "footnotes": "footnote*",
    "endnotes": "endnote*",
    "comments": "comment*",
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "latentStyles": "lsdException*",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*"
    ),
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "num": "abstractNumId lvlOverride*",
    "lvlOverride": "startOverride lvl",
    "lvl": ("start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"),
    "settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData "
        "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
        "activeWritingStyle* proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
        "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting "
        "documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
        "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle "
        "defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
        "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
        "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
        "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
        "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
        "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
        "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults "
        "footnotePr endnotePr compat docVars rsids attachedSchema* themeFontLang clrSchemeMapping "
        "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType* "
        "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
    ),
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "tbl": ("tblPr", "tblGrid"),
    "sdt": ("sdtContent",),
    "document": ("body",),
    "num": ("abstractNumId",),
}
"""What must be there. A style without a name, a level without a text: Word takes those."""
_NOT_EMPTY = {"hdr": "p", "ftr": "p", "footnote": "p", "endnote": "p", "comment": "p", "txbxContent": "p", "tc": "p"}
"""What must hold at least a paragraph."""

_TOLERATED = frozenset({"pPr", "rPr", "lvl"})
"""Where Word takes another order than the standard's, as LibreOffice writes it; other programs may not."""

Places = Mapping[str, tuple[int, bool]]
"""For each element: its place in the order, and whether it may be repeated."""


def _places(sequence: str) -> Places:
    places: dict[str, tuple[int, bool]] = {}
    inside = False
    rank = 0
    for word in sequence.split():
        inside |= word.startswith("(")
        rank += not inside or word.startswith("(")
        name = word.strip("()*")
        # marks stand before as well as after the properties of a table; the later place is the wider one
        places[name] = (rank, inside or word.endswith("*"))
        inside &= not word.endswith(")")
    return places


_ORDER: dict[str, Places] = {name: _places(sequence) for name, sequence in _SEQUENCES.items()}
_ANYWHERE: dict[str, frozenset[str]] = {"tbl": frozenset(_MARKS.split()), "sdt": frozenset(_MARKS.split())}
_SKIPPED = frozenset({"AlternateContent"})


def check(part: str, tree: _Element, report: Report) -> None:
    """Report elements of a part that stand in the wrong order, twice, or in a place that is not theirs."""
    for element in tree.iter():
        name = local(element)
        places = _ORDER.get(name)
        if places is not None:
            _check_children(part, element, name, places, report)


def _check_children(part: str, element: _Element, name: str, places: Places, report: Report) -> None:
    rank, before = 0, ""
    seen: set[str] = set()
    for below in element:
        found = local(below)
        if not found or found in _ANYWHERE.get(name, ()):
            continue
        if found not in places:
            what = msg("'{binnen}' staat in '{buiten}', en daar mag het niet.", binnen=found, buiten=name)
            report.error(rules.NESTING, in_part(part), what, REMAKE)
            continue
        place, repeated = places[found]
        tell = report.note if name in _TOLERATED else report.error
        if found in seen and not repeated:
            what = msg("'{binnen}' staat meer dan één keer in '{buiten}'.", binnen=found, buiten=name)
            tell(rules.ORDER, in_part(part), what, REMAKE)
        elif place < rank:
            what = msg(
                "In '{buiten}' staat '{binnen}' na '{eerder}', en het hoort ervoor.",
                buiten=name,
                binnen=found,
                eerder=before,
            )
            tell(rules.ORDER, in_part(part), what, REMAKE)
        seen.add(found)
        if place >= rank:
            rank, before = place, found
    _check_needed(part, element, name, report)


def _check_needed(part: str, element: _Element, name: str, report: Report) -> None:
    for needed in _NEEDED.get(name, ()):
        if not any(local(below) == needed for below in element):
            what = msg("In '{buiten}' ontbreekt '{binnen}'.", buiten=name, binnen=needed)
            report.error(rules.NESTING, in_part(part), what, REMAKE)
    if name in _NOT_EMPTY and not any(_holds_text(below) for below in element):
        what = msg("'{naam}' is leeg; Word wil er ten minste een alinea in.", naam=name)
        report.error(rules.NESTING, in_part(part), what, REMAKE)


def _holds_text(element: _Element) -> bool:
    name = local(element)
    if name in {"p", "tbl", "altChunk"}:
        return True
    return (name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"} and any(map(_holds_text, element))) or (
        bare(element) in _SKIPPED
    )
