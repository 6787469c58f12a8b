"""The numbers that decide what a customer does stand in one file, say where they come from, and change on purpose only."""

import ast
import re
from pathlib import Path

import pytest

from roleplay.customer import policy
from tools.print_policy import Number, numbers, page

ROOT = Path(__file__).parent.parent.parent
RULES = sorted(path for path in (ROOT / "roleplay" / "customer").glob("*.py") if path.name != "policy.py")
# What no policy is: how long a hash is, what a number word is worth, the customer's turn being the next but one.
MECHANICS = {
    "agent.py": {3, 1000},  # the agent's graph; milliseconds
    "breaks.py": {4096, 0xFEE0},  # a cache; from full-width to half-width letters
    "conduct.py": {3, 4},  # places in the list of signs
    "dice.py": {2, 8, 12, 64},
    "endings.py": {2},
    "gestures.py": {4},  # words of an aside in which its verb stands
    "guard.py": {2},  # columns of a Han character; slices
    "joining.py": {2},
    "manner.py": {2, 1000},  # the shorter half; a place drawn as a whole number
    "markup.py": {2, 3},  # marks of Markdown
    "moment.py": {2},
    "prompt.py": {2, 12},
    "recital.py": {2, 256},  # an unfinished stretch is two units short; a cache
}
NO_POLICY = {
    "figures.py",  # how much a hundred is
    "fitness.py",  # what `roleplay doctor` asks of an endpoint: its thresholds stand at its top
}


def test_the_printed_page_is_todays_policy() -> None:
    printed = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
    assert printed == page(), (
        "A number of the customer's policy is not as it was printed: the same seed gives other talks now. If that is wanted, do what "
        "docs/policy.md says under “Change one on purpose”, then run make docs."
    )


@pytest.mark.parametrize("number", numbers(), ids=lambda number: number.name)
def test_a_number_says_what_it_decides_and_where_it_comes_from(number: Number) -> None:
    assert number.what and number.source, f"policy.py: {number.name}: add its source, or the word judgement"
    for document in re.findall(r"docs/\S+\.md", number.source):
        assert (ROOT / document).is_file()
    for decision in re.findall(r"decision (\d+)", number.source):
        assert list((ROOT / "docs" / "decisions").glob(f"{int(decision):03}-*.md"))


def test_every_number_is_used_by_a_rule() -> None:
    rules = "\n".join(path.read_text(encoding="utf-8") for path in RULES)
    assert {number.name for number in numbers()} == {name for name in vars(policy) if name.isupper()}
    assert [number.name for number in numbers() if not re.search(rf"\bpolicy\.{number.name}\b", rules)] == []


@pytest.mark.parametrize("path", [path for path in RULES if path.name not in NO_POLICY], ids=lambda path: path.stem)
def test_no_rule_keeps_a_number_of_its_own(path: Path) -> None:
    allowed = {0, 1} | MECHANICS.get(path.name, set())
    found = [
        f"{path.name}:{node.lineno}: {node.value}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in allowed
    ]
    assert found == [], "a number that decides something belongs in policy.py"


def test_no_rule_binds_a_number_when_it_is_imported() -> None:
    """`from policy import NAME` would hide a number under a second name."""
    assert [path.name for path in RULES if "customer.policy import" in path.read_text(encoding="utf-8")] == []
