"""One's own account: roles, password, language and where one is signed in."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts import identity, queries
from wiki.accounts.forms import BY_BROWSER, PasswordForm, PreferencesForm
from wiki.accounts.policy import Actor
from wiki.accounts.services import administration, passwords, sessions
from wiki.accounts.views.blueprint import blueprint
from wiki.accounts.words import ROLE_LABELS, DomainName, domains
from wiki.database import now
from wiki.errors import Invalid
from wiki.web.flow import done
from wiki.web.security import safe_next
from wiki.web.session import db, transaction


@dataclass(frozen=True, slots=True)
class OwnAccount:
    display_name: str
    email: str


@blueprint.get("/account")
@identity.require_sign_in
def account() -> ResponseReturnValue:
    return _page()


@blueprint.post("/account/password")
@identity.require_sign_in
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate():
        return _page(password_form=form), 422
    try:
        with transaction() as session:
            passwords.change(
                session,
                actor=identity.actor(),
                current=form.current.data,
                new=form.new.data,
                at=now(),
                keep=identity.token(),
            )
    except Invalid as error:
        form.accuse(error.fields)
        return _page(password_form=form), 422
    return done("accounts.account", _("Je wachtwoord is gewijzigd. Op andere apparaten ben je afgemeld."))


@blueprint.post("/account/preferences")
@identity.require_sign_in
def change_preferences() -> ResponseReturnValue:
    form = PreferencesForm()
    if not form.validate():
        return _page(preferences_form=form), 422
    with transaction() as session:
        administration.prefer_language(session, actor=identity.actor(), locale=form.locale)
    back = safe_next(request.form.get("next"))
    return redirect(back, code=303) if back else done("accounts.account", _("Bewaard."))


@blueprint.post("/account/sessions/end")
@identity.require_sign_in
def end_sessions() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    with transaction() as session:
        own = identity.actor().id or 0
        sessions.end_all(session, own, at=now(), role=sessions.SELF, by=own)
    return identity.signed_out(redirect(url_for("accounts.sign_in"), code=303))


def _page(*, password_form: PasswordForm | None = None, preferences_form: PreferencesForm | None = None) -> str:
    """The page with both forms; the one that was not sent must not read what the other was sent."""
    actor = identity.actor()
    own = actor.id or 0
    return render_template(
        "accounts/account.html",
        account=OwnAccount(actor.display_name, queries.email_of(db(), own)),
        roles=_roles(actor),
        password_form=password_form or PasswordForm(formdata=None),
        preferences_form=preferences_form or PreferencesForm(formdata=None, language=actor.locale or BY_BROWSER),
        sessions=queries.sessions_of(db(), own, at=now(), lifetimes=identity.lifetimes(), token=identity.token()),
    )


def _roles(actor: Actor) -> tuple[tuple[str, DomainName | None], ...]:
    """Each role with its domain, None for all; what is left of a domain that is gone is not shown."""
    known = domains().known
    shown = [grant for grant in queries.in_order(actor.grants) if not grant.domain or grant.domain in known]
    return tuple((str(ROLE_LABELS[grant.role]), known.get(grant.domain)) for grant in shown)
