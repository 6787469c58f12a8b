"""Imports run one way; the contracts stand in pyproject.toml under tool.importlinter."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_imports_run_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "roleplay").rglob("*.py")
        if "versions" not in path.parts and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
