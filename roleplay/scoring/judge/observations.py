"""The form in which the judge answers, read with the small liberties that models take. The reason comes before the verdict, so that it is thought of first."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

Said = Literal["met", "partly", "missed", "no_occasion"]


def _plain(said: Any) -> Any:
    """`No occasion`, `MET` and the like are the same verdicts."""
    return said.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(said, str) else said


def _listed(said: Any) -> Any:
    """Nothing is an empty list, and one thing a list of one."""
    return [] if said is None else said if isinstance(said, list) else [said]


def _named(said: Any) -> Any:
    """Bare words are a quote of no named turn: they count where only one turn holds them."""
    return {"turn": 0, "quote": said} if isinstance(said, str) else said


def _text(said: Any) -> Any:
    return "" if said is None else said


class Form(BaseModel):
    """Keys that were not asked for are left aside: some models add what they like."""

    model_config = ConfigDict(extra="ignore")


class Quoted(Form):
    turn: int
    quote: str


def _filled(said: Any) -> Any:
    """What a verdict can do without may be left out: of what was kept from there is nothing to quote."""
    return {"turns": [], "quotes": [], "better": "", **said} if isinstance(said, dict) else said


class Observation(Form):
    check: str
    reason: str
    verdict: Annotated[Said, BeforeValidator(_plain)]
    turns: Annotated[list[int], BeforeValidator(_listed)]
    quotes: Annotated[list[Annotated[Quoted, BeforeValidator(_named)]], BeforeValidator(_listed)]
    better: Annotated[str, BeforeValidator(_text)]

    fill = model_validator(mode="before")(_filled)


class Observations(Form):
    checks: list[Observation]
