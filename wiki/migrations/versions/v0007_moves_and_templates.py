"""Addresses that articles had before, texts to begin with, minor revisions, and what a translation is of.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_redirect",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_redirect_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_article_redirect")),
    )
    op.create_index(op.f("ix_article_redirect_article_id"), "article_redirect", ["article_id"], unique=False)
    op.create_table(
        "article_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_template")),
    )
    op.add_column("revision", sa.Column("is_minor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("revision", sa.Column("translated_from", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("revision") as revisions:
        revisions.drop_column("translated_from")
        revisions.drop_column("is_minor")
    op.drop_table("article_template")
    op.drop_table("article_redirect")
