"""Words with a capital that name no person: places, organisations, words of the work, beginnings of sentences."""

from wiki.safety import lists

_KINDS = frozenset(("place", "organisation", "brand", "origin", "job", "term", "starter", "ending"))
_LISTS = lists.words(lists.FOLDER / "stops.tsv", _KINDS)
_PLACES, _STARTERS, _JOBS = _LISTS["place"], _LISTS["starter"], _LISTS["job"]
_WORDS = _LISTS["term"] | _STARTERS
_WHOLE = frozenset().union(*(_LISTS[kind] for kind in _KINDS - {"ending"}))
_ALL_ENDINGS = _LISTS["ending"] | lists.words(lists.FOLDER / "endings.tsv", {"ending"})["ending"]
_ENDINGS = tuple(sorted(_ALL_ENDINGS))
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


def is_job(word: str) -> bool:
    """Whether this is what somebody does, behind which their name may follow."""
    return word.lower() in _JOBS


def is_word(word: str) -> bool:
    """Whether this is an ordinary word, and so may be a name behind a particle: De Lange, De Kort."""
    return word.lower() in _WORDS


def is_listed(words: str) -> bool:
    """Whether one of the lists has exactly this, which may be more than one word: Albert Heijn."""
    return words.lower() in _WHOLE


def is_no_name(word: str) -> bool:
    """Whether this is a word of the lists or ends as one, or is an inhabitant or an adjective of a place."""
    lower = word.lower().rstrip(".")
    return (
        lower in _WHOLE
        or lower.partition("-")[0] in _WHOLE
        or (lower.endswith(_ENDINGS) and lower not in _ALL_ENDINGS)
        or any(lower.endswith(each) and lower.removesuffix(each) in _PLACES for each in _OF_PLACES)
    )
