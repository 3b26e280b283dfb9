"""Which tours somebody is done with."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class ClosedTour(Base):
    """This account need not see the tour of this role again. No day is kept: when somebody read it concerns nobody."""

    __tablename__ = "closed_tour"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
