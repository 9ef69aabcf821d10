"""The conversation without a screen: what it asks, what it refuses, how one goes back and goes on."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from answering import GUIDE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shipped import DAY, workshop

from briefgen.errors import FactsError, FactsErrors
from briefgen.facts.load import parse
from briefgen.interview.bodies import MOST, search
from briefgen.interview.conversation import Conversation
from briefgen.interview.plain import get
from briefgen.interview.questions import NOTHING, OWN_ADDRESS, Form, Question, Refusal, Review
from briefgen.interview.saving import begin, guide, resume, saved
from briefgen.interview.script import Asked, Option, Situation

START = begin(GUIDE)


def said(talk: Conversation, *answers: str) -> Conversation:
    for text in answers:
        after = talk.answer(text)
        assert not isinstance(after, Refusal), (talk.next_question(), text, str(after.what))
        talk = after
    return talk


def asked(talk: Conversation) -> Question:
    question = talk.next_question()
    assert isinstance(question, Question), question
    return question


def refusal(talk: Conversation, text: str) -> Refusal:
    found = talk.answer(text)
    assert isinstance(found, Refusal), text
    return found


WRITTEN = ("contact", "gecertificeerde instelling", "schriftelijke aanwijzing")


def test_it_begins_with_the_problem_and_not_with_the_law() -> None:
    first = asked(START)
    assert first.form is Form.CHOICE
    assert 6 <= len(first.choices) <= 8
    assert not any("artikel" in str(choice.label) for choice in first.choices)


def test_the_last_day_is_known_as_soon_as_the_dispatch_date_is() -> None:
    talk = said(START, *WRITTEN)
    assert asked(talk).id == "contact.verzonden"
    assert talk.last_day is None
    talk = said(talk, "2026-11-16")
    assert talk.last_day is not None
    assert talk.last_day.deadline.last_day.isoformat() == "2026-11-30"
    assert not talk.last_day.sure
    assert isinstance(talk.next_question(), Question)


def test_no_last_day_is_told_for_what_was_only_said() -> None:
    talk = said(START, "contact", "gecertificeerde instelling", "mondeling", "ouder")
    assert talk.last_day is None


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("contact.verzonden", "gisteren", "geen datum"),
        ("contact.verzonden", "31-02-2026", "bestaat niet"),
        ("contact.verzonden", "12-11-26", "eeuw"),
        ("contact.verzonden", "2026-12-24", "na de datum van de brief"),
        ("contact.verzonden", "", "niet ingevuld"),
    ],
)
def test_a_refusal_says_what_is_expected_with_an_example_and_the_question_stays(
    path: str, text: str, what: str
) -> None:
    talk = said(START, *WRITTEN)
    found = refusal(talk, text)
    assert asked(talk).id == path
    assert what in str(found.what)
    assert str(found.mend)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Voorbeeldstraat 1", "geen volledig adres"),
        ("Voorbeeldstraat 1, 0234 AB Voorbeeldstad", "geen Nederlandse postcode"),
        ("Voorbeeldstraat 1\n1234 AB Voorbeeldstad", ""),
        ("Voorbeeldstraat 1, 1234ab Voorbeeldstad", ""),
    ],
)
def test_an_address_is_one_line(text: str, what: str) -> None:
    talk = begin(GUIDE, "afzender: {naam: Sanne de Vries, rol: inwoner}")
    talk = said(talk, "gemeente", "gemeenteraad", "Ouders horen niets.", "GM0014")
    assert asked(talk).id == "afzender.adres"
    found = talk.answer(text)
    if what:
        assert isinstance(found, Refusal)
        assert what in str(found.what)
    else:
        assert isinstance(found, Conversation)
        assert get(found.tree, ("afzender", "plaats")) == "Voorbeeldstad"


def test_a_service_number_is_refused_in_the_words_of_the_loader() -> None:
    talk = said(START, "klacht", "klacht", "GM0014")
    assert "burgerservicenummer" in str(refusal(talk, "Mijn nummer is 123456782.").what)


def test_going_back_offers_the_answer_again_and_keeps_the_rest() -> None:
    talk = said(START, *WRITTEN, "2026-11-16")
    back = talk.back()
    assert asked(back).id == "contact.verzonden"
    assert asked(back).known == "2026-11-16"
    assert said(back, "").tree == talk.tree
    assert START.back() == START


def test_a_changed_answer_takes_along_what_depended_on_it() -> None:
    talk = said(START, *WRITTEN, "2026-11-16", "ouder")
    changed = talk.change("contact.vorm")
    assert asked(changed).known == "schriftelijke aanwijzing"
    changed = said(changed, "mondeling")
    assert get(changed.tree, ("contact", "verzonden")) is None
    assert get(changed.tree, ("afzender", "rol")) == "ouder"
    again = said(changed.change("contact.vorm"), "brief")
    assert asked(again).id == "contact.verzonden"


def test_another_road_keeps_what_was_said_about_people() -> None:
    talk = said(START, "dossier", "jeugddossier", "ouder", "Noa de Vries", "2018-03-05", "gezamenlijk")
    talk = said(talk.change("?stukken"), "medisch")
    assert get(talk.tree, ("kinderen", 0, "naam")) == "Noa de Vries"
    assert get(talk.tree, ("verzoek", "soort")) == "medisch dossier"


def test_what_is_known_is_kept_and_not_asked() -> None:
    talk = begin(GUIDE, "afzender: {naam: Sanne de Vries, rol: ouder}\nverzoek: {soort: plan}\n")
    assert [str(known.value) for known in talk.known][:2] == ["Sanne de Vries", "ouder"]
    talk = said(talk, "dossier")
    assert asked(talk).id == "kinderen.0.naam"


def test_a_case_with_a_mistake_is_refused_with_its_line() -> None:
    with pytest.raises(FactsErrors) as caught:
        begin(GUIDE, "afzender:\n  naam: Sanne de Vries\n  posctode: 1234 AB\n", name="zaak.yaml")
    assert "zaak.yaml:3" in str(caught.value)


def test_a_body_can_be_searched_and_described_by_hand() -> None:
    talk = said(START, "fout-in-verslag", "verbeteren")
    question = asked(talk)
    assert question.form is Form.BODY
    hits = search(workshop().recipients, "veilig groningen", question.bodies)
    assert hits
    assert all("Groningen" in hit.row.name or "Groningen" in hit.row.town for hit in hits)
    assert len(search(workshop().recipients, "de", question.bodies)) <= MOST
    assert search(workshop().recipients, "intervence", question.bodies) == ()  # closed
    assert "bestaat niet meer" in str(refusal(talk, "intervence").what)
    assert "adreslijst" in str(refusal(talk, "nergens").what)
    talk = said(talk, OWN_ADDRESS, "Stichting Voorbeeld", "gecertificeerde instelling")
    assert get(talk.tree, ("geadresseerde", "naam")) == "Stichting Voorbeeld"


def test_every_question_says_why_and_shows_an_example_or_choices() -> None:
    for situation in GUIDE.script.situations:
        question = asked(said(START, situation.id))
        assert str(question.why)
        assert question.example or question.choices or question.form is Form.BODY


def test_one_more_can_be_added_at_the_end() -> None:
    talk = said(START, "klacht", "klacht", "GM0014", "De afspraak ging niet door.", "2026-09-07", "nee", "nee", "ouder")
    talk = said(talk, "Noa de Vries", "2018-03-05", "gezamenlijk", "een gesprek", "Sanne de Vries")
    talk = said(talk, "Voorbeeldstraat 1, 1234 AB Voorbeeldstad")
    assert asked(talk).id == "+aanvullen"
    talk = said(talk, "klacht.gebeurtenissen+1, kinderen+1", "Er kwam geen antwoord.", "2026-10-07", "nee")
    assert asked(talk).id == "kinderen.1.naam"
    talk = said(talk, "Milan de Vries", "2020-03-05", "gezamenlijk", "nee")
    review = talk.next_question()
    assert isinstance(review, Review)
    assert review.problems == ()
    again = talk.change("+aanvullen")
    assert asked(again).id == "+aanvullen"


def test_a_choice_between_letters_can_be_made_again() -> None:
    known = "vervolg: {soort: bezwaar, onderwerp: x, stand: geen antwoord, verzonden: 2026-01-05}"
    talk = begin(GUIDE, f"afzender: {{naam: Sanne, rol: ouder}}\n{known}\ngeadresseerde: GM0014\n")
    talk = said(talk, "geen-antwoord", "2026-01-05", "nog-niet")
    question = asked(talk)
    assert question.id == "+brief"
    assert {choice.answer for choice in question.choices} == {"herinnering", "ingebrekestelling"}
    talk = said(talk, "herinnering")
    assert talk.letter is not None
    assert talk.letter.id == "herinnering"
    assert any(known.id == "+brief" for known in talk.known)
    assert asked(talk.change("+brief")).id == "+brief"


def test_a_letter_that_does_not_fit_says_why() -> None:
    talk = said(
        START, "uithuisplaatsing", "ouder", "vrijwillig", "beëindigen", "Noa de Vries", "2018-03-05", "gezamenlijk"
    )
    review = talk.next_question()
    assert isinstance(review, Review)
    assert review.verdict is None
    assert review.closed
    assert review.roads or review.closed[0].reasons


def test_english_asks_in_english_and_stores_dutch() -> None:
    english = begin(guide(workshop(), DAY, english=True))
    question = asked(english)
    assert "What is going on" in str(question.text)
    talk = said(english, "contact", "gecertificeerde instelling")
    assert get(talk.tree, ("contact", "door")) == "gecertificeerde instelling"


# -- whatever is said, what is kept can be used


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0, max_value=2**32 - 1))
def test_any_sequence_of_answers_and_steps_back_leaves_a_file_that_goes_on(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a walk, no secret
    talk = START
    for _ in range(chance.randrange(5, 45)):
        question = talk.next_question()
        act = chance.random()
        if act < 0.12:
            talk = talk.back()
        elif act < 0.2 and talk.known:
            talk = talk.change(chance.choice([*(known.id for known in talk.known), "?situatie", "onzin"]))
        elif isinstance(question, Question):
            after = talk.answer(_anything(question, chance))
            if isinstance(after, Conversation):
                talk = after
    text = saved(talk).decode()
    again = resume(GUIDE, text, name="mijn-zaak.yaml")
    assert saved(again).decode() == text
    assert again.steps == talk.steps
    assert again.next_question() is not None
    if talk.tree:
        _only_incomplete(text)


def _only_incomplete(text: str) -> None:
    """The loader has nothing against the file but that something is not filled in yet."""
    wrong: tuple[FactsError, ...] = ()
    try:
        parse(text, name="mijn-zaak.yaml", unprintable=GUIDE.bench.unprintable)
    except FactsErrors as errors:
        wrong = errors.errors
    assert [str(error) for error in wrong if "is niet ingevuld" not in str(error.what)] == []


TEXTS = (
    "Noa: 'de' \"Vries\" #1", "- een\n- twee", "a\n\n  b", "ja", "null", "{{ x }}", "| tekst", "2026-01-01",
    "e\u0301", "\u2028", "0612345670", "'s avonds", "x" * 400, "%", "*a", "&b", "!c", "? d", ": e", "\ttab", "@", "`",
    "a: b", "\x00", "\ud800", "  voorop", "achter  ", "a\r\nb", "\u0644", "#", "~",
)  # fmt: skip


def _anything(question: Question, chance: random.Random) -> str:
    """Mostly a fitting answer, sometimes any other."""
    if chance.random() < 0.25:
        return chance.choice([*TEXTS, "", NOTHING, "stop"])
    match question.form:
        case Form.CHOICE | Form.YES_NO:
            return chance.choice([choice.answer for choice in question.choices] or ["-"])
        case Form.SEVERAL:
            words = [choice.answer for choice in question.choices]
            return ",".join(chance.sample(words, min(len(words), chance.randrange(0, 3))))
        case Form.DAY:
            return chance.choice(["2026-11-02", "5-3-2018", "21 november 2026", "1990-01-01", "2027-02-01"])
        case Form.BODY:
            return chance.choice(["GM0014", "jeugdbescherming-west", "igj", OWN_ADDRESS])
        case Form.ADDRESS:
            return "Voorbeeldstraat 1, 1234 AB Voorbeeldstad"
        case _:
            return chance.choice([question.example, *TEXTS])


# -- the data of the conversation


def _record(**more: Any) -> dict[str, Any]:
    return {"id": "a", "titel": {"nl": "A", "en": "A"}, "vragen": [{"feit": "contact.door"}], **more}


@pytest.mark.parametrize(
    "asked_",
    [{}, {"feit": "contact.door", "keuze": "x"}, {"keuze": "x"}, {"feit": "Contact Door"}, {"feit": "a", "opties": 3}],
)
def test_a_question_in_the_data_is_a_fact_or_a_choice(asked_: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Situation.model_validate(_record(vragen=[asked_]))


def _all_asked() -> list[tuple[str, Asked]]:
    folder = workshop().templates.root / "interview" / "situaties"
    found = [
        (path.stem, asked_)
        for path in sorted(folder.glob("*.yaml"))
        for asked_ in GUIDE.script.situation(path.stem).asked
    ]
    return [*found, *(("altijd", asked_) for asked_ in GUIDE.script.frame.always)]


def _options() -> list[Option]:
    return [option for _, asked_ in _all_asked() for option in asked_.options]


def test_everything_the_data_names_exists() -> None:
    from briefgen.facts.fields import chain, every_path

    frame, reasons = GUIDE.script.frame, GUIDE.script.reasons
    named = [asked_.path for _, asked_ in _all_asked() if asked_.path]
    named += [path for option in _options() for path in option.sets]
    named += [*frame.order, *frame.along, *frame.extras, *frame.quiet, *frame.bodies, *frame.keeps, *frame.questions]
    named += [*reasons.facts, *reasons.sections]
    named += [f"{path}.{key}" for path, keys in frame.along.items() for key in keys]
    for path in named:
        assert chain(path), path
    words = {word for path in every_path() for word in chain(path)[-1].choices} | {"ja", "nee"}
    assert set(frame.labels) <= words
    for _, asked_ in _all_asked():
        assert set(asked_.only) <= (set(chain(asked_.path)[-1].choices) if asked_.path else set())
    for option in _options():
        assert option.leads_to is None or GUIDE.script.situation(option.leads_to)
        for path, word in option.sets.items():
            fact = chain(path)[-1]
            assert not fact.choices or word in fact.choices, (path, word)
    assert len({asked_.fork for _, asked_ in _all_asked() if asked_.fork}) == sum(
        1 for _, asked_ in _all_asked() if asked_.fork
    )


def test_what_can_be_chosen_fits_on_one_line_of_a_small_window() -> None:
    labels = [option.label for option in _options()]
    labels += [situation.label for situation in GUIDE.script.situations]
    labels += GUIDE.script.frame.labels.values()
    assert [text for label in labels for text in (label.dutch, label.english) if len(text) > 72] == []


def test_a_question_gives_its_own_example_and_days_as_people_write_them() -> None:
    talk = said(START, "klacht", "klacht", "GM0014")
    event = asked(talk)
    assert event.id == "klacht.gebeurtenissen.0.wat"
    assert event.example
    assert "datum" not in event.example
    day = asked(said(talk, "Er kwam niemand."))
    assert re.fullmatch(r"\d\d-\d\d-\d{4}", day.example)


def test_a_refusal_speaks_in_the_words_of_the_question() -> None:
    talk = said(START, "dossier", "eigen-gegevens", "jeugdige")
    assert asked(talk).id == "afzender.geboortedatum"
    assert "uw geboortedatum" in str(refusal(talk, "").mend)
    assert "afzender" not in str(refusal(talk, "vroeger").mend)


def test_one_more_is_not_the_first_answer() -> None:
    talk = said(START, "klacht", "klacht", "GM0014", "Er kwam niemand.", "7-9-2026")
    assert [choice.answer for choice in asked(talk).choices] == ["nee", "ja"]


def test_a_placement_without_the_court_does_not_lead_to_the_letter_about_an_authorisation() -> None:
    road = ("uithuisplaatsing", "ouder", "ondertoezichtstelling")
    rest = ("beëindigen", "Noa de Vries", "5-3-2018", "gezamenlijk")
    alone = said(START, *road, "in-overleg", *rest).next_question()
    assert isinstance(alone, Review)
    assert alone.verdict is None
    court = said(START, *road, "rechter-gaf", *rest)
    assert court.letter is not None
    assert court.letter.id == "beeindiging-of-wijziging-uhp"


def test_what_must_go_from_a_file_is_asked_as_that() -> None:
    talk = said(START, "fout-in-verslag", "weghalen", "GM0014", "ouder", "mijzelf")
    documents = asked(talk)
    assert documents.id == "verzoek.documenten"
    assert "uit het dossier" in str(documents.text)
    assert asked(said(talk, "")).id != "verzoek.documenten"


def test_a_parent_is_led_from_state_supervision_to_a_report_of_the_own_case() -> None:
    ways = {choice.answer for choice in asked(said(START, "gemeente", "ouder")).choices}
    assert not ways & {"rijkstoezicht", "college", "gemeenteraad"}  # letters that a parent cannot write
    assert "weg" in asked(said(START, "gemeente", "ouder", "melden")).id
    assert "rijkstoezicht" in {choice.answer for choice in asked(said(START, "gemeente", "inwoner")).choices}


def test_forms_that_only_an_agency_uses_are_not_offered_for_the_other_parent() -> None:
    forms = {choice.answer for choice in asked(said(START, "contact", "andere ouder")).choices}
    assert "schriftelijke aanwijzing" not in forms
    assert "bericht" in forms
