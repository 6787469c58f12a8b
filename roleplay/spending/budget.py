"""How much of a month's budget is used, and what that switches off: what helps goes before what speaks."""

from typing import Literal

WARNED = 0.8  # of the budget: administrators are warned
HELPERS_OFF = 1.0  # listener and judge go offline: the talk goes on, heard and scored by code
ALL_OFF = 1.1  # the customer too (judgement): until then talks with a model can come to their end
BudgetLevel = Literal["none", "fine", "warned", "helpers_off", "all_off"]


def level_of_budget(spent: float, budget: float | None) -> BudgetLevel:
    """`none` without a budget. Both in US dollars."""
    if budget is None:
        return "none"
    used = spent / budget
    if used >= ALL_OFF:
        return "all_off"
    if used >= HELPERS_OFF:
        return "helpers_off"
    return "warned" if used >= WARNED else "fine"
