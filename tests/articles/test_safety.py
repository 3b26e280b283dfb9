"""The safety check on every way in: what may be personal data is explained or stays out, whoever sends it and how."""

import logging

import pytest
from sqlalchemy import select

from tests.articles.test_steps import writes
from tests.factories import (
    content,
    make_actor,
    make_article,
    make_template,
    perform,
    prepared,
    ready_to_save,
    take,
    written,
)
from wiki.articles import safety, services
from wiki.articles.models import ReviewFinding
from wiki.articles.services import findings
from wiki.articles.services.byline import Byline
from wiki.articles.services.questions import open_questions
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.taxonomy.data import TYPES

# Invented: numbers that pass the tests and that nobody has.
BSN = "900000016"
BLOCKED = f"Zijn bsn is {BSN}."
CONFIRMED = "Bel 06-12345678 voor de sleutel."
BSN_RULE = "bsn.near-word"


@pytest.fixture
def author(session):
    return make_actor(session)


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def draft(session, author, cue=BLOCKED, **values):
    return make_article(session, status="draft", author=author, text=written(cue=cue), **values)


def explain(session, article, actor, *, reason="Zaaknummer uit een oefening"):
    found = safety.found_in_revision(article.head, kind=article.type, today=now().date())
    reasons = {each.same: reason for each in found if each.is_serious}
    with transaction(session):
        services.explain(session, actor=actor, at=now(), slug=article.slug, reasons=reasons)


def submit(session, article, actor):
    with transaction(session):
        services.submit(session, actor=actor, at=now(), slug=article.slug, based_on=article.head.number)


def publish(session, article, moderator, *, agreed=()):
    head = article.head
    with transaction(session):
        services.agree(session, actor=moderator, at=now(), slug=article.slug, ids=agreed)
        services.publish(
            session,
            actor=moderator,
            at=now(),
            slug=article.slug,
            based_on=head.number,
            domains=head.domains,
            blocks=head.blocks,
        )


def reasons(session):
    return session.scalars(select(ReviewFinding).order_by(ReviewFinding.id)).all()


@pytest.mark.parametrize("cue", [BLOCKED, CONFIRMED])
def test_what_is_found_holds_up_submitting_until_it_is_explained(session, author, cue):
    article = draft(session, author, cue)

    with pytest.raises(Invalid) as refused, writes(session) as written_rows:
        submit(session, article, author)

    assert refused.value.fields == {"findings": "open"}
    assert written_rows == []
    explain(session, article, author)
    submit(session, article, author)
    assert article.stage == "in_review"


@pytest.mark.parametrize("choice", [{"title": f"Over bsn {BSN}"}, {"tags": (f"bsn {BSN}",)}], ids=["title", "tags"])
def test_every_field_of_an_article_is_read(session, author, choice):
    article = make_article(session, status="draft", author=author, **choice)

    with pytest.raises(Invalid):
        submit(session, article, author)


def test_the_line_that_says_what_changed_is_read_too(session, author):
    article = make_article(session, status="draft", author=author)
    ready = ready_to_save(session, article)
    chosen = content(article.title, summary=f"Zonder bsn {BSN}")
    with transaction(session):
        perform(session, article, "save", actor=author, ready=ready, chosen=chosen)

    with pytest.raises(Invalid):
        submit(session, article, author)


def test_a_hint_holds_nothing_up_and_asks_for_nothing(session, author, moderator):
    article = draft(session, author, "Dat was dom van de ploeg.")

    submit(session, article, author)
    publish(session, article, moderator)

    assert (article.stage, reasons(session)) == ("published", [])


@pytest.mark.parametrize(
    ("cue", "risk"), [(BLOCKED, 2), (CONFIRMED, 1), ("Het alarmcode is 4711.", 1), ("Kijk naar de rook.", 0)]
)
def test_what_can_do_harm_waits_in_front(session, author, cue, risk):
    article = draft(session, author, cue)
    explain(session, article, author)

    submit(session, article, author)

    assert article.waiting_risk == risk


def test_what_blocks_is_published_when_a_moderator_agrees_and_not_before(session, author, moderator):
    article = draft(session, author)
    explain(session, article, author)
    submit(session, article, author)

    with pytest.raises(Invalid) as refused:
        publish(session, article, moderator)
    publish(session, article, moderator, agreed=[reason.id for reason in reasons(session)])

    assert refused.value.fields == {"findings": "open"}
    assert (article.stage, article.waiting_risk) == ("published", 0)
    (row,) = reasons(session)
    assert (row.agreed_by, row.reason) == (moderator.id, "Zaaknummer uit een oefening")


def test_what_asks_for_a_reason_is_published_with_it(session, author, moderator):
    article = draft(session, author, CONFIRMED)
    explain(session, article, author)
    submit(session, article, author)

    publish(session, article, moderator)

    assert article.stage == "published"


def test_a_reason_goes_along_while_the_same_words_are_found(session, author, moderator):
    article = draft(session, author)
    explain(session, article, author)
    submit(session, article, author)
    publish(session, article, moderator, agreed=[reason.id for reason in reasons(session)])

    for cue in (f"Iets ervoor. {BLOCKED}", f"Iets ervoor. Zijn bsn is {BSN[:-9]}123456782."):
        ready = prepared(session, written(cue=cue))
        with transaction(session):
            perform(session, article, "save", actor=author, ready=ready, chosen=content(article.title))

    first, second = reasons(session)
    text = article.revisions[1].text
    assert text[second.offset : second.offset + second.length] == BSN
    assert (second.revision_id, second.agreed_by) == (article.revisions[1].id, moderator.id)
    assert first.revision_id == article.revisions[0].id
    with pytest.raises(Invalid):
        submit(session, article, author)


def test_another_reason_is_agreed_anew(session, author, moderator):
    article = draft(session, author)
    explain(session, article, author)
    submit(session, article, author)
    publish(session, article, moderator, agreed=[reason.id for reason in reasons(session)])

    take(session, article, "save", author=author, chosen=content(article.title), text=article.head.text)
    explain(session, article, author, reason="Nummer van een slang")

    assert [reason.agreed_at for reason in reasons(session)][-1] is None


def test_an_empty_reason_takes_one_back(session, author):
    article = draft(session, author)
    explain(session, article, author)

    explain(session, article, author, reason="  ")

    assert reasons(session) == []


@pytest.mark.parametrize(
    ("reason", "code"), [("x" * (findings.LONGEST_REASON + 1), "too-long"), (f"Het is bsn {BSN}", "personal")]
)
def test_a_reason_is_short_and_tells_of_nobody(session, author, reason, code):
    article = draft(session, author)

    with pytest.raises(Invalid) as refused:
        explain(session, article, author, reason=reason)

    assert refused.value.fields == {"findings": code}


@pytest.mark.parametrize(
    ("role", "status", "refusal"),
    [("author", "published", NotAllowed), ("reader", "in_review", NotAllowed), ("moderator", "published", None)],
)
def test_who_cannot_save_or_decide_explains_nothing(session, role, status, refusal):
    article = make_article(session, status=status)
    actor = make_actor(session, role)

    if refusal is None:
        explain(session, article, actor)
    else:
        with pytest.raises(refusal):
            explain(session, article, actor)


def test_only_who_decides_agrees(session, author):
    article = draft(session, author)
    explain(session, article, author)
    submit(session, article, author)
    ids = [reason.id for reason in reasons(session)]

    for actor, refusal in ((author, NotAllowed), (make_actor(session, "reader"), NotFound)):
        with pytest.raises(refusal), transaction(session):
            services.agree(session, actor=actor, at=now(), slug=article.slug, ids=ids)

    assert [reason.agreed_at for reason in reasons(session)] == [None]


def test_agreeing_leaves_a_line_without_what_was_found(session, author, moderator):
    article = draft(session, author)
    explain(session, article, author)
    submit(session, article, author)

    publish(session, article, moderator, agreed=[reason.id for reason in reasons(session)])

    line = session.scalars(select(AuditLine).where(AuditLine.action == "finding.agreed")).one()
    assert (line.actor_id, line.detail) == (moderator.id, {"rule": BSN_RULE, "revision": 1})


def asked(session, article, author, moderator):
    with transaction(session):
        services.return_with_questions(
            session, actor=moderator, at=now(), slug=article.slug, based_on=1, questions=["Is dit", BLOCKED]
        )


def answered(session, article, author, moderator):
    take(session, article, "return", author=author, moderator=moderator)
    question = open_questions(session, article)[0].id
    with transaction(session):
        services.answer(session, actor=author, at=now(), slug=article.slug, answers={question: BLOCKED})


def named(session, article, author, moderator):
    with transaction(session):
        services.choose_byline(
            session, actor=author, at=now(), slug=article.slug, byline=Byline(kind="role_name", shown=CONFIRMED)
        )


def templated(session, article, author, moderator):
    make_template(session, text=BLOCKED, by=moderator)


@pytest.mark.parametrize(
    ("send", "fields"),
    [
        (asked, {"question_2": "personal"}),
        (answered, None),
        (named, {"role_name": "personal"}),
        (templated, {"text": "personal"}),
    ],
)
def test_a_line_beside_an_article_has_no_room_for_personal_data(session, author, moderator, send, fields):
    article = make_article(session, status="in_review", author=author)

    with pytest.raises(Invalid) as refused:
        send(session, article, author, moderator)

    assert set(refused.value.fields.values()) == {"personal"}
    assert fields in (None, refused.value.fields)


@pytest.mark.both_engines
def test_a_value_is_kept_and_logged_nowhere_but_in_the_text(session, author, moderator, caplog, engine_name):
    caplog.set_level(logging.DEBUG)
    article = draft(session, author)
    explain(session, article, author)
    submit(session, article, author)

    found = safety.found_in_revision(article.head, kind=article.type, today=now().date())

    assert [each.rule for each in found] == [BSN_RULE]
    assert BSN not in repr(found)
    assert BSN not in caplog.text
    kept = [repr(vars(row)) for model in (ReviewFinding, AuditLine) for row in session.scalars(select(model))]
    assert not any(BSN in row for row in kept)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_headings_and_questions_of_every_type_are_no_findings(kind):
    texts = [label for section in TYPES[kind].sections for label in (section.heading("nl"), section.heading("en"))]

    found = safety.found_in({"text": "\n".join(f"## {text}" for text in texts)}, kind=kind, today=now().date())

    assert [each for each in found if each.is_serious] == []
