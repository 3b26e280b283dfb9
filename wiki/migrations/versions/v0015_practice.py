"""What colleagues tell of using an article, and the checks of its assumption.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

REASON = "review_reason IN ('expired','reports','source','moderator','practice')"
REASON_BEFORE = "review_reason IN ('expired','reports','source','moderator')"
NAME = "ck_article_review_reason"
INDEXED = {
    "applied": ("account_id", "article_id", "check_id", "on"),
    "assumption_check": ("article_id", "decided_on", "look_back_on", "replaced_by_id"),
}


def upgrade() -> None:
    with op.batch_alter_table("article") as article:
        article.add_column(sa.Column("adjusted_after", sa.Integer(), nullable=False, server_default="0"))
        article.add_column(sa.Column("adjusting_after", sa.Integer(), nullable=False, server_default="0"))
        article.add_column(sa.Column("adjusting_from", sa.Integer(), nullable=True))
        article.add_column(sa.Column("superseded_by_id", sa.Integer(), nullable=True))
        article.create_foreign_key(
            op.f("fk_article_superseded_by_id_article"), "article", ["superseded_by_id"], ["id"], ondelete="SET NULL"
        )
        article.drop_constraint(op.f(NAME), type_="check")
        article.create_check_constraint(op.f(NAME), REASON)
    op.create_index(op.f("ix_article_superseded_by_id"), "article", ["superseded_by_id"], unique=False)
    _create_checks()
    _create_applied()
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    op.drop_table("applied")
    op.drop_table("assumption_check")
    op.drop_index(op.f("ix_article_superseded_by_id"), table_name="article")
    op.execute("UPDATE article SET review_reason = 'moderator' WHERE review_reason = 'practice'")
    with op.batch_alter_table("article") as article:
        article.drop_constraint(op.f(NAME), type_="check")
        article.create_check_constraint(op.f(NAME), REASON_BEFORE)
        article.drop_constraint(op.f("fk_article_superseded_by_id_article"), type_="foreignkey")
        for column in ("superseded_by_id", "adjusting_from", "adjusting_after", "adjusted_after"):
            article.drop_column(column)


def _create_checks() -> None:
    op.create_table(
        "assumption_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_revision_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("look_back_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("looked_back_on", sa.Date(), nullable=True),
        sa.CheckConstraint("outcome IN ('kept','narrowed','replaced')", name=op.f("ck_assumption_check_outcome")),
        _refers("assumption_check", "article_id", "article", "CASCADE"),
        _refers("assumption_check", "revision_id", "revision"),
        _refers("assumption_check", "decided_revision_id", "revision"),
        _refers("assumption_check", "decided_by", "account"),
        _refers("assumption_check", "replaced_by_id", "article"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assumption_check")),
    )


def _create_applied() -> None:
    op.create_table(
        "applied",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("adjustment", sa.Text(), nullable=False),
        sa.Column("assumption", sa.String(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("adopted_in", sa.Integer(), nullable=True),
        sa.CheckConstraint("result IN ('worked','partly','failed','backfired')", name=op.f("ck_applied_result")),
        sa.CheckConstraint("assumption IN ('yes','no','unknown')", name=op.f("ck_applied_assumption")),
        _refers("applied", "article_id", "article", "CASCADE"),
        _refers("applied", "revision_id", "revision"),
        _refers("applied", "account_id", "account"),
        _refers("applied", "check_id", "assumption_check"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applied")),
    )


def _refers(table: str, column: str, other: str, on_delete: str = "SET NULL") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=on_delete)
