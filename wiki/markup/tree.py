"""What is done to the whole tree of a text before it becomes HTML: levels, ids, tasks, tables and where links may lead.

All of this makes good HTML; none of it makes safe HTML. That is the sanitiser's work, after it.
"""

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import unique
from markdown.treeprocessors import Treeprocessor

from wiki.markup.files import AUDIO, SIZES, VIDEO, FileAddress, read_address
from wiki.markup.links import is_external, is_image, is_link
from wiki.markup.words import Words

HEADING = re.compile(r"h[1-6]")
TASK = re.compile(r"\[([ xX])\] +(?=\S)")
NOT_IN_ID = re.compile(r"[^\w:-]")
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
TABLE_NAME_LENGTH = 100
ID_LENGTH = 80
ALIGNMENTS = {"center": "pw-center", "right": "pw-right"}


class HeadingIds:
    """Ids for headings, unique over the parts of one page; handed to the toc extension as its slugify."""

    def __init__(self) -> None:
        self._taken = set[str]()
        self._counts = dict[str, int]()

    def begin(self) -> None:
        self._taken.clear()
        self._counts.clear()

    def __call__(self, text: str, separator: str) -> str:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
        slug = NOT_IN_SLUG.sub("-", plain.lower()).strip("-")[:ID_LENGTH]
        return unique(f"s-{slug or 'kop'}", self._taken, self._counts)


class HeadingLevels(Treeprocessor):
    """Levels from 2, for the page has its one h1, and without gaps; empty headings become paragraphs."""

    def run(self, root: Element) -> None:
        open_levels = list[int]()
        for heading in root.iter():
            if not HEADING.fullmatch(heading.tag):
                continue
            if not "".join(heading.itertext()).strip():
                heading.tag = "p"
                continue
            level = max(2, int(heading.tag[1]))
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            heading.tag = f"h{len(open_levels) + 1}"


class Tasks(Treeprocessor):
    """`- [ ]` and `- [x]` become boxes that cannot be ticked; runs before inline, to which brackets are links."""

    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        for items in root.iter("ul"):
            for item in items.iterfind("li"):
                if self._mark(item):
                    items.set("class", "pw-tasks")

    def _mark(self, item: Element) -> bool:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        task = TASK.match(holder.text or "")
        if task is None:
            return False
        is_done = task[1] != " "
        box = Element("input", {"aria-label": self.words.done if is_done else self.words.to_do})
        if is_done:
            box.set("checked", "")
        box.tail = f" {(holder.text or '')[task.end() :]}"
        holder.text = ""
        holder.insert(0, box)
        item.set("class", "pw-task")
        return True


class Finish(Treeprocessor):
    """The last look at the tree: ids get their prefix, links their rules, tables and footnotes their names."""

    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(md)
        self.words = words
        self.part = 0

    def run(self, root: Element) -> None:
        parents = list(root.iter())
        for element in parents:
            if "id" in element.attrib:
                element.set("id", self._prefixed(element.attrib["id"]))
            self._finish(element)
        for parent, index in _tables(parents):
            self._wrap(parent, index)

    def _prefixed(self, name: str) -> str:
        """`s-` before every id, so that none can pose as the page's own; footnotes also say of which part they are."""
        if name.startswith("s-"):
            return name
        part = f"{self.part + 1}-" if self.part else ""
        return f"s-{part}" + NOT_IN_ID.sub(lambda other: f".{ord(other[0]):x}", name)

    def _finish(self, element: Element) -> None:
        match element.tag:
            case "a":
                self._finish_link(element)
            case "img":
                self._finish_image(element)
            case "pre":
                element.set("tabindex", "0")
            case "td" | "th":
                self._finish_cell(element)
            case "div" if element.get("class") == "footnote":
                element.tag = "section"
                element.set("aria-label", self.words.notes)
            case "div" if element.get("class", "").startswith("pw-note "):
                element.set("role", "note")

    def _finish_link(self, link: Element) -> None:
        address = link.get("href", "")
        address = f"#{self._prefixed(address[1:])}" if address.startswith("#") else address.replace(" ", "%20")
        link.set("href", address)
        if not is_link(address):
            link.tag, link.attrib = "span", {}
        elif is_external(address):
            link.set("rel", "noopener noreferrer")
        elif link.get("class") == "footnote-ref":
            link.set("aria-label", self.words.note.format(link.text or ""))
        elif link.get("class") == "footnote-backref":
            link.set("aria-label", link.get("title", ""))

    def _finish_image(self, image: Element) -> None:
        """An image from elsewhere becomes a link to it, one from nowhere becomes its text."""
        address, alt = image.get("src", "").replace(" ", "%20"), image.get("alt", "")
        file = read_address(address)
        if file is not None and file.extension in (*AUDIO, *VIDEO):
            self._play(image, file, address, alt)
            return
        if is_image(address):
            image.attrib |= {"src": address, "loading": "lazy"} | (_sizes_of(file) if file else {})
            return
        image.tag, image.text, image.attrib = "a", alt or address, {"href": address}
        self._finish_link(image)

    def _play(self, image: Element, file: FileAddress, address: str, alt: str) -> None:
        """A recording or film of ours, with a link to it where it cannot be played. Nothing is loaded before that."""
        image.tag = "video" if file.extension in VIDEO else "audio"
        image.attrib = {"src": address, "controls": "", "preload": "none", "aria-label": alt or file.name}
        SubElement(image, "a", {"href": address}).text = alt or file.name

    def _finish_cell(self, cell: Element) -> None:
        if cell.tag == "th":
            cell.set("scope", "col")
        if alignment := ALIGNMENTS.get(cell.attrib.pop("align", "")):
            cell.set("class", alignment)

    def _wrap(self, parent: Element, index: int) -> None:
        """A table stands in a box that scrolls on a phone: reachable by keyboard, named after its columns."""
        table = parent[index]
        columns = (" ".join("".join(cell.itertext()).split()) for cell in table.iter("th"))
        name = f"{self.words.table}: {', '.join(filter(None, columns))}"[:TABLE_NAME_LENGTH].rstrip(", :")
        box = Element("div", {"class": "pw-table", "role": "group", "tabindex": "0", "aria-label": name})
        box.tail, table.tail = table.tail, None
        parent[index] = box
        box.append(table)


def _sizes_of(file: FileAddress) -> dict[str, str]:
    """So that a browser keeps room for a picture and fetches no more of it than it shows."""
    if file.width is None or file.height is None:
        return {}
    found = {"width": str(file.width), "height": str(file.height)}
    return found | ({"srcset": file.srcset, "sizes": SIZES} if file.srcset else {})


def _tables(parents: list[Element]) -> Iterator[tuple[Element, int]]:
    return ((parent, index) for parent in parents for index, child in enumerate(parent) if child.tag == "table")


class Tree(Extension):
    """Registers the above around Python-Markdown's steps: inline is 20, abbreviations 7, contents 5, unescaping 0."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        self.finish = Finish(md, self.words)
        md.treeprocessors.register(Tasks(md, self.words), "tasks", 25)
        md.treeprocessors.register(HeadingLevels(md), "heading_levels", 6)
        md.treeprocessors.register(self.finish, "finish", -10)
