"""Reading which law a text means: its name with its book, "die wet", or something that is no law on record."""

from __future__ import annotations

from dataclasses import replace

from briefgen.errors import msg
from briefgen.law.mentions import KnownBy
from briefgen.law.names import LawNames, Name
from briefgen.law.places import ARTICLE_WORDS
from briefgen.law.settling import NO_LAW, Phrase
from briefgen.law.tokens import Kind, Tokens
from briefgen.law.unrecorded import KINDS, LOCAL, OWN, VAGUE, Unrecorded, cannot_tell, not_on_record

_BOOKS = dict(zip(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], map(str, range(1, 11)), strict=True))
_THE = frozenset({"de", "het", "'t"})
_POINTING = frozenset({"die", "diezelfde", "dezelfde", "dat", "datzelfde", "hetzelfde"})
_FORMER = frozenset({"oude", "vroegere", "toenmalige", "voormalige"})
_PRESENT = frozenset({"huidige", "geldende", "nieuwe", "nederlandse"})
_PARTS_OF_LAWS = frozenset({"hoofdstuk", "titel", "afdeling", "paragraaf", "§"})
_RULES = (*LOCAL, "regeling", "besluit")


class Phrases:
    """Reads phrases in `tokens`. Remembers the law that was named last, for "die wet"."""

    def __init__(self, tokens: Tokens, names: LawNames) -> None:
        self._tokens = tokens
        self._names = names
        self._unrecorded = Unrecorded(tokens, names)
        self._named: Phrase | None = None
        self._paragraph = self._named_in = 0

    def new_paragraph(self) -> None:
        self._paragraph += 1

    def remember(self, phrase: Phrase) -> None:
        """Let "die wet" mean `phrase` from here on, also when that is no law on record."""
        if phrase.known_by is not KnownBy.ANAPHORA and (phrase.laws or phrase.text):
            self._named, self._named_in = phrase, self._paragraph

    def before(self, place: int) -> Phrase | None:
        """The law named at `place`, for an article that follows it."""
        phrase = self._known(place, place) or self._unknown_before(place)
        if phrase is None or self._inside_another_name(place):
            return None
        return phrase

    def after(self, place: int) -> Phrase | None:
        """What the text says about the law from `place` on, just after an article."""
        tokens = self._tokens
        comma = tokens.key(place) == ","
        start = place + comma
        if tokens.key(start) == "(" and not comma:
            inner = self._known(start + 1, start + 1)
            return replace(inner, end=inner.end + 1) if inner and tokens.key(inner.end) == ")" else None
        preposition = tokens.key(start) if tokens.key(start) in {"van", "uit", "in"} else ""
        at = self._past_parts_of_laws(start + bool(preposition))
        determiner = tokens.key(at) if tokens.key(at) in _THE | _POINTING | VAGUE | OWN else ""
        at += bool(determiner)
        if determiner and tokens.key(at) == "." and self._names.match(tokens, at + 1):
            at += 1
        former = tokens.key(at) in _FORMER
        at += former or tokens.key(at) in _PRESENT
        if found := self._known(at, at):
            heads_next = not preposition and tokens.key(found.end) == ":" and self._article_follows(found.end + 1)
            return None if heads_next else replace(found, old=found.old or former)
        if preposition not in {"van", "uit"}:
            return None if comma or preposition or determiner else self._unrecorded.beside(at)
        book, end = self._book(at)
        if book:  # of a work that the text does not name
            return replace(NO_LAW, start=at, end=end, text=tokens.written(at, end))
        if determiner in _POINTING and tokens.key(at) in KINDS:
            return self._pointed(at - 1, at)
        return self._unrecorded.unclear(at, determiner) or self._unrecorded.other(at, determiner)

    def _article_follows(self, place: int) -> bool:
        place += self._tokens.key(place) in _THE
        return self._tokens.key(place) in ARTICLE_WORDS or self._tokens.number(place) is not None

    # --- names on record

    def _known(self, place: int, start: int) -> Phrase | None:
        """A name on record at `place`, with its book before or after it, and its abbreviation in brackets."""
        tokens = self._tokens
        book, at = None, place
        name = self._names.match(tokens, place)
        if name is None:
            book, at = self._book(place)
            at += bool(book) and tokens.key(at) == ","
            at += bool(book) and tokens.key(at) == "van"
            at += bool(book) and tokens.key(at) in _THE
            name = self._names.match(tokens, at) if book else None
        if name is None or (book and not name.books) or tokens.key(name.end).endswith(LOCAL):
            return None
        end = name.end
        if name.books and not book:
            book, end = self._book(end + (tokens.key(end) == ","))
            end = end if book else name.end
        end = self._past_bracketed(end, name)
        old, length = self.old(end)
        phrase = Phrase(
            start,
            end + length,
            tokens.written(place, name.end),
            laws=name.laws,
            books=name.books,
            book=book,
            old=old or self.old(name.end - 3) == (True, 3),  # also where the name itself has "(oud)"
            known_by=KnownBy.NUMBER if name.by_number else KnownBy.NAMED,
        )
        if not name.laws:
            return replace(phrase, known_by=KnownBy.NONE, why_not=not_on_record(phrase.text))
        if len(name.laws) > 1 and not name.books:
            titles = ", ".join(self._names.laws[law].title for law in name.laws)
            why = msg("'{naam}' kan meer dan één wet zijn: {wetten}.", naam=phrase.text, wetten=titles)
            return replace(phrase, known_by=KnownBy.NONE, why_not=why)
        return phrase

    def exact(self, place: int) -> bool:
        """Whether the name at `place` is written with its own capitals, so that it cannot be another word."""
        _, at = self._book(place)
        name = self._names.match(self._tokens, at)
        return name is not None and (name.exact or at > place)

    def _book(self, place: int) -> tuple[str | None, int]:
        """The number of a book, if "boek" and a number stand at `place`, and where it ends."""
        if self._tokens.key(place) != "boek":
            return None, place
        key = self._tokens.key(place + 1)
        book = key if self._tokens.number(place + 1) else _BOOKS.get(key)
        return (book, place + 2) if book else (None, place)

    def _past_bracketed(self, place: int, name: Name) -> int:
        """After "(Awb)" or "(hierna: Awb)", when that is the same law."""
        tokens = self._tokens
        if tokens.key(place) != "(":
            return place
        at = place + 1
        if tokens.key(at) in {"hierna", "verder"}:
            at += 1 + (tokens.key(at + 1) == ":")
            at += tokens.key(at) in _THE
        again = self._names.match(tokens, at)
        same = again is not None and set(again.laws) >= set(name.laws) and tokens.key(again.end) == ")"
        return again.end + 1 if again is not None and same else place

    def old(self, place: int) -> tuple[bool, int]:
        """Whether "(oud)" stands at `place`, and the number of tokens that it or "(nieuw)" takes."""
        keys = [self._tokens.key(at) for at in range(place, place + 3)]
        if keys[0] == "(" and keys[1] in {"oud", "nieuw"} and keys[2] == ")":
            return keys[1] == "oud", 3
        return keys[0] == "oud", int(keys[0] == "oud")

    def _past_parts_of_laws(self, place: int) -> int:
        """After "hoofdstuk 2 van", which may stand between an article and its law."""
        tokens = self._tokens
        for _ in range(3):
            if tokens.key(place) not in _PARTS_OF_LAWS or tokens.number(place + 1) is None:
                break
            place += 2
            place += tokens.key(place) == ","
            place += tokens.key(place) == "van"
        return place

    def _inside_another_name(self, place: int) -> bool:
        """Whether a word of rules stands before the name: "Verordening jeugdhulp en Jeugdwet"."""
        for at in range(place - 1, max(place - 8, -1), -1):
            token = self._tokens[at]
            if token.kind is not Kind.WORD or token.key in _THE or token.key in {"van", "op", "in", "uit", "volgens"}:
                return False
            if token.key.endswith(_RULES) or (at == place - 1 and token.key.endswith("wet")):
                return True
        return False

    def _unknown_before(self, place: int) -> Phrase | None:
        """An abbreviation that is not on record, if the word "artikel" follows it."""
        if self._tokens[place].text[:1].islower():
            return None
        word = place + 1 + (self._tokens.key(place + 1) == ",")
        return self._unrecorded.abbreviation(place) if self._tokens.key(word) in ARTICLE_WORDS else None

    # --- what is no name on record

    def _pointed(self, start: int, noun: int) -> Phrase:
        """After "die wet": the law named last, if that is close by and of that kind."""
        tokens, named = self._tokens, self._named
        text = tokens.written(start, noun + 1)
        near = named is not None and self._paragraph - self._named_in <= 1
        if named is None or not near or named.why_not is not None or not self._is_kind(named, tokens.key(noun)):
            return Phrase(start, noun + 1, text, why_not=cannot_tell(text))
        return replace(named, start=start, end=noun + 1, text=text, known_by=KnownBy.ANAPHORA)

    def _is_kind(self, named: Phrase, noun: str) -> bool:
        """Whether the law that was named may be called `noun`."""
        title = self._names.laws[named.laws[0]].title.casefold()
        if noun == "wet":
            return "wet" in title and not any(other in title for other in ("wetboek", "verdrag", "besluit"))
        return noun in title
