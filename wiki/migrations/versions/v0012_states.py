"""Articles that need review, are hidden, or lie in the bin.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


STATES = "state IN ('draft','in_review','returned','published','needs_review','withdrawn','archived','binned')"
STATES_BEFORE = "state IN ('draft','in_review','returned','published','archived')"
CHANGE = "change IS NULL OR state IN ('published','needs_review','withdrawn')"
CHANGE_BEFORE = "change IS NULL OR state = 'published'"
REASON = "review_reason IN ('expired','reports','source','moderator')"
DECISION = "decision IN ('returned','seconded','published')"
DECISION_BEFORE = "decision IN ('returned','published')"
INDEXED = ("merged_into_id", "review_since", "verified_until")


def upgrade() -> None:
    with op.batch_alter_table("article") as article:
        article.add_column(sa.Column("review_reason", sa.String(), nullable=True))
        article.add_column(sa.Column("review_since", sa.Date(), nullable=True))
        article.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
        article.add_column(sa.Column("binned_on", sa.Date(), nullable=True))
        article.add_column(sa.Column("unheld_on", sa.Date(), nullable=True))
        article.add_column(sa.Column("waiting_risk", sa.Integer(), nullable=False, server_default="0"))
        article.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        article.create_foreign_key(
            op.f("fk_article_merged_into_id_article"), "article", ["merged_into_id"], ["id"], ondelete="SET NULL"
        )
        _instead(article, "ck_article_state", STATES)
        _instead(article, "ck_article_change_of_published", CHANGE)
        article.create_check_constraint(op.f("ck_article_review_reason"), REASON)
    for column in INDEXED:
        op.create_index(op.f(f"ix_article_{column}"), "article", [column], unique=False)
    with op.batch_alter_table("review") as review:
        review.add_column(sa.Column("waited_since", sa.DateTime(timezone=True), nullable=True))
        _instead(review, "ck_review_decision", DECISION)
    op.add_column("revision", sa.Column("purged_on", sa.Date(), nullable=True))
    op.add_column("revision", sa.Column("faces_agreed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    # What the program of before does not know becomes what comes nearest and shows no more than it did.
    op.execute("DELETE FROM review WHERE decision = 'seconded'")
    op.execute("UPDATE article SET state = 'published' WHERE state = 'needs_review'")
    op.execute("UPDATE article SET state = 'draft' WHERE state = 'binned' AND published_id IS NULL")
    op.execute("UPDATE article SET state = 'archived', change = NULL WHERE state IN ('withdrawn', 'binned')")
    with op.batch_alter_table("revision") as revisions:
        revisions.drop_column("faces_agreed")
        revisions.drop_column("purged_on")
    with op.batch_alter_table("review") as review:
        review.drop_column("waited_since")
        _instead(review, "ck_review_decision", DECISION_BEFORE)
    for column in INDEXED:
        op.drop_index(op.f(f"ix_article_{column}"), table_name="article")
    with op.batch_alter_table("article") as article:
        article.drop_constraint(op.f("ck_article_review_reason"), type_="check")
        _instead(article, "ck_article_state", STATES_BEFORE)
        _instead(article, "ck_article_change_of_published", CHANGE_BEFORE)
        article.drop_constraint(op.f("fk_article_merged_into_id_article"), type_="foreignkey")
        for column in (
            "merged_into_id",
            "waiting_risk",
            "unheld_on",
            "binned_on",
            "hidden_at",
            "review_since",
            "review_reason",
        ):
            article.drop_column(column)


def _instead(table: BatchOperations, name: str, condition: str) -> None:
    table.drop_constraint(op.f(name), type_="check")
    table.create_check_constraint(op.f(name), condition)
