"""The ASGI application: `python -m roleplay serve`, or `uvicorn app:app`."""

from roleplay.web.server import create_app

app = create_app()
