"""Free tags. Everything else of the taxonomy is data, see `data.py`."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class Tag(Base):
    """A free word on an article. The slug is its address and never changes; the label is how it was first written."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]


class TagAlias(Base):
    """Another word for a tag: whoever types it gets the tag, and its address leads there."""

    __tablename__ = "tag_alias"

    slug: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), index=True)
