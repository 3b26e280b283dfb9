"""`wiki user`, as it is typed."""

import re

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import PASSWORD, make_account
from wiki.accounts import passwords, queries
from wiki.accounts.cli import DOMAINS, user
from wiki.accounts.models import Account
from wiki.accounts.policy import Grant, Role
from wiki.database import now
from wiki.settings import Settings

EMAIL = "sanne@dienst.example"
LINK = re.compile(r"^(https?://[^/]+)/invitations/([\w-]{43})$")


@pytest.fixture(autouse=True)
def instance(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands read their settings from the environment, as they do on a server."""
    monkeypatch.setenv("WIKI_INSTANCE_PATH", str(settings.instance))
    monkeypatch.setenv("WIKI_MODE", "test")
    monkeypatch.setenv("WIKI_DATABASE_URL", settings.database)
    monkeypatch.setenv("WIKI_HTTPS", "false")


def run(*words: str, typed: str | None = None) -> Result:
    @click.group()
    @click.pass_context
    def wiki(context: click.Context) -> None:
        context.meta[DOMAINS] = ("fire", "police")

    wiki.add_command(user)
    return CliRunner().invoke(wiki, ["user", *words], input=typed)


def now_kept(session: Session, email: str = EMAIL) -> Account:
    """The account as it is after a command: what this session has read before is older."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(Account).where(Account.email == email)).one()


def grants(session: Session) -> frozenset[Grant]:
    return queries.grants_of(now_kept(session))


def test_inviting_prints_a_link_that_works(session: Session) -> None:
    answer = run("invite", EMAIL, "--role", "author", "--role", "coach", "--domain", "fire")

    found = LINK.match(answer.output.strip())
    assert found, answer.output
    assert found[1] == "http://127.0.0.1:5000"
    invitation = session.scalars(queries.usable_invitation(found[2], at=now())).one()
    assert set(queries.invited_grants(invitation)) == {Grant(Role.AUTHOR, "fire"), Grant(Role.COACH, "fire")}


@pytest.mark.parametrize(
    ("hosts", "https", "option", "expected"),
    [
        ("", "false", None, "http://127.0.0.1:5000"),
        ("wiki.dienst.example,oud.dienst.example", "true", None, "https://wiki.dienst.example"),
        ("localhost,.dienst.example", "true", None, "https://dienst.example"),
        ("wiki.dienst.example", "true", "https://elders.example/", "https://elders.example"),
    ],
)
def test_the_link_starts_with_the_address_of_the_wiki(
    monkeypatch: pytest.MonkeyPatch, hosts: str, https: str, option: str | None, expected: str
) -> None:
    monkeypatch.setenv("WIKI_TRUSTED_HOSTS", hosts)
    monkeypatch.setenv("WIKI_HTTPS", https)

    answer = run("invite", EMAIL, "--role", "reader", *(("--base-url", option) if option else ()))

    found = LINK.match(answer.output.strip())
    assert found
    assert found[1] == expected


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("invite", EMAIL), 2, "Missing option '--role'"),
        (("invite", EMAIL, "--role", "astronaut"), 2, "'astronaut' is not one of"),
        (("invite", EMAIL, "--role", "author", "--domain", "space"), 2, "no role author for the domain space"),
        (("invite", EMAIL, "--role", "admin", "--domain", "fire"), 2, "no role admin for the domain fire"),
        (("invite", "sanne", "--role", "author"), 1, "not an e-mail address"),
        (("invite", "bekend@dienst.example", "--role", "author"), 1, "there is an account"),
        (("deactivate", EMAIL), 1, "there is no account"),
        (("deactivate", "bekend@dienst.example"), 1, "last admin"),
        (("revoke", "bekend@dienst.example", "--role", "admin"), 1, "last admin"),
    ],
)
def test_what_cannot_be_done_is_one_line(session: Session, words: tuple[str, ...], code: int, sentence: str) -> None:
    make_account(session, email="bekend@dienst.example", roles=("admin",))

    answer = run(*words)

    assert answer.exit_code == code
    assert sentence in answer.output
    assert "Traceback" not in answer.output


def test_the_list_shows_everybody(session: Session) -> None:
    make_account(session, email=EMAIL, name="Sanne", roles=("author",), domain="fire")
    make_account(session, email="ab@dienst.example", name="Ab", roles=("admin",))
    run("deactivate", EMAIL)

    lines = run("list").output.splitlines()

    assert [line.split("\t")[1:] for line in lines] == [
        ["ab@dienst.example", "Ab", "active", "admin"],
        [EMAIL, "Sanne", "deactivated", "author:fire"],
    ]


def test_deactivating_and_activating(session: Session) -> None:
    make_account(session, email=EMAIL)

    assert run("deactivate", EMAIL).exit_code == 0
    assert not now_kept(session).is_active

    assert run("activate", EMAIL).exit_code == 0
    assert now_kept(session).is_active


def test_granting_adds_and_revoking_takes_away(session: Session) -> None:
    make_account(session, email=EMAIL, roles=("reader",))

    assert run("grant", EMAIL, "--role", "moderator", "--domain", "fire", "--domain", "police").exit_code == 0
    assert grants(session) == {
        Grant(Role.READER),
        Grant(Role.MODERATOR, "fire"),
        Grant(Role.MODERATOR, "police"),
    }

    assert run("revoke", EMAIL, "--role", "moderator", "--domain", "fire").exit_code == 0
    assert grants(session) == {Grant(Role.READER), Grant(Role.MODERATOR, "police")}


def test_a_forgotten_password_is_set_by_typing_it_twice(session: Session) -> None:
    make_account(session, email=EMAIL)
    new = "een heel andere lange zin"

    answer = run("password", EMAIL, typed=f"{new}\n{new}\n")

    assert answer.exit_code == 0
    assert new not in answer.output
    assert passwords.matches(now_kept(session).password_hash, new)


def test_a_weak_password_is_refused(session: Session) -> None:
    make_account(session, email=EMAIL)

    answer = run("password", EMAIL, typed="kort\nkort\n")

    assert answer.exit_code == 1
    assert "at least 12" in answer.output
    assert passwords.matches(now_kept(session).password_hash, PASSWORD)
