"""The charts of the report, as SVG: sober, readable without colour, and the same bytes for the same numbers.

matplotlib draws them; it comes with the extra ``rapport`` and is loaded when a chart is asked for. Text stays text,
so that the PDF and the page show it in their own letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.dutch import dates
from briefgen.errors import BatchError, msg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's colours, which people who see fewer colours can tell apart; the lighter the less is known.
BLUE, ORANGE, GREY, PALE = "#0072B2", "#E69F00", "#A3A3A3", "#E2E2E2"
_INK, _LINE = "#222222", "#BBBBBB"
_WIDTH = 6.3  # inches, the text of an A4 page
_PER_GROUP = 0.3
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ROOM = 0.055  # of the largest group: a number that needs more stands beside its part, not in it


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar: what it is called, its colour, and the colour of a number on it."""

    name: str
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class Course:
    """How many answered by each day: `counts` by day, ascending; `last_days` are drawn as lines, with `mark`."""

    begin: date
    end: date
    counts: Mapping[date, int]
    total: int
    last_days: Sequence[date]
    mark: str
    end_label: str
    axis: str


def course(data: Course, fonts: Path) -> str:
    """The number of answers over time as an SVG: a rising line, with what it ends in written at its end.

    `fonts` is the folder of the letter's fonts. Raises BatchError when matplotlib is not there.
    """
    with _drawing(fonts):
        from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - an extra, and heavy

        figure, axes = _figure(2.9)
        numbers = [0, *data.counts.values()]
        numbers.append(numbers[-1])
        days = [data.begin, *data.counts, data.end]
        axes.step([day.toordinal() for day in days], numbers, where="post", color=BLUE, linewidth=2)
        axes.set_ylim(0, max(data.total, 1) * 1.08)
        span = max((data.end - data.begin).days, 1)
        axes.set_xlim(data.begin.toordinal(), data.begin.toordinal() + span * 1.18)
        axes.axhline(data.total, color=_LINE, linewidth=0.8, linestyle=(0, (2, 2)))
        for day in data.last_days:
            if day <= data.end:
                axes.axvline(day.toordinal(), color=_INK, linewidth=0.9)
                axes.text(
                    day.toordinal(), data.total * 1.09, f"{data.mark}: {dates.written(day)}", ha="center", va="bottom"
                )
        label = axes.text(data.end.toordinal() + span * 0.01, numbers[-1], data.end_label, color=BLUE, va="center")
        label.set(weight="bold", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})
        ticks = sorted({data.begin + (data.end - data.begin) * step // 4 for step in range(5)})
        axes.set_xticks([day.toordinal() for day in ticks], [_short(day) for day in ticks])
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.set_ylabel(data.axis)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="y", color=_LINE, linewidth=0.5)
        return _svg(figure)


def bars(groups: Mapping[str, Sequence[int]], parts: Sequence[Part], fonts: Path) -> str:
    """Bars from left to right, one for each group, with a number in each part, as an SVG.

    `groups` gives the numbers of each group, in the order of `parts`. Raises BatchError when matplotlib is not there.
    """
    with _drawing(fonts):
        figure, axes = _figure(0.75 + _PER_GROUP * max(len(groups), 1))
        largest = max((sum(numbers) for numbers in groups.values()), default=1) or 1
        for place, numbers in enumerate(groups.values()):
            left = 0
            for part, number in zip(parts, numbers, strict=True):
                axes.barh(place, number, left=left, color=part.colour, edgecolor="white", linewidth=1, height=0.78)
                if number and number / largest >= _ROOM * len(str(number)) / 2:
                    axes.text(left + number / 2, place, str(number), color=part.ink, ha="center", va="center_baseline")
                left += number
        axes.set_yticks(range(len(groups)), list(groups))
        axes.set_ylim(len(groups) - 0.45, -0.6)
        axes.set_xlim(0, largest * 1.01)
        axes.set_xticks([])
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(axis="y", length=0)
        handles = [_patch(part) for part in parts]
        figure.legend(handles=handles, loc="outside upper left", ncols=len(parts), frameon=False, handlelength=1)
        return _svg(figure)


def _patch(part: Part) -> Any:
    from matplotlib.patches import Patch  # noqa: PLC0415 - an extra, and heavy

    return Patch(facecolor=part.colour, edgecolor=_INK, linewidth=0.4, label=part.name)


def _short(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@contextmanager
def _drawing(fonts: Path) -> Iterator[None]:
    """Draw in our own style, whatever settings the user of matplotlib has on this machine."""
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra, and heavy
        from matplotlib import font_manager  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise BatchError(
            msg("Voor de grafieken van het rapport is matplotlib nodig, en dat is niet geïnstalleerd."),
            mend=msg("Installeer het met: {opdracht}", opdracht="pip install 'briefgen[rapport]'"),
        ) from error
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    family = "sans-serif"
    for path in sorted(fonts.glob("*.ttf")):
        if str(path) not in known:
            font_manager.fontManager.addfont(path)
        family = font_manager.FontProperties(fname=path).get_name()
    style: Any = {
        "font.family": family,
        "font.size": 8.5,
        "text.parse_math": False,  # a name may hold a dollar sign
        "svg.fonttype": "none",
        "svg.hashsalt": "briefgen",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": _LINE,
        "axes.labelcolor": _INK,
        "text.color": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
        "axes.axisbelow": True,
        "figure.dpi": 100,
    }
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(style)
        yield


def _figure(height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and heavy

    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def _svg(figure: Figure) -> str:
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = out.getvalue()
    return text[text.index("<svg") :]  # without a reference to a document type on the web
