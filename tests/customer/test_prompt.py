"""What a model is told, and in which order."""

from dataclasses import replace

import pytest

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer import prompt, wording
from roleplay.transcript import Act, ActKind, Turn
from tests.customer.agent_content import SELLER, Played


@pytest.fixture
def played(scenario: Scenario, persona: Persona) -> Played:
    return Played(scenario, persona)


def talk(played: Played) -> Played:
    for words in SELLER:
        played.turn_request(words)
        played.answered("Mm.")
    return played


def test_the_system_message_is_the_same_in_every_turn(played: Played) -> None:
    assert len({prompt.system_message(turn_request) for turn_request in talk(played).requests}) == 1


def test_the_system_message_says_who_and_where(played: Played) -> None:
    text = prompt.system_message(played.turn_request(SELLER[0]))
    for words in (
        "Mara Voss",
        "Head of maintenance",
        "promised too much",
        "Her office, Monday morning.",
        "You want it exact",
    ):
        assert words in text
    assert "$" not in text


def test_the_direction_stands_last_behind_the_sellers_words_and_carries_the_acts(played: Played) -> None:
    turn_request = played.request_for("Hello.", Act(kind="greeting"), Act(kind="raise", topic="objection:price"))
    text = prompt.with_direction(turn_request, "Hello.")
    code = prompt.nonce(turn_request)
    assert text.startswith(f"Hello.\n\n<direction-{code}>\n")
    assert text.endswith(f"\n</direction-{code}>")
    assert "1. Answer the greeting." in text
    assert "2. Bring up this worry." in text
    assert sum(line in text for line in turn_request.scenario.objection("price").says) == 1
    assert " / or: " not in text


def test_a_single_act_stands_without_a_number(played: Played) -> None:
    assert "1." not in prompt.direction(played.request_for("Hello.", Act(kind="greeting")))


def test_a_nod_is_no_answer_to_a_question_nor_a_yes_to_a_choice(played: Played) -> None:
    nod = prompt.direction(played.request_for("How many pumps do you run?", Act(kind="acknowledge")))
    choice = prompt.direction(played.request_for("Do you plan by hand or with a tool?", Act(kind="yes")))
    assert "cannot say offhand" in nod
    assert "a bit of both" in choice
    assert "Say yes" not in choice


def test_that_a_worry_was_taken_seriously_is_told_only_when_it_was(played: Played) -> None:
    def told(*answers: str) -> str:
        turn_request = played.request_for("Prices are prices.", Act(kind="hear_out", topic="objection:price"))
        concern = turn_request.state.objections["price"].model_copy(update={"answers": answers})
        state = turn_request.state.model_copy(update={"objections": {"price": concern}})
        return prompt.direction(replace(turn_request, state=state))

    assert "taken seriously" in told("acknowledged")
    assert "taken seriously" not in told()


def test_what_is_public_stands_in_the_system_message_and_whose_scene_it_is(played: Played) -> None:
    turn_request = played.turn_request("Hello.")
    text = prompt.system_message(turn_request)
    assert f"What they sell is called {turn_request.scenario.product.name}." in text
    assert "“you” in it is the salesperson" in text


def test_the_last_turn_is_announced(played: Played) -> None:
    turn_request = played.request_for("Bye.", Act(kind="refuse"), ending="walked_out")
    assert "These are the last words Mara Voss says; the talk ends with them." in prompt.direction(turn_request)


def test_a_second_try_is_told_why(played: Played) -> None:
    turn_request = played.request_for("Hello.", Act(kind="greeting"))
    assert prompt.direction(turn_request, again=True).startswith(prompt.direction(turn_request))
    assert "did not sound like Mara Voss" in prompt.direction(turn_request, again=True)


def test_a_proposed_time_is_echoed(played: Played) -> None:
    turn_request = played.request_for("Thursday at ten?", Act(kind="time_accept"), time="Thursday at ten")
    assert "Thursday at ten" in prompt.direction(turn_request)
    assert "{time}" not in prompt.direction(turn_request)


def test_an_acceptance_without_a_time_leaves_no_gap(played: Played) -> None:
    assert "{time}" not in prompt.direction(played.request_for("Shall we?", Act(kind="time_accept")))


def test_the_code_cannot_be_guessed_from_what_a_learner_knows(
    played: Played, scenario: Scenario, persona: Persona
) -> None:
    turn_request = played.turn_request("Hello.")
    again = Played(scenario, persona).turn_request("Hello.")
    elsewhere = Played(scenario, persona, attempt="another").turn_request("Hello.")
    assert prompt.nonce(turn_request) == prompt.nonce(again)
    assert prompt.nonce(turn_request) != prompt.nonce(elsewhere)
    assert prompt.nonce(turn_request) != prompt.nonce(played.turn_request("Hello again."))


def test_user_and_assistant_take_turns_even_after_a_reply_of_which_nothing_was_shown(played: Played) -> None:
    played.turn_request("Hello.")
    played.answered("Morning.")
    played.turn_request("How are you?")
    played.answered("")
    turn_request = played.turn_request("Are you there?")
    assert prompt.history(turn_request) == [
        ("user", "Hello."), ("assistant", "Morning."), ("user", "How are you?\nAre you there?"),
    ]  # fmt: skip


def test_a_seller_who_says_nothing_is_answered_all_the_same(played: Played) -> None:
    played.turn_request("Hello.")
    played.answered("Morning.")
    turn_request = played.request_for("  ", Act(kind="acknowledge"))
    assert prompt.history(turn_request) == [("user", "Hello."), ("assistant", "Morning."), ("user", "…")]


def test_lengths_differ_from_turn_to_turn_and_grow_with_talkativeness(scenario: Scenario, persona: Persona) -> None:
    def lengths(talkativeness: int) -> list[str]:
        temperament = persona.temperament.model_copy(update={"talkativeness": talkativeness})
        played = Played(scenario, persona.model_copy(update={"temperament": temperament}))
        requests = [played.request_for("So.", Act(kind="acknowledge")) for _ in range(20)]
        return [prompt.direction(turn_request).rpartition("Length: ")[2] for turn_request in requests]

    terse, talkative = lengths(0), lengths(4)
    assert len(set(terse)) >= 2
    assert "two to five words" in terse
    assert "two to five words" not in talkative


def test_there_is_always_room_for_what_must_be_said(played: Played) -> None:
    turn_request = played.request_for(
        "Go on.", *(Act(kind="tell", topic=f"fact:{fact.id}") for fact in played.scenario.facts)
    )
    assert prompt.limit(turn_request) > sum(min(len(line) for line in fact.says) for fact in played.scenario.facts)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_act_style_mood_and_length_has_words(language: str) -> None:
    acts = wording.table(language, "acts")
    assert set(ActKind.__args__) <= set(acts)  # type: ignore[attr-defined]
    assert set(wording.table(language, "styles")) == {"dominant", "expressive", "amiable", "analytical"}
    assert set(wording.table(language, "lengths")) == set("12345")
    assert all(acts[kind] for kind in ("sense", "like", "last", "again", "unsure", "hear_out_open"))


@pytest.mark.parametrize(
    "name", ["system", "direction", "acts", "around", "styles", "moods", "lengths", "breaks", "labels", "gestures"]
)
def test_each_language_has_the_same_files(name: str) -> None:
    for language in wording.LANGUAGES:
        assert wording.text(language, name)


def test_a_chinese_customer_is_told_in_chinese(scenario: Scenario, persona: Persona) -> None:
    chinese = Played(scenario.model_copy(update={"language": "zh-CN"}), persona.model_copy(update={"name": "林主任"}))
    chinese.turns.append(Turn(n=1, speaker="seller", text="您好"))
    turn_request = chinese.request_for("您好", Act(kind="greeting"))
    assert "你是林主任" in prompt.system_message(turn_request)
    assert "林主任现在开口" in prompt.direction(turn_request)
