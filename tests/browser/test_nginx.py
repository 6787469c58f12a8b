"""nginx in front of the server, set up by the very words of docs/operators.md; only ports and the certificate's place differ."""

import asyncio
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import httpx
import pytest

from roleplay.people import PeopleService
from roleplay.store.database import Database
from tests.browser.rig import Server, free_port
from tests.browser.test_socket import Client, news_with

NAME = "practice.example"
PASSWORD = "four quiet green words"
GUIDE = Path(__file__).parent.parent.parent / "docs" / "operators.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
access_log {folder}/access.log;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{snippet}
}}
"""
pytestmark = pytest.mark.skipif(
    not (NGINX and OPENSSL), reason="nginx and openssl are not here (apt-get install nginx)"
)


@dataclass
class House:
    server: Server
    plain: int
    tls: int
    certificate: Path

    @property
    def url(self) -> str:
        return f"https://{NAME}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def browser(self, **headers: str) -> httpx.Client:
        """One that finds the name at this machine's port, as a name server would tell it."""
        transport = ToHere(self.tls, self.trust)
        return httpx.Client(
            transport=transport, base_url=self.url, headers={"accept": "text/html", **headers}, timeout=60
        )


class ToHere(httpx.HTTPTransport):
    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust)
        self.port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        here = request.url.copy_with(host="127.0.0.1", port=self.port)
        named = {**request.extensions, "sni_hostname": request.url.host}
        # the Host header stays the name
        return super().handle_request(
            httpx.Request(request.method, here, headers=request.headers, stream=request.stream, extensions=named)
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("nginx")
    settings = {
        "ROLEPLAY_URL": f"https://{NAME}",
        "ROLEPLAY_PROXY_FROM": "127.0.0.1",
        "ROLEPLAY_PROXY_HEADER": "X-Forwarded-User",
    }
    with Server(data, **settings) as server:
        people = PeopleService(Database(f"sqlite:///{data / 'roleplay.db'}"))
        people.add("dora", "Dora Admin", ["admin", "seller"], PASSWORD)
        plain, tls, certificate = free_port(), free_port(), folder / "practice.pem"
        _certify(folder)
        (folder / "conf").write_text(
            AROUND.format(folder=folder, snippet=_as_told(server.port, plain, tls, folder)), encoding="utf-8"
        )
        with (folder / "out").open("wb") as out:
            nginx = subprocess.Popen([str(NGINX), "-p", folder, "-c", folder / "conf"], stdout=out, stderr=out)
        try:
            _wait_for(tls, nginx, folder)
            yield House(server, plain, tls, certificate)
        finally:
            nginx.terminate()
            nginx.wait(10)


def _as_told(port: int, plain: int, tls: int, folder: Path) -> str:
    """The guide's own snippet with this test's ports and certificate."""
    found = re.search(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ssl": f"listen 127.0.0.1:{tls} ssl",
        "/etc/ssl/practice": f"{folder}/practice", "127.0.0.1:8000": f"127.0.0.1:{port}",
    }  # fmt: skip
    told = found[1]
    for words, ours in changes.items():
        assert words in told, words
        told = told.replace(words, ours)
    return told


def _certify(folder: Path) -> None:
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
         f"subjectAltName=DNS:{NAME}", "-keyout", folder / "practice.key", "-out", folder / "practice.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


def _wait_for(port: int, nginx: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert nginx.poll() is None and time.monotonic() < until, (folder / "out").read_text()
            time.sleep(0.05)
        else:
            return


def sign_in(browser: httpx.Client) -> httpx.Response:
    return browser.post("/sign-in", data={"login": "dora", "password": PASSWORD}, headers={"origin": f"https://{NAME}"})


def test_who_comes_without_tls_is_sent_to_tls(house: House) -> None:
    answer = httpx.get(f"http://127.0.0.1:{house.plain}/me?a=b", headers={"host": NAME}, trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (301, f"https://{NAME}/me?a=b")


def test_another_name_gets_no_answer(house: House) -> None:
    with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", house.tls)) as wire:
        ssl._create_unverified_context().wrap_socket(wire, server_hostname="evil.example")


def test_the_cookie_is_secure_and_the_browser_is_kept_to_tls(house: House) -> None:
    with house.browser() as browser:
        answer = sign_in(browser)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert "Secure" in cookie and "HttpOnly" in cookie
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert "Dora Admin" in browser.get("/").text


def test_a_form_of_another_site_is_refused(house: House) -> None:
    with house.browser() as browser:
        answer = browser.post("/sign-in", data={"login": "dora"}, headers={"origin": "https://evil.example"})
        assert answer.status_code == 403


def test_a_browser_cannot_say_who_it_is_or_where_it_comes_from(house: House) -> None:
    """Guessing is slowed for the browser's own address, whatever it claims."""
    with house.browser(**{"x-forwarded-user": "dora", "x-forwarded-proto": "http"}) as browser:
        home = browser.get("/")
        assert home.status_code == 303 and home.headers["location"].startswith("/sign-in")
        assert "strict-transport-security" in home.headers


async def test_a_talk_goes_through_it_over_the_socket(house: House) -> None:
    with house.browser() as browser:
        sign_in(browser)
        session = browser.cookies["roleplay_session"]
        token = re.search(r'name="csrf" value="([0-9a-f]{64})"', browser.get("/").text)
        assert token
        form = {"scenario": "discovery-call", "persona": "theo-marchand", "csrf": token[1]}
        begun = browser.post("/attempts", data=form, headers={"origin": f"https://{NAME}"})
        attempt = begun.headers["location"].rsplit("/", 1)[1]
    client = ThroughProxy(house, session)
    await client.open(attempt)
    await asyncio.wait_for(client.resumed.wait(), 60)
    await client.say("Good morning, how was the move?")
    heard = (await news_with(client, "heard"))["heard"].removeprefix("Theo Marchand: ")
    await client.close()

    again = ThroughProxy(house, session)
    await again.open(attempt)
    await asyncio.wait_for(again.resumed.wait(), 60)
    await again.close()
    turns = [step["output"].replace("\\", "") for step in again.thread["steps"] if not step["id"].startswith("pause-")]
    assert turns == ["Good morning, how was the move?", heard]


class ThroughProxy(Client):
    def __init__(self, house: House, session: str) -> None:
        super().__init__(f"https://{NAME}:{house.tls}", session)
        self.headers |= {"Host": NAME, "Origin": f"https://{NAME}"}
        self.trust = house.trust

    def make_http(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(ssl=self.trust, resolver=Here())
        return aiohttp.ClientSession(connector=connector, trust_env=False)


class Here(aiohttp.abc.AbstractResolver):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        return [aiohttp.abc.ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        pass
