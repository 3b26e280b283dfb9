"""What the wiki is measured beside: the least that Flask does, and the least that a page from a database can be.

The row page reads one object by its slug through the same engine (so with the same pragmas and the same BEGIN) and
shows it in a template with a layout. It holds the same texts as the demonstration. It knows no accounts, sessions,
rights, languages, headers or log lines.
"""

from datetime import date
from pathlib import Path

from flask import Flask, abort, g, render_template
from sqlalchemy import Text, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column

from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions
from wiki.settings import Settings


class Base(DeclarativeBase):
    pass


class Page(Base):
    __tablename__ = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    byline: Mapped[str]
    changed_on: Mapped[date]
    html: Mapped[str] = mapped_column(Text)


def hello(_folder: str = "") -> Flask:
    """One view, one sentence."""
    app = Flask("bench.hello")

    @app.get("/")
    def index() -> str:
        return "Hello, world!"

    return app


def row(folder: str) -> Flask:
    """One object from SQLite in a template with a layout."""
    app = Flask("bench.row", template_folder=str(Path(__file__).parent / "templates"))
    sessions = make_sessions(make_engine(_address(Path(folder))))

    @app.get("/")
    def home() -> str:
        return ""

    @app.get("/a/<slug>")
    def read(slug: str) -> str:
        session: Session = g.setdefault("session", sessions())
        page = session.scalar(select(Page).where(Page.slug == slug))
        if page is None:
            abort(404)
        return render_template("page.html", page=page)

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("session", None)
        if session is not None:
            session.close()

    return app


def copy_pages(settings: Settings, folder: Path) -> None:
    """Give the row page the articles of this wiki."""
    source, target = make_engine(settings.database), make_engine(_address(folder))
    with make_sessions(source)() as session:
        whole = select(Article).options(joinedload(Article.published), joinedload(Article.authorship))
        rows = [_row(article) for article in session.scalars(whole.where(Article.published_id.is_not(None)))]
    Base.metadata.drop_all(target)
    Base.metadata.create_all(target)
    with target.begin() as connection:
        connection.execute(insert(Page), rows)
    source.dispose()
    target.dispose()


def _row(article: Article) -> dict[str, object]:
    assert article.published is not None
    return {
        "slug": article.slug,
        "title": article.title,
        "byline": article.authorship.shown if article.authorship else "",
        "changed_on": article.changed_on,
        "html": article.published.html,
    }


def _address(folder: Path) -> str:
    return f"sqlite:///{folder / 'row.db'}"
