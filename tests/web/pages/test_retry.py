"""Trying a moment again: the buttons, the way into the new talk, its label everywhere, and both talks side by side."""

import re
from html import unescape

import httpx
import pytest

from roleplay.attempt import Attempt
from roleplay.practice import LOCAL_PERSON, PracticeService
from tests.web.conftest import CALL, VISIT, Play, lines_of

ZH = {"accept-language": "zh-CN"}
WEAK = ("Hello.", "Our software is the best on the market.", "It also has fantastic dashboards.")


async def branch_of(
    client: httpx.AsyncClient, practice: PracticeService, parent: Attempt, turn: int, *lines: str, finish: bool = True
) -> Attempt:
    answer = await client.post(f"/attempts/{parent.id}/retry", data={"turn": str(turn)})
    assert answer.status_code == 303
    id = answer.headers["location"].removeprefix("/chat/thread/")
    for line in lines:
        if (await practice.attempt(id, LOCAL_PERSON)).is_finished:
            break
        async for _ in practice.say(id, LOCAL_PERSON, line):
            pass
    if finish:
        await practice.finish(id, LOCAL_PERSON)
    return await practice.attempt(id, LOCAL_PERSON)


def plain(text: str) -> str:
    """What a reader sees of it."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


async def test_every_turn_of_the_sellers_can_be_retried_and_no_other(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    own = [turn.n for turn in (await practice.transcript(attempt.id, LOCAL_PERSON)).seller_turns()]

    text = (await client.get(f"/attempts/{attempt.id}")).text

    here = re.findall(r'<button class="again noprint" type="submit" form="retry" name="turn" value="(\d+)"', text)
    assert [int(n) for n in here] == own
    assert f'<form id="retry" method="post" action="/attempts/{attempt.id}/retry">' in text


async def test_each_first_thing_that_has_a_moment_offers_it_again(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("zh/pitcher"), talk=VISIT)
    card = await practice.scorecard(attempt.id, LOCAL_PERSON)
    own = {turn.n for turn in (await practice.transcript(attempt.id, LOCAL_PERSON)).seller_turns()}
    assert card is not None and any(thing.turn for thing in card.first)

    text = (await client.get(f"/attempts/{attempt.id}", headers=ZH)).text

    for number, thing in enumerate(card.first, 1):
        article = re.search(rf'id="thing-{number}">.*?</article>', text, re.S)
        assert article is not None
        offered = re.findall(r'form="retry" name="turn" value="(\d+)">重试第 (\d+) 句', article[0])
        if thing.turn:
            (value, told) = offered[0]
            assert value == told and int(value) in own and 0 <= int(value) - thing.turn <= 1
        else:
            assert offered == []


async def test_a_retry_leads_into_the_new_talk_which_says_what_it_is(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*WEAK)
    branch = await branch_of(client, practice, parent, 3, finish=False)
    assert (branch.parent, branch.branch_turn) == (parent.id, 3)

    text = (await client.get(f"/chat/thread/{branch.id}")).text

    assert "Retry from turn 3" in text
    assert "Retry from" not in (await client.get(f"/chat/thread/{parent.id}")).text


@pytest.mark.parametrize(
    ("turn", "status", "told"),
    [
        ("2", 409, "Turn 2 is the customer&#39;s. Your turns are: 1, 3, 5"),
        ("99", 409, "This talk has no turn 99."),
        ("0", 409, "This talk has no turn 0."),
        ("x", 422, "The request was not understood"),
        ("", 422, "The request was not understood"),
        ("9" * 30, 409, "This talk has no turn"),
    ],
)
async def test_what_cannot_be_retried_is_refused_calmly(
    client: httpx.AsyncClient, play: Play, practice: PracticeService, turn: str, status: int, told: str
) -> None:
    attempt = await play(*WEAK)

    answer = await client.post(f"/attempts/{attempt.id}/retry", data={"turn": turn})

    assert answer.status_code == status and told in answer.text
    assert len(await practice.attempts(LOCAL_PERSON)) == 1


async def test_an_open_an_empty_and_a_foreign_talk_are_not_retried(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    going, empty = await play("Hello.", finish=False), await play()
    foreign = await practice.start(*CALL, person="somebody-else")

    for attempt, status, told in (
        (going, 409, "This talk is not over yet. Finish it first"),
        (empty, 409, "Nothing was said in this talk."),
        (foreign, 404, "Page not found"),
    ):
        answer = await client.post(f"/attempts/{attempt.id}/retry", data={"turn": "1"})
        assert answer.status_code == status and told in answer.text


async def test_retrying_is_not_done_by_a_link(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Hello.")
    assert (await client.get(f"/attempts/{attempt.id}/retry")).status_code == 405


async def test_a_branch_is_labelled_in_lists_and_counts_for_no_figure(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*WEAK)
    branch = await branch_of(client, practice, parent, 1, *lines_of("en/honest-ingrid"))
    assert branch.total is not None and parent.total is not None and branch.total > parent.total

    home, past = (await client.get("/")).text, (await client.get("/attempts")).text
    brief = plain((await client.get("/scenarios/discovery-call?persona=ingrid-solberg")).text)

    for text in (home, past):
        rows = re.findall(r'<li>.*?href="/attempts/([\w-]+)">.*?</li>', text, re.S)
        assert rows == [branch.id, parent.id]
        assert text.count("Retry from turn 1") == 1
    assert f"Best {parent.total}, " in plain(home) and f"Best {branch.total}" not in plain(home)
    assert "One talk so far" in past
    assert "1 talk" in brief and f"best {parent.total}" in brief and f"best {branch.total}" not in brief


async def test_the_next_talk_is_compared_with_the_last_one_that_counts(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play("Hello.")
    branch = await branch_of(client, practice, parent, 1, *lines_of("en/honest-ingrid"))
    later = await play(*lines_of("en/honest-ingrid")[:4])
    assert branch.total and later.total and parent.total is not None

    text = plain((await client.get(f"/attempts/{later.id}")).text)

    assert "Attempt 2, " in text
    assert f"{later.total - parent.total} better than last time" in text
    of_branch = plain((await client.get(f"/attempts/{branch.id}")).text)
    assert "than last time" not in of_branch and "Attempt " not in of_branch


async def test_an_open_branch_goes_on_at_home_and_an_untouched_one_is_not_shown(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*WEAK)
    untouched = await branch_of(client, practice, parent, 3, finish=False)
    begun = await branch_of(client, practice, parent, 5, "What takes most of your time?", finish=False)

    home, past = (await client.get("/")).text, (await client.get("/attempts")).text

    assert untouched.id not in home + past
    assert f'href="/chat/thread/{begun.id}"' in home
    assert "Retry from turn 5" in home and "Retry from turn 5" in past


async def test_parent_and_branch_lead_to_one_another(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*WEAK)
    branch = await branch_of(client, practice, parent, 3, "What takes most of your time?")

    of_branch = (await client.get(f"/attempts/{branch.id}")).text
    of_parent = (await client.get(f"/attempts/{parent.id}")).text

    assert f'href="/attempts/{parent.id}"' in of_branch and f'href="/attempts/{branch.id}/compare"' in of_branch
    assert "A retry is for practice only" in of_branch and "A retry is for practice only" not in of_parent
    assert f'href="/attempts/{branch.id}"' in of_parent and f'href="/attempts/{branch.id}/compare"' in of_parent
    assert "Retries" in of_parent and "Retries" not in of_branch


async def test_both_talks_stand_side_by_side(client: httpx.AsyncClient, play: Play, practice: PracticeService) -> None:
    parent = await play(*WEAK)
    branch = await branch_of(client, practice, parent, 5, *lines_of("en/honest-ingrid")[1:5])
    old, new = [await practice.transcript(attempt.id, LOCAL_PERSON) for attempt in (parent, branch)]

    answer = await client.get(f"/attempts/{branch.id}/compare")

    text = answer.text
    assert answer.status_code == 200 and "<script" not in text
    assert f'action="/attempts/{parent.id}/retry"' in text and 'form="retry" name="turn" value="5"' in text
    folded, rest = text[text.index("<details") : text.index("</details>")], text[text.index("</details>") :]
    assert re.findall(r'<span class="n">(\d+)</span>', folded) == ["1", "2", "3", "4"]
    pairs = [re.findall(r'<span class="n">(\d+)</span>', row) for row in rest.split('<li class="twin">')[1:]]
    assert pairs[0] == ["5", "5"] and len(pairs) == len(new.turns) - 4
    assert pairs[-1] == [str(len(new.turns))], "the parent was over by then"
    assert plain(text).count("This talk had ended.") == 1
    for turn in (*old.turns[4:], *new.turns[4:]):
        assert turn.text in unescape(rest)


async def test_results_and_levels_stand_with_their_difference(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*WEAK)
    branch = await branch_of(client, practice, parent, 1, *lines_of("en/honest-ingrid"))
    before, now = [await practice.scorecard(attempt.id, LOCAL_PERSON) for attempt in (parent, branch)]
    assert before and now and before.total is not None and now.total is not None
    _, _, rubric = await practice.content(branch)
    end_then, end_now = [
        (await practice.transcript(attempt.id, LOCAL_PERSON)).turns[-1] for attempt in (parent, branch)
    ]

    text = (await client.get(f"/attempts/{branch.id}/compare")).text

    assert "with different lines from the start" in text and "<details" not in text
    rows = {
        plain(row).split("  ")[0].strip(): row for row in re.findall(r'<th scope="row"[^>]*>(.*?)</tr>', text, re.S)
    }
    found = [plain(row) for row in rows.values()]
    assert f"Total pass 70 {before.total} {now.total} +{now.total - before.total} " in found[0]
    for criterion, told, old, new in zip(rubric.criteria, found[1:], before.criteria, now.criteria, strict=False):
        by = (new.level or 0) - (old.level or 0)
        change = "same" if by == 0 else f"+{by}" if by > 0 else f"−{-by}"
        assert told.strip() == f"{criterion.name} {old.level} {new.level} {change}"
    assert f"Trust at the end {end_then.trust} {end_now.trust} " in found[-3]
    assert f"Patience at the end {end_then.patience} {end_now.patience} " in found[-2]
    assert "you finished early. " in found[-1]
    assert f"{now.total - before.total} points more this time, most of it in" in plain(text)


async def test_a_retry_that_went_worse_says_so_in_the_readers_language(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*lines_of("zh/honest-lin"), talk=VISIT)
    branch = await branch_of(client, practice, parent, 3, "今天就签吧，不然名额没了。")
    assert parent.total is not None and branch.total is not None and branch.total < parent.total

    text = (await client.get(f"/attempts/{branch.id}/compare", headers=ZH)).text

    assert f"这次低 {parent.total - branch.total} 分，主要在“" in text
    assert f'<b class="fall">−{parent.total - branch.total}</b>' in text


async def test_only_branches_with_a_score_are_compared(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    parent = await play(*WEAK)
    going = await branch_of(client, practice, parent, 3, "Hello again.", finish=False)
    empty = await branch_of(client, practice, parent, 3)
    foreign = await practice.start(*CALL, person="somebody-else")

    for attempt in (parent, foreign):
        assert (await client.get(f"/attempts/{attempt.id}/compare")).status_code == 404
    for attempt in (going, empty):
        answer = await client.get(f"/attempts/{attempt.id}/compare")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/attempts/{attempt.id}")


async def test_what_was_typed_is_shown_as_typed(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    line = "<script>alert(1)</script> {{ 7*7 }}"
    parent = await play(line, line)
    branch = await branch_of(client, practice, parent, 3, line)

    text = (await client.get(f"/attempts/{branch.id}/compare")).text

    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}") == 3 and "<script" not in text
