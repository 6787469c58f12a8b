"""The addresses that more than one part of the web floor leads to."""

CHAT = "/chat"


def chat_address(attempt_id: str) -> str:
    """Returns the path of the page on which a talk goes on."""
    return f"{CHAT}/thread/{attempt_id}"
