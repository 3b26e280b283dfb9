"""What the writing pages are made of: the article on the desk, and the page whether it is new or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from wiki.accounts.identity import actor
from wiki.articles import merging, policy, queries, sections, services
from wiki.articles.forms import ANSWER, SECTION, Question, WriteForm
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ReviewQuestion
from wiki.articles.queries import Behind, CoAuthors, RevisionRow, Unsaved
from wiki.articles.services import presence
from wiki.articles.views import checking
from wiki.articles.words import FINDINGS
from wiki.database import now
from wiki.errors import NotFound, Taken
from wiki.markup import picture_keys
from wiki.taxonomy.data import ArticleType
from wiki.web import copies
from wiki.web.fields import WAS, plain
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.limits import secret_key_for
from wiki.web.locale import current_locale
from wiki.web.security import may_record
from wiki.web.session import db

# Others answer a question; whoever asks it is not asked to.
LATER = frozenset({("question", "answers"), ("question", "summary")})


@dataclass(frozen=True, slots=True)
class Desk:
    """One article being written: what the page needs whether it is shown first, again or refused."""

    kind: ArticleType
    form: WriteForm
    article: Article | None = None
    parts: frozenset[Part] = frozenset()
    questions: tuple[ReviewQuestion, ...] = ()
    is_whole: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def can_save(self) -> bool:
        return self.article is None or policy.can_do("save", self.article, self.parts)

    @property
    def language(self) -> str:
        return self.article.language if self.article else self.form.language.data or "nl"

    @property
    def audience(self) -> str:
        """Who the text is for: what the form says, until a moderator has decided it; what is there where nobody
        changed it here, for somebody else may have."""
        if self.article is None or not (self.article.published_id is not None or self._left("audience")):
            return str(self.form.audience.data)
        return self.article.audience

    def _left(self, name: str) -> bool:
        """Whether a choice stands as it did when the page was made."""
        was = self.form[f"{name}_was"].data
        return bool(was) and self.form[name].data == was

    @property
    def text(self) -> str:
        return sections.compose(self.kind, self.language, self.form.parts(self.kind))

    def content(self) -> services.Content:
        form = self.form
        return services.Content(
            title=form.title.data or "",
            domains=tuple(form.domains.data or ()),
            blocks=tuple(form.blocks.data or ()),
            tags=form.tag_labels(),
            summary=form.summary.data or "",
            is_minor=bool(form.is_minor.data),
        )

    @property
    def follows(self) -> int | None:
        """The revision of the source that a translation now says the same as, where its writer says so: one that there
        is, and newer than the one before."""
        said = self.form.follows.data if self.form.is_followed.data else None
        if said is None or self.article is None:
            return None
        found = queries.behind(db(), actor(), self.article, self.article.head, today())
        return said if found and found.had < said <= found.now else None

    def answers(self) -> dict[int, str]:
        """What was answered here, put together with what somebody else answered meanwhile."""
        found = {}
        for question in self.questions:
            name = f"{ANSWER}{question.id}"
            typed, was = (plain(self.form[each]) for each in (name, WAS + name))
            if typed != was:
                found[question.id] = merging.text(was, typed, question.answer).value
        return found

    def is_well_formed(self) -> bool:
        """The form's own rules, and those that need the type."""
        sound = self.form.validate() and self.form.headings_in_place(self.kind, self.language)
        if sound and not self.fits():
            sections_of = [*(SECTION + section.key for section in self.kind.sections), "rest"]
            names = ["whole"] if self.is_whole else sections_of
            self.form.accuse({max(names, key=lambda name: len(self.form[name].data or "")): "too-long"})
            return False
        return bool(sound)

    def accuse(self, fields: Mapping[str, str]) -> None:
        """Say at the fields why the text cannot be submitted; the page itself lists the sections that are empty."""
        at_fields = {name: code for name, code in fields.items() if not (name.startswith(SECTION) and code == "needed")}
        at_fields.pop("findings", None)  # they stand at the words they are about
        in_text = {name for name in at_fields if name.startswith(SECTION) or name == "rest"}
        if self.is_whole and in_text:
            at_fields = {name: code for name, code in at_fields.items() if name not in in_text}
            at_fields["whole"] = fields[min(in_text)]
        self.form.accuse(at_fields)

    def rebase(self, number: int) -> None:
        """Go on from this revision: the form that is shown or saved next is based on it."""
        self.form.base.data = number
        self.form.base.raw_data = [str(number)]

    def fits(self) -> bool:
        """Whether an article may be so long."""
        return len(self.text) <= ground().settings.max_article_characters


def page(desk: Desk, status: int = 200, *, taken: Taken | None = None, is_saved: bool = False) -> tuple[str, int]:
    """The writing page with what the form holds; `is_saved` when only submitting was refused."""
    form, article, locale = desk.form, desk.article, current_locale()
    may_record()
    if desk.is_whole and not form.whole.raw_data:
        form.whole.data = sections.compose(desk.kind, desk.language, form.parts(desk.kind), with_empty=True)
    asked = [s for s in desk.kind.sections if article or (desk.kind.slug, s.key) not in LATER]
    missing = sections.missing(desk.kind, form.parts(desk.kind))
    return (
        render_template(
            "articles/write.html",
            form=form,
            type=desk.kind,
            sections=[(section, form[SECTION + section.key]) for section in asked],
            is_saved=is_saved,
            is_whole=desk.is_whole,
            card=queries.card(article, article.head, today()) if article else None,
            questions=tuple(_question(desk, q) for q in desk.questions),
            findings=checking.by_field(desk),
            finding_words=FINDINGS,
            asks_about_faces=_asks_about_faces(desk),
            missing=tuple(section.heading(locale) for section in missing),
            can_discard=article is not None and policy.can_do("discard", article, desk.parts),
            taken=_choice(taken) if taken else None,
            merged=_merged(desk),
            behind=_behind(desk),
            co_authors=_co_authors(desk),
            unsaved=_waiting(desk),
            owner=copies.owner(actor().id),
            before=queries.addresses_before(db(), article) if article else [],
            others=presence.others(db(), article.id, seal=own_seal(article.id), at=now()) if article else 0,
        ),
        status,
    )


def _asks_about_faces(desk: Desk) -> bool:
    """Whether the text shows pictures about which its author said nothing yet."""
    shown, head = picture_keys(desk.text), desk.article.head if desk.article else None
    said = picture_keys(head.text) if head is not None and head.faces_agreed else frozenset()
    return not shown <= said


def _co_authors(desk: Desk) -> CoAuthors | None:
    """For the authors of an article alone: a moderator with a hand in it does not say who writes along."""
    if desk.article is None or Part.AUTHOR not in desk.parts:
        return None
    return queries.co_authors(db(), actor(), desk.article)


def _waiting(desk: Desk) -> tuple[Unsaved, ...]:
    """What the actor typed for this article in other pages and did not save."""
    here = {desk.form.desk.data, (desk.form.taken.data or "").partition(":")[0]}
    found = queries.unsaved_of(db(), actor(), kind=desk.kind.slug, article=desk.article)
    return tuple(text for text in found if text.desk not in here)


def _question(desk: Desk, asked: ReviewQuestion) -> Question:
    name = f"{ANSWER}{asked.id}"
    return Question(asked.id, asked.question, desk.form[name], desk.form[WAS + name])


def own_seal(article_id: int) -> str:
    """What stands for the actor among those who have the article open; it tells nobody who that is."""
    return secret_key_for(f"presence of {article_id}", str(actor().id))


def _merged(desk: Desk) -> RevisionRow | None:
    """The newest revision, where somebody else put it together with what was there."""
    if desk.article is None or desk.article.head.begun_from is None:
        return None
    own = queries.own_byline(db(), actor(), desk.article)
    return queries.history(desk.article, desk.parts)[0] if own.id != desk.article.head.authorship_id else None


def _behind(desk: Desk) -> Behind | None:
    """What a translator has to catch up with; the form says which revision that is."""
    if desk.article is None:
        return None
    found = queries.behind(db(), actor(), desk.article, desk.article.head, today())
    desk.form.follows.data = found.now if found else None
    desk.form.follows.raw_data = [str(found.now)] if found else []
    return found


def _choice(taken: Taken) -> dict[str, Any]:
    """What stands at the wanted address, if this writer may know, and a free address near it."""
    try:
        article, parts = queries.by_slug(db(), actor(), taken.slug)
    except NotFound:
        return {"existing": None, "suggestion": taken.suggestion}
    shown = queries.card(article, queries.newest_shown(article, parts), today())
    return {"existing": shown, "suggestion": taken.suggestion}
