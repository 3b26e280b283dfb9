"""The few words that rendering itself adds, in the language of the article.

Not in the gettext catalogues: the HTML is made once per revision and stored, whatever language its readers' pages have.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words; `note` and `back` take the footnote number."""

    code: str
    missing: str
    done: str
    to_do: str
    table: str
    notes: str
    note: str
    back: str
    callouts: Mapping[str, str]


WORDS = {
    "nl": Words(
        code="nl",
        missing=" (nog niet geschreven)",
        done="Gedaan",
        to_do="Nog te doen",
        table="Tabel",
        notes="Noten",
        note="Noot {}",
        back="Terug naar de tekst bij noot {}",
        callouts={"info": "Ter info", "tip": "Tip", "warn": "Let op", "danger": "Gevaar", "example": "Voorbeeld"},
    ),
    "en": Words(
        code="en",
        missing=" (not written yet)",
        done="Done",
        to_do="To do",
        table="Table",
        notes="Notes",
        note="Note {}",
        back="Back to the text at note {}",
        callouts={
            "info": "For information",
            "tip": "Tip",
            "warn": "Take care",
            "danger": "Danger",
            "example": "Example",
        },
    ),
}

# What people type after `!!!`, in either language; anything else is an 'info' under the word they typed.
CALLOUTS = {
    "info": "info",
    "note": "info",
    "opmerking": "info",
    "tip": "tip",
    "hint": "tip",
    "warning": "warn",
    "waarschuwing": "warn",
    "let-op": "warn",
    "letop": "warn",
    "caution": "warn",
    "danger": "danger",
    "gevaar": "danger",
    "example": "example",
    "voorbeeld": "example",
}


def words_for(language: str) -> Words:
    """The words of a language, Dutch when there are none."""
    return WORDS.get(language, WORDS["nl"])
