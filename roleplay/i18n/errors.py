"""Expected trouble in the reader's words: what happened, and what to do about it."""

from roleplay.errors import RoleplayError
from roleplay.i18n import word


def say_error(error: RoleplayError, language: str) -> tuple[str, str]:
    """What and mend. Raises MissingWord for a code without words, which a test keeps from happening."""
    return (
        word(language, f"error.{error.code}", **error.params),
        word(language, f"error.mend.{error.code}", **error.params),
    )
