"""Bad moves: nothing is earned beside them, they are called what they are, and doubt goes to a coach. Turns carry what was
heard by hand, so that no ear decides here."""

import json
from pathlib import Path

import pytest

from roleplay.content.rubric import Rubric
from roleplay.content.scenario import Scenario
from roleplay.heard import Ear, Heard, Span
from roleplay.listening.offline import EarlierLine, offline_ear
from roleplay.scorecard import CheckResult, Scorecard
from roleplay.scoring.attention import attention
from roleplay.scoring.checks import judge_check
from roleplay.scoring.hearing import listen_to
from roleplay.scoring.scorer import score
from roleplay.scoring.wording import worded
from roleplay.transcript import Act, Phase, Transcript, Turn
from tests.scoring.talk import OVEN, customer, found, rubric, seller, talk
from tests.scoring.test_scorer import GOOD, WHOLE
from tests.shipped import shipped

LIBRARY = shipped()
BAD = ("rude", "improper_offer", "machine_talk", "pressure", "dismissal", "disparages")
EARNING = (
    "introduction",
    "agenda",
    "open_question",
    "closed_question",
    "reflection",
    "acknowledgement",
    "thanks",
    "next_step",
)
ASKS = "{move: open_question, at_least: 1}"


def heard(
    text: str, *moves: str, topics: tuple[str, ...] = (), doubted: tuple[str, ...] = (), phase: Phase = "probing"
) -> Turn:
    spans = tuple(Span(what, 0, len(text)) for what in (*moves, *topics))
    doubts = tuple(Span(what, 0, len(text)) for what in doubted)
    made = Heard(moves=moves, topics=topics, spans=spans, language="en", doubted=doubts)
    return seller(text, phase).model_copy(update={"heard": made})


def check_of(card: Scorecard, id: str) -> CheckResult:
    return next(check for criterion in card.criteria for check in criterion.checks if check.id == id)


@pytest.mark.parametrize("move", ["rude", "improper_offer", "machine_talk", "pressure", "disparages"])
def test_a_question_beside_a_bad_move_earns_nothing_and_the_why_says_so(move: str) -> None:
    finding = found(ASKS, talk(heard("You fool, what do you need?", "open_question", move)))
    assert (finding.result, finding.why.params["dropped"]) == ("missed", 1)
    assert worded(finding.why, "en").endswith(
        "It was also heard in one more turn, but did not count because of something else you said there."
    )
    assert "所以不计" in worded(finding.why, "zh")


def test_one_slip_costs_its_own_turn_and_no_other() -> None:
    turns = [heard("What do you need?", "open_question") for _ in range(4)]
    finding = found(
        "{move: open_question, at_least: 4}", talk(*turns, heard("Buy now. Why not?", "open_question", "pressure"))
    )
    assert finding.result == "met"


@pytest.mark.parametrize(
    ("signal", "result"),
    [
        ("{acknowledged: objection, at_least: 1}", "missed"),
        ("{answered_with: any, at_least: 1}", "missed"),
        (ASKS, "met"),
    ],
)
def test_a_brushed_off_worry_is_neither_taken_in_nor_answered_but_a_question_stays_one(
    signal: str, result: str
) -> None:
    brushed = heard(
        "Don't worry about that, it heats in nine minutes. What else?", "acknowledgement", "dismissal", "open_question",
        topics=("key_message:fast", "objection:price"),
    )  # fmt: skip
    talked = talk(seller("Hello."), customer("That is a lot of money.", "raise objection:price"), brushed, customer("Hm."),
                  heard("Well.", "telling"), customer("Hm."), heard("Well.", "telling"))  # fmt: skip
    assert found(signal, talked).result == result


def test_a_limit_counts_every_turn_also_a_bad_one() -> None:
    rude = heard("You fool. It is the best oven on the market.", "telling", "rude")
    assert found("{move: telling, at_most: 0}", talk(rude)).result == "missed"


def test_where_bad_moves_go_on_all_through_keeping_from_others_is_no_merit() -> None:
    turns = [heard("You fool.", "rude"), heard("What do you need?", "open_question"), heard("Idiot.", "rude")]
    calm = rubric("[{id: k, phase: opening, weight: 100, checks: [{id: calm, signal: {move: pressure, at_most: 0}}, {id: asks, signal: {move: open_question, at_least: 1}}]}]")  # fmt: skip
    card = score(talk(*turns), calm, OVEN)
    assert (check_of(card, "calm").result, check_of(card, "calm").why.code) == ("not_scored", "spoilt")
    assert check_of(card, "asks").result == "missed"  # what came after the first insult earns nothing
    assert worded(check_of(card, "calm").why, "en").startswith("2 of 3 turns")


ASKING_ONLY = "[{id: k, phase: opening, weight: 100, checks: [{id: asks, signal: {move: open_question, at_least: 1}}]}]"


def grave(text: str, move: str, *by: Ear) -> Turn:
    hearing = Heard(moves=(move,), spans=(Span(move, 0, len(text), by=by),), language="en")
    return seller(text).model_copy(update={"heard": hearing})


def well_asked(*bad: Turn) -> int | None:
    """The total of a long talk that asks well before and between the bad turns."""
    asked = [heard(f"What is number {at}?", "open_question", phase="opening") for at in range(9)]
    return score(talk(*asked, *bad), rubric(ASKING_ONLY), OVEN).total


def test_who_insults_and_bribes_is_left_with_nothing_however_well_they_began() -> None:
    assert well_asked(grave("You fool.", "rude", "words"), grave("Here is money.", "improper_offer", "meaning")) == 0
    assert well_asked(grave("You fool.", "rude", "model"), grave("Idiot.", "rude", "meaning")) == 0


def test_one_insult_or_two_that_meaning_alone_heard_leave_the_rest_of_the_talk_standing() -> None:
    assert well_asked(grave("You fool.", "rude", "words")) == 100
    assert well_asked(grave("You fool.", "rude", "meaning"), grave("Idiot.", "rude", "meaning")) == 100


SCENARIOS = {"visit": "new-drug-visit", "referral": "referral-talk", "clinic-visit": "busy-cardiologist", "discovery": "discovery-call"}  # fmt: skip


def spoilt(scenario: Scenario | None, move: str, language: str) -> Transcript:
    """A talk through all phases in which every line also does what would earn, and the bad move besides."""
    phases: tuple[Phase, ...] = (
        "opening",
        "opening",
        "probing",
        "probing",
        "probing",
        "objection",
        "objection",
        "closing",
    )
    topics = tuple(scenario.topics()) if scenario else ()
    harmless = tuple(topic for topic in topics if not topic.startswith("must_not_say:"))
    worry = f"objection:{scenario.objections[0].id}" if scenario else None
    fact = f"fact:{scenario.facts[0].id}" if scenario else None
    worried = (Act(kind="raise", topic=worry),) if worry else ()
    turns = [Turn(n=1, speaker="customer", text="Well, I have a worry.", phase="opening", acts=worried)]
    for at, phase in enumerate(phases):
        turns.append(heard(f"Line {at} of this talk.", move, *EARNING, topics=harmless, phase=phase))
        acts = (
            [Act(kind="hint", topic=fact), Act(kind="tell", topic=fact), Act(kind="raise", topic=worry)]
            if scenario
            else []
        )
        turns.append(Turn(n=1, speaker="customer", text="I see, if you say so.", phase=phase, acts=tuple(acts)))
    return talk(*turns, staged=scenario is not None, ending="walked_out").model_copy(update={"language": language})


@pytest.mark.parametrize("move", BAD)
@pytest.mark.parametrize("name", sorted(LIBRARY.rubrics))
def test_a_talk_that_is_bad_all_through_ends_at_no_more_than_twenty(name: str, move: str) -> None:
    standard: Rubric = LIBRARY.rubrics[name]
    scenario = LIBRARY.scenarios.get(SCENARIOS.get(name, ""))
    card = score(spoilt(scenario, move, standard.language), standard, scenario)
    assert card.total is not None and card.total <= 20
    assert card.passed is False and card.well == ()


@pytest.mark.parametrize("name", sorted(LIBRARY.rubrics))
@pytest.mark.parametrize(
    ("move", "word"),
    [("rude", {"en": "insult", "zh": "侮辱"}), ("improper_offer", {"en": "money, a gift", "zh": "礼物"}),
     ("machine_talk", {"en": "program", "zh": "程序"}), ("dismissal", {"en": "brushes", "zh": "推到一边"})],
)  # fmt: skip
def test_a_bad_move_is_told_first_with_its_words_and_a_plain_why(name: str, move: str, word: dict[str, str]) -> None:
    standard = LIBRARY.rubrics[name]
    scenario = LIBRARY.scenarios.get(SCENARIOS.get(name, ""))
    once = heard("These are the words.", move, phase="objection")
    plain = [heard(f"Plain {at}.", "telling", phase="probing") for at in range(5)]
    worry = f"objection:{scenario.objections[0].id}" if scenario else None
    raising = Turn(
        n=1, speaker="customer", text="Hm.", phase="objection", acts=(Act(kind="raise", topic=worry),) if worry else ()
    )
    said = talk(*plain, raising, once, staged=scenario is not None).model_copy(update={"language": standard.language})
    first = score(said, standard, scenario).first[0]
    assert first.said == "These are the words."
    assert word[standard.language[:2]] in first.why


def test_who_insulted_and_bribed_is_told_both() -> None:
    both = rubric("[{id: k, phase: opening, weight: 100, checks: [{id: respect, critical: true, signal: {all: [{move: rude, at_most: 0}, {move: improper_offer, at_most: 0}]}}]}]")  # fmt: skip
    card = score(talk(heard("You fool.", "rude"), heard("Here is money.", "improper_offer")), both, OVEN)
    assert [quote.quote for quote in check_of(card, "respect").evidence] == ["You fool.", "Here is money."]
    assert "insult" in card.first[0].why and "gift" in card.first[0].why


def test_words_in_doubt_cost_nothing_and_go_to_a_coach() -> None:
    doubtful = heard(
        "We look after our friends.", "telling", doubted=("improper_offer", "must_not_say:never"), phase="opening"
    )
    strict = rubric("[{id: k, phase: opening, weight: 100, checks: [{id: respect, signal: {move: improper_offer, at_most: 0}}, {id: honest, critical: true, signal: {must_not_say: any}}, {id: tells, signal: {move: telling, at_least: 1}}]}]")  # fmt: skip
    card = score(talk(doubtful), strict, OVEN)
    assert [(check.result, check.unsure) for check in card.criteria[0].checks] == [
        ("met", True),
        ("met", True),
        ("met", False),
    ]
    assert (card.total, card.passed) == (100, True)
    assert "Turn 1, “We look after our friends.”" in worded(check_of(card, "respect").why, "en")
    assert attention(card, 70, sampled=False, first=False, disputed=False).cause == "unsure"


def test_a_move_heard_for_sure_leaves_no_doubt() -> None:
    sure = heard("Here is money.", "improper_offer", doubted=("improper_offer",), phase="opening")
    strict = rubric("[{id: k, phase: opening, weight: 100, checks: [{id: respect, signal: {move: improper_offer, at_most: 0}}]}]")  # fmt: skip
    result = check_of(score(talk(sure), strict, OVEN), "respect")
    assert (result.result, result.unsure) == ("missed", False)


def test_no_pressure_is_met_by_absence_and_shows_where_was_looked() -> None:
    for name, id in SCENARIOS.items():
        scenario, standard = LIBRARY.scenarios[id], LIBRARY.rubrics[name]
        worry = Act(kind="raise", topic=f"objection:{scenario.objections[0].id}")
        turns = [heard("Well.", "telling", phase="objection"), Turn(n=1, speaker="customer", text="Hm.", phase="objection", acts=(worry,)),
                 heard("Well.", "telling", phase="objection")]  # fmt: skip
        said = listen_to(talk(*turns).model_copy(update={"language": standard.language}), scenario)
        checks = {check.id: (criterion, check) for criterion in standard.criteria for check in criterion.checks}
        result = judge_check(*checks["no-pressure"], said).result
        assert (result.result, result.evidence, result.looked_at) == ("met", (), (1, 3))


@pytest.mark.parametrize("name", sorted(LIBRARY.rubrics))
def test_level_four_has_words_of_its_own(name: str) -> None:
    for criterion in LIBRARY.rubrics[name].criteria:
        assert criterion.levels[4] not in (criterion.levels[3], criterion.levels[5])


def test_an_honest_talk_is_not_touched() -> None:
    card = score(GOOD, WHOLE, OVEN)
    assert not any(one.spoilt_by or not one.earns() for one in listen_to(GOOD, OVEN).said)
    assert not any(check.unsure or check.why.params.get("dropped") for each in card.criteria for check in each.checks)


CLAIMS = [
    json.loads(line) for line in (Path(__file__).parent / "claims.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CLAIMS, ids=[case["text"][:24] for case in CLAIMS])
def test_a_forbidden_claim_is_the_sellers_own_and_a_bad_move_counts_in_every_scenario(case: dict) -> None:
    """The labels stand for an ear that hears them; what words given back claim is decided here."""
    scenario = LIBRARY.scenarios[case["scenario"]]
    ear = offline_ear(scenario.catalogue).hear(case["text"], [EarlierLine("customer", case["before"])])
    assert not {topic for topic in ear.topics if topic in case["must_not"]}
    bad = [label for label in case.get("labels", ()) if label in BAD]
    if bad:
        said = talk(seller("..."), heard(case["text"], *case["labels"])).model_copy(
            update={"language": scenario.language}
        )
        card = score(said, LIBRARY.rubrics[scenario.rubric], scenario)
        assert case["text"][:8] in (card.first[0].said or "")


@pytest.mark.parametrize(
    "text",
    [
        "Your late fees are eleven thousand a month and half the slots are gone by Friday, as you told me.",
        "So your penalties are down to two customers, if I heard you well.",
        "I can send you Halden's contract.",
    ],
)
def test_what_the_customer_never_said_is_not_given_back_whoever_is_named(text: str) -> None:
    scenario = LIBRARY.scenarios["discovery-call"]
    before = [EarlierLine("customer", "I have never told you anything about that.")]
    assert any(topic.startswith("must_not_say:") for topic in offline_ear(scenario.catalogue).hear(text, before).topics)


@pytest.mark.parametrize("move", ["disparages", "over_claim"])
def test_a_question_runs_nobody_down_where_only_meaning_took_it_so(move: str) -> None:
    text = "Who of them ever helps you?"
    spans = (Span("open_question", 0, len(text)), Span(move, 0, len(text), by=("meaning",)))
    asked = seller(text).model_copy(update={"heard": Heard(moves=("open_question", move), spans=spans)})
    assert found(f"{{move: {move}, at_most: 0}}", talk(asked)).result == "met"
    by_model = (spans[0], Span(move, 0, len(text), by=("meaning", "model")))
    sure = seller(text).model_copy(update={"heard": Heard(moves=("open_question", move), spans=by_model)})
    assert found(f"{{move: {move}, at_most: 0}}", talk(sure)).result == "missed"


@pytest.mark.parametrize("move", ["disparages", "over_claim"])
@pytest.mark.parametrize("beside", ["machine_talk", "must_do:burns"])
def test_in_an_order_to_a_program_or_a_duty_done_meaning_alone_runs_nobody_down(move: str, beside: str) -> None:
    text = "Was anyone hurt?"
    topics = (beside,) if ":" in beside else ()
    moves = (move,) if topics else (move, beside)

    def result(*by: Ear) -> str:
        spans = (Span(beside, 0, len(text)), Span(move, 0, len(text), by=by))
        said = seller(text).model_copy(update={"heard": Heard(moves=moves, topics=topics, spans=spans)})
        return found(f"{{move: {move}, at_most: 0}}", talk(said)).result

    assert (result("meaning"), result("words"), result("meaning", "model")) == ("met", "missed", "missed")


def test_where_no_worry_was_raised_meaning_alone_hears_none_brushed_off() -> None:
    by_meaning = Heard(moves=("dismissal",), spans=(Span("dismissal", 0, 16, by=("meaning",)),))
    nothing = seller("That is nothing.").model_copy(update={"heard": by_meaning})
    limit = "{move: dismissal, at_most: 0}"
    assert found(limit, talk(nothing, customer("Hm."))).result == "met"
    assert found(limit, talk(customer("That is a lot.", "raise objection:price"), nothing)).result == "missed"
