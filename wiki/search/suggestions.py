"""What somebody may be looking for, from the first letters on: past searches, titles, tags and terms.

Titles and tags are found by the beginnings of their words in memory (`prefixes`), among those that this reader may be
listed (`visibility`); their words are then read through the rights' own condition, so what is old in memory can miss
something and shows nothing. A past search is offered to members alone, and only where it finds something for them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.accounts.policy import Actor
from wiki.articles import policy, queries
from wiki.articles.lifecycle import ONLINE
from wiki.articles.models import Article, article_tag
from wiki.search import analysis, visibility
from wiki.search.grammar import MOST_CHARACTERS
from wiki.search.past import Offered
from wiki.search.prefixes import Prefixes
from wiki.search.renewed import Renewed
from wiki.search.synonyms import NONE, Synonyms, folded
from wiki.taxonomy.models import Tag

FEWEST_LETTERS = 2
MOST = 8
MOST_PAST = 3
MOST_TAGS = 2
MOST_TERMS = 2
MOST_FORMS = 4
MOST_WORDS = 6
# Past searches that find nothing for this reader cost a search each; after so many we stop looking.
MOST_TRIED = 6
RENEWED_AT_MOST_EVERY = 5.0

Finds = Callable[[str], bool]


class Kind(StrEnum):
    PAST = "past"
    ARTICLE = "article"
    TAG = "tag"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line of the list; articles and tags have a slug, the others are searched for. Articles say their language."""

    kind: Kind
    text: str
    slug: str | None = None
    language: str | None = None


def suggest(
    session: Session, *, actor: Actor, typed: str, past: Offered, finds: Finds, known: Synonyms = NONE
) -> tuple[Suggestion, ...]:
    """At most `MOST` suggestions, no two with the same words; nothing for less than two letters. `finds` says whether
    a text finds something for this actor; `known` is the list of words, of which those are offered that do."""
    words = tuple(dict.fromkeys(analysis.words(typed[:MOST_CHARACTERS])))[:MOST_WORDS]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ()
    named = _named.get(session, queries.generation(session))
    seen = visibility.listed(session, actor)
    tags = _tags(session, actor, islice(named.tags_for(words, seen), MOST_TAGS))
    found = _terms(known, words, finds)
    titles = _titles(session, actor, islice(named.articles_for(words, seen), MOST - len(tags) - len(found)))
    # A title says more than the same words as a search, so that one goes where both are there.
    taken = {folded(title.text) for title in titles}
    asked = tuple(each for each in _past(actor, past, typed, finds) if folded(each.text) not in taken)
    return _without_doubles((*asked, *titles[: MOST - len(asked) - len(tags) - len(found)], *tags, *found))


def titles(session: Session, *, actor: Actor, typed: str) -> tuple[Suggestion, ...]:
    """At most `MOST` articles with these beginnings of words in their title, for a link to one of them."""
    words = tuple(dict.fromkeys(analysis.words(typed[:MOST_CHARACTERS])))[:MOST_WORDS]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ()
    named = _named.get(session, queries.generation(session))
    return _titles(session, actor, islice(named.articles_for(words, visibility.listed(session, actor)), MOST))


def prepare(session: Session) -> None:
    """Read titles and tags now, so that no reader waits for it."""
    _named.renew(session, queries.generation(session))


class _Named:
    """The published articles, newest first, and the tags on them, most used first, by the words of their names."""

    def __init__(self, titles: Sequence[tuple[int, str]], tagged: Iterable[tuple[int, str, int]]) -> None:
        self._articles = [article for article, _ in titles]
        self._by_title = Prefixes(analysis.words(title) for _, title in titles)
        labels: dict[int, str] = {}
        carriers: dict[int, list[int]] = {}
        for tag, label, article in tagged:
            labels[tag] = label
            carriers.setdefault(tag, []).append(article)
        self._tags = sorted(carriers.items(), key=lambda item: (-len(item[1]), item[0]))
        self._by_label = Prefixes(analysis.words(labels[tag]) for tag, _ in self._tags)

    def articles_for(self, words: Sequence[str], seen: visibility.Listed) -> Iterator[int]:
        found = (self._articles[place] for place in self._by_title.matching(words))
        return (article for article in found if article in seen)

    def tags_for(self, words: Sequence[str], seen: visibility.Listed) -> Iterator[tuple[int, int]]:
        """The tags that are on an article which may be listed, each with such an article."""
        for place in self._by_label.matching(words):
            tag, articles = self._tags[place]
            carrier = next((article for article in articles if article in seen), None)
            if carrier is not None:
                yield tag, carrier


def _read(session: Session, _generation: int) -> _Named:
    online = (Article.state.in_(ONLINE), Article.published_id.is_not(None))
    newest = Article.changed_on.desc(), Article.id.desc()
    titles = session.execute(select(Article.id, Article.title).where(*online).order_by(*newest))
    tagged = select(Tag.id, Tag.label, Article.id).join(article_tag, article_tag.c.tag_id == Tag.id)
    tagged = tagged.join(Article, Article.id == article_tag.c.article_id).where(*online)
    return _Named([(key, title) for key, title in titles], ((*row,) for row in session.execute(tagged)))


_named = Renewed(_read, pause=RENEWED_AT_MOST_EVERY)


def _titles(session: Session, actor: Actor, ids: Iterable[int]) -> tuple[Suggestion, ...]:
    query = select(Article.id, Article.title, Article.slug, Article.language).where(policy.listed_to(actor))
    return _loaded(session, Kind.ARTICLE, query, Article.id, [*ids])


def _tags(session: Session, actor: Actor, carried: Iterable[tuple[int, int]]) -> tuple[Suggestion, ...]:
    """The tags, each asked of one article that is known to carry it: all articles of all tags are many times more."""
    wanted = dict(carried)
    on_article = select(Tag.id, Tag.label, Tag.slug).join(article_tag, article_tag.c.tag_id == Tag.id)
    query = on_article.join(Article, Article.id == article_tag.c.article_id)
    query = query.where(Article.id.in_(wanted.values()), policy.listed_to(actor))
    return _loaded(session, Kind.TAG, query, Tag.id, [*wanted])


def _loaded(
    session: Session, kind: Kind, query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int], ids: Sequence[int]
) -> tuple[Suggestion, ...]:
    """Those of these things that the query lets through, in the order given."""
    if not ids:
        return ()
    found = {number: Suggestion(kind, *words) for number, *words in session.execute(query.where(key.in_(ids)))}
    return tuple(found[number] for number in ids if number in found)


def _terms(known: Synonyms, words: Sequence[str], finds: Finds) -> tuple[Suggestion, ...]:
    """Headwords that begin like what was typed or that it is a form of, as far as some form of them finds something."""
    said = chain.from_iterable(
        match.meanings for match in known.matches(words) if match.end - match.start == len(words)
    )
    begun = (known.meanings[place] for place in _by_word(known).matching(words))
    tried = islice(dict.fromkeys(chain(said, begun)), MOST_TRIED)
    found = (meaning for meaning in tried if any(map(finds, meaning.forms[:MOST_FORMS])))
    return tuple(Suggestion(Kind.TERM, meaning.canonical) for meaning in islice(found, MOST_TERMS))


@lru_cache(maxsize=4)
def _by_word(known: Synonyms) -> Prefixes:
    return Prefixes(analysis.words(meaning.canonical) for meaning in known.meanings)


def _past(actor: Actor, past: Offered, typed: str, finds: Finds) -> tuple[Suggestion, ...]:
    """Past searches that say more than what was typed already."""
    if not actor.is_signed_in:
        return ()
    words = analysis.words(typed[:MOST_CHARACTERS])
    further = (text for text in past.beginning_with(words) if analysis.words(text) != words)
    return tuple(Suggestion(Kind.PAST, text) for text in islice(filter(finds, islice(further, MOST_TRIED)), MOST_PAST))


def _without_doubles(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    kept: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        kept.setdefault(folded(suggestion.text), suggestion)
    return tuple(kept.values())
