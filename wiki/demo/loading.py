"""Bringing the demo content in through the services that people use, so that it proves them.

Loading twice changes nothing: an article whose address exists is left as it is, with whatever was written since, and
so is a list of words that has any.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.demo import email
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.queries import actor_for, by_email
from wiki.articles import services
from wiki.articles.models import Article
from wiki.articles.rendering import Renders, prepare
from wiki.articles.services.byline import Byline
from wiki.database import transaction
from wiki.demo.content import DemoArticle, applied, articles, glossary, synonyms
from wiki.practice.models import Applied
from wiki.practice.services.applying import Experience, tell
from wiki.search import services as search
from wiki.search.synonyms import TERM


def load(session: Session, renderer: Renders, *, author: Actor, moderator: Actor, today: datetime) -> Iterator[str]:
    """Add the articles that are missing, each written, submitted and published; yields the address of each one."""
    for found in in_reading_order(articles()):
        if session.scalar(select(Article.id).where(Article.slug == found.slug)) is None:
            _publish(session, renderer, found, author=author, moderator=moderator, today=today)
            yield found.slug


def load_words(session: Session, *, at: datetime) -> int:
    """Fill the list of words, unless somebody keeps one already; says how many went in."""
    with transaction(session):
        return search.start(session, wordings(), at=at)


def wordings() -> Iterator[search.Wording]:
    """The synonyms and the glossary as one list: a word of the glossary that has synonyms gets its explanation.
    What it is in English stays out: as another form to search by it found worse (nDCG@5 of the demo queries -.002)."""
    explained = {term.nl: term for term in glossary()}
    for each in synonyms():
        term = explained.pop(each.canonical, None)
        domain = "" if each.domain == "all" else each.domain
        yield search.Wording(each.canonical, each.forms, domain, each.kind, term.definition if term else "")
    for term in explained.values():
        yield search.Wording(term.nl, kind=TERM, explanation=term.definition)


def load_applied(session: Session, *, at: datetime) -> int:
    """Let people with demo accounts tell how a few articles worked out, unless anybody told anything; says how many
    did."""
    if session.scalar(select(Applied.id).limit(1)) is not None:
        return 0
    told = 0
    for each in applied():
        account = by_email(session, email(each.teller))
        if account is not None:
            experience = Experience(
                result=each.result,
                context=each.context,
                adjustment=each.adjustment,
                assumption=each.assumption,
                because=each.because,
                is_signed=each.is_signed,
            )
            then = at - timedelta(days=each.days_ago)
            with transaction(session):
                tell(session, actor=actor_for(account), at=then, slug=each.slug, told=experience)
            told += 1
    return told


def in_reading_order(found: Iterable[DemoArticle]) -> list[DemoArticle]:
    """Oldest first, so that what is new on the home page is what was written last."""
    return sorted(found, key=lambda article: (article.created, article.slug))


def _publish(
    session: Session, renderer: Renders, found: DemoArticle, *, author: Actor, moderator: Actor, today: datetime
) -> None:
    written = min(datetime.combine(found.created, time(9), UTC), today)
    confirmed = max(written, today - timedelta(days=180))
    content = services.Content(title=found.title, domains=found.domains, blocks=found.building_blocks, tags=found.tags)
    prepared = prepare(
        session, renderer, kind=found.type, language=found.language, text=found.body, audience="everyone"
    )
    writer = Actor(id=author.id, display_name=author.display_name, grants=frozenset({Grant(Role.AUTHOR)}))
    with transaction(session):
        article = services.start(
            session,
            actor=writer,
            at=written,
            kind=found.type,
            language=found.language,
            audience="everyone",
            content=content,
            prepared=prepared,
            byline=Byline(kind="role_name", shown=found.author),
            slug=found.slug,
            translation_of=found.translation_of,
        )
        services.submit(session, actor=writer, at=written, slug=found.slug, based_on=1)
        services.publish(
            session,
            actor=moderator,
            at=confirmed,
            slug=found.slug,
            based_on=1,
            domains=found.domains,
            blocks=found.building_blocks,
        )
        article.changed_on = written.date()
