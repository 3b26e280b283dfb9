"""The clock, the helper process, and the check that goes before them."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from time import monotonic

import pytest

import wiki
from wiki.markup import Renderer, as_source, render, rendering
from wiki.markup.precheck import is_hostile

DEMO = sorted((Path(wiki.__file__).parent / "demo" / "articles").glob("*.md"))
# Slow enough for any clock, and nothing that the check before it knows: lists and tables have no bound there.
SLOW = "- a\n\n" * 30_000


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer(seconds=0.5) as renderer:
        yield renderer


def helpers() -> set[int]:
    return {child.pid or 0 for child in multiprocessing.active_children()}


@pytest.mark.parametrize("known", [None, {"een-tip"}, {"een-tip": "Eén tip"}, ()])
def test_helper_renders_as_this_process_does(renderer: Renderer, known: object) -> None:
    text = "## Kop\n\n[[een-tip]] en [[iets-anders]]"

    (rendered,) = renderer.render([text], language="en", known=known)  # type: ignore[arg-type]

    assert rendered == render(text, language="en", known=known)  # type: ignore[arg-type]
    assert rendered.complete


def test_slow_text_is_stopped_and_the_next_one_works(renderer: Renderer) -> None:
    renderer.render(["warm"], language="nl", known=None)
    began = monotonic()

    (slow,) = renderer.render([SLOW], language="nl", known=None)
    (next_one,) = renderer.render(["**wel**"], language="nl", known=None)

    assert monotonic() - began < 3
    assert slow == as_source(SLOW)
    assert next_one.html == "<p><strong>wel</strong></p>"


def test_source_is_kept_and_escaped() -> None:
    text = "<b> & [[een-tip]]"

    source = as_source(text)

    assert source.html == f"<pre>{escape(text)}</pre>"
    assert (source.plain, source.links, source.complete) == (text, frozenset(("een-tip",)), False)


def test_fault_of_a_parser_is_not_the_writers_fault(renderer: Renderer) -> None:
    titles = {"een-tip": object()}

    (faulty,) = renderer.render(["[[een-tip]]"], language="nl", known=titles)

    assert faulty == as_source("[[een-tip]]")


def test_killed_helper_is_replaced(renderer: Renderer) -> None:
    renderer.render(["warm"], language="nl", known=None)
    (helper,) = helpers()

    os.kill(helper, signal.SIGKILL)

    assert renderer.render(["nog"], language="nl", known=None)[0].html == "<p>nog</p>"
    assert helper not in helpers()


def test_threads_share_one_helper(renderer: Renderer) -> None:
    texts = [f"## Kop {number}" for number in range(20)]

    with ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(lambda text: renderer.render([text], language="nl", known=None)[0].plain, texts))

    assert pages == [f"Kop {number}" for number in range(20)]
    assert len(helpers()) == 1


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on: this process has threads
def test_forked_server_gets_a_helper_of_its_own() -> None:
    with Renderer() as renderer:
        renderer.render(["warm"], language="nl", known=None)

        child = os.fork()
        if child == 0:
            works = renderer.render(["kind"], language="nl", known=None)[0].html == "<p>kind</p>"
            renderer.close()
            os._exit(0 if works else 1)

        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert renderer.render(["ouder"], language="nl", known=None)[0].html == "<p>ouder</p>"


def test_nothing_is_left_after_closing() -> None:
    before = helpers()
    renderer = Renderer()
    renderer.close()
    renderer.render(["x"], language="nl", known=None)

    renderer.close()
    renderer.close()

    assert helpers() == before


def test_no_helper_for_what_is_plainly_hostile() -> None:
    before = helpers()

    with Renderer() as renderer:
        parts = renderer.render(["fijn", "[" * 10_000], language="nl", known=None)

        assert [part.complete for part in parts] == [False, False]
        assert helpers() == before


def test_helper_inherits_no_open_files(tmp_path: Path) -> None:
    with (tmp_path / "database").open("w") as handle, Renderer() as renderer:
        os.set_inheritable(handle.fileno(), True)
        before = helpers()
        renderer.render(["x"], language="nl", known=None)

        (helper,) = helpers() - before
        open_files = [descriptor.resolve() for descriptor in Path(f"/proc/{helper}/fd").iterdir()]

        assert open_files
        assert Path(handle.name) not in open_files


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "![" * 5_000,
        "[[a " * 4_000,
        "[a](" * 4_000,
        "[a][" * 4_000,
        "<![" * 5_000,
        "[" * 5_000 + "]" * 5_000,
        "a\n-\n" * 4_000,
        "## a\n" * 3_000,
        "!!! a\n" * 3_000,
        "woord " * 40_000,
    ],
)
def test_check_refuses_what_takes_seconds(text: str) -> None:
    began = monotonic()

    assert is_hostile(text)
    assert monotonic() - began < 0.5
    assert render(text) == as_source(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "woord " * 20_000,
        "|a|b|\n|-|-|\n" + "|[[een-tip\\|tip]]|[x](/y)|\n" * 500,
        "```\n" + "[" * 10_000 + "\n```",
        "- [ ] taak\n" * 1_000,
        "".join(f"Alinea {number}[^{number}].\n\n[^{number}]: Noot.\n\n" for number in range(200)),
        "".join(f"Term {number}\n: Uitleg\n" for number in range(100)),
    ],
)
def test_check_lets_long_honest_text_through(text: str) -> None:
    assert not is_hostile(text)


@pytest.mark.parametrize("article", DEMO, ids=lambda path: path.stem)
def test_demo_articles_render_whole(article: Path) -> None:
    _, _, body = article.read_text(encoding="utf-8").split("---\n", 2)

    rendered = render(body)

    assert rendered.complete
    assert [heading.level for heading in rendered.headings] == [2] * body.count("\n## ")


def test_there_are_demo_articles() -> None:
    assert len(DEMO) >= 62


@pytest.mark.parametrize(
    "text",
    [
        "* - + " * 1_000,
        "*[a]: " + "x" * 5_000 + "\n\n" + "a " * 500,
        "[a]: /" + "x" * 5_000 + "\n\n" + "[a]\n\n" * 500,
    ],
)
def test_text_that_grows_or_nests_without_end_is_shown_as_source(text: str) -> None:
    assert not is_hostile(text)
    assert render(text) == as_source(text)
    # And it leaves no trace in the parser: Python-Markdown's reset() forgets less than one would think.
    assert render("- een\n\n- twee\n\nTekst").html.endswith("</ul>\n<p>Tekst</p>")


def test_fault_halfway_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rendering, "sanitize", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            render("- een")

    assert render("*goed*").html == "<p><em>goed</em></p>"
