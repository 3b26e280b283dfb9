"""Every step up and down, on both engines, with rows in every table of before the step."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select

from tests.factories import make_account, make_article, make_headword, make_template, written
from wiki import migrations
from wiki.accounts.models import Invitation, Notice, SignInSession
from wiki.articles.models import (
    ArticleReading,
    ArticleRedirect,
    ArticleReviewer,
    ArticleSource,
    CoAuthorInvitation,
    Confirmation,
    OfficialSource,
    PostCheck,
    Presence,
    ReviewFinding,
    ReviewWarning,
    RevisionFile,
    UnsavedText,
)
from wiki.attachments.models import Attachment
from wiki.conversations.models import Answer, Conversation
from wiki.database import Base, make_engine, make_sessions, now, transaction
from wiki.help.models import ClosedTour
from wiki.moderation.models import BulkChange, CannedQuestion, Claim, HandOver, Matter, Report
from wiki.practice.models import Applied, AssumptionCheck
from wiki.search.models import PastQuery
from wiki.taxonomy.models import TagAlias
from wiki.voice.models import Recording
from wiki.web.limits import RateWindow

pytestmark = pytest.mark.both_engines

STEPS = [step.revision for step in ScriptDirectory(str(migrations.MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture
def engine(engine_name, tmp_path, request):
    """An empty database."""
    if engine_name == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server = request.getfixturevalue("postgresql")
        url = server.url(server.create())
    made = make_engine(url)
    yield made
    made.dispose()


def tables(engine):
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def differences(engine):
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)


def fill(engine):
    """A row in every table."""
    with make_sessions(engine)() as session:
        account = make_account(session, roles=("author",))
        for status in ("returned", "archived"):
            text = written(cue="Zie [[elders]].")
            article = make_article(session, status=status, text=text, tags=("rook",), blocks=("innovation",))
        make_headword(session)
        make_template(session)
        at = now()
        with transaction(session):
            session.add(SignInSession(token_hash="x", account_id=account.id, started_at=at, seen_at=at))
            session.add(
                Invitation(token_hash="y", email="a@b.example", grants=[["reader", ""]], created_at=at, expires_at=at)
            )
            session.add(RateWindow(key="z", count=1, expires_at=at))
            session.add(CoAuthorInvitation(article_id=article.id, account_id=account.id, by="x", asked_on=at.date()))
            session.add(Presence(article_id=article.id, seal="w", seen_at=at))
            session.add(
                UnsavedText(
                    account_id=account.id, desk="v", article_id=article.id, kind="technique", fields={}, version=1,
                    kept_at=at,
                )
            )  # fmt: skip
            session.add(ArticleRedirect(slug="was", article_id=article.id))
            fill_curation(session, article, account.id)
            session.add(RevisionFile(revision_id=article.head_id, key="u"))
            session.add(
                Attachment(
                    key="u", account_id=account.id, blob="t", kind="document", mime="s", name="r", size=1,
                    added_on=at.date(),
                )
            )  # fmt: skip
            session.add(
                Conversation(
                    key="q", topic="p", veteran_id=account.id, picks=[1], created_on=at.date(), changed_at=at,
                    answers=[Answer(chunk=1, key="chunk", text="o", version=1)],
                )
            )  # fmt: skip
            session.add(
                Recording(
                    key="q", account_id=account.id, article_id=article.id, number=1, section="cue", blob="p", mime="o",
                    size=1, seconds=1, made_on=at.date(), touched_on=at.date(),
                )
            )  # fmt: skip
            session.add(PastQuery(text="rook bij de deur", day=at.date(), count=1))


def fill_curation(session, article, account):
    """A row in every table that moderators and reports need."""
    at, of = now(), {"article_id": article.id}
    session.add(AssumptionCheck(opened_on=at.date(), old="j", evidence="i", new="h", **of))
    session.add(Applied(on=at.date(), result="worked", context=["night"], adjustment="g", because="f", **of))
    session.add(ClosedTour(account_id=account, role="reader"))
    session.add(Notice(account_id=account, code="n", subject="m", at=at.date()))
    session.add(ReviewFinding(revision_id=article.head_id, field="text", rule="l", offset=1, length=2, reason="k"))
    session.add(PostCheck(revision_id=article.head_id, at=at, **of))
    session.add(ArticleReviewer(account_id=account, named_on=at.date(), **of))
    session.add(Confirmation(revision_id=article.head_id, account_id=account, role="reviewer", on=at.date(), **of))
    source = OfficialSource(title="j", version="1", changed_on=at.date())
    session.add(source)
    session.flush()
    session.add(ArticleSource(source_id=source.id, version="1", **of))
    session.add(ReviewWarning(code="review-soon", due=at.date(), **of))
    session.add(ArticleReading(month=at.date(), count=1, **of))
    session.add(TagAlias(slug="i", label="i", tag_id=article.tags[0].id))
    session.add(Claim(account_id=account, until=at, **of))
    session.add(CannedQuestion(account_id=account, text="h"))
    session.add(HandOver(account_id=account, to_account_id=account, first_day=at.date(), last_day=at.date()))
    session.add(Report(account_id=account, kind="unsafe", sentence="g", at=at, **of))
    session.add(Matter(kind="purge", ground="f", detail={"revisions": [1]}, asked_as="e", asked_at=at, **of))
    session.add(BulkChange(kind="tag", account_id=account, at=at, before={"1": ["rook"]}))


# What a step down gives up, for there is nowhere to keep it.
FORGOTTEN = {("review", "waited_since")}


def contents(engine):
    """All rows by table, as the database itself knows its tables."""
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(*_kept(name, table))).mappings()))
            for name, table in found.tables.items()
            if name != "alembic_version"
        }


def _kept(name, table):
    return [column for column in table.columns if (name, column.name) not in FORGOTTEN]


def test_from_nothing_to_the_newest_makes_what_the_models_say(engine):
    migrations.upgrade(engine)

    assert differences(engine) == []
    assert migrations.current(engine) == migrations.newest() == STEPS[-1]


def test_a_new_database_has_no_revision(engine):
    assert migrations.current(engine) is None


def test_every_step_goes_down_and_up_again(engine):
    for step in STEPS:
        migrations.upgrade(engine, step)
    for step in ["base", *STEPS][-2::-1]:
        migrations.downgrade(engine, step)
    empty = tables(engine)

    migrations.upgrade(engine)

    assert empty == set()
    assert differences(engine) == []


def test_a_step_down_and_up_keeps_the_rows_of_the_tables_that_stay(engine):
    migrations.upgrade(engine)
    fill(engine)
    before = contents(engine)
    stays = set(before)

    for step in ["base", *STEPS][-2:0:-1]:
        migrations.downgrade(engine, step)
        stays &= tables(engine)
    migrations.upgrade(engine)

    after = contents(engine)
    assert [name for name, rows in before.items() if not rows] == []
    assert {name: after[name] for name in stays} == {name: before[name] for name in stays}


def test_going_down_to_nothing_works_on_a_database_with_rows(engine):
    migrations.upgrade(engine)
    fill(engine)

    migrations.downgrade(engine, "base")

    assert tables(engine) == set()


def test_upgrading_twice_changes_nothing(engine):
    migrations.upgrade(engine)
    fill(engine)
    before = contents(engine)

    migrations.upgrade(engine)

    assert contents(engine) == before
