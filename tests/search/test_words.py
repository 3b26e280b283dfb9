"""The list of words: who keeps it, and that search goes by it at once."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_actor, make_article, make_headword, written
from tests.visitor import Person
from wiki.accounts.policy import Actor
from wiki.audit import AuditLine
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.search import indexing, services
from wiki.search.engine import Engine
from wiki.search.models import Headword
from wiki.search.queries import wordlist
from wiki.search.services import Wording
from wiki.settings import Settings

pytestmark = pytest.mark.both_engines(by_day=False)

People = Callable[..., Person]


def add(session: Session, actor: Actor, wording: Wording) -> Headword:
    with transaction(session):
        return services.add(session, actor=actor, wording=wording, at=now())


def found(person: Person, typed: str) -> bool:
    """Whether the page has hits, and not just what may come near."""
    return "pw-hits" in person.words(f"/search?q={typed}")


def forms(session: Session) -> dict[str, list[str]]:
    session.expire_all()
    return {row.word: row.forms for row in session.scalars(select(Headword))}


@pytest.mark.parametrize("role", ["reader", "author", "coach", "moderator", "privacy-officer"])
def test_others_keep_no_words(session: Session, role: str) -> None:
    headword = make_headword(session)
    actor = make_actor(session, role)

    for work in (
        lambda: services.add(session, actor=actor, wording=Wording("vuur", ("brand",)), at=now()),
        lambda: services.change(session, headword.id, actor=actor, wording=Wording("vuur", ("brand",)), at=now()),
        lambda: services.remove(session, headword.id, actor=actor, at=now()),
        lambda: wordlist.headword(session, headword.id, actor=actor),
        lambda: wordlist.headwords(session, actor=actor, q="", domain="", number=1),
    ):
        with pytest.raises(NotFound):
            work()


@pytest.mark.both_engines
def test_a_knowledge_manager_of_a_domain_keeps_the_words_of_that_domain(session: Session) -> None:
    general, police = make_headword(session, "boa"), make_headword(session, "aanhouding", domain="police")
    manager = make_actor(session, "knowledge-manager", domain="fire")

    add(session, manager, Wording("ademlucht", ("adl",), domain="fire"))

    for domain in ("", "police"):
        with pytest.raises(Invalid) as refused:
            add(session, manager, Wording("bluswater", ("water",), domain=domain))
        assert refused.value.fields == {"domain": "unknown"}
    for headword in (general, police):
        with pytest.raises(NotAllowed):
            services.remove(session, headword.id, actor=manager, at=now())


@pytest.mark.parametrize(
    ("wording", "fields"),
    [
        (Wording("", ("a1",)), {"word": "missing"}),
        (Wording("?!", ("a1",)), {"word": "no-word"}),
        (Wording("a" * 81, ("a1",)), {"word": "too-long"}),
        (Wording("vuur", ()), {"forms": "missing"}),
        (Wording("vuur", ("VUUR", "vúúr")), {"forms": "missing"}),
        (Wording("vuur", ("b" * 81,)), {"forms": "bad-form"}),
        (Wording("vuur", ("--",)), {"forms": "bad-form"}),
        (Wording("vuur", tuple(f"vorm{number}" for number in range(31))), {"forms": "too-many"}),
        (Wording("vuur", ("brand",), kind="rumour"), {"kind": "unknown"}),
        (Wording("vuur", ("brand",), domain="circus"), {"domain": "unknown"}),
        (Wording("vuur", ("brand",), explanation="x" * 401), {"explanation": "too-long"}),
        (Wording("Ademlucht", ("adl",)), {"word": "taken"}),
    ],
)
def test_what_cannot_be_kept_is_said_for_each_field(session: Session, wording: Wording, fields: dict[str, str]) -> None:
    make_headword(session, "ademlucht")

    with pytest.raises(Invalid) as refused:
        add(session, make_actor(session, "admin"), wording)

    assert refused.value.fields == fields


def test_a_term_needs_no_other_form_and_the_same_word_may_stand_in_two_domains(session: Session) -> None:
    manager = make_actor(session, "knowledge-manager")

    add(session, manager, Wording("verkenning", kind="term", explanation="Rondkijken voor je begint."))
    add(session, manager, Wording("verkenning", ("360",), domain="fire"))

    assert len(session.scalars(select(Headword)).all()) == 2


def test_forms_are_kept_once_in_the_order_given(session: Session) -> None:
    add(session, make_actor(session, "admin"), Wording("boa", ("BOA", "Handhaver", "handhaver", "stadswacht")))

    assert forms(session) == {"boa": ["Handhaver", "stadswacht"]}


def test_each_write_leaves_a_line_without_the_word(session: Session) -> None:
    manager = make_actor(session, "knowledge-manager")
    headword = add(session, manager, Wording("ademlucht", ("adl",)))
    with transaction(session):
        services.change(session, headword.id, actor=manager, wording=Wording("adem", ("adl",)), at=now())
    with transaction(session):
        services.remove(session, headword.id, actor=manager, at=now())

    lines = session.scalars(select(AuditLine).where(AuditLine.subject == f"headword:{headword.id}")).all()

    assert [line.action for line in lines] == ["headword.added", "headword.changed", "headword.removed"]
    assert {(line.actor_role, line.actor_id) for line in lines} == {("knowledge-manager", manager.id)}
    assert not [line for line in lines if "adem" in str(line.detail)]


def test_a_list_is_started_once(session: Session) -> None:
    with transaction(session):
        assert (
            services.start(session, [Wording("boa", ("handhaver",)), Wording("apv", ("verordening",))], at=now()) == 2
        )
    with transaction(session):
        assert services.start(session, [Wording("oga", ("officier",))], at=now()) == 0

    assert forms(session).keys() == {"boa", "apv"}


def test_what_is_kept_in_one_process_counts_in_the_next_question_of_another(
    session: Session, settings: Settings
) -> None:
    other_engine = make_engine(settings.database)
    manager = make_actor(session, "admin")
    with make_sessions(other_engine)() as other:
        assert not wordlist.synonyms(other).meanings
        other.rollback()
        headword = add(session, manager, Wording("ademlucht", ("adl",)))
        assert [meaning.forms for meaning in wordlist.synonyms(other).meanings] == [("ademlucht", "adl")]
        other.rollback()
        with transaction(session):
            services.change(session, headword.id, actor=manager, wording=Wording("ademlucht", ("al",)), at=now())
        assert [meaning.forms for meaning in wordlist.synonyms(other).meanings] == [("ademlucht", "al")]
    other_engine.dispose()


@pytest.mark.both_engines
def test_the_list_is_looked_through_in_any_spelling_and_by_domain(session: Session) -> None:
    make_headword(session, "Coördinatie", "commando", domain="fire")
    make_headword(session, "boa", "handhaver")

    def listed(q: str = "", domain: str = "") -> list[str]:
        page = wordlist.headwords(session, actor=make_actor(session, "admin"), q=q, domain=domain, number=1)
        return [row.word for row in page.items]

    assert listed() == ["boa", "Coördinatie"]
    assert (listed("coordi"), listed("HANDH"), listed("xyzzy")) == (["Coördinatie"], ["boa"], [])
    assert (listed(domain="fire"), listed(domain=wordlist.ALL)) == (["Coördinatie"], ["boa"])


def test_a_manager_adds_changes_and_removes_a_word_and_search_follows_without_a_new_index(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Ademlucht op tijd", text=written(cue="Kijk op de manometer."))
    indexing.rebuild(engine, sessions)
    manager, reader = person("knowledge-manager"), person("reader")
    assert not found(reader, "zuurstof")

    kept = manager.do("/words/new", "Woord bewaren", word="ademlucht", forms="zuurstof\nperslucht", kind="synonym")
    assert "Zoeken rekent er meteen mee." in kept.get_data(as_text=True)
    assert found(reader, "zuurstof")

    (headword,) = session.scalars(select(Headword))
    manager.do(f"/words/{headword.id}", "Woord bewaren", forms="perslucht")
    assert not found(reader, "zuurstof")
    assert found(reader, "perslucht")

    manager.do(f"/words/{headword.id}", "Uit de lijst halen")
    assert not found(reader, "perslucht")


def test_a_refused_word_keeps_what_was_typed(person: People) -> None:
    page = person("admin").do("/words/new", "Woord bewaren", word="bob", forms="", explanation="Twee dingen.")

    text = page.get_data(as_text=True)
    assert page.status_code == 422
    assert 'value="bob"' in text
    assert "Twee dingen." in text


def test_a_form_with_several_meanings_asks_which_one(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_headword(session, "bewuste onbeschonken bestuurder", "BOB")
    make_headword(session, "beeldvorming oordeelsvorming besluitvorming", "BOB")
    indexing.rebuild(engine, sessions)

    text = person("reader").words("/search?q=bob+oefenen")

    assert "Bedoel je met BOB:" in text
    assert "q=bewuste+onbeschonken+bestuurder+oefenen" in text
    assert "q=beeldvorming+oordeelsvorming+besluitvorming+oefenen" in text


def test_a_word_of_another_domain_is_shown_without_a_form(person: People, session: Session) -> None:
    headword = make_headword(session, "aanhouding", "arrestatie", domain="police")

    text = person("knowledge-manager", domain="fire").words(f"/words/{headword.id}")

    assert "arrestatie" in text
    assert "Woord bewaren" not in text


def test_a_number_is_never_given_twice(session: Session) -> None:
    manager = make_actor(session, "admin")
    first = add(session, manager, Wording("ademlucht", ("adl",)))
    with transaction(session):
        services.remove(session, first.id, actor=manager, at=now())

    assert add(session, manager, Wording("bluswater", ("water",))).id > first.id


def test_the_line_of_a_word_that_moved_says_from_which_domain(session: Session) -> None:
    manager = make_actor(session, "admin")
    headword = add(session, manager, Wording("ademlucht", ("adl",), domain="fire"))
    with transaction(session):
        wording = Wording("ademlucht", ("adl",), domain="police")
        services.change(session, headword.id, actor=manager, wording=wording, at=now())

    line = session.scalars(select(AuditLine).where(AuditLine.action == "headword.changed")).one()

    assert (line.detail, line.actor_role) == ({"domain": "police", "was": "fire"}, "admin")


def test_a_number_that_names_no_word_is_not_found(session: Session) -> None:
    manager = make_actor(session, "admin")

    for work in (
        lambda: services.change(session, 99, actor=manager, wording=Wording("vuur", ("brand",)), at=now()),
        lambda: services.remove(session, 99, actor=manager, at=now()),
        lambda: wordlist.headword(session, 99, actor=manager),
    ):
        with pytest.raises(NotFound):
            work()


def test_empty_forms_are_left_out(session: Session) -> None:
    add(session, make_actor(session, "admin"), Wording("vuur", ("", "brand", "")))

    assert forms(session) == {"vuur": ["brand"]}


@pytest.mark.both_engines
def test_of_two_who_add_the_same_word_at_once_one_is_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = make_actor(session, "admin")
    add(session, manager, Wording("vuur", ("brand",)))
    monkeypatch.setattr(services, "_is_there", lambda *_: False)

    with pytest.raises(Invalid) as refused:
        add(session, manager, Wording("vuur", ("vlam",)))

    assert refused.value.fields == {"word": "taken"}
    assert forms(session) == {"vuur": ["brand"]}
