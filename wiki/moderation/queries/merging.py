"""Two articles beside each other, for whoever lets the address of one lead to the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import diffs, order, policy, queries, sections
from wiki.articles.diffs import Part
from wiki.articles.lifecycle import ONLINE, Stage
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.errors import NotAllowed, NotFound
from wiki.taxonomy.data import TYPES

SECTION = "section-"
KEPT, OTHER, BOTH = "kept", "other", "both"
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One section as both articles have it; `is_asked` where there is something to choose."""

    name: str
    heading: str
    kept: str
    other: str
    runs: tuple[Part, ...]

    @property
    def is_asked(self) -> bool:
        return bool(self.other.strip()) and self.other.strip() != self.kept.strip()

    def chosen(self, choice: str) -> str:
        """The text of the section after this choice."""
        if choice == OTHER:
            return self.other
        return "\n\n".join(text for text in (self.kept, self.other) if text.strip()) if choice == BOTH else self.kept


@dataclass(frozen=True, slots=True)
class Pair:
    """Both articles as readers have them. `why_not` says why no text of the other can be taken, by a code."""

    article: Article
    kept: Card
    other: Card
    base: int
    read: int
    sides: tuple[Side, ...]
    why_not: str | None

    @property
    def asked(self) -> tuple[Side, ...]:
        return () if self.why_not else tuple(side for side in self.sides if side.is_asked)


def kept(session: Session, actor: Actor, slug: str) -> Article:
    """The article that is to stay. Raises NotFound for who does not decide about it."""
    article, parts = queries.by_slug(session, actor, slug)
    if not order.can_order(parts):
        raise NotFound(slug)
    if not article.is_online:
        raise NotAllowed("merge")
    return article


def offered(session: Session, actor: Actor, article: Article, q: str, today: date) -> tuple[Card, ...]:
    """The articles with these words in their title of which the actor may let the address lead to this one."""
    query = select(Article.id).where(
        policy.visible_to(actor),
        Article.state.in_((*ONLINE, Stage.ARCHIVED)),
        Article.merged_into_id.is_(None),
        Article.id != article.id,
        Article.language == article.language,
        *(Article.title.icontains(word, autoescape=True) for word in q.split()),
    )
    ids = session.scalars(query.order_by(Article.changed_on.desc(), Article.id.desc()).limit(MOST_FOUND)).all()
    return queries.cards(session, ids, today)


def why_not(session: Session, actor: Actor, article: Article, slug: str) -> str | None:
    """The code of what stands in the way of merging the article at this address into this one."""
    try:
        other, parts = queries.by_slug(session, actor, slug)
    except NotFound:
        return "unknown"
    return order.why_not_merge(article, other, parts)


def pair(session: Session, actor: Actor, article: Article, slug: str, today: date) -> Pair:
    """Both, section by section. The caller has asked `why_not`."""
    other, _parts = queries.by_slug(session, actor, slug)
    left, right = article.published, other.published
    assert left is not None  # readers have both
    assert right is not None
    return Pair(
        article=article,
        kept=queries.card(article, left, today),
        other=queries.card(other, right, today),
        base=left.number,
        read=right.number,
        sides=tuple(_sides(article, left.text, right.text)) if article.type == other.type else (),
        why_not=order.why_not_take(article, other),
    )


def composed(pair: Pair, choices: dict[str, str]) -> str:
    """The text of the kept article with what was chosen of the other."""
    kind, language = TYPES[pair.article.type], pair.article.language
    found = {side.name: side.chosen(choices.get(side.name, KEPT)) for side in pair.sides}
    rest = found.pop("rest")
    values = {name.removeprefix(SECTION): text for name, text in found.items()}
    return sections.compose(kind, language, sections.Parts(values, rest))


def _sides(article: Article, kept: str, other: str) -> Iterator[Side]:
    kind, language = TYPES[article.type], article.language
    old, new = (sections.split(kind, language, text) for text in (kept, other))
    pairs = [(SECTION + s.key, s.heading(language), old.values[s.key], new.values[s.key]) for s in kind.sections]
    # The deadline of a comparison is the page's: all sections share it.
    seconds = diffs.DEADLINE_SECONDS / (len(pairs) + 1)
    for name, heading, left, right in [("rest", "", old.rest, new.rest), *pairs]:
        yield Side(name, heading, left, right, diffs.words(left, right, seconds=seconds))
