"""`roleplay agreement`: how far scorers, a judge's runs and coaches agree, criterion by criterion and check by check."""

from itertools import groupby
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from roleplay.cli.options import Content, Json, settings_for
from roleplay.cli.screen import out, print_json, say
from roleplay.scoring.rated import FEW, Agreement

COLUMNS = ("n", "exact", "within_one", "kappa", "alpha", "bias")


def agreement(content: Content = None, as_json: Json = False) -> None:
    from roleplay.practice import open_practice
    from roleplay.review.agreement import agreement_of

    found = agreement_of(open_practice(settings_for(content)).database)
    if as_json:
        print_json({"agreement": [_as_json(one) for one in found]})
    elif found:
        tables = groupby(found, key=lambda one: (one.rubric, one.raters))
        out.print(Group(*(_table(rubric, raters, list(rows)) for (rubric, raters), rows in tables)))
        out.print(Text(say("agreement.how", few=FEW), style="dim"))
    else:
        out.print(say("agreement.none"))


def _as_json(one: Agreement) -> dict[str, Any]:
    figures = {name: _rounded(getattr(one, name)) for name in COLUMNS}
    return {
        "rubric": one.rubric, "criterion": one.criterion, "check": one.check, "raters": list(one.raters),
        "too_few": one.too_few, **figures,
    }  # fmt: skip


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def _table(rubric: str, raters: tuple[str, ...], rows: list[Agreement]) -> Table:
    title = Text.assemble((rubric, "bold"), f"  {' · '.join(raters)}")
    table = Table(title=title, title_justify="left", title_style="", box=None, header_style="dim", pad_edge=False)
    table.add_column(say("agreement.what"), overflow="fold")
    for name in COLUMNS:
        table.add_column(say(f"agreement.{name}"), justify="right")
    for row in rows:
        table.add_row(_name(row), *_figures(row))
    return table


def _name(row: Agreement) -> Text:
    return Text(f"  {row.check}") if row.check else Text(row.criterion, style="bold")


def _figures(row: Agreement) -> list[Text]:
    if row.too_few:
        return [Text(str(row.n)), Text(say("agreement.too-few"), style="dim")]
    shown = [_share(row.exact), _share(row.within_one), _plain(row.kappa), _plain(row.alpha), _signed(row.bias)]
    return [Text(text) for text in (str(row.n), *shown)]


def _share(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.0%}"


def _plain(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.2f}"


def _signed(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:+.2f}"
