"""Asks an endpoint that failed for a moment again: as late as it wishes, within the time that a seller waits for first words."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse

from roleplay.customer.delivery import Delivery
from roleplay.customer.offline import OfflineCustomer
from roleplay.llm import asked_to_wait, is_passing

RETRIES = 2
RETRY_SECONDS = (
    0.5  # before the second call, twice that before the third; half as much again at most, so that sellers spread
)
LONGEST_PAUSE = 3.0  # seconds (judgement): a seller bears it; for longer the offline customer answers meanwhile


class PatientTries(AgentMiddleware[Any, Delivery]):
    """Retries what may pass. What Retry-After asks for is obeyed: by waiting if it is short, else by not asking again."""

    async def awrap_model_call(
        self, request: ModelRequest[Delivery], handler: Callable[[ModelRequest[Delivery]], Awaitable[ModelResponse]]
    ) -> ModelResponse:
        if isinstance(request.model, OfflineCustomer):
            return await handler(request)
        delivery, tried = request.runtime.context, 0
        while True:
            try:
                return await handler(request)
            except Exception as error:
                delivery.rest = asked_to_wait(error)
                pause = pause_before(tried, delivery.rest)
                if not is_passing(error) or tried == RETRIES or pause > min(LONGEST_PAUSE, delivery.left()):
                    raise
            tried += 1
            await asyncio.sleep(pause)


def pause_before(tried: int, asked: float | None) -> float:
    """Seconds."""
    return (RETRY_SECONDS * 2**tried if asked is None else asked) * (1 + random.random() / 2)
