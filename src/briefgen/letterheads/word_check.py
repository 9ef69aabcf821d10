"""Whether letters can be made on a Word letterhead: its tags and styles, each fault with how to mend it in Word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment

from briefgen.errors import Message, RenderError, msg
from briefgen.letterheads import word_pages
from briefgen.letterheads.findings import Finding, Group
from briefgen.letterheads.word_look import WordLook
from briefgen.render.docx_letterhead import BODY_STYLES, HEADER_TAGS, TAGS, Letterhead
from briefgen.render.word_template import TAG, Source, sources

SHOWN = {
    "normal": "Standaard", "heading 1": "Kop 1", "heading 2": "Kop 2", "list number": "Lijstnummering",
    "list bullet": "Lijst opsom.teken", "list continue": "Lijstvoortzetting", "quote": "Citaat",
    "table grid": "Tabelraster", "title": "Titel", "salutation": "Aanhef", "closing": "Afsluiting", "date": "Datum",
    "header": "Koptekst", "footer": "Voettekst",
}  # fmt: skip
"""What Word in Dutch calls its own styles."""
_LISTS = ("List Number", "List Bullet")
_WAYS = {
    "afzender": "{%p for regel in afzender %} · {{ regel }} · {%p endfor %}",
    "geadresseerde": "{%p for regel in geadresseerde %} · {{ regel }} · {%p endfor %}",
    "datumregel": "{{ datumregel }}",
    "kenmerken": "{%p for kenmerk in kenmerken %} · {{ kenmerk.label }} {{ kenmerk.waarde }} · {%p endfor %}",
    "betreft": "{{ betreft.label }} {{ betreft.waarde }}",
    "aanhef": "{{ aanhef }}",
    "brief": "{{p brief }}",
    "slotgroet": "{{ slotgroet }}",
    "ondertekeningen": "{%p for ondertekening in ondertekeningen %} · {%p for regel in ondertekening %} · "
    "{{ regel }} · {%p endfor %} · {%p endfor %}",
    "bijlagen_label": "{%p if bijlagen %} · {{ bijlagen_label }} · {%p endif %}",
    "bijlagen": "{%p for bijlage in bijlagen %} · {{ bijlage }} · {%p endfor %}",
    "naschrift": "{{p naschrift }}",
}
"""How each tag is typed; a dot stands between paragraphs."""


def shown(style: str) -> str:
    """What Word in Dutch calls a style."""
    return SHOWN.get(style.lower(), style)


def findings(word: WordLook, path: Path, data: bytes) -> Iterator[Finding]:
    """What keeps letters from being made on it; then what is fragile or hard to read for some."""
    faults = [*_tags(word, path), *_styles(word, path), *word_pages.faults(word, path)]
    if not faults:
        faults += _trial(path, data)
    yield from faults
    yield from _notices(word, path)


def _tags(word: WordLook, path: Path) -> Iterator[Finding]:
    used: dict[str, set[str]] = {}
    for source in sources(word.file):
        try:
            used.setdefault(source.part.kind, set()).update(_names(source))
        except TemplateError as error:
            yield Finding(
                Group.FAULT, _at(path),
                msg("Een tag is niet te lezen ({reden}).", reden=error),
                msg("Typ de tag opnieuw, achter elkaar en zonder andere opmaak binnen de tag."),
            )  # fmt: skip
            return
        yield from _swallowed(source, path)
    known = (*TAGS, *HEADER_TAGS)
    for name in sorted(set().union(*used.values()) - set(known)):
        near = get_close_matches(name, known, n=1)
        yield Finding(
            Group.FAULT, _at(path, name),
            msg("briefgen kent deze tag niet."),
            msg("Bedoelt u '{sleutel}'?", sleutel=near[0]) if near
            else msg("Haal hem weg, of kies uit: {keuzes}.", keuzes=", ".join(known)),
        )  # fmt: skip
    for name in TAGS:
        if name not in used.get("document", set()):
            yield Finding(
                Group.FAULT, _at(path, name),
                msg("Deze tag ontbreekt in de tekst van het briefpapier; zonder hem verliest de brief woorden."),
                msg(
                    "Open het bestand in Word en typ, elk op een eigen regel tussen de punten: {tag}.",
                    tag=_WAYS[name],
                ),
            )  # fmt: skip


def _swallowed(source: Source, path: Path) -> Iterator[Finding]:
    """Words beside a tag that takes its whole paragraph away."""
    told: set[str] = set()
    for tag in source.tags:
        rest = TAG.sub("", tag.spot.text).strip()
        if tag.level == "p" and rest and rest not in told:
            told.add(rest)
            yield Finding(
                Group.FAULT, _at(path, tag.straight),
                msg("De tekst naast deze tag verdwijnt uit de brief: '{tekst}'.", tekst=rest),
                msg("Zet die tekst in een eigen alinea: klik ervoor (of erachter) en druk op Enter."),
            )  # fmt: skip


def _names(source: Source) -> set[str]:
    environment = SandboxedEnvironment()
    return meta.find_undeclared_variables(environment.parse(source.text)) - set(environment.globals)


def _styles(word: WordLook, path: Path) -> Iterator[Finding]:
    for name in BODY_STYLES:
        if word.has(name):
            continue
        if name.lower() in SHOWN or name == "Hyperlink":
            mend = msg(
                "Kies in Word Start › Stijlen › het pijltje rechtsonder › Opties › Alle stijlen, geef een woord de "
                "stijl '{naam}', sla op, en haal dat woord weer weg.",
                naam=shown(name),
            )
        else:
            mend = msg(
                "Kies in Word Start › Stijlen › het pijltje rechtsonder › Nieuwe stijl, met als naam {naam} en als "
                "soort Alinea.",
                naam=name,
            )
        yield Finding(Group.FAULT, _style(path, name), msg("Deze stijl ontbreekt in het briefpapier."), mend)


def _trial(path: Path, data: bytes) -> Iterator[Finding]:
    """Make it ready for letters, as a letter would."""
    try:
        Letterhead(path, data)
    except RenderError as error:
        mend = error.mend
        if any(name in str(error.what) for name in _LISTS):
            mend = msg(
                "Kies in Word Start › Stijlen, klik met rechts op de stijl, en kies Wijzigen › Opmaak › Nummering."
            )
        yield Finding(Group.FAULT, _at(path), error.what, mend)


def _notices(word: WordLook, path: Path) -> Iterator[Finding]:
    yield from word_pages.notices(word, path)
    if not word.language.lower().startswith("nl"):
        yield Finding(
            Group.NOTICE, _at(path),
            msg("De taal van het bestand is geen Nederlands; een schermlezer leest de brief dan verkeerd voor."),
            msg("Kies Ctrl+A en dan Controleren › Taal › Controletaal instellen › Nederlands."),
        )  # fmt: skip
    if word.hyphenates:
        yield Finding(
            Group.NOTICE, _at(path),
            msg("Word breekt woorden af aan het einde van een regel; de PDF doet dat niet."),
            msg("Kies Indeling › Woordafbreking › Geen."),
        )  # fmt: skip
    if word.tracked():
        yield Finding(
            Group.NOTICE, _at(path),
            msg("In het bestand staan bijgehouden wijzigingen of opmerkingen; die komen in elke brief."),
            msg("Kies Controleren › Accepteren › Alle wijzigingen accepteren, en verwijder de opmerkingen."),
        )  # fmt: skip
    if any(picture.alternative is None for picture in word.pictures()):
        yield Finding(
            Group.NOTICE, _at(path),
            msg("Een afbeelding heeft geen alternatieve tekst; wie niet ziet, weet dan niet wat er staat."),
            msg("Klik met rechts op de afbeelding en kies Alternatieve tekst bewerken."),
        )  # fmt: skip
    if count := word.empty():
        yield Finding(
            Group.NOTICE, _at(path),
            msg("Er staat 1 lege alinea in; een schermlezer leest die voor als 'leeg'.")
            if count == 1
            else msg("Er staan {aantal} lege alinea's in; een schermlezer leest die voor als 'leeg'.", aantal=count),
            msg("Haal weg wat leeg is en zet het wit bij Indeling › Afstand voor en Afstand na."),
        )  # fmt: skip


def _at(path: Path, tag: str = "") -> Message:
    if tag:
        return msg("{bestand}, tag {tag}", bestand=path.name, tag=tag)
    return Message("{bestand}", {"bestand": path.name})


def _style(path: Path, name: str) -> Message:
    return msg("{bestand}, stijl {stijl}", bestand=path.name, stijl=shown(name))
