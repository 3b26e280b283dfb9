"""From what was typed to what is looked for: stems with weights, corrections, parts, joined words and synonyms. Pure.

Each word is looked for by its stem (1), and by what it may also stand as: the stems of its parts, the whole that it
makes with its neighbour, the word that was meant by an unknown one, what curators say means the same. A stem that is
reached in several ways counts once, by its best way. `Plan.reasons` says which way that was.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from wiki.search import analysis, spelling
from wiki.search.grammar import Query
from wiki.search.lexicon import Lexicon
from wiki.search.synonyms import Match, Meaning, Synonyms

PART_WEIGHT = 0.4
JOINED_WEIGHT = 1.0
# Of words that make a known word together, and of those that a question is put in.
APART_WEIGHT = 0.5
AROUND_WEIGHT = 0.6
CORRECTED_WEIGHT = 0.8
SYNONYM_WEIGHT = 0.7
SHARED_WEIGHT = 0.35
MOST_SYNONYMS = 40


class Way(StrEnum):
    WORD = "word"
    PART = "part"
    JOINED = "joined"
    CORRECTED = "corrected"
    SYNONYM = "synonym"


class Reason(NamedTuple):
    """A stem to look for in the fields of a language, the word it is of, what it weighs, and by which way the typed
    words led there."""

    stem: str
    word: str
    language: str
    weight: float
    way: Way
    source: str


class Correction(NamedTuple):
    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`words` are the telling words in the order typed, corrected; `wholes` are the same with two that make a known one
    as that one; `choices` are forms that mean several things."""

    query: Query
    reasons: tuple[Reason, ...]
    words: tuple[str, ...]
    wholes: tuple[str, ...]
    corrections: tuple[Correction, ...]
    choices: tuple[tuple[str, tuple[Meaning, ...]], ...]

    def stems(self, language: str) -> frozenset[str]:
        """The stems that count as a hit in texts of this language."""
        return frozenset(reason.stem for reason in self.reasons if reason.language == language)


def plan(
    query: Query,
    lexicon: Lexicon,
    synonyms: Synonyms,
    *,
    literal: bool = False,
    finds: Callable[[str], bool] | None = None,
    sees: Callable[[str], bool] = lambda _word: True,
) -> Plan:
    """What to look for; with `literal`, nothing but the words as typed and their inflections. Of words that the
    reader `finds` in no form another one may have been meant, as far as they see that one."""
    typed = analysis.telling(query.words)
    if not typed and not query.prefixes:
        return Plan(query, (), (), (), (), ())
    corrections = () if literal else tuple(_corrections(typed, lexicon, synonyms, finds or lexicon.knows, sees))
    meant = dict(corrections)
    words = analysis.telling(_meant(typed, meant)) if meant else typed
    said = tuple(meant.get(word, word) for word in query.said)
    matches = [] if literal else [one for one in synonyms.matches(said) if analysis.telling(said[one.start : one.end])]
    around = analysis.around(words, query.asked_in)
    about = tuple(word for word in words if word not in around) or words
    joined = {} if literal else dict(_joined(words, lexicon))
    ways = list(_ways(words, {*about}, {*meant.values()} - {*typed}, joined, lexicon, literal=literal))
    ways += [way for match in matches for way in _synonyms(match, said)]
    wholes = _wholes(about, joined) if joined else about
    return Plan(query, _best(ways), about, wholes, corrections, tuple(_choices(matches, said)))


def _meant(words: Iterable[str], meant: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meant.get(word, word) for word in words))


def _wholes(words: Sequence[str], joined: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        whole = joined.get((found[-1], word)) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(word)
    return tuple(found)


def _corrections(
    typed: Iterable[str],
    lexicon: Lexicon,
    synonyms: Synonyms,
    finds: Callable[[str], bool],
    sees: Callable[[str], bool],
) -> Iterator[Correction]:
    """What was meant by words that neither a page nor a curator knows: a word of the pages, or else a curated one."""
    for word in typed:
        if word not in synonyms.words and not finds(word) and not lexicon.compounds.parts(word):
            meant = (other for other in lexicon.corrections(word) if not analysis.telling([other]) or sees(other))
            used = next(meant, None) or min(spelling.near(word, synonyms.words), default=None)
            if used:
                yield Correction(word, used)


def _ways(
    words: Sequence[str],
    about: Collection[str],
    corrected: Collection[str],
    joined: Mapping[tuple[str, str], str],
    lexicon: Lexicon,
    *,
    literal: bool,
) -> Iterator[Reason]:
    apart = {word for pair in joined for word in pair}
    for word in words:
        weight, way = (CORRECTED_WEIGHT, Way.CORRECTED) if word in corrected else (1.0, Way.WORD)
        weight *= (1.0 if word in about else AROUND_WEIGHT) * (APART_WEIGHT if word in apart else 1.0)
        yield from _stems(word, weight, way, word)
        for part in () if literal else lexicon.compounds.parts(word):
            yield from _stems(part, weight * PART_WEIGHT, Way.PART, word, ("nl",))
    for (first, second), whole in joined.items():
        yield from _stems(whole, JOINED_WEIGHT, Way.JOINED, f"{first} {second}")


def _joined(words: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[tuple[str, str], str]]:
    for first, second in pairwise(words):
        whole = lexicon.compounds.joined(first, second)
        if whole:
            yield (first, second), whole


def _synonyms(match: Match, words: Sequence[str]) -> Iterator[Reason]:
    """The other forms of what was typed. A form of several words counts for each of them less; so does one of a
    meaning that is one of several."""
    typed = tuple(words[match.start : match.end])
    weight = SYNONYM_WEIGHT if len(match.meanings) == 1 else SHARED_WEIGHT
    for meaning in match.meanings:
        for form in meaning.forms[:MOST_SYNONYMS]:
            said = tuple(analysis.words(form))
            telling = analysis.telling(said) if len(said) > 1 else said
            for word in telling if said != typed else ():
                yield from _stems(word, weight / len(telling), Way.SYNONYM, " ".join(typed))


def _stems(
    word: str, weight: float, way: Way, source: str, languages: Sequence[str] = analysis.LANGUAGES
) -> Iterator[Reason]:
    for language in languages:
        stem = analysis.query_stem(word, language)
        if stem:
            yield Reason(stem, word, language, weight, way, source)


def _best(ways: Iterable[Reason]) -> tuple[Reason, ...]:
    found: dict[tuple[str, str], Reason] = {}
    for reason in ways:
        key = reason.language, reason.stem
        if key not in found or found[key].weight < reason.weight:
            found[key] = reason
    return tuple(found.values())


def _choices(matches: Iterable[Match], words: Sequence[str]) -> Iterator[tuple[str, tuple[Meaning, ...]]]:
    for match in matches:
        if len(match.meanings) > 1:
            yield " ".join(words[match.start : match.end]), match.meanings
