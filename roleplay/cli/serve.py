"""`roleplay serve`: pages and chat in the browser, for this machine only until accounts exist."""

import ipaddress
import socket
from typing import Annotated

import typer
from rich.text import Text

from roleplay.cli.console import err, say
from roleplay.cli.options import Content, settings_for
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.logs import log_to


def serve(
    host: Annotated[str | None, typer.Option(help=say("help.host"))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=say("help.port"))] = None,
    content: Content = None,
) -> None:
    given = {"host": host, "port": port}
    settings = settings_for(content, **{name: value for name, value in given.items() if value is not None})
    check_host(settings)
    log_to(None, settings.log_level, settings.log_format)
    with open_port(settings.host, settings.port) as listening:
        import uvicorn

        from roleplay.web.server import create_app

        # proxy_headers: uvicorn would believe anybody on this machine; the application believes ROLEPLAY_PROXY_FROM
        # log_config: its lines go where ours go, in the same form
        config = uvicorn.Config(
            create_app(settings), log_level="warning", log_config=None, lifespan="on", proxy_headers=False
        )
        server = uvicorn.Server(config)
        err.print(Text(say("serve.open", address=address_of(settings.host, listening))))
        server.run(sockets=[listening])
    if not server.started:
        raise typer.Exit(1)


def check_host(settings: Settings) -> None:
    """Raises RoleplayError `host-not-local` for an address that other machines can reach, until everybody signs in."""
    if not is_local(settings.host) and not has_accounts(settings):
        raise RoleplayError("host-not-local", host=settings.host)


def is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def has_accounts(settings: Settings) -> bool:
    from roleplay.people import PeopleService
    from roleplay.store.database import Database
    from roleplay.store.migrate import migrate

    database = Database(settings.database)
    migrate(database)
    return PeopleService(database).exist()


def open_port(host: str, port: int) -> socket.socket:
    """Listens there, before anything slow is begun. Raises RoleplayError `port-taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # a browser that is quicker than the application waits instead of being refused
    except OSError as refused:
        listening.close()
        reason = refused.strerror or str(refused)
        raise RoleplayError("port-taken", host=host, port=port, reason=reason, other=port % 65535 + 1) from refused
    return listening


def address_of(host: str, listening: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}"
