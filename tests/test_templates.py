"""No template shows words that are not marked for translation."""

import re
from html.parser import HTMLParser

import pytest

from wiki.paths import TEMPLATES

SHOWN_ATTRIBUTES = ("alt", "aria-label", "aria-description", "placeholder", "title")
# The same in every language: the name of the product, and of each language for those who look for theirs.
NAMES = {"Praktijkwijs", "Praktijk", "wijs", "Nederlands", "English"}
CLASS_NAMES = re.compile(r"\b(?:pw|utrecht)-[\w-]+")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG_NAME = re.compile(r"(</?)\{\{.*?\}\}")
TRANS = re.compile(r"\{%-?\s*trans.*?endtrans\s*-?%\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")


class Shown(HTMLParser):
    """Collects what a reader would see or hear."""

    def __init__(self):
        super().__init__()
        self.texts = []
        self.hidden = 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style")
        self.texts += [value for name, value in attributes if name in SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)


def bare_words(source):
    """Words of a template outside everything that Jinja works out."""
    reader = Shown()
    reader.feed(JINJA.sub("", TAG_NAME.sub(r"\1b", TRANS.sub("", source))))
    return {word for text in reader.texts for word in WORD.findall(CLASS_NAMES.sub("", text))} - NAMES


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_shows_no_words_of_its_own(path):
    assert bare_words(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Rook</p>", {"Rook"}),
        ('<p>{{ _("Rook") }}</p>', set()),
        ("<p>{% trans %}Rook{% endtrans %}</p>", set()),
        ('<input placeholder="Rook">', {"Rook"}),
        ('<input placeholder="{{ _("Rook") }}">', set()),
        ('<a aria-label="Rook" class="Damp">1</a>', {"Rook"}),
        ("<script>const rook = 1</script>", set()),
        ("{# Rook #}<b>{% if x %}Damp{% endif %}</b>", {"Damp"}),
    ],
)
def test_bare_words_are_seen(source, words):
    assert bare_words(source) == words
