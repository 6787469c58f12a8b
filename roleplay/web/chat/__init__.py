"""The talk itself: Chainlit mounted at /chat, where an attempt is a thread that Chainlit only reads.

Nothing outside this folder imports Chainlit, and `setup` must run before anything in it does.
"""

CHAT = "/chat"


def address_of(attempt_id: str) -> str:
    return f"{CHAT}/thread/{attempt_id}"
