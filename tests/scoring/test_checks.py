"""One check: its phase, its chance, its signal, its quotes."""

import pytest

from roleplay.scorecard import CheckResult, Evidence, Reason
from roleplay.scoring import checks
from roleplay.scoring.finding import Finding
from roleplay.scoring.scorer import score
from roleplay.transcript import Transcript
from tests.scoring.talk import OVEN, bare, customer, rubric, seller, talk

OPENED = talk(seller("How do your nights run?", "opening"), customer("Long.", phase="opening"))
PROBED = talk(
    seller("How do your nights run?"), customer("The nights are expensive.", "hint fact:gas"), seller("How so?")
)


def result_of(check: str, transcript: Transcript, phase: str = "probing", scenario: object = OVEN) -> CheckResult:
    made = rubric(f"[{{id: k, phase: {phase}, weight: 100, checks: [{{id: c, {check}}}]}}]")
    return score(transcript, made, scenario).criteria[0].checks[0]  # type: ignore[arg-type]


def test_what_the_talk_never_reached_is_missed_though_it_was_heard_before() -> None:
    result = result_of("signal: {move: open_question, at_least: 1}", OPENED, "closing")
    assert (result.result, result.why.code, result.why.params) == ("missed", "ended-before", {"phase": "closing"})
    assert (result.evidence, result.looked_at) == ((), (1, 2))


def test_keeping_from_something_earns_nothing_in_a_phase_never_reached() -> None:
    assert result_of("signal: {move: pressure, at_most: 0}", OPENED, "objection").result == "missed"


def test_words_against_a_check_stand_wherever_the_talk_ended() -> None:
    claimed = talk(seller("It never fails.", "opening"), customer("Oh?", phase="opening"))
    result = result_of("signal: {must_not_say: any}, critical: true", claimed, "closing")
    assert (result.result, result.why.code, result.evidence) == (
        "missed", "claimed", (Evidence(turn=1, quote="It never fails."),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chance", "arose"),
    [
        ("hint_given", True), ("fact_told", False), ("objection_raised", False), ("second_objection", False),
        ("duty_arose", False), ("price_asked", False),
    ],
)  # fmt: skip
def test_without_a_chance_a_check_is_not_scored(chance: str, arose: bool) -> None:
    result = result_of(f"signal: {{move: open_question, at_least: 1}}, chance: {chance}", PROBED)
    assert result.result == ("met" if arose else "not_scored")
    assert arose or (result.why.code, result.why.params) == ("no-occasion", {"chance": chance})


@pytest.mark.parametrize(
    ("chance", "acts"),
    [
        ("fact_told", ["tell fact:gas"]), ("objection_raised", ["raise objection:price"]),
        ("duty_arose", ["tell fact:burn"]),
    ],
)  # fmt: skip
def test_the_customers_acts_give_the_chance(chance: str, acts: list[str]) -> None:
    given = talk(seller("How do your nights run?"), customer("Well.", *acts), seller("How so?"))
    assert result_of(f"signal: {{move: open_question, at_least: 1}}, chance: {chance}", given).result == "met"


def test_an_objection_brought_back_is_no_second_objection() -> None:
    again = talk(
        seller("How do your nights run?"), customer("The money.", "raise objection:price"),
        seller("How so?"), customer("I said: the money.", "insist objection:price"), seller("How so?"),
    )  # fmt: skip
    check = "signal: {move: open_question, at_least: 1}, chance: second_objection"
    assert result_of(check, again).result == "not_scored"


def test_a_customer_who_speaks_of_the_price_gives_that_chance_in_any_transcript() -> None:
    asked = talk(seller("How do your nights run?"), customer("How much does it cost per month?"), seller("How so?"))
    check = "signal: {move: open_question, at_least: 1}, chance: price_asked"
    assert result_of(check, asked).result == "met"
    assert result_of(check, bare(asked), scenario=None).result == "met"


def test_leaving_before_the_customer_could_object_is_no_excuse() -> None:
    rushed = talk(
        seller("How do your nights run?"), customer("Long."), seller("Goodbye.", "closing"), ending="seller_left"
    )
    check = "signal: {acknowledged: objection, at_least: 1}, chance: objection_raised"
    assert (result_of(check, rushed, "objection").result, result_of(check, rushed, "objection").why.code) == (
        "missed", "passed-over",
    )  # fmt: skip
    agreed = rushed.model_copy(update={"ending": "agreed"})
    assert result_of(check, agreed, "objection").why.code == "no-occasion"


def test_a_customer_who_agrees_without_a_concern_costs_nothing_and_gives_nothing_away() -> None:
    agreed = talk(seller("How do your nights run?"), customer("Long. Come by on Monday."), ending="agreed")
    calm = "signal: {move: pressure, at_most: 0}"
    assert (result_of(calm, agreed, "objection").result, result_of(calm, agreed, "objection").why.code) == (
        "not_scored", "no-occasion",
    )  # fmt: skip
    pushed = talk(seller("You must decide now, it's your last chance."), customer("Fine, Monday."), ending="agreed")
    assert result_of(calm, pushed, "objection").result == "missed"


def test_a_bare_talk_of_reflections_alone_has_found_out_without_a_question() -> None:
    heard = bare(
        talk(seller("Hello, Pat."), customer("I bake all night."), seller("It sounds as if the nights wear you out."))
    )
    check = "signal: {move: reflection, at_least: 1}"
    assert result_of(check, heard, scenario=None).result == "met"
    assert result_of(check, bare(talk(seller("Hello, Pat."))), scenario=None).why.code == "ended-before"


def test_a_check_without_a_signal_is_left_to_a_reader() -> None:
    assert (result_of("points: 2", PROBED).result, result_of("points: 2", PROBED).why.code) == (
        "not_scored",
        "no-signal",
    )


def test_a_bare_transcript_leaves_unscored_only_what_needs_a_practice_talk() -> None:
    words = bare(PROBED)
    assert result_of("signal: {move: open_question, at_least: 1}", words).result == "met"
    assert result_of("signal: {move: open_question, at_least: 1}, chance: hint_given", words).why.code == "no-state"
    assert result_of("signal: {topic: fact, at_least: 1}", words, scenario=None).why.code == "no-scenario"


def test_a_quote_that_was_never_said_earns_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    invented = Finding("met", Reason(code="count"), (Evidence(turn=1, quote="You said something nobody said."),))
    monkeypatch.setattr(checks, "find", lambda signal, talk: invented)
    result = result_of("signal: {move: open_question, at_least: 1}", PROBED)
    assert (result.result, result.evidence) == ("missed", ())
