"""“I disagree” and “I did answer”, through the page."""

import re

import httpx
import pytest

from roleplay.attempt import Attempt
from roleplay.practice import LOCAL_PERSON, LONGEST_REASON, PracticeService
from tests.web.conftest import CALL, VISIT, Play, lines_of

ZH = {"accept-language": "zh-CN"}


async def pitched(play: Play) -> Attempt:
    """A talk with concerns to which no answer was heard."""
    return await play(*lines_of("zh/pitcher"), talk=VISIT)


def forms(text: str, action: str) -> list[dict[str, str]]:
    """The hidden fields of each form that goes there."""
    found = re.findall(rf'<form method="post" action="[^"]*/disputes/{action}".*?</form>', text, re.S)
    return [dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)) for form in found]


async def test_every_check_can_be_disagreed_with_and_shows_it_until_it_is_taken_back(
    client: httpx.AsyncClient, play: Play
) -> None:
    attempt = await play(*lines_of("en/pitcher"))
    page = f"/attempts/{attempt.id}"
    fields = forms((await client.get(page)).text, "check")
    text = (await client.get(page)).text
    assert len(fields) > 10 and "required" in text
    assert len(re.findall(r'<form[^>]* method="post"', text)) == text.count('name="csrf"')

    answer = await client.post(f"{page}/disputes/check", data=fields[3] | {"reason": "I <b>did</b> ask."})
    card, check = fields[3]["card"], fields[3]["check"]
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?card={card}#check-{check}")
    text = (await client.get(answer.headers["location"])).text
    assert "You disagreed</b>: <span" in text and "I &lt;b&gt;did&lt;/b&gt; ask." in text
    assert "Waiting for a coach" in text
    assert re.search(rf'<details open><summary>(?:(?!</details>).)*id="check-{check}"', text, re.S)
    assert len(forms(text, "check")) == len(fields) - 1

    answer = await client.post(f"{page}/disputes/withdraw", data=forms(text, "withdraw")[0])
    assert answer.status_code == 303
    assert "Waiting for a coach" not in (await client.get(page)).text


async def test_an_unanswered_concern_can_be_claimed_as_answered(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await pitched(play)
    page = f"/attempts/{attempt.id}"
    fields = forms((await client.get(page, headers=ZH)).text, "objection")
    assert fields
    await client.post(f"{page}/disputes/objection", data=fields[0] | {"reason": "第 7 句说了。"})
    text = (await client.get(page, headers=ZH)).text
    assert "你申诉说已经回应过" in text and "第 7 句说了。" in text
    assert "第 7 句说了。" in (await client.get(f"{page}/scorecard.md", headers=ZH)).text


async def test_the_score_stays_as_it_is(client: httpx.AsyncClient, play: Play, practice: PracticeService) -> None:
    attempt = await play(*lines_of("en/pitcher"))
    before = await practice.scorecard(attempt.id, LOCAL_PERSON)
    fields = forms((await client.get(f"/attempts/{attempt.id}")).text, "check")[0]
    await client.post(f"/attempts/{attempt.id}/disputes/check", data=fields | {"reason": "No."})
    assert await practice.scorecard(attempt.id, LOCAL_PERSON) == before


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"reason": "  "}, 409), ({"reason": "a" * (LONGEST_REASON + 1)}, 409), ({"check": "no-such-check"}, 404),
        ({"check": "x\r\nSet-Cookie: a=b"}, 404), ({"card": "9999"}, 404), ({"card": "0"}, 422), ({"card": "x"}, 422), ({"card": "9" * 30}, 422),
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    client: httpx.AsyncClient, play: Play, practice: PracticeService, changes: dict[str, str], status: int
) -> None:
    attempt = await play("Hello.")
    fields = forms((await client.get(f"/attempts/{attempt.id}")).text, "check")[0]
    answer = await client.post(f"/attempts/{attempt.id}/disputes/check", data=fields | {"reason": "No."} | changes)
    assert answer.status_code == status
    assert await practice.disputes.of(attempt) == []


async def test_a_scorecard_of_another_attempt_cannot_be_disputed_through_this_one(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt, other = await play("Hello."), await play("Hello.")
    fields = forms((await client.get(f"/attempts/{other.id}")).text, "check")[0]
    answer = await client.post(f"/attempts/{attempt.id}/disputes/check", data=fields | {"reason": "No."})
    assert answer.status_code == 404


async def test_another_persons_attempt_is_not_there(client: httpx.AsyncClient, practice: PracticeService) -> None:
    foreign = await practice.start(*CALL, person="somebody-else")
    async for _ in practice.say(foreign.id, "somebody-else", "Hello."):
        pass
    done = await practice.finish(foreign.id, "somebody-else")
    card = await practice.cards.find(done)
    kept = await practice.disputes.disagree(done, card, card.card.criteria[0].checks[0].id, "Mine.")
    for action, data in (
        ("check", {"card": card.id, "check": kept.check, "reason": "Theirs."}),
        ("withdraw", {"card": card.id, "dispute": kept.id, "place": "check-x"}),
    ):
        assert (await client.post(f"/attempts/{done.id}/disputes/{action}", data=data)).status_code == 404
    assert await practice.disputes.of(done) == [kept]


async def test_a_place_to_go_back_to_is_one_of_ours(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Hello.")
    data = {"card": "1", "dispute": "1", "place": "x\r\nSet-Cookie: a=b"}
    assert (await client.post(f"/attempts/{attempt.id}/disputes/withdraw", data=data)).status_code == 422
