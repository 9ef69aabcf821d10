"""A case file becomes facts: nothing that a person types is guessed at, dropped or met with a traceback."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import FactsError, FactsErrors
from briefgen.facts import kinds
from briefgen.facts.load import CaseFile, build, load, parse

if TYPE_CHECKING:
    from briefgen.facts.model import CaseFacts

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
SENDER = """\
afzender:
  naam: Sanne de Vries
  rol: ouder
  adres: Voorbeeldstraat 1
  postcode: 1234 AB
  plaats: Voorbeeldstad
"""


def printable(text: str) -> tuple[str, ...]:
    return tuple(character for character in text if character in "\u200b☃")


def read(text: str, name: str = "zaak.yaml") -> CaseFile:
    return parse(text, name=name, unprintable=printable)


def facts(text: str) -> CaseFacts:
    return read(text).facts


def complaints(text: str, name: str = "zaak.yaml") -> list[str]:
    with pytest.raises((FactsError, FactsErrors)) as caught:
        read(text, name)
    return str(caught.value).split("\n")


# --- what is read


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_fixture_loads(path: Path) -> None:
    case = load(path, unprintable=printable)
    assert case.name == str(path)
    assert case.source == path.read_bytes()


def test_a_full_case_is_read_as_typed() -> None:
    case = load(CASES / "omgang.yaml", unprintable=printable)
    assert case.facts.sender.phone == "0612345678"
    assert case.facts.sender.postcode == "1234 AB"
    assert case.facts.sender.role is kinds.Role.PARENT
    assert case.facts.references is not None
    assert case.facts.references.own == "2026-014"
    assert case.facts.references.theirs == "1_000"
    assert [child.birth_date for child in case.facts.children] == [date(2018, 3, 5)] * 2
    assert case.facts.children[0].custody is kinds.Custody.JOINT
    assert case.facts.children[1].can_judge is False
    assert case.facts.contact is not None
    assert case.facts.contact.decision.startswith(
        "Het bezoek gaat van elke week naar een uur per vier weken.\n\nBellen"
    )
    assert case.facts.contact.decision.endswith("zondag.")
    assert case.facts.contact.heard == "nee"
    assert case.facts.contact.own_view[0].enclosure == 2
    assert case.facts.measure is not None
    assert case.facts.measure.threats == ("veel ruzie tussen de ouders",)
    assert case.facts.measure.court is not None
    assert case.facts.measure.court.id == "Rechtbank Voorbeeldstad"


def test_places_name_the_line_of_each_fact() -> None:
    places = load(CASES / "omgang.yaml", unprintable=printable).places
    lines = (CASES / "omgang.yaml").read_text(encoding="utf-8").split("\n")
    assert "geboortedatum: 05-03" in lines[places["kinderen", 1, "geboortedatum"] - 1]
    assert "verzonden:" in lines[places["contact", "verzonden"] - 1]
    assert "beperking:" in lines[places["contact", "beperking"] - 1]
    assert "De pleegouders" in lines[places["contact", "eigen_kijk", 1] - 1]


def test_json_is_read_with_its_own_escapes() -> None:
    case = load(CASES / "dossier.json", unprintable=printable)
    assert case.facts.sender.name == "Zoë de Vries 😀"
    assert case.facts.sender.address == "Voorbeeldstraat 1 / 2"
    assert case.facts.children[0].name == case.facts.sender.name
    assert case.facts.children[0].signs_too is True
    assert case.facts.children[0].view is None
    assert case.facts.request is not None
    assert case.facts.request.documents == ("het contactjournaal", "2026")
    assert case.places["verzoek", "soort"] == 15


@pytest.mark.parametrize(
    "typed",
    [
        "ja",
        "nee",
        "on",
        "off",
        "Yes",
        "0612345670",
        "1:20",
        "2026-11-21",
        "1_000",
        "1.10",
        "0x10",
        "1e3",
        ".5",
        "=",
        "no",
    ],
)
def test_a_text_stays_what_was_typed(typed: str) -> None:
    assert facts(f"{SENDER}kenmerk:\n  eigen: {typed}\n").references.own == typed  # type: ignore[union-attr]


@pytest.mark.parametrize("empty", ["", "~", "null", '""', "''", '"  "', "|", "# later"])
def test_no_value_is_as_if_the_key_was_not_there(empty: str) -> None:
    assert facts(f"{SENDER}  telefoon: {empty}\n").sender.phone is None
    assert complaints(SENDER.replace("Sanne de Vries", empty)) == [
        "zaak.yaml:2, afzender › naam: 'Naam' is niet ingevuld. Wat is de volledige naam? Bijvoorbeeld: Sanne de Vries"
    ]


@pytest.mark.parametrize(
    "typed", ["+31 (0)6 12345678", "|\n    +31 (0)6\n    12345678", "(010) 1234567", "06-12345678"]
)
def test_telephone_numbers_are_read_as_people_write_them(typed: str) -> None:
    assert facts(f"{SENDER}  telefoon: {typed}\n").sender.phone == " ".join(typed.removeprefix("|").split())


def test_a_section_without_any_value_is_as_if_it_was_not_there() -> None:
    text = f"{SENDER}kenmerk:\n  eigen:\n  uw:\nkinderen:\n  -\nverzoek:\n  soort: jeugddossier\n  periode: {{van: }}\n"
    assert facts(text).references is None
    assert facts(text).children == ()
    assert facts(text).request.period is None  # type: ignore[union-attr]


def test_one_value_may_stand_where_several_can() -> None:
    text = f"{SENDER}kinderen:\n  naam: Noa\n  geboortedatum: 2018-03-05\nklacht:\n  onderwerpen: informatie\n"
    text += "  gebeurtenissen:\n    datum: 2026-09-07\n    wat: iets\n"
    assert [child.name for child in facts(text).children] == ["Noa"]
    assert facts(text).complaint.topics == (kinds.ComplaintTopic.INFORMATION,)  # type: ignore[union-attr]


def test_text_is_brought_to_one_form() -> None:
    decomposed = SENDER.replace("Sanne de Vries", "Zoe\u0308 de Vries").replace("\n", "\r\n")
    assert facts(decomposed).sender.name == "Zoë de Vries"
    assert facts(f"{SENDER}organisatie:\r\n  naam: x\r\n  doel: |\r\n    een\r\n    twee\r\n").organisation.purpose == (  # type: ignore[union-attr]
        "een\ntwee"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "zaak.yml"
    path.write_bytes(SENDER.replace("Sanne", "Renée").encode(encoding))
    assert load(path, unprintable=printable).facts.sender.name == "Renée de Vries"


def test_facts_from_elsewhere_are_read_the_same_way() -> None:
    data = {
        "afzender": {"naam": "Sanne", "rol": "OUDER", "adres": "x 1", "postcode": "1234 AB", "plaats": "y"},
        "kinderen": [{"naam": "Noa", "geboortedatum": date(2018, 3, 5), "tekent_mee": True, "mening": None}],
        "klacht": {"gebeurtenissen": [{"datum": "2026-09-07", "wat": "x", "bijlage": 1}]},
    }
    built = build(data, name="rij 3", unprintable=printable)
    assert built.children[0].signs_too is True
    assert built.complaint is not None
    assert built.complaint.events[0].enclosure == 1
    with pytest.raises(FactsErrors, match="rij 3, afzender › rol: 'tante' kan hier niet"):
        build({"afzender": {**data["afzender"], "rol": "tante"}}, name="rij 3", unprintable=printable)  # type: ignore[dict-item]


# --- what is refused: one broken line each, what must be said about it


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("klagt:\n", "zaak.yaml:7, klagt: De sleutel 'klagt' bestaat hier niet. Bedoelt u 'klacht'?"),
        ("  straat: x\n", "Hier kunnen staan: naam, rol, relatie"),
        ("  Tele-foon: x\n", "Bedoelt u 'telefoon'?"),
        ("  woonplaats: x\n", "Bedoelt u 'plaats'?"),
        (
            "zaaknummer: x\n",
            "Deze sleutel hoort bij: maatregel, contact › eerdere_regeling, verzoek. Controleer het inspringen.",
        ),
        ("  kinderen: x\n", "hoort vooraan de regel, zonder inspringen"),
        ("verzonden: x\n", "Bedoelt u 'verzoek'? Of hoort dit bij: contact, vervolg?"),
        ("  naam: Jan\n", "zaak.yaml:7, afzender › naam: De sleutel 'naam' staat er al, op regel 2."),
        ("<<: x\n", "Samenvoegen met << kan hier niet."),
        ("? [a]\n: x\n", "een sleutel die geen gewoon woord is"),
        ("kenmerk: &x\n  eigen: a\n", "begint met &"),
        ("kenmerk:\n  eigen: &x a\n", "begint met &"),
        ("kenmerk:\n  eigen: *x\n", "begint met *"),
        ("kenmerk:\n  eigen: !!str a\n", "begint met !"),
        ("kenmerk:\n  eigen: !let op\n", "begint met !"),
        ("kenmerk:\n  eigen: Zaak #12\n", "Alles na # telt als opmerking en komt niet in de brief: #12"),
        ("kenmerk:\n  - a\n", "Bij 'Kenmerk' hoort één waarde, geen lijst."),
        ("kenmerk: a\n", "Onder 'Kenmerk' horen sleutels met waarden, geen losse tekst. Schrijf eronder"),
        ("kinderen: Noa\n", "zaak.yaml:7, kinderen: Onder 'Kinderen' horen sleutels"),
        ("kinderen:\n  - Noa\n", "zaak.yaml:8, kinderen 1: Onder 'Kinderen' horen sleutels"),
        ("kinderen:\n  - - naam: x\n", "hoort één waarde, geen lijst"),
        ("kenmerk:\n  eigen: {{ naam }}\n", "Hier hoort tekst; er staan sleutels met waarden"),
        ("kenmerk:\n  eigen: [a]\n", "Bij 'Eigen kenmerk' hoort één waarde, geen lijst."),
        (
            "toezicht:\n  signalen:\n    - Zij zei: nee\n",
            "toezicht › signalen 1: Hier hoort tekst; er staan sleutels met",
        ),
        (
            "geadresseerde: |\n  GM\n  0228\n",
            "zaak.yaml:7, geadresseerde: Bij 'Nummer in de adreslijst' hoort één regel",
        ),
        ("  email: x\n", "'x' is geen e-mailadres."),
        ("  telefoon: 12\n", "'12' is geen telefoonnummer."),
        ("  geboortedatum: 31-02-1980\n", "De datum '31-02-1980' bestaat niet."),
        ("  geboortedatum: 12-03-80\n", "is de eeuw niet duidelijk"),
        ("  geboortedatum: lente\n", "'lente' is geen datum. Schrijf een datum zoals 2026-11-21"),
        ("bepalingenlijst: on\n", "'on' is geen ja of nee."),
        ("verzoek:\n  soort: tante\n", "'tante' kan hier niet. Kies uit: jeugddossier, eigen gegevens"),
        ("verzoek:\n  soort: jeugdosier\n", "Bedoelt u 'jeugddossier'? Kies uit: jeugddossier"),
        ("klacht:\n  onderwerpen: informatie, plan\n", "Zet elk woord op een eigen regel achter een streepje."),
        (
            "klacht:\n  onderwerpen: [plan]\n",
            "zaak.yaml:7, klacht › gebeurtenissen: 'Gebeurtenissen' is niet ingevuld.",
        ),
        ("klacht:\n  gebeurtenissen: []\n", "'Gebeurtenissen' is niet ingevuld."),
        ("kinderen:\n  - naam: x\n", "zaak.yaml:8, kinderen 1 › geboortedatum: 'Geboortedatum' is niet ingevuld."),
        (f"kenmerk:\n  eigen: {'x' * 301}\n", "De tekst is te lang: 301 tekens. Houd het bij 300 tekens."),
        ("kenmerk:\n  eigen: |\n    a\n    b\n", "Bij 'Eigen kenmerk' hoort één regel; er staan er meer."),
        ("contact:\n  eigen_kijk:\n  - wat: x\n    bijlage: een\n", "'een' is geen heel getal."),
        ("contact:\n  eigen_kijk:\n  - wat: x\n    bijlage: 0\n", "Het getal moet 1 of hoger zijn."),
        (f"contact:\n  eigen_kijk:\n  - wat: x\n    bijlage: {'9' * 5000}\n", "is geen heel getal."),
        (
            "toegestane_nummers:\n  naam: x\n  nummer: 12\n",
            "Deze waarde is niet bruikbaar voor 'Nummer'. Welk nummer van",
        ),
        ("kenmerk:\n  eigen: a\x0bb\n", "zaak.yaml:8: Het teken U+000B kan niet in een brief staan."),
        ("kenmerk:\n  eigen: a\u2028b\n", "U+2028 LINE SEPARATOR"),
        ("kenmerk:\n  eigen: a\u200bb\n", "zaak.yaml:8, kenmerk › eigen: Het teken U+200B ZERO WIDTH SPACE kan niet"),
        ('kenmerk:\n  eigen: "a\\x07b"\n', "Het teken U+0007 kan niet"),
        ('kenmerk:\n  eigen: "a\\ud800b"\n', "Het teken U+D800 kan niet"),
        (f"kenmerk:\n  eigen: a{chr(0x301) * 40}\n", "staan meer dan 30 accenten"),
        ("kenmerk:\n  eigen: BSN 123456782\n", "zaak.yaml:8, kenmerk › eigen: Hier staat een nummer dat een burger"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place_and_mend(more: str, said: str) -> None:
    found = complaints(SENDER + more)
    assert any(said in line for line in found), found
    assert not any("Traceback" in line for line in found)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        "afzender:\n  naam: BSN 123456782\n  rol: oom\n  rool: x\n  adres: [a]\n  postcode: 0000 AA\n"
        "klagt: x\nkinderen:\n  - naam: Noa\n  -\n  - naam: \u200bDaan\n    geboortedatum: gisteren\n"
    )
    assert [line.split(": ")[0] for line in complaints(text)] == [
        "zaak.yaml:1, afzender › plaats",
        "zaak.yaml:2, afzender › naam",
        "zaak.yaml:3, afzender › rol",
        "zaak.yaml:4, afzender › rool",
        "zaak.yaml:5, afzender › adres",
        "zaak.yaml:6, afzender › postcode",
        "zaak.yaml:7, klagt",
        "zaak.yaml:9, kinderen 1 › geboortedatum",
        "zaak.yaml:11, kinderen 2 › naam",
        "zaak.yaml:12, kinderen 2 › geboortedatum",
    ]


def test_a_fault_is_told_once() -> None:
    found = complaints(f"{SENDER}kinderen:\n  - x\n  - naam: [a]\n    geboortedatum: *b\n  - naam: \n")
    assert [line.split(": ")[0] for line in found] == [
        "zaak.yaml:8, kinderen 1",
        "zaak.yaml:9, kinderen 2 › naam",
        "zaak.yaml:10, kinderen 2 › geboortedatum",
        "zaak.yaml:11, kinderen 3 › geboortedatum",
        "zaak.yaml:11, kinderen 3 › naam",
    ]


def test_more_errors_than_anyone_reads_are_counted() -> None:
    found = complaints(SENDER + "".join(f"k{number}: x\n" for number in range(250)))
    assert len(found) == 101
    assert found[-1] == "zaak.yaml: Er zijn nog 150 andere fouten. Verbeter eerst de fouten hierboven."


# --- what is not YAML


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  relatie: Hij zei: kom niet", "Er staat een dubbele punt met een spatie in de tekst. Zet de tekst tussen"),
        ("    relatie: x", "springt verder in dan de regel erboven"),
        (" relatie: x", "staat niet recht onder de regels"),
        ("\trelatie: x", "De regel begint met een tab."),
        ("  relatie:\tx", "Er staat een tab in deze regel."),
        ("  relatie: %x", "Een tekst kan niet beginnen met het teken %."),
        ("  relatie: @x", "Een tekst kan niet beginnen met het teken @."),
        ("  relatie: `x`", "Een tekst kan niet beginnen met het teken `."),
        ('  relatie: "x', "wordt niet gesloten"),
        ("  relatie: 's avonds", "begint met een apostrof"),
        ("  relatie: 's avonds bij Noa's oma", "begint met een apostrof"),
        ('  relatie: "x" y', "Na het sluitende aanhalingsteken of haakje staat nog tekst."),
        ("  relatie: [x] y", "Na het sluitende aanhalingsteken of haakje staat nog tekst."),
        ("  relatie: [x", "Een accolade of haak is niet goed gesloten"),
        ("  relatie: {x: y", "Een accolade of haak is niet goed gesloten"),
        ("  relatie: - x", "begint met een teken dat in YAML een eigen betekenis heeft"),
        ("  relatie: *x* y", "begint met een teken dat in YAML een eigen betekenis heeft"),
        ("  relatie: ,x", "begint met een teken dat in YAML een eigen betekenis heeft"),
        ("  relatie: | x", "Achter | of > staat nog tekst."),
        ('  relatie: "C:\\pad"', "Na een schuine streep naar achteren"),
        ('  relatie: "\\UFFFFFFFF"', "een code die geen teken is"),
        ("  relatie", "heeft geen sleutel met een dubbele punt"),
        ("relatie", "heeft geen sleutel met een dubbele punt"),
        ("---\nafzender: x", "Het bestand bevat meer dan één zaak"),
        ("...\nx: y", "Deze regel is niet te lezen."),
    ],
)
def test_what_yaml_cannot_read_is_said_in_dutch(line: str, said: str) -> None:
    found = complaints(SENDER + line + "\ncontact:\n  vorm: brief\n")
    assert len(found) == 1
    assert said in found[0]
    assert found[0].startswith(("zaak.yaml:7", "zaak.yaml:8"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Het bestand is leeg."),
        ("# niets\n", "Het bestand is leeg."),
        ("---\n", "Het bestand is leeg."),
        ("- a\n", "geen sleutels met waarden"),
        ("hallo\n", "geen sleutels met waarden"),
        ("{}", "'Afzender' is niet ingevuld."),
        ("a: " + "[" * 60 + "]" * 60, "meer dan 50 niveaus diep"),
        ("[" * 100_000, "meer dan 50 niveaus diep"),
        ("a:\n" + "- b\n" * 30_000, "meer dan 25000 waarden"),
        ("a\0b", "geen tekstbestand"),
    ],
)
def test_a_file_without_a_case_is_refused(text: str, said: str) -> None:
    assert said in complaints(text)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,}', "Voor een sluitend haakje staat een komma te veel."),
        ('{"a": 1 "b": 2}', "Hier ontbreekt een komma of een sluitend haakje."),
        ('{"a" 1}', "Na de sleutel ontbreekt de dubbele punt."),
        ("{a: 1}", "Hier hoort een sleutel tussen dubbele aanhalingstekens"),
        ('{\n"a": hallo}', 'zaak.json:2 ("a": hallo}): Hier hoort een waarde te staan.'),
        ('{"a": "b', "wordt niet gesloten"),
        ('{"a": "\\q"}', "Na een schuine streep naar achteren"),
        ('{"a": 1} x', "Na het einde van de gegevens staat nog tekst."),
        ('{"a": ', "Hier hoort een waarde te staan."),
        ('{"a": ' + "[" * 60, "meer dan 50 niveaus diep"),
        ('{"a": [' + "1," * 30_000, "meer dan 25000 waarden"),
        (
            '{"afzender": null,\n"afzender": null}',
            "zaak.json:2, afzender: De sleutel 'afzender' staat er al, op regel 1.",
        ),
    ],
)
def test_what_is_wrong_in_json_is_said_in_dutch(text: str, said: str) -> None:
    assert any(said in line for line in complaints(text, "zaak.json"))


def test_yaml_that_looks_like_json_is_read_as_yaml() -> None:
    text = "{afzender: {naam: Jan, rol: ouder, adres: x 1, postcode: 1234 AB, plaats: y}}  # kort\n"
    assert facts(text).sender.name == "Jan"


# --- files


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    windows, large, word = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "c.yaml"
    windows.write_bytes(b"afzender:\n  naam: Ren\xe9e\n")
    large.write_bytes(b"# " + b"x" * 5_000_000)
    word.write_bytes(b"PK\x03\x04rest")
    broken = tmp_path / "d.yaml"
    broken.write_bytes(b"\xff\xfea")
    table = [
        (tmp_path / "nergens.yaml", "Dit bestand bestaat niet."),
        (tmp_path, "Dit is een map."),
        (windows, f"{windows}:2: Het bestand is niet opgeslagen als UTF-8"),
        (large, "groter dan 5 MB"),
        (word, "een document van een ander programma"),
        (broken, "niet opgeslagen als UTF-8"),
        (tmp_path / ("x" * 300), "niet te lezen"),
        (tmp_path / "a\0b", "niet te lezen"),
    ]
    for path, said in table:
        with pytest.raises(FactsError) as caught:
            load(path, unprintable=printable)
        assert said in str(caught.value)


def test_a_forbidden_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FactsError, match="U mag dit bestand niet lezen"):
        load(tmp_path / "zaak.yaml", unprintable=printable)


# --- whatever comes in


@pytest.mark.parametrize(
    "text",
    [
        "afzender:\n  naam: " + "a\u0301\u0327" * 60_000,
        "afzender:\n  naam: a" + "\u0301\u0327" * 120_000,
        '{"afzender": {"naam": "a' + "\\u0301\\u0327" * 60_000 + '"}}',
        "afzender:\n  naam: " + "1 " * 60_000,
        "afzender:\n  naam: " + "1" * 300_000,
        "afzender:\n  naam: " + "+1-" * 100_000,
        "afzender:\n  email: a@" + "a." * 100_000,
        "k" * 300_000 + ": x",
        "#" * 300_000,
        "".join(f"sleutel{number}: x\n" for number in range(6_000)),
    ],
)
def test_no_file_takes_time_out_of_all_proportion(text: str) -> None:
    started = time.perf_counter()
    complaints(text)
    assert time.perf_counter() - started < 20  # a second or two; quadratic time would be minutes


yaml_like = st.lists(
    st.sampled_from(
        ["afzender", "kinderen", "naam", ":", ": ", "- ", "\n", "\n  ", "\n    ", "'", '"', "|", ">", "{", "}", "[",
         "]", ",", "&a", "*a", "!t", "%", "@", "`", "#", " #x", "?", "\t", "\\", "\\x", "é", "---", "...", "\u2028",
         "\r", "~", "1", "ja", "<<", "\ud800", "\x85", "\ufeff", "\x00", "%YAML 1.3\n---\n", "x: y"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.text(max_size=20))
def test_an_error_can_be_printed_on_any_terminal(text: str) -> None:
    for more in (json.dumps({text + "x": 1}), json.dumps({"afzender": {"rol": text + "x"}})):
        error = str(complaints(more))
        assert error.encode()
        assert error.isprintable()


@settings(deadline=None)
@given(st.one_of(yaml_like, st.text(max_size=60)), st.sampled_from(["z.yaml", "z.json"]))
def test_no_text_leads_to_anything_but_facts_or_a_dutch_error(text: str, name: str) -> None:
    for start in ("", SENDER, SENDER + "kenmerk:\n  eigen: "):
        with suppress(FactsError, FactsErrors):
            read(start + text, name)


names = st.text(st.characters(exclude_categories=["C", "Z", "N"]), min_size=1, max_size=30)


@settings(deadline=None)
@given(names)
def test_json_and_yaml_hold_any_name(name: str) -> None:
    data = {"afzender": {"naam": name, "rol": "ouder", "adres": "x 1", "postcode": "1234 AB", "plaats": "y"}}
    as_json = read(json.dumps(data), "z.json").facts
    assert as_json == read(json.dumps(data, ensure_ascii=False), "z.yaml").facts
    assert as_json == build(data, name="", unprintable=printable)
