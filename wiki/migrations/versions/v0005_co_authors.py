"""Who was asked to write along.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "co_author_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_co_author_invitation_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_co_author_invitation_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_author_invitation")),
        sa.UniqueConstraint("article_id", "account_id", name=op.f("uq_co_author_invitation_article_id")),
    )
    op.create_index(op.f("ix_co_author_invitation_account_id"), "co_author_invitation", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_table("co_author_invitation")
