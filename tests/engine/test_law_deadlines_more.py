"""Terms that begin on the day itself, stand still, wait for something else, or end in a penalty."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from briefgen.errors import FactsError
from briefgen.law.deadlines import Deadlines, Pause
from briefgen.law.penalty import Penalty, PenaltyScale

LAW = Path(__file__).parents[1] / "fixtures" / "law"
EVENT = date(2026, 9, 7)  # a Monday
PAUSE = {
    "id": "regen", "grond": {"artikel": "appel:1"}, "begin": "begin van de regen", "einde": "einde van de regen",
    "tot_en_met": True,
}  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path) -> Any:
    """Make rules: each a change of the fixture of two weeks for the other side."""
    (tmp_path / "calendars").symlink_to(LAW / "calendars")
    (tmp_path / "deadlines").mkdir()
    base = yaml.safe_load((LAW / "deadlines" / "twee-weken-ander.yaml").read_text(encoding="utf-8"))

    def make(**changes: Any) -> Deadlines:
        data = yaml.safe_dump({**base, "id": "proef", **changes})
        (tmp_path / "deadlines" / "proef.yaml").write_text(data, encoding="utf-8")
        return Deadlines(tmp_path)

    return make


def test_the_rules_are_iterated_by_id(rules: Any) -> None:
    assert [rule.id for rule in rules()] == ["proef"]


# --- the day itself


@pytest.mark.parametrize(("first", "last"), [("erna", date(2026, 9, 22)), ("zelf", date(2026, 9, 21))])
def test_the_first_day_is_data(rules: Any, first: str, last: date) -> None:
    assert rules(eerste_dag=first).count("proef", date(2026, 9, 8)).last_day == last


def test_a_day_that_counts_itself_is_taken_off_before_the_end_moves(rules: Any) -> None:
    found = rules(eerste_dag="zelf").count("proef", EVENT)
    assert found.last_day == date(2026, 9, 21)  # Sunday the 20th moves on
    assert "Die dag telt zelf mee." in str(found.steps[0])


def test_with_an_extension_it_is_taken_off_once(rules: Any) -> None:
    found = rules(eerste_dag="zelf").count("proef", EVENT, extended=True)
    assert found.last_day == date(2026, 10, 20)


# --- a calendar that may not apply


@pytest.mark.parametrize("whose", ["eigen", "ander"])
def test_an_unsure_calendar_moves_the_widest_reading_only(rules: Any, whose: str) -> None:
    found = rules(van_wie=whose, kalender_zeker=False).count("proef", date(2026, 11, 7))
    assert (found.last_day, found.latest_day) == (date(2026, 11, 21), date(2026, 11, 23))
    assert found.late_from == date(2026, 11, 24)


# --- what must be over before


def test_an_event_counts_only_after_what_must_be_over(rules: Any) -> None:
    deadlines = rules(vooraf="de oogst")
    found = deadlines.count("proef", EVENT, after=EVENT - timedelta(days=1))
    assert (found.last_day, found.after) == (date(2026, 9, 21), date(2026, 9, 6))
    assert "de oogst" in str(found.steps[0])
    assert deadlines.count("proef", EVENT).last_day == found.last_day
    with pytest.raises(FactsError, match="Te vroeg"):
        deadlines.count("proef", EVENT, after=EVENT)


def test_a_rule_that_waits_for_nothing_refuses_such_a_day(rules: Any) -> None:
    with pytest.raises(FactsError, match="proef"):
        rules().count("proef", EVENT, after=date(2026, 9, 1))


# --- an extension that was announced


@pytest.mark.parametrize(
    ("in_time", "told", "last"),
    [
        (True, date(2026, 9, 21), date(2026, 10, 21)),
        (True, date(2026, 9, 22), date(2026, 9, 21)),
        (False, date(2026, 9, 22), date(2026, 10, 21)),
        (True, EVENT, date(2026, 10, 21)),
    ],
)
def test_an_extension_may_have_to_come_in_time(rules: Any, *, in_time: bool, told: date, last: date) -> None:
    extension = {"lengte": {"aantal": 1, "eenheid": "maanden"}, "voorwaarde": "regen", "voor_afloop": in_time}
    found = rules(verlenging=extension).count("proef", EVENT, extended=True, told=told)
    assert found.last_day == last
    assert found.extended == (last > date(2026, 9, 21))


# --- standing still


@pytest.mark.parametrize(
    ("change", "last"),
    [
        ({}, date(2026, 9, 24)),  # 9, 10 and 11 September
        ({"tot_en_met": False}, date(2026, 9, 23)),
        ({"eerste_dag": "zelf"}, date(2026, 9, 25)),
    ],
)
def test_which_days_stand_still_is_data(rules: Any, change: dict[str, Any], last: date) -> None:
    found = rules(opschorting=[{**PAUSE, **change}]).count(
        "proef", EVENT, pauses=[Pause("regen", date(2026, 9, 8), date(2026, 9, 11))]
    )
    assert found.last_day == last
    assert "staat stil van" in str(found.steps[2])


def test_a_day_stands_still_only_once(rules: Any) -> None:
    twice = [Pause("regen", date(2026, 9, 9), date(2026, 9, 14)), Pause("regen", date(2026, 9, 8), date(2026, 9, 11))]
    deadlines = rules(opschorting=[PAUSE])
    once = deadlines.count("proef", EVENT, pauses=[Pause("regen", date(2026, 9, 8), date(2026, 9, 14))])
    assert deadlines.count("proef", EVENT, pauses=twice).last_day == once.last_day
    within = [Pause("regen", date(2026, 9, 8), date(2026, 9, 14)), Pause("regen", date(2026, 9, 9), date(2026, 9, 10))]
    assert deadlines.count("proef", EVENT, pauses=within).last_day == once.last_day


def test_a_pause_on_a_last_day_that_moved_lengthens_what_it_moved_to(rules: Any) -> None:
    """Saturday 21 November moves to Monday; a pause of two days from Monday gives Wednesday."""
    found = rules(opschorting=[PAUSE]).count(
        "proef", date(2026, 11, 7), pauses=[Pause("regen", date(2026, 11, 22), date(2026, 11, 24))]
    )
    assert found.last_day == date(2026, 11, 25)


def test_a_term_that_has_passed_cannot_stand_still(rules: Any) -> None:
    with pytest.raises(FactsError, match="al voorbij"):
        rules(opschorting=[PAUSE]).count("proef", EVENT, pauses=[Pause("regen", date(2026, 9, 21), date(2026, 9, 25))])


def test_a_term_in_working_days_cannot_have_a_pause(rules: Any) -> None:
    with pytest.raises(Exception, match="kan niet stilstaan"):
        rules(opschorting=[PAUSE], lengte={"aantal": 3, "eenheid": "werkdagen"}).rule("proef")


# --- a penalty

SCALE = PenaltyScale.model_validate(
    {
        "staffel": [{"dagen": 2, "euro": 5}, {"dagen": 3, "euro": 7}],
        "ten_hoogste_dagen": 5,
        "ten_hoogste_euro": 31,
    }
)


@pytest.mark.parametrize(("days", "euros"), [(-3, 0), (0, 0), (1, 5), (2, 10), (3, 17), (5, 31), (6, 31), (900, 31)])
def test_a_penalty_adds_up_day_by_day(days: int, euros: int) -> None:
    assert Penalty(SCALE, EVENT).amount_until(EVENT + timedelta(days=days - 1)) == euros


def test_the_stretches_follow_each_other() -> None:
    penalty = Penalty(SCALE, EVENT)
    first, second = penalty.stretches
    assert (first.first_day, first.last_day, first.euros) == (EVENT, date(2026, 9, 8), 5)
    assert (second.first_day, second.last_day, second.euros) == (date(2026, 9, 9), penalty.last_day, 7)


@pytest.mark.parametrize("total", ["ten_hoogste_dagen", "ten_hoogste_euro"])
def test_a_scale_that_does_not_add_up_is_refused(total: str) -> None:
    with pytest.raises(ValidationError, match=total):
        PenaltyScale.model_validate({**SCALE.model_dump(by_alias=True), total: 30})


@given(st.integers(-10, 10), st.integers(0, 10))
def test_a_penalty_never_falls(wait: int, later: int) -> None:
    penalty, day = Penalty(SCALE, EVENT), EVENT + timedelta(days=wait)
    assert penalty.amount_until(day) <= penalty.amount_until(day + timedelta(days=later)) <= SCALE.most_euros
