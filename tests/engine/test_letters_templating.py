"""Templates: a sandbox, strict about what is missing, with every value kept apart from the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import resources
from briefgen.errors import CitationError, ContentError, msg
from briefgen.letters import markup
from briefgen.letters.blocks import Citation, Paragraph, Text
from briefgen.letters.templating import Templates, Values, written
from briefgen.render.repertoire import unprintable
from briefgen.render.stationery import Stationery

CITED = Citation("artikel\u00a03.1 Aaw", "https://example.org/3.1", "aw:3.1")
DAY = date(2026, 11, 21)


class Fruit(StrEnum):
    APPLE = "appel"


class Plain(Enum):
    PEAR = "peer"


@dataclass(frozen=True)
class Child:
    """A section of the facts."""

    naam: str = "Noa"
    leeftijd: int = 8
    mening: str | None = None


CONTEXT: dict[str, object] = {
    "naam": "Sanne de Vries",
    "datum": DAY,
    "soort": Fruit.APPLE,
    "peer": Plain.PEAR,
    "aantal": 3,
    "nul": 0,
    "ja": True,
    "nee": False,
    "leeg": None,
    "kind": Child(),
    "kinderen": (Child(), Child("Sem", 13, "Ik wil ook een appel"), Child("Lot", 15)),
    "lijst": ["a", "b"],
    "gegevens": {"a": 1},
    "breuk": 1.5,
    "verwijzing": CITED,
    "cite": lambda reference: CITED,  # noqa: ARG005 - as in a letter
}

Render = Callable[..., str]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Render a text as the template letter.md, with the values put in; other files by name."""

    def rendered(text: str, **files: str) -> str:
        (tmp_path / "letter.md").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (tmp_path / f"{name}.md").write_text(content, encoding="utf-8")
        result, values = Templates(tmp_path).markdown("letter.md", CONTEXT)
        return markup.MARKER.sub(lambda match: values[int(match[1])].text, result)

    return rendered


def refused(render: Render, text: str, **files: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        render(text, **files)
    assert str(caught.value.mend)
    return caught.value


# --- values


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ naam }}", "Sanne de Vries"),
        ("{{ datum }}", "21\u00a0november\u00a02026"),
        ("{{ soort }}", "appel"),
        ("{{ peer }}", "peer"),
        ("{{ aantal }}", "3"),
        ("{{ nul }}", "0"),
        ("{{ verwijzing }}", "artikel\u00a03.1 Aaw"),
        ("{{ cite('aw:3.1') }}", "artikel\u00a03.1 Aaw"),
        ("{{ kind.naam }}", "Noa"),
        ("{{ 'is' if kinderen | length == 1 else 'zijn' }}", "zijn"),
        ("{% for kind in kinderen %}{{ kind.naam }} {% endfor %}", "Noa Sem Lot "),
        ("{{ 'van ' ~ naam }}", "van Sanne de Vries"),
        ("{% if ontbreekt is defined %}x{% else %}y{% endif %}", "y"),
    ],
)
def test_a_value_is_written_the_dutch_way(render: Render, source: str, shown: str) -> None:
    assert render(source) == shown


def test_no_value_is_in_the_markdown(tmp_path: Path) -> None:
    """What the Markdown reader sees are markers, so nothing a person typed can be markup."""
    (tmp_path / "letter.md").write_text("# {{ naam }}\n\n{{ verwijzing }}{{ naam }}", encoding="utf-8")
    text, values = Templates(tmp_path).markdown("letter.md", CONTEXT)
    assert "Sanne" not in text
    assert len(markup.MARKER.findall(text)) == 3
    assert (values[0], values[1]) == (Text("Sanne de Vries"), CITED)


def test_a_value_is_no_template(render: Render, tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text("{{ naam }}", encoding="utf-8")
    text, values = Templates(tmp_path).markdown("letter.md", {"naam": "{{ 7 * 7 }}{% if %}"})
    assert values[0] == Text("{{ 7 * 7 }}{% if %}")
    assert markup.read(text, values.__getitem__, where="letter.md") == (Paragraph((Text("{{ 7 * 7 }}{% if %}"),)),)
    assert render("{{ '<b>&amp;</b>' }}") == "<b>&amp;</b>"


@pytest.fixture(scope="module")
def sentence(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    root = tmp_path_factory.mktemp("templates")
    (root / "letter.md").write_text("# {{ waarde }}\n\nAan {{ waarde }}: **{{ waarde }}**!\n", encoding="utf-8")
    return Templates(root)


@given(
    value=st.text(min_size=1)
    | st.lists(
        st.sampled_from(
            ["{{ naam }}", "{%", "%}", "{#", "**", "_", "`", "<b>", "&", "|", "\n", "\\", "#", "1. ", "\ue0000\ue001"]
        ),
        min_size=1,
    ).map("".join)
)
def test_any_text_is_literal_from_template_to_block(sentence: Templates, value: str) -> None:
    """The characters of markers too, though the guard of the facts lets none through (see below)."""
    text, values = sentence.markdown("letter.md", {"waarde": value})
    heading, *rest = markup.read(text, values.__getitem__, where="letter.md")
    assert heading.content == (Text(value),)  # type: ignore[union-attr]
    words = "".join(markup.plain(block.content) for block in rest if isinstance(block, Paragraph))
    assert "".join(words.split()) == "".join(f"Aan {value}: {value}!".split())


def test_no_fact_can_hold_a_marker() -> None:
    """Markers are made of private-use characters, which no font of the letterhead has: they stop at the door."""
    letterhead = Stationery.open(resources.folder("templates") / "letterhead")
    marker = Values().marker("x")
    assert {marker[0], marker[-1]} <= set(unprintable(marker, letterhead))


# --- what cannot be written


@pytest.mark.parametrize(
    "source",
    [
        "{{ ontbreekt }}",  # undefined
        "{{ kind.ontbreekt }}",
        "{{ ontbreekt.naam }}",
        "{{ leeg.naam }}",
        "{% if ontbreekt %}x{% endif %}",
        "{% for x in ontbreekt %}x{% endfor %}",
        "{{ ontbreekt | zin }}",
        "{{ kinderen | map(attribute='ontbreekt') | opsomming }}",
        "{{ 'x' if nee }}",
        "{{ leeg }}",  # empty
        "{{ kind.mening }}",
        "{{ ja }}",  # yes or no
        "{{ nee }}",
        "{{ kind }}",  # a section, or many things
        "{{ kinderen }}",
        "{{ lijst }}",
        "{{ gegevens }}",
        "{{ breuk }}",
        "{{ cite }}",
        "{{ [naam, leeg] | opsomming }}",
        "{{ [naam, ja] | opsomming }}",
    ],
)
def test_what_cannot_be_written_names_file_and_line(render: Render, source: str) -> None:
    error = refused(render, f"Zin een.\n\n{source}\n")
    assert error.where.endswith("letter.md:3")
    assert error.exit_code == 3


@pytest.mark.parametrize(
    "source", ["{{ 'van ' ~ leeg }}", "{{ 'bijlage ' ~ ja }}", "{{ kind ~ '' }}", "{{ cite ~ '' }}"]
)
def test_gluing_does_not_write_what_cannot_be_written(render: Render, source: str) -> None:
    """Else the letter says "van None", or shows the inside of the program."""
    refused(render, source)


def test_gluing_a_citation_does_not_lose_its_link(render: Render) -> None:
    """Else the letter says "Citation(text=…": an error, or the words of the citation."""
    try:
        shown = render("{{ 'volgens ' ~ verwijzing }}")
    except ContentError:
        return
    assert shown == "volgens artikel\u00a03.1 Aaw"


@pytest.mark.parametrize(
    "source",
    [
        "{% set groet %}Dag {{ naam }}{% endset %}{{ groet }}",
        "{% macro groet(wie) %}Dag {{ wie }}{% endmacro %}{{ groet(naam) }}",
        "{% set groet %}ag {{ naam }}{% endset %}{{ 'D' ~ groet }}",
        "{% set groet %}dag {{ naam }}{% endset %}{{ groet | hoofdletter }}",
        "{% set groet %}Dag {{ naam }}.{% endset %}{{ groet | zinsdeel }}",
        "{% set groet %}Dag {{ naam }}{% endset %}{{ [groet] | opsomming }}",
        "{% filter hoofdletter %}dag {{ naam }}{% endfilter %}",
    ],
)
def test_a_piece_of_text_printed_as_a_value_holds_no_marker(render: Render, source: str) -> None:
    """A marker inside a value is never resolved, so it would be in the letter: an error, or the words."""
    try:
        shown = render(source)
    except ContentError:
        return
    assert shown == "Dag Sanne de Vries"


@pytest.mark.parametrize("source", ["{{ ontbreekt }}", "{{ kind.ontbreekt }}", "{% if ontbreekt %}{% endif %}"])
def test_the_error_names_what_is_undefined(render: Render, source: str) -> None:
    told = str(refused(render, source).what)
    assert "ontbreekt" in told
    if source == "{{ ontbreekt }}":
        assert told == "briefgen kent de naam 'ontbreekt' niet."


def test_an_error_holds_no_facts(render: Render) -> None:
    for source in ("{{ kinderen }}", "{{ gegevens }}", "{{ naam.ontbreekt }}", "{{ naam + aantal }}"):
        told = str(refused(render, source))
        assert "Sanne" not in told
        assert "Noa" not in told


def test_a_fault_in_an_included_partial_names_that_partial(render: Render) -> None:
    error = refused(render, "Een.\n\n\n{% include 'deel.md' %}\n", deel="Zin.\n{{ leeg }}\n")
    assert error.where.endswith("deel.md:2")


def test_bad_jinja_in_an_included_partial_names_that_partial(render: Render) -> None:
    error = refused(render, "Een.\n\n\n{% include 'deel.md' %}\n", deel="Zin.\n{% if %}\n")
    assert error.where.endswith("deel.md:2")


@pytest.mark.parametrize(
    "source",
    [
        "{% if ja %}",
        "{{ naam",
        "{% onbekend %}",
        "{% endif %}",
        "{{ naam | }}",
        "{{ naam | onbekend }}",
        "{% if ja is raar %}{% endif %}",
    ],
)
def test_bad_jinja_names_file_and_line(render: Render, source: str) -> None:
    assert refused(render, f"Zin.\n{source}").where.endswith("letter.md:2")


def test_a_template_that_is_not_there(render: Render, tmp_path: Path) -> None:
    assert refused(render, "Een.\n{% include 'weg.md' %}").where.endswith("letter.md:2")
    with pytest.raises(ContentError, match=r"weg\.md"):
        Templates(tmp_path).markdown("weg.md", CONTEXT)


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_bytes(b"Caf\xe9")
    with pytest.raises(ContentError, match=r"letter\.md"):
        Templates(tmp_path).markdown("letter.md", CONTEXT)


def test_an_error_of_the_law_comes_through_as_it_is(tmp_path: Path) -> None:
    def cite(reference: str) -> None:
        raise CitationError(msg("De bepaling {id} bestaat niet.", id=reference), where="aw.yaml", mend=msg("Weg."))

    (tmp_path / "letter.md").write_text("{{ cite('aw:99') }}", encoding="utf-8")
    with pytest.raises(CitationError) as caught:
        Templates(tmp_path).markdown("letter.md", {"cite": cite})
    assert caught.value.where == "aw.yaml"


# --- filters


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ 'Ik wil een appel' | zin }}", "Ik wil een appel."),
        ("{{ 'Ik wil een appel.' | zin }}", "Ik wil een appel."),
        ("{{ 'Ik wil een appel!' | zin }}", "Ik wil een appel!"),
        ("{{ 'Mag het?' | zin }}", "Mag het?"),
        ("{{ 'En toen…' | zin }}", "En toen…"),
        ("{{ 'Ik wil een appel.\n' | zin }}", "Ik wil een appel."),
        ("{{ 'Ik wil een appel.' | zin('bijlage 2') }}", "Ik wil een appel (bijlage\u00a02)."),
        ("{{ 'Ik wil een appel' | zin('zie bijlage 2') }}", "Ik wil een appel (zie\u00a0bijlage\u00a02)."),
        ("{{ 'Ik wil een appel' | zin(none) }}", "Ik wil een appel."),
        ("{{ 'Zij zei: \"Nee.\"' | zin }}", 'Zij zei: "Nee."'),
        ("{{ 'Zij zei: “Mag het?”' | zin }}", "Zij zei: “Mag het?”"),
        ("{{ 'Zij zei \"nee\"' | zin }}", 'Zij zei "nee".'),
        ("{{ 'elke week.' | zinsdeel }}", "elke week"),
        ("{{ 'elke week' | zinsdeel }}", "elke week"),
        ("{{ 'een appel' | hoofdletter }}", "Een appel"),
        ("{{ 'éclair' | hoofdletter }}", "Éclair"),
        ("{{ 'één appel' | hoofdletter }}", "Eén appel"),
        ("{{ 'ijsbaan' | hoofdletter }}", "IJsbaan"),
        ("{{ 'Elke Week' | kleineletter }}", "elke Week"),
        ("{{ 'IJsbaan' | kleineletter }}", "ijsbaan"),
        ("{{ lijst | opsomming }}", "a en b"),
        ("{{ lijst | opsomming('of') }}", "a of b"),
        ("{{ kinderen | map(attribute='naam') | opsomming }}", "Noa, Sem en Lot"),
        ("{{ [datum] | opsomming }}", "21\u00a0november\u00a02026"),
        ("{{ datum | met_dag }}", "zaterdag 21\u00a0november\u00a02026"),
        ("{{ aantal | telwoord }}", "drie"),
        ("{{ 40 | telwoord }}", "40"),
        ("{{ naam | lower }}", "sanne de vries"),
        ("{{ kinderen | length }}", "3"),
        ("{{ kinderen | selectattr('leeftijd', 'lt', 12) | map(attribute='naam') | opsomming }}", "Noa"),
        ("{{ kinderen | rejectattr('mening') | list | length }}", "2"),
        ("{{ kinderen | map(attribute='leeftijd') | max }}", "15"),
        ("{{ kinderen | map(attribute='leeftijd') | min }}", "8"),
    ],
)
def test_filters(render: Render, source: str, shown: str) -> None:
    assert render(source) == shown


@pytest.mark.parametrize(
    "name",
    ["zin", "zinsdeel", "hoofdletter", "kleineletter", "opsomming", "met_dag", "telwoord", "lower", "length", "max"],
)
def test_no_filter_writes_what_is_empty(render: Render, name: str) -> None:
    assert refused(render, f"Zin.\n{{{{ leeg | {name} }}}}").where.endswith("letter.md:2")


@pytest.mark.parametrize(
    "name", ["upper", "safe", "escape", "attr('naam')", "default('x')", "join", "format", "pprint", "random", "tojson"]
)
def test_other_filters_do_not_exist(render: Render, name: str) -> None:
    refused(render, f"{{{{ naam | {name} }}}}")


# --- the sandbox


@pytest.mark.parametrize(
    "source",
    [
        "{{ kind.__class__ }}",
        "{{ kind.__dict__ }}",
        "{{ kind['__class__'] }}",
        "{{ naam.__class__.__mro__ }}",
        "{{ cite.__globals__ }}",
        "{{ [kind] | map(attribute='__class__') | opsomming }}",
        "{{ [kind] | map(attribute='__class__.__name__') | opsomming }}",
        "{{ '{0.__class__}'.format(kind) }}",
        "{{ kinderen | selectattr('__class__') | list | length }}",
        "{{ lijst.append('c') }}",
        "{{ lijst.clear() }}",
        "{{ gegevens.update({'a': 2}) }}",
        "{{ gegevens.pop('a') }}",
        "{% set kind.naam = 'Iemand Anders' %}",
        "{% set gegevens['a'] = 2 %}",
        "{% do lijst.append('c') %}",
        "{{ range(3) | opsomming }}",
        "{{ dict(a=1) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ joiner() }}",
        "{% set x = namespace(a=1) %}{{ x.a }}",
        "{{ __import__('os') }}",
        "{{ open('/etc/passwd') }}",
        "{{ self }}",
        "{% include '../buiten.md' %}",
        "{% include '/etc/passwd' %}",
        "{{ datum.today() }}",  # the clock: a letter has one date
    ],
)
def test_the_sandbox_refuses(render: Render, tmp_path: Path, source: str) -> None:
    (tmp_path.parent / "buiten.md").write_text("x", encoding="utf-8")
    refused(render, f"Zin.\n{source}")
    assert CONTEXT["lijst"] == ["a", "b"]
    assert CONTEXT["gegevens"] == {"a": 1}


# --- line breaks


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        # a line of nothing but tags leaves nothing behind
        ("{% if ja %}\nZin.\n{% endif %}\nSlot.", "Zin.\nSlot."),
        ("{% if nee %}\nZin.\n{% endif %}\nSlot.", "Slot."),
        ("Een.\n{% set x = 1 %}\n{% set y = 2 %}\nTwee.", "Een.\nTwee."),
        ("{% set x = 1 %}{% if ja %}\nZin.\n{% endif %}", "Zin.\n"),
        ("    {% if ja %}\n- punt\n    {% endif %}\nSlot.", "- punt\nSlot."),
        ("{% for x in lijst %}\n- {{ x }}\n{% endfor %}\n\nSlot.", "- a\n- b\n\nSlot."),
        ("{# opmerking #}\nSlot.", "Slot."),
        # a line with text that ends in a tag keeps its break
        ("Zin{% if ja %}, erbij{% endif %}\nSlot.", "Zin, erbij\nSlot."),
        ("Zin{% if nee %}, erbij{% endif %}\nSlot.", "Zin\nSlot."),
        ("{% if ja %}Zin.{% endif %}\nSlot.", "Zin.\nSlot."),
        ("{{ naam }}{% if ja %}{% endif %}\nSlot.", "Sanne de Vries\nSlot."),
        ("{% if ja %}{{ naam }}{% endif %}\nSlot.", "Sanne de Vries\nSlot."),
        ("1. een{% if ja %}\n1. twee{% endif %}\n1. drie", "1. een\n1. twee\n1. drie"),
        # and so does any other line
        ("Zin {{ naam }}\nSlot.\n", "Zin Sanne de Vries\nSlot.\n"),
        ("{{ naam }}\n{{ naam }}", "Sanne de Vries\nSanne de Vries"),
    ],
)
def test_only_a_line_of_tags_loses_its_break(render: Render, source: str, shown: str) -> None:
    assert render(source) == shown


def test_the_rule_holds_in_a_partial(render: Render) -> None:
    partial = "{% if ja %}\nZin{% if ja %}!{% endif %}\n{% endif %}\n"
    assert render("{% include 'deel.md' %}\nSlot.", deel=partial) == "Zin!\nSlot."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1. een {# opmerking #}\n1. twee", "1. een \n1. twee"),  # a comment is a tag too
        ("{% if ja %} \nZin.\n{% endif %}\nSlot.", "Zin.\nSlot."),  # a space nobody sees after the tag
        ("{# waarom #}{% if ja %}\nZin.\n{% endif %}\nSlot.", "Zin.\nSlot."),
        ("Een.\n{% set x = [\n  1,\n] %}\nTwee.", "Een.\nTwee."),  # a tag over several lines
        ("Zin{% if ja -%}\n  , erbij{% endif %}\nSlot.", "Zin, erbij\nSlot."),  # Jinja's own "-"
    ],
)
def test_the_rule_holds_for_every_way_to_write_a_tag(render: Render, source: str, shown: str) -> None:
    assert render(source) == shown


def test_line_numbers_stay_those_of_the_file(render: Render) -> None:
    source = "{% if ja %}\nZin{% if ja %}.{% endif %}\n{% endif %}\n{# x #}\n\n{{ leeg }}\n"
    assert refused(render, source).where.endswith("letter.md:6")


# --- single lines


def test_a_line_is_filled_in_literally(tmp_path: Path) -> None:
    line = Templates(tmp_path).literal("{{ naam }} **{{ datum }}**", {**CONTEXT, "naam": "<b>{{ x }}"}, where="x")
    assert line == "<b>{{ x }} **21\u00a0november\u00a02026**"


@pytest.mark.parametrize(
    "source", ["{{ ontbreekt }}", "{{ leeg }}", "{{ ja }}", "{{ verwijzing }}", "{% if %}", "{{ none }}"]
)
def test_a_line_at_fault_names_its_place(tmp_path: Path, source: str) -> None:
    with pytest.raises(ContentError) as caught:
        Templates(tmp_path).literal(source, CONTEXT, where="appelverzoek: aanhef")
    assert caught.value.where.startswith("appelverzoek: aanhef")


@pytest.mark.parametrize(
    ("value", "text"), [("x", "x"), (7, "7"), (DAY, "21\u00a0november\u00a02026"), (Fruit.APPLE, "appel")]
)
def test_what_can_be_written(value: object, text: str) -> None:
    assert written(value) == text


# --- conditions


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("ja", True),
        ("nee", False),
        ("leeg", False),
        ("not leeg", True),
        ("soort == 'appel'", True),
        ("soort in ['peer', 'kers']", False),
        ("kind.leeftijd < 12 and not nee", True),
        ("kinderen | selectattr('leeftijd', 'ge', 12) | list", True),
        ("kinderen | selectattr('leeftijd', 'ge', 16) | list", False),
        ("datum", True),
        ("nul", False),
        ("naam | noemt(['vries', 'peer'])", True),
        ("naam | noemt(['DE VRIES'])", True),
        ("naam | noemt(['vrie'])", False),  # whole words only
        ("naam | noemt(['S.nne'])", False),  # no pattern
        ("'Een appel. Nog een.' | noemt([])", False),
    ],
)
def test_a_condition_holds_or_not(tmp_path: Path, expression: str, result: bool) -> None:  # noqa: FBT001
    assert Templates(tmp_path).holds(expression, CONTEXT, where="x/letter.yaml") is result


def test_a_value_is_what_the_expression_stands_for(tmp_path: Path) -> None:
    templates = Templates(tmp_path)
    assert templates.value("datum", CONTEXT, where="x") == DAY
    assert templates.value("leeg", CONTEXT, where="x") is None
    assert templates.value("aantal + 1", CONTEXT, where="x") == 4


def test_a_condition_is_asked_again_for_other_facts(tmp_path: Path) -> None:
    templates = Templates(tmp_path)
    assert templates.holds("naam == 'a'", {"naam": "a"}, where="x")
    assert not templates.holds("naam == 'a'", {"naam": "b"}, where="x")


@pytest.mark.parametrize(
    "expression",
    [
        "ontbreekt",
        "not ontbreekt",
        "kind.ontbreekt",
        "kind.ontbreekt and ja",
        "kind.naam ==",
        "ja nee",
        "",
        "naam | upper",
        "naam is raar",
        "kind.__class__",
        "lijst.append('c')",
        "range(3)",
        "leeg >= 12",  # the usual slip: a fact that may be empty
        "kinderen | selectattr('mening', 'gt', 'a') | list",
        "aantal / nul",
        "leeg | zin",
        "leeg | noemt(['x'])",
    ],
)
def test_a_condition_at_fault_names_its_file_and_itself(tmp_path: Path, expression: str) -> None:
    with pytest.raises(ContentError) as caught:
        Templates(tmp_path).holds(expression, CONTEXT, where="x/letter.yaml")
    assert expression in str(caught.value.what)
    # No line: that of the expression is always 1, and would point at the wrong line of the file.
    assert re.fullmatch(r"x/letter\.yaml", caught.value.where)
    with pytest.raises(ContentError):
        Templates(tmp_path).value(expression, CONTEXT, where="x/letter.yaml")
