"""What the value of a setting may be. A reader of an odd value is shown its bounds, its literals or its `examples`."""

import json
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints


def _absolute(path: Path) -> Path:
    return path.expanduser().resolve()


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("unknown time zone")
    return name


def _address(address: str) -> str:
    """An empty one stands for none."""
    if address and not address.startswith(("http://", "https://")):
        raise ValueError("not a web address")
    return address.rstrip("/")


def _without_path(address: str) -> str:
    """Every page and link of ours begins at the root, also behind a proxy that takes a prefix away."""
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment or not parts.hostname:
        raise ValueError("an address with a path")
    return address


def _issuer(issuer: str) -> str:
    """Kept to the letter, since tokens are compared with it. Unencrypted only on this machine: keys come from there."""
    address = urlsplit(issuer)
    here = address.hostname in ("localhost", "127.0.0.1", "::1")
    if not address.hostname or not (address.scheme == "https" or (address.scheme == "http" and here)):
        raise ValueError("not an https address")
    return issuer


def _parts(networks: Any) -> Any:
    return [part.strip() for part in networks.split(",")] if isinstance(networks, str) else networks


def _network(network: str) -> str:
    return str(ip_network(network))


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _scopes(scopes: str) -> str:
    if "openid" not in scopes.split():
        raise ValueError("without openid")
    return " ".join(scopes.split())


def _yes(value: Any) -> Any:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def _bare(domain: str) -> str:
    return domain.removeprefix("@")


def _unless_all(value: Any) -> Any:
    return None if value == "all" else value


Port = Annotated[int, Field(ge=1, le=65535)]
ModelSeconds = Annotated[float, Field(ge=1, le=600)]
TurnSeconds = Annotated[float, Field(ge=0.2, le=30)]  # more would make the seller wait, less hears nothing (judgement)
Runs = Annotated[int, Field(ge=1, le=9)]
Days = Annotated[int | None, Field(ge=1, le=36500)]
DaysOrAll = Annotated[int | None, Field(ge=1, le=36500), BeforeValidator(_unless_all)]
Token = Annotated[
    str,
    StringConstraints(pattern=r"^[!-~]{16,200}$"),
    Field(examples=["16 - 200 printable ASCII characters without spaces"]),
]
YesNo = Annotated[bool, BeforeValidator(_yes), Field(strict=True, examples=["yes", "no"])]
Folder = Annotated[Path, AfterValidator(_absolute), Field(examples=["/srv/roleplay"])]
Zone = Annotated[
    str,
    AfterValidator(_zone),
    Field(examples=["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "..."]),
]
Address = Annotated[str, AfterValidator(_address), Field(examples=["http://...", "https://..."])]
OwnAddress = Annotated[
    str,
    AfterValidator(_address),
    AfterValidator(_without_path),
    Field(examples=["https://practice.example, without a path: give the server a name of its own"]),
]
Issuer = Annotated[str, AfterValidator(_issuer), Field(examples=["https://..."])]
Networks = Annotated[
    tuple[Annotated[str, AfterValidator(_network)], ...],
    BeforeValidator(_parts),
    Field(examples=["127.0.0.1", "10.0.0.0/8", "fd00::/8", "..."]),
]
Header = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9-]{1,60}$", to_lower=True),
    Field(examples=["X-Forwarded-User", "Remote-User", "..."]),
]
Domain = Annotated[
    str,
    BeforeValidator(_bare),
    StringConstraints(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", to_lower=True),
    Field(examples=["house.example"]),
]
Scopes = Annotated[
    str, AfterValidator(_scopes), Field(examples=["openid profile email", "openid profile email groups", "..."])
]
RoleNames = Annotated[
    dict[str, Literal["seller", "coach", "admin"]],
    BeforeValidator(_json),
    Field(examples=['{"sales-leads": "coach"}']),
]
JsonObject = Annotated[dict[str, Any], BeforeValidator(_json), Field(examples=['{"temperature": 0.8}'])]
Price = Annotated[
    dict[Literal["input", "output"], Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]],
    BeforeValidator(_json),
    Field(min_length=2, examples=['{"input": 0.5, "output": 1.5}']),
]
