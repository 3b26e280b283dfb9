"""What somebody looks for in the audit log, out of an address: what makes no sense is left out."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from wiki.insight.queries.audit import Wanted

_CODE = re.compile(r"[a-z_.-]{1,60}")
_SUBJECT = re.compile(r"[a-z_]{1,30}(?::[a-z0-9]{1,20})?")


def wanted(args: Mapping[str, str]) -> Wanted:
    return Wanted(
        action=_matching(_CODE, args.get("action", "")),
        subject=_matching(_SUBJECT, args.get("subject", "").strip()),
        role=_matching(_CODE, args.get("role", "")),
        since=_day(args.get("since", "")),
        until=_day(args.get("until", "")),
    )


def _matching(rule: re.Pattern[str], text: str) -> str:
    return text if rule.fullmatch(text) else ""


def _day(text: str) -> date | None:
    with suppress(ValueError):
        found = date.fromisoformat(text)
        return found if date(2000, 1, 1) <= found < date(2100, 1, 1) else None
    return None
