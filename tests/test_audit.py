"""A line says what happened to what, in which role, and holds no more than it was given."""

import pytest
from sqlalchemy import select

from wiki import audit
from wiki.audit import AuditLine
from wiki.database import now, transaction


@pytest.mark.both_engines
def test_a_line_says_what_happened(session, engine_name):
    at = now()
    with transaction(session):
        audit.record(session, "article.published", "article:7", at=at, role="moderator", account=3, revision=2)

    line = session.scalars(select(AuditLine)).one()
    assert (line.action, line.subject, line.actor_role, line.actor_id) == (
        "article.published", "article:7", "moderator", 3,
    )  # fmt: skip
    assert (line.at, line.detail) == (at, {"revision": 2})


def test_a_line_names_nobody_unless_told(session):
    with transaction(session):
        audit.record(session, "article.saved", "article:7", at=now(), role="author")

    assert session.scalars(select(AuditLine)).one().actor_id is None
