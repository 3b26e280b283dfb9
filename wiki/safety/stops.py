"""Words with a capital that name no person: places, organisations, words of the work, beginnings of sentences."""

from wiki.safety import lists

_LISTS = lists.words(lists.FOLDER / "stops.tsv", {"place", "organisation", "term", "starter", "ending"})
_PLACES, _STARTERS = _LISTS["place"], _LISTS["starter"]
_WHOLE = _PLACES | _STARTERS | _LISTS["organisation"] | _LISTS["term"]
_ENDINGS = tuple(sorted(_LISTS["ending"]))
# What makes an inhabitant or an adjective of a place: Amsterdammer, Utrechtse, Drents.
_OF_PLACES = ("mer", "er", "ers", "se", "s")

PARTICLES = frozenset(("van", "de", "der", "den", "ten", "ter", "el", "al", "te", "'t", "’t", "la", "von", "bin"))


def is_starter(word: str) -> bool:
    """Whether this is a word that sentences begin with."""
    return word.lower() in _STARTERS


def is_place(word: str) -> bool:
    """Whether this is a place, or begins with one as in Rotterdam-Zuid."""
    lower = word.lower().rstrip(".")
    return lower in _PLACES or lower.partition("-")[0] in _PLACES


def is_no_name(word: str) -> bool:
    lower = word.lower().rstrip(".")
    return (
        lower in _WHOLE
        or lower.partition("-")[0] in _WHOLE
        or (lower.endswith(_ENDINGS) and lower not in _ENDINGS)
        or any(lower.endswith(each) and lower.removesuffix(each) in _PLACES for each in _OF_PLACES)
    )
