"""Links to other sites: asked one by one, of a real server."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import click.testing
import pytest
from sqlalchemy.orm import Session

from tests.factories import make_article, written
from wiki.articles import outside
from wiki.articles.cli import links
from wiki.settings import Settings


class Elsewhere(BaseHTTPRequestHandler):
    """`/200` answers 200; `/get-only` does not like HEAD; `/slow` never answers."""

    def do_HEAD(self) -> None:
        self.answer(405 if self.path == "/get-only" else int(self.path[1:4]))

    def do_GET(self) -> None:
        self.answer(200 if self.path == "/get-only" else int(self.path[1:4]))

    def answer(self, code: int) -> None:
        self.send_response(code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/200", ""),
        ("/204", ""),
        ("/get-only", ""),
        ("/200/brücke?q=é", ""),
        ("/404", "404"),
        ("/410", "410"),
        ("/503", "503"),
    ],
)
def test_an_address_answers_or_says_why_not(elsewhere: str, path: str, why: str) -> None:
    assert outside.problem(elsewhere + path) == why


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://bestaat-niet.invalid/", "http://[kapot/", "http://x:abc/", "http://"]
)
def test_what_does_not_answer_at_all_says_so_too(address: str) -> None:
    assert outside.problem(address)


def test_only_what_readers_have_is_asked(session: Session, elsewhere: str) -> None:
    text = f"Zie [a]({elsewhere}/200?x=1&y=2), [[een-artikel]], <{elsewhere}/404> en {elsewhere}/200?x=1&y=2"
    article = make_article(session, text=written(cue=text))
    make_article(session, status="draft", text=written(cue=f"{elsewhere}/503"))

    assert outside.links(session) == {
        f"{elsewhere}/200?x=1&y=2": (article.slug,),
        f"{elsewhere}/404": (article.slug,),
    }


def test_the_command_names_what_is_broken_and_where(
    session: Session, settings: Settings, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.articles.cli.load", lambda: settings)
    run = click.testing.CliRunner().invoke
    assert "0 addresses, 0 without" in run(links, ["check"]).output

    make_article(session, title="Een", text=written(cue=f"{elsewhere}/200 {elsewhere}/404"))
    make_article(session, title="Twee", text=written(cue=f"{elsewhere}/404"))
    found = run(links, ["check"])

    assert found.exit_code == 1
    assert f"404  {elsewhere}/404  in een, twee" in found.output
    assert "2 addresses, 1 without an answer" in found.output
