"""The table of transitions says what the domain reference says, section 5, and nothing more."""

import pytest

from wiki.articles.lifecycle import TRANSITIONS, VERBS, Part, Stage, step
from wiki.articles.models import Article

# Copied by hand from the reference, as far as these five states go: verb, from, to, who, not by an author of it.
REFERENCE = [
    ("submit", "draft", "in_review", "author", False),
    ("return", "in_review", "returned", "moderator", True),
    ("take_back", "in_review", "draft", "author", False),
    ("submit", "returned", "in_review", "author", False),
    ("publish", "in_review", "published", "moderator", True),
    ("save", "published", "draft", "author", False),
    ("save", "published", "draft", "moderator", False),
    ("archive", "published", "archived", "moderator", True),
    ("submit", "archived", "in_review", "author", False),
    ("submit", "archived", "in_review", "moderator", False),
]
# A published article is published also while a change to it is under way, and is archived from there.
ARCHIVING = [("archive", stage, "archived", "moderator", True) for stage in ("draft", "in_review", "returned")]
# Writing on without moving, and dropping a change: the reference tells about them in words. Who has a hand in a change
# writes on as its author would.
WRITING = [
    ("save", "draft", "draft", "editor", False),
    ("save", "returned", "returned", "editor", False),
    ("submit", "draft", "in_review", "editor", False),
    ("submit", "returned", "in_review", "editor", False),
    ("take_back", "in_review", "draft", "editor", False),
    ("discard", "draft", "published", "editor", False),
    ("discard", "returned", "published", "editor", False),
    ("save", "draft", "draft", "author", False),
    ("save", "returned", "returned", "author", False),
    ("discard", "draft", "published", "author", False),
    ("discard", "returned", "published", "author", False),
]


def test_the_table_is_that_of_the_reference():
    table = [(t.verb, t.source.value, t.target.value, t.by.value, t.not_own) for t in TRANSITIONS]

    assert sorted(table) == sorted(REFERENCE + ARCHIVING + WRITING)


def test_submitting_needs_the_sections_and_nothing_else_does():
    assert {t.verb for t in TRANSITIONS if t.needs_sections} == {"submit"}
    assert all(t.needs_sections for t in TRANSITIONS if t.verb == "submit")


@pytest.mark.parametrize(("verb", "part"), [("discard", Part.AUTHOR), ("archive", Part.MODERATOR)])
def test_what_readers_have_is_there_before_it_is_gone_back_to_or_archived(verb, part):
    assert step(verb, "draft", {part}, is_change=False) is None
    assert step(verb, "draft", {part}, is_change=True) is not None


@pytest.mark.parametrize("verb", sorted({t.verb for t in TRANSITIONS if t.not_own}))
@pytest.mark.parametrize("own", [Part.AUTHOR, Part.EDITOR])
def test_nobody_decides_about_their_own_work(verb, own):
    both = {own, Part.MODERATOR}

    assert [stage for stage in Stage if step(verb, stage, both, is_change=True)] == []


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("stage", Stage)
def test_who_is_nothing_to_an_article_takes_no_step(verb, stage):
    assert step(verb, stage, (), is_change=True) is None


@pytest.mark.parametrize(
    ("state", "change", "to", "expected"),
    [
        ("draft", None, "in_review", ("in_review", None)),
        ("in_review", None, "published", ("published", None)),
        ("published", None, "draft", ("published", "draft")),
        ("published", "draft", "in_review", ("published", "in_review")),
        ("published", "in_review", "published", ("published", None)),
        ("published", None, "archived", ("archived", None)),
        ("archived", None, "in_review", ("in_review", None)),
    ],
)
def test_a_change_moves_by_itself_while_readers_keep_the_article(state, change, to, expected):
    article = Article(state=state, change=change)

    article.move_to(to)

    assert (article.state, article.change) == expected
