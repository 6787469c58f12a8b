"""Where a line asks: its last sentence, or the one before it, if that is a question."""

import re

# a question, then at most one short sentence more: “Which pump was it? I'll report that today.”
_LAST = re.compile(r"([^.?!。？！\n]*[?？]+)[\s”\"'’）)]*(?:[^.?!。？！\n]+[.!。！]?\s*)?$")


def last_question(text: str) -> str:
    """The question with which a line ends; empty where it ends otherwise."""
    found = _LAST.search(text.strip())
    return found.group(1).strip() if found else ""
