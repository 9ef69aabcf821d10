"""Markdown becomes blocks: a closed set, values put in literally, anything else an error."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ContentError
from briefgen.letters import markup
from briefgen.letters.blocks import (
    Block,
    BulletList,
    Citation,
    Heading,
    Inline,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Text,
)
from briefgen.letters.templating import Values

CITED = Citation("artikel\u00a03.1 Aaw", "https://example.org/3.1", "aw:3.1")
NASTY = (
    "**vet** en *schuin*",
    "# kop",
    "1. punt",
    "- punt",
    "> citaat",
    "| a | b |",
    "---",
    "    code",
    "`code`",
    "[link](https://example.org)",
    "![beeld](x.png)",
    "<b>html</b>",
    "&amp; &eacute;",
    "{{ naam }} {% if x %}",
    '#read("/etc/passwd")',
    "<w:p>",
    "\\* \\\\",
    "https://example.org <a@example.org>",
    "twee  spaties",
    " spatie ervoor en erna ",
)


def read(markdown: str, *values: str | Citation, joined: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """Read `markdown`, with `values` for its braces."""
    kept = Values()
    text = markdown.format(*[kept.marker(value) for value in values])
    return markup.read(text, kept.__getitem__, where="letter.md", joined=joined)


def refused(markdown: str, *values: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read(markdown, *values)
    assert caught.value.where.startswith("letter.md")
    assert str(caught.value.mend)
    return caught.value


def text(*words: str) -> tuple[Inline, ...]:
    return tuple(Text(word) for word in words)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def plain(block: Block | tuple[Block, ...]) -> str:
    """The words of a block without lists and tables, or of several, glued."""
    match block:
        case tuple():
            return "".join(plain(inner) for inner in block)
        case Paragraph(content) | Heading(_, content):
            return markup.plain(content)
        case Quotation(blocks):
            return plain(blocks)
        case _:
            raise TypeError(block)


# --- each block


def test_headings_of_two_levels() -> None:
    assert read("# Een\n\n## Twee") == (Heading(1, text("Een")), Heading(2, text("Twee")))


def test_a_paragraph_has_a_sentence_per_line() -> None:
    assert read("Zin een.\nZin twee.\n\nZin drie.") == (paragraph("Zin een. Zin twee."), paragraph("Zin drie."))


def test_a_numbered_list() -> None:
    assert read("1. een\n1. twee\n2. drie") == (
        NumberedList(((paragraph("een"),), (paragraph("twee"),), (paragraph("drie"),))),
    )


def test_a_bullet_list() -> None:
    assert read("- een\n- twee") == (BulletList(((paragraph("een"),), (paragraph("twee"),))),)


def test_lists_nest_and_items_may_have_several_blocks() -> None:
    found = read("1. een\n\n   vervolg\n1. twee\n    - a\n    - b\n        1. diep\n\nSlot.")
    deep = NumberedList(((paragraph("diep"),),))
    bullets = BulletList(((paragraph("a"),), (paragraph("b"), deep)))
    assert found == (
        NumberedList(((paragraph("een"), paragraph("vervolg")), (paragraph("twee"), bullets))),
        paragraph("Slot."),
    )


def test_a_quotation_holds_blocks() -> None:
    assert read("> een\n>\n> - twee") == (Quotation((paragraph("een"), BulletList(((paragraph("twee"),),)))),)


def test_a_table_with_values_and_citations() -> None:
    assert read("| Wat | Waar |\n|---|---|\n| {} | {} |\n| b | **c** |", "x | y", CITED) == (
        Table(
            head=(text("Wat"), text("Waar")),
            rows=((text("x | y"), (CITED,)), (text("b"), (Text("c", strong=True),))),
        ),
    )


def test_a_table_may_have_a_head_only() -> None:
    assert read("| Wat |\n|---|") == (Table(head=(text("Wat"),), rows=()),)


def test_every_row_has_as_many_cells_as_the_head() -> None:
    (table,) = read("| a | b |\n|---|---|\n| 1 |")
    assert table == Table(head=(text("a"), text("b")), rows=((text("1"), ()),))


def test_a_page_break() -> None:
    assert read("Een.\n\n---\n\nTwee.") == (paragraph("Een."), PageBreak(), paragraph("Twee."))


def test_nothing_is_an_empty_letter() -> None:
    assert read("\n\n") == ()


# --- each inline


def test_strong_emphasis_and_both() -> None:
    assert read("a **b** *c* ***d***") == (
        Paragraph(
            (
                Text("a "),
                Text("b", strong=True),
                Text(" "),
                Text("c", emphasis=True),
                Text(" "),
                Text("d", strong=True, emphasis=True),
            )
        ),
    )


def test_a_value_takes_the_style_around_it() -> None:
    assert read("**{}** en *{}*", "x", "y") == (
        Paragraph((Text("x", strong=True), Text(" en "), Text("y", emphasis=True))),
    )


def test_a_citation_stays_a_citation_in_any_style() -> None:
    assert read("Zie {} en **{}**.", CITED, CITED) == (
        Paragraph((Text("Zie "), CITED, Text(" en "), CITED, Text("."))),
    )


def test_a_hard_line_break_is_a_newline() -> None:
    assert read("een  \ntwee\\\ndrie") == (paragraph("een\ntwee\ndrie"),)


def test_entities_and_backslashes_of_the_author_are_text() -> None:
    assert read("a &amp; b \\* c 2 \\# ~~d~~") == (paragraph("a & b * c 2 # ~~d~~"),)


def test_neighbouring_runs_of_one_style_are_one() -> None:
    assert read("{} en {}, dag.\n{}", "a", "b", "c") == (paragraph("a en b, dag. c"),)
    assert read("**a {}**", "b") == (Paragraph((Text("a b", strong=True),)),)
    assert read("Dag {}.", "") == (paragraph("Dag ."),)


@given(st.text(alphabet="abc XYZ,é", min_size=1).map(lambda value: f"x{value}x"))
def test_a_value_equals_the_same_words_typed_by_the_author(value: str) -> None:
    assert read("Aan {}.", value) == read(f"Aan {value}.")


# --- outside the set


@pytest.mark.parametrize(
    ("markdown", "shown", "kind"),
    [
        ("<div>\nx\n</div>", "<div>", "html_block"),
        ("<!-- let op -->", "<!-- let op -->", "html_block"),
        ("een <b>twee</b>", "een <b>twee</b>", "html_inline"),
        ("![beeld](x.png)", "![beeld](x.png)", "image"),
        ("zie [hier](https://example.org)", "zie [hier](https://example.org)", "link"),
        ("zie <https://example.org>", "zie <https://example.org>", "link"),
        ("typ `ja`", "typ `ja`", "code_inline"),
        ("```\nja\n```", "```", "fence"),
        ("~~~\nja\n~~~", "~~~", "fence"),
        ("    ja", "    ja", "code_block"),
        ("Kop\n===", "Kop", "heading"),
        ("Kop\n---", "Kop", "heading"),
        ("### Kop", "### Kop", "heading"),
        ("###### Kop", "###### Kop", "heading"),
        ("3. punt", "3. punt", "ordered_list"),
        ("0. punt", "0. punt", "ordered_list"),
        # deeper
        ("# Kop met `code`", "# Kop met `code`", "code_inline"),
        ("- punt\n- met [link](x)", "- met [link](x)", "link"),
        ("> citaat\n> met <i>html</i>", "html", "html_inline"),
        ("| a |\n|---|\n| `b` |", "| `b` |", "code_inline"),
        ("**vet met `code`**", "**vet met `code`**", "code_inline"),
        ("1. een\n\n    3. drie", "    3. drie", "ordered_list"),
        ("- een\n\n  ### drie", "  ### drie", "heading"),
    ],
)
def test_any_other_markup_is_an_error_that_shows_it(markdown: str, shown: str, kind: str) -> None:
    told = str(refused(markdown).what)
    assert kind in told
    assert shown in told


def test_the_error_shows_the_line_the_markup_is_in() -> None:
    """A paragraph has many lines; only the one at fault helps its author."""
    told = str(refused("Een gewone zin.\nTyp dan `ja`.\nNog een zin.").what)
    assert "Typ dan `ja`." in told


def test_an_error_shows_no_facts() -> None:
    told = str(refused("Beste {}, typ `ja`.", "Sanne de Vries"))
    assert "Sanne" not in told
    assert "Beste …, typ `ja`." in told


def test_words_never_disappear_into_a_link_definition() -> None:
    """Markdown swallows such a line without a trace. An error would do as well as the words."""
    try:
        found = read("Zie de noot.\n\n[noot]: https://example.org\n\nSlot.")
    except ContentError:
        return
    assert "noot" in plain(found[1:])


def test_words_never_disappear_from_a_row_that_is_too_long() -> None:
    """Markdown drops the third cell without a trace. An error would do as well as the words."""
    try:
        found = read("| a | b |\n|---|---|\n| een | twee | drie |")
    except ContentError:
        return
    assert "drie" in str(found)


# --- values are literal


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("around", ["{}", "Zie {}.", "# {}", "{} {{}}", "> {}", "**{}**", "een\n{}\ntwee"])
def test_a_value_is_never_read_as_markup(around: str, value: str) -> None:
    found = read(around.replace("{{}}", "x"), value)
    assert len(found) == 1
    assert value in plain(found)


@pytest.mark.parametrize("value", NASTY)
def test_a_value_in_a_list_or_table_changes_nothing_around_it(value: str) -> None:
    assert read("- {}\n- twee", value) == (BulletList(((paragraph(value),), (paragraph("twee"),))),)
    assert read("1. {}", value) == (NumberedList(((paragraph(value),),)),)
    assert read("| a | b |\n|---|---|\n| {} | c |", value) == (
        Table(head=(text("a"), text("b")), rows=((text(value), text("c")),)),
    )


def test_a_value_is_put_in_once_and_never_looked_through() -> None:
    marker = Values().marker("x")
    found = markup.read(marker, (Text(f"zie {marker}"),).__getitem__, where="letter.md")
    assert found == (paragraph(f"zie {marker}"),)


def test_a_marker_typed_by_the_author_is_content_at_fault() -> None:
    assert "Dag" not in str(refused("Dag \ue0007\ue001").mend)


@given(st.text(min_size=1).filter(lambda value: not re.search(r"\n\s*\n", value) and value.strip()))
def test_any_text_survives_as_it_is(value: str) -> None:
    """Without blank lines nothing is changed: not even white space at the ends."""
    assert read("{}", value) == (paragraph(value),)
    assert read("Zie {}!", value) == (paragraph(f"Zie {value}!"),)


@given(st.text(min_size=1))
def test_any_text_survives_where_it_cannot_be_split(value: str) -> None:
    assert read("# {}", value) == (Heading(1, text(value)),)
    assert read("| {} |\n|---|", value) == (Table(head=(text(value),), rows=()),)


@given(st.text(alphabet=st.characters() | st.sampled_from(" \n\t\u00a0")))
def test_splitting_into_paragraphs_costs_white_space_only(value: str) -> None:
    found = read("{}", value)
    assert [word for block in found for word in plain(block).split()] == value.split()
    for block in found:
        assert not re.search(r"\n\s*\n", plain(block))


# --- line breaks in values


def test_a_newline_in_a_value_is_kept() -> None:
    assert read("{}", "een\ntwee") == (paragraph("een\ntwee"),)
    assert read("Zie: {}", "een\ntwee") == (paragraph("Zie: een\ntwee"),)


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n", "\n  \n", "\n\t\n  "])
def test_a_value_with_blank_lines_becomes_several_paragraphs(gap: str) -> None:
    assert read("Begin.\n\n{}\n\nSlot.", f"een{gap}twee\nnog{gap}drie") == (
        paragraph("Begin."),
        paragraph("een"),
        paragraph("twee\nnog"),
        paragraph("drie"),
        paragraph("Slot."),
    )


def test_the_paragraphs_of_a_value_stay_in_their_item() -> None:
    assert read("- {}\n- b", "een\n\ntwee") == (BulletList(((paragraph("een"), paragraph("twee")), (paragraph("b"),))),)


def test_the_paragraphs_of_a_value_keep_its_style() -> None:
    assert read("*{}*", "een\n\ntwee") == (
        Paragraph((Text("een", emphasis=True),)),
        Paragraph((Text("twee", emphasis=True),)),
    )


@pytest.mark.parametrize("before", ["Let op: {}", "**Let op:** {}", "*{}*: {}"])
def test_bold_words_beside_a_value_do_not_change_its_paragraphs(before: str) -> None:
    """A complaint starts "1. **7 september 2026.** {{ wat }}"; its text may have blank lines too."""
    values = ("een\n\ntwee",) if before.count("{}") == 1 else ("Let op", "een\n\ntwee")
    found = read(before, *values)
    assert [plain(block) for block in found] == ["Let op: een", "twee"]


def test_no_paragraph_is_empty() -> None:
    """A value without text leaves nothing behind that Word would print as a blank line."""
    assert Paragraph(()) not in read("Een.\n\n{}\n\nTwee.", "")


# --- words that stay with their number


@pytest.mark.parametrize(
    ("markdown", "values", "shown"),
    [
        ("Zie bijlage {}.", ("3",), "Zie bijlage~3."),
        ("Zie bijlage 3.", (), "Zie bijlage~3."),
        ("Zie bijlage {} en bijlage 4.", ("3",), "Zie bijlage~3 en bijlage~4."),
        ("Zie zaak {}.", ("C/00/1",), "Zie zaak~C/00/1."),
        ("Bijlage {} laat dat zien.", ("3",), "Bijlage~3 laat dat zien."),
        ("(bijlage {})", ("3",), "(bijlage~3)"),
        ("Zie bijlage drie.", (), "Zie bijlage drie."),
        ("Zie bijlagen {}.", ("3",), "Zie bijlagen 3."),
        ("Zie deelbijlage {}.", ("3",), "Zie deelbijlage 3."),
        ("Zie artikel {}.", ("3",), "Zie artikel 3."),
        ("Zie nr. {} van nrs {}.", ("3", "4"), "Zie nr.~3 van nrs 4."),
        ("Zie {}.", ("bijlage 3",), "Zie bijlage 3."),  # a person's words stay as they are
    ],
)
def test_a_word_stays_with_its_number(markdown: str, values: tuple[str, ...], shown: str) -> None:
    (found,) = read(markdown, *values, joined=("bijlage", "zaak", "nr."))
    assert plain(found).replace("\u00a0", "~") == shown


def test_without_such_words_nothing_is_joined() -> None:
    assert read("Zie bijlage {}.", "3") == (paragraph("Zie bijlage 3."),)


def test_plain_is_the_words_of_a_line() -> None:
    assert markup.plain((Text("Zie ", strong=True), CITED, Text("."))) == "Zie artikel\u00a03.1 Aaw."
