"""Every feature of the web floor in a folder of its own, with the same word for its routes and its templates."""

from pathlib import Path

WEB = Path(__file__).parent.parent.parent / "roleplay" / "web"


def test_templates_stand_in_a_feature_s_folder() -> None:
    features = {path.parent.name for path in WEB.glob("pages/*/routes.py")} | {"chat"}
    assert {path.name for path in (WEB / "templates").iterdir() if path.is_dir()} <= features


def test_only_features_have_routes_and_views() -> None:
    named = [path for path in WEB.rglob("*.py") if path.name in ("routes.py", "view.py")]
    assert [path for path in named if path.parent.parent != WEB / "pages"] == []
