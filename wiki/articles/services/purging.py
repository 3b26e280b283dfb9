"""Taking the text of revisions away for good, and all that articles keep of it elsewhere.

The one thing that changes a revision after it was saved. What is left of it is that there was one: its number, its day
and its byline. What others keep of it (files, the index, reports) they take away themselves, by what `purge` tells.

An article that readers find keeps what they read: a purge of that is refused until it is hidden, or a clean text is
published. A hidden article whose published text goes is archived without one; its address keeps working and says so. A
change under way that is purged is dropped; a draft that readers never had goes back to its last clean text, and where
there is none its author finds an empty draft.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from wiki import outbox
from wiki.accounts.policy import Action, Actor, Reach, Role, reaches
from wiki.articles import policy
from wiki.articles.lifecycle import Stage
from wiki.articles.models import (
    Article,
    ArticleLink,
    ArticleRedirect,
    Review,
    ReviewFinding,
    ReviewQuestion,
    Revision,
    RevisionFile,
    UnsavedText,
    article_tag,
)
from wiki.articles.rendering import link_targets
from wiki.articles.services.changes import LINKS, note, readers_see_another_wiki
from wiki.articles.services.editing import keep_links, show, suggest_slug
from wiki.errors import Invalid, NotAllowed
from wiki.outbox import OutboxRow
from wiki.taxonomy.models import Tag, TagAlias
from wiki.taxonomy.slugs import slugify

# What stands in the place of a title, in the language of the article.
TITLES = {"nl": "Gewist", "en": "Erased"}
# What an address may have behind the words of a title.
BEHIND = r"(?:-(?:nl|en|\d+))*"


@dataclass(frozen=True, slots=True)
class Purged:
    """Ids of the revisions without a text now, the highest of their numbers, and the files that they showed."""

    revisions: tuple[int, ...]
    last: int
    files: frozenset[str]


def purge(session: Session, *, actor: Actor, at: datetime, article: Article, numbers: Collection[int]) -> Purged:
    """Leave nothing of the text of these revisions. The caller holds the article and has seen to it that two people
    agreed. Raises NotAllowed, and Invalid with the code of `policy.why_not_purged`."""
    if not reaches(actor, Action.PURGE, Reach.EXECUTE):
        raise NotAllowed("purge")
    code = policy.why_not_purged(article, numbers)
    if code:
        raise Invalid({"numbers": code})
    chosen = [revision for revision in article.revisions if revision.number in numbers]
    titles, tags = {revision.title for revision in chosen}, {tag for revision in chosen for tag in revision.tags}
    files = frozenset(session.scalars(select(RevisionFile.key).where(RevisionFile.revision_id.in_(_ids(chosen)))))
    _forget_around(session, article, chosen)
    for revision in chosen:
        _empty(revision, article, at)
    _settle(session, article)
    session.flush()
    _forget_tags(session, {slugify(tag) for tag in tags})
    _forget_old_links(session, article)
    _leave_addresses(session, article, titles)
    told = " ".join(str(revision.number) for revision in chosen)
    note(session, "article.purged", article, at=at, role=Role.ADMIN, actor=actor, revisions=told)
    readers_see_another_wiki(session, article)
    session.flush()
    return Purged(tuple(_ids(chosen)), chosen[-1].number, files)


def _ids(revisions: Sequence[Revision]) -> list[int]:
    return [revision.id for revision in revisions]


def _empty(revision: Revision, article: Article, at: datetime) -> None:
    revision.title, revision.text, revision.summary, revision.tags = TITLES[article.language], "", "", []
    revision.html, revision.plain, revision.complete = "", "", True
    revision.lead, revision.lead_more, revision.headings = "", "", []
    revision.purged_on = at.date()


def _forget_around(session: Session, article: Article, chosen: Sequence[Revision]) -> None:
    """What was typed and not saved, asked and answered, and said of what the safety check found."""
    ids = _ids(chosen)
    typed = or_(UnsavedText.article_id == article.id, UnsavedText.desk == article.desk)
    session.execute(delete(UnsavedText).where(typed))
    session.execute(delete(ReviewFinding).where(ReviewFinding.revision_id.in_(ids)))
    session.execute(delete(RevisionFile).where(RevisionFile.revision_id.in_(ids)))
    asked = _reviews_of(session, article, {revision.number for revision in chosen})
    session.execute(delete(ReviewQuestion).where(ReviewQuestion.review_id.in_(asked)))


def _reviews_of(session: Session, article: Article, numbers: Collection[int]) -> list[int]:
    """The reviews of these revisions, and those that were answered while these were written: up to the next review."""
    query = select(Review.id, Revision.number).join(Revision, Revision.id == Review.revision_id)
    reviews = session.execute(query.where(Review.article_id == article.id).order_by(Review.id)).all()
    found = []
    for place, (review, first) in enumerate(reviews):
        last = reviews[place + 1].number if place + 1 < len(reviews) else max(first, *numbers)
        if any(first <= number <= last for number in numbers):
            found.append(review)
    return found


def _settle(session: Session, article: Article) -> None:
    """Let the article stand on what is left of it."""
    shown, is_lost = article.published, article.head.purged_on is not None
    if is_lost:
        article.stop_waiting()
        _fall_back(article, shown)
    if shown is not None and shown.purged_on is not None:
        if article.state == Stage.WITHDRAWN:
            article.end_change()
            article.state, article.hidden_at = Stage.ARCHIVED.value, None
        article.title, article.tags = shown.title, []
    elif shown is None and is_lost:
        show(session, article, article.head)
    keep_links(session, article, link_targets(session, article.head.text))
    if shown is not None:
        keep_links(session, article, link_targets(session, shown.text), is_published=True)


def _fall_back(article: Article, shown: Revision | None) -> None:
    """Give an article whose newest text went another one."""
    is_begun = article.state in (Stage.DRAFT, Stage.IN_REVIEW, Stage.RETURNED)
    if shown is not None:
        article.head = shown
        article.end_change()
        # An archived article that was submitted again.
        article.state = Stage.ARCHIVED.value if is_begun else article.state
        return
    clean = [revision for revision in article.revisions if revision.purged_on is None]
    article.head = clean[-1] if clean else article.head
    article.state = Stage.DRAFT.value if is_begun else article.state


def _forget_tags(session: Session, slugs: Collection[str]) -> None:
    """Take away tags that nothing carries any more, but for those that somebody gave other words."""
    carried = select(article_tag.c.tag_id)
    kept = select(TagAlias.tag_id)
    session.execute(delete(Tag).where(Tag.slug.in_(slugs), Tag.id.not_in(carried), Tag.id.not_in(kept)))


def _forget_old_links(session: Session, article: Article) -> None:
    """Empty what was rendered of old texts that may link here: it tells the title, and is made again to be shown."""
    shown = select(Article.head_id).union(select(Article.published_id).where(Article.published_id.is_not(None)))
    before = session.scalars(select(ArticleRedirect.slug).where(ArticleRedirect.article_id == article.id))
    links = [Revision.text.contains(f"[[{slug}", autoescape=True) for slug in {article.slug, *before}]
    made: dict[str, Any] = {"html": "", "plain": "", "lead": "", "lead_more": "", "headings": []}
    old = update(Revision).where(or_(*links), Revision.id.not_in(shown)).values(**made)
    session.execute(old.execution_options(synchronize_session=False))


def _leave_addresses(session: Session, article: Article, titles: Collection[str]) -> None:
    """Give up every address that was made from a title that is gone; who follows it finds nothing. One that somebody
    chose stays."""
    left = {slugify(revision.title) for revision in article.revisions if revision.purged_on is None}
    gone = {slugify(title) for title in titles} - left
    before = session.scalars(select(ArticleRedirect.slug).where(ArticleRedirect.article_id == article.id))
    telling = [slug for slug in {*before, article.slug} if any(_is_made_from(words, slug) for words in gone)]
    session.execute(delete(ArticleRedirect).where(ArticleRedirect.slug.in_(telling)))
    session.execute(delete(OutboxRow).where(OutboxRow.topic == LINKS, OutboxRow.key.in_(telling)))
    if article.slug in telling:
        old, named = article.slug, article.title if slugify(article.title) in left else f"{article.title} {article.id}"
        article.slug = suggest_slug(session, named)
        session.execute(update(Article).where(Article.translation_of == old).values(translation_of=article.slug))
    # What links to them says so in its own text, which is not ours to change; its marks are made again.
    linked = select(ArticleLink.target).where(ArticleLink.target.in_(telling), ArticleLink.article_id != article.id)
    for slug in sorted(set(session.scalars(linked))):
        outbox.record(session, LINKS, slug)


def _is_made_from(words: str, slug: str) -> bool:
    return re.fullmatch(re.escape(words) + BEHIND, slug) is not None
