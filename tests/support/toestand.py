"""A made-up law in the forms of official publication: `toestand` XML, YAML, and the answers of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LAW = "BWBR0090002"
"""The number of the Kersenwet, a law of the fixtures."""

ARTICLE = """
<artikel label="Artikel 2" status="goed" effect="nieuw" bwb-ng-variabel-deel="/Hoofdstuk1/Artikel2">
  <kop><label>Artikel</label> <nr status="officieel">2</nr><titel>Kersen</titel></kop>
  <lid status="goed"><lidnr status="officieel">1</lidnr>
    <al>Wie kersen plukt, meldt dat binnen <nadruk type="cur">twee
      weken</nadruk> aan het <extref doc="jci1.3:c:BWBR0090001&amp;artikel=1">kersenbestuur</extref>:</al>
    <lijst type="expliciet">
      <li><li.nr>a.</li.nr><al>in een mand;</al></li>
      <li><li.nr>b.</li.nr><al>in een zak:</al>
        <lijst><li><li.nr>1°.</li.nr><al>van jute, of</al></li><li><li.nr>2°.</li.nr><al>van linnen.</al></li></lijst>
        <meta-data><jcis><jci versie="1.3" verwijzing="jci1.3:c:BWBR0090002&amp;artikel=2&amp;lid=1&amp;o=b"/></jcis>
        </meta-data>
      </li>
    </lijst>
  </lid>
  <lid status="goed"><lidnr status="officieel">2</lidnr><al>Het bestuur antwoordt binnen een maand.</al></lid>
  <meta-data>
    <jcis><jci versie="1.3"
      verwijzing="jci1.3:c:BWBR0090002&amp;hoofdstuk=1&amp;artikel=2&amp;z=2026-01-01&amp;g=2026-01-01"
      korte-verwijzing="jci1.3:c:BWBR0090002&amp;artikel=2"/></jcis>
    <brondata><oorspronkelijk><publicatie>Stb. 2099, 1</publicatie></oorspronkelijk></brondata>
  </meta-data>
</artikel>"""

YAML = """
bwb_id: BWBR0090002
citeertitel: Kersenwet
afkorting:
versie: "2026-01-01"
artikelen:
  - artikel: "2"
    leden:
      - lid: 1
        tekst: |-
          Wie kersen plukt, meldt dat binnen twee weken aan het kersenbestuur:
          a. in een mand;
          b. in een zak:
          1°. van jute, of
          2°. van linnen.
      - lid: 2
        tekst: Het bestuur antwoordt binnen een maand.
"""


def toestand(
    *articles: str, identifier: str = LAW, state: str = "2026-01-01", title: str = "Kersenwet", after: str = ""
) -> bytes:
    """A whole document with these articles in its first chapter; `after` follows the text of the law."""
    named = f'<citeertitel status="officieel">{title}</citeertitel>' if title else ""
    body = "".join(articles or (ARTICLE,))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<toestand bwb-id="{identifier}" inwerkingtreding="{state}"
  bwb-ng-vast-deel="http://wetten.overheid.nl/id/{identifier}/{state}/0">
  <bwb-inputbestand>x</bwb-inputbestand>
  <wetgeving soort="wet" inwerkingtredingsdatum="{state}">
    <intitule>Wet van 1 mei 2099, houdende regels over kersen</intitule>{named}
    <wet-besluit><aanhef><wij>Wij</wij></aanhef><wettekst>
      <hoofdstuk><kop><label>Hoofdstuk</label><nr>1</nr></kop>{body}</hoofdstuk>
    </wettekst><wetsluiting><slotformulering><al>Gegeven te Kersendam.</al></slotformulering></wetsluiting>{after}
    </wet-besluit>
  </wetgeving>
</toestand>""".encode()


def article(number: str, *content: str, status: str = "goed", key: str = "") -> str:
    """One `artikel`; pieces of content without a tag become an `al`."""
    inside = "".join(piece if piece.startswith("<") else f"<al>{piece}</al>" for piece in content)
    link = f'<meta-data><jcis><jci korte-verwijzing="{key}"/></jcis></meta-data>' if key else ""
    return (
        f'<artikel label="Artikel {number}" status="{status}">'
        f"<kop><label>Artikel</label><nr>{number}</nr></kop>{inside}{link}</artikel>"
    )


def lid(number: str, *content: str) -> str:
    inside = "".join(piece if piece.startswith("<") else f"<al>{piece}</al>" for piece in content)
    return f"<lid><lidnr>{number}</lidnr>{inside}</lid>"


def manifest(labels: Sequence[str], identifier: str = LAW, deleted: Sequence[str] = ()) -> bytes:
    """The `manifest.xml` of a law with these states."""
    expressions = "".join(
        f'<expression label="{label}"><metadata><datum_inwerkingtreding>{label[:10]}</datum_inwerkingtreding>'
        f'</metadata><manifestation label="xml"><item label="{identifier}_{label}.xml" '
        f'_deleted="{str(label in deleted).lower()}"/></manifestation></expression>'
        for label in labels
    )
    return f'<work label="{identifier}" _latestItem="x">{expressions}</work>'.encode()


def search_result(states: Mapping[str, str], total: int | None = None) -> bytes:
    """The answer of the search: for each label the identifier it belongs to."""
    records = "".join(
        f"""<srw:record><srw:recordData><gzd:gzd><gzd:originalData><overheidbwb:meta>
        <gzd:owmskern><dcterms:identifier>{identifier}</dcterms:identifier></gzd:owmskern>
        <gzd:bwbipm><overheidbwb:geldigheidsperiode_startdatum>{label[:10]}</overheidbwb:geldigheidsperiode_startdatum>
        <overheidbwb:geldigheidsperiode_einddatum>9999-12-31</overheidbwb:geldigheidsperiode_einddatum></gzd:bwbipm>
        </overheidbwb:meta></gzd:originalData><gzd:enrichedData><overheidbwb:locatie_toestand
        >https://elders.example.org/bwb/{identifier}/{label}/xml/{identifier}_{label}.xml</overheidbwb:locatie_toestand>
        </gzd:enrichedData></gzd:gzd></srw:recordData></srw:record>"""
        for label, identifier in states.items()
    )
    return f"""<srw:searchRetrieveResponse xmlns:srw="http://docs.oasis-open.org/ns/search-ws/sruResponse"
      xmlns:gzd="http://standaarden.overheid.nl/sru" xmlns:dcterms="http://purl.org/dc/terms/"
      xmlns:overheidbwb="http://standaarden.overheid.nl/bwb/terms/">
      <srw:numberOfRecords>{len(states) if total is None else total}</srw:numberOfRecords>
      <srw:records>{records}</srw:records></srw:searchRetrieveResponse>""".encode()
