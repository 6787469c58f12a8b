"""The scorecard to take along."""

import json
import re

import httpx
import pytest

from roleplay.practice import LOCAL_PERSON, PracticeService
from tests.web.conftest import CALL, VISIT, Play, lines_of

ZH = {"accept-language": "zh-CN"}


async def test_markdown_is_a_download_named_by_what_was_practised(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    answer = await client.get(f"/attempts/{attempt.id}/scorecard.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert re.fullmatch(
        r'attachment; filename="discovery-call-ingrid-solberg-\d{4}-\d\d-\d\d-\d{4}\.md"',
        answer.headers["content-disposition"],
    )


@pytest.mark.parametrize(("talk", "lines", "headers"), [(CALL, "en/pitcher", {}), (VISIT, "zh/honest-lin", ZH)])
async def test_markdown_tells_what_the_page_tells(
    client: httpx.AsyncClient,
    play: Play,
    practice: PracticeService,
    talk: tuple[str, str],
    lines: str,
    headers: dict[str, str],
) -> None:
    attempt = await play(*lines_of(lines), talk=talk)
    card = await practice.scorecard(attempt.id, LOCAL_PERSON)
    transcript = await practice.transcript(attempt.id, LOCAL_PERSON)
    _, _, rubric = await practice.content(attempt)
    assert card is not None
    text = (await client.get(f"/attempts/{attempt.id}/scorecard.md", headers=headers)).text
    plain = re.sub(r"\\(.)", r"\1", text)
    wanted = [thing.why for thing in card.first] + [praise.said for praise in card.well]
    wanted += [concern.concern for concern in card.unanswered] + [check.asks for check in rubric.checks().values()]
    wanted += [turn.text for turn in transcript.turns] + [criterion.name for criterion in rubric.criteria]
    for words in wanted:
        assert " ".join(words.split()) in plain
    assert text.count("\n## ") >= 5 and not re.search(r"\n{4,}", text)


@pytest.mark.parametrize(
    "line",
    [
        "# A heading", "1. a list", "- a list", "> a quote", "[a](http://x.example) and ![b](http://x.example/y.png)",
        "<img src=x onerror=alert(1)>", "**bold** _slant_ `code` ~~no~~", "a | b", "&lt;b&gt;", "two\n\n# lines", "```",
    ],
)  # fmt: skip
async def test_marks_that_a_learner_typed_are_text(client: httpx.AsyncClient, play: Play, line: str) -> None:
    attempt = await play(line)
    text = (await client.get(f"/attempts/{attempt.id}/scorecard.md")).text
    said = text.split("**1 · You**")[1].split("**2 ·")[0].strip()
    assert said.startswith("> ") and "\n" not in said
    assert re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", said[2:]) == " ".join(line.split())
    assert not re.search(r"(?<!\\)[`*_\[\]<>#|~&]", said[2:])
    assert not re.match(r"\d+\.|[-+]", said[2:])


async def test_json_is_the_scorecard_of_the_contracts_with_the_transcript(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("zh/pitcher"), talk=VISIT)
    answer = await client.get(f"/attempts/{attempt.id}/scorecard.json")
    told = json.loads(answer.text)
    assert answer.headers["content-disposition"].endswith('.json"')
    assert told["scorecard"]["total"] == attempt.total
    assert set(told["scorecard"]) == {
        "rubric", "version", "scorer", "total", "passed", "criteria", "first", "unanswered",
    }  # fmt: skip
    assert [turn["text"] for turn in told["turns"]] == [
        turn.text for turn in (await practice.transcript(attempt.id, LOCAL_PERSON)).turns
    ]
    whys = [check["why"] for criterion in told["scorecard"]["criteria"] for check in criterion["checks"]]
    assert all(re.search("[a-z]", why) for why in whys), "in the reader's language"


@pytest.mark.parametrize("ending", ["md", "json"])
async def test_there_is_nothing_to_take_along_of_open_unsaid_foreign_or_unknown_talks(
    client: httpx.AsyncClient, play: Play, practice: PracticeService, ending: str
) -> None:
    open_talk, unsaid = await play("Hello.", finish=False), await play()
    foreign = await practice.start(*CALL, person="somebody-else")
    for id in (open_talk.id, unsaid.id, foreign.id, "x"):
        assert (await client.get(f"/attempts/{id}/scorecard.{ending}")).status_code == 404
    done = await play("Hello.")
    assert (await client.get(f"/attempts/{done.id}/scorecard.{ending}?card=9999")).status_code == 404
