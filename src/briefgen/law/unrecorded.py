"""Recognising what is no law on record: other laws, "de wet", and the papers that are no law at all.

Rules of a municipality, contracts and letters are known by what they are called, so that a law's name
inside theirs does not make them that law. The answer always says why no law was found.
"""

from __future__ import annotations

from briefgen.errors import Message, msg
from briefgen.law.names import LawNames
from briefgen.law.places import ARTICLE_WORDS, COUNTED
from briefgen.law.settling import Phrase
from briefgen.law.tokens import Kind, Tokens

VAGUE = frozenset({"deze", "dit", "genoemde", "genoemd", "voornoemde", "voornoemd", "bovengenoemde", "bedoelde"})
OWN = frozenset({"een", "mijn", "uw", "ons", "onze", "hun", "haar", "zijn", "jullie", "jouw"})
_LAWS = frozenset({"wet", "wetboek", "verdrag"})
KINDS = _LAWS | {"verordening", "besluit", "regeling"}
LOCAL = (
    "overeenkomst", "overeenkomsten", "contract", "voorwaarden", "protocol", "reglement", "klachtenregeling",
    "verordening", "beleid", "beleidsregel", "beleidsregels", "regels", "statuten", "brief", "convenant", "cao", "plan",
    "richtlijn", "richtlijnen", "verslag", "rapport", "notitie", "beschikking", "code", "handreiking", "leidraad",
    "krant", "folder", "bijlage",
)  # fmt: skip
STOPS = frozenset(
    {
        "is", "zijn", "was", "waren", "heeft", "hebben", "had", "wordt", "worden", "werd", "moet", "moeten", "kan",
        "kunnen", "mag", "mogen", "zal", "zullen", "bepaalt", "bepalen", "staat", "staan", "volgt", "geldt", "gelden",
        "geeft", "geven", "regelt", "regelen", "schrijft", "zegt", "noemt", "vraagt", "dat", "die", "dit", "deze",
        "niet", "als", "om", "maar", "want", "waarin", "waaruit", "waarop", "dient", "dienen", "ziet", "jo", "juncto",
        "ivm", "u", "ik", "wij", "we", "hij", "zij", "ze", "met", "door", "zoals", "waar", "toepassing",
        "genoemde", "bedoelde", "voorziene", "vermelde", "opgenomen",
    }
)  # fmt: skip
_NO_NAME = STOPS | {"bij", "in", "op", "aan", "voor", "tot", "over", "onder", "volgens"}
_LARGER = frozenset({"boek", "titel", "afdeling", "paragraaf", "hoofdstuk"})
_MOST_WORDS = 8


class Unrecorded:
    """Reads in `tokens` what has no record."""

    def __init__(self, tokens: Tokens, names: LawNames) -> None:
        self._tokens = tokens
        self._names = names

    def unclear(self, place: int, determiner: str) -> Phrase | None:
        """A law of which the text does not tell which: "de wet", "deze wet", "genoemd verdrag"."""
        tokens, noun = self._tokens, self._tokens.key(place)
        vague = determiner in VAGUE and noun in KINDS | _LARGER
        if not vague and not (determiner and noun in KINDS):
            return None
        following = tokens[place + 1]
        longer = following.kind is Kind.WORD and following.key not in STOPS | {"en", "of", "van", *ARTICLE_WORDS}
        if longer and not vague and (noun not in _LAWS or tokens[place].text[0].isupper()):
            return None  # the beginning of a name
        text = tokens.written(place - 1, place + 1)
        return Phrase(place - 1, place + 1, text, why_not=cannot_tell(text))

    def other(self, place: int, determiner: str) -> Phrase | None:
        """A law that is not on record, or something that is no law at all."""
        token = self._tokens[place]
        capital = token.kind is Kind.WORD and token.text[0].isupper()
        if token.kind is not Kind.WORD or not (capital or determiner) or token.key in _NO_NAME:
            return None
        if found := self.abbreviation(place) or self._local_rules(place):
            return found
        text, end = self._name_at(place, _MOST_WORDS if capital else _MOST_WORDS // 2)
        if capital and determiner not in OWN:
            return Phrase(place, end, text, why_not=not_on_record(text))
        return Phrase(place, end, text, why_not=_no_law(text))

    def beside(self, place: int) -> Phrase | None:
        """What stands just behind an article, without "van": an abbreviation, or a name of local rules."""
        token = self._tokens[place]
        local = token.key.endswith(LOCAL) or self._names.match(self._tokens, place) is not None
        return self.abbreviation(place) or (self._local_rules(place) if local and token.text[0].isupper() else None)

    def _local_rules(self, place: int) -> Phrase | None:
        """Rules of a municipality or an institution, a contract or a paper: known by one of the first words."""
        keys = [self._tokens.key(at) for at in range(place, place + 3)]
        text, end = self._name_at(place, _MOST_WORDS)
        named = any(key.endswith(LOCAL) for key in keys[: end - place])
        if not named and not any(self._tokens.key(at).startswith("gemeente") for at in range(place, end)):
            return None
        return Phrase(place, end, text, why_not=_no_law(text))

    def _name_at(self, place: int, most: int) -> tuple[str, int]:
        """The name of something that is not on record, as far as it can be told, and where it ends."""
        end = place + 1
        while end - place < most and self._goes_on(end):
            end += 1
        return self._tokens.written(place, end), end

    def _goes_on(self, place: int) -> bool:
        """Whether the word at `place` may belong to the name before it."""
        token = self._tokens[place]
        if token.kind is Kind.NUMBER:
            return self._is_year(place)
        if token.key == "-" and self._tokens.touching(place):  # "inlichtingen- en ..."
            return self._tokens.key(place + 1) in {"en", "of"}
        if token.kind is not Kind.WORD or token.key in STOPS or token.key in ARTICLE_WORDS:
            return False
        following = self._tokens.key(place + 1)
        return not (token.key in {"en", "of"} and (following in ARTICLE_WORDS or self._tokens.number(place + 1)))

    def _is_year(self, place: int) -> bool:
        number = self._tokens.number(place)
        return number is not None and len(number) == 4 and number.isdecimal()

    def abbreviation(self, place: int) -> Phrase | None:
        """What looks like a law's abbreviation and is not on record: two capitals, or "W" and a few letters."""
        token = self._tokens[place]
        if token.kind is not Kind.WORD or not token.text[0].isupper() or token.key in COUNTED | STOPS | _LAWS:
            return None
        word = "".join(letter for letter in token.text if letter.isalpha())
        short = len(word) <= 8 and (
            sum(letter.isupper() for letter in word) > 1
            or (word[0] == "W" and (len(word) < 6 or word[1] not in "aeiou"))
        )
        named = word.casefold().endswith(("wet", "wetboek", "verdrag"))
        if not (short or named) or token.key.endswith(LOCAL) or self._tokens.key(place + 1).endswith(LOCAL):
            return None
        longer = self._names.match(self._tokens, place + 1) if named else None  # as in "Invoeringswet Jeugdwet"
        end = longer.end if longer else place + 1 + self._is_year(place + 1)
        text = self._tokens.written(place, end)
        return Phrase(place, end, text, why_not=not_on_record(text))


def not_on_record(name: str) -> Message:
    return msg("De wet '{naam}' staat niet in legal_refs.", naam=name)


def _no_law(name: str) -> Message:
    return msg("'{naam}' is geen wet, maar een overeenkomst, een eigen regeling of een ander stuk.", naam=name)


def cannot_tell(text: str) -> Message:
    return msg("Welke wet '{naam}' is, valt uit de tekst niet op te maken.", naam=text)
