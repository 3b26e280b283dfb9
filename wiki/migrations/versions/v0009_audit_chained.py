"""The audit lines of before, in the order in which they were written, linked into the chain.

Revision ID: 0009
Revises: 0008
"""

import json
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LINES = sa.table(
    "audit_line",
    sa.column("id", sa.Integer),
    sa.column("number", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("action", sa.String),
    sa.column("subject", sa.String),
    sa.column("actor_role", sa.String),
    sa.column("actor_id", sa.Integer),
    sa.column("detail", sa.JSON),
    sa.column("hash", sa.String),
)
HEAD = sa.table(
    "audit_head", sa.column("id", sa.Integer), sa.column("number", sa.Integer), sa.column("hash", sa.String)
)


def upgrade() -> None:
    connection = op.get_bind()
    number, before = 0, "0" * 64
    for line in connection.execute(sa.select(LINES).order_by(LINES.c.id)).all():
        number += 1
        said = [
            before,
            number,
            _utc(line.at).isoformat(timespec="microseconds"),
            line.action,
            line.subject,
            line.actor_role,
            line.actor_id,
            line.detail,
        ]
        before = sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()
        connection.execute(LINES.update().where(LINES.c.id == line.id).values(number=number, hash=before))
    connection.execute(HEAD.insert().values(id=1, number=number, hash=before))
    with op.batch_alter_table("audit_line") as lines:
        lines.alter_column("number", existing_type=sa.Integer(), nullable=False)
        lines.alter_column("hash", existing_type=sa.String(), nullable=False)
        lines.create_unique_constraint(op.f("uq_audit_line_number"), ["number"])


def downgrade() -> None:
    with op.batch_alter_table("audit_line") as lines:
        lines.drop_constraint(op.f("uq_audit_line_number"), type_="unique")
        lines.alter_column("number", existing_type=sa.Integer(), nullable=True)
        lines.alter_column("hash", existing_type=sa.String(), nullable=True)
    connection = op.get_bind()
    connection.execute(LINES.update().values(number=None, hash=None))
    connection.execute(HEAD.delete())


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
