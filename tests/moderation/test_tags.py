"""Tags: another name, two that are one, other words for one; texts stay as they were written."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import content, make_actor, make_article, prepared, take, written
from tests.visitor import Person
from wiki import worker
from wiki.accounts.policy import Actor
from wiki.articles import queries, services
from wiki.articles.models import Article, Generation
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotFound
from wiki.moderation.services import tags
from wiki.outbox import OutboxRow
from wiki.settings import Settings
from wiki.taxonomy.models import Tag, TagAlias
from wiki.taxonomy.services import tags_for

People = Callable[..., Person]
Change = Callable[..., Tag]
CHANGES: dict[str, tuple[Change, dict[str, str]]] = {
    "rename": (tags.rename, {"label": "Rookbeeld"}),
    "merge": (tags.merge, {"into": "Rookbeeld"}),
    "add_word": (tags.add_word, {"word": "Walm"}),
    "remove_word": (tags.remove_word, {"word": "damp"}),
}


@pytest.fixture
def manager(session: Session) -> Actor:
    return make_actor(session, "knowledge-manager")


@pytest.fixture
def article(session: Session) -> Article:
    """Filed under 'rook', for which 'damp' is another word."""
    made = make_article(session, title="Deur", tags=("Rook", "Deur"))
    with transaction(session):
        tag = session.scalars(select(Tag).where(Tag.slug == "rook")).one()
        session.add(TagAlias(slug="damp", label="Damp", tag_id=tag.id))
    return made


@pytest.fixture
def drain(settings: Settings, sessions: sessionmaker[Session]) -> Callable[[], object]:
    """Does what the worker has to do."""
    return lambda: worker.drain(settings, sessions)


def change(session: Session, name: str, actor: Actor, slug: str = "rook", **values: str) -> Tag:
    service, usual = CHANGES[name]
    with transaction(session):
        return service(session, slug, actor=actor, at=now(), **{**usual, **values})


def labels(article: Article) -> list[str]:
    return [tag.label for tag in article.tags]


def waiting(session: Session) -> set[str]:
    return set(session.scalars(select(OutboxRow.key).where(OutboxRow.topic == "article.changed")))


def lines(session: Session) -> list[tuple[str, str, int | None]]:
    found = session.scalars(select(AuditLine).where(AuditLine.subject.like("tag:%")).order_by(AuditLine.number))
    return [(line.action, line.actor_role, line.actor_id) for line in found]


@pytest.mark.both_engines
def test_a_new_name_keeps_the_address_and_is_typed_from_now_on(
    session: Session, manager: Actor, article: Article
) -> None:
    change(session, "rename", manager, label="Rook en damp")

    assert sorted(labels(article)) == ["Deur", "Rook en damp"]
    assert [tag.slug for tag in tags_for(session, ["rook en DAMP"])] == ["rook"]
    assert lines(session) == [("tag.renamed", "knowledge-manager", manager.id)]


@pytest.mark.both_engines
def test_merging_moves_every_article_and_all_words(session: Session, manager: Actor, article: Article) -> None:
    both = make_article(session, tags=("rook", "rookbeeld"))
    draft = make_article(session, status="draft", tags=("rook",))
    session.query(OutboxRow).delete()
    before = session.get_one(Generation, 1).number
    session.commit()

    change(session, "merge", manager)

    assert [sorted(labels(each)) for each in (article, both, draft)] == [["Deur", "rookbeeld"], *[["rookbeeld"]] * 2]
    assert {alias.slug for alias in session.scalars(select(TagAlias))} == {"rook", "damp"}
    assert [tag.slug for tag in tags_for(session, ["Damp", "rook", "Rookbeeld"])] == ["rookbeeld"]
    assert waiting(session) == {str(each.id) for each in (article, both, draft)}
    assert session.get_one(Generation, 1).number > before
    assert lines(session) == [("tag.merged", "knowledge-manager", manager.id)]


def test_merging_where_every_article_has_both_tags(session: Session, manager: Actor, article: Article) -> None:
    change(session, "merge", manager, into="Deur")

    assert labels(article) == ["Deur"]


def test_merging_with_a_new_word_gives_another_address(session: Session, manager: Actor, article: Article) -> None:
    assert change(session, "merge", manager, into="Wat rook zegt").slug == "wat-rook-zegt"

    assert session.get_one(TagAlias, "rook").label == "Rook"


def test_revisions_stay_and_what_is_saved_next_gets_the_tag_of_today(
    session: Session, manager: Actor, article: Article
) -> None:
    change(session, "merge", manager)
    author = make_actor(session)
    mine = make_article(session, status="draft", author=author, tags=("damp", "Rookbeeld", "nieuw"))

    assert article.head.tags == ["Rook", "Deur"]
    assert sorted(labels(mine)) == ["Rookbeeld", "nieuw"]
    preview = queries.preview(session, author, mine, mine.head, now().date())
    assert [(tag.slug, tag.label) for tag in preview.tags] == [("rookbeeld", "Rookbeeld"), ("nieuw", "nieuw")]


@pytest.mark.usefixtures("article")
def test_search_finds_the_articles_under_the_tag_of_today(
    session: Session, drain: Callable[[], object], person: People, manager: Actor
) -> None:
    drain()
    change(session, "merge", manager)
    drain()

    assert "/a/deur" in person("reader").words("/search?q=deur&tag=rookbeeld")


@pytest.mark.both_engines
def test_another_word_is_added_and_taken_away(session: Session, manager: Actor, article: Article) -> None:
    change(session, "add_word", manager)
    assert [tag.slug for tag in tags_for(session, ["walm", "Damp"])] == ["rook"]

    change(session, "remove_word", manager)
    assert [alias.slug for alias in session.scalars(select(TagAlias))] == ["walm"]
    assert [action for action, _role, _id in lines(session)] == ["tag.word_added", "tag.word_removed"]


REFUSED = [
    ("rename", {"label": "?"}, "no-slug"),
    ("rename", {"label": "r" * 41}, "too-long"),
    ("rename", {"label": "Deur"}, "is-other"),
    ("rename", {"label": "bsn 900000016"}, "personal"),
    ("merge", {"into": "!"}, "no-slug"),
    ("merge", {"into": "Damp"}, "same"),
    ("merge", {"into": "x" * 41}, "too-long"),
    ("add_word", {"word": "deur"}, "is-other"),
    ("add_word", {"word": "Rook"}, "known"),
    ("add_word", {"word": "Damp"}, "known"),
]


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(("name", "values", "code"), REFUSED)
def test_a_word_that_cannot_be_is_refused_and_writes_nothing(
    session: Session, manager: Actor, name: str, values: dict[str, str], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        change(session, name, manager, **values)

    session.rollback()
    assert list(refused.value.fields.values()) == [code]
    assert lines(session) == []


def test_a_name_that_was_another_word_becomes_the_name(session: Session, manager: Actor, article: Article) -> None:
    change(session, "rename", manager, label="Damp")
    change(session, "rename", manager, label="ROOK")

    assert session.scalars(select(Tag.label).where(Tag.slug == "rook")).one() == "ROOK"
    assert [alias.slug for alias in session.scalars(select(TagAlias))] == ["damp"]


def test_a_tag_that_says_how_long_knowledge_holds_is_not_merged_away(session: Session, manager: Actor) -> None:
    make_article(session, tags=("materieel",))

    with pytest.raises(Invalid) as refused:
        change(session, "merge", manager, "materieel")

    assert refused.value.fields == {"into": "fixed"}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", ["author", "moderator", "privacy-officer"])
def test_only_who_manages_the_taxonomy_changes_tags(session: Session, article: Article, name: str, role: str) -> None:
    with pytest.raises(NotFound):
        change(session, name, make_actor(session, role))

    assert lines(session) == []


def test_an_admin_changes_tags_too(session: Session, article: Article) -> None:
    admin = make_actor(session, "admin")

    change(session, "add_word", admin)

    assert lines(session) == [("tag.word_added", "admin", admin.id)]


def test_what_stands_on_a_draft_only_is_unknown(session: Session, person: People, manager: Actor) -> None:
    make_article(session, status="draft", tags=("geheim plan",))

    assert "geheim plan" not in person("knowledge-manager").words("/tags/manage")
    with pytest.raises(NotFound):
        change(session, "rename", manager, "geheim-plan")


@pytest.mark.parametrize("word", ["nergens", "elders"])
def test_a_word_of_no_tag_or_of_another_is_not_taken_away(
    session: Session, manager: Actor, article: Article, word: str
) -> None:
    change(session, "add_word", manager, "deur", word="elders")

    with pytest.raises(NotFound):
        change(session, "remove_word", manager, word=word)


def test_an_address_of_another_word_leads_to_the_tag(session: Session, person: People, article: Article) -> None:
    reader = person("reader")

    assert reader.client.get("/tags/damp").location == "/tags/rook"
    assert "Deur" in reader.words("/tags/damp")
    make_article(session, title="Gesloten", tags=("stil",), audience="domain", domains=("police",))
    with transaction(session):
        tag = session.scalars(select(Tag).where(Tag.slug == "stil")).one()
        session.add(TagAlias(slug="rustig", label="Rustig", tag_id=tag.id))
    assert person("reader", domain="fire").see("/tags/rustig").status_code == 404


def test_what_moderators_and_the_author_chose_is_both_kept(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, tags=("rook", "deur"))
    with transaction(session):
        article.tags = tags_for(session, ["rook", "deur", "erbij"])
    with transaction(session):
        services.save(
            session,
            actor=author,
            at=now(),
            slug=article.slug,
            based_on=1,
            content=content(article.title, tags=("rook", "nieuw")),
            prepared=prepared(session, written(cue="Anders.")),
        )
    for verb in ("submit", "publish"):
        take(session, article, verb, author=author)

    assert sorted(labels(article)) == ["erbij", "nieuw", "rook"]


def test_moderators_see_the_list_and_change_nothing(person: People, article: Article) -> None:
    moderator = person("moderator", domain="fire")

    page = moderator.words("/tags/manage")

    assert "Rook" in page
    assert "Damp" in page
    assert "/tags/manage/rook" not in page
    assert moderator.see("/tags/manage/rook").status_code == 404
    assert person("author").see("/tags/manage").status_code == 404


def test_the_list_is_searched_by_every_word(session: Session, person: People, article: Article) -> None:
    manager = person("knowledge-manager")

    page = manager.words("/tags/manage?q=dam")
    assert "/tags/manage/rook" in page
    assert "/tags/manage/deur" not in page
    assert "Geen trefwoord gevonden" in manager.words("/tags/manage?q=zzz")
    assert "Verder is er niets" in manager.words("/tags/manage?page=9")
    take(session, article, "archive", author=make_actor(session))
    assert "alleen in het archief" in manager.words("/tags/manage")


def test_a_list_without_tags_says_so(person: People) -> None:
    assert "Nog geen trefwoorden" in person("admin").words("/tags/manage")


def test_a_manager_does_it_all_on_one_page(session: Session, person: People, article: Article) -> None:
    manager = person("knowledge-manager")
    path = "/tags/manage/rook"

    assert "nieuwe naam" in manager.do(path, "Naam bewaren", label="Rook en vuur").get_data(as_text=True)
    assert "Walm" in manager.do(path, "Woord toevoegen", word="Walm").get_data(as_text=True)
    assert "hoort niet meer" in manager.do(path, "Weghalen").get_data(as_text=True)
    page = manager.do(path, "Samenvoegen", into="Rookbeeld")
    assert page.request.path == "/tags/manage/rookbeeld"
    assert manager.client.get("/tags/rook").location == "/tags/rookbeeld"


SENTENCES: list[tuple[str, dict[str, Any], str]] = [
    ("Naam bewaren", {"label": ""}, "Vul dit in."),
    ("Naam bewaren", {"label": "Deur"}, "Voeg de twee samen."),
    ("Woord toevoegen", {"word": "deur"}, "Voeg de twee samen."),
    ("Samenvoegen", {"into": "Rook"}, "Dat is dit trefwoord zelf."),
]


@pytest.mark.parametrize(("button", "filled", "sentence"), SENTENCES)
def test_what_is_refused_is_told_at_its_field_with_what_was_typed(
    person: People, article: Article, button: str, filled: dict[str, Any], sentence: str
) -> None:
    page = person("knowledge-manager").do("/tags/manage/rook", button, **filled)

    assert page.status_code == 422
    words = page.get_data(as_text=True)
    assert sentence in words
    assert all(f'value="{value}"' in words for value in filled.values())
