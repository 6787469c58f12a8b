"""Chainlit's script and styles: compressed once and kept by browsers for good, since their names change with their content.

Chainlit itself compresses its 4.4 MB anew for every request, a quarter of a second each, and lets no browser keep them.
"""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import chainlit
from fastapi import APIRouter, Request
from fastapi.responses import Response

from roleplay.errors import NotFound
from roleplay.web.addresses import CHAT

FOLDER = Path(chainlit.__file__).parent / "frontend" / "dist" / "assets"
KEPT = "public, max-age=31536000, immutable"
SMALL = 1_000  # bytes: below it compressing gains nothing

routes = APIRouter(prefix=f"{CHAT}/assets")


@dataclass(frozen=True)
class Asset:
    kind: str
    mark: str  # its ETag
    plain: bytes
    packed: bytes | None


@routes.get("/{name}")
def asset(request: Request, name: str) -> Response:
    """A plain function: the first reader of a file compresses it, off the event loop. Raises NotFound."""
    found = read_asset(name)
    headers = {"Cache-Control": KEPT, "ETag": found.mark, "Vary": "Accept-Encoding"}
    if found.mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.plain, media_type=found.kind, headers=headers)


@lru_cache(maxsize=64)
def read_asset(name: str) -> Asset:
    """Raises NotFound for a name that is no file there."""
    path = (FOLDER / name).resolve()
    if path.parent != FOLDER.resolve() or not path.is_file():
        raise NotFound("page-not-found")
    plain = path.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(plain, 9, mtime=0) if len(plain) > SMALL else None
    return Asset(kind, f'"{sha256(plain).hexdigest()[:32]}"', plain, packed)
