"""Beginning a conversation, the other one in it, and the end of it."""

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.conversations import policy, queries, services
from wiki.conversations.forms import AcceptForm, BeginForm
from wiki.conversations.views import blueprint
from wiki.database import now
from wiki.errors import Invalid
from wiki.web.flow import done
from wiki.web.limits import SAFE
from wiki.web.session import db, transaction

Answer = str | Response | tuple[str, int]


@blueprint.get("/conversations")
@require_sign_in
def own() -> str:
    policy.require_writing(actor())
    return render_template(
        "conversations/own.html", asked=queries.asked(db(), actor()), rows=queries.own(db(), actor())
    )


@blueprint.route("/conversations/new", methods=["GET", "POST"])
@require_sign_in
def begin() -> Answer:
    policy.require_writing(actor())
    form = BeginForm(data={"role_name": actor().display_name})
    if request.method in SAFE:
        return render_template("conversations/begin.html", form=form)
    if not form.validate():
        return render_template("conversations/begin.html", form=form), 422
    try:
        key = _begun(form)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return render_template("conversations/begin.html", form=form), 422
    if form.way.data == "alone":
        text = _("Je kunt stoppen wanneer je wilt. Het gesprek blijft staan bij Mijn werk.")
    else:
        text = _("Hoort dit adres bij een collega die hier schrijft, dan staat de vraag nu bij diens kennisgesprekken.")
    return done("conversations.stop", text, key=key, slug="map")


@blueprint.get("/conversations/<key>")
@require_sign_in
def talk(key: str) -> str:
    found = queries.conversation(db(), actor(), key)
    return render_template("conversations/talk.html", talk=queries.talk(found, actor()))


@blueprint.post("/conversations/<key>/invitation")
@require_sign_in
def invite(key: str) -> Response:
    """The answer is the same whether the address belongs to somebody or not."""
    with transaction() as session:
        services.invite(session, actor=actor(), at=now(), key=key, email=request.form.get("email", ""))
    text = _("Hoort dit adres bij een collega die hier schrijft, dan staat de vraag nu bij diens kennisgesprekken.")
    return done("conversations.talk", text, key=key)


@blueprint.route("/conversations/<key>/acceptance", methods=["GET", "POST"])
@require_sign_in
def accept(key: str) -> Answer:
    asked = queries.asked_in(db(), actor(), key)
    form = AcceptForm(data={"role_name": actor().display_name})
    if request.method in SAFE:
        return render_template("conversations/accept.html", form=form, asked=asked)
    try:
        if not form.validate():
            return render_template("conversations/accept.html", form=form, asked=asked), 422
        with transaction() as session:
            services.accept(session, actor=actor(), at=now(), key=key, shown=form.role_name.data or "")
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return render_template("conversations/accept.html", form=form, asked=asked), 422
    return done("conversations.talk", _("Je vertelt mee. Wat hier staat, zien alleen jullie twee."), key=key)


@blueprint.post("/conversations/<key>/refusal")
@require_sign_in
def refuse(key: str) -> Response:
    with transaction() as session:
        services.refuse(session, actor=actor(), key=key)
    return done("conversations.own", _("Je vertelt niet mee. Je collega krijgt daar geen bericht van."))


@blueprint.post("/conversations/<key>/credit")
@require_sign_in
def credit(key: str) -> Response:
    wants = request.form.get("wants") == "1"
    with transaction() as session:
        services.credit(session, actor=actor(), at=now(), key=key, wants=wants)
    return done("conversations.talk", _("Bewaard."), key=key)


@blueprint.post("/conversations/<key>/ending")
@require_sign_in
def end(key: str) -> Response:
    with transaction() as session:
        services.end(session, actor=actor(), at=now(), key=key)
    return done("conversations.own", _("Afgerond. Wat gezegd is, blijft staan tot de verteller het weggooit."))


@blueprint.post("/conversations/<key>/leaving")
@require_sign_in
def leave(key: str) -> Response:
    with transaction() as session:
        services.leave(session, actor=actor(), at=now(), key=key)
    return done("conversations.own", _("Je doet niet meer mee aan dit gesprek."))


@blueprint.post("/conversations/<key>/removal")
@require_sign_in
def remove(key: str) -> Response:
    with transaction() as session:
        services.remove(session, actor=actor(), at=now(), key=key)
    return done("conversations.own", _("Het gesprek is weggegooid. Concepten die je ervan maakte, blijven van jou."))


def _begun(form: BeginForm) -> str:
    with transaction() as session:
        made = services.begin(
            session,
            actor=actor(),
            at=now(),
            topic=form.topic.data or "",
            is_veteran=form.way.data == "alone",
            shown=form.role_name.data or "",
            email=form.email.data or "",
        )
        return made.key
