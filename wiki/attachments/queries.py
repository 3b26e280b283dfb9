"""Files for whoever may fetch them, and for search."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.models import RevisionFile
from wiki.attachments import policy
from wiki.attachments.models import Attachment
from wiki.errors import NotFound
from wiki.markup.files import WIDTHS, address, scaled
from wiki.web.paging import Paged, paged

FILES_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class File:
    """A file of the actor's own: `markdown` is what shows it in a text, `small` the address of a small picture."""

    key: str
    kind: str
    name: str
    size: int
    address: str
    markdown: str
    small: str | None
    added_on: date
    is_in_use: bool


def file(session: Session, actor: Actor, key: str) -> Attachment:
    """A file that the actor may fetch; raises NotFound for every other one."""
    found = session.scalar(select(Attachment).where(Attachment.key == key, policy.visible_to(actor)))
    if found is None:
        raise NotFound(key)
    return found


def own(session: Session, actor: Actor, number: int) -> Paged[File]:
    """What the actor added, the newest first."""
    policy.require_adding(actor)
    query = select(Attachment).where(policy.added_by(actor)).order_by(Attachment.id.desc())
    page = paged(session, query, number, FILES_A_PAGE)
    keys = [each.key for each in page.items]
    used = set(session.scalars(select(RevisionFile.key).where(RevisionFile.key.in_(keys))))
    return page.with_items(tuple(shown(each, is_in_use=each.key in used) for each in page.items))


def shown(file: Attachment, *, is_in_use: bool = False) -> File:
    where = address(file.key, file.name, file.width, file.height)
    small = None
    if file.width and file.height:
        small = address(file.key, file.name, *scaled(file.width, file.height, min(file.width, WIDTHS[0])))
    markdown = f"[{file.name}]({where})" if file.kind == "document" else f"![]({where})"
    return File(file.key, file.kind, file.name, file.size, where, markdown, small, file.added_on, is_in_use)


def content_of(file: Attachment, width: int | None) -> str:
    """The name of the content to send for a width: the smallest that is wide enough, else the file itself."""
    smaller = (each for each in WIDTHS if file.width and width and width <= each < file.width)
    found = next(smaller, None)
    return f"{file.blob}.{found}" if found else file.blob


def texts(session: Session, revisions: Collection[int]) -> Mapping[int, str]:
    """The words of the documents that these revisions link to, by revision; none for most."""
    query = (
        select(RevisionFile.revision_id, Attachment.text)
        .join(Attachment, Attachment.key == RevisionFile.key)
        .where(RevisionFile.revision_id.in_(revisions), Attachment.text != "")
        .order_by(Attachment.id)
    )
    found: dict[int, str] = {}
    for revision, text in session.execute(query):
        found[revision] = f"{found[revision]}\n{text}" if revision in found else text
    return found
