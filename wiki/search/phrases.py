"""Which documents hold a phrase, or a word that begins in some way. Pure.

Words of a phrase are compared by stem and follow each other but for stop words: *"deur rook"* is in *de deuren. De
rook*. Candidates come from the postings; whether the words are beside each other is seen in their texts.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wiki.search import analysis, bits
from wiki.search.bits import Bits, Mask, Numbers
from wiki.search.grammar import Kind, Term
from wiki.search.lexicon import Lexicon
from wiki.search.stopwords import STOP_WORDS

SILENT = "silent"
MOST_BEGINNINGS = 400
AT_A_TIME = 500


class Index(Protocol):
    """What of an index is asked here; `matching.Index` has it."""

    @property
    def size(self) -> int: ...

    @property
    def lexicon(self) -> Lexicon: ...

    def documents(self, field: str, term: str) -> Numbers: ...

    def texts(self, documents: Sequence[int]) -> list[NDArray[np.uint32]]: ...


def holding(term: Term, index: Index) -> Bits:
    """The documents that hold a term, in whichever language."""
    if term.kind is Kind.PREFIX:
        found = starting(term.words[0], index)
    elif analysis.telling(term.words):
        each = [_telling(term.words, language, index) for language in analysis.LANGUAGES]
        found = np.unique(np.concatenate(each))
    else:
        found = _silent(term.words, index)
    return bits.of_documents(found, index.size)


def starting(prefix: str, index: Index) -> Numbers:
    """The documents with a word that begins like this, in any of its forms; of very many words the most frequent."""
    vocabulary = index.lexicon.vocabulary
    words = sorted(vocabulary.starting(prefix), key=vocabulary.count, reverse=True)[:MOST_BEGINNINGS]
    found = np.zeros(index.size, dtype=np.bool_)
    for word in words:
        found[index.documents(SILENT, word)] = True
    for language in analysis.LANGUAGES:
        for stem in {analysis.STEMS[language](word) for word in words}:
            found[index.documents(f"text_{language}", stem)] = True
    return np.flatnonzero(found).astype(np.int32)


def _telling(words: Sequence[str], language: str, index: Index) -> Numbers:
    telling = [word for word in words if word not in STOP_WORDS[language]]
    if not telling:
        return np.zeros(0, dtype=np.int32)
    stem, lexicon = analysis.STEMS[language], index.lexicon
    candidates = _common(index.documents(f"text_{language}", stem(word)) for word in telling)
    skipped = {lexicon.vocabulary.numbers.get(word) for word in STOP_WORDS[language]}
    # Also a lone word is looked for in the text: its stem is on what has it as a part of another word as well.
    return _beside([lexicon.forms(word, language) for word in telling], candidates, index, skipped)


def _silent(words: Sequence[str], index: Index) -> Numbers:
    numbers = [index.lexicon.vocabulary.numbers.get(word) for word in words]
    candidates = _common(index.documents(SILENT, word) for word in words)
    if len(words) == 1:
        return candidates
    return _beside([[number] for number in numbers if number is not None], candidates, index, set())


def _common(each: Iterable[Numbers]) -> Numbers:
    return reduce(lambda first, second: np.intersect1d(first, second, assume_unique=True), each)


def _beside(
    forms: Sequence[Sequence[int]], candidates: Numbers, index: Index, skipped: Iterable[int | None]
) -> Numbers:
    """The candidates in which some form of each word follows the one before."""
    if not len(candidates):
        return candidates
    stretches = (candidates[start : start + AT_A_TIME] for start in range(0, len(candidates), AT_A_TIME))
    out = [number for number in skipped if number is not None]
    return np.concatenate([_beside_in(stretch, index.texts(stretch.tolist()), forms, out) for stretch in stretches])


def _beside_in(
    documents: Numbers, texts: Sequence[NDArray[np.uint32]], forms: Sequence[Sequence[int]], skipped: Sequence[int]
) -> Numbers:
    numbers = np.concatenate(texts)
    owners = np.repeat(documents, [len(text) for text in texts])
    kept = ~np.isin(numbers, np.array(skipped, dtype=np.uint32))
    numbers, owners = numbers[kept], owners[kept]
    last = len(numbers) - len(forms) + 1
    if last < 1:
        return documents[:0]
    found: Mask = owners[:last] == owners[len(forms) - 1 :]
    for shift, words in enumerate(forms):
        found &= np.isin(numbers[shift : shift + last], np.array(words, dtype=np.uint32))
    return np.unique(owners[:last][found])
