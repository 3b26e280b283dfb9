"""The accounts of others, for admins: to everybody else these pages do not exist."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts import identity, policy, queries
from wiki.accounts.forms import GrantsForm, InviteForm
from wiki.accounts.queries import UserRow
from wiki.accounts.services import administration, invitations
from wiki.accounts.views.blueprint import blueprint
from wiki.accounts.words import domain_label, domains, role_lines
from wiki.database import now
from wiki.errors import Invalid
from wiki.web.addresses import whole_address
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.paging import page_number
from wiki.web.session import db, transaction

LINK = "invitation_link"


@dataclass(frozen=True, slots=True)
class ListedUser:
    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    active: bool


@blueprint.get("/users")
@identity.require_sign_in
def users() -> ResponseReturnValue:
    policy.require_user_management(identity.actor())
    return _users_page(_invite_form(sent=False))


@blueprint.post("/users/invitations")
@identity.require_sign_in
def invite() -> ResponseReturnValue:
    policy.require_user_management(identity.actor())
    form = _invite_form(sent=True)
    if not form.validate():
        return _users_page(form), 422
    try:
        with transaction() as writing:
            token = invitations.invite(
                writing,
                actor=identity.actor(),
                email=form.email.data,
                grants=form.chosen(),
                at=now(),
                valid_for=timedelta(days=ground().settings.invitation_days),
            )
    except Invalid as error:
        form.accuse(error.fields)
        return _users_page(form), 422
    # Over the redirect in the admin's own cookie: the link is shown once, and is nowhere on the server.
    session[LINK] = whole_address("accounts.accept_invitation", token=token)
    return redirect(url_for("accounts.users"), code=303)


@blueprint.post("/invitations/<int:id>/revocation")
@identity.require_sign_in
def revoke_invitation(id: int) -> ResponseReturnValue:
    with transaction() as writing:
        invitations.revoke(writing, id, actor=identity.actor(), at=now())
    return done("accounts.users", _("De uitnodiging is ingetrokken."))


@blueprint.get("/users/<int:id>")
@identity.require_sign_in
def user(id: int) -> ResponseReturnValue:
    found = queries.user(db(), id, actor=identity.actor())
    form = _grants_form(found, sent=False)
    form.show(found.grants)
    return _user_page(found, form)


@blueprint.post("/users/<int:id>/roles")
@identity.require_sign_in
def change_roles(id: int) -> ResponseReturnValue:
    found = queries.user(db(), id, actor=identity.actor())
    form = _grants_form(found, sent=True)
    if not form.validate():
        return _user_page(found, form), 422
    try:
        with transaction() as writing:
            administration.change_roles(writing, id, actor=identity.actor(), grants=form.chosen(), at=now())
    except Invalid as error:
        form.accuse(error.fields)
        return _user_page(found, form), 422
    return done("accounts.user", _("De rollen zijn bewaard."), id=id)


@blueprint.post("/users/<int:id>/deactivation")
@identity.require_sign_in
def deactivate(id: int) -> ResponseReturnValue:
    with transaction() as writing:
        administration.deactivate(writing, id, actor=identity.actor(), at=now())
    return done("accounts.user", _("Het account is uitgezet en overal afgemeld."), id=id)


@blueprint.post("/users/<int:id>/activation")
@identity.require_sign_in
def activate(id: int) -> ResponseReturnValue:
    with transaction() as writing:
        administration.activate(writing, id, actor=identity.actor(), at=now())
    return done("accounts.user", _("Het account staat weer aan."), id=id)


def _users_page(form: InviteForm) -> str:
    actor = identity.actor()
    q = request.args.get("q", "").replace("\0", "").strip()[:200]  # PostgreSQL refuses to look for a NUL
    page = queries.users(db(), actor=actor, q=q, number=page_number())
    return render_template(
        "accounts/users.html",
        page=page.with_items(tuple(_listed(row) for row in page.items)),
        q=q,
        invitations=queries.invitations(db(), actor=actor, at=now()),
        invite_form=form,
        invitation_link=session.pop(LINK, None),
    )


def _user_page(user: UserRow, form: GrantsForm) -> str:
    return render_template(
        "accounts/user.html",
        user=user,
        grants_form=form,
        can_deactivate=policy.can_deactivate(identity.actor(), user.id),
    )


def _listed(row: UserRow) -> ListedUser:
    return ListedUser(row.id, row.name, row.email, role_lines(row.grants), row.active)


def _invite_form(*, sent: bool) -> InviteForm:
    form = InviteForm() if sent else InviteForm(formdata=None)
    form.offer(_offered())
    return form


def _grants_form(user: UserRow, *, sent: bool) -> GrantsForm:
    form = GrantsForm() if sent else GrantsForm(formdata=None)
    form.offer(_offered(), user.grants)
    return form


def _offered() -> list[tuple[str, str]]:
    return [(domain.slug, domain_label(domain.slug)) for domain in domains().offered]
