"""The one web application: our own pages, and Chainlit mounted at /chat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
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
from roleplay.web import metrics_route, readiness
from roleplay.web.addresses import CHAT
from roleplay.web.app_context import AppContext
from roleplay.web.auth.csrf import check_form
from roleplay.web.auth.middleware import CurrentUserMiddleware
from roleplay.web.auth.sign_on_session import SignOnSession, session_key
from roleplay.web.body_limit import BodyLimit
from roleplay.web.chat import chainlit_setup
from roleplay.web.error_middleware import StoreUnavailable, UnexpectedErrors
from roleplay.web.error_pages import add_error_pages
from roleplay.web.gate import Gate, SafeHeaders
from roleplay.web.pages.all_routes import PAGES
from roleplay.web.proxy import BehindProxy
from roleplay.web.request_log import RequestLog
from roleplay.web.typing_speed import TypingSpeed
from roleplay.web.warmup import warm_up

# Pages at once (judgement). They wait for one database and share one interpreter with the chat: Starlette's 40 threads would
# only want more connections than the 15 that SQLAlchemy's pool lends, and keep the chat from its turn.
PAGE_THREADS = 8
STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings | None = None, practice: PracticeService | None = None, typing_speed: TypingSpeed | None = None
) -> FastAPI:
    """The application for these settings. Chainlit allows one in a process; the one made last is served by it."""
    settings = settings or read_settings()
    chainlit_setup.set_up(settings.data)  # before anything imports Chainlit's server
    from roleplay.web.chat.chainlit_paths import ChainlitPaths
    from roleplay.web.chat.mount import mount_chat

    context = AppContext(settings, practice or open_practice(settings), typing_speed or TypingSpeed())
    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan, dependencies=[Depends(check_form)]
    )
    app.state.context = context
    # the last one added is asked first
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(ChainlitPaths)
    if context.sign_ons:
        app.add_middleware(SignOnSession, key=session_key(settings.data))
    app.add_middleware(CurrentUserMiddleware)
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate)
    app.add_middleware(StoreUnavailable)
    app.add_middleware(SafeHeaders, chat=CHAT)
    app.add_middleware(RequestLog)
    app.add_middleware(BehindProxy, trusted=settings.proxy_from, header=settings.proxy_header)
    add_error_pages(app)
    for pages in PAGES:
        app.include_router(pages.routes)
    app.include_router(readiness.routes)
    app.include_router(metrics_route.routes)
    app.mount("/static", KeptFiles(directory=STATIC))
    app.state.turn_runner = mount_chat(app, context)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What a crash left half said is put in order before anybody is let in."""
    context: AppContext = app.state.context
    practice: PracticeService = context.practice
    limit_page_threads()
    with only_server(practice.database):
        await practice.recover()
        warming = app.state.warming = asyncio.create_task(_warm(context))
        nightly = asyncio.create_task(run_nightly(practice.my_data, practice.settings))
        yield
        nightly.cancel()
        await asyncio.gather(warming, nightly, return_exceptions=True)
        await practice.close()
        await asyncio.to_thread(practice.database.leave_whole)


def limit_page_threads() -> None:
    """Sets how many plain `def` routes of this event loop run at once; more of them wait for their turn."""
    to_thread.current_default_thread_limiter().total_tokens = PAGE_THREADS


async def _warm(context: AppContext) -> None:
    """Pages first: they are asked for before anybody speaks."""
    await asyncio.to_thread(warm_up, context)
    await context.practice.warm()


class KeptFiles(StaticFiles):
    """Static files whose address changes with their content: a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b""):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
