"""Words of a text as the index knows them: folded, without stop words, brought back to a stem, per language.

Pure, and the same functions for the index, the query and the marking of words in snippets: whatever one of them
does differently from the others is a word that cannot be found.

Dutch is stemmed by Kraaij-Pohlmann (`dutch` in Snowball 3), which measured better than the Porter variant and keeps
*deur* and *deuren*, *jongere* and *jongeren* together. Words are cut at `LONGEST_WORD` letters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from zlib import crc32

import snowballstemmer

from wiki.search.stopwords import AROUND_A_QUESTION, ASKING, FOREIGN_CONTENT, QUESTION_WORDS, STOP_WORDS

LANGUAGES = ("nl", "en")
LONGEST_WORD = 60
_KNOWN_WORDS = 100_000
_WORDS_AT_HAND = 16_384
_WORD = re.compile(r"\w+")


def fold(word: str) -> str:
    """Lower case without accents: `Coördinatie` is `coordinatie`."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    split = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))[:LONGEST_WORD]


# The words of texts come again and again, so for reading them a table is faster than looking at their letters.
fold_known = lru_cache(maxsize=_WORDS_AT_HAND)(fold)


def words(text: str) -> list[str]:
    """Every word of the text, folded, in order."""
    return [folded for word in written(unicodedata.normalize("NFC", text)) if (folded := fold(word))]


def written(text: str) -> list[str]:
    """Every word of an NFC text as it stands there."""
    return _WORD.findall(text)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each of the words that `written` gives stands."""
    return (match.span() for match in _WORD.finditer(text))


def stems(folded: Iterable[str], language: str) -> list[str]:
    """What the index keeps of these words, in order; stop words leave no gap."""
    stem, stop = STEMS[language], STOP_WORDS[language]
    return [stem(word) for word in folded if word not in stop]


def tokens(folded: Iterable[str], language: str, parts: Callable[[str], Collection[str]]) -> Counter[str]:
    """What the index keeps of these words and how often: the stem of each, and those of its parts in the same place."""
    stem, stop = STEMS[language], STOP_WORDS[language]
    found: Counter[str] = Counter()
    for word, times in Counter(folded).items():
        if word not in stop:
            found[stem(word)] += times
            for part in {stem(part) for part in parts(word)} - {stem(word)}:
                found[part] += times
    return found


def silent(folded: Iterable[str]) -> frozenset[str]:
    """Those of these words that tell nothing in any language: looked for only where nothing else was typed."""
    return TELLS_NOTHING.intersection(folded)


def query_stem(word: str, language: str) -> str | None:
    """The stem to look for in texts of this language, or None for a folded word that says nothing there."""
    return None if word in _SILENT[language] else STEMS[language](word)


def telling(typed: Iterable[str]) -> tuple[str, ...]:
    """The folded words without those that ask or connect; empty when nothing else was typed."""
    return tuple(word for word in typed if word not in TELLS_NOTHING)


def asked_in(typed: Collection[str]) -> str | None:
    """The language in which these folded words ask something in a sentence; None when they rather name it."""
    asking = {language: len(_ASKING[language].intersection(typed)) for language in LANGUAGES}
    return max(LANGUAGES, key=asking.__getitem__) if any(asking.values()) else None


def around(words: Iterable[str], language: str | None) -> frozenset[str]:
    """Those of these folded words that a question in this language is put in rather than about."""
    return AROUND_A_QUESTION[language] & {*words} if language else frozenset()


def stem_codes(word: str) -> tuple[int, ...]:
    """A number for the stem that a folded word has in each of LANGUAGES: the same for words with the same stem."""
    return tuple(stem_code(word, language) for language in LANGUAGES)


def stem_code(word: str, language: str) -> int:
    return crc32(STEMS[language](word).encode("utf-8", "surrogatepass"))


def _stemmer(algorithm: str) -> Callable[[str], str]:
    @lru_cache(maxsize=_KNOWN_WORDS)
    def stem(word: str) -> str:
        # A stemmer keeps state while it works on a word, so threads do not share one.
        return str(snowballstemmer.stemmer(algorithm).stemWord(word)) or word

    return stem


def _silent(language: str) -> Collection[str]:
    """Stop and question words of the language, and those of other languages that are no ordinary word in it."""
    own = STOP_WORDS[language] | QUESTION_WORDS[language]
    others = [STOP_WORDS[other] | QUESTION_WORDS[other] for other in LANGUAGES if other != language]
    return own | (frozenset().union(*others) - FOREIGN_CONTENT[language])


STEMS: Mapping[str, Callable[[str], str]] = {"nl": _stemmer("dutch"), "en": _stemmer("english")}
_SILENT: Mapping[str, Collection[str]] = {language: _silent(language) for language in LANGUAGES}
TELLS_NOTHING = frozenset.intersection(*(frozenset(silent) for silent in _SILENT.values()))
_ASKING = {language: QUESTION_WORDS[language] | ASKING[language] for language in LANGUAGES}
