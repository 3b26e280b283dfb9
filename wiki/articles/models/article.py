"""Articles, their immutable revisions, and where they stand and lead to."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.articles.lifecycle import HIDDEN, ONLINE, SHOWN, Stage
from wiki.articles.models.authors import Authorship
from wiki.database import Base
from wiki.taxonomy.models import Tag

article_tag = Table(
    "article_tag",
    Base.metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id"), primary_key=True, index=True),
)


class Article(Base):
    """One piece of practice knowledge. Title, domains, blocks and tags here are those that readers see.

    `waiting_in` names the domains whose moderators decide about what waits, each between commas: those readers see it
    in and those the waiting text is for. `waiting_risk` is 2 for what a moderator has to agree is no personal data, 1
    for what the safety check found otherwise, 0 for nothing. `desk` is the page that it was begun in: what somebody
    made there before it was first saved is of this article. `review_reason` says why it needs review, since
    `review_since`; `merged_into_id` is the article that says the same, to which the address of this one leads. Since
    `unheld_on` moderators may know that nobody stands for it any more.

    `adjusted_after` is how often it was applied before what readers have was adjusted to that. Where its assumption was
    narrowed and the text is still to follow, `adjusting_after` is how often that was, and `adjusting_from` the newest
    revision of before. `superseded_by_id` is the article that says it better.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft','in_review','returned','published','needs_review','withdrawn','archived','binned')",
            name="state",
        ),
        CheckConstraint("change IS NULL OR change IN ('draft','in_review','returned')", name="change"),
        CheckConstraint(
            "change IS NULL OR state IN ('published','needs_review','withdrawn')", name="change_of_published"
        ),
        CheckConstraint("review_reason IN ('expired','reports','source','moderator','practice')", name="review_reason"),
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
    waiting_risk: Mapped[int] = mapped_column(default=0)
    verified_on: Mapped[date | None]
    verified_until: Mapped[date | None] = mapped_column(index=True)
    review_reason: Mapped[str | None]
    review_since: Mapped[date | None] = mapped_column(index=True)
    hidden_at: Mapped[datetime | None]
    binned_on: Mapped[date | None]
    unheld_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)
    adjusted_after: Mapped[int] = mapped_column(default=0)
    adjusting_after: Mapped[int] = mapped_column(default=0)
    adjusting_from: Mapped[int | None]
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)

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
        return self.state in ONLINE

    @property
    def is_hidden(self) -> bool:
        return self.state in HIDDEN

    @property
    def domains(self) -> tuple[str, ...]:
        return tuple(row.domain for row in self.in_domains)

    @property
    def wished_domains(self) -> tuple[str, ...]:
        """Where the newest text is for: what its author chose, or where moderators put the article since, as long as
        the author chose nothing else."""
        if self.published is not None and self.head.domains == self.published.domains:
            return self.domains
        return tuple(self.head.domains)

    @property
    def wished_blocks(self) -> tuple[str, ...]:
        """The same for building blocks."""
        if self.published is not None and self.head.blocks == self.published.blocks:
            return self.blocks
        return tuple(self.head.blocks)

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(row.block for row in self.in_blocks)

    def wait(self, since: datetime, risk: int) -> None:
        """Wait for a moderator of any domain that this text is in, or would be; more risk is looked at first."""
        self.waiting_since, self.waiting_risk = since, risk
        self.waiting_in = "".join(f",{domain}" for domain in sorted({*self.domains, *self.wished_domains})) + ","

    def stop_waiting(self) -> None:
        """Wait for nobody any more."""
        self.waiting_since, self.waiting_in, self.waiting_risk = None, "", 0

    def move_to(self, stage: str) -> None:
        """Set the stage: as the state, or as the change of an article whose readers keep what they have. What is not in
        review waits no more."""
        before_publication = stage in (Stage.DRAFT, Stage.IN_REVIEW, Stage.RETURNED)
        if self.state in SHOWN and before_publication:
            self.change = stage
        else:
            self.state, self.change = stage, None
            # Of what is archived, somebody may submit the change that was under way: it stays theirs.
            self.change_from = None if self.head is self.published else self.change_from
        if self.state != Stage.NEEDS_REVIEW:
            self.review_reason, self.review_since = None, None
        if stage != Stage.IN_REVIEW:
            self.stop_waiting()

    def end_change(self) -> None:
        """Let what readers have stand as it does; no change is under way any more."""
        self.change, self.change_from = None, None
        self.stop_waiting()

    def narrow(self, applications: int) -> None:
        """Have the text adjusted after so many applications: by a revision that is still to be made."""
        self.adjusting_after += applications
        self.adjusting_from = self.head.number

    def come_online(self) -> None:
        """Count what readers get now as adjusted, where it was to be. What comes back is superseded by nothing."""
        if self.adjusting_from is not None and self.head.number > self.adjusting_from:
            self.adjusted_after += self.adjusting_after
            self.leave_as_it_is()
        self.superseded_by_id = None

    def leave_as_it_is(self) -> None:
        """Wait for no adjusted text any more: somebody who decides said that this one holds."""
        self.adjusting_after, self.adjusting_from = 0, None

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
    rendered part, which is made again when a page that it links to appears or goes. And for a purge, which leaves
    nothing of the text, and the day on which that happened.
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
    purged_on: Mapped[date | None]
    faces_agreed: Mapped[bool] = mapped_column(default=False)

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


class RevisionFile(Base):
    """A file of this wiki that a revision shows or links to, by the key in its address. Whoever may see the revision
    may see the file; what the file is, articles do not know."""

    __tablename__ = "revision_file"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, index=True)


class Generation(Base):
    """One row, one number, raised whenever what readers can see changes: caches and ETags are made from it."""

    __tablename__ = "generation"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
