"""From environment variables to Settings, and from pydantic's findings to an error in our words."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from roleplay.config.settings_model import Settings
from roleplay.errors import RoleplayError

# The variable of each field, as the field says it.
NAMES = {field: str(info.validation_alias) for field, info in Settings.model_fields.items()}
_FIELDS = {NAMES[field]: info for field, info in Settings.model_fields.items()}
_NEEDS = {"proxy_header": "proxy_from", "oidc_issuer": "oidc_client_id"}


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Reads the settings from the environment; an empty variable counts as unset.

    Raises RoleplayError `setting` (name, value, allowed) for the first odd value, `setting-model` when a model is asked for and
    none is configured, or `setting-needs` (name, needed) for a setting that would do nothing, or something unsafe, without another.
    """
    environment = os.environ if environment is None else environment
    given = {name: value for name in _FIELDS if (value := environment.get(name, "").strip())}
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): value for name, value in given.items()}
    try:
        found = Settings(**source())
    except ValidationError as fault:
        raise _in_our_words(fault, given) from None
    if (found.customer == "model" or found.scorer == "judge") and not found.has_model:
        raise RoleplayError("setting-model")
    for field, needed in _NEEDS.items():
        if getattr(found, field) and not getattr(found, needed):
            raise RoleplayError("setting-needs", name=NAMES[field], needed=NAMES[needed])
    return found


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings."""
    return read_settings()


def _in_our_words(fault: ValidationError, given: Mapping[str, str]) -> RoleplayError:
    """Names the first odd variable, its value (no secret's) and the allowed ones: pydantic's own text is never shown."""
    name = str(fault.errors(include_url=False)[0]["loc"][0])
    info = _FIELDS[name]
    return RoleplayError("setting", name=name, value=given[name] if info.repr else "...", allowed=_allowed(info))


def _allowed(info: FieldInfo) -> str:
    """`auto, off` of literals, `1 - 9` of bounds, else the examples of its type."""
    if get_origin(info.annotation) is Literal:
        return ", ".join(get_args(info.annotation))
    least, most = _bound(info, "ge"), _bound(info, "le")
    if least is not None and most is not None:
        return f"{least} - {most}"
    return ", ".join(str(example) for example in info.examples or ())


def _bound(info: FieldInfo, name: str) -> object:
    return next((getattr(each, name) for each in info.metadata if hasattr(each, name)), None)
