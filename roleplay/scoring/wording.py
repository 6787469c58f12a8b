"""Reasons in a reader's words: the code names a text, its parameters are worded too."""

from roleplay.i18n import word
from roleplay.scorecard import Reason

PLACES = {"what": "what", "other": "what", "where": "where", "phase": "phase", "chance": "chance"}
PERCENT = ("share", "talk-share")


def worded(reason: Reason, language: str) -> str:
    """The reason as one sentence; a model's own words stand as they are."""
    if reason.text is not None:
        return reason.text
    said = (_counted(reason, language), _dropped(reason, language), _doubted(reason, language))
    return f"{''.join(said)}{_fallback(reason, language)}"


def _dropped(reason: Reason, language: str) -> str:
    """What was heard and did not count, because of what else was in its turn; and the worry no answer was heard to."""
    unheard = reason.params.get("unheard")
    missing = word(language, f"why.unheard.{reason.params['what']}", concern=unheard) if unheard else ""
    lost = reason.params.get("dropped")
    return missing + (word(language, "why.dropped", n=lost) if lost else "")


def _doubted(reason: Reason, language: str) -> str:
    """Words that one ear took for a breach and a model did not."""
    quote = reason.params.get("doubted")
    return word(language, "why.doubted", turn=reason.params["turn"], quote=quote) if quote else ""


def _fallback(reason: Reason, language: str) -> str:
    """Where a judge was asked and the signals answered: why."""
    cause = reason.params.get("fallback")
    return word(language, "why.by-signals", cause=word(language, f"why.fallback.{cause}")) if cause else ""


def _counted(reason: Reason, language: str) -> str:
    params: dict[str, object] = {key: _param(reason.code, key, value, language) for key, value in reason.params.items()}
    if "bound" in params:
        params["wanted"] = word(language, f"why.bound.{params['bound']}", **{**params, "n": 0})
    return word(language, f"why.{_code(reason)}", **params)


def _code(reason: Reason) -> str:
    """A count of nothing reads better as “none”, that of one named topic better with its name."""
    if reason.params.get("named"):
        return "one-heard" if reason.params.get("n") else "one-unheard"
    if reason.code in ("count", "topics", "share", "rate") and not reason.params.get("n"):
        return "none"
    return reason.code


def _param(code: str, key: str, value: str | int | float, language: str) -> object:
    if key in PLACES:
        return word(language, f"why.{PLACES[key]}.{value}") if value else ""
    if isinstance(value, str):
        return value
    if code in PERCENT and key in ("least", "most"):
        return f"{_number(value * 100)} %"
    return _number(value)


def _number(value: float) -> int | str:
    return int(value) if value == int(value) else f"{value:.2f}".rstrip("0")
