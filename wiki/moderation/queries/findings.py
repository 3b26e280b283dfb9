"""What the safety check found in a submitted text, as a moderator sees it: where, what it looks like, and why it may
stay. How something is said is between the check and the author; tactics are for both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from wiki.articles.models import Article, ReviewFinding
from wiki.articles.safety import FOR_THE_AUTHOR, Found, found_in_revision, words_of
from wiki.articles.services.findings import explained
from wiki.safety import Severity

AROUND = 60
# More than so many say no more, and marking them would cost seconds.
MOST = 200


@dataclass(frozen=True, slots=True)
class Weighed:
    """One value that was found; `id` is that of the reason, None where nobody gave one."""

    id: int | None
    type: str
    value: str
    before: str
    after: str
    is_blocking: bool
    is_serious: bool
    reason: str
    is_agreed: bool


def of_head(session: Session, article: Article, today: date) -> tuple[Weighed, ...]:
    """Everything that is found in the newest text but for what is the author's alone; the most serious first."""
    revision = article.head
    found = found_in_revision(revision, kind=article.type, today=today)
    kept, said = explained(session, revision), words_of(revision)
    shown = {each.same: _weighed(each, said, kept) for each in found if each.type != FOR_THE_AUTHOR}
    return tuple(sorted(shown.values(), key=lambda each: (not each.is_blocking, not each.is_serious)))[:MOST]


def _weighed(found: Found, said: Mapping[str, str], kept: Mapping[tuple[str, str], ReviewFinding]) -> Weighed:
    text, row = said[found.field], kept.get(found.same)
    end = found.offset + found.length
    return Weighed(
        id=row.id if row else None,
        type=found.type,
        value=found.value,
        before=_cut(text[max(0, found.offset - AROUND) : found.offset], is_start=found.offset <= AROUND),
        after=text[end : end + AROUND].split("\n")[0],
        is_blocking=found.severity is Severity.BLOCK,
        is_serious=found.is_serious,
        reason=row.reason if row else "",
        is_agreed=bool(row and row.agreed_at),
    )


def _cut(before: str, *, is_start: bool) -> str:
    """The end of the line before a finding, from the start of a word."""
    line = before.rpartition("\n")[2]
    return line if is_start or line != before else line.partition(" ")[2]
