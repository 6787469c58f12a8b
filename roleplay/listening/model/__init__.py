"""The ear that is a model: what it is asked, how its answer is read, and how that is joined with what was heard offline."""

from roleplay.listening.model.answer import MOST_ITEMS, CheckedAnswer, read_answer
from roleplay.listening.model.merge import merged
from roleplay.listening.model.request import LINES_BEFORE, prompt_version, request

__all__ = ["LINES_BEFORE", "MOST_ITEMS", "CheckedAnswer", "merged", "prompt_version", "read_answer", "request"]
