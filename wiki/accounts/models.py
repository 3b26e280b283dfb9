"""Accounts, what they were granted, their sessions and the invitations that make new ones."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.database import Base


class Account(Base):
    """A person who can sign in. Never deleted while something refers to it, only deactivated."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    password_hash: Mapped[str]
    locale: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )


class RoleGrant(Base):
    """One role, for one domain or (without a domain) for all of them."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "domain"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[str]
    domain: Mapped[str] = mapped_column(default="")
    account: Mapped[Account] = relationship(back_populates="grants")


class SignInSession(Base):
    """A signed-in browser. Only the hash of the cookie is here; deleting the row ends the session at once."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Invitation(Base):
    """A link, shown once, that lets one person make an account with the roles named here."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    grants: Mapped[list[list[str]]] = mapped_column(JSON)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class Notice(Base):
    """Something that one person is told: a code, and what it is about. The words are made when it is shown; no title is
    kept here, for what it names may have been hidden since."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    at: Mapped[date]
    is_read: Mapped[bool] = mapped_column(default=False)
