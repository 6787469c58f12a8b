"""Two lists of packages: what running needs, and what developing needs beside it; both pinned, with hashes."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUN, DEVELOP = "requirements.txt", "requirements-dev.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    """A package's name as all spellings of it compare."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[^\w.-]", each)[0]) for each in requirements}


@cache
def lock(name: str) -> dict[str, str]:
    """The text of each package's entry, by name: its version, where it applies, its hashes."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.M)
    return {plain(entry.split("==")[0].split("[")[0]): entry for entry in re.split(r"\n(?=\S)", text.strip())}


def imported() -> set[str]:
    """The first names of all modules that the program's source imports, apart from its own and Python's."""
    found: set[str] = set()
    for path in (ROOT / "roleplay").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name.split(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"roleplay"}


def test_developing_has_all_that_running_has_in_the_same_versions() -> None:
    assert {name: entry for name, entry in lock(RUN).items() if lock(DEVELOP).get(name) != entry} == {}


def test_every_declared_package_is_locked() -> None:
    assert named(PROJECT["dependencies"]) <= set(lock(RUN))
    assert named(PROJECT["optional-dependencies"]["dev"]) <= set(lock(DEVELOP))


def test_running_installs_no_tool_for_tests() -> None:
    tools = {"pytest", "pytest-xdist", "hypothesis", "mypy", "ruff", "import-linter", "playwright"}
    assert tools & set(lock(RUN)) == set()
    assert tools <= set(lock(DEVELOP))


def test_what_the_program_imports_is_installed_by_make_run() -> None:
    of = packages_distributions()
    names = {module: {plain(each) for each in of.get(module, [module])} for module in imported()}
    assert {module: each for module, each in names.items() if not each & set(lock(RUN))} == {}


def test_every_package_is_pinned_with_hashes_and_no_address_is_named() -> None:
    for name in (RUN, DEVELOP):
        loose = [entry for entry in lock(name).values() if "==" not in entry or "--hash=sha256:" not in entry]
        assert loose == []
        assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", (ROOT / name).read_text("utf-8"))
