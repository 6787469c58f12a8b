"""The scorecard's page."""

import re

import httpx
import pytest

from roleplay.practice import LOCAL_PERSON, PracticeService
from roleplay.store.tables import AttemptRow, TurnRow
from tests.web.conftest import CALL, VISIT, Play, lines_of

ZH = {"accept-language": "zh-CN"}


async def test_a_weak_talk_reads_from_the_finding_down(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("zh/pitcher"), talk=VISIT)
    card = await practice.scorecard(attempt.id, LOCAL_PERSON)
    assert card is not None and card.first and card.passed is False
    text = (await client.get(f"/attempts/{attempt.id}", headers=ZH)).text
    assert f'<p class="score">{card.total}<small>' in text
    assert f"先改这 {len(card.first)} 点" in text
    marked = set()
    for number, thing in enumerate(card.first, 1):
        assert f'id="thing-{number}"' in text
        assert thing.better is None or thing.better in text
        if thing.turn:
            assert f'href="#t{thing.turn}"' in text
        if thing.turn and (thing.turn, thing.said) not in marked:  # the same words lead to the first thing said of them
            marked.add((thing.turn, thing.said))
            assert f'<a href="#thing-{number}"' in text, "the marked words lead back to the thing"


async def test_a_good_talk_says_so(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    text = (await client.get(f"/attempts/{attempt.id}")).text
    assert attempt.passed
    assert re.search(r"<h1[^>]*>Passed, \w+ to spare", text)
    assert "What went well" in text
    assert "Ending, not scored: " in text


async def test_every_turn_stands_beside_the_score_with_its_marks(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    transcript = await practice.transcript(attempt.id, LOCAL_PERSON)
    card = await practice.scorecard(attempt.id, LOCAL_PERSON)
    assert card is not None
    text = (await client.get(f"/attempts/{attempt.id}")).text
    assert re.findall(r'<li class="turn (\w+)" id="t(\d+)">', text) == [(t.speaker, str(t.n)) for t in transcript.turns]
    checks = [check for criterion in card.criteria for check in criterion.checks]
    against = {quote.turn for check in checks if check.result == "missed" for quote in check.evidence}
    evidence = {quote.turn for check in checks for quote in check.evidence}
    marked = {n for n in evidence if "<mark>" in _turn(text, n)}
    assert marked >= against | {praise.turn for praise in card.well}
    assert len(marked) <= len(transcript.seller_turns()) / 2, "a pen over every line points at nothing"


def _turn(text: str, n: int) -> str:
    found = re.search(rf'id="t{n}">.*?</li>', text, re.S)
    return found[0] if found else ""


async def test_every_check_tells_its_result_and_why(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Hello.", "What takes most of your time?", "Goodbye.")
    _, _, rubric = await practice.content(attempt)
    text = (await client.get(f"/attempts/{attempt.id}")).text
    for check in rubric.checks().values():
        assert check.asks in text.replace("&#39;", "'")
    whys = re.findall(
        r'<p class="small soft"><span[^>]*>(.*?)</span>', text.split('id="crit"')[1].split('id="how"')[0], re.S
    )
    assert len(whys) == len(rubric.checks()) and all(why.strip() for why in whys)


async def test_the_last_score_with_the_same_customer_is_compared(client: httpx.AsyncClient, play: Play) -> None:
    first = await play("Hello.")
    other = await play("Hello.", talk=("discovery-call", "theo-marchand"))
    second = await play(*lines_of("en/honest-ingrid"))
    assert first.total is not None and second.total is not None
    text = (await client.get(f"/attempts/{second.id}")).text
    assert f"{second.total - first.total} better than last time" in text
    assert "Attempt 2, " in text
    assert "than last time" not in (await client.get(f"/attempts/{other.id}")).text


async def test_an_open_talk_goes_on_in_the_chat(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Hello.", finish=False)
    answer = await client.get(f"/attempts/{attempt.id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/chat/thread/{attempt.id}")


async def test_one_without_a_word_says_so_calmly(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play()
    text = (await client.get(f"/attempts/{attempt.id}")).text
    assert "Nothing was said in this talk" in text and "Try again" in text


async def test_unknown_and_foreign_attempts_look_the_same(client: httpx.AsyncClient, practice: PracticeService) -> None:
    foreign = await practice.start(*CALL, person="somebody-else")
    for id in (foreign.id, "00000000-0000-4000-8000-000000000000", "x", "%00"):
        assert (await client.get(f"/attempts/{id}")).status_code == 404


async def test_a_talk_from_outside_has_no_page_here(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Hello.")
    with practice.database.writing() as session:
        session.get_one(AttemptRow, attempt.id).kind = "imported"
    for ending in ("", "/scorecard.md", "/scorecard.json"):
        assert (await client.get(f"/attempts/{attempt.id}{ending}")).status_code == 404


async def test_an_answer_of_the_offline_customer_in_the_models_place_is_marked(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Hello.", "What takes most of your time?")
    with practice.database.writing() as session:
        session.get_one(TurnRow, (attempt.id, 2)).speech = {"fallback": "unreachable"}
    for page in ("", "/scorecard.md"):
        text = (await client.get(f"/attempts/{attempt.id}{page}")).text
        assert text.count("The offline customer answers instead.") == 1


@pytest.mark.parametrize(
    "line", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }} {% raw %}", "</mark></li>"]
)
async def test_what_a_learner_typed_is_shown_as_typed(client: httpx.AsyncClient, play: Play, line: str) -> None:
    from markupsafe import escape

    attempt = await play(line, f"What do you think of {line}?")
    text = (await client.get(f"/attempts/{attempt.id}")).text
    assert str(escape(line)) in text
    assert line not in text or escape(line) == line
    assert "<script" not in text and "<img" not in text
