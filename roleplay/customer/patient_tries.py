"""Asks an endpoint that failed for a moment again: as late as it wishes, within the time that a seller waits for first words."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse

from roleplay.customer import policy
from roleplay.customer.delivery import Delivery
from roleplay.customer.offline import OfflineCustomer
from roleplay.llm import asked_to_wait, is_passing


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
                if (
                    not is_passing(error)
                    or tried == policy.RETRIES
                    or pause > min(policy.LONGEST_PAUSE, delivery.left())
                ):
                    raise
            tried += 1
            await asyncio.sleep(pause)


def pause_before(tried: int, asked: float | None) -> float:
    """Returns seconds: what the endpoint asked for, else a pause that grows with each try, spread so that sellers do not all
    come back at once."""
    pause = policy.RETRY_SECONDS * policy.RETRY_GROWS**tried if asked is None else asked
    return pause * (1 + policy.RETRY_SPREAD * random.random())
