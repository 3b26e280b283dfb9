"""Past queries: what was searched for on a day, by nobody in particular.

Revision ID: 0002
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_query",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text", "day", name=op.f("pk_past_query")),
    )
    op.create_index(op.f("ix_past_query_day"), "past_query", ["day"], unique=False)


def downgrade() -> None:
    op.drop_table("past_query")
