"""A stamp covers nothing, whatever stands on a page and however it is turned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.bundle.apart.stamping import HEIGHT, Box, moved, place

WIDE = 72.0


def covered(box: Box, placing_stamp: tuple[float, float]) -> bool:
    left, bottom = placing_stamp
    return box[0] < left + WIDE and box[2] > left and box[1] < bottom + HEIGHT and box[3] > bottom


@st.composite
def _pages(draw: st.DrawFn) -> tuple[Box, int, list[Box]]:
    left, bottom = draw(st.floats(-500, 500)), draw(st.floats(-500, 500))
    width, height = draw(st.floats(60, 3000)), draw(st.floats(60, 3000))
    boxes = []
    for _ in range(draw(st.integers(0, 12))):
        x1, x2 = sorted(draw(st.lists(st.floats(left, left + width), min_size=2, max_size=2)))
        y1, y2 = sorted(draw(st.lists(st.floats(bottom, bottom + height), min_size=2, max_size=2)))
        boxes.append((x1, y1, x2, y2))
    return (left, bottom, left + width, bottom + height), draw(st.sampled_from([0, 90, 180, 270])), boxes


@given(_pages())
def test_a_stamp_covers_nothing_and_is_on_the_sheet(page: tuple[Box, int, list[Box]]) -> None:
    box, turned, boxes = page
    for standing in (boxes, None):
        placing = place(box, turned, standing, WIDE)
        shown = moved(box, placing.matrix)
        assert all(not covered(moved(each, placing.matrix), placing.stamp) for each in boxes)
        assert -0.01 <= shown[0] < shown[2] <= placing.width + 0.01
        assert -0.01 <= shown[1] < shown[3] <= placing.height + 0.01
        left, bottom = placing.stamp
        assert 10 <= left < left + WIDE <= placing.width - 10
        assert 10 <= bottom < bottom + HEIGHT <= placing.height - 10


def test_a_page_with_room_keeps_its_size_and_a_full_one_becomes_a_little_smaller() -> None:
    a4 = (0.0, 0.0, 595.0, 842.0)
    assert place(a4, 0, [(70, 70, 500, 780)], WIDE).matrix == (1, 0, 0, 1, 0, 0)
    full = place(a4, 0, [a4], WIDE).matrix
    assert 0.95 < full[0] < 1
    assert full[0] == pytest.approx(full[3])


def test_the_corners_are_tried_in_order() -> None:
    a4 = (0.0, 0.0, 595.0, 842.0)
    top, right = (0.0, 780.0, 595.0, 842.0), (400.0, 0.0, 595.0, 842.0)
    assert place(a4, 0, [], WIDE).stamp[0] > 400
    assert place(a4, 0, [], WIDE).stamp[1] > 780
    assert place(a4, 0, [top], WIDE).stamp[1] < 60
    assert place(a4, 0, [right], WIDE).stamp[0] < 60
