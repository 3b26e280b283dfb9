"""Files that articles show, and which revisions do.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("blob", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('image','document','audio','video')", name=op.f("ck_attachment_kind")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_attachment_account_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("key", name=op.f("uq_attachment_key")),
    )
    op.create_index(op.f("ix_attachment_account_id"), "attachment", ["account_id"], unique=False)
    op.create_index(op.f("ix_attachment_blob"), "attachment", ["blob"], unique=False)
    op.create_table(
        "revision_file",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_file_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "key", name=op.f("pk_revision_file")),
    )
    op.create_index(op.f("ix_revision_file_key"), "revision_file", ["key"], unique=False)


def downgrade() -> None:
    op.drop_table("revision_file")
    op.drop_table("attachment")
