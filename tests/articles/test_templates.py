"""Texts to begin an article with: kept by moderators, used by who writes."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import make_actor, make_template, written
from tests.visitor import Person
from wiki.articles import services
from wiki.articles.models import ArticleTemplate
from wiki.articles.services.templates import Wording
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound

People = Callable[..., Person]


def wording(**values: str) -> Wording:
    given = {"name": "Inzet", "kind": "practice-tip", "language": "nl", "domain": "", "text": "Begin hiermee."}
    return Wording(**given | values)


def test_a_moderator_keeps_a_template_and_a_writer_begins_with_it(session: Session, person: People) -> None:
    moderator, author = person("moderator"), person("author")
    text = written("practice-tip", situation="Je komt aan bij een woning met rook.")

    said = moderator.do("/templates/new", "Sjabloon bewaren", name="Woning met rook", kind="practice-tip", text=text)
    choose = author.see("/write")
    begun = author.words("/write/practice-tip?template=1")

    assert "Het sjabloon is bewaard" in said.get_data(as_text=True)
    assert "Woning met rook" in choose.get_data(as_text=True)
    assert "Je komt aan bij een woning met rook." in begun
    assert "## Wanneer speelt dit?" not in begun


def test_without_templates_nothing_is_said_of_them(person: People) -> None:
    assert "sjabloon" not in person("author").words("/write")
    assert "Nog geen sjablonen" in person("moderator").words("/templates")


def test_a_template_is_changed_and_thrown_away(session: Session, person: People) -> None:
    make_template(session, name="Oud")
    moderator = person("moderator")

    moderator.do("/templates/1", "Sjabloon bewaren", name="Nieuw")
    assert "Nieuw" in moderator.words("/templates")

    moderator.press(moderator.see("/templates/1"), "Weggooien")
    assert not session.scalars(select(ArticleTemplate)).all()
    actions = session.scalars(select(AuditLine.action).where(AuditLine.action.startswith("template")))
    assert list(actions) == ["template.added", "template.changed", "template.removed"]


@pytest.mark.parametrize(("domain", "sees"), [("", True), ("fire", True), ("police", False)])
def test_a_writer_is_offered_the_templates_of_their_domains(
    session: Session, person: People, domain: str, sees: bool
) -> None:
    make_template(session, name="Van een domein", domain=domain)
    author = person("author", domain="fire")

    assert ("Van een domein" in author.words("/write")) is sees
    assert author.see("/write/practice-tip?template=1").status_code == (200 if sees else 404)


@pytest.mark.parametrize("path", ["/write/technique?template=1", "/write/practice-tip?template=99"])
def test_a_template_that_does_not_fit_is_not_there(session: Session, person: People, path: str) -> None:
    make_template(session)

    assert person("author").see(path).status_code == 404


def test_a_moderator_keeps_those_of_their_own_domains(session: Session, person: People) -> None:
    make_template(session, name="Voor allen")
    make_template(session, name="Brand", domain="fire")
    moderator = person("moderator", domain="fire")

    words = moderator.words("/templates")

    assert "Voor allen" in words
    assert 'href="/templates/2"' in words
    assert 'href="/templates/1"' not in words
    assert moderator.see("/templates/1").status_code == 404
    assert '<option value="">' not in moderator.words("/templates/new")
    assert moderator.send("/templates/1/removal").status_code == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"kind": "poem"}, "kind"),
        ({"language": "fr"}, "language"),
        ({"domain": "moon"}, "domain"),
        ({"text": " "}, "text"),
        ({"text": "x" * 101}, "text"),
    ],
)
def test_what_is_no_template_is_refused(session: Session, values: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        services.templates.add(
            session, actor=make_actor(session, "moderator"), at=now(), wording=wording(**values), longest=100
        )

    assert list(wrong.value.fields) == [field]


def test_a_form_that_is_refused_keeps_what_was_typed(person: People) -> None:
    page = person("moderator").do("/templates/new", "Sjabloon bewaren", name="", text="Mijn lange tekst")

    assert page.status_code == 422
    assert "Mijn lange tekst" in page.get_data(as_text=True)
    assert "Vul dit in" in page.get_data(as_text=True)


def test_unreadable_text_is_refused(person: People) -> None:
    page = person("moderator").do("/templates/new", "Sjabloon bewaren", name="x", text="a\x07b")

    assert page.status_code == 422


def test_nobody_else_keeps_templates(session: Session) -> None:
    make_template(session)

    for role in ("author", "admin"):
        with pytest.raises(NotFound):
            services.templates.remove(session, 1, actor=make_actor(session, role), at=now())
    with pytest.raises(NotFound):
        services.templates.remove(session, 99, actor=make_actor(session, "moderator"), at=now())
    police = make_actor(session, "moderator", domain="police")
    with pytest.raises(NotAllowed), transaction(session):
        services.templates.change(session, 1, actor=police, at=now(), wording=wording(), longest=100)
    with pytest.raises(NotAllowed), transaction(session):
        services.templates.add(session, actor=police, at=now(), wording=wording(domain="fire"), longest=100)
