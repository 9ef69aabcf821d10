"""A bundle in parts, each no larger than a portal takes; an enclosure is never cut in two."""

from __future__ import annotations

from collections.abc import Sequence


def parts(before: int, sizes: Sequence[int], most: int | None) -> tuple[tuple[int, ...], ...]:
    """Which enclosures, by their place from 0, come in which part, in their order.

    `before` is the size of what stands before the first, `sizes` are those of the enclosures, all in bytes. The first
    part may be without any; an enclosure that is larger than `most` has a part of its own.
    """
    found: list[list[int]] = [[]]
    used = before
    for index, size in enumerate(sizes):
        if most is not None and used + size > most and (found[-1] or len(found) == 1):
            found.append([])
            used = 0
        found[-1].append(index)
        used += size
    return tuple(map(tuple, found))
