"""Knowledge conversations and what was said in them.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PEOPLE = ("veteran_id", "interviewer_id", "invited_id")


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        *(sa.Column(person, sa.Integer(), nullable=True) for person in PEOPLE),
        sa.Column("veteran_shown", sa.String(), nullable=False),
        sa.Column("interviewer_shown", sa.String(), nullable=False),
        sa.Column("veteran_credits", sa.Boolean(), nullable=False),
        sa.Column("interviewer_credits", sa.Boolean(), nullable=False),
        sa.Column("picks", sa.JSON(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("drafts", sa.Integer(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [person], ["account.id"], name=op.f(f"fk_conversation_{person}_account"), ondelete="SET NULL"
            )
            for person in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("key", name=op.f("uq_conversation_key")),
    )
    for person in PEOPLE:
        op.create_index(op.f(f"ix_conversation_{person}"), "conversation", [person], unique=False)
    op.create_table(
        "conversation_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_answer_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_answer")),
        sa.UniqueConstraint("conversation_id", "chunk", "key", name=op.f("uq_conversation_answer_conversation_id")),
    )


def downgrade() -> None:
    op.drop_table("conversation_answer")
    op.drop_table("conversation")
