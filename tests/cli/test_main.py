"""The door of the command line: help that comes at once, trouble in one panel, surprises without a traceback."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.cli import check
from roleplay.cli.trouble import USAGE
from roleplay.i18n import catalogue
from tests.cli.conftest import Roleplay

HEAVY = ("langchain", "langchain_core", "chainlit", "sqlmodel", "sqlalchemy", "alembic", "fastapi", "uvicorn")
COMMANDS = ("serve", "check", "listen", "practice", "attempts", "doctor")


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from roleplay.cli.main import run\n"
        f"try: run({arguments!r})\n"
        f"finally: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert "Usage: roleplay" in done.stdout


def test_help_names_every_command(roleplay: Roleplay) -> None:
    shown = roleplay("--help").out

    assert all(f" {command} " in shown for command in COMMANDS)


def test_it_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "roleplay", "nonsense"], capture_output=True, text=True)

    assert done.returncode == 2 and "nonsense" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["practice", "nowhere", "--say", os.devnull], ("There is no scenario “nowhere”.", "Known here: oven-call")),
        (["practice", "oven-call", "--persona", "nobody", "--say", os.devnull], ("Choose one of: owner-pat",)),
        (["practice", "oven-call", "--customer", "model", "--say", os.devnull], ("no endpoint is configured",)),
        (["practice", "oven-call", "--difficulty", "brutal"], ("brutal",)),
        (["practice", "oven-call", "--seed", "-1"], ("--seed", "greater")),
        (["practice", "oven-call", "--say", "not-there.txt"], ("cannot be read from not-there.txt", "UTF-8")),
        (["attempts", "show", "nothing"], ("There is no such attempt.",)),
        (["check", "--content", "not-there"], ("not-there",)),
        (["serve", "--host", "0.0.0.0"], ("Other computers can reach 0.0.0.0.", "127.0.0.1")),
        (["dance"], ("dance",)),
    ],
)
def test_what_cannot_be_asked_for_ends_with_2_and_says_why(
    roleplay: Roleplay, arguments: list[str], words: tuple[str, ...]
) -> None:
    done = roleplay(*arguments)

    assert (done.code, done.out) == (2, "")
    assert all(each in done.err for each in words) and "Traceback" not in done.err


def test_an_odd_setting_names_itself_and_what_is_allowed(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_PORT", "eighty")

    done = roleplay("check")

    assert done.code == 2
    assert "ROLEPLAY_PORT is “eighty”" in done.err and "Allowed: 1 - 65535" in done.err


def test_trouble_is_told_in_the_readers_language(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "没有“nowhere”这个场景。" in roleplay("practice", "nowhere", "--say", os.devnull).err

    monkeypatch.setenv("ROLEPLAY_LANGUAGE", "en")
    assert "There is no scenario" in roleplay("practice", "nowhere", "--say", os.devnull).err


def test_a_surprise_is_a_short_report_without_what_people_wrote(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprise(_problems: object) -> None:
        raise KeyError("somebody's secret")

    monkeypatch.setattr(check, "show_problems", surprise)

    done = roleplay("check")

    assert done.code == 1
    assert "KeyError" in done.err and "Reference" in done.err
    assert "Traceback" not in done.err and "secret" not in done.err


def test_a_surprise_is_told_whole_when_debugging(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(check, "show_problems", lambda _problems: 1 / 0)
    monkeypatch.setenv("ROLEPLAY_LOG_LEVEL", "debug")

    assert roleplay("check").code == 1
    assert "ZeroDivisionError: division by zero" in caplog.text


def test_an_interrupt_is_quiet(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_problems: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "show_problems", interrupt)

    done = roleplay("check")

    assert (done.code, done.out, done.err.strip()) == (130, "", "")  # the line of progress ends


def test_every_error_has_its_words_and_its_mend() -> None:
    root = Path(__file__).parents[2] / "roleplay"
    codes = {
        code.value
        for path in root.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("RoleplayError", "NotFound") and call.args
        for code in ast.walk(call.args[0])
        if isinstance(code, ast.Constant) and isinstance(code.value, str) and not code.value.startswith("-")
    }
    known = catalogue("en")

    assert len(codes) > 20
    assert {code for code in codes if f"error.{code}" not in known or f"error.mend.{code}" not in known} == set()
    assert {code for code in USAGE if f"error.{code}" not in known} == set()
