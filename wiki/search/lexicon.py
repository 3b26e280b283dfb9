"""What the index knows of words: which there are, what they are made of, and which one was meant."""

from collections.abc import Iterable

from wiki.search import analysis, spelling
from wiki.search.compounds import Compounds
from wiki.search.vocabulary import Vocabulary

_MOST_KEPT = 10_000


class Lexicon:
    """Never changes, like the vocabulary it stands on; what was worked out for a word is kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.compounds = Compounds(vocabulary)
        self._corrections: dict[str, tuple[str, ...]] = {}
        self._forms: dict[tuple[str, str], tuple[int, ...]] = {}

    def knows(self, word: str) -> bool:
        """Whether a page has this folded word, or words that it is made of."""
        return word in self.vocabulary or bool(self.compounds.parts(word))

    def corrections(self, word: str) -> tuple[str, ...]:
        """What was probably meant by a word that is taken for unknown, the likeliest first."""
        if word not in self._corrections:
            self._corrections = _room(self._corrections)
            self._corrections[word] = spelling.corrections(word, self.vocabulary)
        return self._corrections[word]

    def forms(self, word: str, language: str) -> tuple[int, ...]:
        """The numbers of the words that have the stem of this one: what of a text is the same word."""
        found = self._forms.get((word, language))
        if found is None:
            found = tuple(self.vocabulary.with_stem(analysis.stem_code(word, language), language).tolist())
            self._forms = _room(self._forms)
            self._forms[word, language] = found
        return found

    def numbers(self, words: Iterable[str]) -> list[int]:
        """The words as their numbers; every one of them has one."""
        return [self.vocabulary.numbers[word] for word in words]


def _room(kept: dict) -> dict:  # type: ignore[type-arg]
    """What is kept, or nothing when that has become too much."""
    return kept if len(kept) < _MOST_KEPT else {}
