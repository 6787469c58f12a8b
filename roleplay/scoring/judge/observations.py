"""The form in which the judge answers. The reason comes before the verdict, so that it is thought of first."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

Said = Literal["met", "partly", "missed", "no_occasion"]


def _plain(said: Any) -> Any:
    """`No occasion`, `MET` and the like are the same verdicts."""
    return said.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(said, str) else said


class Form(BaseModel):
    """Keys that were not asked for are left aside: some models add what they like."""

    model_config = ConfigDict(extra="ignore")


class Quoted(Form):
    turn: int
    quote: str


class Observation(Form):
    check: str
    reason: str
    verdict: Annotated[Said, BeforeValidator(_plain)]
    turns: list[int]
    quotes: list[Quoted]
    better: str


class Observations(Form):
    checks: list[Observation]
