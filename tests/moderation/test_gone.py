"""What was purged is in no file of the instance any more: written, shown, indexed, purged and then looked for."""

import io
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.attachments import made
from tests.factories import make_actor, make_article, written
from tests.forms import form_with
from tests.moderation.two import agreed, asked, carried_out
from tests.visitor import token
from tests.voice.uses import add_recording
from wiki import outbox, worker
from wiki.articles.models import Article, ReviewFinding
from wiki.attachments import workshop
from wiki.attachments.storage import store_of
from wiki.audit import AuditLine
from wiki.database import Base, now, transaction
from wiki.moderation.models import BulkChange, Report
from wiki.moderation.services.purging import COMPACT
from wiki.outbox import OutboxRow
from wiki.practice.models import Applied, AssumptionCheck
from wiki.voice.services import PLACE

SECRET = "zwaluwstaart9k"
BLOB = "cd" + "1" * 62
# What Werkzeug had read of a file that was sent is left to the collector.
pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file <_io.\w+ name=\d+:ResourceWarning")


@pytest.fixture(scope="module", autouse=True)
def stop_helpers() -> Iterator[None]:
    yield
    workshop.close()


def found_in(folder):
    """The files below this folder that hold the secret, in whatever case and encoding of text."""
    forms = [SECRET.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)) for path in files if any(form in path.read_bytes().lower() for form in forms)}


def work(settings, sessions, session):
    session.rollback()
    worker.drain(settings, sessions)


def sent_by(person, data, name):
    form = {"csrf_token": token(person.client, "/files"), "file": (io.BytesIO(data), name)}
    headers = {"Accept": "application/json"}
    answer = person.client.post("/files", data=form, content_type="multipart/form-data", headers=headers)
    return re.search(r"\((/files/[^)]+)\)", answer.get_json()["markdown"])[1]


def planted(person, session, settings, sessions):
    """An article that has the secret wherever there is room for one, and then a clean text online; gives its slug."""
    author, moderator = person("author", domain="fire"), person("moderator", domain="fire")
    file = sent_by(author, made.pdf(f"Bij {SECRET} binnen."), f"{SECRET}.pdf")
    typed = {
        "title": f"Rook bij {SECRET}",
        "domains": ["fire"],
        "role_name": "Duiker",
        "tags": f"rook, {SECRET}",
        "summary": f"Over {SECRET}",
        "section__situation": f"Bij {SECRET}.",
        "section__cue": f"Zie [{SECRET}]({file}).\n\n## Naar {SECRET}\n\nEn [[{SECRET}-pad]].",
        "section__action": "Rustig blijven.",
        "section__pitfall": "Te snel zijn.",
    }
    page = author.do("/write/practice-tip", "Indienen", **typed)
    assert "Ingediend" in page.get_data(as_text=True)
    article = session.scalars(select(Article)).one()
    slug = article.slug
    moderator.do(f"/review/{slug}", "Terugzetten met vragen", question_1=f"Waarom {SECRET}?")
    edit = author.see(f"/a/{slug}/edit")
    answer = next(name for name in form_with(edit, "Bewaren").values if name.startswith("answer-"))
    author.press(edit, "Indienen", **{answer: f"Het was {SECRET}.", "section__why": f"Om {SECRET}."})
    moderator.do(f"/review/{slug}", "Publiceren")
    beside(session, author.actor, article, settings)
    work(settings, sessions, session)
    clean = {"title": "Rook", "tags": "rook", "summary": "", "section__situation": "Bij een raam."}
    clean |= {"section__cue": "Kleur van de rook.", "section__why": ""}
    author.do(f"/a/{slug}/edit", "Indienen", **clean)
    author.send("/unsaved/a-page-of-the-writer_1", of=f"a/{slug}", **{"section-cue": f"Toch {SECRET}."})
    moderator.do(f"/review/{slug}", "Publiceren")
    return slug, moderator


def beside(session, author, article, settings):
    """What other parts of the wiki keep about it."""
    store_of(settings, PLACE).put(BLOB, SECRET.encode())
    add_recording(session, author, article=article, blob=BLOB, transcript=f"Bij {SECRET}.", keep=True)
    about = {"article_id": article.id, "revision_id": article.head_id}
    with transaction(session):
        session.add(Report(**about, kind="personal-data", sentence=f"{SECRET} staat erin", at=now(), answer=SECRET))
        session.add(Applied(**about, on=now().date(), result="failed", adjustment=SECRET, because=SECRET))
        session.add(AssumptionCheck(**about, opened_on=now().date(), old=SECRET, evidence=SECRET, new=SECRET))
        for before in ({str(article.id): [SECRET], "99": ["rook"]}, {"98": ["rook"]}):
            session.add(BulkChange(kind="tags", at=now(), before=before))
        session.add(
            ReviewFinding(
                revision_id=article.head_id, field="text", rule="name", offset=0, length=5, reason=f"{SECRET} mag"
            )
        )


def test_nothing_of_it_is_left_in_any_file(person, session, settings, sessions):
    slug, moderator = planted(person, session, settings, sessions)
    officer, admin = person("privacy-officer"), person("admin")
    before = found_in(settings.instance)
    assert {path.partition("/")[0].removesuffix("-wal") for path in before} == {"wiki.db", "files", "search", "voice"}

    page = moderator.see(f"/matters/ask/{slug}?kind=purge")
    shown = sorted(map(int, re.findall(r'name="revisions" value="(\d+)"', page.get_data(as_text=True))))
    chosen = list(map(str, shown[:-1]))
    page = moderator.press(page, "Vraag dit", revisions=chosen, with_drafts="y", ground="Er staat een naam in.")
    matter = page.request.path
    officer.do(matter, "Akkoord")
    page = admin.do(matter, "Tekst wissen")
    assert "De tekst is gewist" in page.get_data(as_text=True)
    work(settings, sessions, session)

    assert found_in(settings.instance) == set()
    lines = session.scalars(select(AuditLine)).all()
    assert "article.purged" in [line.action for line in lines]
    assert SECRET not in repr([(line.subject, line.detail) for line in lines])
    assert SECRET not in officer.words("/audit.csv")
    reader = person("reader")
    article = session.scalars(select(Article)).one()
    session.refresh(article)
    assert (article.slug, article.title) == ("rook", "Rook")
    assert reader.see(f"/a/{slug}").status_code == 404
    assert "Kleur van de rook" in reader.words("/search?q=rook")
    assert "gewist op" in reader.words("/a/rook/history")
    assert SECRET not in "".join(reader.words(path) for path in ("/a/rook", "/a/rook/history", "/search?q=rook"))
    assert [*store_of(settings).names(), *store_of(settings, PLACE).names()] == []


@pytest.mark.both_engines
def test_the_worker_waits_with_the_database_while_somebody_reads_it(session, settings, sessions, monkeypatch):
    monkeypatch.setattr(worker, "compact", lambda _engine, _tables: False)
    with transaction(session):
        outbox.record(session, COMPACT, 1)

    with worker.handlers() as ways:
        tried = worker.work_off(settings, sessions, at=now(), handlers=ways)

    session.rollback()
    (row,) = session.scalars(select(OutboxRow))
    assert (tried, row.attempts) == (0, 0)


@pytest.mark.both_engines
def test_a_purge_leaves_nothing_in_the_tables_of_either_engine(session, settings, sessions):
    article = make_article(session, status="withdrawn", title=SECRET, text=written(cue=SECRET), tags=(SECRET,))
    beside(session, make_actor(session), article, settings)
    moderator, officer, admin = (make_actor(session, role) for role in ("moderator", "privacy-officer", "admin"))

    carried_out(session, agreed(session, asked(session, article, "purge", moderator), officer), admin)
    work(settings, sessions, session)

    with sessions() as other:
        rows = {table.name: repr(other.execute(select(table)).all()) for table in Base.metadata.sorted_tables}
    assert [name for name, said in rows.items() if SECRET in said.lower()] == []
    assert "'99': ['rook']" in rows["bulk_change"]
