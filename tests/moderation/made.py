"""What tests of the desk need beside articles: changes that wait, days that passed, decisions that were made."""

from datetime import UTC, datetime, time, timedelta

from tests.factories import content, make_actor, make_article, prepared, take, written
from wiki.articles import services
from wiki.database import now, transaction
from wiki.moderation.workdays import DAY, is_working_day

CUE = "Je ziet rook onder de deur en je hoort geknetter achter het plafond."


def working_days_ago(number, *, today=None):
    """Noon on the day since which so many working days passed."""
    day = today or now().date()
    while number > 0:
        number -= is_working_day(day)
        day -= DAY
    return datetime.combine(day, time(12), UTC)


def make_small_change(session, *, author=None, cue=CUE + " Kijk ook omhoog.", submit=True, is_minor=True, **options):
    """A published article with a change of a few words under way, waiting unless `submit` is off."""
    author = author or make_actor(session)
    article = make_article(session, author=author, text=written(cue=CUE), **options)
    ready = prepared(session, article.head.text.replace(CUE, cue))
    chosen = content(article.title, domains=article.domains, blocks=article.blocks, is_minor=is_minor)
    with transaction(session):
        services.save(session, actor=author, at=now(), slug=article.slug, based_on=1, content=chosen, prepared=ready)
    if submit:
        take(session, article, "submit", author=author)
    return article


def make_decisions(session, waited, *, on=None, **options):
    """Articles that were published after waiting so many working days each, decided on that day."""
    on = on or now().date()
    moderator = make_actor(session, "moderator")
    for days in waited:
        author = make_actor(session)
        article = make_article(session, status="draft", author=author, **options)
        take(session, article, "submit", author=author, at=working_days_ago(days, today=on))
        at = datetime.combine(on, time(12), UTC) + timedelta(minutes=1)
        take(session, article, "publish", author=author, moderator=moderator, at=at)
