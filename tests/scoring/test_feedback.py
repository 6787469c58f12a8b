"""The one to three things to change first, what went well, and what was never answered."""

from roleplay.scorecard import FirstThing, Scorecard
from roleplay.scoring.scorer import score
from roleplay.transcript import Transcript
from tests.scoring.talk import CAST, OVEN, customer, rubric, seller, talk

CALL = CAST.rubrics["call"]
PITCH = talk(
    seller("Good morning, this is Ada from Hearth.", "opening"),
    customer("Morning.", phase="opening"),
    seller("Is the shop your own?"),
    customer("That is a lot of money.", "raise objection:price", phase="objection"),
    seller("It is the best oven on the market and it never fails. It heats in nine minutes.", "objection"),
    customer("You did not answer me about the money.", "insist objection:price", phase="objection"),
    seller("Our van comes to every customer twice a year and on every holiday too.", "objection"),
    customer("Goodbye.", "refuse", phase="closing"),
    ending="walked_out",
)
MANY = rubric(
    """
    - {id: a, phase: probing, weight: 60, checks: [
        {id: a1, signal: {move: reflection, at_least: 1}}, {id: a2, signal: {move: thanks, at_least: 1}},
        {id: a3, signal: {move: next_step, at_least: 1}}]}
    - {id: b, phase: objection, weight: 30, checks: [{id: b1, signal: {move: next_step, at_least: 1}}]}
    - {id: c, phase: opening, weight: 10, checks: [
        {id: c1, signal: {move: agenda, at_least: 1}}, {id: c2, signal: {move: greeting, at_least: 1}}]}
    """
)


def ids(card: Scorecard) -> list[str]:
    return [thing.check for thing in card.first]


def thing(card: Scorecard, check: str) -> FirstThing:
    return next(thing for thing in card.first if thing.check == check)


def test_a_critical_miss_goes_first_with_the_words_and_the_rules_own_why() -> None:
    first = score(PITCH, CALL, OVEN).first[0]
    assert (first.check, first.turn, first.why) == ("no-never", 5, "Everything fails some day.")
    assert first.said == "It is the best oven on the market and it never fails."


def test_the_costliest_come_first_and_no_two_of_one_criterion_while_there_is_choice() -> None:
    # a1, a2 and a3 cost 20 each, b1 30, c1 5
    assert ids(score(PITCH, MANY, OVEN)) == ["b1", "a1", "c1"]


def test_there_are_at_most_three() -> None:
    assert len(score(PITCH, MANY, OVEN).first) == 3


def test_a_miss_points_at_the_turn_where_it_was_due_and_gives_a_line_on_that_topic() -> None:
    honest = talk(*PITCH.turns[:4], seller("Our van comes twice a year.", "objection"), *PITCH.turns[5:])
    first = thing(score(honest, CALL, OVEN), "takes-worry-in")
    assert (first.turn, first.said) == (5, "Our van comes twice a year.")
    assert first.better == "You lost money once, so this has to be safe. Forty bakeries used a third less gas."
    assert (first.source, first.why) == ("gold", "The worry first, the figure after.")


def test_without_a_fitting_line_the_checks_own_advice_is_given() -> None:
    first = thing(score(PITCH, MANY, OVEN), "b1")
    assert (first.source, first.better, first.why) == ("advice", "Like so.", "It matters.")


def test_a_line_on_another_concern_does_not_stand_in() -> None:
    other = OVEN.gold[1].model_copy(update={"for_": ("check:takes-worry-in", "objection:other")})
    first = thing(score(PITCH, CALL, OVEN.model_copy(update={"gold": (other,)})), "takes-worry-in")
    assert first.source == "advice"


def test_a_line_on_a_concern_that_never_came_up_does_not_fit() -> None:
    left = talk(seller("Good morning, this is Ada from Hearth.", "opening"), customer("Morning.", phase="opening"))
    gold = OVEN.gold[1].model_copy(update={"for_": ("check:a1", "objection:price")})
    assert score(left, MANY, OVEN.model_copy(update={"gold": (gold,)})).first[0].source == "advice"


def test_one_better_line_is_not_given_twice() -> None:
    both = OVEN.gold[0].model_copy(update={"for_": ("check:a1", "check:b1")})
    card = score(PITCH, MANY, OVEN.model_copy(update={"gold": (both,)}))
    assert [thing.source for thing in card.first] == ["gold", "advice", "advice"]


def test_a_talk_left_early_hears_of_the_next_phase_only() -> None:
    left = talk(seller("Good morning, this is Ada from Hearth.", "opening"), customer("Morning.", phase="opening"))
    card = score(left, MANY, OVEN)
    assert ids(card) == ["a1", "c1"]
    assert card.first[0].why == "The talk ended before finding out. It matters."
    assert card.first[0].said == "Good morning, this is Ada from Hearth."


def test_what_is_half_met_does_not_hold_up_the_good_words_as_the_line_to_change() -> None:
    half = talk(
        seller("Hello.", "opening"),
        customer("Hm."),
        seller("How does the gas bill look?"),
        customer("Well."),
        seller("It is the best oven on the market and our van comes to every customer twice a year."),
        customer("Well."),
    )
    card = score(half, CALL, OVEN)
    assert "open-questions" in ids(card)
    assert {one.turn for one in card.first} == {5, None}  # one thing shows the long line, no other shows it again


def test_what_went_well_quotes_the_words() -> None:
    asked = talk(
        seller("How does the gas bill look?"),
        customer("Well."),
        seller("What does a night cost you?"),
        customer("A lot."),
    )
    well = score(asked, CALL, OVEN).well
    assert [(one.check, one.turn, one.said, one.why) for one in well] == [
        ("open-questions", 1, "How does the gas bill look?", "You asked and waited.")
    ]


def test_what_was_met_by_absence_is_no_praise() -> None:
    assert "no-never" not in [
        one.check for one in score(talk(seller("Is it yours?"), customer("Yes.")), CALL, OVEN).well
    ]


def unanswered(transcript: Transcript) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.objection, one.turns) for one in score(transcript, CALL, OVEN).unanswered]


def test_a_concern_without_an_answer_is_named_with_the_turns_that_raised_it() -> None:
    ignored = talk(*PITCH.turns[:4], seller("Our van comes twice a year.", "objection"), *PITCH.turns[5:8])
    assert unanswered(ignored) == [("price", (4, 6))]
    assert score(ignored, CALL, OVEN).unanswered[0].concern == "A second bad investment"


def test_proposing_to_meet_is_no_question_about_the_worry() -> None:
    assert unanswered(talk(*PITCH.turns[:4], seller("Shall we meet again?"), customer("Hm."))) == [("price", (4,))]


def test_a_concern_is_answered_when_an_answer_was_heard_then_or_now() -> None:
    honest = seller("It is the best oven on the market. It heats in nine minutes.", "objection")
    # nine minutes is a key message that its resolutions name
    assert unanswered(talk(*PITCH.turns[:4], honest, *PITCH.turns[5:])) == []
    assert unanswered(PITCH) == [("price", (4, 6))]  # beside a promise that nobody can keep it answers nothing
    settled = talk(*PITCH.turns[:4], seller("Quite."), customer("All right.", "resolve objection:price"))
    assert unanswered(settled) == []


def better(line: str, *about: str, transcript: Transcript = PITCH, check: str = "b1") -> str | None:
    """What is shown as the better line where this is the only model line; the advice of MANY is `Like so.`"""
    gold = OVEN.gold[0].model_copy(update={"for_": (f"check:{check}", *about), "line": line})
    return thing(score(transcript, MANY, OVEN.model_copy(update={"gold": (gold,)})), check).better


def test_a_better_line_gives_back_only_what_the_customer_said() -> None:
    asked = "That is a lot of money, you said. What would make it safe?"
    assert better(asked, "objection:price") == asked
    assert better("You said the nights are cold. What would make it safe?", "objection:price") == "Like so."
    assert better("So the mornings hold and the evenings break.") == "Like so."


def test_a_better_line_knows_only_what_had_been_said_by_then() -> None:
    asked = "That is a lot of money, you said. What would make it safe?"
    assert thing(score(PITCH, MANY, OVEN), "a1").turn == 3  # the money is spoken of in turn 4
    assert better(asked, "objection:price", check="a1") == "Like so."


def test_a_better_line_quotes_nobody_who_did_not_speak() -> None:
    assert (
        better("“A lot of money”, I heard. What would be little?") == "“A lot of money”, I heard. What would be little?"
    )
    assert better("“Mostly”, I heard. And when not?") == "Like so."


def test_a_better_line_brings_no_name() -> None:
    assert better("Good morning, I'm Maya from Hearth. What do your nights cost?") == "Like so."
    assert better("Could we meet on Thursday, with Marion?") == "Like so."
    assert better("Could we meet on Thursday, with your baker?") == "Could we meet on Thursday, with your baker?"
    named = talk(seller("Good morning, I'm Maya.", "opening"), *PITCH.turns[1:], ending="walked_out")
    again = "Good morning, I'm Maya from Hearth. What do your nights cost?"
    assert better(again, transcript=named) == again


def test_a_line_about_what_never_came_up_is_not_shown() -> None:
    assert better("What does a night of baking cost you?", "fact:gas") == "Like so."
    told = talk(PITCH.turns[0], customer("Morning. The gas bill is up by half.", "tell fact:gas"), *PITCH.turns[2:])
    assert better("What does a night of baking cost you?", "fact:gas", transcript=told) == (
        "What does a night of baking cost you?"
    )


def test_a_line_for_one_red_line_never_answers_another() -> None:
    rule = OVEN.product.must_not_say[0]
    gold = OVEN.gold[0].model_copy(update={"for_": ("check:no-never",), "line": "It fails too."})
    general = score(PITCH, CALL, OVEN.model_copy(update={"gold": (gold,)}))
    assert thing(general, "no-never").source == "advice"
    own = gold.model_copy(update={"for_": ("check:no-never", f"must_not_say:{rule.id}")})
    assert thing(score(PITCH, CALL, OVEN.model_copy(update={"gold": (own,)})), "no-never").better == "It fails too."


def test_advice_that_gives_back_what_nobody_said_is_left_out() -> None:
    strange = MANY.criteria[0].checks[0].advice.model_copy(update={"better": "“Mostly”, you said. And when not?"})
    checks = (MANY.criteria[0].checks[0].model_copy(update={"advice": strange}), *MANY.criteria[0].checks[1:])
    made = MANY.model_copy(
        update={"criteria": (MANY.criteria[0].model_copy(update={"checks": checks}), *MANY.criteria[1:])}
    )
    assert thing(score(PITCH, made, OVEN.model_copy(update={"gold": ()})), "a1").better is None


def test_no_turn_is_praised_that_something_else_is_held_against() -> None:
    asked = talk(
        seller("How do your nights run? It never fails."),
        customer("Well."),
        seller("What did you try?"),
        customer("A lot."),
    )
    well = score(asked, CALL, OVEN).well
    assert [one.turn for one in well] == [3]


def test_two_things_do_not_show_the_same_line() -> None:
    short = talk(seller("It heats in nine minutes and it cleans itself every night.", "opening"), customer("Hm."))
    shown = [one.turn for one in score(short, MANY, OVEN).first if one.turn]
    assert len(shown) == len(set(shown))


def test_what_was_to_come_after_and_never_came_is_pinned_to_no_line() -> None:
    order = rubric(
        "[{id: k, phase: probing, weight: 100, checks: [{id: first, signal: {order: [open_question, telling]}}]}]"
    )
    asked = talk(seller("What do you need?"), customer("Well."), seller("And why is that?"), customer("Well."))
    first = thing(score(asked, order, OVEN), "first")
    assert (first.turn, first.said) == (None, None)
