"""What a text turns into: one small table per kind of Markdown."""

import re

import pytest

from wiki.markup import Heading, render, render_parts


def html(text: str, **options: object) -> str:
    return render(text, **options).html  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rook *lezen* en **kijken**", "<p>Rook <em>lezen</em> en <strong>kijken</strong></p>"),
        ("~~weg~~ ~blijft~ H~2~O", "<p><del>weg</del> ~blijft~ H~2~O</p>"),
        ("`<b>` en &amp;", "<p><code>&lt;b&gt;</code> en &amp;</p>"),
        ("Term\n:   Uitleg", "<dl>\n<dt>Term</dt>\n<dd>Uitleg</dd>\n</dl>"),
        ("> Zei de veteraan", "<blockquote>\n<p>Zei de veteraan</p>\n</blockquote>"),
        ("3. drie\n4. vier", '<ol start="3">\n<li>drie</li>\n<li>vier</li>\n</ol>'),
        ("een  \ntwee", "<p>een<br>\ntwee</p>"),
        ("*[OvD]: Officier van dienst\n\nDe OvD", '<p>De <abbr title="Officier van dienst">OvD</abbr></p>'),
        ("---", "<hr>"),
        (r"\*geen\* \~\~nadruk\~\~ \[x\]", "<p>*geen* ~~nadruk~~ [x]</p>"),
        ('[x](/a/b "een\\_titel")', '<p><a href="/a/b" title="een_titel">x</a></p>'),
        ("", ""),
        ("  \n\n ", ""),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>vet</b>", "<p>&lt;b&gt;vet&lt;/b&gt;</p>"),
        ("<div>\n*blok*\n</div>", "<p>&lt;div&gt;\n<em>blok</em>\n&lt;/div&gt;</p>"),
        ("<!-- stil -->", "<p>&lt;!-- stil --&gt;</p>"),
        ("# Kop {#eigen .klasse}", '<h2 id="s-kop-eigen-klasse">Kop {#eigen .klasse}</h2>'),
        ("``` {#s-eigen .pw-note}\nx\n```", '<pre tabindex="0"><code>x\n</code></pre>'),
    ],
)
def test_html_and_attributes_are_just_text(text: str, shown: str) -> None:
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("```\n<b>\n```", ["&lt;b&gt;\n"]),
        ("~~~ python\na = '```'\n\n# geen kop\n~~~", ["a = '```'\n\n# geen kop\n"]),
        ("````\n```\nx\n```\n````", ["```\nx\n```\n"]),
        ("```\neen\n```\n```\ntwee\n```", ["een\n", "twee\n"]),
        ("```\nnooit dicht\n\n[[een-link]]", ["nooit dicht\n\n[[een-link]]\n"]),
        ("    ingesprongen <i>", ["ingesprongen &lt;i&gt;\n"]),
    ],
)
def test_code_blocks_show_what_was_typed(text: str, code: list[str]) -> None:
    rendered = render(text)

    assert re.findall(r'<pre tabindex="0"><code>(.*?)</code></pre>', rendered.html, re.DOTALL) == code
    assert rendered.links == frozenset()


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n## B", [2, 2]),
        ("## A\n\n### B\n\n## C", [2, 3, 2]),
        ("## A\n\n#### B\n\n### C\n\n##### D", [2, 3, 3, 4]),
        ("#### A\n\n#### B", [2, 2]),
        ("A\n=\n\nB\n-", [2, 2]),
        ("## \n\n##\n\n## B", [2]),
        ("#brandweer", []),
        ("```\n# A\n```", []),
    ],
)
def test_headings_start_at_two_and_leave_no_gaps(text: str, levels: list[int]) -> None:
    assert [heading.level for heading in render(text).headings] == levels


def test_headings_come_with_id_and_words() -> None:
    rendered = render("## Eén *vuistregel* [[x-y]] ##\n\n## Eén vuistregel\n\n## ?")

    assert rendered.headings == (
        Heading(2, "s-een-vuistregel-x-y", "Eén vuistregel x y"),
        Heading(2, "s-een-vuistregel", "Eén vuistregel"),
        Heading(2, "s-kop", "?"),
    )


def test_ids_are_unique_over_the_parts_of_a_page() -> None:
    part = "## Kop\n\n## Kop\n\nTekst[^1] en[^1].\n\n[^1]: Noot."

    pages = [rendered.html for rendered in render_parts((part, part, part))]

    ids = re.findall(r'id="([^"]+)"', "".join(pages))
    assert len(ids) == len(set(ids)) == 15
    for page in pages:
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_same_text_gets_the_same_html_every_time() -> None:
    text = "## Kop\n\nTekst[^1] [a] OvD\n\n[^1]: Noot\n\n[a]: /b\n\n*[OvD]: Officier"

    assert render(text) == render(text)
    assert render("[a] OvD [^1]").html == "<p>[a] OvD [^1]</p>"


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("[[een-tip]]", None, '<a class="pw-wikilink" href="/a/een-tip">een tip</a>'),
        ("[[een-tip]]", {"een-tip"}, '<a class="pw-wikilink" href="/a/een-tip">een tip</a>'),
        ("[[een-tip]]", {"een-tip": "Eén <tip>"}, '<a class="pw-wikilink" href="/a/een-tip">Eén &lt;tip&gt;</a>'),
        ("[[een-tip|zo *doe* je]]", None, '<a class="pw-wikilink" href="/a/een-tip">zo <em>doe</em> je</a>'),
        ("[[ een-tip | zo ]]", None, '<a class="pw-wikilink" href="/a/een-tip">zo</a>'),
        ("[[tip|https://x.nl]]", None, '<a class="pw-wikilink" href="/a/tip">https://x.nl</a>'),
        ("[[Een Tip]]", None, "[[Een Tip]]"),
        ("[[../x]] [[]] [[a|]]", None, "[[../x]] [[]] [[a|]]"),
        ("`[[een-tip]]`", None, "<code>[[een-tip]]</code>"),
        (r"\[[een-tip]]", None, "[[een-tip]]"),
    ],
)
def test_wiki_links_lead_to_articles(text: str, known: set[str] | dict[str, str] | None, expected: str) -> None:
    assert html(text, known=known) == f"<p>{expected}</p>"


@pytest.mark.parametrize(("language", "words"), [("nl", "nog niet geschreven"), ("en", "not written yet")])
@pytest.mark.parametrize("known", [(), {}, frozenset(("ander",))])
def test_missing_targets_are_marked_in_words(known: object, language: str, words: str) -> None:
    rendered = render("[[een-tip]]", language=language, known=known)  # type: ignore[arg-type]

    missing = f'<a class="pw-wikilink pw-missing" href="/a/een-tip">een tip<span class="vh"> ({words})</span></a>'
    assert rendered.html == f"<p>{missing}</p>"
    assert rendered.links == {"een-tip"}


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("Zie https://politie.nl/a_b_c?x=1&y=2.", "https://politie.nl/a_b_c?x=1&amp;y=2", None),
        ("(zie www.politie.nl)", "https://www.politie.nl", "www.politie.nl"),
        ("https://x.nl/a_(b), ja", "https://x.nl/a_(b)", None),
        ("**https://x.nl**", "https://x.nl", None),
        ("<https://x.nl/?a=b>", "https://x.nl/?a=b", None),
        ("<naam@example.nl>", "mailto:naam@example.nl", "naam@example.nl"),
        ("[bel](tel:112)", "tel:112", "bel"),
        ("[x](/bestand met spatie.pdf)", "/bestand%20met%20spatie.pdf", "x"),
        ("[x](#kop)", "#s-kop", "x"),
        ("[x](#s-kop)", "#s-kop", "x"),
        ("[x][1]\n\n[1]: https://x.nl", "https://x.nl", "x"),
    ],
)
def test_addresses_become_links(text: str, href: str, shown: str | None) -> None:
    rel = ' rel="noopener noreferrer"' if href.startswith("http") else ""

    assert f'<a href="{href}"{rel}>{shown or href}</a>' in html(text)


@pytest.mark.parametrize("text", ["https://", "www.", "xhttps://a.nl", "naam@www.x.nl", "`https://x.nl`"])
def test_other_text_does_not_become_a_link(text: str) -> None:
    assert "<a" not in html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![Schets](/m/1.png)", '<img alt="Schets" loading="lazy" src="/m/1.png">'),
        ("![Schets](https://x.nl/1.png)", '<a href="https://x.nl/1.png" rel="noopener noreferrer">Schets</a>'),
        ("![](https://x.nl/1)", '<a href="https://x.nl/1" rel="noopener noreferrer">https://x.nl/1</a>'),
        ("![Schets](data:image/png;base64,AA)", "<span>Schets</span>"),
        ("![Schets](//x.nl/1.png)", "<span>Schets</span>"),
    ],
)
def test_images_come_from_this_site(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


def test_tables_scroll_and_are_named_after_their_columns() -> None:
    rendered = html("|Teken|Doe|\n|:-:|--:|\n|rook|[[x-y|terug]]|\n|`a|b`|[[x-y\\|uit]]|")

    assert rendered.startswith('<div aria-label="Tabel: Teken, Doe" class="pw-table" role="group" tabindex="0"><table>')
    assert '<th class="pw-center" scope="col">Teken</th>' in rendered
    assert '<td class="pw-right"><a class="pw-wikilink" href="/a/x-y">terug</a></td>' in rendered
    assert '<td class="pw-right"><a class="pw-wikilink" href="/a/x-y">uit</a></td>' in rendered
    assert '<td class="pw-center"><code>a|b</code></td>' in rendered


def test_tasks_show_a_box_that_says_what_it_means() -> None:
    rendered = html("- [ ] gordel\n- [x] [[x-y]]\n- [link](/a)\n\n1. [x] geen taak")

    assert rendered.startswith('<ul class="pw-tasks">\n<li class="pw-task"><input')
    assert '<input aria-label="Nog te doen" type="checkbox" disabled> gordel</li>' in rendered
    assert '<input aria-label="Gedaan" checked type="checkbox" disabled> <a class="pw-wikilink"' in rendered
    assert '<li><a href="/a">link</a></li>' in rendered
    assert rendered.count("<input") == 2


def test_tasks_between_blank_lines_are_tasks_too() -> None:
    assert html("- [X] een\n\n- [ ] twee", language="en").count("<p><input aria-label=") == 2


@pytest.mark.parametrize(
    ("first", "kind", "title"),
    [
        ("!!! let-op", "warn", "Let op"),
        ("!!! warning", "warn", "Let op"),
        ("!!! tip", "tip", "Tip"),
        ("!!! gevaar", "danger", "Gevaar"),
        ('!!! voorbeeld "Uit de praktijk"', "example", "Uit de praktijk"),
        ("!!! iets", "info", "Iets"),
    ],
)
def test_callouts_have_a_kind_and_a_title(first: str, kind: str, title: str) -> None:
    expected = (
        f'<div class="pw-note pw-note-{kind}" role="note">\n<p class="pw-note-title">{title}</p>\n<p>Tekst</p>\n</div>'
    )

    assert html(f"{first}\n    Tekst") == expected


def test_a_callout_can_go_without_a_title() -> None:
    assert "pw-note-title" not in html('!!! tip ""\n    Tekst')


def test_footnotes_lead_there_and_back() -> None:
    rendered = html("Tekst[^a b].\n\n[^a b]: De *noot*.")

    assert (
        '<sup id="s-fnref:a.20b"><a aria-label="Noot 1" class="footnote-ref" href="#s-fn:a.20b">1</a></sup>' in rendered
    )
    assert '<section aria-label="Noten" class="footnote">' in rendered
    assert '<li id="s-fn:a.20b">\n<p>De <em>noot</em>.' in rendered
    assert 'aria-label="Terug naar de tekst bij noot 1" class="footnote-backref" href="#s-fnref:a.20b"' in rendered


def test_contents_can_be_asked_for() -> None:
    rendered = render("[TOC]\n\n## Een\n\n### Twee")

    assert '<div class="pw-toc">' in rendered.html
    assert '<a href="#s-twee">Twee</a>' in rendered.html
    assert rendered.plain == "Een\nTwee"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Doe dit:\n- een\n- twee", 2),
        ("Doe dit:\n1. een\n2. twee", 2),
        ("## Kop\nDoe dit:\n* een", 1),
        ("- een\nvervolg\n- twee", 2),
        ("In het jaar\n2024. werd het", 0),
        ("Een - twee\n-drie", 0),
        ("```\nx\n- een\n```", 0),
    ],
)
def test_lists_may_follow_text_at_once(text: str, items: int) -> None:
    rendered = html(text)

    assert rendered.count("<li>") == items
    assert "<li>\n<p>" not in rendered


def test_unknown_language_speaks_dutch() -> None:
    assert "nog niet geschreven" in html("[[x]]", language="fr", known=())


def test_plain_text_has_a_line_for_each_block_and_no_markup() -> None:
    text = """## Kop & *meer*

Een **vette** [link](https://x.nl) naar [[een-tip]][^1],
op twee regels.

- [x] een
- twee

|A|B|
|-|-|
|1|2|

```
  code
    blok
```

![Schets](/m/1.png)

[^1]: De noot.
"""

    rendered = render(text, known=())

    assert rendered.plain.split("\n") == [
        "Kop & meer",
        "Een vette link naar een tip, op twee regels.",
        *("een", "twee", "A", "B", "1", "2"),
        *("  code", "    blok"),
        "Schets",
        "De noot.",
    ]
