"""Every test of the pages makes an application; what FastAPI works out about our routes is the same for each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from fastapi import routing


@contextmanager
def routes_kept() -> Iterator[None]:
    """Works a route out once in a process, not at the first request to each application: 0.1 s of each test.

    Reaches into FastAPI 0.165; a version that names it otherwise is tested more slowly and just as well. Nothing of ours
    overrides dependencies, the one thing about an application that a route remembers.
    """
    place = getattr(routing, "_EffectiveRouteContext", None)
    if place is None or not hasattr(place, "from_api_route"):
        yield
        return
    really = place.from_api_route
    kept: dict[int, list[tuple[Any, Any, Any]]] = {}

    def from_api_route(*, original_route: Any, include_context: Any) -> Any:
        asked = replace(include_context, dependency_overrides_provider=None)
        known = kept.setdefault(id(original_route), [])
        for route, context, made in known:
            if route is original_route and context == asked:
                return made
        made = really(original_route=original_route, include_context=include_context)
        known.append((original_route, asked, made))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "from_api_route", from_api_route)
        yield
