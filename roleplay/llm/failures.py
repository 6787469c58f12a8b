"""Why a call failed, whether the same call may do better a moment later, and how long the endpoint asks to wait."""

import json
import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import openai

from roleplay.i18n import word

BUSY = (429, 502, 503, 504, 529)
QUOTA = 402
_QUOTA = re.compile(
    r"insufficient[_ ](quota|balance|funds|credit)|exceeded your current quota|billing|余额不足|欠费", re.I
)
_CONTEXT = re.compile(
    r"context_length_exceeded|(maximum |available |model's )?context (length|size|window)|too many tokens|n_ctx", re.I
)
# what an administrator has to put right: it passes by no waiting
OURS_TO_FIX = frozenset({"unauthorized", "not_found", "web_page", "quota", "not_streamed"})
# about this request or this model's manners: they say nothing about the endpoint's health
NOT_HEALTH = frozenset(
    {"refused", "too_long", "declined", "only_thought", "empty", "out_of_character", "cut_at_length"}
)


class EndpointFault(Exception):
    """An answer that came with status 200 and is none. `why` is a `fallback.<code>`, `status` what the error in it says."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.why, self.status = why, status


REASONS: tuple[tuple[type[Exception], str], ...] = (
    (openai.APITimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (openai.APIConnectionError, "unreachable"),
    (openai.RateLimitError, "rate_limited"),
    (openai.AuthenticationError, "unauthorized"),
    (openai.PermissionDeniedError, "unauthorized"),
    (openai.NotFoundError, "not_found"),
    (openai.InternalServerError, "server_error"),
    (openai.APIStatusError, "refused"),
    (UnicodeError, "garbled"),
    (json.JSONDecodeError, "garbled"),
)
_BY_STATUS = {401: "unauthorized", 403: "unauthorized", QUOTA: "quota", 404: "not_found", 429: "rate_limited"}
_BY_NAME = (
    ("auth", "unauthorized"), ("api_key", "unauthorized"), ("not_found", "not_found"), ("rate_limit", "rate_limited"),
    ("overloaded", "server_error"), ("server_error", "server_error"),
)  # fmt: skip


def why_failed(error: BaseException) -> str:
    """A code for people, worded by `fallback.<code>` in `i18n/`, and for the log by `endpoint.<code>`."""
    if (fault := _fault_in(error)) is not None:
        return fault.why
    if isinstance(error, openai.APIStatusError):
        said = f"{error.message} {error.body or ''}"
        if error.status_code == QUOTA or (error.status_code in (403, 429) and _QUOTA.search(said)):
            return "quota"
        if error.status_code in (400, 413, 422) and _CONTEXT.search(said):
            return "too_long"
    found = next((why for kind, why in REASONS if isinstance(error, kind)), None)
    if found is None and isinstance(error, openai.APIError):  # an error among the pieces of a stream
        return fault_of(error.body).why
    return found or "broken_off"


def fault_of(body: object) -> EndpointFault:
    """What an error object in an answer with status 200 says: `{"code": 429, ...}` as well as `{"error": {...}}`."""
    told = body.get("error", body) if isinstance(body, dict) else body
    error: dict[str, Any] = told if isinstance(told, dict) else {"message": str(told)}
    status = next((int(str(error[key])) for key in ("code", "status") if str(error.get(key)).isdecimal()), None)
    named = f"{error.get('type')} {error.get('code')}".lower()
    if _QUOTA.search(f"{named} {error.get('message')}"):
        return EndpointFault("quota", status)
    if status in _BY_STATUS:
        return EndpointFault(_BY_STATUS[status], status)
    if status is not None and status >= 500:
        return EndpointFault("server_error", status)
    why = next((why for name, why in _BY_NAME if name in named), "error_in_answer")
    return EndpointFault(why, status)


def is_error_object(body: object) -> bool:
    """Whether what came in place of an answer tells of an error."""
    return (
        isinstance(body, dict)
        and not body.get("choices")
        and (bool(body.get("error")) or body.get("object") == "error")
    )


def is_passing(error: Exception) -> bool:
    """Whether the same call may well succeed a moment later. A silent endpoint is not called again: people wait."""
    why = why_failed(error)
    if _fault_in(error) is not None or type(error) is openai.APIError:
        return why in ("rate_limited", "server_error")
    return why in ("rate_limited", "server_error", "unreachable")


def is_busy(error: Exception) -> bool:
    """Whether the endpoint only asks for patience. A plain 500 does not, nor does one that said nothing for too long."""
    if (fault := _fault_in(error)) is not None:
        return fault.status in BUSY
    if isinstance(error, openai.APIStatusError):
        return error.status_code in BUSY and why_failed(error) != "quota"
    return isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError)


def is_about_health(why: str) -> bool:
    """Whether this failure says that the endpoint may fail everybody."""
    return why not in NOT_HEALTH


def level_of(why: str) -> int:
    """How loud it is logged: as an error what an administrator has to put right."""
    return logging.ERROR if why in OURS_TO_FIX else logging.WARNING


def log_words(why: str, error: BaseException | None = None) -> str:
    """For an operator: what is wrong and what to look at, and the code by which it is found again. Never what an endpoint
    wrote, which may hold what people wrote."""
    status = getattr(error, "status_code", None)
    return f"{word('en', f'endpoint.{why}')} [{why}{f' {status}' if status else ''}]"


def asked_to_wait(error: Exception) -> float | None:
    """The seconds an endpoint asks for by `retry-after-ms` or `retry-after` (seconds, or a date); None: it asks for none."""
    headers = error.response.headers if isinstance(error, openai.APIStatusError) else {}
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    after = headers.get("retry-after")
    return _number(after) if _number(after) is not None else _until(after)


def _fault_in(error: BaseException) -> EndpointFault | None:
    """The client wraps what broke its reading of an answer."""
    return next((each for each in (error, error.__cause__) if isinstance(each, EndpointFault)), None)


def _number(told: str | None) -> float | None:
    try:
        number = float(told or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _until(date: str | None) -> float | None:
    try:
        at = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
