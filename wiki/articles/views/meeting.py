"""Where two edits of one article meet. What lies apart is put together by itself and saved; what overlaps goes to a
page with both texts and what they came from, where somebody decides; what can no longer be saved is shown to be kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from weakref import WeakValueDictionary

from flask import render_template

from wiki.accounts.identity import actor
from wiki.articles import diffs, merging, policy, queries, sections
from wiki.articles.diffs import Part
from wiki.articles.forms import SECTION
from wiki.articles.models import Revision
from wiki.articles.sections import Parts
from wiki.articles.views.desk import Desk
from wiki.errors import Conflict, NotAllowed, NotFound
from wiki.web import copies
from wiki.web.flow import today
from wiki.web.session import db

# Each try that fails means that somebody else's text was saved.
MOST_TRIES = 30


@dataclass(eq=False)
class Turn:
    """Whose turn it is at one article; gone when nobody waits any more."""

    lock: Lock


_turns: "WeakValueDictionary[str, Turn]" = WeakValueDictionary()
_guard = Lock()


@dataclass(frozen=True, slots=True)
class Side:
    """A title and a text in sections."""

    title: str
    parts: Parts

    def of(self, name: str) -> str:
        """What stands in the form field of this name."""
        if name == "title":
            return self.title
        return self.parts.rest if name == "rest" else self.parts.values.get(name.removeprefix(SECTION), "")


class Overlap(Exception):
    """Two people changed the same lines: `names` are the form fields of those."""

    def __init__(self, names: tuple[str, ...], base: Side, mine: Side, theirs: Side) -> None:
        super().__init__("edits overlap")
        self.names, self.base, self.mine, self.theirs = names, base, mine, theirs


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that both changed: what it was, and what each made of it, whole and word by word."""

    name: str
    heading: str
    base: str
    mine: str
    theirs: str
    mine_runs: tuple[Part, ...]
    theirs_runs: tuple[Part, ...]


def saved(desk: Desk, save: Callable[[int | None], Revision]) -> Revision:
    """Save; where others were first, put the texts together and try again. Raises Overlap, and what `save` raises.

    `save` gets the number of the revision that the author had before them, where others saved after it.
    """
    try:
        return save(None)
    except Conflict:
        with _in_turn(desk.article.slug if desk.article else ""):
            return _saved_after_others(desk, save)


def _saved_after_others(desk: Desk, save: Callable[[int | None], Revision]) -> Revision:
    begun_from = desk.form.base.data
    for _ in range(MOST_TRIES):
        _meet(desk)
        with suppress(Conflict):
            return save(begun_from)
    raise Conflict(desk.form.base.data or 0)


@contextmanager
def _in_turn(slug: str) -> Iterator[None]:
    """Of those who were overtaken at one article, one at a time in this process: all at once, each would overtake the
    others again, and render for nothing."""
    with _guard:
        turn = _turns.setdefault(slug, Turn(Lock()))
    with turn.lock:
        yield


def page(desk: Desk, overlap: Overlap) -> tuple[str, int]:
    """Each field that both changed, with what it was and what both made of it, and a proposal to edit and save."""
    article, parts = queries.by_slug(db(), actor(), desk.article.slug if desk.article else "")
    newest = queries.history(article, parts)[0]
    return (
        render_template(
            "articles/meeting.html",
            card=queries.card(article, article.head, today()),
            form=desk.form,
            choices=tuple(_choices(desk, overlap)),
            theirs_row=newest,
            owner=copies.owner(actor().id),
        ),
        409,
    )


def too_late(desk: Desk) -> tuple[str, int]:
    """What was typed and what is there now, where nothing can be saved any more."""
    article, parts = queries.by_slug(db(), actor(), desk.article.slug if desk.article else "")
    newest = queries.history(article, parts)[0]
    theirs = queries.revision(article, parts, newest.number)
    return (
        render_template(
            "articles/too_late.html",
            card=queries.card(article, theirs, today()),
            yours=_by_heading(desk, desk.form.parts(desk.kind)),
            theirs=_by_heading(desk, sections.split(desk.kind, desk.language, theirs.text)),
            theirs_row=newest,
            sections=diffs.by_section(desk.kind, desk.language, theirs.text, desk.text),
        ),
        409,
    )


def _meet(desk: Desk) -> None:
    """Put what was saved meanwhile into the form, and go on from there. Raises Overlap where that takes a person."""
    article, parts = queries.by_slug(db(), actor(), desk.article.slug if desk.article else "")
    if not policy.can_do("save", article, parts):
        raise NotAllowed(article.slug)  # and then the newest text may be none of theirs to see
    newest = article.head
    mine, theirs = Side(desk.form.title.data or "", _tidied(desk)), _side(desk, newest)
    try:
        old = queries.revision(article, parts, desk.form.base.data or 0)
    except NotFound:
        old = None
    base = _side(desk, old) if old else Side("", Parts({}))
    title = merging.line(base.title, mine.title, theirs.title)
    met = merging.by_section(base.parts, mine.parts, theirs.parts)
    form = desk.form
    form.title.data = title.value
    form.fill(met.parts)
    form.whole.data, form.whole.raw_data = None, []
    form.domains.data = [*merging.choices(old.domains if old else (), form.domains.data or (), newest.domains)]
    form.blocks.data = [*merging.choices(old.blocks if old else (), form.blocks.data or (), newest.blocks)]
    form.tags.data = ", ".join(merging.choices(old.tags if old else (), form.tag_labels(), newest.tags))
    desk.rebase(newest.number)
    names = [*(["title"] if title.overlaps else []), *map(_field_of, met.overlapping)]
    if not desk.fits():
        names = names or [_longest(desk)]
    if names:
        raise Overlap(tuple(names), base, mine, theirs)


def _tidied(desk: Desk) -> Parts:
    """What was typed as it would be stored, so that an empty line at the end is no change."""
    return sections.split(desk.kind, desk.language, desk.text)


def _side(desk: Desk, revision: Revision) -> Side:
    return Side(revision.title, sections.split(desk.kind, desk.language, revision.text))


def _field_of(key: str) -> str:
    return "rest" if key == merging.REST else SECTION + key


def _longest(desk: Desk) -> str:
    return max((SECTION + section.key for section in desk.kind.sections), key=lambda name: len(desk.form[name].data))


def _choices(desk: Desk, overlap: Overlap) -> Iterator[Choice]:
    headings = {SECTION + section.key: section.heading(desk.language) for section in desk.kind.sections}
    # The deadline of a comparison is the page's: all of them share it.
    seconds = diffs.DEADLINE_SECONDS / (2 * len(overlap.names))
    for name in overlap.names:
        base, mine, theirs = (side.of(name) for side in (overlap.base, overlap.mine, overlap.theirs))
        runs = (diffs.words(base, side, seconds=seconds) for side in (mine, theirs))
        yield Choice(name, headings.get(name, ""), base, mine, theirs, *runs)


def _by_heading(desk: Desk, parts: Parts) -> tuple[tuple[str, str], ...]:
    named = [(section.heading(desk.language), parts.values[section.key]) for section in desk.kind.sections]
    return (("", parts.rest), *named)
