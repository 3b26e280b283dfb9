"""One database session a request, opened when first asked for and closed with the request.

Nothing is committed at the end of a request: a teardown that commits answers 200 first and loses the write
afterwards. Whoever writes says so with `transaction()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g
from sqlalchemy.orm import Session

from wiki import database
from wiki.web.ground import ground


def db() -> Session:
    """The session of this request."""
    session: Session | None = g.get("session")
    if session is None:
        session = g.session = ground().sessions()
    return session


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what happens in the block, all or nothing."""
    with database.transaction(db()) as session:
        yield session


def init_app(app: Flask) -> None:
    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("session", None)
        if session is not None:
            session.close()
