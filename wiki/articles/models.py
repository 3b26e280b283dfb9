"""Articles, their immutable revisions, who they are by as shown, and what moderators said.

`Authorship` is what pages show; `AuthorSeal` ties it to an account and is read for rights and notices only
(domain reference, section 8.2). Nothing that makes a page, a log line, an index or a feed imports `AuthorSeal`.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.articles.lifecycle import Stage
from wiki.database import Base
from wiki.taxonomy.models import Tag

# How a moderator is shown with an article that they mended, until they choose otherwise.
MODERATOR_BYLINE = "Moderator"
# How somebody who was asked to write along is shown, until they choose otherwise.
CO_AUTHOR_BYLINE = "Medeschrijver"

article_tag = Table(
    "article_tag",
    Base.metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True, index=True),
)


class Article(Base):
    """One piece of practice knowledge. Title, domains, blocks and tags here are those that readers see.

    `waiting_in` names the domains whose moderators decide about what waits, each between commas: those readers see it
    in and those the waiting text is for. `desk` is the page that it was begun in: what
    somebody made there before it was first saved is of this article.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("state IN ('draft','in_review','returned','published','archived')", name="state"),
        CheckConstraint("change IS NULL OR change IN ('draft','in_review','returned')", name="change"),
        CheckConstraint("change IS NULL OR state = 'published'", name="change_of_published"),
        CheckConstraint("audience IN ('everyone','members','domain')", name="audience"),
        Index("ix_article_state_changed", "state", "changed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    audience: Mapped[str] = mapped_column(default="members")
    title: Mapped[str]
    state: Mapped[str] = mapped_column(default=Stage.DRAFT.value)
    change: Mapped[str | None]
    change_from: Mapped[int | None]
    translation_of: Mapped[str | None] = mapped_column(index=True)
    desk: Mapped[str | None] = mapped_column(index=True)
    authorship_id: Mapped[int | None] = mapped_column(ForeignKey("authorship.id", use_alter=True))
    published_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    created_on: Mapped[date]
    changed_on: Mapped[date] = mapped_column(index=True)
    waiting_since: Mapped[datetime | None] = mapped_column(index=True)
    waiting_in: Mapped[str] = mapped_column(default="")
    verified_on: Mapped[date | None]
    verified_until: Mapped[date | None]

    authorship: Mapped["Authorship | None"] = relationship(foreign_keys=[authorship_id], post_update=True)
    published: Mapped["Revision | None"] = relationship(foreign_keys=[published_id], post_update=True)
    head: Mapped["Revision"] = relationship(foreign_keys=[head_id], post_update=True)
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="article", foreign_keys="Revision.article_id", order_by="Revision.number"
    )
    in_domains: Mapped[list["ArticleDomain"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    in_blocks: Mapped[list["ArticleBlock"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    tags: Mapped[list[Tag]] = relationship(secondary=article_tag, lazy="selectin", order_by=Tag.slug)

    @property
    def stage(self) -> str:
        """Where the newest text is; differs from `state` while a change of a published article is under way."""
        return self.change or self.state

    @property
    def is_online(self) -> bool:
        return self.state == Stage.PUBLISHED

    @property
    def domains(self) -> tuple[str, ...]:
        return tuple(row.domain for row in self.in_domains)

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(row.block for row in self.in_blocks)

    def wait(self, since: datetime) -> None:
        """Wait for a moderator of any domain that this text is in, or would be."""
        self.waiting_since = since
        self.waiting_in = "".join(f",{domain}" for domain in sorted({*self.domains, *self.head.domains})) + ","

    def move_to(self, stage: str) -> None:
        """Set the stage: as the state, or as the change of an article that stays online."""
        before_publication = stage in (Stage.DRAFT, Stage.IN_REVIEW, Stage.RETURNED)
        if self.is_online and before_publication:
            self.change = stage
        else:
            self.state, self.change, self.change_from = stage, None, None

    def place(self, domains: tuple[str, ...], blocks: tuple[str, ...]) -> None:
        """Put the article in these domains and blocks and no others."""
        self.in_domains = [row for row in self.in_domains if row.domain in domains] + [
            ArticleDomain(domain=domain) for domain in domains if domain not in self.domains
        ]
        self.in_blocks = [row for row in self.in_blocks if row.block in blocks] + [
            ArticleBlock(block=block) for block in blocks if block not in self.blocks
        ]


class ArticleDomain(Base):
    __tablename__ = "article_domain"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    domain: Mapped[str] = mapped_column(primary_key=True, index=True)


class ArticleBlock(Base):
    __tablename__ = "article_block"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    block: Mapped[str] = mapped_column(primary_key=True, index=True)


class Revision(Base):
    """One saved text with all that was chosen with it, and what was rendered from it. Where others saved while it was
    written, it was put together with `based_on`, and `begun_from` is the older one that its author had before them.
    Of a translation `translated_from` is the revision of the source that it says the same as.

    Never changed afterwards, but for two things that are not the author's: the day it was published, and the
    rendered part, which is made again when a page that it links to appears or goes.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    based_on: Mapped[int]
    begun_from: Mapped[int | None]
    published_on: Mapped[date | None]
    authorship_id: Mapped[int] = mapped_column(ForeignKey("authorship.id"))
    made_on: Mapped[date]
    summary: Mapped[str] = mapped_column(default="")
    is_minor: Mapped[bool] = mapped_column(default=False)
    translated_from: Mapped[int | None]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    domains: Mapped[list[str]] = mapped_column(JSON)
    blocks: Mapped[list[str]] = mapped_column(JSON)
    tags: Mapped[list[str]] = mapped_column(JSON)
    html: Mapped[str] = mapped_column(Text)
    lead: Mapped[str] = mapped_column(default="")
    lead_more: Mapped[str] = mapped_column(Text, default="")
    headings: Mapped[list[list[str]]] = mapped_column(JSON)
    plain: Mapped[str] = mapped_column(Text)
    complete: Mapped[bool] = mapped_column(default=True)

    article: Mapped[Article] = relationship(back_populates="revisions", foreign_keys=[article_id])
    authorship: Mapped["Authorship"] = relationship(foreign_keys=[authorship_id], lazy="joined")


class ArticleLink(Base):
    """A wiki link in an article; the target need not exist (yet). Links of the newest text and of the published one
    are kept apart, for readers are told of the published ones only."""

    __tablename__ = "article_link"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True, index=True)
    is_published: Mapped[bool] = mapped_column(primary_key=True)


class ArticleRedirect(Base):
    """An address that an article had before; it leads to the article and is never anybody else's."""

    __tablename__ = "article_redirect"

    slug: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)


class ArticleTemplate(Base):
    """A text to begin an article with, for one type and language; for writers of one domain, or of all where it is
    empty."""

    __tablename__ = "article_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    language: Mapped[str]
    domain: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text)
    changed_on: Mapped[date]


class RevisionFile(Base):
    """A file of this wiki that a revision shows or links to, by the key in its address. Whoever may see the revision
    may see the file; what the file is, articles do not know."""

    __tablename__ = "revision_file"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, index=True)


class Authorship(Base):
    """Somebody's part in one article, as shown: a name, or a role name of their choice. A moderator who mended
    something has one too, without being an author of it."""

    __tablename__ = "authorship"
    __table_args__ = (CheckConstraint("kind IN ('name','role_name')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    shown: Mapped[str]
    is_author: Mapped[bool]


class CoAuthorInvitation(Base):
    """Somebody was asked to write along. `by` is the inviter as shown, for whoever is asked; the account is for their
    eyes only, and tells nobody else who was asked."""

    __tablename__ = "co_author_invitation"
    __table_args__ = (UniqueConstraint("article_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    by: Mapped[str]
    asked_on: Mapped[date]

    article: Mapped[Article] = relationship()


class AuthorSeal(Base):
    """Which account is behind an authorship. For rights and notices; never shown, logged, indexed or exported."""

    __tablename__ = "author_seal"

    authorship_id: Mapped[int] = mapped_column(ForeignKey("authorship.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)


class Presence(Base):
    """Somebody has an article open for writing. Who that is cannot be read from it: the seal is a keyed hash of the
    account and the article, good for counting and for nothing else."""

    __tablename__ = "presence"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    seal: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class UnsavedText(Base):
    """What somebody has typed in a writing page since they last saved, kept by itself: no revision, and for nobody's
    eyes but theirs. `desk` is the page that it was typed in, so that two pages never overwrite each other."""

    __tablename__ = "unsaved_text"
    __table_args__ = (UniqueConstraint("account_id", "desk"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    desk: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    version: Mapped[int]
    kept_at: Mapped[datetime] = mapped_column(index=True)


class Review(Base):
    """A moderator's decision about one revision. Pages say a moderator decided, not who."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint("decision IN ('returned','published')", name="decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decision: Mapped[str]
    at: Mapped[datetime]
    questions: Mapped[list["ReviewQuestion"]] = relationship(
        cascade="all, delete-orphan", order_by="ReviewQuestion.id", lazy="selectin"
    )


class ReviewQuestion(Base):
    """What the moderator wants to know before publishing, and what the author answered."""

    __tablename__ = "review_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")


class Generation(Base):
    """One row, one number, raised whenever what readers can see changes: caches and ETags are made from it."""

    __tablename__ = "generation"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
