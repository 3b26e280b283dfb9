"""The forms of accounts: which fields there are, and what each code of a service is called in the reader's words."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectChoice
from wtforms.validators import EqualTo, InputRequired, Optional

from wiki.accounts.policy import EVERYWHERE_ONLY, Grant, Role
from wiki.accounts.words import ROLE_LABELS
from wiki.settings import LOCALES
from wiki.web.fields import ChecksField, Form, LineField

EVERYWHERE = "all"
BY_BROWSER = "browser"
_PASSWORD_SENTENCES = {
    "too-short": _l("Kies een wachtwoord van minstens 12 tekens."),
    "too-long": _l("Kies een wachtwoord van hoogstens 256 tekens."),
    "personal": _l("Je wachtwoord mag niet je naam of e-mailadres zijn. Kies iets anders."),
    "common": _l("Te veel mensen kiezen dit wachtwoord. Vier losse woorden achter elkaar zijn sterker."),
    "wrong-password": _l("Dit is niet je huidige wachtwoord. Typ het opnieuw."),
}
_FILL_IN = _l("Vul dit in.")


def _required() -> InputRequired:
    return InputRequired(_FILL_IN)


class AddressField(EmailField, LineField):
    """An e-mail address: a line that phones give the right keyboard for."""


class SignInForm(Form):
    email = AddressField(_l("E-mailadres"), [_required()])
    password = PasswordField(_l("Wachtwoord"), [_required()])
    next = HiddenField(validators=[Optional()])

    def refuse(self) -> None:
        """One sentence for an unknown account, a deactivated one and a wrong password."""
        sentence = _l("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze allebei na.")
        self.form_errors = [sentence]


class PasswordForm(Form):
    SENTENCES = _PASSWORD_SENTENCES

    current = PasswordField(_l("Huidig wachtwoord"), [_required()], render_kw={"autocomplete": "current-password"})
    new = PasswordField(
        _l("Nieuw wachtwoord"),
        [_required()],
        description=_l("Minstens 12 tekens. Een korte zin onthoud je het makkelijkst."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("Nieuw wachtwoord, nog een keer"),
        [EqualTo("new", _l("Dit is niet hetzelfde als het nieuwe wachtwoord. Typ het nog een keer."))],
        render_kw={"autocomplete": "new-password"},
    )


class PreferencesForm(Form):
    language = RadioField(
        _l("Taal"),
        choices=[
            SelectChoice(BY_BROWSER, _l("De taal van mijn browser")),
            SelectChoice("nl", "Nederlands"),
            SelectChoice("en", "English"),
        ],
    )

    @property
    def locale(self) -> str | None:
        return self.language.data if self.language.data in LOCALES else None


class AcceptForm(Form):
    SENTENCES = _PASSWORD_SENTENCES | {
        "required": _FILL_IN,
        "too-long-name": _l("Kies een naam van hoogstens 80 tekens."),
    }

    display_name = LineField(_l("Je naam"), [_required()])
    password = PasswordField(_l("Wachtwoord"), [_required()])
    password_again = PasswordField(
        _l("Wachtwoord, nog een keer"),
        [EqualTo("password", _l("Dit is niet hetzelfde als het wachtwoord hierboven. Typ het nog een keer."))],
    )


class _Invited:
    """Stands before the roles, for fields are shown in the order in which they are written down."""

    email = AddressField(_l("E-mailadres"), [_required()])


class _Roles:
    """For each role the domains in which somebody has it, as check boxes."""

    reader = ChecksField(ROLE_LABELS[Role.READER])
    author = ChecksField(ROLE_LABELS[Role.AUTHOR])
    coach = ChecksField(ROLE_LABELS[Role.COACH])
    moderator = ChecksField(ROLE_LABELS[Role.MODERATOR])
    knowledge_manager = ChecksField(ROLE_LABELS[Role.KNOWLEDGE_MANAGER])
    privacy_officer = ChecksField(ROLE_LABELS[Role.PRIVACY_OFFICER])
    admin = ChecksField(ROLE_LABELS[Role.ADMIN])


class GrantsForm(_Roles, Form):
    SENTENCES = {  # noqa: RUF012
        "last-admin": _l("Dit is de laatste beheerder. Maak eerst iemand anders beheerder."),
        "no-role": _l("Kies minstens één rol."),
    }

    def offer(self, domains: Sequence[tuple[str, str]], held: Iterable[Grant] = ()) -> None:
        """Let people choose from these (slug, label) pairs, and keep what they hold in a domain no longer offered."""
        for role in Role:
            scopes = {EVERYWHERE: _l("alle domeinen")} | ({} if role in EVERYWHERE_ONLY else dict(domains))
            for grant in held:
                if grant.role is role and grant.domain:
                    scopes.setdefault(grant.domain, grant.domain)
            self._of(role).choices = [SelectChoice(scope, label) for scope, label in scopes.items()]

    def show(self, grants: Iterable[Grant]) -> None:
        """Tick what somebody holds now."""
        held = list(grants)
        for role in Role:
            self._of(role).data = [grant.domain or EVERYWHERE for grant in held if grant.role is role]

    def chosen(self) -> frozenset[Grant]:
        return frozenset(
            Grant(role, "" if scope == EVERYWHERE else scope) for role in Role for scope in self._of(role).data or ()
        )

    def accuse(self, fields: dict[str, str]) -> None:
        """What is wrong with the roles or the account as a whole belongs to no single field."""
        whole = [code for name, code in fields.items() if name not in self._fields]
        self.form_errors = [self.SENTENCES[code] for code in whole]
        super().accuse({name: code for name, code in fields.items() if name in self._fields})

    def _of(self, role: Role) -> Any:
        return self._fields[role.value.replace("-", "_")]


class InviteForm(_Invited, GrantsForm):
    SENTENCES = GrantsForm.SENTENCES | {
        "not-an-address": _l("Dit lijkt geen e-mailadres. Kijk het na."),
        "has-account": _l("Er is al een account met dit e-mailadres. Zoek het op in de lijst."),
    }
