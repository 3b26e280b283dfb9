"""Things for tests, made through the services that people use. Name what matters; the rest is invented."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from wiki import markup
from wiki.accounts import passwords
from wiki.accounts.models import Account
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.services import administration
from wiki.articles import sections, services
from wiki.articles.models import Article, ArticleTemplate
from wiki.articles.rendering import Prepared, prepare
from wiki.articles.services import templates
from wiki.articles.services.byline import Byline
from wiki.database import now, transaction
from wiki.search import services as words
from wiki.search.models import Headword
from wiki.search.services import Wording
from wiki.taxonomy.data import TYPES

PASSWORD = "een lange zin als wachtwoord"
# The account of somebody who agrees; no row is needed for one.
PRIVACY_OFFICER = 1_000_000
DEMO_DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
_numbers = count(1)
STEPS = {
    "draft": (),
    "in_review": ("submit",),
    "returned": ("submit", "return"),
    "published": ("submit", "publish"),
    "needs_review": ("submit", "publish", "flag"),
    "withdrawn": ("submit", "publish", "hide"),
    "archived": ("submit", "publish", "archive"),
    "binned": ("bin",),
    "binned-archived": ("submit", "publish", "archive", "dispose"),
    "change-draft": ("submit", "publish", "save"),
    "change-in-review": ("submit", "publish", "save", "submit"),
    "change-returned": ("submit", "publish", "save", "submit", "return"),
    "change-withdrawn": ("submit", "publish", "save", "hide"),
}


class InProcess:
    """Renders without the helper process: for texts that the test itself wrote, which are mostly the same ones."""

    def render(
        self, parts: Sequence[str], *, language: str, known: dict[str, str | markup.Moved] | None = None
    ) -> tuple[markup.Rendered, ...]:
        return _rendered(tuple(parts), language, None if known is None else tuple(known.items()))

    def close(self) -> None:
        """Nothing to close."""


@lru_cache(maxsize=2048)
def _rendered(
    parts: tuple[str, ...], language: str, known: tuple[tuple[str, str | markup.Moved], ...] | None
) -> tuple[markup.Rendered, ...]:
    targets = None if known is None else dict(known)
    return tuple(markup.render(part, language=language, known=targets) for part in parts)


class Demonstration(NamedTuple):
    """A database with the demo articles, who they are by and who published them."""

    path: Path
    author: Actor
    moderator: Actor


def make_account(
    session: Session,
    *,
    roles: Sequence[str] = ("reader",),
    domain: str = "",
    name: str | None = None,
    email: str | None = None,
    locale: str | None = None,
    password: str = PASSWORD,
) -> Account:
    """An account with these roles, for one domain or for all, committed."""
    number = next(_numbers)
    with transaction(session):
        return administration.create(
            session,
            email=email or f"collega{number}@dienst.example",
            display_name=name or f"Collega {number}",
            password_hash=passwords.hashed(password),
            grants=[Grant(Role(role), domain) for role in roles],
            at=now(),
            locale=locale,
        )


def actor_of(account: Account) -> Actor:
    """The actor that a signed-in account is."""
    return Actor(
        id=account.id,
        display_name=account.display_name,
        locale=account.locale,
        grants=frozenset(Grant(Role(grant.role), grant.domain) for grant in account.grants),
    )


def make_actor(session: Session, *roles: str, domain: str = "") -> Actor:
    return actor_of(make_account(session, roles=roles or ("author",), domain=domain))


def written(kind: str = "practice-tip", language: str = "nl", **values: str) -> str:
    """A text of this type with every section filled; `values` replace some of them, '' leaves one out."""
    parts = {section.key: f"Tekst over {section.heading(language).lower()}." for section in TYPES[kind].sections}
    return sections.compose(TYPES[kind], language, sections.Parts(parts | values))


def prepared(session: Session, text: str, *, kind: str = "practice-tip", language: str = "nl") -> Prepared:
    return prepare(session, InProcess(), kind=kind, language=language, text=text)


def content(title: str | None = None, **choices: tuple[str, ...] | str) -> services.Content:
    chosen: dict[str, object] = {"domains": ("fire",), **choices}
    return services.Content(title=title or f"Artikel {next(_numbers)}", **chosen)  # type: ignore[arg-type]


def make_article(
    session: Session,
    *,
    status: str = "published",
    author: Actor | None = None,
    moderator: Actor | None = None,
    kind: str = "practice-tip",
    language: str = "nl",
    title: str | None = None,
    text: str | None = None,
    domains: tuple[str, ...] = ("fire",),
    blocks: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    audience: str = "members",
    byline: Byline | None = None,
    at: datetime | None = None,
) -> Article:
    """An article in this status (a key of STEPS), committed."""
    author = author or make_actor(session)
    at = at or now()
    chosen = content(title, domains=domains, blocks=blocks, tags=tags)
    text = text if text is not None else written(kind, language)
    ready = prepared(session, text, kind=kind, language=language)
    with transaction(session):
        article = services.start(
            session,
            actor=author,
            at=at,
            kind=kind,
            language=language,
            audience=audience,
            content=chosen,
            prepared=ready,
            byline=byline or Byline(kind="role_name", shown="Bevelvoerder"),
        )
    for verb in STEPS[status]:
        _take(session, article, verb, author=author, moderator=moderator, at=at, chosen=chosen, text=text)
    return article


def make_headword(session: Session, word: str = "ademlucht", *forms: str, **choices: str) -> Headword:
    """A word on the list, by a knowledge manager of all domains."""
    wording = Wording(word, forms or (f"{word}en",), **choices)
    with transaction(session):
        return words.add(session, actor=make_actor(session, "knowledge-manager"), wording=wording, at=now())


def take(
    session: Session, article: Article, verb: str, *, author: Actor, moderator: Actor | None = None, **options: Any
) -> None:
    """One step of the life cycle, by whoever makes it, committed."""
    session.expire(article)  # it may have changed meanwhile, in a browser
    _take(session, article, verb, author=author, moderator=moderator, **options)


def _take(
    session: Session, article: Article, verb: str, *, author: Actor, moderator: Actor | None = None, **options: Any
) -> None:
    if verb in ("return", "publish", "archive", "flag", "hide", "dispose"):
        author = moderator or make_actor(session, "moderator")
    text = options.pop("text", "")
    ready = ready_to_save(session, article, text) if verb == "save" else None
    with transaction(session):
        perform(session, article, verb, actor=author, ready=ready, **options)


def ready_to_save(session: Session, article: Article, text: str = "") -> Prepared:
    """A text that differs from the one given, rendered."""
    return prepared(session, text + "\nEn nog iets.\n", kind=article.type, language=article.language)


def perform(
    session: Session,
    article: Article,
    verb: str,
    *,
    actor: Actor,
    ready: Prepared | None,
    at: datetime | None = None,
    chosen: services.Content | None = None,
    audience: str | None = None,
) -> None:
    """One step of the life cycle as the service does it, inside the caller's transaction; saving needs a text."""
    head = article.head
    who: dict[str, Any] = {"actor": actor, "at": at or now(), "slug": article.slug}
    if verb == "save":
        assert ready
        services.save(session, **who, based_on=head.number, content=chosen or content(), prepared=ready)
    elif verb == "submit":
        services.submit(session, **who, based_on=head.number, faces_agreed=True)
    elif verb == "return":
        services.return_with_questions(session, **who, based_on=head.number, questions=["Waaraan zag je dat?"])
    elif verb == "publish":
        places = {"domains": head.domains, "blocks": head.blocks, "audience": audience}
        services.publish(session, **who, based_on=head.number, **places)
    elif verb == "amend":
        services.amend(session, **who, based_on=head.number, after=0)
    elif verb in ("release", "shelve"):
        officer = Actor(id=PRIVACY_OFFICER, grants=frozenset({Grant(Role.PRIVACY_OFFICER)}))
        getattr(services, verb)(session, **who, agreed_by=officer)
    else:
        getattr(services, {"bin": "throw_away", "unbin": "take_out"}.get(verb, verb))(session, **who)


def make_template(
    session: Session,
    *,
    name: str = "Inzet met rook",
    kind: str = "practice-tip",
    domain: str = "",
    text: str | None = None,
    by: Actor | None = None,
) -> ArticleTemplate:
    """A text to begin with, kept by a moderator, committed."""
    moderator = by or make_actor(session, "moderator")
    wording = templates.Wording(
        name=name, kind=kind, language="nl", domain=domain, text=text or written(kind, situation="Begin hiermee.")
    )
    with transaction(session):
        return templates.add(session, actor=moderator, at=now(), wording=wording, longest=100_000)
