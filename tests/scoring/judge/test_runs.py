"""Asked several times: the middle result of each check, and whether a coach should look."""

import pytest

from roleplay.scorecard import Result
from roleplay.scoring.judge.middle import is_unsure, middle
from tests.fake_endpoint import Answer
from tests.fake_judge import FakeJudge, observed
from tests.scoring.judge.conftest import TABLE, check, judged
from tests.scoring.test_scorer import GOOD

ASKS = (3, "How do your nights run?")


@pytest.mark.parametrize(
    ("results", "kept", "critical"),
    [
        (["met"], "met", "met"),
        (["missed", "met", "met"], "met", "met"),
        (["missed", "partly", "met"], "partly", "partly"),
        (["missed", "missed", "met"], "missed", "missed"),
        # two middles: the lower, since credit needs more than half; failing a whole attempt needs it too
        (["missed", "met"], "missed", "met"),
        (["partly", "met", "met", "missed"], "partly", "met"),
        # no occasion: only when most runs found none
        (["not_scored", "not_scored", "met"], "not_scored", "not_scored"),
        (["not_scored", "met"], "met", "met"),
        (["not_scored", "met", "missed"], "missed", "met"),
        (["not_scored"], "not_scored", "not_scored"),
    ],
)
def test_the_middle_by_hand(results: list[Result], kept: Result, critical: Result) -> None:
    assert middle(results, critical=False) == kept == middle(results[::-1], critical=False)
    assert middle(results, critical=True) == critical


def test_a_coach_looks_where_runs_disagree_or_most_of_them_gave_nothing() -> None:
    assert not is_unsure(["met", "met", "met"], 3)
    assert is_unsure(["met", "partly", "met"], 3)
    assert is_unsure(["met"], 3)
    assert not is_unsure(["met", "met"], 3)


class Wavering:
    """Says of `asks` what stands in a list, one each time it is asked, and of the rest what the table says."""

    def __init__(self, *said: dict) -> None:
        self.said, self.times = list(said), 0
        self.fake = FakeJudge({})

    def __call__(self, body: dict) -> Answer:
        self.fake.table = dict(TABLE)
        if "CHECK asks" in body["messages"][1]["content"]:
            self.fake.table["asks"] = self.said[self.times]
            self.times += 1
        return self.fake(body)


async def test_the_median_is_kept_with_its_own_words_and_every_run_stands_beside_it() -> None:
    script = Wavering(observed("met", ASKS), observed("missed"), observed("partly", ASKS, reason="Only once."))
    card = await judged(script, judge_runs=3)

    asks = check(card, "asks")
    assert (asks.result, asks.why.text, asks.unsure) == ("partly", "Only once.", True)
    assert sorted(asks.runs) == ["met", "missed", "partly"]
    assert (check(card, "greets").runs, check(card, "greets").unsure) == (("met", "met", "met"), False)
    assert card.making is not None and (card.making.runs, card.making.calls) == (3, 12)


async def test_the_runs_ask_in_different_orders_about_the_same_transcript() -> None:
    script = Wavering(*[observed("met", ASKS)] * 9)
    await judged(script, judge_runs=9)
    needs = [request for request in script.fake.requests if "asks" in request.checks]
    assert len({tuple(request.checks) for request in needs}) > 3
    assert len({(request.task, tuple(request.inside)) for request in script.fake.requests}) == 1


async def test_a_run_without_a_quote_that_counts_is_left_out_and_the_others_decide() -> None:
    script = Wavering(observed("met", (3, "Nobody said this.")), observed("met", ASKS), observed("met", ASKS))
    asks = check(await judged(script, GOOD, judge_runs=3), "asks")
    assert (asks.result, asks.runs, asks.unsure, asks.scorer) == ("met", ("met", "met"), False, "judge")
