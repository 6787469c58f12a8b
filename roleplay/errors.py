"""The one family of errors that is meant for people: a code with parameters, worded by i18n for the reader."""

# the database cannot be used just now: whoever asks is not at fault and did not do anything wrong
STORE_UNAVAILABLE = ("store-busy", "store-away", "store-failed", "store-not-a-database", "store-not-migrated")


class RoleplayError(Exception):
    """Expected trouble. `code` names an `error.<code>` text in `i18n/`; `params` fill its gaps.

    Anything else that is raised is a surprise: logged whole, and shown as a short apology with a reference.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> "tuple[object, ...]":
        return _again, (type(self), self.code, self.params)  # it may come from another process

    def __str__(self) -> str:
        filled = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.code} ({filled})" if filled else self.code


class NotFound(RoleplayError):
    """What was asked for does not exist, or is not this person's to see: the answer is the same."""


def _again(kind: type[RoleplayError], code: str, params: dict[str, object]) -> RoleplayError:
    error = kind.__new__(kind)
    RoleplayError.__init__(error, code, **params)
    return error
