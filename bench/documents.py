"""The corpus as search gets it: a title, a text without marks, and where the article stands.

Every system that is measured gets the same texts. Nothing is held in memory: a hundred thousand articles are invented
again for each index that is made of them.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from bench import corpus
from bench.bulk import HOLDS_FOR, kind_of
from wiki.search.documents import Document, Placed
from wiki.taxonomy.data import BLOCKS, DOMAINS
from wiki.taxonomy.slugs import slugify

# In the middle of the years in which the corpus was written: some articles are confirmed by then, some no longer.
TODAY = date(2022, 1, 1).toordinal()
# One article in ten is filed as English, so that the fields of two languages have to be looked in.
ENGLISH_EVERY = 10
SECOND_DOMAIN_EVERY = 4
MOST_BLOCKS = 2
PLACES = tuple(domain.slug for domain in DOMAINS.values() if not domain.optional)
_TARGET = re.compile(r"\]\([^)]*\)")
_MARK = re.compile(r"[^0-9A-Za-zÀ-ÿ .\n]+")


def documents(total: int, word_list: Path) -> Iterator[Document]:
    """So many articles, numbered from 1. Raises NoWords."""
    for number, article in enumerate(corpus.articles(total, word_list), start=1):
        text = _MARK.sub(" ", _TARGET.sub(" ", article.body))
        yield Document(placed=_placed(number, article), title=article.title, text=text)


def queries(word_list: Path) -> list[str]:
    """Those of the corpus as any words: a phrase is asked as its words, for all systems alike. Raises NoWords."""
    first = list(islice(corpus.articles(corpus.ASKED_ABOUT, word_list), corpus.ASKED_ABOUT))
    return [" ".join(query.terms) for query in corpus.queries(first, word_list)]


def _placed(number: int, article: corpus.Article) -> Placed:
    chance = Random(number)
    day = date.fromisoformat(article.date)
    return Placed(
        day=day.toordinal(),
        id=number,
        revision=number,
        language="en" if number % ENGLISH_EVERY == 0 else "nl",
        type=kind_of(number),
        domains=_domains(number, article, chance),
        blocks=tuple(chance.sample(list(BLOCKS), chance.randint(0, MOST_BLOCKS))),
        tags=tuple(dict.fromkeys(map(slugify, article.tags))),
        verified=(day + HOLDS_FOR).toordinal(),
    )


def _domains(number: int, article: corpus.Article, chance: Random) -> tuple[str, ...]:
    first = PLACES[corpus.THEMES.index(article.theme) % len(PLACES)]
    second = chance.sample(PLACES, 1 if number % SECOND_DOMAIN_EVERY == 0 else 0)
    return tuple(dict.fromkeys([first, *second]))
