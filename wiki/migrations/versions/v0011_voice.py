"""Recordings of who writes, and the page that an article was begun in.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("desk", sa.String(), nullable=True))
    op.create_index(op.f("ix_article_desk"), "article", ["desk"], unique=False)
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("desk", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("blob", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("touched_on", sa.Date(), nullable=False),
        sa.CheckConstraint("(article_id IS NULL) <> (desk IS NULL)", name=op.f("ck_recording_place")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recording_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_recording_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("blob", name=op.f("uq_recording_blob")),
        sa.UniqueConstraint("key", name=op.f("uq_recording_key")),
    )
    for column in ("account_id", "article_id", "desk", "touched_on"):
        op.create_index(op.f(f"ix_recording_{column}"), "recording", [column], unique=False)


def downgrade() -> None:
    op.drop_table("recording")
    op.drop_index(op.f("ix_article_desk"), table_name="article")
    op.drop_column("article", "desk")
