"""Two articles that say the same: one stays, the address of the other leads to it, and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import InProcess, make_actor, make_article, prepared, take, written
from tests.visitor import Person
from wiki import worker
from wiki.accounts.policy import Actor
from wiki.articles import order, policy, queries, services
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, Revision
from wiki.articles.rendering import prepare
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Conflict, Invalid, NotAllowed, NotFound
from wiki.settings import Settings

People = Callable[..., Person]


@pytest.fixture
def moderator(session: Session) -> Actor:
    return make_actor(session, "moderator")


@pytest.fixture
def kept(session: Session) -> Article:
    return make_article(session, title="Rook lezen", text=written(cue="Kijk naar de kleur.", why=""))


@pytest.fixture
def other(session: Session) -> Article:
    return make_article(session, title="Rook bij de deur", text=written(cue="Voel aan de deur.", why="Rook is heet."))


@pytest.fixture
def drain(settings: Settings, sessions: sessionmaker[Session]) -> Callable[[], object]:
    """Does what the worker has to do."""
    return lambda: worker.drain(settings, sessions)


def merge(session: Session, actor: Actor, **options: Any) -> Article:
    values = {"slug": "rook-lezen", "other": "rook-bij-de-deur", "based_on": 1, "read": 1, **options}
    with transaction(session):
        return services.merge(session, actor=actor, at=now(), **values)


def merged(session: Session, actor: Actor, text: str | None = None, **options: Any) -> Article:
    return merge(session, actor, prepared=prepared(session, text) if text else None, **options)


def actions(session: Session, article: Article) -> list[tuple[str, int | None]]:
    query = select(AuditLine).where(AuditLine.subject == f"article:{article.id}").order_by(AuditLine.number)
    return [(line.action.removeprefix("article."), line.actor_id) for line in session.scalars(query)][-3:]


def look_again(session: Session) -> None:
    """See what others wrote since."""
    session.rollback()
    session.expire_all()


def nothing_happened(session: Session, number: int) -> bool:
    look_again(session)
    return (
        session.scalar(select(func.count(AuditLine.id))) == number
        and session.scalar(select(Article.id).where(Article.merged_into_id.is_not(None))) is None
    )


@pytest.mark.both_engines
def test_the_other_address_leads_to_the_kept_article(
    session: Session, moderator: Actor, kept: Article, other: Article
) -> None:
    merged(session, moderator)

    assert (other.state, other.merged_into_id, kept.state, kept.change) == ("archived", kept.id, "published", None)
    assert actions(session, other)[-2:] == [("archived", moderator.id), ("merged", moderator.id)]


@pytest.mark.both_engines
def test_a_text_of_both_waits_for_another_moderator(
    session: Session, moderator: Actor, kept: Article, other: Article
) -> None:
    merged(session, moderator, written(cue="Kijk naar de kleur.\n\nVoel aan de deur."), summary="Van twee een")

    assert (kept.state, kept.change, kept.head.summary) == ("published", "in_review", "Van twee een")
    assert kept.published is not kept.head
    assert Part.EDITOR in policy.parts(session, moderator, kept)
    with pytest.raises(NotAllowed), transaction(session):
        services.publish(
            session, actor=moderator, at=now(), slug=kept.slug, based_on=2, domains=["fire"], blocks=[]
        )  # fmt: skip
    take(session, kept, "publish", author=moderator)
    assert "Voel aan de deur." in kept.published.text


def test_a_text_that_says_what_is_there_is_no_change(
    session: Session, moderator: Actor, kept: Article, other: Article
) -> None:
    merged(session, moderator, kept.head.text)

    assert (kept.change, kept.head.number) == (None, 1)


def test_what_was_archived_is_merged_as_well(session: Session, moderator: Actor, kept: Article) -> None:
    gone = make_article(session, title="Rook bij de deur", status="archived")

    merged(session, moderator)

    assert gone.merged_into_id == kept.id
    assert [action for action, _who in actions(session, gone)].count("archived") == 1


REFUSED = [
    # how the other article is, the code
    ({"status": "in_review"}, "state"),
    ({"domains": ("police",)}, "not-yours"),
    ({"language": "en", "text": written(language="en")}, "other-language"),
]


@pytest.mark.parametrize(("made", "code"), REFUSED)
def test_what_stands_in_the_way_is_told_and_writes_nothing(
    session: Session, kept: Article, made: dict[str, Any], code: str
) -> None:
    moderator = make_actor(session, "moderator", domain="fire")
    make_article(session, title="Rook bij de deur", **made)
    before = session.scalar(select(func.count(AuditLine.id))) or 0

    with pytest.raises(Invalid) as refused:
        merged(session, moderator)

    assert refused.value.fields == {"other": code}
    assert nothing_happened(session, before)


def test_an_article_is_not_merged_into_itself_or_twice(
    session: Session, moderator: Actor, kept: Article, other: Article
) -> None:
    third = make_article(session, title="Derde")
    with pytest.raises(Invalid, match="same"):
        merged(session, moderator, other=kept.slug)

    merged(session, moderator)

    with pytest.raises(Invalid, match="state"):
        merged(session, moderator, slug=third.slug)


@pytest.mark.parametrize("mine", ["kept", "other"])
def test_nobody_merges_what_they_wrote(session: Session, mine: str) -> None:
    own = make_actor(session, "moderator")
    make_article(session, title="Rook lezen", author=own if mine == "kept" else None)
    make_article(session, title="Rook bij de deur", author=own if mine == "other" else None)
    before = session.scalar(select(func.count(AuditLine.id))) or 0

    with pytest.raises((NotAllowed, Invalid)):
        merged(session, own)

    assert nothing_happened(session, before)


@pytest.mark.parametrize(
    ("role", "domain", "refusal"),
    [("author", "", NotAllowed), ("admin", "", NotAllowed), ("moderator", "police", NotAllowed)],
)
@pytest.mark.usefixtures("kept")
def test_who_does_not_moderate_the_kept_article_merges_nothing(
    session: Session, other: Article, role: str, domain: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        merged(session, make_actor(session, role, domain=domain))

    assert other.merged_into_id is None


def test_what_nobody_may_know_stays_unknown(session: Session, kept: Article) -> None:
    make_article(session, title="Rook bij de deur", status="draft")
    make_article(session, title="Gesloten", audience="domain", domains=("police",))
    moderator = make_actor(session, "moderator", domain="fire")

    for options in ({}, {"other": "gesloten"}, {"other": "nergens"}, {"slug": "gesloten", "other": "rook-lezen"}):
        with pytest.raises(NotFound):
            merged(session, moderator, **options)


def test_only_what_readers_have_is_kept(session: Session, moderator: Actor, other: Article) -> None:
    make_article(session, title="Rook lezen", status="archived")

    with pytest.raises(NotAllowed):
        merged(session, moderator)


@pytest.mark.parametrize("stale", [{"based_on": 0}, {"read": 2}])
@pytest.mark.usefixtures("kept", "other")
def test_an_old_view_of_either_is_a_conflict(session: Session, moderator: Actor, stale: dict[str, int]) -> None:
    with pytest.raises(Conflict):
        merged(session, moderator, **stale)


def test_no_text_goes_along_while_a_change_is_under_way(session: Session, moderator: Actor, other: Article) -> None:
    kept = make_article(session, title="Rook lezen", status="change-draft")

    with pytest.raises(Invalid) as refused:
        merged(session, moderator, written(cue="Van beide."))
    assert refused.value.fields == {"text": "change"}
    look_again(session)

    merged(session, moderator)
    assert (kept.change, kept.head.number, other.merged_into_id) == ("draft", 2, kept.id)


def test_no_text_goes_from_one_kind_to_another(session: Session, moderator: Actor, kept: Article) -> None:
    make_article(session, title="Rook bij de deur", kind="question")

    with pytest.raises(Invalid, match="other-type"):
        merged(session, moderator, written(cue="Van beide."))


@pytest.mark.parametrize(
    ("one", "two", "goes"),
    [
        (("members", "fire"), ("domain", "fire"), False),
        (("domain", "fire"), ("members", "fire"), True),
        (("domain", "fire"), ("domain", "fire"), True),
        (("domain", "fire"), ("domain", "police"), False),
        (("everyone", "fire"), ("members", "fire"), False),
    ],
)
def test_no_text_goes_to_where_more_people_read_it(
    session: Session, one: tuple[str, str], two: tuple[str, str], goes: bool
) -> None:
    kept, other = (make_article(session, audience=audience, domains=(domain,)) for audience, domain in (one, two))

    assert (order.why_not_take(kept, other) is None) is goes


def test_splitting_gives_the_address_back(session: Session, moderator: Actor, kept: Article, other: Article) -> None:
    merged(session, moderator)

    with transaction(session):
        services.split(session, actor=moderator, at=now(), slug=other.slug)

    assert (other.state, other.merged_into_id) == ("archived", None)
    assert actions(session, other)[-1] == ("split", moderator.id)
    with pytest.raises(NotAllowed):
        services.split(session, actor=moderator, at=now(), slug=other.slug)


@pytest.mark.parametrize(("role", "domain"), [("reader", ""), ("admin", ""), ("moderator", "police")])
@pytest.mark.usefixtures("kept")
def test_splitting_is_for_who_moderates_it(
    session: Session, moderator: Actor, other: Article, role: str, domain: str
) -> None:
    merged(session, moderator)

    with pytest.raises(NotAllowed):
        services.split(session, actor=make_actor(session, role, domain=domain), at=now(), slug=other.slug)


def test_what_was_merged_is_split_before_anything_else(session: Session, moderator: Actor, kept: Article) -> None:
    author = make_actor(session)
    gone = make_article(session, title="Rook bij de deur", author=author)
    merged(session, moderator)

    for verb, who in (("submit", author), ("dispose", moderator)):
        with pytest.raises(NotAllowed):
            take(session, gone, verb, author=who, moderator=moderator, at=now())
        look_again(session)


def test_readers_are_led_on_and_the_history_stays(
    session: Session, person: People, moderator: Actor, kept: Article, other: Article
) -> None:
    merged(session, moderator)
    reader = person("reader")

    answer = reader.client.get("/a/rook-bij-de-deur")
    assert (answer.status_code, answer.location) == (302, "/a/rook-lezen")
    history = reader.words("/a/rook-bij-de-deur/history")
    assert "Samengevoegd in" in history
    assert "/a/rook-lezen" in history
    assert "Weer splitsen" not in history
    assert "/a/rook-bij-de-deur/history" in reader.words("/a/rook-lezen/history")
    assert "Voel aan de deur." in reader.words("/a/rook-bij-de-deur/revisions/1")


def test_who_may_not_know_the_kept_article_reads_the_other(
    session: Session, person: People, moderator: Actor, other: Article
) -> None:
    make_article(session, title="Rook lezen", audience="domain", domains=("fire",))
    merged(session, moderator)
    reader = person("reader", domain="police")

    assert reader.client.get("/a/rook-bij-de-deur").status_code == 200
    assert "rook-lezen" not in reader.words("/a/rook-bij-de-deur/history")
    assert "Opnieuw indienen" not in person("moderator").words("/a/rook-bij-de-deur")


def test_a_merged_article_of_a_closed_circle_is_named_to_nobody_else(
    session: Session, person: People, moderator: Actor, kept: Article
) -> None:
    make_article(session, title="Rook bij de deur", audience="domain", domains=("police",))
    merged(session, moderator)
    reader = person("reader", domain="fire")

    assert reader.client.get("/a/rook-bij-de-deur").status_code == 404
    assert "Rook bij de deur" not in reader.words("/a/rook-lezen/history")
    link = prepare(session, InProcess(), kind="practice-tip", language="nl", text="Zie [[rook-bij-de-deur]].")
    assert "pw-missing" in link.html


def test_links_lead_to_the_kept_article_and_back_after_a_split(
    session: Session,
    drain: Callable[[], object],
    moderator: Actor,
    kept: Article,
    other: Article,
) -> None:
    linking = make_article(session, title="Wijzer", text=written(cue="Zie [[rook-bij-de-deur]]."))
    merged(session, moderator)
    drain()
    look_again(session)

    assert 'href="/a/rook-lezen">Rook lezen</a>' in linking.head.html
    page = queries.page(session, moderator, kept.id, now().date())
    assert [card.slug for card in page.backlinks] == ["wijzer"]
    assert [card.slug for card in queries.page(session, moderator, linking.id, now().date()).related] == ["rook-lezen"]

    with transaction(session):
        services.split(session, actor=moderator, at=now(), slug=other.slug)
    drain()
    look_again(session)
    assert 'href="/a/rook-bij-de-deur">Rook bij de deur</a>' in linking.head.html


@pytest.mark.usefixtures("other")
def test_links_follow_when_the_kept_article_moves(
    session: Session, drain: Callable[[], object], moderator: Actor, kept: Article
) -> None:
    linking = make_article(session, title="Wijzer", text=written(cue="Zie [[rook-bij-de-deur]]."))
    merged(session, moderator)
    with transaction(session):
        services.rename(session, actor=moderator, at=now(), slug=kept.slug, to="Rookbeeld")
    drain()
    look_again(session)

    assert 'href="/a/rookbeeld">Rook lezen</a>' in linking.head.html


def test_a_moderator_picks_the_other_article_by_its_title(person: People, kept: Article, other: Article) -> None:
    moderator = person("moderator")
    assert "/a/rook-lezen/merging" in moderator.words("/a/rook-lezen")

    page = moderator.words("/a/rook-lezen/merging?other=deur+rook")

    assert "/a/rook-lezen/merging?other=rook-bij-de-deur" in page
    assert "Niets lijkt hierop" in moderator.words("/a/rook-lezen/merging")
    assert "Er is geen artikel met dat adres" in moderator.words("/a/rook-lezen/merging?other=bestaat-niet")
    assert "Dat is dit artikel zelf" in moderator.words("/a/rook-lezen/merging?other=/a/rook-lezen")


def test_what_is_like_it_is_offered(person: People, drain: Callable[[], object], kept: Article, other: Article) -> None:
    drain()

    assert "Rook bij de deur" in person("moderator").words("/a/rook-lezen/merging")


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        ("kept", ("Kijk naar de kleur.", "Voel aan de deur.")),
        ("other", ("Voel aan de deur.", "Kijk naar de kleur.")),
        ("both", ("Kijk naar de kleur.\n\nVoel aan de deur.", "niets")),
    ],
)
@pytest.mark.usefixtures("other")
def test_a_moderator_chooses_section_by_section(
    session: Session, person: People, kept: Article, choice: str, texts: tuple[str, str]
) -> None:
    moderator = person("moderator")
    path = "/a/rook-lezen/merging?other=https://wiki.example/a/rook-bij-de-deur/"

    page = moderator.do(path, "Samenvoegen", section__cue=choice, section__why="other")

    assert "Samengevoegd met" in page.get_data(as_text=True)
    look_again(session)
    assert kept.change == "in_review"
    assert texts[0] in kept.head.text
    assert "Rook is heet." in kept.head.text
    assert texts[1] not in kept.head.text
    assert "Samengevoegd met een ander artikel" in person("moderator").words("/review/rook-lezen")


def test_nothing_taken_makes_no_new_version(session: Session, person: People, kept: Article, other: Article) -> None:
    moderator = person("moderator")

    moderator.do("/a/rook-lezen/merging?other=rook-bij-de-deur", "Samenvoegen")

    look_again(session)
    assert (kept.head.number, other.merged_into_id) == (1, kept.id)
    page = moderator.do("/a/rook-bij-de-deur/history", "Weer splitsen")
    assert "Weer gesplitst" in page.get_data(as_text=True)
    look_again(session)
    assert other.merged_into_id is None


def test_a_text_that_grew_too_long_is_refused_with_the_choices(
    session: Session, person: People, app: Any, kept: Article
) -> None:
    make_article(session, title="Rook bij de deur", text=written(cue="Voel. " * 9_000, why="Rook. " * 9_000))
    page = person("moderator").do(
        "/a/rook-lezen/merging?other=rook-bij-de-deur", "Samenvoegen", section__cue="both", section__why="other"
    )

    assert page.status_code == 422
    assert "te lang voor één artikel" in page.get_data(as_text=True)
    assert session.scalar(select(func.count(Revision.id))) == 2


def test_a_choice_that_is_none_is_refused(person: People, kept: Article, other: Article) -> None:
    page = person("moderator").do("/a/rook-lezen/merging?other=rook-bij-de-deur", "Samenvoegen", section__cue="alles")

    assert page.status_code == 422


@pytest.mark.parametrize("status", ["change-draft", "question"])
def test_a_page_without_choices_still_merges(session: Session, person: People, status: str) -> None:
    make_article(session, title="Rook lezen", status="change-draft" if status == "change-draft" else "published")
    other = make_article(session, title="Rook bij de deur", kind="question" if status == "question" else "practice-tip")
    moderator = person("moderator")

    page = moderator.see("/a/rook-lezen/merging?other=rook-bij-de-deur")
    moderator.press(page, "Samenvoegen")

    assert "Er kan" in page.get_data(as_text=True)
    look_again(session)
    assert other.merged_into_id is not None


def test_a_text_published_meanwhile_is_shown_again(
    session: Session, person: People, kept: Article, other: Article
) -> None:
    moderator = person("moderator")
    page = moderator.see("/a/rook-lezen/merging?other=rook-bij-de-deur")
    with transaction(session):
        other.published.number = 7  # as if it had been published again

    again = moderator.press(page, "Samenvoegen", section__cue="both")

    assert again.status_code == 409
    assert "intussen veranderd" in again.get_data(as_text=True)
    assert moderator.press(again, "Samenvoegen").status_code == 200


def test_an_article_that_went_meanwhile_is_told(
    session: Session, person: People, kept: Article, other: Article
) -> None:
    moderator = person("moderator")
    page = moderator.see("/a/rook-lezen/merging?other=rook-bij-de-deur")
    take(session, other, "hide", author=make_actor(session))

    again = moderator.press(page, "Samenvoegen")

    assert again.status_code == 422
    assert "niet gepubliceerd" in again.get_data(as_text=True)


def test_an_image_without_description_is_not_taken(session: Session, person: People, kept: Article) -> None:
    make_article(session, title="Rook bij de deur", text=written(cue="Kijk."))
    with transaction(session):
        there = session.scalars(select(Article).where(Article.slug == "rook-bij-de-deur")).one()
        there.published.text = written(cue="Kijk: ![](/files/" + "a" * 26 + "/9x9/deur.webp)")

    page = person("moderator").do("/a/rook-lezen/merging?other=rook-bij-de-deur", "Samenvoegen", section__cue="other")

    assert page.status_code == 422
    assert "zonder beschrijving" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("role", "domain", "status"),
    [("author", "", 404), ("admin", "", 404), ("moderator", "police", 404), ("moderator", "fire", 200)],
)
@pytest.mark.usefixtures("kept", "other")
def test_the_page_is_for_who_moderates_the_article(person: People, role: str, domain: str, status: int) -> None:
    assert person(role, domain=domain).see("/a/rook-lezen/merging").status_code == status


def test_only_what_is_online_is_kept(session: Session, person: People) -> None:
    make_article(session, title="Rook lezen", status="archived")

    assert person("moderator").see("/a/rook-lezen/merging").status_code == 403
