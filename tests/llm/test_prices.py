"""What calls cost: unknown is not nothing."""

import pytest

from roleplay.config import Settings
from roleplay.llm import Usage, cost_of

USED = Usage(1_000_000, 200_000, 0, reported=True)
PRICE = {"input": 0.5, "output": 1.5}
LOCAL = "http://127.0.0.1:11434/v1"


def test_a_known_model_at_its_own_address_is_priced_by_the_list() -> None:
    cost = cost_of(USED, "gpt-4o-mini", Settings(price=PRICE))
    assert cost == pytest.approx(0.15 + 0.2 * 0.60)


def test_the_same_name_on_another_machine_is_priced_by_the_settings_or_not_at_all() -> None:
    assert cost_of(USED, "gpt-4o-mini", Settings(base_url=LOCAL, price=PRICE)) == pytest.approx(0.5 + 0.2 * 1.5)
    assert cost_of(USED, "gpt-4o-mini", Settings(base_url=LOCAL)) is None


def test_what_was_not_reported_has_no_cost() -> None:
    assert cost_of(Usage(), "gpt-4o-mini", Settings(price=PRICE)) is None
