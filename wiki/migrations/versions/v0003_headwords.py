"""Headwords: synonyms, abbreviations and terms, curated in the program.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "headword",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headword")),
        sa.UniqueConstraint("word", "domain", name=op.f("uq_headword_word")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_headword_changed_at"), "headword", ["changed_at"], unique=False)


def downgrade() -> None:
    op.drop_table("headword")
