"""The form that gives an assignment or a programme, as typed; what of it cannot be read is said beside it."""

from datetime import date
from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, Field

from roleplay.errors import RoleplayError
from roleplay.review.assignments import AssignmentRequest
from roleplay.transcript import DIFFICULTIES
from roleplay.web.form_values import read_date, read_number

Text = Annotated[str, Field(max_length=400)]


class AssignmentForm(BaseModel):
    """All fields are text, so that they can be shown again as they were typed. `which` is `scenario|persona`, the persona
    empty for any; `to` are `person:ID` and `team:ID`."""

    which: Text = ""
    difficulty: Text = ""
    title: Text = ""
    due: Text = ""
    pass_mark: Text = ""
    allowed: Text = ""
    programme: Text = ""
    start: Text = ""
    to: list[str] = []

    def request(self) -> AssignmentRequest:
        """Raises RoleplayError `assignment-day` or `assignment-number`."""
        scenario, _, persona = self.which.partition("|")
        difficulty = next((each for each in DIFFICULTIES if each == self.difficulty), None)
        return AssignmentRequest(
            scenario, persona or None, difficulty, self.title, read_day(self.due), _number(self.pass_mark), _number(self.allowed)
        )  # fmt: skip


FilledAssignment = Annotated[AssignmentForm, Form()]


def read_day(text: str) -> date | None:
    """Returns None for an empty field. Raises RoleplayError `assignment-day`."""
    day = read_date(text)
    if text and day is None:
        raise RoleplayError("assignment-day", value=text[:40])
    return day


def _number(text: str) -> int | None:
    """Returns None for an empty field. Raises RoleplayError `assignment-number`."""
    text = text.strip()
    number = read_number(text, digits=4)
    if text and number is None:
        raise RoleplayError("assignment-number", value=text[:40])
    return number
