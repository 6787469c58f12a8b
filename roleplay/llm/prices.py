"""What calls cost: from the price list where it knows the model at that address, else from the settings, else unknown."""

from roleplay.config import Settings
from roleplay.llm.model import OPENAI
from roleplay.llm.usage import Usage

MILLION = 1_000_000


def cost_of(usage: Usage, model: str, settings: Settings) -> float | None:
    """US dollars; None when it is unknown, which is not nothing: no usage was reported, or nobody knows the price."""
    if not usage.reported:
        return None
    listed = _listed(usage, model, settings.base_url or OPENAI)
    return listed if listed is not None else _by_settings(usage, settings)


def _listed(usage: Usage, model: str, address: str) -> float | None:
    """By the address too: a model of the same name on another machine has another price."""
    from genai_prices import Usage as Tokens  # 0.2 s, and only a judging needs it
    from genai_prices import calc_price

    tokens = Tokens(
        input_tokens=usage.input_tokens, output_tokens=usage.output_tokens, cache_read_tokens=usage.cached_tokens
    )
    try:
        return float(calc_price(tokens, model, provider_api_url=address).total_price)
    except (LookupError, ValueError):
        return None


def _by_settings(usage: Usage, settings: Settings) -> float | None:
    if not settings.price:
        return None
    price = settings.price
    return (usage.input_tokens * price["input"] + usage.output_tokens * price["output"]) / MILLION
