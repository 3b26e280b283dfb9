"""Signing in and out, and accepting an invitation."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.accounts import demo, identity, queries
from wiki.accounts.forms import AcceptForm, SignInForm
from wiki.accounts.services import invitations, sessions
from wiki.accounts.views.blueprint import blueprint
from wiki.accounts.words import QUOTE, ROLE_LABELS
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.web.ground import ground
from wiki.web.security import safe_next
from wiki.web.session import db, transaction


@dataclass(frozen=True, slots=True)
class DemoAccount:
    key: str
    role_label: LazyString
    purpose: LazyString


@blueprint.route("/sign-in", methods=["GET", "POST"])
@identity.open_to_visitors
def sign_in() -> ResponseReturnValue:
    if identity.actor().is_signed_in:
        return redirect(url_for("home.index"), code=303)
    form = SignInForm()
    if not form.is_submitted():
        form.next.data = safe_next(request.args.get("next"))
        return _sign_in_page(form)
    if not form.validate():
        return _sign_in_page(form), 422
    attempt = sessions.attempt(db(), email=form.email.data, password=form.password.data)
    with transaction() as session:
        token = sessions.sign_in(session, attempt, at=now(), lifetimes=identity.lifetimes())
    if token is None:
        form.refuse()
        return _sign_in_page(form), 422
    return _enter(token, form.next.data)


@blueprint.post("/sign-in/demo")
@identity.open_to_visitors
def sign_in_demo() -> ResponseReturnValue:
    """One click, and only in a demonstration: who is signed in already changes role."""
    account = demo.find(db(), request.form.get("account", ""), settings=ground().settings)
    if account is None:
        raise NotFound("demo account")
    with transaction() as session:
        token = _begin(session, account.id)
    if token is None:
        raise NotFound("demo account")
    return _enter(token, request.form.get("next"))


@blueprint.post("/sign-out")
@identity.open_to_visitors
def sign_out() -> ResponseReturnValue:
    token = identity.token()
    if token:
        with transaction() as session:
            sessions.sign_out(session, token, at=now())
    return identity.signed_out(redirect(url_for("accounts.sign_in"), code=303))


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@identity.open_to_visitors
def accept_invitation(token: str) -> ResponseReturnValue:
    email = queries.invited_email(db(), token, at=now())
    form = AcceptForm()
    if not form.is_submitted():
        return _accept_page(form, email)
    if not form.validate():
        return _accept_page(form, email), 422
    try:
        with transaction() as session:
            account = invitations.accept(
                session, token, display_name=form.display_name.data, password=form.password.data, at=now()
            )
            new_token = _begin(session, account.id)
    except Invalid as error:
        form.accuse(error.fields)
        return _accept_page(form, email), 422
    return _enter(new_token or "", None)


def _begin(session: Session, account_id: int) -> str | None:
    return sessions.begin(session, account_id, at=now(), lifetimes=identity.lifetimes(), replacing=identity.token())


def _enter(token: str, wanted: str | None) -> Response:
    return identity.signed_in(redirect(safe_next(wanted) or url_for("home.index"), code=303), token)


def _sign_in_page(form: SignInForm) -> str:
    offered = demo.offered(settings=ground().settings)
    accounts = tuple(DemoAccount(each.key, ROLE_LABELS[each.role], each.purpose) for each in offered)
    return render_template("accounts/sign_in.html", form=form, demo=accounts, quote=[str(part) for part in QUOTE])


def _accept_page(form: AcceptForm, email: str) -> str:
    return render_template("accounts/accept_invitation.html", form=form, email=email)
