"""What a score means in a few words: how far from the pass mark, and which way."""

from roleplay.attempt import Attempt
from roleplay.web.formatting import Words


def verdict(words: Words, total: int | None, passed: bool | None, pass_mark: int) -> str:
    """Passed; nine short; or why neither can be said."""
    if total is None:
        return words("verdict.unscored")
    if passed:
        return words("verdict.passed")
    if total >= pass_mark:
        return words("verdict.not_passed")
    return words("verdict.short", n=pass_mark - total)


def result_of(words: Words, attempt: Attempt, pass_mark: int) -> dict[str, str]:
    """The short result under a finished talk; the whole one is the scorecard."""
    if attempt.abandoned or attempt.total is None:
        score = ""
        told = words("abandoned.short") if attempt.abandoned else words("verdict.unscored")
    else:
        score = str(attempt.total)
        told = verdict(words, attempt.total, attempt.passed, pass_mark)
    return {"score": score, "told": told, "href": f"/attempts/{attempt.id}"}
