"""Moves counted, shared, rated, compared and put in order."""

from roleplay.heard import Ear, Heard, Span
from roleplay.scoring.finding import Finding
from tests.scoring.talk import customer, found, seller, talk

LISTENER = talk(
    seller("Good morning, this is Ada from Hearth.", "opening"),
    customer("Morning."),
    seller("How does the gas bill look since spring?"),
    customer("It has gone up by half.", "tell fact:gas"),
    seller("So the gas bill keeps you up at night. How did that come about?"),
    customer("Prices."),
    seller("It is the best oven on the market and our team is there around the clock for every customer."),
    customer("So you say."),
)


def test_turns_with_a_move_are_counted_and_quoted() -> None:
    finding = found("{move: open_question, at_least: 2}", LISTENER)
    assert finding.result == "met"
    assert [(e.turn, e.quote) for e in finding.evidence] == [
        (3, "How does the gas bill look since spring?"),
        (5, "How did that come about?"),
    ]
    assert finding.why.params["n"] == 2


def test_half_of_it_is_partly_met_only_where_the_signal_says_so() -> None:
    assert found("{move: open_question, at_least: 3, partly: 2}", LISTENER).result == "partly"
    assert found("{move: open_question, at_least: 3}", LISTENER).result == "missed"


def test_what_was_missed_by_omission_quotes_nothing_and_says_where_it_looked() -> None:
    finding = found("{move: next_step, at_least: 1}", LISTENER)
    assert (finding.result, finding.evidence, finding.looked_at) == ("missed", (), (1, 7))


def test_what_is_met_by_absence_quotes_nothing_and_says_where_it_looked() -> None:
    finding = found("{move: pressure, at_most: 0}", LISTENER)
    assert (finding.result, finding.evidence, finding.looked_at) == ("met", (), (1, 7))


def test_too_much_of_a_move_shows_the_words() -> None:
    pushy = talk(seller("You have to sign today."), customer("No."), seller("You have to sign today, I mean it."))
    finding = found("{move: pressure, at_most: 0, partly: 1}", pushy)
    assert finding.result == "missed"
    assert [e.turn for e in finding.evidence] == [1, 3]


def test_a_share_is_of_the_sellers_turns() -> None:
    # telling in 1 of 4 turns: .25
    assert found("{share: telling, at_most: .25}", LISTENER).result == "met"
    assert found("{share: telling, at_most: .2, partly: .3}", LISTENER).result == "partly"
    assert found("{share: telling, at_most: .2}", LISTENER).result == "missed"


def test_a_rate_counts_sentences_for_every_ten_turns() -> None:
    twice = talk(seller("How do your nights run? What does the gas cost?"), customer("Hm."))
    # 2 sentences in 1 turn: 20 for ten
    assert found("{rate: open_question, at_least: 20}", twice).result == "met"
    assert found("{rate: open_question, at_least: 21}", twice).result == "missed"


def test_a_ratio_compares_turns_with_two_moves() -> None:
    # open questions in 2 turns, reflection in 1: 2 for each
    assert found("{ratio: [open_question, reflection], at_least: 2}", LISTENER).result == "met"
    assert found("{ratio: [reflection, open_question], at_least: .5}", LISTENER).result == "met"
    assert found("{ratio: [reflection, open_question], at_least: .6}", LISTENER).result == "missed"


def test_a_ratio_to_nothing_is_more_than_any_bound_and_nothing_to_nothing_is_none() -> None:
    assert found("{ratio: [open_question, pressure], at_least: 9}", LISTENER).result == "met"
    assert found("{ratio: [price, pressure], at_least: 1}", LISTENER).result == "missed"
    assert found("{ratio: [telling, thanks], at_most: 3}", LISTENER).result == "missed"


def test_moves_are_in_order_by_where_they_are_first_heard() -> None:
    finding = found("{order: [open_question, reflection, telling]}", LISTENER)
    assert (finding.result, [e.turn for e in finding.evidence]) == ("met", [3, 5, 7])
    broken = found("{order: [telling, open_question]}", LISTENER)
    assert (broken.result, broken.why.code) == ("missed", "order-broken")
    missing = found("{order: [open_question, next_step]}", LISTENER)
    assert (missing.result, missing.why.code) == ("missed", "order-missing")


def test_only_the_named_turns_are_looked_at() -> None:
    assert found("{move: open_question, at_least: 1, first: 1}", LISTENER).result == "missed"
    assert found("{move: open_question, at_least: 1, first: 2}", LISTENER).result == "met"
    assert found("{move: open_question, at_least: 1, last: 1}", LISTENER).result == "missed"
    assert found("{move: greeting, at_least: 1, phase: opening}", LISTENER).result == "met"
    assert found("{move: greeting, at_least: 1, phase: probing}", LISTENER).result == "missed"
    assert found("{move: reflection, at_least: 1, after: fact}", LISTENER).result == "met"
    assert found("{move: telling, at_least: 1, after: fact}", LISTENER).result == "missed"


def test_the_first_turn_opens_the_talk_whatever_it_leads_to() -> None:
    quick = talk(seller("Good morning. How do your nights run?", "probing"), customer("Long."))
    assert found("{move: greeting, at_least: 1, phase: opening}", quick).result == "met"


def test_after_evidence_is_the_rest_of_that_turn_and_the_next_one() -> None:
    asked = talk(
        seller("Does it fit? Forty bakeries used a third less gas in a year. Is that close to your own bill?"),
        customer("Hm."),
    )
    assert found("{move: closed_question, after: evidence, at_least: 1}", asked).evidence[0].quote == (
        "Is that close to your own bill?"
    )
    told = talk(
        seller("Does it fit? Forty bakeries used a third less gas in a year."), customer("Hm."), seller("Fine.")
    )
    assert found("{move: closed_question, after: evidence, at_least: 1}", told).result == "missed"


def test_what_the_customer_says_is_not_the_sellers_conduct() -> None:
    asking = talk(seller("Hello."), customer("How do your ovens run? What do they cost?"))
    assert found("{move: open_question, at_least: 1}", asking).result == "missed"


def test_what_meaning_alone_took_for_telling_in_an_apology_or_a_question_breaks_no_order() -> None:
    def first(by: tuple[Ear, ...]) -> Finding:
        text = "I am sorry, I was late."
        spans = (Span("apology", 0, len(text)), Span("telling", 0, len(text), by=by))
        sorry = seller(text).model_copy(update={"heard": Heard(moves=("apology", "telling"), spans=spans)})
        asks = seller("What do you need?")
        return found(
            "{order: [open_question, telling]}",
            talk(sorry, asks, seller("It heats in nine minutes, and cleans itself.")),
        )

    assert first(("meaning",)).result == "met"
    assert (first(("words",)).result, first(("words",)).near) == ("missed", 1)


def test_a_product_told_with_no_question_at_all_is_pointed_at_and_an_order_nobody_began_is_not() -> None:
    told = talk(seller("Hello."), seller("It heats in nine minutes, and it cleans itself every night."))
    assert found("{order: [open_question, telling]}", told).near == 2
    assert found("{order: [open_question, telling]}", talk(seller("What do you need?"))).near is None
