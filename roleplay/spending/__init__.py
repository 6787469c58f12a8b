"""What the models cost, and the budget: who may still ask one."""

from roleplay.spending.budget import ALL_OFF, HELPERS_OFF, WARNED, BudgetLevel, level_of_budget
from roleplay.spending.service import SpendingService

__all__ = ["ALL_OFF", "HELPERS_OFF", "WARNED", "BudgetLevel", "SpendingService", "level_of_budget"]
