"""Whether words stand in articles that a circle of readers may be listed: what past searches are held against.

A word is looked up by its stem, which is cheaper than a search: it reads the documents of a term and counts bits.
"""

from collections.abc import Iterable
from time import monotonic

import numpy as np
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, Grant, Role
from wiki.search import analysis, bits, sight, visibility
from wiki.search.matching import Index
from wiki.search.renewed import Renewed
from wiki.search.visibility import Listed

# In so many articles a word is nobody's own.
COMMON = 2
MOST_KEPT = 20_000
AS_OLD_AS = 60.0
# Listed what every member is: the articles of one domain only are left out.
ANY_MEMBER = Actor(id=0, grants=frozenset({Grant(Role.READER, "-")}))


def listed_to_members(session: Session) -> Listed:
    """What every member is listed, as it was at most a minute or so ago."""
    return _to_members.get(session, int(monotonic() // AS_OLD_AS))


def finds(index: Index, words: Iterable[str], listed: Listed) -> bool:
    """Whether each of these folded words that tells something stands in an article, and there is such a word."""
    telling = analysis.telling(words)
    return bool(telling) and all(_articles(index, word, listed) for word in telling)


def is_common(index: Index, word: str, listed: Listed) -> bool:
    """Whether a folded word stands just so in several articles. Looked up in the texts once for each state of the
    index: people search with the same words."""
    if not analysis.telling([word]):
        return True
    found = listed.common.get((index.name, word))
    if found is None:
        found = sight.is_in(index, word, listed.of(index).same, articles=COMMON)
        if len(listed.common) < MOST_KEPT:
            listed.common[index.name, word] = found
    return found


_to_members: Renewed[int, Listed] = Renewed(
    lambda session, _minute: visibility.listed(session, ANY_MEMBER), pause=AS_OLD_AS
)


def _articles(index: Index, word: str, listed: Listed) -> int:
    stems = {language: analysis.query_stem(word, language) for language in analysis.LANGUAGES}
    found = [index.documents(f"text_{language}", stem) for language, stem in stems.items() if stem]
    if not found:
        return 0
    return bits.count(bits.of_documents(np.concatenate(found), index.size) & listed.of(index).same)
