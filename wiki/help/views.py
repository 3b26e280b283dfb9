"""The pages of help and the accessibility statement, open to everybody; and what somebody does with their tour."""

from datetime import date

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_to_visitors, require_sign_in
from wiki.accounts.policy import Role
from wiki.accounts.words import ROLE_LABELS
from wiki.errors import NotFound
from wiki.help import putting_off, services, topics
from wiki.help.policy import require_tour, roles_of
from wiki.help.words import STATUSES, TOURS
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.session import transaction

# When the program's own part of the accessibility statement was last gone through.
WRITTEN_ON = date(2026, 11, 26)

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
@open_to_visitors
def index() -> str:
    tours = tuple((role, ROLE_LABELS[role], TOURS[role]) for role in roles_of(actor()))
    return render_template("help/index.html", topics=topics.topics(current_locale()), tours=tours)


@blueprint.get("/help/<slug>")
@open_to_visitors
def topic(slug: str) -> str:
    language = current_locale()
    page = topics.topic(slug, language)
    others = tuple(other for other in topics.topics(language) if other.slug != slug)
    return render_template("help/topic.html", page=page, others=others)


@blueprint.get("/accessibility")
@open_to_visitors
def statement() -> str:
    settings = ground().settings
    own = settings.accessibility_date
    return render_template(
        "help/statement.html",
        page=topics.page("statement", current_locale()),
        settings=settings,
        status=STATUSES[settings.accessibility_status],
        is_address="@" in settings.accessibility_contact,
        written_on=date.fromisoformat(own) if own else WRITTEN_ON,
        missing=_missing() if actor().can_manage_users else (),
    )


@blueprint.post("/help/tours/<role>/closing")
@require_sign_in
def close_tour(role: str) -> Response:
    with transaction() as session:
        services.close_tour(session, actor=actor(), role=_role(role))
    return done("home.index", _("De rondleiding is weg. Bij Hulp haal je haar terug."))


@blueprint.post("/help/tours/<role>/postponement")
@require_sign_in
def put_off_tour(role: str) -> Response:
    require_tour(actor(), _role(role))
    putting_off.put_off()
    return done("home.index", _("De rondleiding komt terug als je je weer aanmeldt."))


@blueprint.post("/help/tours/<role>/opening")
@require_sign_in
def open_tour(role: str) -> Response:
    with transaction() as session:
        services.open_tour(session, actor=actor(), role=_role(role))
    putting_off.take_up()
    return done("home.index", _("De rondleiding staat hieronder."))


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise NotFound(f"role {name}") from None


def _missing() -> tuple[str, ...]:
    """The settings without which the statement does not say whose it is, or where to turn."""
    settings = ground().settings
    names = ("organisation", "accessibility_contact", "accessibility_date")
    return tuple(name for name in names if not getattr(settings, name))
