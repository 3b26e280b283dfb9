"""Reports through the services: who may say what, what it leads to by itself, who decides, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.articles.test_steps import writes
from tests.factories import make_actor, make_article, written
from tests.moderation.reported import make_report
from wiki import audit
from wiki.accounts.models import Notice
from wiki.accounts.policy import ANONYMOUS
from wiki.articles import services as articles
from wiki.articles.services.telling import authors
from wiki.audit import AuditLine
from wiki.daily import Daily
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.policy import reports as policy
from wiki.moderation.queries import reports as queries
from wiki.moderation.services import matters, reports
from wiki.moderation.services.matters import Wish

THURSDAY = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TAKING_PART = ("reader", "author", "coach", "moderator", "knowledge-manager")
HIDING = ("moderator", "knowledge-manager", "privacy-officer", "admin")
ROLES = (*TAKING_PART, "privacy-officer", "admin")


def told(session, account, code=None):
    """The codes, or the subjects of one code, that an account was told."""
    notices = session.scalars(select(Notice).where(Notice.account_id == account).order_by(Notice.id)).all()
    return [notice.subject for notice in notices if notice.code == code] if code else [n.code for n in notices]


def lines(session, article):
    found = select(AuditLine).where(AuditLine.subject == f"article:{article.id}").order_by(AuditLine.id)
    return {line.action: line for line in session.scalars(found)}


def refused(session, act):
    """The name of the refusal, provided that nothing was written."""
    with writes(session) as written_rows, pytest.raises((Invalid, NotAllowed, NotFound)) as refusal:
        act()
    assert written_rows == []
    session.rollback()
    return refusal.value


def decide(session, said, actor, outcome="upheld", **options):
    with transaction(session):
        return reports.decide(session, said.id, actor=actor, at=now(), outcome=outcome, **options)


# Saying it


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ["outdated", "unsafe", "personal-data"])
def test_who_takes_part_may_report_and_nobody_else(session, role, kind):
    article, actor = make_article(session), make_actor(session, role)

    if role in TAKING_PART:
        assert make_report(session, article, kind=kind, by=actor).account_id == actor.id
    else:
        assert isinstance(refused(session, lambda: make_report(session, article, kind=kind, by=actor)), NotAllowed)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_hide_does_so_at_once(session, role):
    article, actor = make_article(session), make_actor(session, role)

    if role not in HIDING:
        hide = lambda: make_report(session, article, kind="unsafe", by=actor, hide=True)  # noqa: E731
        assert isinstance(refused(session, hide), NotAllowed)
        return
    make_report(session, article, kind="unsafe", by=actor, hide=True)

    line = lines(session, article)["article.withdrawn"]
    assert article.state == "withdrawn"
    assert (line.actor_id, line.actor_role) == (actor.id, role)


@pytest.mark.parametrize("role", ["moderator", "knowledge-manager"])
@pytest.mark.parametrize("kind", ["unsafe", "personal-data"])
def test_one_moderator_who_reports_what_harms_hides_it(session, role, kind):
    article = make_article(session)

    make_report(session, article, kind=kind, by=make_actor(session, role, domain="police"))

    assert article.state == "withdrawn"


@pytest.mark.parametrize("kind", ["outdated", "duplicate"])
def test_nothing_else_can_be_hidden(session, kind):
    article, guard = make_article(session), make_actor(session, "moderator")

    refusal = refused(session, lambda: make_report(session, article, kind=kind, by=guard, hide=True))

    assert refusal.fields == {"kind": "not-safety"}


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn", "binned-archived"])
@pytest.mark.parametrize("role", ["reader", "moderator", "privacy-officer"])
def test_what_readers_do_not_have_is_not_reported(session, status, role):
    article, actor = make_article(session, status=status), make_actor(session, role)

    assert isinstance(refused(session, lambda: make_report(session, article, by=actor)), NotFound)


def test_a_visitor_and_an_article_of_another_domain_are_not_found(session):
    article = make_article(session, audience="domain")

    for actor in (ANONYMOUS, make_actor(session, "reader", domain="police")):
        assert isinstance(refused(session, lambda actor=actor: make_report(session, article, by=actor)), NotFound)


def test_what_is_archived_can_be_reported_but_not_hidden(session):
    article, guard = make_article(session, status="archived"), make_actor(session, "moderator")

    assert isinstance(
        refused(session, lambda: make_report(session, article, kind="unsafe", by=guard, hide=True)), NotAllowed
    )
    make_report(session, article, kind="unsafe", by=guard)

    assert article.state == "archived"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"kind": ""}, {"kind": "which"}),
        ({"kind": "ugly"}, {"kind": "which"}),
        ({"sentence": "  "}, {"sentence": "needed"}),
        ({"kind": "unsafe", "sentence": ""}, {"sentence": "needed"}),
        ({"kind": "personal-data", "sentence": "x" * 501}, {"sentence": "too-long"}),
        ({"kind": "personal-data", "sentence": "Er staat bsn 900000016"}, {"sentence": "personal"}),
        ({"kind": "duplicate", "other": "Fuik", "sentence": ""}, {"sentence": "needed"}),
        ({"kind": "duplicate"}, {"other": "which-other"}),
        ({"kind": "duplicate", "other": "Onbekend"}, {"other": "no-such"}),
        ({"kind": "duplicate", "other": "Rook"}, {"other": "no-such"}),
        ({"kind": "duplicate", "other": "rook"}, {"other": "no-such"}),
        ({"kind": "duplicate", "other": "Geheim"}, {"other": "no-such"}),
        ({"kind": "duplicate", "other": "Twee"}, {"other": "several"}),
    ],
)
def test_a_report_without_what_it_needs_is_refused(session, said, fields):
    article = make_article(session, title="Rook")
    others = {title: make_article(session, title=title) for title in ("Fuik", "Twee", "Drie")}
    make_article(session, title="Geheim", status="draft")
    with transaction(session):
        others["Drie"].title = "Twee"
    reader = make_actor(session, "reader")

    assert refused(session, lambda: make_report(session, article, by=reader, **said)).fields == fields


def test_personal_data_need_no_words(session):
    assert make_report(session, make_article(session), kind="personal-data", sentence=" ").sentence == ""


@pytest.mark.parametrize(
    "other", ["Fuik", "FUIK", "fuik", "/a/fuik", "https://wiki.example/a/fuik?page=2#kop", "strop"]
)
def test_a_duplicate_names_the_other_by_title_or_address(session, other):
    article, meant = make_article(session, title="Rook"), make_article(session, title="Strop")
    with transaction(session):
        articles.rename(session, actor=make_actor(session, "moderator"), at=now(), slug="strop", to="fuik")
        meant.title = "Fuik"

    assert make_report(session, article, kind="duplicate", other=other).other_id == meant.id


def test_the_same_thing_said_again_takes_the_place_of_what_was_said(session):
    article, reader = make_article(session), make_actor(session, "reader")
    first = make_report(session, article, by=reader, at=THURSDAY)

    again = make_report(session, article, by=reader, sentence="Preciezer.", at=THURSDAY + timedelta(days=1))

    assert (again.id, again.sentence, again.at) == (first.id, "Preciezer.", THURSDAY)
    assert article.state == "published"


def test_another_kind_and_what_was_decided_are_reports_of_their_own(session):
    article, reader = make_article(session), make_actor(session, "reader")
    first = make_report(session, article, by=reader)
    other = make_report(session, article, by=reader, kind="personal-data")
    decide(session, first, make_actor(session, "moderator"), "dismissed")

    later = make_report(session, article, by=reader)

    assert len({first.id, other.id, later.id}) == 3


# What it leads to


@pytest.mark.both_engines
def test_two_readers_hide_what_harms_and_a_moderator_answers_both(session, engine_name):
    author, moderator = make_actor(session), make_actor(session, "moderator", domain="fire")
    article = make_article(session, author=author, moderator=moderator)
    readers = [make_actor(session, "reader") for _ in range(2)]

    first, second = (
        make_report(session, article, kind=kind, by=reader)
        for kind, reader in zip(("unsafe", "personal-data"), readers, strict=True)
    )

    assert article.state == "withdrawn"
    assert "withdrawn" in told(session, author.id)
    assert session.scalars(queries.open_reports(moderator)).all() == [first.id, second.id]
    decide(session, first, moderator, answer="Wij kijken mee.")
    decide(session, second, moderator, "dismissed")
    assert [told(session, reader.id) for reader in readers] == [["report-upheld"], ["report-dismissed"]]
    assert session.scalars(queries.open_reports(moderator)).all() == []


def test_what_was_reported_before_two_people_released_an_article_hides_it_no_more(session):
    article = make_article(session)
    first, second = make_actor(session, "reader"), make_actor(session, "reader")
    for reader in (first, second):
        make_report(session, article, kind="unsafe", by=reader, at=THURSDAY)
    release(session, article, at=THURSDAY + timedelta(days=1))

    make_report(session, article, kind="unsafe", by=first, at=THURSDAY + timedelta(days=2))
    after_one = article.state
    make_report(session, article, kind="unsafe", by=second, at=THURSDAY + timedelta(days=2))

    assert (after_one, article.state) == ("published", "withdrawn")


def test_what_was_called_outdated_before_somebody_confirmed_it_marks_it_no_more(session):
    article = make_article(session)
    first, second = make_actor(session, "reader"), make_actor(session, "reader")
    for reader in (first, second):
        make_report(session, article, by=reader, at=THURSDAY)
    with transaction(session):
        articles.confirm(
            session, actor=make_actor(session, "moderator"), at=THURSDAY + timedelta(days=1), slug=article.slug
        )

    make_report(session, article, by=first, at=THURSDAY + timedelta(days=2))

    assert article.state == "published"


def release(session, article, *, at):
    """Two people show a hidden article again."""
    asker, officer = make_actor(session, "moderator"), make_actor(session, "privacy-officer")
    with transaction(session):
        matter = matters.ask(
            session, actor=asker, at=at, slug=article.slug, wish=Wish(kind="release", ground="Nagelezen.")
        )
    with transaction(session):
        matters.agree(session, matter.id, actor=officer, at=at)


@pytest.mark.parametrize(("hide_after", "state"), [(1, "withdrawn"), (2, "published"), (3, "published")])
def test_how_many_readers_hide_is_a_setting(session, hide_after, state):
    article = make_article(session)

    make_report(session, article, kind="unsafe", hide_after=hide_after)

    assert article.state == state


def test_one_reader_is_one_however_often_they_say_it(session):
    article, reader = make_article(session), make_actor(session, "reader")

    for kind in ("unsafe", "unsafe", "personal-data"):
        make_report(session, article, kind=kind, by=reader)

    assert article.state == "published"


def test_what_was_dismissed_no_longer_counts(session):
    article = make_article(session)
    first = make_report(session, article, kind="unsafe")
    decide(session, first, make_actor(session, "moderator"), "dismissed")

    make_report(session, article, kind="unsafe")

    assert article.state == "published"


def test_what_readers_hide_is_in_the_log_by_the_day_and_without_them(session):
    article = make_article(session)
    for _ in range(2):
        make_report(session, article, kind="unsafe", at=THURSDAY)

    found = lines(session, article)

    for action, role in (("article.reported", "reader"), ("article.withdrawn", "system")):
        line = found[action]
        assert (line.actor_id, line.actor_role, line.at) == (None, role, audit.day_of(THURSDAY))


@pytest.mark.parametrize("role", TAKING_PART)
def test_the_log_tells_of_no_report_who_made_it(session, role):
    article, actor = make_article(session), make_actor(session, role)

    make_report(session, article, by=actor, sentence="Vertrouwelijk")

    line = lines(session, article)["article.reported"]
    assert (line.actor_id, line.actor_role, line.detail) == (None, "reader", {"kind": "outdated"})


def test_two_readers_who_say_it_is_outdated_mark_it_for_review(session):
    author = make_actor(session)
    article = make_article(session, author=author)
    make_report(session, article)
    assert (article.state, told(session, author.id)) == ("published", [])

    make_report(session, article)
    make_report(session, article)

    assert (article.state, article.review_reason) == ("needs_review", "reports")
    assert told(session, author.id, "reported-outdated") == [f"article:{article.id}"]


def test_who_decides_is_told_of_what_harms_and_who_said_or_wrote_it_is_not(session):
    fire, police = (make_actor(session, "moderator", domain=domain) for domain in ("fire", "police"))
    officer, writer = make_actor(session, "privacy-officer"), make_actor(session, "moderator")
    article = make_article(session, author=writer, moderator=fire)
    reporter = make_actor(session, "moderator", domain="fire")

    make_report(session, article)
    assert not any(told(session, actor.id) for actor in (fire, officer))
    make_report(session, article, kind="unsafe", by=reporter)

    assert [told(session, actor.id) for actor in (fire, officer)] == [["reported-unsafe"]] * 2
    assert [told(session, actor.id) for actor in (police, writer, reporter)] == [[], ["withdrawn"], []]


# Deciding


@pytest.mark.parametrize(
    ("role", "domain", "kinds"),
    [
        ("moderator", "", policy.KINDS),
        ("moderator", "fire", policy.KINDS),
        ("moderator", "police", ()),
        ("knowledge-manager", "fire", policy.KINDS),
        ("privacy-officer", "", policy.SAFETY),
        ("admin", "", ()),
        ("coach", "", ()),
        ("author", "", ()),
        ("reader", "", ()),
    ],
)
def test_who_decides_about_which_reports(session, role, domain, kinds):
    article, actor = make_article(session), make_actor(session, role, domain=domain)
    other = make_article(session, title="Fuik", domains=("enforcement",))
    made = {kind: make_report(session, article, kind=kind, hide_after=9, other=other.slug) for kind in policy.KINDS}

    seen = set(session.scalars(queries.open_reports(actor)))

    assert seen == {made[kind].id for kind in kinds}
    for kind, said in made.items():
        if kind not in kinds:
            assert isinstance(refused(session, lambda said=said: decide(session, said, actor)), NotFound)
            assert isinstance(refused(session, lambda said=said: flag(session, said, actor)), NotFound)
            with pytest.raises(NotFound):
                queries.report(session, actor, said.id, now().date())
        else:
            assert decide(session, said, actor).decided_by == actor.id
            assert queries.report(session, actor, said.id, now().date()).outcome == "upheld"


def test_nobody_decides_about_what_they_wrote_or_sees_what_is_said_of_it(session):
    moderator = make_actor(session, "moderator")
    said = make_report(session, make_article(session, author=moderator), kind="unsafe")

    assert session.scalars(queries.open_reports(moderator)).all() == []
    assert isinstance(refused(session, lambda: decide(session, said, moderator)), NotFound)


def test_a_decision_is_in_the_log_with_who_took_it(session):
    for role, word in (("moderator", "moderator"), ("privacy-officer", "privacy-officer")):
        article, actor = make_article(session), make_actor(session, role)
        decide(session, make_report(session, article, kind="unsafe"), actor, "dismissed")

        line = lines(session, article)["article.report_decided"]
        assert (line.actor_id, line.actor_role) == (actor.id, word)
        assert line.detail == {"kind": "unsafe", "outcome": "dismissed"}


def test_a_decision_is_taken_once(session):
    said, moderator = make_report(session, make_article(session)), make_actor(session, "moderator")
    decide(session, said, moderator)

    assert isinstance(refused(session, lambda: decide(session, said, moderator, "dismissed")), NotAllowed)


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        ({"outcome": ""}, {"outcome": "unknown"}),
        ({"outcome": "maybe"}, {"outcome": "unknown"}),
        ({"answer": "x" * 501}, {"answer": "too-long"}),
    ],
)
def test_a_decision_that_is_none_is_refused(session, options, fields):
    said, moderator = make_report(session, make_article(session)), make_actor(session, "moderator")

    assert refused(session, lambda: decide(session, said, moderator, **options)).fields == fields


def test_a_reader_whose_account_is_gone_is_not_told(session):
    said = make_report(session, make_article(session))
    with transaction(session):
        said.account_id = None

    decide(session, said, make_actor(session, "moderator"))

    assert session.scalars(select(Notice).where(Notice.code == "report-upheld")).all() == []


def test_a_decision_about_a_duplicate_may_name_another_article(session):
    article, moderator = make_article(session), make_actor(session, "moderator")
    first, second = (make_article(session, title=title) for title in ("Fuik", "Strop"))
    said = make_report(session, article, kind="duplicate", other=first.slug)

    refusal = refused(session, lambda: decide(session, said, moderator, other="Onbekend"))
    assert refusal.fields == {"other": "no-such"}
    decide(session, said, moderator, other=second.slug)

    assert said.other_id == second.id
    assert told(session, next(iter(authors(session, article)))) == []


def make_question(session, *, answers="", **options):
    text = written("question", answers=answers)
    return make_article(session, kind="question", text=text, **options)


@pytest.mark.parametrize(
    ("make", "is_one"),
    [
        (make_article, True),
        (lambda session: make_article(session, status="needs_review"), True),
        (lambda session: make_question(session, answers="Zo doe je dat."), True),
        (make_question, False),
        (lambda session: make_article(session, status="archived"), False),
        (lambda session: make_article(session, status="draft"), False),
    ],
)
def test_what_an_answer_is(session, make, is_one):
    assert policy.is_answer(make(session)) is is_one


def test_a_question_is_closed_as_a_duplicate_with_an_answer_alone(session):
    asker, moderator = make_actor(session), make_actor(session, "moderator")
    question, same, answer = make_question(session, author=asker), make_question(session), make_article(session)
    said = make_report(session, question, kind="duplicate", other=same.slug)

    assert refused(session, lambda: decide(session, said, moderator)).fields == {"other": "no-answer"}
    decide(session, said, moderator, other=answer.slug)

    assert told(session, asker.id, "answered-elsewhere") == [f"article:{answer.id}"]


def test_a_question_whose_answer_went_is_not_closed(session):
    question, same, moderator = make_question(session), make_article(session), make_actor(session, "moderator")
    said = make_report(session, question, kind="duplicate", other=same.slug)
    with transaction(session):
        said.other_id = None

    assert refused(session, lambda: decide(session, said, moderator)).fields == {"other": "no-answer"}
    assert decide(session, said, moderator, "dismissed").outcome == "dismissed"


def flag(session, said, actor):
    with transaction(session):
        return reports.flag(session, said.id, actor=actor, at=now())


def test_a_reported_article_is_marked_by_a_moderator_and_its_author_told(session):
    author = make_actor(session)
    said = make_report(session, make_article(session, author=author))

    article = flag(session, said, make_actor(session, "moderator"))

    assert article.state == "needs_review"
    assert told(session, author.id) == ["reported-outdated"]


def test_a_privacy_officer_decides_and_marks_nothing(session):
    said, officer = make_report(session, make_article(session), kind="unsafe"), make_actor(session, "privacy-officer")

    assert isinstance(refused(session, lambda: flag(session, said, officer)), NotAllowed)


# In time


@pytest.mark.parametrize(
    ("day", "is_late"), [("2026-11-26", False), ("2026-11-30", False), ("2026-12-01", True), ("2027-01-01", True)]
)
def test_a_decision_is_late_after_two_working_days(session, day, is_late):
    said = make_report(session, make_article(session), at=THURSDAY)

    assert queries.is_late(said, datetime.fromisoformat(day).date()) is is_late


def test_who_decides_is_told_once_that_a_report_waits_too_long(session):
    fire, police = (make_actor(session, "moderator", domain=domain) for domain in ("fire", "police"))
    officer, writer = make_actor(session, "privacy-officer"), make_actor(session, "moderator")
    article = make_article(session, author=writer, moderator=fire)
    make_report(session, article, at=THURSDAY)
    decide(session, make_report(session, article, kind="personal-data", at=THURSDAY), fire)

    for days in (0, 4, 5, 6):
        with transaction(session):
            reports.remind(session, at=THURSDAY + timedelta(days=days))
            session.query(Notice).filter(Notice.account_id == fire.id).update({"is_read": True})

    people = (fire, police, officer, writer)
    assert [told(session, actor.id, "reports-late") for actor in people] == [["reports"], [], [], []]
    line = lines(session, article)["article.report_late"]
    assert (line.actor_id, line.actor_role) == (None, "system")


def test_the_daily_round_tells_of_what_is_late(settings, sessions, session):
    moderator = make_actor(session, "moderator")
    make_report(session, make_article(session, moderator=moderator), at=THURSDAY - timedelta(days=400))

    Daily(settings, sessions).tend(now().date())

    assert told(session, moderator.id) == ["reports-late"]


def test_privacy_officers_are_told_of_what_harms(session):
    officer = make_actor(session, "privacy-officer")
    make_report(session, make_article(session), kind="unsafe", at=THURSDAY)

    with transaction(session):
        reports.remind(session, at=THURSDAY + timedelta(days=7))

    assert "reports-late" in told(session, officer.id)
