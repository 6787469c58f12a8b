"""The only door to a chat model: building it, asking it for an object, what a call used and cost, and why one failed.

Importing this package loads LangChain, which takes about a second: import it where a talk, a check or a judging begins.
"""

from roleplay.llm.ask import Answer, Failure, ask_json
from roleplay.llm.failures import asked_to_wait, is_about_health, is_passing, level_of, log_words, why_failed
from roleplay.llm.ladder import Rung, is_rejection, remember, rungs_for
from roleplay.llm.lenient import last_object_with
from roleplay.llm.model import EndpointChat, chat_model, endpoint_host, judge_model
from roleplay.llm.once import ask_once
from roleplay.llm.prices import cost_of
from roleplay.llm.usage import Usage, usage_of, whole_usage

__all__ = [
    "Answer",
    "EndpointChat",
    "Failure",
    "Rung",
    "Usage",
    "ask_json",
    "ask_once",
    "asked_to_wait",
    "chat_model",
    "cost_of",
    "endpoint_host",
    "is_about_health",
    "is_passing",
    "is_rejection",
    "judge_model",
    "last_object_with",
    "level_of",
    "log_words",
    "remember",
    "rungs_for",
    "usage_of",
    "whole_usage",
    "why_failed",
]
