"""What a call used, as the endpoint reported it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from langchain_core.messages import AIMessage, BaseMessage


@dataclass(frozen=True)
class Usage:
    """Tokens of one or more calls. `reported` tells whether the endpoint said anything at all."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reported: bool = False

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reported or other.reported,
        )

    def as_dict(self) -> dict[str, int]:
        """What is stored with a turn; empty when the endpoint reported nothing."""
        numbers = asdict(self)
        return numbers if numbers.pop("reported") else {}


def whole_usage(parts: Sequence[Usage]) -> Usage:
    """Of several calls that were answered, unless one of them went unreported: a sum that lacks a part would mislead."""
    return sum(parts, Usage()) if all(part.reported for part in parts) else Usage()


def usage_of(message: BaseMessage) -> Usage:
    """What a message or one of its chunks says was used."""
    told = message.usage_metadata if isinstance(message, AIMessage) else None
    if not told:
        return Usage()
    cached = told.get("input_token_details", {}).get("cache_read") or 0
    return Usage(told["input_tokens"], told["output_tokens"], cached, reported=True)
