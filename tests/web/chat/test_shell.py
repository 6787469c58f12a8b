"""The page of a talk: ours around Chainlit's script."""

import re

import httpx

from roleplay.practice import PracticeService
from tests.web.conftest import VISIT, Play

UNKNOWN = "/chat/thread/00000000-0000-4000-8000-000000000000"


async def test_it_loads_nothing_from_another_host_and_nothing_inline(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play(talk=VISIT, finish=False)
    answer = await client.get(f"/chat/thread/{attempt.id}")
    assert answer.status_code == 200
    assert re.findall(r'(?:src|href)="(?:https?:)?//', answer.text) == []
    assert re.findall(r"<script(?![^>]*src=)", answer.text) == []
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    for address in re.findall(r'(?:src|href)="(/(?:static|chat)/[^"]+)"', answer.text):
        assert (await client.get(address)).status_code == 200, address


async def test_it_says_who_is_there_where_the_talk_is_and_how_to_finish(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("林主任您好", "您科里的病人出院以后吃药怎么样？", talk=VISIT, finish=False)
    text = (await client.get(f"/chat/thread/{attempt.id}", headers={"accept-language": "zh-CN"})).text
    assert '<html lang="zh-CN"' in text
    assert "林主任" in text and "心内科主任" in text
    assert f'data-phase="{attempt.phase}" class="now" aria-current="step"' in text
    assert f'action="/attempts/{attempt.id}/finish"' in text
    assert 'class="chat"' in text


async def test_a_finished_one_is_read_only_from_the_first_paint(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Good morning.", "What takes most of your time?")
    text = (await client.get(f"/chat/thread/{attempt.id}")).text
    assert '<body class="chat finished"' in text
    assert f'data-result="score">{attempt.total}</b>' in text
    assert f'href="/attempts/{attempt.id}"' in text


async def test_an_attempt_that_is_not_there_is_not_found(client: httpx.AsyncClient) -> None:
    assert (await client.get(UNKNOWN)).status_code == 404


async def test_another_persons_attempt_is_not_found(client: httpx.AsyncClient, practice: PracticeService) -> None:
    attempt = await practice.start(*VISIT, person="somebody-else")
    answer = await client.get(f"/chat/thread/{attempt.id}")
    assert answer.status_code == 404
    assert answer.text.replace(attempt.id, "") == (await client.get(UNKNOWN)).text.replace(
        UNKNOWN.rsplit("/", 1)[1], ""
    )


async def test_the_composer_invites_by_name(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play(talk=VISIT, finish=False)
    headers = {"accept-language": "zh-CN", "referer": f"http://127.0.0.1:8000/chat/thread/{attempt.id}"}
    words = (await client.get("/chat/project/translations", headers=headers)).json()["translation"]
    assert words["chat"]["input"]["placeholder"] == "对林主任说……"
    assert words["common"]["status"]["error"]["serverConnection"] == "暂时连不上服务器，正在重连。说过的话都已保存。"


async def test_without_a_talk_the_composer_invites_plainly(client: httpx.AsyncClient) -> None:
    words = (await client.get("/chat/project/translations")).json()["translation"]
    assert words["chat"]["input"]["placeholder"] == "Say something …"


async def test_portraits_are_drawn_for_chinese_names_too(client: httpx.AsyncClient) -> None:
    answer = await client.get("/chat/avatars/director-lin")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert ">林</text>" in answer.text
    for unknown in ("nobody", "林主任"):
        answer = await client.get(f"/chat/avatars/{unknown}")
        assert answer.status_code == 200 and answer.text.startswith("<svg")
