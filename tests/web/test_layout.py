"""Where things stand on the web floor: one name for one file and one class, and every feature in a folder of its own."""

import ast
from collections import Counter
from pathlib import Path

WEB = Path(__file__).parent.parent.parent / "roleplay" / "web"
FILES = sorted(WEB.rglob("*.py"))
SHARED = {"__init__.py", "routes.py", "view.py"}  # of a feature, known by its folder
LONGEST = 350  # lines


def test_no_file_name_stands_twice() -> None:
    names = Counter(path.name for path in FILES if path.name not in SHARED)
    assert [name for name, n in names.items() if n > 1] == []


def test_no_class_name_stands_twice() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in FILES)
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, n in names.items() if n > 1] == []


def test_no_file_is_long() -> None:
    assert [path.name for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST] == []


def test_templates_stand_in_a_feature_s_folder() -> None:
    features = {path.parent.name for path in WEB.glob("pages/*/routes.py")} | {"chat"}
    assert {path.name for path in (WEB / "templates").iterdir() if path.is_dir()} <= features


def test_shared_names_are_those_of_features() -> None:
    stray = [path for path in FILES if path.name in SHARED - {"__init__.py"} and path.parent.parent.name != "pages"]
    assert stray == []
