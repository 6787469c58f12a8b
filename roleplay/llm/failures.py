"""Why a call failed, whether the same call may do better a moment later, and how long the endpoint asks to wait."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import openai


def is_passing(error: Exception) -> bool:
    """Whether the same call may well succeed a moment later. A silent endpoint is not called again: people wait."""
    return isinstance(error, openai.RateLimitError | openai.InternalServerError | openai.APIConnectionError) and not (
        isinstance(error, openai.APITimeoutError)
    )


BUSY = (429, 502, 503, 504, 529)


def is_busy(error: Exception) -> bool:
    """Whether the endpoint only asks for patience. A plain 500 does not, nor does one that said nothing for too long."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in BUSY
    return isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError)


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
)


def why_failed(error: Exception) -> str:
    """A code for people, worded by `fallback.<code>` in `i18n/`."""
    return next((why for kind, why in REASONS if isinstance(error, kind)), "broken_off")


def asked_to_wait(error: Exception) -> float | None:
    """The seconds an endpoint asks for by `retry-after-ms` or `retry-after` (seconds, or a date); None: it asks for none."""
    headers = error.response.headers if isinstance(error, openai.APIStatusError) else {}
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    after = headers.get("retry-after")
    return _number(after) if _number(after) is not None else _until(after)


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
