"""`/metrics`: who may read it, what it counts, and that no label grows with people, talks or addresses."""

import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from roleplay.catalogue import Catalogue
from roleplay.config import Settings
from roleplay.metrics import REGISTRY
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import LOCAL_PERSON, PracticeService
from roleplay.practice.hearing import HearingService
from roleplay.store.database import make_engine, read_url
from tests.web.conftest import HOST, Play, SignedIn

TOKEN = "a-token-for-the-collector"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"metrics_token": TOKEN, "proxy_from": ("10.0.0.5/32",)})


async def status(app: FastAPI, address: str, host: str = HOST, **headers: str) -> int:
    transport = httpx.ASGITransport(app, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as program:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await program.get("/metrics", headers=told)).status_code


def now(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
async def test_a_program_on_this_machine_reads_it(app: FastAPI, address: str) -> None:
    assert await status(app, address) == 200


@pytest.mark.parametrize("address", ["192.168.7.7", "10.0.0.5", "", "fd00::1"])
async def test_from_elsewhere_only_the_token_opens_it(app: FastAPI, address: str, people: PeopleService) -> None:
    house = "practice.example"
    assert await status(app, address, house) == 401
    assert await status(app, address, house, authorization="Bearer wrong") == 401
    assert await status(app, address, house, authorization=TOKEN) == 401
    assert await status(app, address, house, authorization=f"Bearer {TOKEN}") == 200


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip", "via", "x_forwarded_proto"])
async def test_what_a_proxy_on_this_machine_passes_on_is_not_this_machine(app: FastAPI, header: str) -> None:
    """Also one that ROLEPLAY_PROXY_FROM does not name."""
    assert await status(app, "127.0.0.1", **{header: "127.0.0.1"}) == 401


async def test_nor_is_what_was_asked_for_by_another_name(app: FastAPI, people: PeopleService) -> None:
    assert await status(app, "127.0.0.1", "practice.example") == 401


async def test_without_a_token_an_empty_one_opens_nothing(app: FastAPI, people: PeopleService) -> None:
    app.state.context.settings.__dict__["metrics_token"] = ""
    assert await status(app, "192.168.7.7", "practice.example", authorization="Bearer ") == 401


async def test_a_talk_is_counted_from_its_first_word(client: httpx.AsyncClient, play: Play) -> None:
    names = [
        ("roleplay_turns_total", {"speaker": "seller", "status": "final"}),
        ("roleplay_turns_total", {"speaker": "customer", "status": "final"}),
        ("roleplay_first_word_seconds_count", {"customer": "offline"}),
    ]
    before = [now(name, **labels) for name, labels in names]
    await play("Good morning.", "How do you plan your week?", finish=False)
    assert [now(name, **labels) - had for (name, labels), had in zip(names, before, strict=True)] == [2, 2, 2]

    await client.get("/metrics")
    assert now("roleplay_talks_open") == 1
    assert now("roleplay_database_seconds_count", kind="write") > 4
    assert now("roleplay_ready", part="database") == 1


async def test_requests_are_counted_by_the_template_of_their_route(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Good morning.")
    found = {"method": "GET", "route": "/attempts/{attempt_id}", "status": "200"}
    lost = {"method": "GET", "route": "(none)", "status": "404"}
    before = now("roleplay_requests_total", **found), now("roleplay_requests_total", **lost)

    await client.get(f"/attempts/{attempt.id}")
    for page in range(3):
        await client.get(f"/wp-login-{page}.php")

    after = now("roleplay_requests_total", **found), now("roleplay_requests_total", **lost)
    assert (after[0] - before[0], after[1] - before[1]) == (1, 3)


async def test_the_listening_model_is_counted_by_how_it_went(practice: PracticeService) -> None:
    before = [now("roleplay_listener_outcomes_total", outcome=one) for one in ("down", "skipped")]
    hearing = HearingService(Settings(base_url="http://127.0.0.1:9/v1", model="away", listener_seconds=0.2))
    hearing._line.ask = _down  # type: ignore[method-assign]
    for _ in range(4):
        await hearing.hear("Good morning!", [], Catalogue("en"))
    await hearing.close()
    after = [now("roleplay_listener_outcomes_total", outcome=one) for one in ("down", "skipped")]
    assert [b - a for a, b in zip(before, after, strict=True)] == [3, 1]


async def _down(*_: object) -> object:
    from roleplay.practice.ear_client import EarAnswer

    return EarAnswer("down")


def test_the_operators_page_lists_every_metric_with_its_labels() -> None:
    text = (Path(__file__).parents[2] / "docs" / "operators.md").read_text(encoding="utf-8")
    listed = {
        name.removesuffix("_total"): set(re.findall(r"`(\w+)`", labels))
        for name, labels in re.findall(r"^\| `(roleplay_\w+)` \|([^|]*)\|", text, re.MULTILINE)
    }
    ours = {
        family.name: {label for one in family.samples for label in one.labels} - {"le"}
        for family in REGISTRY.collect()
        if family.name.startswith("roleplay_")
    }
    assert set(listed) == set(ours)
    assert {name: labels for name, labels in ours.items() if labels and labels != listed[name]} == {}


async def test_with_the_database_away_the_rest_is_still_told(
    client: httpx.AsyncClient, practice: PracticeService
) -> None:
    practice.database.__dict__["reader"] = make_engine(read_url("postgresql+psycopg://127.0.0.1:9/away"))
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert "roleplay_talks_open NaN" in answer.text and 'roleplay_ready{part="database"} 0.0' in answer.text


async def test_no_label_holds_an_id_a_login_or_words_and_there_are_few(
    client: httpx.AsyncClient, play: Play, people: PeopleService, alice: Person, signed_in: SignedIn
) -> None:
    attempt = await play("Good morning, a zebra said.", person=alice.id)
    browser = await signed_in(alice)
    for path in ("/", f"/attempts/{attempt.id}", f"/chat/thread/{attempt.id}", "/chat/ws/x", "/chat/zebra", "/zebra"):
        await browser.get(path)
    await browser.request("ZEBRA", "/")

    text = (await client.get("/metrics")).text
    values = {
        value
        for family in text_string_to_metric_families(text)
        for one in family.samples
        for value in one.labels.values()
    }
    assert not [
        value for value in values if any(part in value.lower() for part in ("zebra", "alice", attempt.id, alice.id))
    ]
    routes = {
        sample.labels["route"]
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if "route" in sample.labels
    }
    assert {"/attempts/{attempt_id}", "/chat/thread", "/chat", "(none)"} <= routes
    assert LOCAL_PERSON not in values
