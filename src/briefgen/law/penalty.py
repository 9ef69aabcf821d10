"""A penalty for late decisions, by date: the scale is data of the rule, only the counting is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Annotated

from pydantic import Field, model_validator

from briefgen.law.records import Record


class Tier(Record):
    """So many days at so much a day."""

    days: Annotated[int, Field(ge=1)] = Field(alias="dagen")
    euros: Annotated[int, Field(ge=1)] = Field(alias="euro", description="Bedrag per dag, in hele euro's.")


class PenaltyScale(Record):
    """The tiers in their order; the two totals are written down too, so that a slip of the pen shows."""

    tiers: tuple[Tier, ...] = Field(alias="staffel", min_length=1)
    most_days: int = Field(alias="ten_hoogste_dagen")
    most_euros: int = Field(alias="ten_hoogste_euro")

    @model_validator(mode="after")
    def _adds_up(self) -> PenaltyScale:
        if sum(tier.days for tier in self.tiers) != self.most_days:
            raise ValueError("de dagen van de staffel zijn samen niet ten_hoogste_dagen")
        if sum(tier.days * tier.euros for tier in self.tiers) != self.most_euros:
            raise ValueError("de bedragen van de staffel zijn samen niet ten_hoogste_euro")
        return self


@dataclass(frozen=True, slots=True)
class Stretch:
    """One tier on the calendar, both days included."""

    first_day: date
    last_day: date
    euros: int


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty that runs from `first_day` on, each day that there is no decision."""

    scale: PenaltyScale
    first_day: date

    @property
    def last_day(self) -> date:
        """The last day for which a penalty is due; weekends and holidays count like any day."""
        return self.first_day + timedelta(days=self.scale.most_days - 1)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The tiers with their dates."""
        ends = tuple(accumulate(tier.days for tier in self.scale.tiers))
        return tuple(
            Stretch(
                self.first_day + timedelta(days=end - tier.days),
                self.first_day + timedelta(days=end - 1),
                tier.euros,
            )
            for end, tier in zip(ends, self.scale.tiers, strict=True)
        )

    def days_until(self, day: date) -> int:
        """How many days are due up to and including `day`, when there is no decision by then."""
        return max(0, min((day - self.first_day).days + 1, self.scale.most_days))

    def amount_until(self, day: date) -> int:
        """How many euros are due up to and including `day`, when there is no decision by then."""
        left, amount = self.days_until(day), 0
        for tier in self.scale.tiers:
            amount += min(left, tier.days) * tier.euros
            left -= min(left, tier.days)
        return amount
