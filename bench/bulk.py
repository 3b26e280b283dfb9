"""Ten thousand published articles in a few minutes: rendered as saving does it, by two processes, stored together.

What publishing leaves behind elsewhere (reviews, audit lines, outbox rows) is left out; no page for readers asks it.
"""

import multiprocessing
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Table, create_engine, insert, update
from sqlalchemy.orm import Session

from bench import corpus
from wiki import markup
from wiki.articles import sections
from wiki.articles.models import (
    Article,
    ArticleBlock,
    ArticleDomain,
    ArticleLink,
    ArticleRedirect,
    AuthorSeal,
    Authorship,
    Generation,
    Revision,
    article_tag,
)
from wiki.articles.rendering import Prepared, prepare
from wiki.database import Base, transaction
from wiki.taxonomy.data import BLOCKS, DOMAINS, TYPES
from wiki.taxonomy.models import Tag
from wiki.taxonomy.slugs import slugify

PROCESSES = 2
AT_A_TIME = 20
HOLDS_FOR = timedelta(days=540)

Row = dict[str, Any]
Text = tuple[str, str]
_LINK = re.compile(r"\[([^\]]+)\]\(/artikel/([^)]+)\)")
_session_of_helper: list[Session] = []


def fill(session: Session, *, total: int, word_list: Path, account_id: int) -> None:
    """Put the corpus in an empty database, every article by this account. Raises NoWords."""
    found = list(corpus.articles(total, word_list))
    texts = [(kind_of(number), text_of(article, kind_of(number))) for number, article in enumerate(found)]
    with click.progressbar(_prepared(found, texts), length=total, label="Articles", show_pos=True) as bar:
        prepared = list(bar)
    with transaction(session):
        session.add(Generation(id=1, number=total))
        tags = _store_tags(session, found)
        _store_articles(session, found, account_id)
        _store_revisions(session, found, prepared)
        _store_places(session, found, prepared, tags)


def kind_of(number: int) -> str:
    return list(TYPES)[number % len(TYPES)]


def text_of(article: corpus.Article, kind: str) -> str:
    """The article under the headings of its type, with links as this wiki writes them."""
    blocks = _LINK.sub(r"[[\2|\1]]", article.body).strip().split("\n\n")
    keys = [section.key for section in TYPES[kind].sections]
    share = -(-len(blocks) // len(keys))
    values = {key: "\n\n".join(blocks[at * share : (at + 1) * share]) for at, key in enumerate(keys)}
    return sections.compose(TYPES[kind], "nl", sections.Parts(values))


class _InProcess:
    """Renders without the helper process and its clock: these texts are kind, and our own."""

    def render(
        self, parts: Sequence[str], *, language: str, known: Mapping[str, str] | None
    ) -> tuple[markup.Rendered, ...]:
        return markup.render_parts(parts, language=language, known=known)


def _prepared(found: Sequence[corpus.Article], texts: Sequence[Text]) -> Iterator[Prepared]:
    titles = [(article.slug, article.title) for article in found]
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES, initializer=_begin_helper, initargs=(titles,)) as pool:
        yield from pool.imap(_prepare, texts, chunksize=AT_A_TIME)


def _begin_helper(titles: Sequence[tuple[str, str]]) -> None:
    """A database in memory in which every article that a text may link to is published."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=[_table(Article), _table(ArticleRedirect)])
    session = Session(engine)
    published = {"type": "", "language": "nl", "created_on": date(2024, 1, 1), "changed_on": date(2024, 1, 1)}
    rows = ({**published, "slug": slug, "title": title, "published_id": 1} for slug, title in titles)
    _insert(session, Article, rows)
    _session_of_helper.append(session)


def _prepare(text: Text) -> Prepared:
    kind, source = text
    return prepare(_session_of_helper[0], _InProcess(), kind=kind, language="nl", text=source)


def _store_tags(session: Session, found: Iterable[corpus.Article]) -> dict[str, int]:
    labels = {slugify(label): label for article in found for label in article.tags}
    ids = {slug: number for number, slug in enumerate(labels, start=1)}
    _insert(session, Tag, ({"id": ids[slug], "slug": slug, "label": label} for slug, label in labels.items()))
    return ids


def _store_articles(session: Session, found: Sequence[corpus.Article], account_id: int) -> None:
    """Articles without a text yet; everything that belongs to the first one has id 1."""
    numbered = list(enumerate(found, start=1))
    _insert(session, Article, (_article(number, article) for number, article in numbered))
    byline = {"kind": "role_name", "is_author": True}
    bylines = ({**byline, "id": n, "article_id": n, "shown": article.author} for n, article in numbered)
    _insert(session, Authorship, bylines)
    _insert(session, AuthorSeal, ({"authorship_id": n, "account_id": account_id} for n, _ in numbered))


def _article(number: int, article: corpus.Article) -> Row:
    day = date.fromisoformat(article.date)
    return {
        "id": number,
        "slug": article.slug,
        "type": kind_of(number - 1),
        "language": "nl",
        "audience": "members",
        "title": article.title,
        "state": "published",
        "created_on": day,
        "changed_on": day,
        "verified_on": day,
        "verified_until": day + HOLDS_FOR,
    }


def _store_revisions(session: Session, found: Sequence[corpus.Article], prepared: Sequence[Prepared]) -> None:
    pairs = enumerate(zip(found, prepared, strict=True), start=1)
    _insert(session, Revision, (_revision(number, *pair) for number, pair in pairs))
    article = _table(Article).c
    session.execute(
        update(_table(Article)).values(authorship_id=article.id, published_id=article.id, head_id=article.id)
    )


def _revision(number: int, article: corpus.Article, prepared: Prepared) -> Row:
    day = date.fromisoformat(article.date)
    return {
        "id": number,
        "article_id": number,
        "number": 1,
        "based_on": 0,
        "published_on": day,
        "authorship_id": number,
        "made_on": day,
        "summary": "",
        "title": article.title,
        "text": prepared.text,
        "domains": _domains(number, article),
        "blocks": _blocks(number),
        "tags": article.tags,
        "html": prepared.html,
        "lead": prepared.lead,
        "lead_more": prepared.lead_more,
        "headings": prepared.headings,
        "plain": prepared.plain,
        "complete": prepared.complete,
    }


def _store_places(
    session: Session, found: Sequence[corpus.Article], prepared: Sequence[Prepared], tags: Mapping[str, int]
) -> None:
    numbered = list(enumerate(found, start=1))
    domains = ({"article_id": n, "domain": slug} for n, article in numbered for slug in _domains(n, article))
    _insert(session, ArticleDomain, domains)
    _insert(session, ArticleBlock, ({"article_id": n, "block": slug} for n, _ in numbered for slug in _blocks(n)))
    slugs = ((n, slug) for n, article in numbered for slug in dict.fromkeys(map(slugify, article.tags)))
    _insert(session, article_tag, ({"article_id": n, "tag_id": tags[slug]} for n, slug in slugs))
    targets = ((n, target) for n, each in enumerate(prepared, start=1) for target in sorted(each.links))
    links = ({"article_id": n, "target": target} for n, target in targets)
    _insert(session, ArticleLink, (link | {"is_published": shown} for link in links for shown in (True, False)))


def _domains(number: int, article: corpus.Article) -> list[str]:
    """One domain by theme; every fourth article has a second one."""
    slugs = [domain.slug for domain in DOMAINS.values() if not domain.optional]
    first = corpus.THEMES.index(article.theme) % len(slugs)
    return [slugs[first], slugs[(first + 1) % len(slugs)]] if number % 4 == 0 else [slugs[first]]


def _blocks(number: int) -> list[str]:
    chance = random.Random(number)
    return chance.sample(list(BLOCKS), chance.randint(0, 2))


def _insert(session: Session, into: type[Base] | Table, rows: Iterable[Row]) -> None:
    table = into if isinstance(into, Table) else _table(into)
    session.execute(insert(table), list(rows))


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
