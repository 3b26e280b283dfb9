"""A file that texts show."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import written
from wiki.accounts.policy import Actor
from wiki.attachments.models import Attachment
from wiki.database import now, transaction

KEY = "a" * 26
BLOB = "ab" + "0" * 62
ADDRESS = f"/files/{KEY}/1200x800/deur.webp"
SHOWING = written(cue=f"Kijk naar de deur. ![Rook onder een deur]({ADDRESS})")


def add_file(session: Session, actor: Actor, *, key: str = KEY, kind: str = "image", text: str = "") -> Attachment:
    """A row as if this actor had added it; its contents are nowhere."""
    is_picture = kind == "image"
    made = Attachment(
        key=key,
        account_id=actor.id,
        blob=BLOB,
        kind=kind,
        mime="image/webp" if is_picture else "application/pdf",
        name="deur.webp" if is_picture else "regels.pdf",
        size=12_345,
        width=1200 if is_picture else None,
        height=800 if is_picture else None,
        text=text,
        added_on=now().date(),
    )
    with transaction(session):
        session.add(made)
    return made


def added(session: Session) -> Attachment:
    """The one file that there is."""
    return session.scalars(select(Attachment)).one()
