"""The home page. It stands above all domains because it shows a little of each."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_for_reading, require_sign_in
from wiki.accounts.policy import Actor, Role
from wiki.accounts.services import notices as told
from wiki.articles import queries
from wiki.articles.lifecycle import Stage
from wiki.conversations import queries as conversations
from wiki.help import queries as help_for
from wiki.help.putting_off import is_put_off
from wiki.help.words import TOURS, Tour
from wiki.home import queries as own
from wiki.home.words import NOTICES, PAGES, PAGES_OF_ARTICLE
from wiki.moderation.policy import reports as moderation
from wiki.moderation.queries import desk, due, reports
from wiki.practice.queries import checks
from wiki.search import queries as searching
from wiki.taxonomy.data import BLOCKS, enabled_domains
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.paging import page_number
from wiki.web.session import db, transaction

NEWEST = 6
MOST_WAITING = 5
MOST_EXAMPLES = 4
FEWEST_EXAMPLES = 2
EXAMPLES = {
    "nl": ("zwarte rook komt hard uit het raam", "groep jongeren op het plein", "kind vermist"),
    "en": ("reading smoke", "warn or fine", "de-escalation"),
}

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    kind: str
    title: str
    url: str
    count: int | None
    icon: str


@blueprint.get("/")
@open_for_reading
def index() -> str:
    reader = actor()
    fresh = db().scalars(queries.fresh(reader).limit(NEWEST)).all()
    by_domain, by_block = queries.counts(db(), reader)
    domains = enabled_domains(ground().settings.optional_domains)
    return render_template(
        "home/index.html",
        examples=_examples(reader) if fresh else (),
        fresh=queries.cards(db(), fresh, today()),
        waiting=_waiting(reader),
        domains=tuple((domain, by_domain[domain.slug]) for domain in domains),
        blocks=tuple((block, by_block[block.slug]) for block in BLOCKS.values()),
        can_write=reader.can_write,
        tour=_tour(reader),
    )


@blueprint.get("/notices")
@require_sign_in
def notices() -> str:
    page = own.notices(db(), actor(), page_number())
    return render_template("home/notices.html", page=page, words=NOTICES, pages=PAGES, of_article=PAGES_OF_ARTICLE)


@blueprint.post("/notices/reading")
@require_sign_in
def read_notices() -> Response:
    with transaction() as session:
        told.read_all(session, actor=actor())
    return done("home.notices", _("Alle berichten staan op gelezen."))


def _tour(reader: Actor) -> tuple[Role, Tour] | None:
    """The first tour that the reader is not done with, one at a time, and none while they put it off."""
    if is_put_off():
        return None
    roles = help_for.open_tours(db(), reader)
    return (roles[0], TOURS[roles[0]]) if roles else None


def _examples(reader: Actor) -> tuple[str, ...]:
    """Real searches, once there are some that may be told; until then our own."""
    who = searching.Reader(reader, current_locale(), today())
    real = searching.examples(db(), settings=ground().settings, reader=who, most=MOST_EXAMPLES)
    return real if len(real) >= FEWEST_EXAMPLES else EXAMPLES[current_locale()]


def _waiting(reader: Actor) -> tuple[Waiting, ...]:
    if not reader.is_signed_in:
        return ()
    found = []
    count = desk.number_waiting(db(), reader) if reader.can_review else 0
    if count:
        found.append(Waiting("review", "", url_for("moderation.queue"), count, "inbox"))
    reported = reports.number_open(db(), reader) if moderation.can_decide_reports(reader) else 0
    if reported:
        found.append(Waiting("reports", "", url_for("moderation.reports"), reported, "report"))
    doubted = checks.number_waiting(db(), reader, today()) if reader.can_review else 0
    if doubted:
        found.append(Waiting("assumptions", "", url_for("practice.assumptions"), doubted, "question"))
    overdue = due.number_overdue(db(), reader, today())
    if overdue:
        found.append(Waiting("due", "", url_for("moderation.due"), overdue, "clock"))
    unread = own.number_unread(db(), reader)
    if unread:
        found.append(Waiting("notices", "", url_for("home.notices"), unread, "bell"))
    found += [
        Waiting("asked", one.topic, url_for("conversations.accept", key=one.key), None, "question")
        for one in conversations.asked(db(), reader)
    ]
    mine = queries.mine(db(), reader, today())
    for stage, icon in ((Stage.RETURNED, "return"), (Stage.DRAFT, "write")):
        found += [
            Waiting(stage.value, card.title, url_for("articles.edit", slug=card.slug), None, icon)
            for card in mine[stage]
        ]
    return tuple(found[:MOST_WAITING])
