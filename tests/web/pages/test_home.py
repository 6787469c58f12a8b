"""Home: cards, the talk left open, the last talks."""

import re

import httpx

from roleplay.practice import LOCAL_PERSON, PracticeService
from tests.web.conftest import CALL, VISIT, Play, lines_of

ZH = {"accept-language": "zh-CN,zh;q=0.9"}


def cards(text: str) -> list[str]:
    return re.findall(r'<article class="box scenario">.*?</article>', text, re.S)


async def test_every_customer_of_every_scenario_has_a_card(
    client: httpx.AsyncClient, practice: PracticeService
) -> None:
    library = practice.library()
    text = (await client.get("/")).text
    wanted = [(s.id, p) for s in library.scenarios.values() for p in s.personas]
    assert len(cards(text)) == len(wanted)
    for scenario, persona in wanted:
        assert f'href="/scenarios/{scenario}?persona={persona}"' in text


async def test_scenarios_in_the_readers_language_come_first(client: httpx.AsyncClient) -> None:
    for headers, other in ((ZH, "en"), ({}, "zh-CN")):
        marked = [
            re.search(r'<div lang="([\w-]+)"', card) for card in cards((await client.get("/", headers=headers)).text)
        ]
        # only words in another language than the page's are marked with theirs
        assert [found and found[1] for found in marked] == [None] * 4 + [other] * 4


async def test_a_first_visitor_is_told_what_to_do(client: httpx.AsyncClient) -> None:
    text = (await client.get("/")).text
    assert "Choose a customer and start talking" in text
    assert "Not practised yet" in text
    assert "No talks yet" in text


async def test_the_best_score_stands_on_its_card(client: httpx.AsyncClient, play: Play) -> None:
    first = await play("Hello.", "Buy it now.")
    best = await play(*lines_of("en/honest-ingrid"))
    assert first.total is not None and best.total is not None and best.total > first.total
    card = next(card for card in cards((await client.get("/")).text) if "Ingrid Solberg" in card)
    assert f"Best {best.total}, passed" in card
    assert f'cx="{best.total}%"' in card


async def test_a_talk_left_open_can_be_gone_on_with_and_shows_its_last_line(
    client: httpx.AsyncClient, play: Play
) -> None:
    attempt = await play("Good morning, is this a good moment?", finish=False)
    text = (await client.get("/")).text
    assert f'href="/chat/thread/{attempt.id}"' in text
    assert 'class="said lineback customer"' in text
    assert "Turn 2" in text


async def test_a_talk_opened_and_left_without_a_word_is_nothing_to_go_on_with(
    client: httpx.AsyncClient, play: Play
) -> None:
    attempt = await play(finish=False)
    assert attempt.id not in (await client.get("/")).text
    assert attempt.id not in (await client.get("/attempts")).text


async def test_other_peoples_talks_are_not_here(client: httpx.AsyncClient, practice: PracticeService) -> None:
    attempt = await practice.start(*CALL, person="somebody-else")
    async for _ in practice.say(attempt.id, "somebody-else", "Something private."):
        pass
    await practice.finish(attempt.id, "somebody-else")
    for page in ("/", "/attempts"):
        text = (await client.get(page)).text
        assert attempt.id not in text and "Something private" not in text


async def test_what_a_learner_typed_is_escaped(client: httpx.AsyncClient, practice: PracticeService) -> None:
    attempt = await practice.start(*VISIT, person=LOCAL_PERSON)
    async for _ in practice.say(attempt.id, LOCAL_PERSON, "<script>alert('x')</script>"):
        break  # the customer has not answered yet: the seller's line is the last
    assert "<script>" not in (await client.get("/")).text


async def test_words_of_the_other_language_are_marked_as_such(client: httpx.AsyncClient) -> None:
    card = next(card for card in cards((await client.get("/")).text) if "林主任" in card)
    assert '<div lang="zh-CN">' in card
    assert "Dominant" in card and "Chinese" in card
