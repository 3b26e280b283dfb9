"""The program's own search over the corpus, in three steps: ranked, narrowed and counted, and with the second look.

The steps before the last are put together here of the program's own pieces, for it does not stop half-way itself.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench import indexes
from bench.documents import PLACES, TODAY, documents
from bench.rivals import BEST, Ask
from wiki.search import bits, expansion, facets, finding, grammar, matching
from wiki.search.facets import Found
from wiki.search.finding import Wanted
from wiki.search.generations import FORMAT
from wiki.search.matching import Index, Matched
from wiki.search.ranking import Scores
from wiki.search.synonyms import NONE
from wiki.search.whoosh_engine import WhooshEngine

RANKED = "ours, ranking"
COUNTED = "ours, ranking + filter + all counts"
COMPLETE = "ours, complete with second look"
FIRST_USE = "ours, ranking + filter + all counts, first use of each term"
CHOSEN = {"domain": frozenset(PLACES[:1])}
# Another way of asking leaves an index as it is, so this is shorter than all of search.
MAKES_INDEX = [
    *(f"wiki/search/{name}.py" for name in "analysis compounds documents lexicon stopwords vocabulary".split()),
    *(f"wiki/search/whoosh_engine/{name}.py" for name in "building files words writing".split()),
]


def index(total: int, word_list: Path) -> Path:
    """The folder of an index of so many documents. Raises NoWords."""
    key = indexes.key(total, word_list, str(FORMAT), MAKES_INDEX)
    return indexes.kept(f"ours-{total}", key, lambda folder: WhooshEngine(folder).rebuild(documents(total, word_list)))


def following(folder: Path) -> WhooshEngine:
    """An engine as a web process has it."""
    engine = WhooshEngine(folder)
    engine.follow()
    return engine


def ways(engine: WhooshEngine) -> Mapping[str, Ask]:
    """Ways to ask, by name."""
    steps: Mapping[str, Callable[[str, Index], list[int]]] = {
        RANKED: ranked,
        COUNTED: counted,
        COMPLETE: complete,
    }
    return {name: partial(_read, engine, step) for name, step in steps.items()}


def ranked(typed: str, index: Index) -> list[int]:
    """The ten best by words alone."""
    matched = _matched(typed, index)
    return _best(index, matched.scores, bits.documents(matched.hits, index.size))


def counted(typed: str, index: Index) -> list[int]:
    """The ten best of one domain, when every value of every facet has been counted."""
    matched = _matched(typed, index)
    narrowed = facets.narrow(matched.hits, index.facets(TODAY), CHOSEN)
    narrowed.counts["tag"].most_common(12)
    return _best(index, matched.scores, narrowed.documents)


def complete(typed: str, index: Index) -> list[int]:
    """What a page of results starts from."""
    wanted = Wanted(grammar.parse(typed), BEST, today=TODAY, chosen=CHOSEN)
    return [place.id for place in finding.find(index, wanted).places]


def forget(engine: WhooshEngine) -> None:
    """Let every term be used for the first time again; nobody but a benchmark wants that."""
    engine._cache.clear()
    engine.read(lambda view: view._kept.clear())


def kept_mb(engine: WhooshEngine) -> float:
    """How much the engine keeps in memory of what it read of terms."""
    return (engine._cache.held + engine.read(lambda view: view._kept.held)) / 1e6


def _read(engine: WhooshEngine, step: Callable[[str, Index], list[int]], typed: str) -> list[int]:
    return engine.read(partial(step, typed))


def _matched(typed: str, index: Index) -> Matched:
    return matching.match(expansion.plan(grammar.parse(typed), index.lexicon, NONE), index)


def _best(index: Index, scores: Scores, documents: Found) -> list[int]:
    places = sorted(finding.candidates(index, documents, scores, BEST), reverse=True)
    return [place.id for place in places[:BEST]]
