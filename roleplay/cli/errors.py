"""One error handler for every command: an expected error is a panel that says what to do, another a short report to send on."""

import logging
import os
import secrets
import traceback

from rich.panel import Panel
from rich.text import Text

from roleplay.cli.console import err, reader_language, say
from roleplay.errors import RoleplayError
from roleplay.i18n.errors import say_error

USAGE = (  # what was asked for cannot be asked for; the rest is trouble with content, database or customer
    "setting", "setting-model", "scenario-not-found", "persona-not-here", "no-seller", "no-persona",
    "no-difficulty", "nothing-to-rehearse", "attempt-not-found", "ambiguous-attempt",
    "lines-unreadable", "line-too-long", "say-empty", "say-too-long", "host-not-local", "port-taken",
    "login-odd", "name-odd", "people-role", "person-not-found", "store-url", "store-memory", "store-driver",
    "retry-imported", "retry-unfinished", "retry-nothing-said", "retry-no-turn", "retry-customer-turn",
    "transcript-unreadable", "transcript-json", "transcript-long", "transcript-no-seller", "transcript-other-language",
    "call-too-big", "call-unreadable", "call-unknown-format", "call-no-speakers", "call-long", "call-who-sells", "call-no-such-speaker",
    "rubric-needed", "rubric-unreadable", "rubric-not-found", "rubric-misspelt", "scenario-misspelt", "attempt-imported",
    "keep-days-unset", "whose-practice", "private-off",
    "backup-there", "schema-kind", "copy-same", "copy-no-source", "copy-source-old", "copy-target-other", "restore-there", "login-mixed", "audit-deed",
)  # fmt: skip


def exit_code(error: RoleplayError) -> int:
    return 2 if error.code in USAGE else 1


def show_error(error: RoleplayError) -> None:
    what, mend = say_error(error, reader_language())
    err.print(Panel(Text(f"{what}\n{mend}"), border_style="red", title=Text(say("trouble")), title_align="left"))


def show_unexpected(error: Exception) -> None:
    """Names the kind of error and its place, never its message: that may hold what people wrote."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    reference = secrets.token_hex(4)
    where = f"{type(error).__name__}, {place.name}, {os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119
    err.print(Panel(Text(say("surprise", reference=reference, where=where)), border_style="red"))
    if os.environ.get("ROLEPLAY_LOG_LEVEL") == "debug":
        logging.getLogger("roleplay.cli").error("surprise %s", reference, exc_info=error)
