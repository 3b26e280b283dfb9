"""Looking after one article, and the official sources that articles rest on."""

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_actor, make_article, take, written
from tests.visitor import Person
from wiki import worker
from wiki.accounts.models import Notice
from wiki.accounts.policy import Actor, Grant, Role
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ArticleReviewer, ArticleSource, OfficialSource
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.services import curation, sources
from wiki.moderation.services.sources import Wording
from wiki.outbox import OutboxRow

EMAIL = "collega@dienst.example"
SAME = "Hoort dit adres bij een collega die dit artikel mag lezen, dan staat die nu in de lijst."


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


@pytest.fixture
def article(session):
    return make_article(session, title="Rook", author=make_actor(session))


KEEPER = Actor(grants=frozenset({Grant(Role.MODERATOR)}))


def make_source(session, title="Bouwbesluit", version="2024", url="https://wetten.example/bouw"):
    with transaction(session):
        wording = Wording(title=title, version=version, url=url)
        return sources.add(session, actor=KEEPER, at=now(), wording=wording)


def rest(session, article, source, who):
    with transaction(session):
        curation.add_source(session, source.id, actor=who.actor, at=now(), slug=article.slug)


def renew(session, source, who, version="2026"):
    with transaction(session):
        wording = Wording(title=source.title, version=version, url=source.url)
        sources.change(session, source.id, actor=who.actor, at=now(), wording=wording)


def texts(verb):
    return {"text": written()} if verb == "save" else {}


def fresh(session, article):
    session.rollback()
    return session.get(Article, article.id, populate_existing=True)


def named(session):
    session.rollback()
    return session.scalars(select(ArticleReviewer.account_id)).all()


def ask(who, article, email=EMAIL):
    return who.do(f"/a/{article.slug}/curation", "Vragen", email=email)


# Reviewers


def test_a_named_colleague_is_told_listed_and_may_confirm(app, moderator, article, session):
    colleague = make_account(session, name="Fenna Wit", email=EMAIL)

    page = ask(moderator, article, f" {EMAIL.upper()} ")

    assert SAME in page.text
    assert "Fenna Wit" in page.text
    assert "kijken of dit artikel nog klopt" in Person(app, colleague).words("/notices")
    assert "Klopt nog" in Person(app, colleague).words(f"/a/{article.slug}")


@pytest.mark.parametrize("email", [EMAIL, "niemand@dienst.example", "", "x" * 300, "a\0b@c.example"])
def test_whether_an_address_is_somebodys_is_not_told(moderator, article, session, email):
    make_account(session, email=EMAIL)

    answer = moderator.send(f"/a/{article.slug}/reviewers", email=email)

    assert answer.status_code == 303
    assert SAME in moderator.words(answer.location)


def test_an_author_who_is_named_stands_in_the_list_like_anybody_else_and_gets_nothing(app, moderator, session):
    author = make_account(session, roles=("author",), name="Sacha Duif", email=EMAIL)
    other = make_account(session, roles=("author",), name="Robin Kwik", email="ander@dienst.example")
    article = make_article(session, author=actor_of(author))

    pages = [ask(moderator, article, email).text for email in (EMAIL, other.email)]

    assert "Sacha Duif" in pages[0]
    assert "Robin Kwik" in pages[1]
    session.rollback()
    codes = session.execute(select(Notice.account_id, Notice.code)).all()
    assert codes == [(other.id, "named-reviewer")]
    assert Person(app, author).send(f"/a/{article.slug}/confirmation").status_code == 403
    lines = session.scalars(select(AuditLine).where(AuditLine.action == "article.reviewer_named")).all()
    assert [(line.actor_id, line.detail) for line in lines] == [(moderator.actor.id, {})] * 2


def test_who_may_not_read_it_or_takes_no_part_is_not_named(moderator, session):
    article = make_article(session, audience="domain")
    make_account(session, domain="police", email="politie@dienst.example")
    make_account(session, roles=("admin",), email="beheer@dienst.example")

    for email in ("politie@dienst.example", "beheer@dienst.example"):
        ask(moderator, article, email)

    assert named(session) == []


def test_naming_twice_is_naming_once_and_there_is_an_end_to_it(moderator, article, session, monkeypatch):
    monkeypatch.setattr(curation, "MOST_REVIEWERS", 1)
    first = make_account(session, email=EMAIL)
    make_account(session, email="tweede@dienst.example")

    for email in (EMAIL, EMAIL, "tweede@dienst.example"):
        ask(moderator, article, email)

    assert named(session) == [first.id]


def test_a_colleague_is_asked_no_more(app, moderator, article, session):
    colleague = make_account(session, email=EMAIL)
    ask(moderator, article)

    page = moderator.do(f"/a/{article.slug}/curation", "Niet meer vragen")
    again = moderator.send(f"/a/{article.slug}/reviewers/{colleague.id}/removal")

    assert "Nog niemand gevraagd" in page.text
    assert again.status_code == 303
    assert named(session) == []
    assert Person(app, colleague).see("/due").status_code == 404


def test_who_left_is_shown_as_such(moderator, article, session):
    colleague = make_account(session, email=EMAIL)
    ask(moderator, article)
    with transaction(session):
        session.get(type(colleague), colleague.id).is_active = False

    assert "heeft geen account meer" in moderator.words(f"/a/{article.slug}/curation")


# Role by status: what becomes of each step of looking after an article.
ROLES = [
    ("moderator", "fire", "published", None),
    ("moderator", "", "needs_review", None),
    ("knowledge-manager", "", "change-draft", None),
    ("moderator", "fire", "withdrawn", NotAllowed),
    ("moderator", "fire", "archived", NotAllowed),
    ("moderator", "fire", "in_review", NotFound),
    ("moderator", "fire", "draft", NotFound),
    ("moderator", "police", "published", NotFound),
    ("author", "", "published", NotFound),
    ("coach", "", "published", NotFound),
    ("privacy-officer", "", "published", NotFound),
    ("admin", "", "published", NotFound),
]
STEPS = {
    "name": lambda session, **who: curation.name_reviewer(session, **who, email=EMAIL),
    "unname": lambda session, **who: curation.remove_reviewer(session, 1, **who),
    "rest": lambda session, **who: curation.add_source(session, 1, **who),
    "rest no more": lambda session, **who: curation.remove_source(session, 1, **who),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ROLES)
def test_looking_after_an_article_is_for_its_moderators(session, step, who):
    role, domain, status, refusal = who
    make_account(session, email=EMAIL)
    make_source(session)
    article = make_article(session, status=status)
    actor = make_actor(session, role, domain=domain)
    before = (len(session.scalars(select(AuditLine)).all()), len(session.scalars(select(OutboxRow)).all()))
    session.rollback()

    def perform():
        with transaction(session):
            STEPS[step](session, actor=actor, at=now(), slug=article.slug)

    if refusal is None:
        perform()
        return
    with pytest.raises(refusal):
        perform()
    after = (len(session.scalars(select(AuditLine)).all()), len(session.scalars(select(OutboxRow)).all()))
    assert (after, named(session)) == (before, [])


def test_nobody_looks_after_their_own(person, session):
    own = person("moderator")
    article = make_article(session, author=own.actor)

    assert own.see(f"/a/{article.slug}/curation").status_code == 403
    assert "Bijhouden" not in own.words(f"/a/{article.slug}")


# Sources


def test_an_article_says_what_it_rests_on(moderator, person, article, session):
    make_source(session)
    reader = person("reader")
    assert "Gebaseerd op" not in reader.words(f"/a/{article.slug}")

    moderator.do(f"/a/{article.slug}/curation", "Bron toevoegen", source="1")

    page = reader.words(f"/a/{article.slug}")
    assert "Gebaseerd op" in page
    assert 'href="https://wetten.example/bouw"' in page
    assert "Bouwbesluit (2024)" in page
    assert "nagelezen naast" not in page


def test_a_source_without_an_address_is_words_alone(moderator, person, article, session):
    rest(session, article, make_source(session, url=""), moderator)

    assert "Bouwbesluit (2024)</a>" not in person("reader").words(f"/a/{article.slug}")
    assert "Bouwbesluit" in moderator.words(f"/a/{article.slug}/curation")


def test_a_source_is_taken_away(moderator, person, article, session):
    rest(session, article, make_source(session), moderator)
    reader = person("reader")
    assert "Gebaseerd op" in reader.words(f"/a/{article.slug}")

    moderator.do(f"/a/{article.slug}/curation", "Weghalen")

    assert "Gebaseerd op" not in reader.words(f"/a/{article.slug}")
    assert moderator.send(f"/a/{article.slug}/sources/1/removal").status_code == 303


def test_another_version_sends_what_rests_on_it_back(app, moderator, session):
    author = make_account(session, roles=("author",))
    resting = make_article(session, author=actor_of(author), title="Erop")
    changing = make_article(session, status="change-draft", title="In de maak")
    other = make_article(session, title="Erbuiten")
    source = make_source(session)
    for article in (resting, changing):
        rest(session, article, source, moderator)

    page = moderator.do(f"/sources/{source.id}", "Bron bewaren", version="2026")

    assert page.request.path == "/sources"
    states = [(fresh(session, each).state, each.review_reason) for each in (resting, changing, other)]
    assert states == [("needs_review", "source")] * 2 + [("published", None)]
    assert fresh(session, changing).change == "draft"
    assert session.scalars(select(Notice.code).where(Notice.account_id == author.id)).all() == ["source-changed"]
    lines = session.scalars(select(AuditLine).where(AuditLine.action == "article.needs_review")).all()
    assert [(line.actor_id, line.detail) for line in lines] == [(moderator.actor.id, {"reason": "source"})] * 2
    words = Person(app, author).words(f"/a/{resting.slug}")
    assert "nagelezen naast 2024" in words
    assert "Een regel of voorschrift onder dit artikel is veranderd" in words


def test_a_title_is_mended_without_consequences(moderator, person, article, session):
    source = make_source(session)
    rest(session, article, source, moderator)
    reader = person("reader")
    reader.see(f"/a/{article.slug}")

    moderator.do(f"/sources/{source.id}", "Bron bewaren", title="Besluit bouwwerken", url="")

    assert fresh(session, article).state == "published"
    assert "Besluit bouwwerken (2024)" in reader.words(f"/a/{article.slug}")


@pytest.mark.both_engines
@pytest.mark.parametrize("by", ["confirm", "publish"])
def test_who_reads_it_again_reads_it_beside_the_newest_version(session, by, engine_name):
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, author=author)
    source = make_source(session)
    with transaction(session):
        curation.add_source(session, source.id, actor=moderator, at=now(), slug=article.slug)
    with transaction(session):
        wording = Wording(title="Bouwbesluit", version="2026")
        sources.change(session, source.id, actor=moderator, at=now(), wording=wording)
    assert session.scalars(select(ArticleSource.version)).one() == "2024"

    for verb in {"confirm": ["confirm"], "publish": ["save", "submit", "publish"]}[by]:
        take(session, article, verb, author=author if verb in ("save", "submit") else moderator, **texts(verb))

    session.rollback()
    assert session.scalars(select(ArticleSource.version)).one() == "2026"
    assert fresh(session, article).state == "published"
    with transaction(session):
        assert sources.mark_outdated(session, at=now()) == 0


def test_the_worker_goes_on_with_what_is_too_much_for_one_click(settings, session, sessions, moderator, monkeypatch):
    monkeypatch.setattr(sources, "AT_A_TIME", 2)
    articles = [make_article(session) for _ in range(5)]
    source = make_source(session)
    for article in articles:
        rest(session, article, source, moderator)

    renew(session, source, moderator)
    at_once = sorted(fresh(session, each).state for each in articles)
    worker.drain(settings, sessions)

    assert at_once == ["needs_review"] * 2 + ["published"] * 3
    assert {fresh(session, each).state for each in articles} == {"needs_review"}


@pytest.mark.parametrize(
    "wrong",
    [
        (("", "1", ""), "title", "Vul dit in."),
        (("Wet", " ", ""), "version", "Vul dit in."),
        (("x" * 201, "1", ""), "title", "Dit is te lang. Maak het korter."),
        (("Wet", "x" * 81, ""), "version", "Dit is te lang. Maak het korter."),
        (("Wet", "1", "https://a.example/" + "x" * 500), "url", "Dit is te lang. Maak het korter."),
        (("Bouwbesluit", "1", ""), "title", "Er is al een bron met deze titel. Wijzig die, of kies een andere titel."),
        (("Wet", "1", "javascript:alert(1)"), "url", "Een adres begint met https"),
        (("Wet", "1", "//elders.example"), "url", "Een adres begint met https"),
        (("Wet", "1", "https://"), "url", "Een adres begint met https"),
        (("Wet", "1", "https://["), "url", "Een adres begint met https"),
        (("Wet", "1", "https://a.example/ b"), "url", "Een adres begint met https"),
        (("Wet", "1", 'https://a.example/"x'), "url", "Een adres begint met https"),
        (("Wet", "1", "https://ik:geheim@a.example"), "url", "Een adres begint met https"),
        (("Wet\u202e", "1", ""), "title", "leesrichting"),
    ],
)
@pytest.mark.parametrize("where", ["/sources", "/sources/2"])
def test_a_source_that_is_not_right_is_refused_with_what_was_typed(moderator, session, where, wrong):
    (title, version, url), field, sentence = wrong
    make_source(session)
    make_source(session, title="Andere wet", url="")

    page = moderator.do(where, "Bron bewaren", title=title, version=version, url=url)

    assert page.status_code == 422
    assert sentence in page.text
    assert f'id="{field}-error"' in page.text
    session.rollback()
    assert session.scalars(select(OfficialSource.title).order_by(OfficialSource.id)).all() == [
        "Bouwbesluit",
        "Andere wet",
    ]


def test_a_source_is_added_and_listed_with_how_many_rest_on_it(moderator, article, session):
    assert "Nog geen bronnen" in moderator.words("/sources")

    moderator.do("/sources", "Bron bewaren", title="Wet X", version="3.1", url="http://wet.example")
    rest(session, article, session.scalars(select(OfficialSource)).one(), moderator)

    page = moderator.words("/sources")
    assert "Wet X" in page
    assert "1 artikel rust op deze bron" in moderator.words("/sources/1")
    assert "Naar de eerste pagina" in moderator.words("/sources?page=9")
    line = session.scalars(select(AuditLine).where(AuditLine.action == "source.added")).one()
    assert (line.subject, line.actor_role, line.actor_id) == ("source:1", "moderator", moderator.actor.id)


@pytest.mark.parametrize("source", ["99", "x", ""])
def test_a_source_that_is_not_there_is_refused(moderator, article, session, source):
    make_source(session)

    page = moderator.do(f"/a/{article.slug}/curation", "Bron toevoegen", source=source)

    assert page.status_code == 422
    assert session.scalars(select(ArticleSource)).all() == []


def test_there_is_an_end_to_what_an_article_rests_on(moderator, article, session, monkeypatch):
    monkeypatch.setattr(curation, "MOST_SOURCES", 1)
    for title in ("Een", "Twee"):
        make_source(session, title=title)
    rest(session, article, session.get(OfficialSource, 1), moderator)
    rest(session, article, session.get(OfficialSource, 1), moderator)

    page = moderator.do(f"/a/{article.slug}/curation", "Bron toevoegen", source="2")

    assert page.status_code == 422
    assert "hoogstens 10 bronnen" in page.text
    with pytest.raises(Invalid):
        curation.add_source(session, 99, actor=moderator.actor, at=now(), slug=article.slug)


@pytest.mark.parametrize("role", ["author", "coach", "privacy-officer", "admin"])
def test_sources_are_kept_by_moderators(person, session, role):
    source = make_source(session)
    actor = make_actor(session, role)
    wording = Wording(title="Anders", version="9")

    for step in (
        lambda: sources.add(session, actor=actor, at=now(), wording=wording),
        lambda: sources.change(session, source.id, actor=actor, at=now(), wording=wording),
    ):
        with pytest.raises(NotFound), transaction(session):
            step()
    assert person(role).see("/sources").status_code == 404


def test_a_source_that_was_never_there_is_not_found(moderator, session):
    wording = Wording(title="Anders", version="9")
    with pytest.raises(NotFound), transaction(session):
        sources.change(session, 7, actor=moderator.actor, at=now(), wording=wording)
    assert moderator.see("/sources/7").status_code == 404


def test_the_page_says_when_it_was_confirmed_and_by_whom_only_as_a_role(app, moderator, article, session):
    other = make_account(session, roles=("moderator",), name="Quirine Bos")
    assert "daarna nog niet bevestigd" in moderator.words(f"/a/{article.slug}/curation")
    colleague = make_account(session, name="Fenna Wit", email=EMAIL)
    ask(moderator, article)
    Person(app, other).send(f"/a/{article.slug}/confirmation")
    Person(app, colleague).send(f"/a/{article.slug}/confirmation")
    moderator.do(f"/a/{article.slug}/curation", "Niet meer vragen")

    page = moderator.words(f"/a/{article.slug}/curation")

    assert "door een moderator" in page
    assert "door een beoordelaar" in page
    assert "Quirine" not in page
    assert "Fenna" not in page


def test_what_needs_review_says_why_and_until_when(moderator, article, session):
    with transaction(session):
        kept = session.get(Article, article.id)
        kept.state, kept.review_reason, kept.review_since = "needs_review", "source", now().date()

    page = moderator.words(f"/a/{article.slug}/curation")

    assert "Een bron is veranderd" in page
    assert "naar het archief op" in page


def test_a_named_reviewer_is_a_reviewer(moderator, article, session):
    colleague = make_account(session, email=EMAIL)
    ask(moderator, article)

    assert policy.parts(session, actor_of(colleague), fresh(session, article)) == {Part.REVIEWER}


@pytest.mark.parametrize(("domain", "refused"), [("fire", False), ("police", True), ("", False)])
def test_a_source_is_changed_by_who_moderates_something_that_rests_on_it(person, session, moderator, domain, refused):
    source, article = make_source(session), make_article(session)
    rest(session, article, source, moderator)
    other = person("moderator", domain=domain)

    if refused:
        with pytest.raises(NotAllowed):
            renew(session, source, other)
    else:
        renew(session, source, other)

    session.rollback()
    assert (article.state == "published") is refused
