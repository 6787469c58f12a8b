"""How a score was made: the whole calculation, every scorecard there is, and what is not settled yet."""

import re

import httpx
import pytest

from roleplay.attempt import Attempt
from roleplay.practice import LOCAL_PERSON, PracticeService
from roleplay.scorecard import Making, Scorecard
from roleplay.store.scorecards import add_scorecard
from tests.web.conftest import Play, lines_of

MAKING = Making(model="small-judge", runs=3, calls=12, input_tokens=23480, output_tokens=5120, seconds=41.3)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


async def judged(practice: PracticeService, attempt: Attempt, counts: bool = False, **making: object) -> Scorecard:
    """A judge's scorecard beside the first: one check was left to the signals, one divided its runs."""
    stored = await practice.cards.find(attempt)
    criteria = list(stored.card.criteria)
    checks = [check.model_copy(update={"scorer": "judge"}) for check in criteria[0].checks]
    checks[0] = checks[0].model_copy(update={"runs": ("met", "met", "missed"), "unsure": True})
    checks[-1] = checks[-1].model_copy(update={"scorer": "signals"})
    criteria[0] = criteria[0].model_copy(update={"checks": tuple(checks)})
    card = stored.card.model_copy(
        update={
            "scorer": "judge", "criteria": tuple(criteria), "total": 61,
            "making": MAKING.model_copy(update=making),
        }
    )  # fmt: skip
    add_scorecard(practice.database, attempt.id, stored.rubric_hash, "small-judge/1a2b", card, counts)
    return card


async def test_the_sum_can_be_done_again_from_the_page(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    text = plain((await client.get(f"/attempts/{attempt.id}")).text)
    parts = re.findall(r"Of the total: (\d) ÷ 5 × (\d+) = ([\d.]+)", text)
    assert all(int(level) * int(weight) / 5 == float(earned) for level, weight, earned in parts)
    for earned, scored, share, level in re.findall(
        r"Share: ([\d.]+) ÷ ([\d.]+) = ([\d.]+) Level: 5 × [\d.]+ \+ ½, rounded down, is (\d)", text
    ):
        assert abs(float(earned) / float(scored) - float(share)) < 0.001
        assert int(5 * float(earned) / float(scored) + 0.5) == int(level)
    for points, earned in re.findall(r"((?:[\d.]+ × [\d.]+(?: \+ )?)+) = ([\d.]+) of [\d.]+ points", text):
        assert sum(float(a) * float(b) for a, b in re.findall(r"([\d.]+) × ([\d.]+)", points)) == float(earned)
    scored = sum(int(weight) for _, weight, _ in parts)
    total = 100 * sum(float(earned) for *_, earned in parts) / scored
    assert attempt.total == int(total + 0.5)
    assert f"÷ {scored} × 100 = " in text and f"rounded to {attempt.total}" in text


async def test_what_was_not_scored_is_named_with_its_reason(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid")[:4])
    card = await practice.scorecard(attempt.id, LOCAL_PERSON)
    assert card is not None
    left = [check for criterion in card.criteria for check in criterion.checks if check.result == "not_scored"]
    text = (await client.get(f"/attempts/{attempt.id}")).text
    named = text.split("Not scored, and why")[1].split("</ul>")[0]
    assert left and named.count("<li>") == len(left) and "There was no opportunity" in named


async def test_rubric_and_scorer_are_named_with_their_versions(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Hello.")
    stored = await practice.cards.find(attempt)
    text = plain((await client.get(f"/attempts/{attempt.id}")).text)
    assert f"discovery, version 2, content {stored.rubric_hash[:12]}" in text
    assert f"offline scorer {stored.scorer_version}" in text


async def test_another_scorecard_is_listed_and_opened_and_the_page_says_which_counts(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    assert "This talk has" not in (await client.get(f"/attempts/{attempt.id}")).text
    await judged(practice, attempt)
    first, second = await practice.cards.all(attempt)

    page = (await client.get(f"/attempts/{attempt.id}")).text
    listed = page.split('<div id="cards">')[1].split("</div>")[0]
    assert f'?card={first.id}" aria-current="page"' in listed and f'?card={second.id}">61, AI scorer' in listed
    assert listed.index('<span class="tag">counts') < listed.index(f"?card={second.id}")

    text = (await client.get(f"/attempts/{attempt.id}?card={second.id}")).text
    assert '<p class="score">61<small>' in text and "This scorecard does not count." in text
    assert "disputes/check" not in text, "only against what counts"
    assert f'scorecard.md?card={second.id}"' in text
    for odd, status in (("9999", 404), ("0", 422), ("x", 422), ("9" * 40, 422)):
        assert (await client.get(f"/attempts/{attempt.id}?card={odd}")).status_code == status


async def test_a_judges_scorecard_tells_who_gave_which_result_and_what_it_took(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"))
    card = await judged(practice, attempt, counts=True)
    text = plain((await client.get(f"/attempts/{attempt.id}")).text)
    assert "A coach should check this" in text
    assert "By the AI scorer, asked 3 times, it answered: met, met, missed" in text
    first = card.criteria[0].checks
    assert text.count("By the AI scorer") == len(first) - 1
    for told in (
        "Model small-judge, 12 calls, asked 3 times",
        "23,480 read, 5,120 written",
        "Cost unknown",
        "41.3 seconds",
    ):
        assert told in text


@pytest.mark.parametrize(
    ("making", "told"),
    [({"cost": 0.00312}, "Cost 0.0031 USD"), ({"cost": 2.5}, "Cost 2.50 USD"), ({"input_tokens": None, "output_tokens": None}, "Tokens unknown"),
     ({"output_tokens": None}, "23,480 read, unknown written")],
)  # fmt: skip
async def test_what_is_not_known_is_called_unknown_and_never_nothing(
    client: httpx.AsyncClient, play: Play, practice: PracticeService, making: dict[str, object], told: str
) -> None:
    attempt = await play("Hello.")
    await judged(practice, attempt, counts=True, **making)
    assert told in plain((await client.get(f"/attempts/{attempt.id}")).text)


async def test_while_the_model_reads_the_page_says_so_and_looks_again_by_itself(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play("Hello.")
    page = f"/attempts/{attempt.id}"
    assert "http-equiv" not in (await client.get(page)).text
    practice.judging = lambda id: id == attempt.id  # type: ignore[method-assign, attr-defined]
    text = (await client.get(page)).text
    assert '<meta http-equiv="refresh" content="5">' in text
    assert "The AI scorer is still reading." in text and "<progress" in text
    assert "disputes/check" not in text, "what was typed would be lost"
    assert f'<p class="score">{attempt.total}<small>' in text
