"""Two people at one article: what lies apart is put together and saved, what overlaps is theirs to decide."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_article, take, written
from tests.forms import form_with, forms_of
from tests.visitor import Person
from wiki.articles import sections
from wiki.articles.models import Article, AuthorSeal, Authorship, Presence, ReviewQuestion, Revision
from wiki.taxonomy.data import TYPES

TITLE = "Rook onder de deur"


@pytest.fixture
def author(person):
    return person("author", domain="fire")


@pytest.fixture
def draft(session, author):
    text = written(cue="Begin.\n\nMidden.\n\nEind.")
    return make_article(session, status="draft", author=author.actor, title=TITLE, text=text)


def path(article):
    return f"/a/{article.slug}/edit"


def newest(session):
    session.rollback()
    return session.scalars(select(Revision).order_by(Revision.number.desc()).limit(1)).one()


def parts(revision):
    return sections.split(TYPES["practice-tip"], "nl", revision.text).values


def meet(author, article, theirs, mine):
    """Two pages opened at once; `theirs` is saved first, and what comes of saving `mine`."""
    first, second = author.see(path(article)), author.see(path(article))
    author.press(first, "Bewaren", **theirs)
    return author.press(second, "Bewaren", **mine)


def choosing(page):
    """The form with the result that somebody has to choose."""
    (form,) = [form for form in forms_of(page) if "section-cue" in form.values]
    return form


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        (({"section__action": "Zij."}, {"section__cue": "Ik."}), {"cue": "Ik.", "action": "Zij."}),
        (
            ({"section__cue": "Begin!\n\nMidden.\n\nEind."}, {"section__cue": "Begin.\n\nMidden.\n\nEind!"}),
            {"cue": "Begin!\n\nMidden.\n\nEind!"},
        ),
        (
            ({"section__cue": "Begin.\r\n\r\nMidden.\r\n\r\nEind.\r\n\r\nNog iets."}, {"section__action": "Ik.\r\n"}),
            {"cue": "Begin.\n\nMidden.\n\nEind.\n\nNog iets.", "action": "Ik."},
        ),
    ],
)
def test_what_lies_apart_is_put_together_and_saved(author, draft, session, typed, saved):
    theirs, mine = typed
    page = meet(author, draft, theirs, mine)

    found = newest(session)
    assert page.status_code == 200
    assert "De teksten zijn samengevoegd." in page.text
    assert parts(found) == parts(draft.revisions[0]) | saved
    assert (found.number, found.based_on, found.begun_from) == (3, 2, 1)


def test_choices_of_both_are_put_together(author, draft, session):
    meet(author, draft, {"tags": "damp, licht", "domains": ["fire", "police"]}, {"tags": "rook", "title": "Rook lezen"})

    saved = newest(session)
    assert (saved.tags, saved.domains, saved.title) == (["damp", "licht", "rook"], ["fire", "police"], "Rook lezen")


def test_the_same_change_twice_is_saved_once(author, draft, session):
    page = meet(author, draft, {"section__cue": "Zelfde."}, {"section__cue": "Zelfde."})

    assert page.status_code == 200
    assert newest(session).number == 2


def test_who_changed_the_same_lines_sees_what_it_was_and_both_texts(author, draft, session):
    page = meet(
        author,
        draft,
        {"section__cue": "Begin.\n\nHun midden.\n\nEind.", "section__action": "Zij."},
        {"section__cue": "Begin.\n\nMijn midden.\n\nEind."},
    )

    form = choosing(page)
    assert page.status_code == 409
    assert "Hetzelfde stuk is twee keer veranderd" in page.text
    assert all(text in page.text for text in ("Begin.\n\nMidden.\n\nEind.", "Mijn midden.", "Hun midden."))
    assert form.values["section-cue"] == "Begin.\n\nMijn midden.\n\nHun midden.\n\nEind."
    assert form.values["section-action"] == "Zij."
    assert "<<<" not in page.text
    assert newest(session).number == 2


def test_what_was_chosen_is_saved_with_all_the_rest(author, draft, session):
    page = meet(
        author, draft, {"section__cue": "Hun tekst.", "tags": "damp"}, {"section__cue": "Mijn tekst.", "tags": "rook"}
    )

    author.press(page, "Bewaren", section__cue="Ons beider tekst.")

    saved = newest(session)
    assert (saved.number, saved.based_on, saved.tags) == (3, 2, ["damp", "rook"])
    assert parts(saved)["cue"] == "Ons beider tekst."


def test_who_chose_may_go_on_writing_first(author, draft, session):
    page = meet(author, draft, {"section__cue": "Hun tekst."}, {"section__cue": "Mijn tekst.", "tags": "rook"})

    again = author.press(page, "Verder schrijven")
    kept = form_with(again, "Bewaren").values
    author.press(again, "Bewaren")

    assert (again.status_code, kept["section-cue"], kept["tags"]) == (200, "Mijn tekst.\n\nHun tekst.", "rook")
    assert newest(session).number == 3


def test_two_titles_are_somebodys_choice(author, draft, session):
    page = meet(author, draft, {"title": "Hun titel"}, {"title": "Mijn titel", "section__cue": "Mijn tekst."})

    author.press(page, "Bewaren", title="Een titel voor allebei")

    assert page.status_code == 409
    assert all(text in page.text for text in (TITLE, "Hun titel", "Mijn titel"))
    assert newest(session).title == "Een titel voor allebei"
    assert parts(newest(session))["cue"] == "Mijn tekst."


def test_who_is_overtaken_again_while_choosing_loses_nothing(author, draft, session):
    page = meet(author, draft, {"section__cue": "Hun tekst."}, {"section__cue": "Mijn tekst."})
    author.do(path(draft), "Bewaren", section__action="Derde tekst.")

    author.press(page, "Bewaren")

    saved = parts(newest(session))
    assert (saved["cue"], saved["action"]) == ("Mijn tekst.\n\nHun tekst.", "Derde tekst.")


def test_a_text_that_was_based_on_nothing_known_is_shown_beside_the_other(author, draft, session):
    page = author.press(author.see(path(draft)), "Bewaren", base="99", section__cue="Mijn tekst.", title="Anders")

    assert page.status_code == 409
    assert "Mijn tekst." in choosing(page).values["section-cue"]
    assert "Midden." in choosing(page).values["section-cue"]
    assert newest(session).number == 1


def test_what_is_too_long_together_is_shown_to_be_made_shorter(author, draft, session):
    page = meet(author, draft, {"section__cue": "zij " * 13_000}, {"section__action": "ik " * 17_000})

    assert page.status_code == 409
    assert choosing(page).values["section-action"] == "ik " * 17_000
    assert newest(session).number == 2


def test_a_limit_that_only_both_together_break_is_named_and_nothing_is_lost(author, draft, session):
    page = meet(
        author, draft, {"tags": "a, b, c, d, e, f"}, {"tags": "g, h, i, j, k, l", "section__cue": "Mijn tekst."}
    )

    assert page.status_code == 422
    assert "Dit zijn er te veel. Haal er een paar weg." in page.text
    assert form_with(page, "Bewaren").values["section-cue"] == "Mijn tekst."
    assert form_with(page, "Bewaren").values["base"] == "2"


def test_an_answer_that_another_gave_meanwhile_is_not_wiped_out(author, session):
    article = make_article(session, status="returned", author=author.actor)
    first, second = author.see(path(article)), author.see(path(article))
    name = next(name for name in form_with(first, "Bewaren").values if re.fullmatch(r"answer-\d+", name))
    author.press(first, "Bewaren", **{name: "Aan de kleur."})

    author.press(second, "Bewaren", section__why="Mijn reden.")
    once = session.scalars(select(ReviewQuestion.answer)).all()
    third = author.press(second, "Bewaren", section__why="Mijn reden.", **{name: "Aan de geur."})

    session.rollback()
    assert once == ["Aan de kleur."]
    assert third.status_code == 200
    assert session.scalars(select(ReviewQuestion.answer)).all() == ["Aan de geur.\n\nAan de kleur."]


def test_a_page_from_before_does_not_open_the_text_to_more_readers(author, draft, session):
    first, second = author.see(path(draft)), author.see(path(draft))
    author.press(first, "Bewaren", audience="domain")

    author.press(second, "Bewaren", section__why="Mijn reden.")
    kept = audience(session, draft)
    author.do(path(draft), "Bewaren", audience="everyone")

    assert (kept, audience(session, draft)) == ("domain", "everyone")


def audience(session, article):
    session.rollback()
    return session.scalar(select(Article.audience).where(Article.id == article.id))


@pytest.fixture
def change(session, person):
    """A change of a published article in which its author and a moderator both have a hand."""
    author, moderator = person("author"), person("moderator")
    article = make_article(session, author=author.actor, title=TITLE, text=written(cue="Begin."))
    take(session, article, "save", author=moderator.actor, text=written(cue="Begin van de moderator."))
    return article, author, moderator


def test_the_other_author_is_told_too(change):
    article, author, moderator = change
    first, second = author.see(path(article)), moderator.see(path(article))
    author.press(first, "Bewaren", section__why="Reden van de auteur.")

    moderator.press(second, "Bewaren", section__limits="Grens van de moderator.")

    told, history = author.words(path(article)), author.words(f"/a/{article.slug}/history")
    assert "Versie 4 is samengevoegd" in told
    assert "Reden van de auteur." in told
    assert "Grens van de moderator." in told
    assert "is samengevoegd" not in moderator.words(path(article))
    assert "Samengevoegd met wat een ander intussen schreef." in history


def test_others_at_the_same_article_are_counted_and_not_named(change, session):
    article, author, moderator = change
    address = f"/a/{article.slug}/presence"

    alone = [author.send(address, base=2).text.strip() for _page in range(2)]
    together = moderator.send(address, base=2).text

    assert alone == ["", ""]
    assert "Een ander schrijft ook aan dit artikel." in together
    assert "Een ander schrijft ook aan dit artikel." in author.words(path(article))
    seals = session.scalars(select(Presence.seal)).all()
    assert len(seals) == 2
    assert {str(author.actor.id), str(moderator.actor.id)}.isdisjoint(seals)


def test_who_writes_is_told_that_another_saved(change):
    article, author, moderator = change
    address = f"/a/{article.slug}/presence"
    before = author.send(address, base=2).text

    moderator.do(path(article), "Bewaren", section__why="Reden.")

    assert "Een ander bewaarde versie 3." not in before
    assert "Een ander bewaarde versie 3." in author.send(address, base=2).text
    assert author.send(address, base="x").text.strip() == ""


def test_who_left_is_no_longer_counted(change, session):
    article, author, moderator = change
    address = f"/a/{article.slug}/presence"
    moderator.send(address)
    long_ago = session.scalars(select(Presence)).one()
    long_ago.seen_at = long_ago.seen_at.replace(year=2020)
    session.commit()

    assert author.send(address).text.strip() == ""
    session.rollback()
    assert len(session.scalars(select(Presence)).all()) == 1


def test_many_at_once_lose_no_line_and_no_save_fails(app, session):
    accounts = [make_account(session, roles=("author",)) for _ in range(4)]
    lines = [f"Regel {number}." for number in range(12)]
    text = written(cue="\n\n".join(lines))
    article = make_article(session, status="draft", author=actor_of(accounts[0]), text=text)
    for account in accounts[1:]:
        write_along(session, article, account)
    people = [Person(app, account) for account in accounts]
    pages = [person.see(path(article)) for person in people]

    def save(number):
        mine = [f"{line} Aangevuld." if place == number * 3 else line for place, line in enumerate(lines)]
        return people[number].press(pages[number], "Bewaren", section__cue="\n\n".join(mine)).status_code

    with ThreadPoolExecutor(len(people)) as pool:
        statuses = list(pool.map(save, range(len(people))))

    assert statuses == [200] * len(people)
    assert newest(session).number == 1 + len(people)
    assert parts(newest(session))["cue"].count("Aangevuld.") == len(people)


def write_along(session, article, account):
    """Make somebody an author of an article beside the one who began it."""
    own = Authorship(article_id=article.id, kind="role_name", shown="Duiker", is_author=True)
    session.add(own)
    session.flush()
    session.add(AuthorSeal(authorship_id=own.id, account_id=account.id))
    session.commit()
