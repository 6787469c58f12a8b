"""The page of a talk: our own bar and footer around Chainlit's script, there from the first paint.

Chainlit's own page would load fonts and styles from other hosts, answer 200 to any address, and know nothing of phases.
"""

import re
from functools import cache

from chainlit.server import get_html_template
from fastapi import Request
from fastapi.responses import HTMLResponse

from roleplay.web.addresses import CHAT
from roleplay.web.app_context import context_of
from roleplay.web.auth.current_user import current_user_id
from roleplay.web.render import page, words_for
from roleplay.web.talk_state import YOUNG, left_text, phases_seen, seller_turns
from roleplay.web.verdict import result_of


@cache
def chainlit_files() -> dict[str, str]:
    """Chainlit's one script and one stylesheet, whose names change with its version."""
    found = re.findall(r'(?:src|href)="(/[^":]*?/assets/index-[^"]+\.(js|css))"', get_html_template(CHAT))
    files = {kind: address for address, kind in found}
    if set(files) != {"js", "css"} or len(found) != 2:
        raise RuntimeError(f"Chainlit's page is not as expected: {found}")
    return files


async def talk_page(request: Request, attempt_id: str) -> HTMLResponse:
    """Raises NotFound for an attempt that is not there or not this person's."""
    practice = context_of(request).practice
    attempt = await practice.attempt(attempt_id, current_user_id(request))
    words, turns = words_for(request), (await practice.transcript(attempt.id, attempt.person)).turns
    scenario, persona, rubric = await practice.content(attempt)
    return page(
        request, "chat/chat.html", attempt=attempt, scenario=scenario, persona=persona, root=CHAT, files=chainlit_files(),
        been=phases_seen(turns, attempt.phase), said=seller_turns(attempt), young=YOUNG,
        left=left_text(words, attempt, scenario),
        result=result_of(words, attempt, rubric.pass_mark) if attempt.is_finished else None,
    )  # fmt: skip
