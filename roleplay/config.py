"""Settings, read once from the environment; an odd value names itself and the allowed ones."""

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field

from roleplay.errors import RoleplayError

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("debug", "info", "warning", "error")
LANGUAGES = ("en", "zh")
ROLE_NAMES = '{"sales-leads": "coach"}'
PRICE = '{"input": 0.5, "output": 1.5}'


class Settings(BaseModel):
    """Every setting with its default. The environment's name stands beside each field in `NAMES`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: Path = Field(default=ROOT, description="The folder that holds `personas/`, `scenarios/` and `rubrics/`.")
    data: Path = Field(
        default=ROOT / "data", description="Where the database, its copies and Chainlit's own files are kept."
    )
    database_url: str = Field(default="", description="An SQLAlchemy address; by default SQLite in the data folder.")
    host: str = Field(default="127.0.0.1", description="The address to listen on. Until accounts exist, loopback only.")
    port: int = Field(default=8000, description="The port to listen on, 1 to 65535.")
    url: str = Field(
        default="", description="The address under which people reach the server; links to sign in begin with it."
    )
    language: Literal["en", "zh"] = Field(
        default="en", description="The pages' language where the browser asks for neither `en` nor `zh`."
    )
    timezone: str = Field(default="UTC", description="The zone in which times are shown, such as `Asia/Shanghai`.")
    customer: Literal["auto", "offline", "model"] = Field(
        default="auto",
        description="Who speaks: `auto` asks the model when an endpoint is configured, else the offline customer.",
    )
    api_key: str = Field(default="", repr=False, description="The endpoint's key. A local endpoint may need none.")
    base_url: str = Field(default="", description="An OpenAI-compatible endpoint, such as `http://127.0.0.1:11434/v1`.")
    model: str = Field(default="", description="The model's name at that endpoint.")
    extra_body: dict[str, Any] = Field(
        default_factory=dict, description="A JSON object merged into each request's body."
    )
    model_timeout: float = Field(default=30.0, description="Seconds to wait for the model's next words.")
    scorer: Literal["auto", "signals", "judge"] = Field(
        default="auto",
        description="Whose scorecard counts at the end of a talk: `auto` asks the model as judge when an endpoint is configured, else the offline signals.",
    )
    listener: Literal["auto", "off"] = Field(
        default="auto",
        description="Whether a model helps to hear what the seller means: `auto` where it also speaks as the customer and `roleplay doctor` did not find it worse than the offline ear.",
    )
    listener_model: str = Field(default="", description="The model that listens; by default the customer's.")
    listener_seconds: float = Field(
        default=2.5,
        description="Seconds to wait for what the model heard, 0.2 to 30; then words and meaning decide the turn.",
    )
    judge_model: str = Field(default="", description="The judge's model; by default the customer's.")
    judge_runs: int = Field(
        default=1, description="How often the judge is asked, 1 to 9; the median of each check is kept."
    )
    price: dict[str, float] = Field(
        default_factory=dict,
        description='What a million tokens cost where no price list knows the model: `{"input": 0.5, "output": 1.5}`, in US dollars.',
    )
    proxy_from: tuple[str, ...] = Field(
        default=(),
        description="Addresses or networks of your reverse proxy, such as `127.0.0.1, 10.0.0.0/8`; its `X-Forwarded-For` and `X-Forwarded-Proto` are believed, nobody else's.",
    )
    proxy_header: str = Field(
        default="",
        description="The header in which that proxy names who is signed in, such as `X-Forwarded-User`; ignored from everywhere else.",
    )
    oidc_issuer: str = Field(default="", description="Single sign-on by OpenID Connect: the provider's issuer address.")
    oidc_client_id: str = Field(default="", description="The client id that the provider gave this server.")
    oidc_client_secret: str = Field(default="", repr=False, description="The client secret that goes with it.")
    oidc_name: str = Field(default="", description="The provider's name on the button of the sign-in page.")
    oidc_login_claim: str = Field(
        default="email", description="The claim that holds the login; an `email` counts only when it is verified."
    )
    oidc_role_claim: str = Field(
        default="",
        description="The claim that tells the roles; without it roles are kept here, and new people are sellers.",
    )
    oidc_roles: dict[str, str] = Field(
        default_factory=dict,
        description='What that claim\'s values mean, where they are not `seller`, `coach`, `admin`: `{"sales-leads": "coach"}`.',
    )
    oidc_scopes: str = Field(
        default="openid profile email",
        description="What is asked of the provider; some send groups only for a scope of their own.",
    )
    oidc_domain: str = Field(
        default="",
        description="Only logins that end in `@` and this domain come in: needed where a provider serves many houses.",
    )
    oidc_team_claim: str = Field(
        default="", description="The claim that tells the teams; without it teams are kept here."
    )
    add_unknown: bool = Field(
        default=False, description="`yes`: who is signed in by the provider or proxy and has no account yet gets one."
    )
    private: Literal["allowed", "off"] = Field(
        default="allowed", description="Whether sellers may keep an attempt private: team and coach then do not see it."
    )
    keep_days: int | None = Field(
        default=None, description="After how many days an attempt is deleted for good, 1 to 36500; empty keeps all."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged. Logs carry ids, never what people wrote."
    )

    log_format: Literal["text", "json"] = Field(
        default="text", description="`json` writes each log line as a JSON object, for programs that collect logs."
    )
    metrics_token: str = Field(
        default="",
        repr=False,
        description="With it `/metrics` is answered from elsewhere too, as a bearer token: 16 printable characters or more, without spaces.",
    )
    audit_days: int | None = Field(
        default=365,
        description="After how many days an entry of the audit trail is deleted, 1 to 36500; `all` keeps them for good.",
    )

    @property
    def has_model(self) -> bool:
        """Whether an endpoint is configured: a model's name, and a key or an address."""
        return bool(self.model and (self.api_key or self.base_url))

    @property
    def speaker(self) -> Literal["offline", "model"]:
        if self.customer == "auto":
            return "model" if self.has_model else "offline"
        return self.customer

    @property
    def has_listener(self) -> bool:
        """Whether a model may be asked what it hears."""
        return self.listener == "auto" and self.has_model

    @property
    def counts(self) -> Literal["signals", "judge"]:
        """Whose scorecard counts at the end of a talk."""
        if self.scorer == "auto":
            return "judge" if self.has_model else "signals"
        return self.scorer

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'roleplay.db'}"

    @property
    def address(self) -> str:
        """Under which people reach the server."""
        return self.url or f"http://{self.host}:{self.port}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


NAMES = {
    "content": "ROLEPLAY_CONTENT", "data": "ROLEPLAY_DATA", "database_url": "ROLEPLAY_DATABASE_URL", "host": "ROLEPLAY_HOST",
    "port": "ROLEPLAY_PORT", "url": "ROLEPLAY_URL", "language": "ROLEPLAY_LANGUAGE", "timezone": "ROLEPLAY_TIMEZONE", "customer": "ROLEPLAY_CUSTOMER",
    "api_key": "OPENAI_API_KEY", "base_url": "OPENAI_BASE_URL", "model": "ROLEPLAY_MODEL", "extra_body": "ROLEPLAY_MODEL_EXTRA",
    "model_timeout": "ROLEPLAY_MODEL_TIMEOUT", "log_level": "ROLEPLAY_LOG_LEVEL",
    "listener": "ROLEPLAY_LISTENER", "listener_model": "ROLEPLAY_LISTENER_MODEL", "listener_seconds": "ROLEPLAY_LISTENER_SECONDS",
    "scorer": "ROLEPLAY_SCORER", "judge_model": "ROLEPLAY_JUDGE_MODEL", "judge_runs": "ROLEPLAY_JUDGE_RUNS", "price": "ROLEPLAY_PRICE",
    "proxy_from": "ROLEPLAY_PROXY_FROM", "proxy_header": "ROLEPLAY_PROXY_HEADER", "oidc_issuer": "ROLEPLAY_OIDC_ISSUER",
    "oidc_client_id": "ROLEPLAY_OIDC_CLIENT_ID", "oidc_client_secret": "ROLEPLAY_OIDC_CLIENT_SECRET", "oidc_name": "ROLEPLAY_OIDC_NAME",
    "oidc_login_claim": "ROLEPLAY_OIDC_LOGIN_CLAIM", "oidc_role_claim": "ROLEPLAY_OIDC_ROLE_CLAIM", "oidc_roles": "ROLEPLAY_OIDC_ROLES",
    "oidc_scopes": "ROLEPLAY_OIDC_SCOPES", "oidc_domain": "ROLEPLAY_OIDC_DOMAIN",
    "oidc_team_claim": "ROLEPLAY_OIDC_TEAM_CLAIM", "add_unknown": "ROLEPLAY_ADD_UNKNOWN",
    "private": "ROLEPLAY_PRIVATE", "keep_days": "ROLEPLAY_KEEP_DAYS",
    "log_format": "ROLEPLAY_LOG_FORMAT", "metrics_token": "ROLEPLAY_METRICS_TOKEN", "audit_days": "ROLEPLAY_AUDIT_DAYS",
}  # fmt: skip


def _odd(name: str, value: str, allowed: str) -> RoleplayError:
    return RoleplayError("setting", name=name, value=value, allowed=allowed)


def _choice(*allowed: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value not in allowed:
            raise _odd(name, value, ", ".join(allowed))
        return value

    return read


def _port(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise _odd(name, value, "1 - 65535")
    return int(value)


def _seconds(least: float, most: float) -> Callable[[str, str], float]:
    def read(name: str, value: str) -> float:
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if not least <= seconds <= most:
            raise _odd(name, value, f"{least:g} - {most:g}")
        return seconds

    return read


def _runs(name: str, value: str) -> int:
    if value not in tuple("123456789"):
        raise _odd(name, value, "1 - 9")
    return int(value)


def _days(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= 36500):
        raise _odd(name, value, "1 - 36500")
    return int(value)


def _token(name: str, value: str) -> str:
    """The value is not repeated in the error: it is a secret."""
    if not re.fullmatch(r"[!-~]{16,200}", value):
        raise _odd(name, "...", "16 - 200 printable ASCII characters without spaces")
    return value


def _price(name: str, value: str) -> dict[str, float]:
    read = _json_object(name, value)
    if set(read) != {"input", "output"} or not all(_is_price(price) for price in read.values()):
        raise _odd(name, value, PRICE)
    return {key: float(price) for key, price in read.items()}


def _is_price(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _zone(name: str, value: str) -> str:
    if value not in available_timezones():
        raise _odd(name, value, "UTC, Asia/Shanghai, Europe/Berlin, America/New_York, ...")
    return value


def _json_object(name: str, value: str, example: str = '{"temperature": 0.8}') -> dict[str, Any]:
    try:
        read = json.loads(value)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise _odd(name, value, example)
    return read


def _address(name: str, value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise _odd(name, value, "http://..., https://...")
    return value.rstrip("/")


def _own_address(name: str, value: str) -> str:
    """Without a path: every page and link of ours begins at the root, also behind a proxy that takes a prefix away."""
    address = _address(name, value)
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment or not parts.hostname:
        raise _odd(name, value, "https://practice.example, without a path: give the server a name of its own")
    return address


def _issuer(name: str, value: str) -> str:
    """Kept to the letter, since tokens are compared with it. In the clear only on this machine: keys come from there."""
    address = urlsplit(value)
    if not address.hostname or not (
        address.scheme == "https" or (address.scheme == "http" and _is_here(address.hostname))
    ):
        raise _odd(name, value, "https://...")
    return value


def _is_here(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


def _networks(name: str, value: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(part.strip())) for part in value.split(","))
    except ValueError:
        raise _odd(name, value, "127.0.0.1, 10.0.0.0/8, fd00::/8, ...") from None


def _header(name: str, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{1,60}", value):
        raise _odd(name, value, "X-Forwarded-User, Remote-User, ...")
    return value.lower()


def _role_names(name: str, value: str) -> dict[str, str]:
    read = _json_object(name, value, ROLE_NAMES)
    if not set(map(str, read.values())) <= {"seller", "coach", "admin"}:
        raise _odd(name, value, ROLE_NAMES)
    return read


def _scopes(name: str, value: str) -> str:
    if "openid" not in value.split():
        raise _odd(name, value, "openid profile email, openid profile email groups, ...")
    return " ".join(value.split())


def _domain(name: str, value: str) -> str:
    domain = value.lower().removeprefix("@")
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
        raise _odd(name, value, "house.example")
    return domain


READERS: dict[str, Callable[[str, str], Any]] = {
    "content": lambda name, value: Path(value).expanduser().resolve(),
    "data": lambda name, value: Path(value).expanduser().resolve(),
    "port": _port,
    "language": _choice(*LANGUAGES),
    "timezone": _zone,
    "customer": _choice("auto", "offline", "model"),
    "base_url": _address,
    "url": _own_address,
    "extra_body": _json_object,
    "model_timeout": _seconds(1, 600),
    "listener": _choice("auto", "off"),
    "listener_seconds": _seconds(0.2, 30),
    "log_level": _choice(*LOG_LEVELS),
    "scorer": _choice("auto", "signals", "judge"),
    "judge_runs": _runs,
    "price": _price,
    "proxy_from": _networks,
    "proxy_header": _header,
    "oidc_issuer": _issuer,
    "oidc_roles": _role_names,
    "oidc_scopes": _scopes,
    "oidc_domain": _domain,
    "add_unknown": lambda name, value: _choice("yes", "no")(name, value) == "yes",
    "private": _choice("allowed", "off"),
    "keep_days": _days,
    "log_format": _choice("text", "json"),
    "metrics_token": _token,
    "audit_days": lambda name, value: None if value == "all" else _days(name, value),
}


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; an empty variable counts as unset.

    Raises RoleplayError `setting` (name, value, allowed), `setting-model` when a model is asked for and none is configured, or
    `setting-needs` (name, needed).
    """
    environment = os.environ if environment is None else environment
    given: dict[str, Any] = {}
    for field, name in NAMES.items():
        if value := environment.get(name, "").strip():
            given[field] = READERS[field](name, value) if field in READERS else value
    settings = Settings(**given)
    if (settings.customer == "model" or settings.scorer == "judge") and not settings.has_model:
        raise RoleplayError("setting-model")
    _check_together(settings)
    return settings


def _check_together(settings: Settings) -> None:
    """Raises RoleplayError `setting-needs` for a setting that would do nothing, or something unsafe, without another."""
    for field, needed in (("proxy_header", "proxy_from"), ("oidc_issuer", "oidc_client_id")):
        if getattr(settings, field) and not getattr(settings, needed):
            raise RoleplayError("setting-needs", name=NAMES[field], needed=NAMES[needed])


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings."""
    return read_settings()
