"""The entry point of the command line: `roleplay`, or `python -m roleplay`. Commands import what is heavy when they run."""

import getpass
import sys
from io import TextIOWrapper

import typer

from roleplay.audit_entry import COMMAND, Actor, set_actor
from roleplay.cli import (
    agreement,
    attempts,
    audit,
    backup,
    check,
    db,
    doctor,
    listen,
    playbook,
    practice,
    rehearse,
    rescore,
    rubric,
    schema,
    score,
    serve,
    users,
)
from roleplay.cli.console import say
from roleplay.cli.errors import exit_code, show_error, show_unexpected
from roleplay.errors import RoleplayError

app = typer.Typer(
    name="roleplay",
    help=say("help.roleplay"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve", help=say("help.serve"))(serve.serve)
app.command("check", help=say("help.check"))(check.check)
app.command("schema", help=say("help.schema"))(schema.schema)
app.command("listen", help=say("help.listen"))(listen.listen)
app.command("practice", help=say("help.practice"))(practice.practice)
app.command("rehearse", help=say("help.rehearse"))(rehearse.rehearse)
app.command("agreement", help=say("help.agreement"))(agreement.agreement)
app.command("score", help=say("help.score"))(score.score)
app.command("rescore", help=say("help.rescore"))(rescore.rescore)
app.command("backup", help=say("help.backup"))(backup.backup)
app.command("restore", help=say("help.restore"))(backup.restore)
app.command("doctor", help=say("help.doctor"))(doctor.doctor)
app.add_typer(db.app, name="db", help=say("help.db"))
app.add_typer(users.app, name="users", help=say("help.users"))
app.add_typer(playbook.app, name="playbook", help=say("help.playbook"))
app.add_typer(attempts.app, name="attempts", help=say("help.attempts"))
app.add_typer(audit.app, name="audit", help=say("help.audit"))
app.add_typer(rubric.app, name="rubric", help=say("help.rubrics"))


def run(arguments: list[str] | None = None) -> None:
    """Ends with 0, 1 for trouble with content or the like, 2 for usage, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows question marks, not an error
    set_actor(Actor(COMMAND, _system_user()))
    try:
        app(arguments, prog_name="roleplay")
    except RoleplayError as error:
        show_error(error)
        sys.exit(exit_code(error))
    except Exception as error:  # noqa: BLE001 - the one place where surprises end
        show_unexpected(error)
        sys.exit(1)


def _system_user() -> str:
    """Who runs the command on this machine, for the audit trail; empty where the system does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
