"""Counts what the server does, for Prometheus: requests, talks, model calls, database time.

Every label comes from a short list in the code: no id, no login and no word of a talk is one, so the series stay few.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

Purpose = Literal["customer", "listener", "judge"]
CONTENT_TYPE = CONTENT_TYPE_LATEST
REQUEST_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 1, 3, 10, 30)  # seconds; pages shall stay under 0.15 and 0.3
WORD_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 21, 34)  # seconds; people notice one, and leave at ten
DATABASE_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)  # seconds; after ten a writer gives up

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

_requests = Counter(
    "roleplay_requests", "HTTP requests by route template and status.", ["method", "route", "status"], registry=REGISTRY
)
_request_seconds = Histogram(
    "roleplay_request_seconds", "Seconds until the whole answer was sent.", ["route"],
    buckets=REQUEST_BUCKETS, registry=REGISTRY,
)  # fmt: skip
_turns = Counter(
    "roleplay_turns", "Turns stored; a customer's is final or cut.", ["speaker", "status"], registry=REGISTRY
)
_first_word_seconds = Histogram(
    "roleplay_first_word_seconds",
    "Seconds from the seller's words to the customer's first, without the pause that a browser adds.",
    ["customer"], buckets=WORD_BUCKETS, registry=REGISTRY,
)  # fmt: skip
_model_calls = Counter(
    "roleplay_model_calls", "Calls to the endpoint, repeated ones included.", ["purpose", "outcome"], registry=REGISTRY
)
_tokens = Counter(
    "roleplay_tokens",
    "Tokens that the endpoint reported; cached ones are input tokens too.",
    ["purpose", "direction"],
    registry=REGISTRY,
)
_listened = Counter(
    "roleplay_listener_outcomes", "How asking the listening model went, once a turn.", ["outcome"], registry=REGISTRY
)
_database_seconds = Histogram(
    "roleplay_database_seconds", "Seconds of a transaction, waiting for its turn included.", ["kind"],
    buckets=DATABASE_BUCKETS, registry=REGISTRY,
)  # fmt: skip
_talks_open = Gauge("roleplay_talks_open", "Talks that somebody is in the middle of.", registry=REGISTRY)
_jobs_waiting = Gauge(
    "roleplay_scoring_jobs_waiting", "Finished talks that the AI scorer has not scored yet.", registry=REGISTRY
)
_ready = Gauge("roleplay_ready", "1 where /ready finds this part well, else 0.", ["part"], registry=REGISTRY)
_breaker_open = Gauge(
    "roleplay_endpoint_breaker_open", "1 while the endpoint is left alone after failures.", registry=REGISTRY
)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Counts one answered request; `route` is a template such as `/attempts/{attempt_id}`."""
    _requests.labels(method, route, str(status)).inc()
    _request_seconds.labels(route).observe(seconds)


def count_turn(speaker: Literal["seller", "customer"], status: str) -> None:
    """Counts one stored turn."""
    _turns.labels(speaker, status).inc()


def count_first_word(customer: str, seconds: float) -> None:
    """Counts how long the seller waited; `customer` is who was to speak, `offline` or `model`."""
    _first_word_seconds.labels(customer).observe(seconds)


def count_calls(purpose: Purpose, outcome: str, calls: int = 1) -> None:
    """Counts calls to the endpoint; `outcome` is `ok` or a code for why one failed."""
    _model_calls.labels(purpose, outcome).inc(calls)


def count_tokens(purpose: Purpose, input_tokens: int, output_tokens: int, cached_tokens: int) -> None:
    """Counts the tokens of one answer. One that reported nothing adds nothing."""
    for direction, tokens in (("input", input_tokens), ("output", output_tokens), ("cached", cached_tokens)):
        _tokens.labels(purpose, direction).inc(max(0, tokens))


def count_listening(outcome: str) -> None:
    """Counts how one turn's question to the listening model went."""
    _listened.labels(outcome).inc()


@contextmanager
def database_time(kind: Literal["read", "write"]) -> Iterator[None]:
    """Times one transaction, also one that fails."""
    began = time.perf_counter()
    try:
        yield
    finally:
        _database_seconds.labels(kind).observe(time.perf_counter() - began)


def set_state(talks_open: int | None, jobs_waiting: int, ready: dict[str, bool], breaker_open: bool) -> None:
    """Sets what is true now, just before it is read. `talks_open` None: the database cannot be asked, so it is not known."""
    _talks_open.set(math.nan if talks_open is None else talks_open)
    _jobs_waiting.set(jobs_waiting)
    _breaker_open.set(breaker_open)
    for part, well in ready.items():
        _ready.labels(part).set(well)


def exposition() -> bytes:
    """Returns everything counted, in Prometheus's text format."""
    return generate_latest(REGISTRY)
