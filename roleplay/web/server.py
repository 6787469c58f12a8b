"""The one web application: our own pages, and Chainlit mounted at /chat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

from roleplay.config import Settings
from roleplay.config import settings as read_settings
from roleplay.my_data.retention import run_nightly
from roleplay.practice import PracticeService, open_practice
from roleplay.store.server_lock import only_server
from roleplay.web import readiness
from roleplay.web.bounded import Bounded
from roleplay.web.chat import CHAT, setup
from roleplay.web.faults import Surprises, answer_faults
from roleplay.web.forms import check_form
from roleplay.web.gate import Gate, SafeHeaders
from roleplay.web.house import House
from roleplay.web.pace import Pace
from roleplay.web.pages.every import PAGES
from roleplay.web.proxy import BehindProxy
from roleplay.web.store_away import StoreAway
from roleplay.web.warming import warm
from roleplay.web.who import WhoIsThere

STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings | None = None, practice: PracticeService | None = None, pace: Pace | None = None
) -> FastAPI:
    """The application for these settings. Chainlit allows one in a process; the one made last is served by it."""
    settings = settings or read_settings()
    setup.set_up(settings.data)  # before anything imports Chainlit's server
    from roleplay.web.chat.door import Door
    from roleplay.web.chat.mount import mount_chat

    house = House(settings, practice or open_practice(settings), pace or Pace())
    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan, dependencies=[Depends(check_form)]
    )
    app.state.house = house
    # the last one added is asked first
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)
    app.add_middleware(Surprises)
    app.add_middleware(Door)
    app.add_middleware(WhoIsThere)
    app.add_middleware(Bounded)
    app.add_middleware(Gate)
    app.add_middleware(StoreAway)
    app.add_middleware(SafeHeaders, chat=CHAT)
    app.add_middleware(BehindProxy, trusted=settings.proxy_from, header=settings.proxy_header)
    answer_faults(app)
    for pages in PAGES:
        app.include_router(pages.routes)
    app.include_router(readiness.routes)
    app.mount("/static", KeptFiles(directory=STATIC))
    app.state.stage = mount_chat(app, house)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What a crash left half said is put in order before anybody is let in."""
    house: House = app.state.house
    practice: PracticeService = house.practice
    with only_server(practice.database):
        await practice.recover()
        warming = app.state.warming = asyncio.create_task(_warm(house))
        nightly = asyncio.create_task(run_nightly(practice.my_data, practice.settings))
        yield
        nightly.cancel()
        await asyncio.gather(warming, nightly, return_exceptions=True)
        await practice.close()
        await asyncio.to_thread(practice.database.leave_whole)


async def _warm(house: House) -> None:
    """Pages first: they are asked for before anybody speaks."""
    await asyncio.to_thread(warm, house)
    await house.practice.warm()


class KeptFiles(StaticFiles):
    """Static files whose address changes with their content: a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b""):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
