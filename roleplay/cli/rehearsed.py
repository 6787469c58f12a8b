"""A rehearsal's figures in the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from roleplay.cli.console import say

Row = Mapping[str, Any]
WORST = 10  # topics shown; the JSON has them all
RESULT = ("seller", "n", "score", "passed", "facts", "resolved", "leaks", "endings")
TALK = (
    "seller", "breaks", "deflections", "unheard", "one_liners", "yes_no", "variation", "echo", "length", "recurrence", "twice",
)  # fmt: skip


def render_report(told: Mapping[str, Any]) -> RenderableType:
    """A table a case of scenario, persona and difficulty; then gaps and expectations."""
    cases = dict.fromkeys((row["scenario"], row["persona"], row["difficulty"]) for row in told["runs"])
    parts: list[RenderableType] = []
    for case in cases:
        rows = [row for row in told["runs"] if (row["scenario"], row["persona"], row["difficulty"]) == case]
        scenario, persona, difficulty = case
        title = f"{scenario} · {persona} · {say(f'difficulty.{difficulty}')}"
        parts += [_table(RESULT, rows, title), _table(TALK, rows)]  # side by side they fit no terminal
    parts += [
        Text(say("rehearse.gap", scenario=gap["scenario"], persona=gap["persona"], gap=gap["gap"]))
        for gap in told["gaps"]
    ]
    parts += [_expected(row) for row in told["expectations"]]
    parts += [_hearing(told["hearing"], told["ears"])] if told["hearing"] else []
    return Group(*parts)


def _table(columns: Sequence[str], rows: Sequence[Row], title: str | None = None) -> Table:
    table = Table(title=Text(title) if title else None, title_justify="left", box=None)
    for name in columns:
        left = name in ("seller", "endings")
        table.add_column(Text(say(f"rehearse.{name}")), justify="left" if left else "right", no_wrap=name == "seller")
    for row in rows:
        cells = _cells(row)
        table.add_row(*(cells[name] for name in columns))
    return table


def _hearing(rows: Sequence[Row], ears: Sequence[str]) -> Table:
    """The topics of which the fewest examples were heard."""
    heard, known = sum(row["heard"] for row in rows), sum(row["examples"] for row in rows)
    names = say("check.and").join(say(f"rehearse.ear.{ear}") for ear in ears)
    title = say("rehearse.hearing", heard=heard, examples=known, ears=names, worst=min(WORST, len(rows)))
    table = Table(title=Text(title), title_justify="left", box=None)
    for name in ("topic", "examples", "heard", "missed", "taken_for"):
        table.add_column(
            Text(say(f"rehearse.lines.{name}")), justify="left" if name in ("topic", "taken_for") else "right"
        )
    for row in sorted(rows, key=lambda row: (row["heard"] / row["examples"], -row["examples"]))[:WORST]:
        taken = ", ".join(f"{topic} {n}" for topic, n in row["taken_for"].items())
        counts = (str(row[name]) for name in ("examples", "heard", "missed"))
        table.add_row(Text(f"{row['scenario']} {row['topic']}"), *counts, Text(taken))
    return table


def _cells(row: Row) -> dict[str, Text]:
    real = row["realism"]
    plain = {
        "seller": row["seller"],
        "n": row["n"],
        "score": "-" if row["score_mean"] is None else f"{row['score_mean']:.0f} ±{row['score_sd']:.0f}",
        "passed": f"{row['passed']:.0%}",
        "facts": row["facts"],
        "resolved": row["resolved"],
        "leaks": row["leaks"],
        "endings": ", ".join(f"{say(f'rehearse.ending.{name}')} {n}" for name, n in row["endings"].items()),
        "breaks": row["breaks"],
        "deflections": row["deflections"],
        "unheard": f"{row['unheard']:.0%}",
        "one_liners": f"{real.get('one_liners', 0):.0%}",
        "yes_no": f"{real.get('yes_no', 0):.0%}",
        "variation": f"{real.get('variation', 0):.2f}",
        "echo": f"{real.get('echo', 0):.2f}",
        "length": real.get("median_length", 0),
        "recurrence": f"{real.get('recurrence', 0):.0%}",
        "twice": real.get("twice", 0),
    }
    alarming = {"leaks": "bold red"} if row["leaks"] else {}
    return {name: Text(str(value), style=alarming.get(name, "")) for name, value in plain.items()}


def _expected(row: Row) -> Text:
    bounds = " ".join(f"{'≥' if name == 'at_least' else '≤'} {value}" for name, value in row["wanted"].items())
    words = say(
        "rehearse.met" if row["met"] else "rehearse.missed",
        scenario=row["scenario"], persona=row["persona"], seller=row["seller"], wanted=bounds, got=row["got"],
    )  # fmt: skip
    return Text(words, style="green" if row["met"] else "red")
