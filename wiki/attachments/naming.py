"""What a file is called at its address: something to recognise it by, whatever it was called where it came from."""

import re
from datetime import date

from wiki.safety import Severity, personal
from wiki.taxonomy.slugs import slugify

LONGEST = 60
_JOINERS = re.compile(r"[_.-]+")
_SEPARATORS = re.compile(r"[/\\]")


def name_for(given: str, extension: str, *, otherwise: str, today: date) -> str:
    """The last part of the given name in letters and digits, with this extension: no paths, no signs, no surprises.
    A name that may hold personal data is left out whole."""
    last = _SEPARATORS.split(given)[-1]
    stem = slugify(last.rpartition(".")[0] or last)[:LONGEST].strip("-")
    spaced = _JOINERS.sub(" ", last)
    if any(finding.severity is not Severity.HINT for text in (last, spaced) for finding in personal(text, today=today)):
        stem = ""
    return f"{stem or otherwise}.{extension}"
