"""Citations in sentences beside a letter (advice, checks, the sender's page): plain words, in short."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from briefgen.errors import ContentError, msg
from briefgen.law import citations
from briefgen.law.registry import Registry


def plain_citer(declared: Collection[str], registry: Registry, on: date, *, where: str) -> Callable[..., str]:
    """The function `cite` for such sentences: it writes a provision that is `declared`, as it reads on `on`.

    It raises ContentError for another one, naming `where`, and CitationError for what the law does not bear.
    """

    def cite(reference: str, lid: int | str | tuple[int | str, ...] = (), onderdeel: str | None = None) -> str:
        if reference not in declared:
            raise ContentError(
                msg("De tekst haalt {id} aan, maar 'citeert' noemt die bepaling niet.", id=reference),
                where=where,
                mend=msg("Voeg {id} toe bij 'citeert'.", id=reference),
            )
        several = (lid,) if isinstance(lid, int | str) else lid
        provision = registry.provision(
            reference, on, paragraphs=tuple(str(number) for number in several), part=onderdeel
        )
        return citations.write(provision, citations.Style.SHORT)

    return cite
