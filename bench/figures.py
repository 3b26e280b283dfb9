"""What a benchmark says: a table for people, and with `OUT=FILE` one JSON line for each figure."""

import json
import platform
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
import psutil  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Target:
    """At most so much, or at least; `of` names what the figure is divided by first, if anything."""

    limit: float
    of: str = ""
    is_floor: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.is_floor else '≤'} {self.limit:g}" + (f" × {self.of}" if self.of else "")

    def is_met_by(self, number: float) -> bool:
        return number >= self.limit if self.is_floor else number <= self.limit


@dataclass(frozen=True, slots=True)
class Figure:
    """`beside` holds the ratio to each thing measured in the same run."""

    name: str
    value: float
    unit: str
    beside: Mapping[str, float] = field(default_factory=dict)
    target: Target | None = None

    @property
    def holds(self) -> bool | None:
        if self.target is None:
            return None
        return self.target.is_met_by(self.beside[self.target.of] if self.target.of else self.value)

    def as_json(self) -> str:
        values = asdict(self) | {"target": str(self.target) if self.target else None, "holds": self.holds}
        return json.dumps(_rounded(values), ensure_ascii=False)


def report(figures: Sequence[Figure], out: Path | None) -> None:
    """Print the table, and write the lines when a file was asked for."""
    show(table(figures))
    write(figures, out)


def show(lines: Iterable[str]) -> None:
    """Print these lines under what was measured on, and when."""
    click.echo(f"\n{machine()}\n")
    for line in lines:
        click.echo(line)


def write(figures: Iterable[Figure], out: Path | None) -> None:
    """A line for each figure in this file, if there is one."""
    if out:
        out.write_text("".join(f"{figure.as_json()}\n" for figure in figures), encoding="utf-8")


def table(figures: Sequence[Figure]) -> list[str]:
    """One line for each figure, in columns."""
    others = list(dict.fromkeys(name for figure in figures for name in figure.beside))
    rows = [["", "value", "unit", *(f"× {name}" for name in others), "target", "holds"]]
    for figure in figures:
        ratios = [_short(figure.beside[name]) if name in figure.beside else "" for name in others]
        target = str(figure.target) if figure.target else ""
        rows.append([figure.name, _short(figure.value), figure.unit, *ratios, target, verdict(figure.holds)])
    return columns(rows, numbers={1, *range(3, 3 + len(others))})


def verdict(holds: bool | None) -> str:
    return {None: "", True: "yes", False: "NO"}[holds]


def columns(rows: Sequence[Sequence[str]], *, numbers: Set[int]) -> list[str]:
    """A line for each row; columns with these places are numbers, so they stand to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_aligned(row, widths, numbers)).rstrip() for row in rows]


def machine() -> str:
    """Where and when this was measured."""
    models = [line.partition(":")[2].strip() for line in _cpu_info() if line.startswith("model name")]
    cores = f"{psutil.cpu_count()} × {models[0] if models else platform.machine()}"
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    load = psutil.getloadavg()[0]
    return f"{cores}, {platform.system()}, Python {platform.python_version()}, {when}, load {load:.1f}"


def _cpu_info() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _aligned(row: Sequence[str], widths: Sequence[int], numbers: Set[int]) -> list[str]:
    return [
        cell.rjust(width) if place in numbers else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    return {name: _rounded(each) for name, each in value.items()} if isinstance(value, dict) else value
