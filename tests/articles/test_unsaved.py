"""What is typed between saves: kept for whoever typed it, offered again, gone with the save, seen by nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import make_article, take, written
from tests.forms import form_with
from wiki.articles import services
from wiki.articles.models import Revision, UnsavedText
from wiki.articles.services.unsaved import KEPT_FOR, MOST_TEXTS
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed
from wiki.outbox import OutboxRow

DESK = "a-page-of-the-writer_1"
NEW = "/write/practice-tip"
TYPED = {"title": "Rook onder de deur", "domains": ["fire"], "role_name": "Duiker", "byline_kind": "role_name"}


@pytest.fixture
def author(person):
    return person("author", domain="fire")


def keep(who, of, desk=DESK, **fields):
    return who.send(f"/unsaved/{desk}", of=of, **fields)


def kept(session):
    session.rollback()
    return session.scalars(select(UnsavedText).order_by(UnsavedText.id)).all()


def values(page):
    return form_with(page, "Bewaren").values


def test_what_is_typed_is_kept_before_the_page_hears_so(author, session):
    answer = keep(author, "write/practice-tip", **TYPED, **{"section-cue": "Rook die"})
    again = keep(author, "write/practice-tip", **TYPED, **{"section-cue": "Rook die terugtrekt."})

    (text,) = kept(session)
    assert (answer.json, again.json) == ({"version": 1}, {"version": 2})
    assert (text.kind, text.article_id, text.version) == ("practice-tip", None, 2)
    assert text.fields["section-cue"] == ["Rook die terugtrekt."]
    assert "csrf_token" not in text.fields


def test_it_is_no_revision_and_leaves_no_line(author, session):
    article = make_article(session, status="draft", author=author.actor)
    counts = [select(func.count()).select_from(table) for table in (Revision, AuditLine, OutboxRow)]
    before = [session.scalar(count) for count in counts]

    keep(author, f"a/{article.slug}", **{"section-cue": "Nieuw."})

    session.rollback()
    assert [session.scalar(count) for count in counts] == before


def test_two_pages_never_overwrite_each_other(author, session):
    for desk in (DESK, DESK[::-1]):
        keep(author, "write/practice-tip", desk=desk, title=desk)

    assert [text.fields["title"] for text in kept(session)] == [[DESK], [DESK[::-1]]]


def test_a_text_that_waits_is_offered_and_taken_up_with_everything(author):
    keep(author, "write/practice-tip", **TYPED, tags="damp", **{"section-cue": "Rook die terugtrekt."})

    page = author.see(NEW)
    again = author.see(f"{NEW}?unsaved={DESK}")

    assert "Je was hier al mee bezig" in page.text
    assert values(page)["section-cue"] == ""
    assert "Je gaat verder waar je gebleven was" in again.text
    assert "Je was hier al mee bezig" not in again.text
    got = values(again)
    assert (got["title"], got["tags"], got["section-cue"]) == (TYPED["title"], "damp", "Rook die terugtrekt.")
    assert got.getlist("domains") == ["fire"]
    assert got["desk"] not in ("", DESK)


def test_what_was_typed_into_an_article_is_based_on_what_it_was_then(author, session):
    article = make_article(session, status="draft", author=author.actor, text=written(cue="Begin."))
    keep(author, f"a/{article.slug}", **TYPED, base="1", **{"section-why": "Mijn reden."})
    author.do(f"/a/{article.slug}/edit", "Bewaren", section__cue="Begin, anders.")

    page = author.see(f"/a/{article.slug}/edit?unsaved={DESK}")

    assert values(page)["base"] == "1"
    assert values(page)["section-why"] == "Mijn reden."


def test_saving_clears_what_was_kept_and_tells_the_browser(author, session):
    page = author.see(NEW)
    desk = values(page)["desk"]
    keep(author, "write/practice-tip", desk=desk, **TYPED)

    author.press(page, "Bewaren", **TYPED)

    assert kept(session) == []
    assert author.client.get_cookie("wiki_saved").value == desk


def test_what_was_taken_up_is_cleared_too(author, session):
    keep(author, "write/practice-tip", **TYPED)

    author.do(f"{NEW}?unsaved={DESK}", "Bewaren")

    assert kept(session) == []


def test_what_somebody_went_on_with_elsewhere_stays(author, session):
    keep(author, "write/practice-tip", **TYPED)
    page = author.see(f"{NEW}?unsaved={DESK}")
    keep(author, "write/practice-tip", **TYPED | {"title": "Later getypt"})

    author.press(page, "Bewaren")

    assert [text.fields["title"] for text in kept(session)] == [["Later getypt"]]


@pytest.mark.parametrize(("title", "status"), [("", 422), ("!!!", 422)])
def test_a_save_that_is_refused_keeps_what_was_kept(author, session, title, status):
    page = author.see(NEW)
    keep(author, "write/practice-tip", desk=values(page)["desk"], **TYPED)

    refused = author.press(page, "Bewaren", title=title)

    assert refused.status_code == status
    assert len(kept(session)) == 1
    assert values(refused)["desk"] == values(page)["desk"]
    assert author.client.get_cookie("wiki_saved") is None


def test_only_the_last_pages_that_were_saved_are_told(author):
    for number in range(7):
        author.do(NEW, "Bewaren", **TYPED | {"title": f"Stuk {number}"})

    assert len(author.client.get_cookie("wiki_saved").value.split(".")) == 5


def test_the_list_of_ones_own_work_has_it_and_it_can_be_thrown_away(author, session):
    article = make_article(session, status="draft", author=author.actor)
    keep(author, "write/practice-tip", title="Nooit bewaard")
    keep(author, f"a/{article.slug}", desk=DESK[::-1], title="")

    page = author.words("/mine")
    author.do("/mine", "Weggooien")

    assert "Nooit bewaard" in page
    assert "Zonder titel" in page
    assert f'href="/a/{article.slug}/edit?unsaved={DESK[::-1]}"' in page
    assert len(kept(session)) == 1


def test_nobody_else_sees_or_takes_it(author, person, session):
    article = make_article(session, author=author.actor)
    keep(author, f"a/{article.slug}", title="Alleen van mij")
    keep(author, "write/practice-tip", desk=DESK[::-1], title="Alleen van mij")
    for who in (person("author"), person("moderator"), person("knowledge-manager")):
        assert "Alleen van mij" not in who.words("/mine")
        assert "Je was hier al mee bezig" not in who.words(NEW)
        assert who.see(f"{NEW}?unsaved={DESK[::-1]}").status_code == 404
        who.send(f"/unsaved/{DESK[::-1]}/removal")
    assert person("moderator").see(f"/a/{article.slug}/edit?unsaved={DESK}").status_code == 404
    assert len(kept(session)) == 2


def test_two_people_may_have_a_page_of_the_same_name(author, person, session):
    other = person("author")
    keep(author, "write/practice-tip", title="Van de een")
    keep(other, "write/practice-tip", title="Van de ander")

    assert len(kept(session)) == 2
    assert values(author.see(f"{NEW}?unsaved={DESK}"))["title"] == "Van de een"


@pytest.mark.parametrize(
    ("of", "desk"),
    [
        ("write/poem", DESK),
        ("write", DESK),
        ("", DESK),
        ("a/none", DESK),
        ("b/practice-tip", DESK),
        ("write/practice-tip", "short"),
        ("write/practice-tip", DESK[:-1] + "."),
    ],
)
def test_what_is_about_nothing_known_is_404(author, session, of, desk):
    assert keep(author, of, desk=desk, title="x").status_code == 404
    assert kept(session) == []


def test_who_has_no_part_in_an_article_keeps_nothing_of_it(author, person, session):
    article = make_article(session, author=author.actor)
    hidden = make_article(session, status="draft", author=author.actor)

    assert [keep(person("author"), f"a/{one.slug}").status_code for one in (article, hidden)] == [404, 404]
    assert keep(person("admin"), "write/practice-tip").status_code == 404


def test_what_comes_after_the_article_was_submitted_is_kept_all_the_same(author, session):
    article = make_article(session, status="draft", author=author.actor)
    take(session, article, "submit", author=author.actor)

    assert keep(author, f"a/{article.slug}", **{"section-cue": "Nog iets."}).status_code == 200


@pytest.mark.parametrize("fields", [{"section-cue": "x" * 120_001}, {f"section-{number}": "x" for number in range(61)}])
def test_what_is_too_much_is_refused_and_what_was_kept_stays(author, session, fields):
    keep(author, "write/practice-tip", title="Eerst")

    assert keep(author, "write/practice-tip", **fields).status_code == 413
    assert kept(session)[0].fields["title"] == ["Eerst"]


def test_a_sign_that_cannot_be_stored_is_left_out(author, session):
    keep(author, "write/practice-tip", title="a\0b")

    assert kept(session)[0].fields["title"] == ["ab"]


def test_without_a_session_nothing_is_kept_and_the_page_can_tell(author, person, session):
    answer = person().send(f"/unsaved/{DESK}", of="write/practice-tip", title="x")

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    assert author.client.post(f"/unsaved/{DESK}", data={"of": "write/practice-tip"}).status_code == 400
    assert kept(session) == []


@pytest.mark.both_engines
def test_the_oldest_make_room_and_the_old_go(session, person):
    author = person("author").actor
    at = now()
    for number in range(MOST_TEXTS + 2):
        with transaction(session):
            services.unsaved.keep(
                session, actor=author, at=at + timedelta(minutes=number), desk=f"desk-{number}", kind="technique",
                article=None, fields={"title": ["x"]}, longest=100,
            )  # fmt: skip

    assert [text.desk for text in kept(session)] == [f"desk-{number}" for number in range(2, MOST_TEXTS + 2)]
    with transaction(session):
        services.unsaved.forget_old(session, at=at + KEPT_FOR + timedelta(minutes=3))
    assert len(kept(session)) == MOST_TEXTS - 1


def test_the_service_asks_for_the_right_too(session, person):
    def keeping(actor, **fields):
        with transaction(session):
            services.unsaved.keep(
                session, actor=actor, at=now(), desk=DESK, kind="technique", article=None, fields=fields, longest=5
            )

    with pytest.raises(NotAllowed):
        keeping(person("admin").actor, title=["x"])
    with pytest.raises(Invalid):
        keeping(person("author").actor, title=["x"])
