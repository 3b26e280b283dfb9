"""The safety check while somebody writes: what it found stands below the field that it is in.

A finding is known to a page by a mark, a keyed hash of its rule and value: two places with the same value are explained
once, and a reason stays with what it is about while the text around it changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import safety, services
from wiki.articles.models import Article, Revision
from wiki.articles.safety import Found
from wiki.articles.services import findings
from wiki.articles.views import blueprint
from wiki.articles.words import FINDINGS
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.markup import clean_text
from wiki.safety import Severity
from wiki.taxonomy.data import TYPES
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.limits import secret_key_for
from wiki.web.session import db, transaction

if TYPE_CHECKING:
    from wiki.articles.views.desk import Desk

WHY = "why-"
ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the writing page shows it; only what is serious asks for a reason."""

    mark: str
    type: str
    value: str
    is_blocking: bool
    is_serious: bool
    reason: str


@blueprint.post("/safety")
@require_sign_in
def check() -> str:
    """What the safety check finds in one field, for whoever writes in it."""
    if not actor().can_write:
        raise NotFound("safety")
    text = clean_text(request.form.get("text", ""))
    if len(text) > ground().settings.max_article_characters:
        raise Invalid({"text": "too-long"})
    kind = request.form.get("kind", "")
    field = request.form.get("field", "text")
    said = {"text" if field not in ("title", "tags", "summary") else field: text}
    found = safety.found_in(said, kind=kind if kind in TYPES else "", today=today())
    return render_template("articles/_findings.html", findings=_shown(found, _sent()), finding_words=FINDINGS)


def by_field(desk: "Desk") -> dict[str, tuple[Shown, ...]]:
    """What is found in the text as the page holds it, by the name of the field. What runs on from one section into the
    next stands with the first, and what is in none of them under ''."""
    content = desk.content()
    said = safety.words(content.title, desk.text, content.tags, content.summary)
    found = safety.found_in(said, kind=desk.kind.slug, today=today())
    reasons = {**_kept(desk.article), **desk.reasons}
    places = _places(desk)
    sorted_out: dict[str, list[Found]] = {}
    for each in found:
        here = [each.field] if each.field != "text" else [name for name, text in places.items() if each.value in text]
        sorted_out.setdefault(next(iter(here), ANYWHERE), []).append(each)
    return {name: _shown(each, reasons) for name, each in sorted_out.items()}


def explain(article: Article, revision: Revision, reasons: Mapping[str, str]) -> None:
    """Keep the reasons that a page sent with this revision, which was just saved. Raises Invalid."""
    if not reasons:
        return
    found = safety.found_in_revision(revision, kind=article.type, today=today())
    known = {each.same: reasons[mark(each.same)] for each in found if mark(each.same) in reasons}
    with transaction() as session:
        services.explain(session, actor=actor(), at=now(), slug=article.slug, reasons=known)


def reasons_in(sent: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The reasons of a form, by mark."""
    return {name.removeprefix(WHY): " ".join(value.split()) for name, value in sent if name.startswith(WHY)}


def mark(same: tuple[str, str]) -> str:
    """What stands in a page for a rule and a value."""
    return secret_key_for("finding", "\n".join(same))[:16]


def refusal(code: str) -> str:
    """Why a reason was not taken, or a text not submitted."""
    sentences: dict[str, str] = {
        "open": _("De veiligheidscheck vond iets. Haal het weg, of leg uit waarom het geen persoonsgegeven is."),
        "too-long": _("Leg het uit in hoogstens %(most)s tekens.", most=findings.LONGEST_REASON),
        "personal": _("In je uitleg staat zelf iets dat op een persoonsgegeven lijkt. Zeg het zonder."),
    }
    return sentences[code]


def _sent() -> dict[str, str]:
    return reasons_in(request.form.items())


def _kept(article: Article | None) -> dict[str, str]:
    if article is None:
        return {}
    kept = findings.explained(db(), article.head)
    return {mark(same): row.reason for same, row in kept.items()}


def _places(desk: "Desk") -> dict[str, str]:
    if desk.is_whole:
        return {"whole": desk.text}
    parts = desk.form.parts(desk.kind)
    return {**{f"section-{key}": value for key, value in parts.values.items()}, "rest": parts.rest}


def _shown(found: Iterable[Found], reasons: Mapping[str, str]) -> tuple[Shown, ...]:
    """Each value once, however often it stands there."""
    by_mark = {mark(each.same): each for each in found}
    return tuple(
        Shown(
            mark=key,
            type=each.type,
            value=each.value,
            is_blocking=each.severity is Severity.BLOCK,
            is_serious=each.is_serious,
            reason=reasons.get(key, ""),
        )
        for key, each in by_mark.items()
    )
