"""Audit lines in a chain: room for the numbers and hashes.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.add_column("audit_line", sa.Column("number", sa.Integer(), nullable=True))
    op.add_column("audit_line", sa.Column("hash", sa.String(), nullable=True))
    op.create_index(op.f("ix_audit_line_action"), "audit_line", ["action"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_line_action"), "audit_line")
    with op.batch_alter_table("audit_line") as lines:
        lines.drop_column("hash")
        lines.drop_column("number")
    op.drop_table("audit_head")
