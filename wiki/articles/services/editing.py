"""Writing: a new article, the next revision, an old one brought back. Nothing is ever overwritten."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import SHOWN, Part
from wiki.articles.models import (
    MODERATOR_BYLINE,
    Article,
    ArticleLink,
    ArticleRedirect,
    AuthorSeal,
    Authorship,
    Revision,
    RevisionFile,
)
from wiki.articles.rendering import Prepared
from wiki.articles.services import faces
from wiki.articles.services.byline import Byline, checked_byline, own_authorship
from wiki.articles.services.changes import locked, note
from wiki.articles.services.content import Content, check
from wiki.articles.services.findings import carry_over
from wiki.errors import Conflict, Invalid, NotAllowed, NotFound, Taken
from wiki.settings import LOCALES
from wiki.taxonomy.data import TYPES
from wiki.taxonomy.models import Tag
from wiki.taxonomy.services import tags_for
from wiki.taxonomy.slugs import slugify

# Pages that stand where the address of an article could: at the desk of moderators.
RESERVED = frozenset({"away", "next", "numbers", "questions", "small"})


def start(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    language: str,
    audience: str,
    content: Content,
    prepared: Prepared,
    byline: Byline,
    slug: str | None = None,
    translation_of: str | None = None,
    translated_from: int | None = None,
    desk: str | None = None,
) -> Article:
    """Make a draft. Raises Taken with a free address when the title's own is in use, Invalid, NotAllowed."""
    if not actor.can_write:
        raise NotAllowed("write")
    check(content)
    _check_fixed(kind, language, audience)
    source = _source(session, translation_of, language)
    article = Article(
        slug=_free_slug(session, content.title, slug),
        type=kind,
        language=language,
        audience=audience,
        title=content.title,
        created_on=at.date(),
        changed_on=at.date(),
        translation_of=translation_of,
        desk=desk if _is_unsaved(session, desk) else None,
    )
    _claim_address(session, article)
    shown_as = checked_byline(session, actor, byline, today=at.date())
    article.authorship = _authorship(session, actor, article, shown_as, is_author=True)
    revision = _add_revision(
        session, actor, article, article.authorship, content=content, prepared=prepared, based_on=0, at=at
    )
    revision.translated_from = translated_from or (source.published.number if source and source.published else None)
    note(session, "article.started", article, at=at, role=Part.AUTHOR, revision=revision.number)
    session.flush()
    return article


def save(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    based_on: int,
    content: Content,
    prepared: Prepared,
    audience: str | None = None,
    begun_from: int | None = None,
    follows: int | None = None,
) -> Revision:
    """Add the next revision, or give back the newest when it says the same. Raises Conflict on a stale `based_on`.

    On a published article this begins a change: readers keep the published revision. `begun_from` is what the author
    had before them where the text was put together with revisions that were saved meanwhile; the history keeps it.
    `follows` is the revision of the source that a translation now says the same as; without it that stays as it was.
    """
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "save")
    check(content)
    is_same = _is_same(article.head, content, prepared) and follows in (None, article.head.translated_from)
    before = article.head
    if based_on != article.head.number and not is_same:
        raise Conflict(article.head.number)
    if _set_audience(article, audience):
        note(session, "article.audience_chosen", article, at=at, role=made.by)
    if is_same:
        return article.head
    authorship = _own_authorship(session, actor, article)
    revision = _add_revision(
        session, actor, article, authorship, content=content, prepared=prepared, based_on=based_on, at=at
    )
    carry_over(session, before, revision, kind=article.type, today=at.date())
    faces.carry(before, revision)
    revision.begun_from = begun_from
    revision.translated_from = follows or before.translated_from
    if made.source in SHOWN:
        article.change_from = revision.number
    article.move_to(made.target)
    note(session, "article.saved", article, at=at, role=made.by, revision=revision.number)
    session.flush()
    return revision


def restore(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    number: int,
    based_on: int,
    prepared: Prepared,
    summary: str = "",
) -> Revision:
    """Bring an old revision back as a new one; `prepared` is that revision's text, rendered again. Raises NotAllowed
    for one that was purged: there is nothing to bring back."""
    old = revision_of(session, slug, number)
    if old.purged_on is not None:
        raise NotAllowed("restore")
    content = Content(
        title=old.title, domains=tuple(old.domains), blocks=tuple(old.blocks), tags=tuple(old.tags), summary=summary
    )
    if prepared.text != old.text:
        raise ValueError("the prepared text is not that of the revision")
    revision = save(session, actor=actor, at=at, slug=slug, based_on=based_on, content=content, prepared=prepared)
    revision.translated_from = old.translated_from
    session.flush()
    return revision


def revision_of(session: Session, slug: str, number: int) -> Revision:
    """The numbered revision of an article, without asking who may see it; raises NotFound."""
    query = select(Revision).join(Article, Revision.article_id == Article.id)
    found = session.scalar(query.where(Article.slug == slug, Revision.number == number))
    if found is None:
        raise NotFound(slug)
    return found


def suggest_slug(session: Session, title: str) -> str:
    """The title's address if it is free, else the first free one with a number behind it."""
    base = slugify(title)
    used = set(session.scalars(select(Article.slug).where(Article.slug.like(f"{base}%"))))
    used |= set(session.scalars(select(ArticleRedirect.slug).where(ArticleRedirect.slug.like(f"{base}%")))) | RESERVED
    number = 2
    slug = base
    while slug in used:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _is_unsaved(session: Session, desk: str | None) -> bool:
    """Whether nothing was saved from this page yet: somebody may go back to it and save once more."""
    return desk is not None and session.scalar(select(Article.id).where(Article.desk == desk).limit(1)) is None


def _free_slug(session: Session, title: str, chosen: str | None) -> str:
    wanted = chosen or slugify(title)
    if chosen is not None and chosen != slugify(chosen):
        raise Invalid({"title": "no-slug"})
    if is_taken(session, wanted):
        raise Taken(wanted, suggest_slug(session, title))
    return wanted


def is_taken(session: Session, slug: str) -> bool:
    """Whether this is the address of an article, or was before, or cannot be one."""
    is_one = select(Article.id).where(Article.slug == slug)
    was_one = select(ArticleRedirect.slug).where(ArticleRedirect.slug == slug)
    return slug in RESERVED or session.scalar(is_one) is not None or session.scalar(was_one) is not None


def _check_fixed(kind: str, language: str, audience: str) -> None:
    """What an article is made with; the type and the language stay as they are for good."""
    known = {"type": kind in TYPES, "language": language in LOCALES, "audience": audience in policy.AUDIENCES}
    if not all(known.values()):
        raise Invalid({name: "unknown" for name, holds in known.items() if not holds})


def _source(session: Session, slug: str | None, language: str) -> Article | None:
    """What a translation is of, in another language. Raises Invalid."""
    if slug is None:
        return None
    source = session.scalar(select(Article).where(Article.slug == slug))
    if source is None:
        return None  # it may come later, as when content is loaded
    if source.language == language:
        raise Invalid({"language": "same"})
    return source


def _claim_address(session: Session, article: Article) -> None:
    """Add the article; somebody may have taken its address since we looked."""
    try:
        with session.begin_nested():
            session.add(article)
    except IntegrityError:
        raise Taken(article.slug, suggest_slug(session, article.title)) from None


def _nameable(session: Session, actor: Actor, article: Article, keys: frozenset[str]) -> frozenset[str]:
    """Those of these files that a text of the actor may show: what no text shows yet, what this article showed before,
    and what stands in a text that they may see. A key that somebody was sent opens nothing."""
    if not keys:
        return keys
    used = select(RevisionFile.key).where(RevisionFile.key.in_(keys))
    seen = used.join(Revision, Revision.id == RevisionFile.revision_id).join(Article, Article.id == Revision.article_id)
    seen = seen.where(or_(Article.id == article.id, policy.revision_visible_to(actor)))
    return keys - (set(session.scalars(used)) - set(session.scalars(seen)))


def _add_revision(
    session: Session,
    actor: Actor,
    article: Article,
    authorship: Authorship,
    *,
    content: Content,
    prepared: Prepared,
    based_on: int,
    at: datetime,
) -> Revision:
    last = session.scalar(select(func.max(Revision.number)).where(Revision.article_id == article.id)) or 0
    revision = Revision(
        article_id=article.id,
        number=last + 1,
        based_on=based_on,
        authorship=authorship,
        made_on=at.date(),
        summary=content.summary,
        is_minor=content.is_minor,
        title=content.title,
        domains=list(content.domains),
        blocks=list(content.blocks),
        tags=list(content.tags),
        text=prepared.text,
    )
    put_rendering(revision, prepared)
    session.add(revision)
    session.flush()
    named = _nameable(session, actor, article, prepared.files)
    session.add_all(RevisionFile(revision_id=revision.id, key=key) for key in named)
    article.head = revision
    if not article.published_id:
        article.changed_on = at.date()
        show(session, article, revision)
    keep_links(session, article, prepared.links)
    return revision


def put_rendering(revision: Revision, prepared: Prepared) -> None:
    """Set what was made from the revision's text."""
    revision.html, revision.plain, revision.complete = prepared.html, prepared.plain, prepared.complete
    revision.lead, revision.lead_more, revision.headings = prepared.lead, prepared.lead_more, prepared.headings


def show(session: Session, article: Article, revision: Revision, *, before: Revision | None = None) -> None:
    """Make what lists, filters and readers see of the article that of this revision. What moderators chose since
    `before` was published stands as far as the author chose nothing else."""
    tags = tags_for(session, revision.tags)
    domains, blocks = tuple(revision.domains), tuple(revision.blocks)
    if before is not None:
        domains = article.domains if before.domains == revision.domains else domains
        blocks = article.blocks if before.blocks == revision.blocks else blocks
        tags = _with_theirs(article.tags, tags_for(session, before.tags), tags)
    article.title, article.tags = revision.title, tags
    article.place(domains, blocks)


def _with_theirs(now: list[Tag], before: list[Tag], after: list[Tag]) -> list[Tag]:
    """The tags that an article has, with those that its author added and without those that they took away."""
    return [tag for tag in now if tag in after or tag not in before] + [
        tag for tag in after if tag not in before and tag not in now
    ]


def keep_links(session: Session, article: Article, targets: frozenset[str], *, is_published: bool = False) -> None:
    """Remember where the newest text links to, or where the published one does, and nothing else."""
    session.flush()
    of_this = (ArticleLink.article_id == article.id, ArticleLink.is_published == is_published)
    kept = set(session.scalars(select(ArticleLink.target).where(*of_this)))
    if kept - targets:
        session.execute(delete(ArticleLink).where(*of_this, ArticleLink.target.in_(kept - targets)))
    session.add_all(
        ArticleLink(article_id=article.id, target=target, is_published=is_published) for target in targets - kept
    )


def _set_audience(article: Article, audience: str | None) -> bool:
    """Whether the audience changed. Its author says who an article is for until readers have it; then a moderator
    does, with the decision about a change."""
    if audience is None or audience == article.audience:
        return False
    if audience not in policy.AUDIENCES:
        raise Invalid({"audience": "unknown"})
    if article.published_id:
        raise Invalid({"audience": "published"})
    article.audience = audience
    return True


def _authorship(
    session: Session, actor: Actor, article: Article, byline: Byline, *, is_author: bool = False
) -> Authorship:
    authorship = Authorship(article_id=article.id, kind=byline.kind, shown=byline.shown, is_author=is_author)
    session.add(authorship)
    session.flush()
    session.add(AuthorSeal(authorship_id=authorship.id, account_id=actor.id))
    session.flush()
    return authorship


def _own_authorship(session: Session, actor: Actor, article: Article) -> Authorship:
    """The actor's authorship of this article; a moderator who edits gets one that names the role only."""
    own = own_authorship(session, actor, article)
    return own or _authorship(session, actor, article, Byline(kind="role_name", shown=MODERATOR_BYLINE))


def _is_same(head: Revision, content: Content, prepared: Prepared) -> bool:
    before = Content(title=head.title, domains=tuple(head.domains), blocks=tuple(head.blocks), tags=tuple(head.tags))
    return head.text == prepared.text and replace(content, summary="", is_minor=False) == before
