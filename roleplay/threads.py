"""Runs blocking work in a thread that is not lost when its caller is cancelled."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def finish_in_thread(work: Callable[..., T], *arguments: object) -> T:
    """Work in a thread that is over when this is over, also when it is cancelled meanwhile."""
    task = asyncio.create_task(asyncio.to_thread(work, *arguments))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
