"""A rehearsal's figures in the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from roleplay.cli.screen import say

Row = Mapping[str, Any]
COLUMNS = (
    "seller", "n", "score", "passed", "facts", "resolved", "leaks", "breaks", "deflections", "unheard", "one_liners",
    "yes_no", "variation", "echo", "length", "recurrence", "twice", "endings",
)  # fmt: skip


def render_report(told: Mapping[str, Sequence[Row]]) -> RenderableType:
    """A table a case of scenario, persona and difficulty; then gaps and expectations."""
    cases = dict.fromkeys((row["scenario"], row["persona"], row["difficulty"]) for row in told["runs"])
    parts: list[RenderableType] = []
    for case in cases:
        rows = [row for row in told["runs"] if (row["scenario"], row["persona"], row["difficulty"]) == case]
        parts.append(_table(case, rows))
    parts += [
        Text(say("rehearse.gap", scenario=gap["scenario"], persona=gap["persona"], gap=gap["gap"]))
        for gap in told["gaps"]
    ]
    parts += [_expected(row) for row in told["expectations"]]
    return Group(*parts)


def _table(case: tuple[str, str, str], rows: Sequence[Row]) -> Table:
    scenario, persona, difficulty = case
    table = Table(
        title=Text(f"{scenario} · {persona} · {say(f'difficulty.{difficulty}')}"), title_justify="left", box=None
    )
    for name in COLUMNS:
        table.add_column(Text(say(f"rehearse.{name}")), justify="left" if name in ("seller", "endings") else "right")
    for row in rows:
        table.add_row(*_cells(row))
    return table


def _cells(row: Row) -> list[Text]:
    real = row["realism"]
    leaks = Text(str(row["leaks"]), style="bold red" if row["leaks"] else "")
    spread = "-" if row["score_mean"] is None else f"{row['score_mean']:.0f} ±{row['score_sd']:.0f}"
    endings = ", ".join(f"{say(f'rehearse.ending.{name}')} {n}" for name, n in row["endings"].items())
    plain = [
        row["seller"], row["n"], spread, f"{row['passed']:.0%}", row["facts"], row["resolved"], leaks, row["breaks"],
        row["deflections"], f"{row['unheard']:.0%}", f"{real.get('one_liners', 0):.0%}", f"{real.get('yes_no', 0):.0%}",
        f"{real.get('variation', 0):.2f}", f"{real.get('echo', 0):.2f}", real.get("median_length", 0),
        f"{real.get('recurrence', 0):.0%}", real.get("twice", 0), endings,
    ]  # fmt: skip
    return [cell if isinstance(cell, Text) else Text(str(cell)) for cell in plain]


def _expected(row: Row) -> Text:
    bounds = " ".join(f"{'≥' if name == 'at_least' else '≤'} {value}" for name, value in row["wanted"].items())
    words = say(
        "rehearse.met" if row["met"] else "rehearse.missed",
        scenario=row["scenario"], persona=row["persona"], seller=row["seller"], wanted=bounds, got=row["got"],
    )  # fmt: skip
    return Text(words, style="green" if row["met"] else "red")
