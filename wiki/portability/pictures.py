"""The pictures that a page shows, for paper: those that its reader may see, read before it leaves this process."""

import logging
import re
from collections.abc import Mapping

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.attachments import queries
from wiki.attachments.models import Attachment
from wiki.attachments.storage import Missing, Store
from wiki.errors import NotFound
from wiki.markup.files import KEY

# Wide enough for 140 mm at 170 dots an inch.
WIDTH = 960
MOST_BYTES = 20_000_000
_SHOWN = re.compile(rf'<img\b[^>]*\bsrc="(/files/({KEY})/[^"]*)"')

log = logging.getLogger(__name__)


def shown_in(session: Session, actor: Actor, store: Store, html: str) -> Mapping[str, bytes]:
    """By the addresses in the page. What the reader may not see, is no picture, is gone or is too much is left out, and
    its description stands there."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for address, key in dict.fromkeys(_SHOWN.findall(html)):
        file = _file(session, actor, key)
        content = _content(store, file, left) if file else None
        if content:
            found[address] = content
            left -= len(content)
    return found


def _file(session: Session, actor: Actor, key: str) -> Attachment | None:
    try:
        file = queries.file(session, actor, key)
    except NotFound:
        return None
    return file if file.kind == "image" else None


def _content(store: Store, file: Attachment, most: int) -> bytes | None:
    try:
        with store.open(queries.content_of(file, WIDTH)) as opened:
            content = opened.read(most + 1)
    except Missing:
        log.warning("a picture is missing", extra={"file": file.id})
        return None
    return content if len(content) <= most else None
