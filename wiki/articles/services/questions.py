"""A moderator's questions and what whoever writes the text answers.

Answers are kept with every save, like the text; the moderator reads them when the text is submitted again.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article, Review, ReviewQuestion
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import locked, note
from wiki.errors import Invalid

LONGEST_ANSWER = 2_000


def open_questions(session: Session, article: Article) -> list[ReviewQuestion]:
    """The questions of the latest decision, when that was to return the text."""
    latest = session.scalar(select(Review).where(Review.article_id == article.id).order_by(Review.id.desc()).limit(1))
    return list(latest.questions) if latest and latest.decision == "returned" else []


def answer(session: Session, *, actor: Actor, at: datetime, slug: str, answers: Mapping[int, str]) -> None:
    """Keep answers by question; those to other than the open questions are ignored. Raises Invalid: 'too-long', or
    'personal' for what the safety check takes for personal data."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "save")
    too_long = {f"answer-{key}": "too-long" for key, text in answers.items() if len(text) > LONGEST_ANSWER}
    told = {f"answer-{key}": "personal" for key, text in answers.items() if tells_of_somebody(text, today=at.date())}
    if too_long or told:
        raise Invalid(told | too_long)
    changed = False
    for question in open_questions(session, article):
        text = answers.get(question.id, question.answer).strip()
        changed |= text != question.answer
        question.answer = text
    if changed:
        note(session, "article.answered", article, at=at, role=made.by)
