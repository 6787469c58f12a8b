"""Pages that wait for the database run in threads, few enough that the chat keeps its turn."""

import ast
import asyncio
import inspect
import textwrap
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from roleplay.web.pages.all_routes import PAGES
from roleplay.web.server import PAGE_THREADS, limit_page_threads


def endpoints() -> list[Callable[..., Any]]:
    return [route.endpoint for pages in PAGES for route in pages.routes.routes if isinstance(route, APIRoute)]


def test_a_route_on_the_event_loop_waits_for_something_there() -> None:
    """One without an `await` would hold up every talk while it works: it is a plain `def`, and runs in a thread."""
    asynchronous = [each for each in endpoints() if inspect.iscoroutinefunction(each)]
    idle = [
        f"{each.__module__}.{each.__name__}"
        for each in asynchronous
        if not any(
            isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)
            for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(each))))
        )
    ]
    assert asynchronous and idle == []


async def test_only_so_many_pages_work_at_once_and_the_others_come_after_them(
    app: FastAPI, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, most, counting = 0, 0, threading.Lock()

    def slow(*_: object) -> bool:
        nonlocal at_work, most
        with counting:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.02)
        with counting:
            at_work -= 1
        return False

    limit_page_threads()
    context = app.state.context
    monkeypatch.setattr(context.people, "has_password", slow)
    monkeypatch.setattr("roleplay.web.pages.me.password.LOCAL", None)
    answers = await asyncio.gather(*(client.get("/me/password") for _ in range(4 * PAGE_THREADS)))
    assert {answer.status_code for answer in answers} == {200}
    assert 1 < most <= PAGE_THREADS
