"""Free tags. Everything else of the taxonomy is data, see `data.py`."""

from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class Tag(Base):
    """A free word on an article. The slug is its address and never changes; the label is how it was first written."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
