"""The assumption check through the services: when it opens, who decides, what follows, and looking back."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import actor_of, make_actor, make_article, take, written
from tests.moderation.test_reports import lines
from tests.moderation.test_reports import told as notices_of
from tests.practice.made import checks_of, decided, doubted, later, told
from tests.practice.test_applying import all_told, author_of, refused
from wiki.accounts.models import Account
from wiki.articles import queries as articles
from wiki.articles import services as articles_services
from wiki.daily import Daily
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.practice.queries import applied as shown
from wiki.practice.queries import checks as queries
from wiki.practice.services import checking

DAY = timedelta(days=1)
THURSDAY = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def not_decided(session, check, by=None, outcome="kept", **found):
    moderator = by or make_actor(session, "moderator")
    return refused(session, lambda: decided(session, check, outcome, by=moderator, **found))


def owner(session, article):
    return actor_of(session.get_one(Account, author_of(session, article)))


def look_back(session, check, *, holds, by=None, at=None):
    moderator = by or make_actor(session, "moderator")
    with transaction(session):
        return checking.look_back(session, check.id, actor=moderator, at=at or now() + 91 * DAY, holds=holds)


def reading(session, article):
    """The page that readers have of it."""
    session.expire_all()
    return articles.page(session, make_actor(session, "reader"), article.id, now().date())


# Opening


def test_one_that_made_things_worse_opens_a_check(session):
    article = make_article(session)

    told(session, article, "backfired")

    (check,) = checks_of(session, article)
    assert (check.outcome, check.revision_id) == (None, article.published_id)
    assert lines(session, article)["assumption.doubted"].actor_role == "system"


def test_one_no_is_not_enough_and_two_are(session):
    article = make_article(session)

    counts = []
    for _ in range(2):
        told(session, article, "failed", assumption="no")
        counts.append(len(checks_of(session, article)))

    assert counts == [0, 1]


def test_one_reader_who_says_it_twice_is_one(session):
    article, reader = make_article(session), make_actor(session, "reader")

    for _ in range(2):
        told(session, article, "failed", assumption="no", by=reader)

    assert checks_of(session, article) == []


def test_a_check_counts_what_was_told_before_and_while_it_is_open(session):
    article = make_article(session)
    told(session, article)
    doubted(session, article)
    told(session, article, "backfired")

    (check,) = checks_of(session, article)
    assert queries.rows(session, [check.id], now().date())[0].count == 3


def test_after_a_decision_doubts_are_counted_anew(session):
    article = make_article(session)
    for _ in range(2):
        told(session, article, "failed", assumption="no")
    decided(session, checks_of(session, article)[0])

    told(session, article, "failed", assumption="no")
    assert len(checks_of(session, article)) == 1
    told(session, article, "failed", assumption="no")
    assert len(checks_of(session, article)) == 2


def test_who_was_just_heard_does_not_open_the_next_one_alone(session):
    article, reader = make_article(session), make_actor(session, "reader")
    told(session, article, "backfired", by=reader)
    decided(session, checks_of(session, article)[0])

    told(session, article, "backfired", by=reader)
    assert len(checks_of(session, article)) == 1
    told(session, article, "backfired")
    assert len(checks_of(session, article)) == 2


def test_moderators_of_the_domain_and_the_author_are_told(session):
    moderator, elsewhere = (make_actor(session, "moderator", domain=domain) for domain in ("fire", "police"))
    both = make_actor(session, "author", "moderator")
    article = make_article(session, author=both)

    doubted(session, article)

    assert notices_of(session, moderator.id) == ["assumption-check"]
    assert notices_of(session, elsewhere.id) == []
    assert notices_of(session, both.id) == ["applied-failed", "assumption-doubted"]


# Who decides


def test_the_list_and_a_check_are_for_moderators_of_its_domain_who_did_not_write_it(session):
    both = make_actor(session, "author", "moderator")
    check = doubted(session, make_article(session, author=both))
    today = now().date()

    others = [both, make_actor(session, "moderator", domain="police"), make_actor(session, "reader")]
    for actor in [*others, make_actor(session, "privacy-officer"), make_actor(session, "admin")]:
        assert queries.number_waiting(session, actor, today) == 0
        with pytest.raises(NotFound):
            queries.check(session, actor, check.id, today)
        assert isinstance(not_decided(session, check, actor), NotFound)
    for role in ("moderator", "knowledge-manager"):
        actor = make_actor(session, role)
        assert session.scalars(queries.waiting(actor, today)).all() == [check.id]
        assert queries.check(session, actor, check.id, today).row.id == check.id


def test_what_lies_in_the_bin_is_decided_no_more(session):
    article = make_article(session)
    check = doubted(session, article)
    for verb in ("archive", "dispose"):
        take(session, article, verb, author=make_actor(session))

    assert isinstance(not_decided(session, check), NotFound)


def test_nothing_is_decided_twice(session):
    check = doubted(session, make_article(session))
    decided(session, check)

    assert isinstance(not_decided(session, check), NotAllowed)


@pytest.mark.parametrize(
    ("found", "fields"),
    [
        ({"outcome": ""}, {"outcome": "which"}),
        ({"old": " "}, {"old": "needed"}),
        ({"evidence": ""}, {"evidence": "needed"}),
        ({"evidence": "Belde 06-12345678"}, {"evidence": "personal"}),
        ({"new": "x" * 501}, {"new": "too-long"}),
        ({"outcome": "narrowed", "new": ""}, {"new": "needed"}),
        ({"outcome": "narrowed", "look_back_on": None}, {"look_back_on": "needed-day"}),
        ({"look_back_on": now().date()}, {"look_back_on": "when"}),
        ({"look_back_on": now().date() + 800 * DAY}, {"look_back_on": "when"}),
        ({"outcome": "replaced"}, {"other": "which-other"}),
        ({"outcome": "replaced", "other": "Onbekend"}, {"other": "no-such"}),
        ({"outcome": "replaced", "other": "Gearchiveerd"}, {"other": "no-such"}),
        ({"outcome": "replaced", "other": "Dubbel"}, {"other": "several"}),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(session, found, fields):
    check = doubted(session, make_article(session))
    make_article(session, status="archived", title="Gearchiveerd")
    make_article(session, title="Dubbel")
    twin = make_article(session)
    with transaction(session):
        twin.title = "dubbel"

    refusal = not_decided(session, check, **found)

    assert isinstance(refusal, Invalid)
    assert refusal.fields == fields


def test_what_was_told_meanwhile_is_read_first(session):
    article = make_article(session)
    check = doubted(session, article)
    told(session, article, "backfired", adjustment="Van opzij.")

    assert not_decided(session, check, seen=1).fields == {"outcome": "more-told"}
    assert decided(session, check, seen=2).outcome == "kept"


def test_a_check_names_no_article_that_the_moderator_may_not_read(session):
    article, secret = (
        make_article(session),
        make_article(session, title="Geheim", domains=("police",), audience="domain"),
    )
    check = decided(session, doubted(session, article), "replaced", other="Geheim")
    take(session, article, "submit", author=owner(session, article))

    seen = [
        queries.check(session, make_actor(session, "moderator", domain=domain), check.id, now().date()).other
        for domain in ("fire", "")
    ]

    assert [card and card.slug for card in seen] == [None, secret.slug]


# What follows


def test_what_is_kept_leaves_the_article_as_it_is(session):
    article = make_article(session)
    check = decided(session, doubted(session, article))

    assert (article.state, check.outcome, check.look_back_on) == ("published", "kept", None)
    assert reading(session, article).adjusted_after == 0
    assert notices_of(session, author_of(session, article))[-1] == "assumption-kept"


def test_what_is_narrowed_needs_review_until_its_text_is_adjusted(session):
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, author=author)
    told(session, article)
    decided(session, doubted(session, article), "narrowed")
    assert (article.state, article.review_reason) == ("needs_review", "practice")
    assert reading(session, article).adjusted_after == 0

    for verb in ("save", "submit", "publish"):
        take(session, article, verb, author=author, moderator=moderator, text=written(limits="Niet bij drukte."))

    assert article.state == "published"
    assert reading(session, article).adjusted_after == 2
    assert "assumption-narrowed" in notices_of(session, author.id)


def test_a_change_from_before_adjusts_nothing(session):
    author = make_actor(session)
    article = make_article(session, author=author, status="change-in-review")
    decided(session, doubted(session, article), "narrowed")

    take(session, article, "publish", author=author)

    assert (article.state, reading(session, article).adjusted_after) == ("published", 0)


def test_what_is_confirmed_as_it_is_waits_for_no_other_text(session):
    author = make_actor(session)
    article = make_article(session, author=author)
    decided(session, doubted(session, article), "narrowed")
    with transaction(session):
        articles_services.confirm(session, actor=make_actor(session, "moderator"), at=now(), slug=article.slug)

    for verb in ("save", "submit", "publish"):
        take(session, article, verb, author=author, text=article.head.text)

    assert reading(session, article).adjusted_after == 0


def test_it_says_why_when_it_needed_review_already(session):
    article = make_article(session, status="needs_review")
    decided(session, doubted(session, article), "narrowed")

    assert article.review_reason == "practice"


def test_what_is_hidden_meanwhile_is_narrowed_and_stays_hidden(session):
    article = make_article(session)
    check = doubted(session, article)
    take(session, article, "hide", author=make_actor(session))

    decided(session, check, "narrowed")

    assert (article.state, article.review_reason, article.adjusting_after) == ("withdrawn", None, 1)


def test_a_second_time_adds_to_the_first(session):
    author = make_actor(session)
    article = make_article(session, author=author)
    for _ in range(2):
        decided(session, doubted(session, article), "narrowed")
        for verb in ("save", "submit", "publish"):
            take(session, article, verb, author=author, text=article.head.text)

    assert reading(session, article).adjusted_after == 2


def test_what_comes_back_is_replaced_no_more(session):
    author = make_actor(session)
    article, better = make_article(session, author=author), make_article(session, title="Beter")
    decided(session, doubted(session, article), "replaced", other="Beter")

    for verb in ("submit", "publish"):
        take(session, article, verb, author=author)

    assert reading(session, article).superseded_by is None
    assert reading(session, better).supersedes == ()


def test_what_was_replaced_twice_leads_to_the_last(session):
    first, second, third = (make_article(session) for _ in range(3))
    decided(session, doubted(session, first), "replaced", other=f"/a/{second.slug}")
    decided(session, doubted(session, second), "replaced", other=f"/a/{third.slug}")

    assert reading(session, first).superseded_by.slug == third.slug


def test_two_that_were_hidden_and_replaced_by_each_other_lead_nowhere(session):
    first, second = make_article(session), make_article(session)
    with transaction(session):
        first.superseded_by_id, second.superseded_by_id = second.id, first.id
        first.state = second.state = "archived"

    assert reading(session, first).superseded_by is None


def test_what_is_replaced_is_archived_and_leads_to_the_other(session):
    article, better = make_article(session), make_article(session, title="Beter")
    check = decided(session, doubted(session, article), "replaced", other="Beter")

    assert (article.state, check.replaced_by_id) == ("archived", better.id)
    assert reading(session, article).superseded_by.slug == better.slug
    assert [card.slug for card in reading(session, better).supersedes] == [article.slug]
    assert notices_of(session, author_of(session, article))[-1] == "assumption-replaced"


def test_what_was_archived_meanwhile_can_be_replaced(session):
    article, better = make_article(session), make_article(session)
    check = doubted(session, article)
    take(session, article, "archive", author=make_actor(session))

    decided(session, check, "replaced", other=f"/a/{better.slug}")

    assert article.superseded_by_id == better.id


def test_an_article_in_its_place_that_lists_do_not_show_is_not_named(session):
    article, better = make_article(session), make_article(session, title="Beter")
    decided(session, doubted(session, article), "replaced", other="Beter")

    take(session, better, "archive", author=make_actor(session))

    assert reading(session, article).superseded_by is None
    assert (
        shown.in_practice(session, make_actor(session, "reader"), article.slug, now().date()).checked[0].other is None
    )


def test_what_links_to_it_is_looked_at_as_far_as_the_moderator_may_ask(session):
    article = make_article(session, title="Vuistregel")
    text = written(cue="Zie [[vuistregel]].")
    linking = [make_article(session, text=text, domains=(domain,)) for domain in ("fire", "police", "fire")]
    check, moderator = doubted(session, article), make_actor(session, "moderator", domain="fire")

    offered = queries.check(session, moderator, check.id, now().date()).linking
    decided(session, check, by=moderator, also=tuple(each.slug for each in linking[:2]))

    session.expire_all()
    assert {each.card.slug: each.can_flag for each in offered} == dict(
        zip([each.slug for each in linking], [True, False, True], strict=True)
    )
    assert [each.state for each in linking] == ["needs_review", "published", "published"]
    assert notices_of(session, author_of(session, linking[0])) == ["review-asked"]


def test_readers_see_how_the_assumption_changed_and_after_how_much(session):
    article = make_article(session)
    decided(session, doubted(session, article), "narrowed")

    page = shown.in_practice(session, make_actor(session, "reader"), article.slug, now().date())

    (trail,) = page.checked
    assert (trail.outcome, trail.count, trail.old) == ("narrowed", 1, "Men luistert.")
    assert (trail.new, trail.look_back_on) == ("Men luistert als het stil is.", later(now()))
    assert not page.is_checked_now


def test_the_start_for_who_states_it_is_why_the_article_says_it_works(session):
    article = make_article(session, text=written(why="Wie *gehoord* wordt, luistert.\n\nDaarom."))
    points = make_article(session, kind="learning-points", text=written("learning-points", assumption=""))

    assert queries.assumption_of(make_article(session, status="draft")) == ""
    guesses = [
        queries.check(session, make_actor(session, "moderator"), doubted(session, each).id, now().date()).guess
        for each in (article, points)
    ]

    assert guesses == ["Wie gehoord wordt, luistert. Daarom.", points.published.lead]


# Looking back


def test_on_the_day_moderators_are_told_once_and_the_check_waits_again(session):
    moderator = make_actor(session, "moderator")
    check = decided(session, doubted(session, make_article(session)), "narrowed", by=moderator)
    assert queries.number_waiting(session, moderator, now().date()) == 0

    for day in (89, 90, 91):
        with transaction(session):
            checking.remind(session, at=now() + day * DAY)

    assert notices_of(session, moderator.id) == ["assumption-check", "assumption-look-back"]
    (row,) = queries.rows(session, [check.id], later(now()))
    assert row.is_look_back
    assert queries.number_waiting(session, moderator, later(now())) == 1


def test_what_holds_waits_no_more(session):
    article, moderator = make_article(session), make_actor(session, "moderator")
    check = decided(session, doubted(session, article), "narrowed")

    look_back(session, check, holds=True)

    assert queries.number_waiting(session, moderator, (now() + 100 * DAY).date()) == 0
    assert lines(session, article)["assumption.looked_back"].detail == {"holds": "True"}


def test_on_what_was_replaced_they_look_back_as_well(session):
    moderator = make_actor(session, "moderator")
    article, better = make_article(session), make_article(session, title="Beter")
    check = decided(session, doubted(session, article), "replaced", other="Beter", by=moderator)
    told(session, better, "failed", adjustment="Ook niet.")

    with transaction(session):
        checking.remind(session, at=now() + 90 * DAY)

    assert notices_of(session, moderator.id)[-1] == "assumption-look-back"
    page = queries.check(session, moderator, check.id, later(now()))
    assert ([each.adjustment for each in page.since], page.results_since) == (["Ook niet."], {"failed": 1})


def test_what_was_told_since_opens_the_next_check_with_it(session):
    article = make_article(session)
    check = decided(session, doubted(session, article), "narrowed")
    told(session, article, "failed", assumption="no", because="Weer niet.")

    look_back(session, check, holds=False)

    page = queries.check(session, make_actor(session, "moderator"), checks_of(session, article)[-1].id, now().date())
    assert [each.because for each in page.told] == ["Weer niet."]


def test_doubts_come_first_and_who_said_nothing_is_counted(session):
    article = make_article(session)
    told(session, article, adjustment="Eerst kijken.")
    told(session, article)
    check = doubted(session, article)
    told(session, article, "partly")

    page = queries.check(session, make_actor(session, "moderator"), check.id, now().date())

    assert [(each.result, each.adjustment) for each in page.told] == [("backfired", ""), ("worked", "Eerst kijken.")]
    assert (page.silent, page.results) == (2, {"worked": 2, "partly": 1, "backfired": 1})


@pytest.mark.parametrize("is_doubted_again", [True, False])
def test_what_does_not_hold_is_checked_anew_and_once(session, is_doubted_again):
    article = make_article(session)
    check = decided(session, doubted(session, article), "narrowed")
    if is_doubted_again:
        doubted(session, article)

    look_back(session, check, holds=False)

    assert [each.outcome for each in checks_of(session, article)] == ["narrowed", None]


def test_nobody_looks_back_before_the_day_twice_or_without_one(session):
    early = decided(session, doubted(session, make_article(session)), "narrowed")
    kept = decided(session, doubted(session, make_article(session)))
    moderator = make_actor(session, "moderator")

    for check, days in ((early, 89), (kept, 900)):
        act = lambda check=check, days=days: look_back(  # noqa: E731
            session, check, holds=True, by=moderator, at=now() + days * DAY
        )
        assert isinstance(refused(session, act), NotAllowed)
    look_back(session, early, holds=True)
    assert isinstance(refused(session, lambda: look_back(session, early, holds=True, by=moderator)), NotAllowed)


def test_the_worker_reminds_and_forgets(session, settings, sessions):
    moderator = make_actor(session, "moderator")
    article = make_article(session)
    check = decided(session, doubted(session, article, at=now() - 40 * DAY), "narrowed", by=moderator)
    with transaction(session):
        check.look_back_on = now().date()

    Daily(settings, sessions).tend(now().date())

    session.expire_all()
    assert "assumption-look-back" in notices_of(session, moderator.id)
    assert [each.account_id for each in all_told(session)] == [None]


@pytest.mark.parametrize("place", [0, 1])
def test_a_purge_takes_the_words_of_checks_along(session, place):
    author = make_actor(session)
    article = make_article(session, author=author)
    check, before = doubted(session, article), article.published_id
    for verb in ("save", "submit", "publish"):
        take(session, article, verb, author=author, text=article.head.text)
    decided(session, check, "narrowed")

    with transaction(session):
        checking.forget_about(session, article, ((before, article.published_id)[place],))

    session.expire_all()
    assert (check.old, check.evidence, check.new, check.outcome) == ("", "", "", "narrowed")


def test_a_moderator_takes_the_words_of_a_decided_check_off_every_page(session):
    article = make_article(session)
    check = decided(session, doubted(session, article))

    with transaction(session):
        checking.clear(session, check.id, actor=make_actor(session, "moderator"), at=now())

    (trail,) = shown.in_practice(session, make_actor(session, "reader"), article.slug, now().date()).checked
    assert (trail.old, trail.evidence, trail.new, trail.outcome) == ("", "", "", "kept")
    assert lines(session, article)["assumption.cleared"].actor_role == "moderator"


def test_there_is_nothing_to_clear_in_one_that_is_open(session):
    check, moderator = doubted(session, make_article(session)), make_actor(session, "moderator")

    act = lambda: checking.clear(session, check.id, actor=moderator, at=now())  # noqa: E731
    assert isinstance(refused(session, act), NotAllowed)
