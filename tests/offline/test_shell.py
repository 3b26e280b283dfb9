"""What a device fetches once: the worker, the page without a connection, and what the installed site is called."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from wiki.offline import shell
from wiki.paths import STATIC

IMPORTED = re.compile(r'from "(\.[^"]+)"')


@pytest.fixture
def worker(client):
    return client.get("/sw.js").get_data(as_text=True)


def files(source):
    return json.loads("[" + re.search(r"FILES = \[(.*?),\n\]", source, re.DOTALL)[1] + "]")


def test_every_file_that_the_worker_fetches_is_there_for_a_visitor(client, worker):
    for path in files(worker):
        with client.get(path) as answer:
            assert answer.status_code == 200, path


def test_the_worker_has_every_script_that_its_page_asks_for():
    asked, waiting = set(), {"js/offline/shell.js"}
    while waiting:
        name = waiting.pop()
        asked.add(name)
        here = (STATIC / name).parent
        for path in IMPORTED.findall((STATIC / name).read_text(encoding="utf-8")):
            found = (here / path).resolve().relative_to(STATIC.resolve()).as_posix()
            waiting |= {found} - asked

    assert asked <= {*shell.HASHED, *shell.NAMED}


def test_the_worker_has_every_file_that_its_page_names(client, worker):
    page = client.get("/offline/shell").get_data(as_text=True)
    named = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    unneeded = {path for path in named if "touch-180" in path}

    assert named - unneeded <= set(files(worker))


def test_the_worker_is_asked_for_each_time_and_sent_when_it_changed(client):
    first = client.get("/sw.js")

    assert first.mimetype == "text/javascript"
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get("/sw.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_another_file_or_another_page_makes_another_version():
    def version(page, suffix=""):
        return shell.worker({"/shell": page}, lambda name, hashed: f"/static/{name}{suffix if hashed else ''}")[:40]

    assert version("a") == version("a")
    assert len({version("a"), version("b"), version("a", "?v=1")}) == 3


def test_browsers_may_run_the_worker(client):
    assert "worker-src 'self'" in client.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Geen verbinding"), ("en", "No connection"), ("xx", "Geen verbinding")]
)
def test_the_page_without_a_connection_knows_nobody(person, client, language, words):
    path = f"/offline/shell?language={language}"
    signed_in = person("moderator", name="Bas Bakker").see(path)
    page = client.get(path)

    assert page.get_data() == signed_in.get_data()
    text = page.get_data(as_text=True)
    assert words in text or language == "en"
    assert f'<html lang="{language if language == "en" else "nl"}" data-theme="system"' in text
    assert "csrf" not in text
    assert "Set-Cookie" not in page.headers


def test_the_language_of_the_page_is_that_of_its_reader_again_afterwards(person):
    reader = person("reader", locale="en")
    reader.see("/sw.js")

    assert '<html lang="en"' in reader.words("/offline")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_manifest_is_whole(client, language):
    answer = client.get(f"/manifest.webmanifest?language={language}")
    told = answer.get_json(force=True)

    assert answer.mimetype == "application/manifest+json"
    assert (told["name"], told["lang"], told["display"], told["start_url"]) == (
        "Praktijkwijs",
        language,
        "standalone",
        "/",
    )
    assert told["theme_color"] == told["background_color"] == shell.paper()
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        with client.get(icon["src"]) as drawn:
            width, height = Image.open(BytesIO(drawn.data)).size
        assert icon["sizes"] == f"{width}x{height}"


def test_every_page_names_the_manifest_and_an_icon(client):
    page = client.get("/sign-in").get_data(as_text=True)

    assert '<link rel="manifest" href="/manifest.webmanifest?language=nl">' in page
    assert 'rel="apple-touch-icon"' in page


def test_the_sign_in_page_empties_the_device_and_has_nobody(client):
    assert 'data-device=""' in client.get("/sign-in").get_data(as_text=True)


def test_the_page_of_what_is_kept_offers_writing_to_who_may_write(person):
    assert "data-begin " not in person("privacy-officer").words("/offline")
    assert "data-begin " in person("author").words("/offline")
    assert "data-begun " in person("author").words("/write")
