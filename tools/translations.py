"""Keep the catalogues true: collect the sentences of code and templates, update nl and en, and compile both.

Sentences are Dutch in the source, so the Dutch catalogue fills itself; a new sentence is left open in the English one
for a person. `--check` changes nothing and ends with 1 when a catalogue is behind, open, or not compiled.
"""

import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "wiki" / "translations"
SOURCE_LANGUAGE = "nl"
LANGUAGES = (SOURCE_LANGUAGE, "en")
METHODS = [("wiki/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
# As the application's own environment has them: they decide what white space is part of a sentence.
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
HEADER = "# The sentences of Praktijkwijs. The order and the places are written by `make translations`."
Strings = dict[tuple[str | None, str | tuple[str, ...]], str | tuple[str, ...]]
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}


def collected() -> Catalog:
    """Every sentence that is marked for translation, with the files it stands in."""
    found = Catalog(project="praktijkwijs", charset="utf-8")
    for folder in ("wiki", "templates"):
        for name, _line, message, _comments, context in extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS],
            {pattern.removeprefix(f"{folder}/"): options for pattern, options in OPTIONS.items()},
            keywords=KEYWORDS,
        ):
            found.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    return found


def updated(language: str) -> Catalog:
    """The catalogue of a language with exactly the sentences of the program; what was translated stays."""
    catalog = _read(language)
    created = catalog.creation_date
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.creation_date = created
    catalog.obsolete.clear()
    if language == SOURCE_LANGUAGE:
        for message in _sentences(catalog):
            message.string = message.id
    return catalog


def problems() -> list[str]:
    """What is wrong with the catalogues as they are on disk, one line each."""
    return [f"{language}: {problem}" for language in LANGUAGES for problem in _problems(language)]


def _problems(language: str) -> Iterator[str]:
    catalog = updated(language)
    if {message.id for message in _sentences(_read(language))} != {message.id for message in _sentences(catalog)}:
        yield "the catalogue is behind the program: run `make translations`"
    elif _compiled(language) != _strings(catalog):
        yield "the catalogue is not compiled: run `make translations`"
    for message in _sentences(catalog):
        if not _is_translated(message):
            yield f"not translated: {message.id!r}"
            continue
        for error in message.check(catalog):
            yield f"{error}: {message.id!r}"


def write() -> None:
    for language in LANGUAGES:
        catalog = updated(language)
        _po(language).parent.mkdir(parents=True, exist_ok=True)
        _po(language).write_bytes(_as_po(catalog))
        _mo(language).write_bytes(_as_mo(catalog))
        missing = sum(1 for message in _sentences(catalog) if not _is_translated(message))
        print(f"{language}: {len(catalog)} sentences, {missing} not translated")


def _read(language: str) -> Catalog:
    if not _po(language).is_file():
        return Catalog(locale=language, project="praktijkwijs", charset="utf-8", fuzzy=False, header_comment=HEADER)
    with _po(language).open("rb") as file:
        return read_po(file, locale=language)


def _compiled(language: str) -> Strings:
    if not _mo(language).is_file():
        return {}
    with _mo(language).open("rb") as file:
        return _strings(read_mo(file))


def _sentences(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _strings(catalog: Catalog) -> Strings:
    """What is translated; plurals are lists in one kind of file and tuples in the other."""
    return {
        (message.context, _fixed(message.id)): _fixed(message.string)
        for message in _sentences(catalog)
        if _is_translated(message)
    }


def _fixed(text: str | Sequence[str]) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text)


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings) and not message.fuzzy


def _po(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def _mo(language: str) -> Path:
    return _po(language).with_suffix(".mo")


def _as_po(catalog: Catalog) -> bytes:
    """Without line numbers: a sentence that only moved is not a change."""
    file = BytesIO()
    write_po(file, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def _as_mo(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    if "--check" not in sys.argv[1:]:
        write()
    elif found := problems():
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
