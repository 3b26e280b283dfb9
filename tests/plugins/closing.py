"""The last lines of a test run: what it left out and why, so that a green line never hides what was not tried."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest


def left_out(skipped: Sequence[pytest.TestReport], deselected: int, unwanted: str) -> list[str]:
    """A line for each reason, with the number of tests it kept out."""
    reasons = Counter(_reason(report) for report in skipped)
    lines = [f"{number} skipped: {reason}" for reason, number in sorted(reasons.items())]
    if deselected or unwanted:  # with several workers pytest does not say how many
        lines.append(f"{deselected or 'some'} not chosen: {unwanted or 'deselected while collecting'}")
    return lines


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    stats = terminalreporter.stats
    deselected = len(stats.get("deselected", []))
    lines = left_out(stats.get("skipped", []), deselected, _choice(config))
    lines += [f"expected to fail: {report.nodeid}" for report in stats.get("xfailed", [])]
    if chosen := _chosen_paths(config):
        lines.append(f"everything outside {chosen}: only that was asked for")
    terminalreporter.section("left out")
    for line in lines or ["nothing"]:
        terminalreporter.line(line)


def _reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    reason = str(where[2]) if isinstance(where, tuple) else str(where)
    return reason.removeprefix("Skipped: ")


def _choice(config: pytest.Config) -> str:
    options = (("-m", config.option.markexpr), ("-k", config.option.keyword))
    return " ".join(f'{name} "{value}"' for name, value in options if value)


def _chosen_paths(config: pytest.Config) -> str:
    everything = [str(config.rootpath / path) for path in config.getini("testpaths")]
    asked = [str(Path(str(argument).split("::")[0]).resolve()) for argument in config.args]
    return "" if set(asked) == set(everything) else " ".join(map(str, config.args))
