"""Whether a text that others searched for finds something for whoever it is offered to."""

from itertools import islice

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.search import analysis, past, standing, visibility
from wiki.search.engine import Rebuilding
from wiki.search.indexing import engine_of
from wiki.search.queries.page import Reader
from wiki.settings import Settings
from wiki.web.kept import Kept

KEPT = 4096
# Each that finds nothing for this reader costs a search.
MOST_TRIED = 12

_found: Kept[bool] = Kept(KEPT)


def finds(session: Session, *, settings: Settings, actor: Actor, text: str) -> bool:
    """Whether this actor would find something with this text; looked up once for all who see the same articles."""

    def look() -> bool:
        listed = visibility.listed(session, actor)
        return engine_of(settings).read(lambda index: standing.finds(index, analysis.words(text), listed))

    try:
        state = engine_of(settings).read(lambda index: index.name)
        key = (settings.instance, policy.visibility_key(actor), articles.generation(session), state, text)
        return _found.get(key, look)
    except Rebuilding:
        return False


def examples(session: Session, *, settings: Settings, reader: Reader, most: int) -> tuple[str, ...]:
    """What members searched for most, as far as it finds something for this one; nothing for a visitor."""
    if not reader.actor.is_signed_in:
        return ()
    often = islice(past.offered(session, today=reader.today).beginning_with(()), MOST_TRIED)
    found = (text for text in often if finds(session, settings=settings, actor=reader.actor, text=text))
    return tuple(islice(found, most))
