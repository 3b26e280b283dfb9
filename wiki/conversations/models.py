"""A conversation between two people, or of somebody with the questions alone, and what was said in it."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.conversations.questions import CHUNK, CHUNKS, STEPS
from wiki.database import Base


class Conversation(Base):
    """The accounts are for rights alone. What the two call each other are the names they chose; no other page has them.

    `invited_id` is who was asked to tell and did not answer yet. `drafts` counts what was made: which articles those
    are is written nowhere, for it would tie an article to an account.
    """

    __tablename__ = "conversation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    topic: Mapped[str]
    veteran_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    interviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    invited_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    veteran_shown: Mapped[str] = mapped_column(default="")
    interviewer_shown: Mapped[str] = mapped_column(default="")
    veteran_credits: Mapped[bool] = mapped_column(default=False)
    interviewer_credits: Mapped[bool] = mapped_column(default=False)
    picks: Mapped[list[int]] = mapped_column(JSON, default=list)
    step: Mapped[str] = mapped_column(default="map")
    drafts: Mapped[int] = mapped_column(default=0)
    created_on: Mapped[date]
    changed_at: Mapped[datetime]
    ended_on: Mapped[date | None]

    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    def answer(self, chunk: int, key: str) -> "Answer | None":
        return next((each for each in self.answers if (each.chunk, each.key) == (chunk, key)), None)

    def said(self, chunk: int, key: str) -> str:
        """What was answered to a question; empty when nothing was."""
        found = self.answer(chunk, key)
        return found.text if found else ""

    def say(self, chunk: int, key: str, text: str, *, desk: str = "") -> None:
        """Set an answer, and count that it changed; `desk` is the page that shows exactly this text."""
        found = self.answer(chunk, key)
        if found is None:
            found = Answer(chunk=chunk, key=key, version=0)
            self.answers.append(found)
        found.text, found.desk, found.version = text, desk, found.version + 1

    @property
    def chunks(self) -> dict[int, str]:
        """The chunks of the work that have a name, by number."""
        return {number: name for number in CHUNKS if (name := self.said(number, CHUNK))}

    @property
    def hardest(self) -> tuple[int, ...]:
        """The picked chunks that still have a name, in the order of the map."""
        return tuple(number for number in self.chunks if number in self.picks)

    @property
    def talked_about(self) -> tuple[int, ...]:
        """The hardest chunks, and others about which something was told before they were picked no more."""
        told = {each.chunk for each in self.answers if each.chunk and each.key != CHUNK and each.text.strip()}
        return tuple(sorted(told.union(self.hardest)))

    def told(self, chunk: int) -> dict[str, str]:
        """The answers that a draft about this chunk is made from: its own, and those about the work as a whole."""
        keys = [question.key for step in STEPS.values() for question in step.questions]
        both = {key: self.said(chunk, key) or self.said(0, key) for key in keys}
        return {key: text for key, text in both.items() if text.strip()}


class Answer(Base):
    """What was said to one question: about the chunk of this number, or (0) about the work as a whole.

    `desk` names the page that this text comes from, empty where the text of two pages was put together: what that page
    sends next follows on it, whatever stood there when the page was made.
    """

    __tablename__ = "conversation_answer"
    __table_args__ = (UniqueConstraint("conversation_id", "chunk", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    chunk: Mapped[int]
    key: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    desk: Mapped[str] = mapped_column(default="")
