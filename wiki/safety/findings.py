"""What was found and where; never what it says, so that a finding can be logged, stored and shown to anybody."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Where two kinds overlap, the first of these stays: digits within an IBAN are no phone number, the first half of an
# e-mail address is no name. A rule that is named goes before the rest of its type.
_PRECEDENCE = (
    "email",
    "iban",
    "number",
    "bsn.near-word",
    "phone",
    "birth-date",
    "postcode.house-number",
    "plate",
    "bsn",
    "incident-date",
    "street",
    "postcode",
    "name",
    "tactics",
    "blame",
)
_PLACE = {name: place for place, name in enumerate(_PRECEDENCE)}


class Severity(StrEnum):
    """Block: it stays when its author says why and a moderator agrees. Confirm: when its author says why. Hint: for
    the author to see."""

    HINT = "hint"
    CONFIRM = "confirm"
    BLOCK = "block"


_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Offset and length count characters of the NFC text; `rule` is the type, a dot, and what made it one."""

    type: str
    rule: str
    offset: int
    length: int
    severity: Severity

    @property
    def end(self) -> int:
        return self.offset + self.length


def apart(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stay when no two may overlap, by offset."""
    kept: list[Finding] = []
    for finding in sorted(found, key=_strength):
        place = bisect_left(kept, finding.offset, key=lambda each: each.offset)
        is_free_before = place == 0 or kept[place - 1].end <= finding.offset
        is_free_after = place == len(kept) or finding.end <= kept[place].offset
        if is_free_before and is_free_after:
            kept.insert(place, finding)
    return tuple(kept)


def _strength(finding: Finding) -> tuple[int, int, int, int]:
    place = _PLACE.get(finding.rule, _PLACE[finding.type])
    return place, -_WEIGHT[finding.severity], -finding.length, finding.offset
