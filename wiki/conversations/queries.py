"""What pages show of a conversation: to the two who have it, and to who was asked to tell."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.accounts.policy import Actor
from wiki.articles.sections import Parts, compose
from wiki.conversations import policy
from wiki.conversations.filling import filled
from wiki.conversations.models import Conversation
from wiki.conversations.policy import MOST_DRAFTS, Part
from wiki.conversations.questions import CHUNK, CHUNKS, Question, Step, Stop, way
from wiki.errors import NotFound
from wiki.taxonomy.data import TYPES


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in the list of one of its two. `other` is who they talk with as shown; empty when alone."""

    key: str
    topic: str
    other: str
    is_alone: bool
    changed_on: date
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to tell; of the conversation no more than whoever is asked has to know."""

    key: str
    topic: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop on the way, with how many of its questions have an answer. `name` is that of its chunk."""

    slug: str
    step: Step
    name: str
    answered: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as one of its two sees it. Not whether somebody was asked: that would tell which addresses are
    somebody's."""

    key: str
    topic: str
    created_on: date
    changed_on: date
    ended_on: date | None
    at: str
    is_veteran: bool
    has_veteran: bool
    has_interviewer: bool
    other: str
    wants_credit: bool
    both_want_credit: bool
    drafts: int
    drafts_left: int
    stops: tuple[StopRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A question on the sheet, with what was said; empty where nothing was yet."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One stop on the sheet. `name` is that of its chunk, `chunks` are those of the map, True where picked."""

    step: Step
    name: str
    told: tuple[Told, ...]
    chunks: tuple[tuple[str, bool], ...] = ()


def conversation(session: Session, actor: Actor, key: str) -> Conversation:
    """A conversation that the actor takes part in; raises NotFound for every other one."""
    query = select(Conversation).where(Conversation.key == key, policy.taking_part(actor))
    found = session.scalar(query.options(selectinload(Conversation.answers)))
    if found is None:
        raise NotFound(key)
    return found


def own(session: Session, actor: Actor) -> tuple[Row, ...]:
    """What the actor takes part in: what goes on first, then the newest."""
    query = select(Conversation).where(policy.taking_part(actor))
    ordered = query.order_by(Conversation.ended_on.is_not(None), Conversation.changed_at.desc(), Conversation.id.desc())
    return tuple(_row(each, actor) for each in session.scalars(ordered))


def asked(session: Session, actor: Actor) -> tuple[Asked, ...]:
    """In which conversations the actor was asked to tell, the newest first."""
    query = select(Conversation).where(policy.asked_of(actor)).order_by(Conversation.id.desc())
    return tuple(Asked(e.key, e.topic, e.interviewer_shown, e.created_on) for e in session.scalars(query))


def asked_in(session: Session, actor: Actor, key: str) -> Asked:
    """One of those; raises NotFound."""
    found = next((each for each in asked(session, actor) if each.key == key), None)
    if found is None:
        raise NotFound(key)
    return found


def talk(conversation: Conversation, actor: Actor) -> Talk:
    """For one of the two, which the caller has made sure of."""
    is_veteran = policy.part_of(actor, conversation) is Part.VETERAN
    wants = (conversation.veteran_credits, conversation.interviewer_credits)
    return Talk(
        key=conversation.key,
        topic=conversation.topic,
        created_on=conversation.created_on,
        changed_on=conversation.changed_at.date(),
        ended_on=conversation.ended_on,
        at=_at(conversation),
        is_veteran=is_veteran,
        has_veteran=conversation.veteran_id is not None,
        has_interviewer=conversation.interviewer_id is not None,
        other=_other(conversation, is_veteran=is_veteran),
        wants_credit=wants[0] if is_veteran else wants[1],
        both_want_credit=all(wants),
        drafts=conversation.drafts,
        drafts_left=MOST_DRAFTS - conversation.drafts,
        stops=tuple(_stop_row(conversation, stop) for stop in way(conversation.hardest)),
    )


def sheet(conversation: Conversation) -> tuple[SheetPart, ...]:
    """Everything that is asked and was said, to print or to keep; before chunks are picked, what is asked of each."""
    stops = way(conversation.talked_about or (0,))
    return tuple(_sheet_part(conversation, stop) for stop in stops)


def draft_text(conversation: Conversation, chunk: int, kind: str, language: str) -> str:
    """The text of a draft about this chunk, section by section as far as something was said."""
    return compose(TYPES[kind], language, Parts(filled(kind, conversation.told(chunk))))


def _row(each: Conversation, actor: Actor) -> Row:
    is_veteran = each.veteran_id == actor.id
    return Row(
        key=each.key,
        topic=each.topic,
        other=_other(each, is_veteran=is_veteran),
        is_alone=is_veteran and each.interviewer_id is None,
        changed_on=each.changed_at.date(),
        is_ended=each.ended_on is not None,
    )


def _other(each: Conversation, *, is_veteran: bool) -> str:
    return each.interviewer_shown if is_veteran else each.veteran_shown


def _at(conversation: Conversation) -> str:
    """Where they were, unless that chunk is picked no more."""
    slugs = [stop.slug for stop in way(conversation.hardest)]
    return conversation.step if conversation.step in slugs else slugs[0]


def _stop_row(conversation: Conversation, stop: Stop) -> StopRow:
    answered = sum(1 for place in stop.places if conversation.said(*place))
    if stop.is_picking:
        answered += len(conversation.hardest)
    return StopRow(stop.slug, stop.step, conversation.said(stop.chunk, CHUNK), answered)


def _sheet_part(conversation: Conversation, stop: Stop) -> SheetPart:
    told = tuple(Told(question, conversation.said(stop.chunk, question.key)) for question in stop.step.questions)
    chunks: tuple[tuple[str, bool], ...] = ()
    if stop.is_map:
        picked = conversation.hardest
        chunks = tuple((conversation.said(number, CHUNK), number in picked) for number in CHUNKS)
    return SheetPart(stop.step, conversation.said(stop.chunk, CHUNK), told, chunks)
