"""Bank account numbers, which carry their own proof."""

import re
from collections.abc import Iterator

from stdnum import iban
from stdnum.iso7064 import mod_97_10

from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import Text, found

# Looked ahead at, because the words behind one account may hold the next; cut off at the right length below.
_CANDIDATE = re.compile(r"(?<![^\W_])(?=([A-Z]{2}[0-9]{2}(?:[ .-]?[A-Z0-9]){11,30}+))", re.IGNORECASE)
_DUTCH = re.compile(r"NL[0-9]{2}[A-Z]{4}[0-9]{10}")
_AS_PRINTED = re.compile(r"[A-Z0-9]+|(?:[A-Z0-9]{4} )+[A-Z0-9]{1,4}")
_SIGNS = re.compile(r"[ .-]")


def find(text: Text) -> Iterator[Finding]:
    for match in _CANDIDATE.finditer(text.plain):
        start = match.start()
        for end in _ends(text.plain, *match.span(1)):
            if _is_iban(text.plain[start:end]):
                yield found("iban.valid", start, end, Severity.BLOCK)
                break


def _ends(plain: str, start: int, end: int) -> Iterator[int]:
    """Where a word ends in the candidate, the longest first: words after an account number look like more of it."""
    for place in range(end, start + 14, -1):
        if not plain[place : place + 1].isalnum() and plain[place - 1].isalnum():
            yield place


def _is_iban(written: str) -> bool:
    """A Dutch one in any letters and signs; another as the standard writes it, or one that its country could issue.

    The table of the safety check asks for 97 and nothing of the country. The library knows what countries issue, which
    tells an account from words in capitals that happen to leave 1. Whether a bank exists it does not ask.
    """
    compact = _SIGNS.sub("", written).upper()
    if compact.startswith("NL"):
        return bool(_DUTCH.fullmatch(compact)) and _leaves_one(compact)
    if _AS_PRINTED.fullmatch(written):
        return _leaves_one(compact)
    return written.isupper() and bool(iban.is_valid(compact, check_country=False))


def _leaves_one(compact: str) -> bool:
    return bool(mod_97_10.is_valid(compact[4:] + compact[:4]))
