"""What a file is called at its address: something to recognise it by, whatever it was called where it came from."""

import re

from wiki.taxonomy.slugs import slugify

LONGEST = 60
_SEPARATORS = re.compile(r"[/\\]")


def name_for(given: str, extension: str, *, otherwise: str) -> str:
    """The last part of the given name in letters and digits, with this extension: no paths, no signs, no surprises."""
    last = _SEPARATORS.split(given)[-1]
    stem = slugify(last.rpartition(".")[0] or last)[:LONGEST].strip("-")
    return f"{stem or otherwise}.{extension}"
