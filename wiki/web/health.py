"""Two questions of whoever runs this: does the process live, and can it do its work?"""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from wiki import outbox
from wiki.database import now
from wiki.web.session import db

MOST_LAG = timedelta(minutes=5)

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def process() -> dict[str, str]:
    return {"status": "ok"}


def init_app(app: Flask, *, is_migrated: Callable[[], bool]) -> None:
    """`is_migrated` says whether the database has the newest tables."""

    def ready() -> tuple[dict[str, str], int]:
        checks = {"database": _holds(_answers), "migrations": _holds(is_migrated), "index": _holds(_keeps_up)}
        body = {name: "ok" if holds else "failing" for name, holds in checks.items()}
        return body, 200 if all(checks.values()) else 503

    app.register_blueprint(blueprint)
    app.add_url_rule("/readyz", "health.ready", ready)


def _holds(check: Callable[[], bool]) -> bool:
    """What the check says; no, when the database cannot be asked."""
    try:
        return check()
    except SQLAlchemyError:
        return False


def _answers() -> bool:
    db().execute(text("SELECT 1"))
    return True


def _keeps_up() -> bool:
    return outbox.lag(db(), at=now()) <= MOST_LAG
