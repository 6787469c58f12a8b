"""What an endpoint says about waiting."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import openai
import pytest

from roleplay.llm.failures import asked_to_wait


def busy(**headers: str) -> openai.RateLimitError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = httpx.Request("POST", "http://x.example")
    return openai.RateLimitError("busy", response=httpx.Response(429, headers=named, request=request), body=None)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry_after": "7"}, 7),
        ({"retry_after": "7", "retry_after_ms": "250"}, 0.25),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-3"}, None),
        ({"retry_after": "inf"}, None),
    ],
)
def test_seconds_and_milliseconds_are_understood(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_to_wait(busy(**headers)) == seconds


def test_a_date_is_understood_and_one_that_has_passed_is_now() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert asked_to_wait(busy(retry_after=soon)) == pytest.approx(60, abs=3)
    assert asked_to_wait(busy(retry_after="Wed, 21 Oct 2015 07:28:00 GMT")) == 0


def test_what_is_no_answer_asks_for_nothing() -> None:
    assert asked_to_wait(TimeoutError()) is None
