"""Writes the log: text or a JSON object a line, with the ids of request and attempt, and never what people wrote.

Our own messages are made of codes, counts and ids. What a library says may quote anything, so of its lines only the place
and the kind of error are kept.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

LogFormat = Literal["text", "json"]
OURS = "roleplay"
PLAIN_SPOKEN = ("uvicorn",)  # says what the server does, and quotes nobody
FIELDS = ("method", "route", "status", "ms")  # what a line about a request tells besides

_request: ContextVar[str] = ContextVar("request", default="")
_attempt: ContextVar[str] = ContextVar("attempt", default="")


@contextmanager
def about_request(id: str, attempt: str = "") -> Iterator[None]:
    """Lines written meanwhile, also by tasks and threads begun meanwhile, bear these ids."""
    request, earlier = _request.set(id), _attempt.set(attempt)
    try:
        yield
    finally:
        _request.reset(request)
        _attempt.reset(earlier)


def about_attempt(id: str) -> None:
    """Lines that this task writes from now on bear the attempt's id."""
    _attempt.set(id)


def log_to(stream: TextIO | None, level: str, format: LogFormat) -> logging.Handler:
    """Sends our own log at this level to the stream (None: standard error). Libraries only warn: their finer logs would tell
    what people wrote. Returns the handler."""
    handler = logging.StreamHandler(stream)
    handler.addFilter(add_ids)
    handler.setFormatter(JsonLines() if format == "json" else Discreet())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger(OURS).setLevel(level.upper())
    return handler


def add_ids(record: logging.LogRecord) -> bool:
    """Notes in the record what is being served."""
    record.request, record.attempt = _request.get(), _attempt.get()
    return True


class Discreet(logging.Formatter):
    """Text. Tells where an exception broke and of which kind it is, never its message: that may hold what people wrote."""

    def format(self, record: logging.LogRecord) -> str:
        ids = "".join(f" {name}={value}" for name, value in ids_of(record).items())
        line = f"{moment_of(record)} {record.levelname} {record.name}{ids}: {text_of(record)}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line

    def formatException(self, ei: Any) -> str:
        kind, _, place = ei
        where = "".join(traceback.format_tb(place)).rstrip()
        return f"{where}\n{kind.__qualname__ if kind else 'unknown'}"


class JsonLines(Discreet):
    """A JSON object a line: `time`, `level`, `logger`, `message`, and where known `request`, `attempt`, `error`, `where`."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": moment_of(record), "level": record.levelname.lower(), "logger": record.name,
            **ids_of(record), "message": text_of(record),
        }  # fmt: skip
        told |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            *where, error = self.formatException(record.exc_info).splitlines()
            told |= {"error": error, "where": "\n".join(where)}
        return json.dumps(told, ensure_ascii=False)


def moment_of(record: logging.LogRecord) -> str:
    """The time in UTC, to the millisecond (ISO 8601)."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ids_of(record: logging.LogRecord) -> dict[str, str]:
    """The ids that are known."""
    known = {name: getattr(record, name, "") for name in ("request", "attempt")}
    return {name: id for name, id in known.items() if id}


def text_of(record: logging.LogRecord) -> str:
    """Our own message, in one line; of a library's only where it was written."""
    if record.name.split(".")[0] in (OURS, *PLAIN_SPOKEN):
        return " ".join(record.getMessage().splitlines())
    return f"a library's message, left out, from {record.module}:{record.lineno}"
