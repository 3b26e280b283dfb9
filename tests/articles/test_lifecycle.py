"""The table of transitions says what the domain reference says, section 5, and nothing more."""

import pytest

from wiki.articles.lifecycle import TRANSITIONS, VERBS, Part, Stage, step
from wiki.articles.models import Article

# Copied by hand from the reference: verb, from, to, who, not by an author of it.
REFERENCE = [
    ("submit", "draft", "in_review", "author", False),
    ("return", "in_review", "returned", "moderator", True),
    ("take_back", "in_review", "draft", "author", False),
    ("submit", "returned", "in_review", "author", False),
    ("publish", "in_review", "published", "moderator", True),
    ("save", "published", "draft", "author", False),
    ("save", "published", "draft", "moderator", False),
    ("flag", "published", "needs_review", "moderator", False),
    ("confirm", "needs_review", "published", "moderator", True),
    ("confirm", "needs_review", "published", "reviewer", True),
    ("save", "needs_review", "draft", "author", False),
    ("save", "needs_review", "draft", "moderator", False),
    ("archive", "needs_review", "archived", "moderator", True),
    ("hide", "published", "withdrawn", "guard", False),
    ("hide", "needs_review", "withdrawn", "guard", False),
    ("release", "withdrawn", "published", "moderator", True),
    ("shelve", "withdrawn", "archived", "moderator", True),
    ("amend", "draft", "published", "author", False),
    ("archive", "published", "archived", "moderator", True),
    ("submit", "archived", "in_review", "author", False),
    ("submit", "archived", "in_review", "moderator", False),
]
# What still holds may be confirmed before anybody has to ask.
EARLY = [("confirm", "published", "published", who, True) for who in ("moderator", "reviewer")]
# Throwing away, and mending what is hidden: the reference has no row for them.
BINNING = [
    ("bin", "draft", "binned", "author", False),
    ("bin", "returned", "binned", "author", False),
    ("dispose", "archived", "binned", "moderator", True),
    ("unbin", "binned", "draft", "author", False),
    ("recover", "binned", "archived", "moderator", True),
    ("save", "withdrawn", "draft", "author", False),
    ("save", "withdrawn", "draft", "moderator", False),
]
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

    assert sorted(table) == sorted(REFERENCE + EARLY + BINNING + WRITING)


def test_submitting_needs_the_sections_and_nothing_else_does():
    assert {t.verb for t in TRANSITIONS if t.needs_sections} == {"submit"}
    assert all(t.needs_sections for t in TRANSITIONS if t.verb == "submit")


@pytest.mark.parametrize(
    ("verb", "part"),
    [
        ("discard", Part.AUTHOR),
        ("amend", Part.AUTHOR),
        ("archive", Part.MODERATOR),
        ("flag", Part.MODERATOR),
        ("confirm", Part.REVIEWER),
        ("hide", Part.GUARD),
    ],
)
def test_what_readers_have_is_there_before_anything_is_done_with_it(verb, part):
    assert step(verb, "draft", {part}, is_change=False) is None
    assert step(verb, "draft", {part}, is_change=True) is not None


@pytest.mark.parametrize("stage", ["draft", "in_review", "returned"])
@pytest.mark.parametrize("verb", sorted({t.verb for t in TRANSITIONS if t.of_shown}))
def test_a_change_under_way_holds_up_no_step_of_what_readers_have(verb, stage):
    everything = {Part.MODERATOR, Part.GUARD, Part.REVIEWER}
    shown = "withdrawn" if verb in ("release", "shelve") else "published"

    assert step(verb, stage, everything, is_change=True, shown=shown) is not None
    assert step(verb, stage, everything, is_change=True, shown="archived") is None


def test_what_is_hidden_is_decided_by_two():
    assert {t.verb for t in TRANSITIONS if t.jointly} == {
        t.verb for t in TRANSITIONS if t.source is Stage.WITHDRAWN
    } - {"save"}


def test_only_what_never_was_a_change_is_thrown_away():
    assert step("bin", "draft", {Part.AUTHOR}, is_change=True) is None
    assert step("bin", "draft", {Part.AUTHOR}, is_change=False) is not None


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
        ("needs_review", None, "draft", ("needs_review", "draft")),
        ("needs_review", "in_review", "published", ("published", None)),
        ("withdrawn", None, "draft", ("withdrawn", "draft")),
        ("draft", None, "binned", ("binned", None)),
        ("binned", None, "draft", ("draft", None)),
    ],
)
def test_a_change_moves_by_itself_while_readers_keep_the_article(state, change, to, expected):
    article = Article(state=state, change=change)

    article.move_to(to)

    assert (article.state, article.change) == expected
