"""A text with what should be found between ⟦ and ⟧, so that a table shows the exact place."""

from datetime import date

from wiki.safety import Finding, check

TODAY = date(2026, 11, 26)
BLOCK, CONFIRM, HINT = "block", "confirm", "hint"


def unmarked(marked: str) -> str:
    return marked.replace("⟦", "").replace("⟧", "")


def marked(text: str, findings: tuple[Finding, ...]) -> str:
    """The text with a mark around each finding."""
    for finding in reversed(findings):
        text = f"{text[: finding.offset]}⟦{text[finding.offset : finding.end]}⟧{text[finding.end :]}"
    return text


def looked_at(text: str, *, type: str, kind: str = "") -> tuple[str, set[str]]:
    """The text marked with the findings of one type, and how severe they are."""
    findings = tuple(each for each in check(text, kind=kind, today=TODAY) if each.type == type)
    return marked(text, findings), {str(each.severity) for each in findings}


def types(text: str, *, kind: str = "") -> set[str]:
    return {finding.type for finding in check(text, kind=kind, today=TODAY)}
