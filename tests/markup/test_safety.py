"""Nothing that a text says may act: by example, and for any text at all."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plugins.profiles import MANY
from wiki.markup import render, sanitize, wiki_links

TAGS = set(
    "a abbr audio blockquote br code dd del div dl dt em h2 h3 h4 h5 h6 hr img input li ol p pre section span strong"
    " sub sup table tbody td th thead tr ul video".split()
)
ATTRIBUTES = set(
    "href title class id src srcset sizes width height controls preload alt loading rel role tabindex aria-label scope"
    " start type disabled checked".split()
)
LINKS = ("http://", "https://", "mailto:", "tel:", "#s-")


class Audit(HTMLParser):
    """Reads HTML as a browser would and objects to everything that is not expected."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.feed(html)
        self.close()
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        attributes = {name: value or "" for name, value in attrs}
        self.check_address(attributes.get("href"), LINKS)
        self.check_address(attributes.get("src"), ())
        for candidate in attributes.get("srcset", "").split(", "):
            self.check_address(candidate.partition(" ")[0] or None, ())
        if "id" in attributes:
            assert attributes["id"].startswith("s-")
            self.ids.append(attributes["id"])
        if tag == "input":
            assert attributes["type"] == "checkbox"
            assert "disabled" in attributes

    def check_address(self, address: str | None, starts: tuple[str, ...]) -> None:
        if address is None:
            return
        assert not any(character.isspace() or ord(character) < 33 or character == "\\" for character in address)
        is_own = address.startswith("/") and not address.startswith("//")
        assert is_own or address.lower().startswith(starts or "\0")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


ADDRESSES = [
    "javascript:alert(1)",
    "javascript:123",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#x6a;&#x61;vascript:1",
    "java\tscript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:1",
    "&#1;javascript:alert(1)",
    "\u00a0javascript:1",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,AAAA",
    "file:///etc/passwd",
    "blob:https://x",
    "about:blank",
    "view-source:x",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/&#47;evil.example",
    "/&sol;evil.example",
    "/&Tab;/evil.example",
    "/&#92;evil.example",
    "https:evil.example",
    "https:///evil.example",
    "https:/\\evil.example",
    "https:&#47;&#47;&#92;evil.example",
    "relatief/pad",
    "?q=1",
    "#kop&#32;x",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_sanitising_drops_unsafe_addresses(address: str) -> None:
    address = address.replace('"', "&quot;")

    assert sanitize(f'<a href="{address}">x</a>') == "<a>x</a>"
    assert sanitize(f'<img src="{address}" alt="x">') == '<img alt="x">'


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "![x]({})", "<{}>", "[x]\n\n[x]: {}", "[[a|{}]]", "{}"])
def test_markdown_makes_no_unsafe_links(form: str, address: str) -> None:
    Audit(render(form.format(address)).html)


@pytest.mark.parametrize(
    "address",
    [
        "http://x",
        "HTTPS://x/?a=1&amp;b=2#c",
        "mailto:a@b.nl?subject=x",
        "tel:+31-20",
        "/",
        "/a/b?c=d",
        "#s-kop",
        "/a//b",
    ],
)
def test_sanitising_keeps_safe_addresses(address: str) -> None:
    assert sanitize(f'<a href="{address}">x</a>') == f'<a href="{address}">x</a>'


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    '<img src="/ok.png" onload="alert(1)" srcset="//evil 2x" style="background:url(//evil)">',
    "<svg onload=alert(1)><a xlink:href='javascript:1'><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form id=x><input name=attributes type=submit formaction=javascript:1><button>x</button></form>",
    "<input type=text autofocus onfocus=alert(1)>",
    "<input type=image src=//evil>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=//evil></object><embed src=//evil>",
    "<base href=//evil><link rel=stylesheet href=//evil><meta http-equiv=refresh content=0>",
    "<a href='/x' target=_blank ping=//evil download onclick=alert(1)>x</a>",
    "<p id=main class='site-head' style='position:fixed' contenteditable>x</p>",
    "<div id='s-ok' tabindex=9 role=alert data-behaviour=x hx-get=/signout>x</div>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<style>*{display:none}</style><textarea></textarea><title>x</title><xmp><script>alert(1)</script></xmp>",
    "<template><script>alert(1)</script></template><video><source onerror=alert(1)></video>",
    "<!--><script>alert(1)</script>--><![CDATA[<script>]]><?php x ?><!DOCTYPE x>",
    "<a\x0chref='javascript:1'>x</a><a/href='javascript:1'>x</a>",
    "<p title='\"><script>alert(1)</script>'>x</p>",
    '<abbr title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</abbr>',
    "<table><tr><td><a><table></table></a></td></tr></table></p></div></section>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "<" * 50 + "script>alert(1)",
    "<a href='/a' class='pw-wikilink evil'>x</a>",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_sanitising_leaves_nothing_that_acts(payload: str) -> None:
    cleaned = sanitize(payload)

    Audit(cleaned)
    assert sanitize(cleaned) == cleaned


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "## {}",
        "`{}`",
        "```\n{}\n```",
        "``` {}\nx\n```",
        "[x](/a '{}')",
        "![{}](/a)",
        "|{}|\n|-|\n|x|",
        "x[^1]\n\n[^1]: {}",
        "[^{}]: x\n\ny[^{}]",
        "*[x]: {}\n\nx",
        "!!! tip '{}'\n    x",
        '!!! tip "{}"\n    x',
        "- [x] {}",
        "[[a|{}]]",
    ],
)
def test_markdown_makes_nothing_that_acts(form: str, payload: str) -> None:
    rendered = render(form.replace("{}", payload))

    Audit(rendered.html)
    assert rendered.complete


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ('<p id="main">x</p>', "<p>x</p>"),
        ('<h2 id="main">x</h2>', "<h2>x</h2>"),
        ('<h2 id="s-kop">x</h2>', '<h2 id="s-kop">x</h2>'),
        ('<span class="vh">x</span>', '<span class="vh">x</span>'),
        ('<span class="vh button">x</span>', "<span>x</span>"),
        ("<input>", '<input type="checkbox" disabled>'),
        ("<h1>x</h1>", "&lt;h1&gt;x&lt;/h1&gt;"),
        ("<p>x<!-- y --></p>", "<p>x</p>"),
    ],
)
def test_sanitising_knows_ids_classes_and_boxes(html: str, cleaned: str) -> None:
    assert sanitize(html) == cleaned


PIECES = [
    *(
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "|",
        "!",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "\n",
        "\n\n",
        " ",
        "    ",
        "\\",
        "<",
        ">",
    ),
    *(
        "# ",
        "## ",
        "- ",
        "- [ ] ",
        "1. ",
        "> ",
        ": ",
        "!!! tip\n",
        '!!! x "',
        '"',
        "[^1]",
        "[^1]: ",
        "*[a]: ",
        "[a]: ",
        "a",
    ),
    *(
        "|-|-|\n",
        "---\n",
        "===\n",
        "[TOC]",
        "&",
        "&#58;",
        "&lt;",
        "javascript:",
        "https://x.nl",
        "//x",
        "/a",
        "#b",
        "een-tip",
    ),
    *("<script>", "</p>", "<img src=x onerror=y>", "<!--", "<svg>", "é", "\u200d", "𝕏", "klzzwxh:0001", "wzxhzdk:0"),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
MARKUP = st.lists(
    st.sampled_from(["<", "</", ">", " ", "=", '"', "'", "a", "p", "svg", "math", "style", "table", "href"])
)


@MANY
@given(st.text() | SOUP)
def test_any_text_gives_harmless_html(text: str) -> None:
    rendered = render(text, known={"een-tip"})

    Audit(rendered.html)
    assert rendered.links <= wiki_links(text)
    assert "\x02" not in rendered.html
    assert "\x03" not in rendered.html


@settings(max_examples=60, deadline=None)
@given(st.text() | SOUP | MARKUP.map("".join))
def test_any_html_is_made_harmless(html: str) -> None:
    Audit(sanitize(html))
