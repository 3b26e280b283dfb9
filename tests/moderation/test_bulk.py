"""Many articles at once: what is left out and why, all or nothing, and undone for a while."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import make_account, make_actor, make_article, take
from tests.visitor import Person
from wiki.accounts.policy import Actor, Grant, Role
from wiki.articles.models import Article
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.models import BulkChange
from wiki.moderation.queries import bulk as queries
from wiki.moderation.queries.bulk import Choice
from wiki.moderation.services import bulk, tags

People = Callable[..., Person]


@pytest.fixture
def moderator(session: Session) -> Actor:
    return make_actor(session, "moderator")


def carry_out(session: Session, actor: Actor, kind: str, articles: list[Article], tag: str = "Rook") -> BulkChange:
    with transaction(session):
        return bulk.carry_out(
            session, actor=actor, at=now(), kind=kind, ids=[article.id for article in articles], tag=tag
        )


def undo(session: Session, actor: Actor, change: BulkChange, at: Any = None) -> BulkChange:
    with transaction(session):
        return bulk.undo(session, change.id, actor=actor, at=at or now())


def labels(article: Article) -> list[str]:
    return sorted(tag.label for tag in article.tags)


def look_again(session: Session) -> None:
    session.rollback()
    session.expire_all()


def last_actions(session: Session) -> list[tuple[str, str, int | None]]:
    found = session.scalars(select(AuditLine).order_by(AuditLine.number.desc()).limit(2))
    return [(line.action, line.subject, line.actor_id) for line in found]


@pytest.mark.both_engines
def test_a_tag_is_added_to_many_and_taken_off_again(session: Session, moderator: Actor) -> None:
    one, two = make_article(session, tags=("deur",)), make_article(session, status="needs_review")

    change = carry_out(session, moderator, "add-tag", [one, two])

    assert (labels(one), labels(two)) == (["Rook", "deur"], ["Rook"])
    assert change.before == {str(one.id): ["deur"], str(two.id): []}
    assert {(action, who) for action, _what, who in last_actions(session)} == {("article.tagged", moderator.id)}

    undo(session, moderator, change)
    assert (labels(one), labels(two)) == (["deur"], [])
    assert change.left_out == {}
    assert {action for action, _what, _who in last_actions(session)} == {"article.untagged"}


@pytest.mark.both_engines
def test_many_are_archived_and_come_back_as_they_were(session: Session, moderator: Actor) -> None:
    one, two = make_article(session), make_article(session, status="needs_review")

    change = carry_out(session, moderator, "archive", [one, two])
    assert (one.state, two.state) == ("archived", "archived")

    undo(session, moderator, change)
    assert (one.state, two.state, two.review_reason) == ("published", "needs_review", "moderator")
    assert two.review_since == now().date()
    assert {action for action, _what, _who in last_actions(session)} == {"article.unarchived"}


def test_a_tag_is_taken_off_by_any_of_its_words(session: Session, moderator: Actor) -> None:
    article = make_article(session, tags=("Rook", "deur"))
    with transaction(session):
        tags.add_word(session, "rook", actor=make_actor(session, "admin"), at=now(), word="Damp")

    change = carry_out(session, moderator, "remove-tag", [article], tag="damp")
    assert labels(article) == ["deur"]

    undo(session, moderator, change)
    assert labels(article) == ["Rook", "deur"]


# The article, what is done, and why it is left out.
LEFT_OUT = [
    ({"domains": ("police",)}, "archive", "not-yours"),
    ({"status": "archived"}, "archive", "state"),
    ({"status": "withdrawn"}, "archive", "unseen"),
    ({"status": "draft"}, "archive", "unseen"),
    ({"status": "change-draft"}, "archive", "change"),
    ({"status": "change-draft"}, "add-tag", None),
    ({"tags": ("rook",)}, "add-tag", "has-tag"),
    ({"tags": tuple("abcdefghij")}, "add-tag", "too-many"),
    ({}, "remove-tag", "lacks-tag"),
    ({}, "archive", None),
]


@pytest.mark.parametrize(("made", "kind", "code"), LEFT_OUT)
def test_the_preview_says_what_would_happen_and_the_service_does_that(
    session: Session, made: dict[str, Any], kind: str, code: str | None
) -> None:
    moderator = make_actor(session, "moderator", domain="fire")
    article, sure = make_article(session, **made), make_article(session, tags=("rook",) if kind == "remove-tag" else ())

    shown = queries.outcomes(session, moderator, [article.id], kind=kind, tag="rook", today=now().date())
    change = carry_out(session, moderator, kind, [article, sure])

    assert [row.why_not for row in shown] == ([] if code == "unseen" else [code])
    assert set(change.before) == {str(each.id) for each in ([article, sure] if code is None else [sure])}


def test_ones_own_article_is_left_out(session: Session, moderator: Actor) -> None:
    own, other = make_article(session, author=moderator), make_article(session)

    assert set(carry_out(session, moderator, "archive", [own, other]).before) == {str(other.id)}
    assert own.state == "published"


REFUSED = [
    ("burn", "", "kind", "unknown"),
    ("add-tag", "?", "tag", "no-slug"),
    ("remove-tag", "r" * 41, "tag", "too-long"),
    ("add-tag", "bsn 900000016", "tag", "personal"),
    ("remove-tag", "bsn 900000016", "ids", "nothing"),
    ("remove-tag", "rook", "ids", "nothing"),
]


@pytest.mark.parametrize(("kind", "tag", "field", "code"), REFUSED)
def test_what_cannot_be_done_is_refused_and_writes_nothing(
    session: Session, kind: str, tag: str, field: str, code: str
) -> None:
    moderator, article = make_actor(session, "moderator"), make_article(session)
    before = session.scalar(select(func.count(AuditLine.id)))

    with pytest.raises(Invalid) as refused:
        carry_out(session, moderator, kind, [article], tag)

    session.rollback()
    assert refused.value.fields == {field: code}
    assert session.scalar(select(func.count(AuditLine.id))) == before
    assert session.scalar(select(func.count(BulkChange.id))) == 0


@pytest.mark.parametrize(("number", "code"), [(0, "none"), (201, "too-many")])
def test_one_to_two_hundred_at_once(session: Session, moderator: Actor, number: int, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        bulk.carry_out(session, actor=moderator, at=now(), kind="archive", ids=range(1, number + 1))

    assert refused.value.fields == {"ids": code}


@pytest.mark.parametrize("role", ["author", "coach", "privacy-officer", "admin"])
def test_bulk_is_for_moderators(session: Session, role: str) -> None:
    article = make_article(session)

    with pytest.raises(NotFound):
        carry_out(session, make_actor(session, role), "archive", [article])

    assert article.state == "published"


# Who else, and what they get.
UNDOING = [
    (("moderator", ""), None),
    (("knowledge-manager", "fire"), None),
    (("moderator", "police"), NotFound),
    (("admin", ""), NotFound),
    (("author", ""), NotFound),
]


@pytest.mark.parametrize(("grant", "refusal"), UNDOING)
def test_any_moderator_of_all_the_domains_may_undo(
    session: Session, moderator: Actor, grant: tuple[str, str], refusal: type[Exception] | None
) -> None:
    article = make_article(session)
    change = carry_out(session, moderator, "archive", [article])
    other = make_actor(session, grant[0], domain=grant[1])

    if refusal:
        with pytest.raises(refusal):
            undo(session, other, change)
    else:
        undo(session, other, change)

    assert article.state == ("archived" if refusal else "published")


def test_who_did_it_undoes_only_what_they_may_still_decide_about(session: Session, moderator: Actor) -> None:
    fire, police = make_article(session), make_article(session, domains=("police",))
    change = carry_out(session, moderator, "archive", [fire, police])
    now_fire = Actor(id=moderator.id, grants=frozenset({Grant(Role.MODERATOR, "fire")}))

    undo(session, now_fire, change)

    assert (fire.state, police.state) == ("published", "archived")
    assert change.left_out == {str(police.id): "not-yours"}
    nothing = Actor(id=moderator.id, grants=frozenset({Grant(Role.READER)}))
    with pytest.raises(NotFound):
        undo(session, nothing, change)


def test_what_was_changed_since_is_left_out(session: Session, moderator: Actor) -> None:
    author = make_actor(session)
    gone, back = make_article(session, author=author), make_article(session)
    change = carry_out(session, moderator, "archive", [gone, back])
    take(session, gone, "submit", author=author)

    undo(session, moderator, change)

    assert (gone.state, back.state) == ("in_review", "published")
    assert change.left_out == {str(gone.id): "changed"}


def test_what_another_took_from_readers_since_stays_where_it_is(session: Session, moderator: Actor) -> None:
    author = make_actor(session)
    again, once = make_article(session, author=author), make_article(session)
    change = carry_out(session, moderator, "archive", [again, once])
    for verb in ("submit", "publish", "archive"):
        take(session, again, verb, author=author)

    undo(session, moderator, change)

    assert (again.state, once.state) == ("archived", "published")
    assert change.left_out == {str(again.id): "changed"}


def test_tags_that_changed_since_stay(session: Session, moderator: Actor) -> None:
    article = make_article(session)
    change = carry_out(session, moderator, "add-tag", [article])
    carry_out(session, moderator, "add-tag", [article], tag="Deur")

    with pytest.raises(Invalid) as refused:
        undo(session, moderator, change)

    assert refused.value.fields == {"ids": "nothing"}
    assert labels(article) == ["Deur", "Rook"]


def test_a_tag_that_was_merged_since_is_undone_all_the_same(session: Session, moderator: Actor) -> None:
    article = make_article(session, tags=("deur",))
    change = carry_out(session, moderator, "add-tag", [article])
    manager = make_actor(session, "knowledge-manager")
    for slug, into in (("rook", "Rookbeeld"), ("deur", "Deuren")):
        with transaction(session):
            tags.merge(session, slug, actor=manager, at=now(), into=into)

    undo(session, moderator, change)

    assert labels(article) == ["Deuren"]


def test_undoing_is_once_and_within_thirty_days(session: Session, moderator: Actor) -> None:
    change = carry_out(session, moderator, "archive", [make_article(session)])
    with pytest.raises(NotAllowed):
        undo(session, moderator, change, now() + timedelta(days=31))
    session.rollback()

    undo(session, moderator, change, now() + timedelta(days=29))
    with pytest.raises(NotAllowed):
        undo(session, moderator, change)


def test_a_change_that_is_none_is_unknown(session: Session, moderator: Actor) -> None:
    with pytest.raises(NotFound):
        bulk.undo(session, 99, actor=moderator, at=now())


CHOICES = [
    (Choice(), {"Rook", "Deur", "Oud"}),
    (Choice(domain="police"), {"Deur"}),
    (Choice(type="question"), {"Deur"}),
    (Choice(tag="lamp"), {"Rook"}),
    (Choice(overdue=True), {"Oud"}),
    (Choice(domain="navy"), set()),
]


@pytest.mark.parametrize(("choice", "titles"), CHOICES)
def test_the_list_holds_what_fits(session: Session, moderator: Actor, choice: Choice, titles: set[str]) -> None:
    make_article(session, title="Rook", tags=("lamp",))
    make_article(session, title="Deur", kind="question", domains=("fire", "police"))
    make_article(session, title="Oud", at=now() - timedelta(days=900))
    make_article(session, title="Weg", status="archived")

    ids = session.scalars(queries.offered(moderator, choice, now().date())).all()

    assert {session.get_one(Article, id).title for id in ids} == titles


def test_a_moderator_of_one_domain_picks_there(session: Session) -> None:
    make_article(session, title="Rook")
    make_article(session, title="Fuik", domains=("police",))
    scoped = make_actor(session, "moderator", domain="police")

    ids = session.scalars(queries.offered(scoped, Choice(), now().date())).all()

    assert [session.get_one(Article, id).title for id in ids] == ["Fuik"]


def test_from_the_list_to_done_and_back(session: Session, person: People) -> None:
    moderator = person("moderator", domain="fire")
    article = make_article(session, title="Rook")
    own = make_article(session, title="Eigen werk", author=moderator.actor)

    preview = moderator.see(f"/bulk/preview?ids={article.id}&ids={own.id}&ids=x&ids=9999&kind=archive")
    words = preview.get_data(as_text=True)
    assert "Dit verandert bij 1 artikel" in words
    assert "je schreef eraan mee" in words
    look_again(session)
    assert article.state == "published"

    page = moderator.press(preview, "Uitvoeren")
    assert "Gedaan bij 1 artikel. 2 zijn overgeslagen." in page.get_data(as_text=True)
    look_again(session)
    assert (article.state, own.state) == ("archived", "published")
    assert "Archiveren" in moderator.words("/bulk/history")

    page = moderator.press(page, "Ongedaan maken")
    assert "Teruggezet." in page.get_data(as_text=True)
    assert "Ongedaan maken" not in page.get_data(as_text=True)
    look_again(session)
    assert article.state == "published"
    assert "teruggezet" in moderator.words("/bulk/history")


def test_undoing_tells_what_was_left_as_it_is(session: Session, person: People) -> None:
    moderator = person("moderator")
    author = make_actor(session)
    one, two = make_article(session, title="Rook", author=author), make_article(session, title="Deur")
    change = carry_out(session, moderator.actor, "archive", [one, two])
    take(session, one, "submit", author=author)

    page = moderator.do(f"/bulk/{change.id}", "Ongedaan maken").get_data(as_text=True)

    assert "1 artikel bleef zoals het is." in page
    assert "is daarna veranderd" in page


def test_undoing_what_all_changed_since_is_told(session: Session, person: People) -> None:
    moderator = person("moderator")
    author = make_actor(session)
    article = make_article(session, author=author)
    change = carry_out(session, moderator.actor, "archive", [article])
    page = moderator.see(f"/bulk/{change.id}")
    take(session, article, "submit", author=author)

    assert "niets meer terug te zetten" in moderator.press(page, "Ongedaan maken").get_data(as_text=True)


def test_what_is_too_long_ago_has_no_button(session: Session, person: People) -> None:
    moderator = person("moderator")
    change = carry_out(session, moderator.actor, "archive", [make_article(session)])
    with transaction(session):
        change.at = now() - timedelta(days=40)

    page = moderator.words(f"/bulk/{change.id}")

    assert "langer dan 30 dagen geleden" in page
    assert "Ongedaan maken" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=archive", "Kruis minstens één artikel aan."),
        ("ids=1", "Kies wat er moet gebeuren."),
        ("ids=1&kind=add-tag", "Typ het trefwoord."),
        ("ids=1&kind=add-tag&tag=a%00b", "stuurteken"),
        ("&".join(f"ids={id}" for id in range(1, 202)) + "&kind=archive", "hoogstens 200 artikelen"),
    ],
)
def test_a_choice_that_says_too_little_is_asked_again(
    session: Session, person: People, query: str, sentence: str
) -> None:
    make_article(session, title="Rook")

    page = person("moderator").see(f"/bulk/preview?{query}&in_tag=")

    assert page.status_code == 422
    assert sentence in page.get_data(as_text=True)
    assert "Rook" in page.get_data(as_text=True)


def test_what_went_meanwhile_is_told_when_it_is_sent(session: Session, person: People) -> None:
    moderator = person("moderator")
    article = make_article(session, title="Rook")
    page = moderator.see(f"/bulk/preview?ids={article.id}&kind=archive")
    take(session, article, "archive", author=make_actor(session))

    again = moderator.press(page, "Uitvoeren")

    assert again.status_code == 422
    assert "staat niet meer in de lijsten" in again.get_data(as_text=True)
    assert moderator.send("/bulk", kind="archive").status_code == 422


def test_the_list_ticks_all_and_keeps_what_narrows_it(session: Session, person: People) -> None:
    make_article(session, title="Rook", tags=("lamp",))
    moderator = person("moderator", domain="fire")

    page = moderator.words("/bulk?domain=fire&in_tag=Lamp&type=practice-tip&all=1")
    assert " checked" in page
    assert 'name="in_tag" value="Lamp"' in page
    assert "Politie" not in page.partition("<main")[2].partition("bulk-type")[0]
    assert "Hier past niets bij" in moderator.words("/bulk?overdue=1")
    assert "Verder is er niets" in moderator.words("/bulk?page=9")


def test_the_history_is_for_who_moderates_there(session: Session, person: People, moderator: Actor) -> None:
    assert "Er is nog niets gedaan" in person("moderator").words("/bulk/history")
    change = carry_out(session, moderator, "add-tag", [make_article(session)])

    assert f"/bulk/{change.id}" in person("moderator", domain="fire").words("/bulk/history")
    other = person("moderator", domain="police")
    assert f"/bulk/{change.id}" not in other.words("/bulk/history")
    assert other.see(f"/bulk/{change.id}").status_code == 404
    assert "Verder is er niets" in person("moderator").words("/bulk/history?page=4")
    assert Person(other.client.application, make_account(session)).see("/bulk").status_code == 404
