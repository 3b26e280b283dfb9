"""The factory: makes one application from settings and wires the domains to it. No logic lives here."""

from collections.abc import Callable

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from wiki import migrations, paths
from wiki.accounts import identity
from wiki.accounts import views as accounts
from wiki.accounts.words import Domains
from wiki.articles import views as articles
from wiki.attachments import views as attachments
from wiki.conversations import views as conversations
from wiki.database import make_engine, make_sessions
from wiki.help import views as help_pages
from wiki.home import views as home
from wiki.insight import policy as insight_policy
from wiki.insight import views as insight
from wiki.markup import Renderer
from wiki.moderation import views as moderation
from wiki.moderation.policy import matters as moderation_policy
from wiki.offline import views as offline
from wiki.portability import views as portability
from wiki.practice import views as practice
from wiki.search import queries as searching
from wiki.search import views as search
from wiki.search.indexing import engine_of
from wiki.settings import Settings, load
from wiki.styleguide import views as styleguide
from wiki.taxonomy.data import DOMAINS, enabled_domains
from wiki.voice import views as voice
from wiki.web import (
    addresses,
    assets,
    compressing,
    copies,
    display,
    encoding,
    faults,
    health,
    house_style,
    limits,
    locale,
    records,
    security,
    session,
)
from wiki.web.ground import Ground
from wiki.web.kept import Kept
from wiki.web.turns import Turns

KEPT_PAGES = 512
KEPT_TOKENS = 4096
RENDERING_AT_ONCE = 2
ALSO_OPEN = ("health.process", "health.ready", "web.display", "web.language", "web.house_style")


def create_app(settings: Settings | None = None, *, renderer: Renderer | None = None) -> Flask:
    """An application for these settings, or for those of environment and file; tests share one `renderer`."""
    settings = settings or load()
    app = Flask(
        "wiki",
        instance_path=str(settings.instance),
        template_folder=str(paths.TEMPLATES),
        static_folder=str(paths.STATIC),
    )
    app.config.update(_flask_config(settings))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    engine = make_engine(settings.database)
    app.extensions["wiki"] = Ground(
        settings,
        engine,
        make_sessions(engine),
        renderer or Renderer(),
        kept_pages=Kept(KEPT_PAGES),
        kept_tokens=Kept(KEPT_TOKENS),
        rendering=Turns(RENDERING_AT_ONCE),
    )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _ground(app, settings)
    for domain in (
        accounts,
        articles,
        attachments,
        voice,
        search,
        conversations,
        practice,
        moderation,
        insight,
        help_pages,
        portability,
        home,
        offline,
        styleguide,
    ):
        app.register_blueprint(domain.blueprint)
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-wiki-form" if settings.https else "wiki_form",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PREFERRED_URL_SCHEME": settings.scheme,
        "MAX_CONTENT_LENGTH": settings.max_request_kb * 1024,
        "MAX_FORM_MEMORY_SIZE": settings.max_request_kb * 1024,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "TESTING": settings.mode == "test",
    }


def _ground(app: Flask, settings: Settings) -> None:
    """The ground first, in the order in which a request meets it."""
    compressing.init_app(app)
    records.init_app(app)
    session.init_app(app)
    security.init_app(app, https=settings.https)
    addresses.init_app(app)
    attachments.init_app(app, settings)
    articles.init_app(app, glossary=searching.glossary)
    voice.init_app(app, settings)
    encoding.init_app(app)
    CSRFProtect(app)
    app.extensions["wiki.domains"] = Domains(DOMAINS, enabled_domains(settings.optional_domains))
    identity.init_app(app, settings, also_open=ALSO_OPEN)
    limits.init_app(app)
    display.init_app(app)
    locale.init_app(app, chosen=lambda: identity.actor().locale, default=settings.default_locale)
    assets.init_app(app)
    house_style.init_app(app, settings)
    faults.init_app(app)
    health.init_app(app, is_migrated=_migration_check(app))

    @app.context_processor
    def everywhere() -> dict[str, object]:
        actor = identity.actor()
        return {
            "actor": actor,
            "device_owner": copies.owner(actor.id) if actor.is_signed_in else "",
            "settings_demo": settings.is_demo,
            "can_audit": insight_policy.can_audit(actor),
            "can_decide": moderation_policy.takes_part(actor),
        }


def _migration_check(app: Flask) -> Callable[[], bool]:
    """Whether the database has the newest tables; asked until it has, and then remembered."""
    seen: list[bool] = []

    def is_migrated() -> bool:
        ground: Ground = app.extensions["wiki"]
        if not seen and migrations.current(ground.engine) == migrations.newest():
            seen.append(True)
        return bool(seen)

    return is_migrated


def for_gunicorn() -> Flask:
    """What `wiki run` serves; sets up the log of this process as well."""
    settings = load()
    records.set_up(settings.log_level)
    engine_of(settings).follow()
    return create_app(settings)
