"""The brief: what one may know, say and be scored by, before the first word."""

import re

import httpx
import pytest

from roleplay.config import Settings
from roleplay.practice import PracticeService, open_practice
from roleplay.web.pages.scenario_brief.view import words_go_to
from roleplay.web.server import create_app
from tests.web.conftest import HOST, Play, shipped

VISIT = "/scenarios/new-drug-visit?persona=director-lin"


async def test_it_shows_the_person_the_product_and_what_is_scored(
    client: httpx.AsyncClient, practice: PracticeService
) -> None:
    text = (await client.get(VISIT, headers={"accept-language": "zh-CN"})).text
    library = practice.library()
    scenario, persona, rubric = (
        library.scenarios["new-drug-visit"],
        library.personas["director-lin"],
        library.rubrics["visit"],
    )
    wanted = [scenario.title, persona.name, persona.role, persona.manner, "不能说", "评分内容"]
    wanted += [
        item.says
        for item in (*scenario.product.key_messages, *scenario.product.evidence, *scenario.product.must_not_say)
    ]
    wanted += [criterion.name for criterion in rubric.criteria] + [
        f"{criterion.weight} 分" for criterion in rubric.criteria
    ]
    wanted += [check.asks for check in rubric.checks().values()] + [f"{rubric.pass_mark} 分及格"]
    for words in wanted:
        assert words in text, words


async def test_it_tells_nothing_that_must_be_found_out(client: httpx.AsyncClient, practice: PracticeService) -> None:
    for scenario in practice.library().scenarios.values():
        for persona in scenario.personas:
            text = (await client.get(f"/scenarios/{scenario.id}?persona={persona}")).text
            secrets = [line for fact in scenario.facts for line in (*fact.says, *fact.hint)]
            secrets += [line for objection in scenario.objections for line in (*objection.says, *objection.if_resolved)]
            secrets += [gold.line for gold in scenario.gold] + [practice.library().personas[persona].about]
            assert not [line for line in secrets if line in text]


async def test_without_a_persona_it_is_the_first_one(client: httpx.AsyncClient) -> None:
    assert 'name="persona" value="director-lin"' in (await client.get("/scenarios/new-drug-visit")).text


async def test_one_can_switch_to_another_customer(client: httpx.AsyncClient) -> None:
    assert 'href="/scenarios/new-drug-visit?persona=doctor-zhou"' in (await client.get(VISIT)).text


@pytest.mark.parametrize(
    "path", ["/scenarios/nowhere", "/scenarios/new-drug-visit?persona=ingrid-solberg", "/scenarios/..%2f..%2fetc"]
)
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_the_offline_customer_is_named_as_what_it_is(client: httpx.AsyncClient) -> None:
    text = (await client.get(VISIT)).text
    assert "This is the offline customer." in text
    assert "what you say stays on this computer" in text


async def test_with_a_model_the_host_that_reads_the_words_is_named(settings: Settings) -> None:
    told = settings.model_copy(update={"base_url": "https://models.example/v1", "model": "some-model", "api_key": "k"})
    app = create_app(told, open_practice(told, shipped))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{HOST}") as client:
        text = (await client.get(VISIT)).text
    assert "The model some-model plays the customer, and what you say is sent to models.example" in text


async def test_an_offline_customers_talk_that_will_be_judged_is_said_to_leave_this_computer(settings: Settings) -> None:
    endpoint = {"base_url": "https://models.example/v1", "model": "some-model", "judge_model": "stern", "api_key": "k"}
    told = settings.model_copy(update={**endpoint, "customer": "offline"})
    app = create_app(told, open_practice(told, shipped))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{HOST}") as client:
        text = (await client.get(VISIT)).text
    assert "sent to models.example, where the model stern scores it" in text
    assert "stays on this computer" not in text


def test_a_key_without_an_address_leads_to_openai() -> None:
    assert words_go_to(Settings(api_key="k", model="m")) == "api.openai.com"
    assert words_go_to(Settings()) is None
    assert words_go_to(Settings(api_key="k", model="m", customer="offline", scorer="signals")) is None


async def test_former_talks_with_this_customer_are_counted(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Hello.", talk=("new-drug-visit", "director-lin"))
    text = re.sub(r"\s+", " ", (await client.get(VISIT)).text)
    assert f"1 talk, best {attempt.total}" in text
    assert "So far" not in (await client.get("/scenarios/new-drug-visit?persona=doctor-zhou")).text
