"""Telephone numbers and e-mail addresses."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from wiki.safety import lists
from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import Text, found

# These two are the table of the safety check to the letter. Where the library disagrees (it refuses 0123 456789, an
# area that does not exist, and 06-00000000, never issued) the table wins: invented or mistyped is written as a number.
_MOBILE = re.compile(r"(?<![0-9+])(?:\+31|0031|0)[ -]?6(?:[ -]?[0-9]){8}(?![0-9])")
_FIXED = re.compile(r"(?<![A-Za-z0-9+])(?:(?:\+31|0031)[ -]?|0)[1-578](?:[ -]?[0-9]){8}(?![0-9])")
# Anything else that may be one: abroad, with (0), brackets, slashes or dots. Here the library decides.
_OTHERWISE = re.compile(r"(?<![\w+(./-])(?:\+[0-9]|\(0[0-9]{1,3}\)|0[0-9])(?:[ ./()-]{0,3}[0-9]){6,13}(?![0-9])")
_SERVICE = re.compile(r"(?:\+31|0031|0)(?:800|88|90[069])")
_SERVICES_ABROAD = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
}
_STARTS_WITH_DATE = re.compile(r"[0-9]{1,2}([-/. ])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9])")
_PAIRS = re.compile(r"[0-9]{2}(?:[ -][0-9]{2}){4}")
# An account number with a slip in it is still no telephone.
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2} ?[A-Z]{4} ?\Z")
_NO_DIGITS = re.compile(r"[^0-9+]")

_LOCAL = re.compile(r"[\w.+-]{1,64}\Z")
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LAST_LABEL = re.compile(r"\.[^\W\d_]")
_PARTS = re.compile(r"[._+-]")
_ROLES = lists.words(lists.FOLDER / "contacts.tsv", {"mailbox"})["mailbox"]


def find(text: Text) -> Iterator[Finding]:
    yield from _numbers(text)
    yield from _addresses(text)


def _numbers(text: Text) -> Iterator[Finding]:
    for rule, pattern in (("phone.mobile", _MOBILE), ("phone.fixed", _FIXED), ("phone.otherwise", _OTHERWISE)):
        for match in pattern.finditer(text.plain):
            written = match[0]
            is_in_account = _ACCOUNT.search(text.plain, max(0, match.start() - 12), match.start())
            if is_in_account or _is_something_else(written) or (pattern is _OTHERWISE and not _exists(written)):
                continue
            yield found(rule, *match.span(), Severity.CONFIRM)


def _is_something_else(written: str) -> bool:
    """A service number, a date with an hour behind it, or a row such as 02-03-04-05-06."""
    digits = _NO_DIGITS.sub("", written.replace("(0)", ""))
    is_row = _PAIRS.fullmatch(written) and not written.startswith("06")
    return bool(_SERVICE.match(digits) or _STARTS_WITH_DATE.match(written) or is_row)


def _exists(written: str) -> bool:
    try:
        number = phonenumbers.parse(written, "NL")
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) not in _SERVICES_ABROAD


def _addresses(text: Text) -> Iterator[Finding]:
    """By the at sign, because without one there is nothing to look for."""
    for place in text.occurrences("@"):
        local = _LOCAL.search(text.plain, max(0, place - 64), place)
        host = _HOST.match(text.plain, place + 1)
        if local is None or host is None or not _LAST_LABEL.search(text.plain, place + 1, host.end()):
            continue
        start = place - len(local[0].lstrip(".-"))
        end = place + 1 + len(host[0].rstrip("_-"))
        if start < place:
            is_role = _is_role(text.lower[start:place])
            yield found(*(("email.role", start, end, Severity.HINT) if is_role else
                          ("email.personal", start, end, Severity.CONFIRM)))  # fmt: skip


def _is_role(local: str) -> bool:
    """An office and not a person: `info`, also as the first part of `info.noord`."""
    return local in _ROLES or _PARTS.split(local, maxsplit=1)[0] in _ROLES
