"""`roleplay serve` opens to this machine only, until everybody signs in."""

import logging
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from roleplay.cli.serve import address_of, check_host, open_port
from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.logs import Discreet, log_to
from roleplay.people import PeopleService
from roleplay.store.database import Database
from tests.cli.conftest import Roleplay


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "::1"])
def test_loopback_is_this_machine(host: str, tmp_path: Path) -> None:
    check_host(Settings(data=tmp_path, host=host))


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "localhost.example.org", "", "2130706433"]
)
def test_other_hosts_are_refused_until_accounts_exist(host: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, host=host)
    with pytest.raises(RoleplayError) as refused:
        check_host(settings)
    assert (refused.value.code, refused.value.params) == ("host-not-local", {"host": host})

    PeopleService(Database(settings.database)).add("dora", "Dora", ["admin"])
    check_host(settings)


def test_the_environment_cannot_open_the_door_either(roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_HOST", "0.0.0.0")

    assert roleplay("serve").code == 2


def test_a_port_in_use_is_named_with_another_to_try(roleplay: Roleplay) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = roleplay("serve", "--port", str(port))

    assert done.code == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.err and f"--port {port % 65535 + 1}" in done.err


def test_the_address_is_one_a_browser_opens() -> None:
    with closing(open_port("127.0.0.1", 0)) as listening:
        assert address_of("127.0.0.1", listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"
        assert address_of("::1", listening).startswith("http://[::1]:")


def test_it_prints_its_address_serves_there_and_an_interrupt_ends_it_quietly(environment: None) -> None:
    command = [sys.executable, "-m", "roleplay", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_heeds_interrupts
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert address
        with urllib.request.urlopen(address[0], timeout=60) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)

    assert (out, process.returncode) == ("", 130)
    assert re.fullmatch(r"\S+ INFO roleplay\.web\.requests request=\w+: GET / 200 \d+ ms\n", err), (
        "the page, and no farewell"
    )


def _heeds_interrupts() -> None:
    """What a shell puts in the background ignores interrupts, and hands that down to all it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_libraries_log_nothing_finer_than_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    before = logging.root.level, logging.getLogger("roleplay").level
    try:
        log_to(None, "debug", "text")
        assert logging.getLogger("roleplay.practice").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("openai").isEnabledFor(logging.INFO)
    finally:
        logging.root.setLevel(before[0])
        logging.getLogger("roleplay").setLevel(before[1])


def test_a_surprise_is_logged_with_its_place_but_not_with_its_message() -> None:
    try:
        raise ValueError("zebra, said the seller")
    except ValueError:
        record = logging.LogRecord("roleplay", logging.ERROR, __file__, 1, "surprise 1a2b", (), sys.exc_info())
    told = Discreet().format(record)
    assert "surprise 1a2b" in told and "test_serve.py" in told and told.endswith("ValueError")
    assert "zebra, said" not in told.replace('raise ValueError("zebra, said the seller")', "")
