"""The offline scorer as a whole: what it must never do, and one scorecard compared whole."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.scorecard import Scorecard
from roleplay.scoring.scorer import SIGNALS_VERSION, score
from roleplay.transcript import Transcript
from tests.scoring.talk import CAST, OVEN, bare, customer, rubric, seller, talk, unheard

GOLDEN = Path(__file__).parent / "golden.json"
CALL = CAST.rubrics["call"]
WHOLE = rubric(
    """
    - {id: opening, phase: opening, weight: 15, checks: [
        {id: greets, signal: {move: greeting, at_least: 1, first: 1}},
        {id: agenda, signal: {move: agenda, at_least: 1, first: 2}}]}
    - {id: needs, phase: probing, weight: 35, checks: [
        {id: asks, signal: {move: open_question, at_least: 3, partly: 2}},
        {id: follows, signal: {asked_about: fact, after: hint, at_least: 1}, chance: hint_given, points: 2},
        {id: listens, signal: {all: [{share: telling, at_most: .5, partly: .65}, {move: reflection, at_least: 1}]}}]}
    - {id: value, phase: probing, weight: 15, checks: [
        {id: honest, signal: {must_not_say: any}, critical: true},
        {id: safety, signal: {must_do: any}, chance: duty_arose}]}
    - {id: concerns, phase: objection, weight: 20, checks: [
        {id: takes-in, signal: {acknowledged: objection, at_least: 1}, chance: objection_raised},
        {id: answers, signal: {answered_with: evidence, at_least: 1}, chance: objection_raised},
        {id: second, signal: {acknowledged: objection, at_least: 2}, chance: second_objection}]}
    - {id: close, phase: closing, weight: 15, checks: [
        {id: time, signal: {next_step: with_time, at_least: 1}},
        {id: gentle, signal: {not: {move: pressure, at_least: 1}}}]}
    """
)
OPENING = (
    seller(
        "Good morning, this is Ada from Hearth. I would like five minutes about your nights, is that all right?",
        "opening",
    ),
    customer("Five minutes.", "permission", phase="opening"),
)
GOOD = talk(
    *OPENING,
    seller("How do your nights run?"),
    customer("The nights are expensive.", "hint fact:gas"),
    seller("So the gas bill keeps you up at night. What does the gas cost you?"),
    customer("The gas bill is up by half.", "tell fact:gas"),
    seller("What did you try so far?"),
    customer("The last one cost me dear.", "raise objection:price", phase="objection"),
    seller("I understand the worry. Forty bakeries used a third less gas in a year.", "objection"),
    customer("A third less gas would help.", "resolve objection:price", phase="objection"),
    seller("Could I come by on Thursday at ten to look at the ovens?", "closing"),
    customer("Let's do that.", "agree", phase="closing"),
    ending="agreed",
)


def test_a_good_talk_passes() -> None:
    card = score(GOOD, WHOLE, OVEN)
    assert card.passed is True
    # opening 2/2: 5, needs 4/4: 5, value 1/1 (no duty arose): 5, concerns 2/2 (no second): 5, close 2/2: 5
    assert card.total == 100
    assert card.first == ()


def test_a_perfect_opening_followed_by_finish_fails() -> None:
    card = score(talk(*OPENING, ending="finished"), WHOLE, OVEN)
    assert (card.criteria[0].level, card.passed) == (5, False)
    assert card.total == 15  # 15 x 5/5 of 100; everything the talk did not reach is in the denominator


def test_nothing_is_invented_for_a_phase_never_reached() -> None:
    card = score(talk(*OPENING), WHOLE, OVEN)
    for criterion in card.criteria[1:]:
        for check in criterion.checks:
            assert (check.result, check.why.code, check.evidence) == ("missed", "ended-before", ())


def test_perfect_manners_with_nothing_but_pitch_fail() -> None:
    telling = "It is the best oven on the market and our van comes to every customer twice a year, thank you."
    turns = [*OPENING]
    for _ in range(4):
        turns += [seller(telling, "opening"), customer("So you say.", "told", phase="opening")]
    turns += [
        seller("Could I come by on Thursday at ten? Thank you.", "closing"),
        customer("Goodbye.", "farewell", phase="closing"),
    ]
    card = score(talk(*turns, ending="seller_left"), WHOLE, OVEN)
    assert card.passed is False
    assert card.total is not None and card.total <= 45


@pytest.mark.parametrize("transcript", [GOOD, bare(GOOD), talk(*OPENING)], ids=["good", "bare", "opening"])
def test_every_quote_is_in_the_sellers_turn_it_names(transcript: Transcript) -> None:
    card = score(transcript, WHOLE, OVEN)
    texts = {turn.n: turn.text for turn in transcript.seller_turns()}
    for criterion in card.criteria:
        for check in criterion.checks:
            assert all(evidence.quote in texts[evidence.turn] for evidence in check.evidence)
    for said in [*card.first, *card.well]:
        assert said.turn is None or said.said in texts[said.turn]


def test_a_pleasant_customer_does_not_raise_the_score() -> None:
    cold = score(GOOD, WHOLE, OVEN)
    warm = [
        turn if turn.speaker == "seller" else turn.model_copy(update={"text": f"Wonderful, you are so good at this! {turn.text}"})
        for turn in GOOD.turns
    ]  # fmt: skip
    assert score(GOOD.model_copy(update={"turns": tuple(warm)}), WHOLE, OVEN) == cold


def test_what_the_customer_comes_to_think_does_not_raise_the_score() -> None:
    trusting = [
        turn.model_copy(update={"trust": 5, "patience": 5, "objections": {"price": "resolved"}}) for turn in GOOD.turns
    ]
    lost = GOOD.model_copy(update={"turns": tuple(trusting), "ending": "walked_out"})
    assert score(lost, WHOLE, OVEN).criteria == score(GOOD, WHOLE, OVEN).criteria


def test_the_same_transcript_gives_the_same_scorecard() -> None:
    cards = {score(GOOD, WHOLE, OVEN).model_dump_json(by_alias=True) for _ in range(3)}
    assert len(cards) == 1


def test_a_must_not_say_in_a_question_fails_nobody() -> None:
    asked = seller("You asked whether it never fails? Every oven fails, and then we come the same day.")
    card = score(talk(*GOOD.turns[:6], asked, *GOOD.turns[7:], ending="agreed"), WHOLE, OVEN)
    assert card.criteria[2].checks[0].result == "met"


def test_a_claim_that_may_not_be_made_fails_the_best_talk() -> None:
    claimed = seller("What did you try so far? Our oven never fails.")
    card = score(talk(*GOOD.turns[:6], claimed, *GOOD.turns[7:], ending="agreed"), WHOLE, OVEN)
    assert card.total is not None and card.total >= 70
    assert (card.passed, card.first[0].check) == (False, "honest")


def test_a_transcript_from_anywhere_is_scored_as_far_as_it_can_be() -> None:
    card = score(bare(GOOD), WHOLE, None)
    results = {check.id: (check.result, check.why.code) for criterion in card.criteria for check in criterion.checks}
    assert results["asks"] == ("met", "count")
    assert results["follows"] == ("not_scored", "no-scenario")
    assert results["honest"] == ("not_scored", "no-scenario")
    assert results["time"][0] == "met"


def test_too_little_scored_is_not_passed() -> None:
    small = rubric(
        """
        - {id: a, phase: opening, weight: 40, checks: [{id: a1, signal: {move: greeting, at_least: 1}}]}
        - {id: b, phase: opening, weight: 60, checks: [{id: b1, signal: {must_do: any}}]}
        """
    )
    card = score(talk(*OPENING), small, OVEN)
    assert (card.total, card.passed) == (100, False)


def test_a_talk_without_a_sellers_turn_gets_no_points_and_no_crash() -> None:
    card = score(talk(), WHOLE, OVEN)
    assert (card.total, card.passed, [thing.turn for thing in card.first]) == (0, False, [None])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=40)), max_size=6))
def test_no_words_crash_it_and_all_quotes_stand(words: list[tuple[str, str]]) -> None:
    turns = [turn for ours, theirs in words for turn in (seller(ours), customer(theirs, "raise objection:price"))]
    transcript = talk(*turns)
    card = score(transcript, WHOLE, OVEN)
    texts = {turn.n: turn.text for turn in transcript.turns}
    quotes = [evidence for criterion in card.criteria for check in criterion.checks for evidence in check.evidence]
    assert all(quote.quote and quote.quote in texts[quote.turn] for quote in quotes)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=40)), max_size=4))
def test_no_words_crash_it_where_it_hears_them_itself(words: list[tuple[str, str]]) -> None:
    turns = [turn for ours, theirs in words for turn in (seller(ours), customer(theirs, "raise objection:price"))]
    card = score(unheard(talk(*turns)), WHOLE, OVEN)
    quotes = [evidence for criterion in card.criteria for check in criterion.checks for evidence in check.evidence]
    assert all(quote.quote and quote.quote in turns[quote.turn - 1].text for quote in quotes)


def test_met_and_partly_met_have_words_or_were_met_by_absence() -> None:
    for transcript in (GOOD, talk(*OPENING), bare(GOOD)):
        for criterion in score(transcript, WHOLE, OVEN).criteria:
            for check in criterion.checks:
                assert check.evidence or check.looked_at is not None or check.result == "not_scored"
                assert check.result != "partly" or check.evidence


@pytest.mark.clock
def test_twenty_turns_are_scored_in_a_moment() -> None:
    turns = (*GOOD.turns[:-2], *GOOD.turns[2:-2], *GOOD.turns[-2:])
    transcript = talk(*turns)
    assert len(transcript.turns) == 20
    score(transcript, WHOLE, OVEN)
    best = min(_seconds(transcript) for _ in range(7))
    assert best < 0.03  # 8 ms where nothing else runs; a busy machine gets room


def _seconds(transcript: Transcript) -> float:
    started = time.perf_counter()
    score(transcript, WHOLE, OVEN)
    return time.perf_counter() - started


def test_the_scorecard_as_a_whole() -> None:
    """After a wanted change write the golden file anew: python -m tests.scoring.test_scorer"""
    assert json.loads(golden()) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_a_scorecard_is_read_back_as_it_was() -> None:
    card = score(GOLDEN_TALK, WHOLE, OVEN)
    assert Scorecard.model_validate_json(card.model_dump_json(by_alias=True)) == card
    assert Scorecard.model_validate_json(card.model_dump_json()) == card


def test_the_version_names_code_and_lexicons() -> None:
    assert len(SIGNALS_VERSION) == 12 and int(SIGNALS_VERSION, 16) >= 0


GOLDEN_TALK = talk(
    *GOOD.turns[:4],
    seller("It is the best oven on the market and our team is there around the clock for everyone."),
    customer("Any money spent is lost.", "raise objection:price", phase="objection"),
    seller("Our van comes to every customer twice a year, and that is really quite something.", "objection"),
    customer("You did not answer me about the money.", "insist objection:price", phase="objection"),
    seller("I understand the worry. Shall we meet again?", "closing"),
    customer("Not now.", "stall", phase="closing"),
    ending="not_now",
)


def golden() -> str:
    card = score(GOLDEN_TALK, WHOLE, OVEN)
    return json.dumps(card.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    GOLDEN.write_text(golden(), encoding="utf-8")
