"""Does the process live, and can it do its work?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import InProcess
from wiki import migrations
from wiki.app import create_app
from wiki.database import make_engine, now, transaction
from wiki.outbox import OutboxRow


@pytest.fixture
def asking(settings):
    """What /readyz says with another database."""
    made = []

    def ask(url):
        app = create_app(replace(settings, database_url=url), renderer=InProcess())
        made.append(app)
        return app.test_client().get("/readyz")

    yield ask
    for app in made:
        app.extensions["wiki"].engine.dispose()


def test_a_process_that_answers_lives(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.mark.both_engines
def test_a_wiki_that_can_work_is_ready(client, engine_name):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"database": "ok", "migrations": "ok", "index": "ok"})


def test_a_late_index_is_not_ready(client, session):
    with transaction(session):
        session.add(OutboxRow(topic="t", key="k", at=now() - timedelta(minutes=6), not_before=now()))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["index"]) == (503, "failing")


def test_a_database_without_tables_is_not_ready(asking, tmp_path):
    answer = asking(f"sqlite:///{tmp_path / 'empty.db'}")

    assert answer.status_code == 503
    assert answer.json == {"database": "ok", "migrations": "failing", "index": "failing"}


def test_a_database_that_does_not_answer_is_not_ready(asking, tmp_path):
    (tmp_path / "folder.db").mkdir()

    answer = asking(f"sqlite:///{tmp_path / 'folder.db'}")

    assert answer.status_code == 503
    assert set(answer.json.values()) == {"failing"}


def test_a_database_becomes_ready_when_it_is_migrated(settings, tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    app = create_app(replace(settings, database_url=url), renderer=InProcess())
    before = app.test_client().get("/readyz").status_code

    engine = make_engine(url)
    migrations.upgrade(engine)
    engine.dispose()

    assert (before, app.test_client().get("/readyz").status_code) == (503, 200)
    app.extensions["wiki"].engine.dispose()
