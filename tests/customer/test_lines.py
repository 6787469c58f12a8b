"""The offline customer's words: the right lines, drawn by seed, none of the long ones twice."""

from dataclasses import replace

import pytest

from roleplay.content.persona import Persona
from roleplay.content.sayings import Sayings
from roleplay.content.scenario import Scenario
from roleplay.customer import idiom
from roleplay.customer.cue import Cue
from roleplay.customer.director import direct
from roleplay.customer.joining import length
from roleplay.customer.lines import openers, speak_offline
from roleplay.customer.state import Direction, State
from roleplay.transcript import Act, ActKind, Turn
from tests.customer.talk import Talk, heard

NEW_ACTS: tuple[ActKind, ...] = (
    "affronted", "affronted_leaves", "improper", "claim_doubted", "disparaged", "puzzled", "not_understood", "either_or",
    "partly_answered", "introduces", "apology_taken", "taken_back", "promise_taken",
)  # fmt: skip


@pytest.fixture
def cue(scenario: Scenario, persona: Persona, start: State) -> Cue:
    return Cue("a1", scenario, persona, start, Direction(acts=()), (), n=4, seed=7)


def spoken(cue: Cue, *acts: Act, said: tuple[str, ...] = (), time: str | None = None, n: int = 4, seed: int = 7) -> str:
    turns = tuple(Turn(n=place * 2, speaker="customer", text=text) for place, text in enumerate(said, 1))
    direction = Direction(acts=acts, time=time)
    return speak_offline(Cue("a1", cue.scenario, cue.persona, cue.state, direction, turns, n, seed))


@pytest.mark.parametrize(
    ("kind", "topic", "where"),
    [
        ("tell", "fact:leak", "facts.2.says"),
        ("hint", "fact:leak", "facts.2.hint"),
        ("raise", "objection:price", "objections.0.says"),
        ("insist", "objection:price", "objections.0.if_ignored"),
        ("hear_out", "objection:price", "objections.0.if_heard"),
        ("resolve", "objection:price", "objections.0.if_resolved"),
    ],
)
def test_each_act_says_the_scenarios_line(cue: Cue, kind: ActKind, topic: str, where: str) -> None:
    lines: object = cue.scenario
    for step in where.split("."):
        lines = lines[int(step)] if isinstance(lines, tuple) else getattr(lines, step)
    assert isinstance(lines, Sayings)
    # without regard to case: after “Mind you,” a line goes on in small letters
    texts = [spoken(cue, Act(kind=kind, topic=topic), seed=seed).casefold() for seed in range(60)]
    assert all(any(line.casefold() in text for line in lines) for text in texts)
    assert all(any(line.casefold() in text for text in texts) for line in lines)


def test_every_other_act_says_the_personas_line(cue: Cue) -> None:
    for kind in ("greeting", "vague", "bridge", "pressed", "refuse", "out_of_time"):
        assert spoken(cue, Act(kind=kind)) in getattr(cue.persona.speech, kind)  # type: ignore[arg-type]


def test_the_proposed_time_is_said_back(cue: Cue) -> None:
    texts = {spoken(cue, Act(kind="time_accept"), time="Thursday at ten", seed=seed) for seed in range(40)}
    assert texts == {"Thursday at ten works for me.", "Thursday at ten, then.", "Good, I'll put down Thursday at ten."}


def test_a_time_begins_a_sentence_with_a_capital(cue: Cue) -> None:
    texts = {spoken(cue, Act(kind="time_accept"), time="today", seed=seed) for seed in range(40)}
    assert texts == {"Today works for me.", "Today, then.", "Good, I'll put down today."}


def test_no_gap_is_ever_shown(cue: Cue) -> None:
    assert "{" not in spoken(cue, Act(kind="time_accept"))


def test_no_long_line_is_said_twice_while_another_is_left(cue: Cue) -> None:
    hints = cue.scenario.facts[0].hint
    for seed in range(30):
        assert hints[2] in spoken(cue, Act(kind="hint", topic="fact:stops"), said=hints[:2], seed=seed)


def test_when_every_line_was_said_a_nod_is_left(cue: Cue) -> None:
    said = cue.persona.speech.deflect
    assert spoken(cue, Act(kind="deflect"), said=said) in cue.persona.speech.acknowledge


def test_a_nod_is_not_said_in_two_turns_that_follow_each_other(cue: Cue) -> None:
    for seed in range(30):
        assert spoken(cue, Act(kind="acknowledge"), said=("Mm.",), seed=seed) != "Mm."


def test_the_same_seed_turn_and_talk_say_the_same(cue: Cue) -> None:
    acts = (Act(kind="vague"), Act(kind="hint", topic="fact:stops"))
    assert spoken(cue, *acts) == spoken(cue, *acts)


def test_with_the_same_seed_two_customers_take_different_wordings(cue: Cue) -> None:
    other = replace(cue, persona=cue.persona.model_copy(update={"id": "somebody-else"}))
    kinds = ["fact:stops", "fact:leak", "fact:cost"]
    texts = [
        [spoken(there, Act(kind="tell", topic=topic), seed=seed) for topic in kinds for seed in range(9)]
        for there in (cue, other)
    ]
    assert sum(one != two for one, two in zip(*texts, strict=True)) > len(texts[0]) // 3


def test_seeds_that_follow_one_another_take_different_wordings_until_all_had_their_turn(cue: Cue) -> None:
    says = cue.scenario.fact("leak").says
    for first in (0, 7, 4_000_000_001):
        texts = [spoken(cue, Act(kind="tell", topic="fact:leak"), seed=first + place) for place in range(len(says))]
        assert {line for line in says for text in texts if line in text} == set(says)


def test_most_answers_come_without_small_words_and_a_line_gets_them_once_in_four_rounds_of_seeds(cue: Cue) -> None:
    says = cue.scenario.fact("leak").says
    for style in ("amiable", "expressive", "dominant", "analytical"):
        there = replace(cue, persona=cue.persona.model_copy(update={"style": style}))
        texts = [spoken(there, Act(kind="tell", topic="fact:leak"), seed=seed) for seed in range(4 * len(says))]
        dressed = [text for text in texts if text not in says]
        assert len(dressed) <= len(says)


def test_small_words_are_not_said_twice_in_a_talk(cue: Cue) -> None:
    for seed in range(40):
        first = spoken(cue, Act(kind="tell", topic="fact:leak"), seed=seed)
        for line in cue.scenario.fact("leak").says:
            first = first.replace(line, "")
        if first.strip():
            assert first.strip() not in spoken(cue, Act(kind="tell", topic="fact:cost"), seed=seed, said=(first,))


def test_a_nod_before_an_answer_is_short(cue: Cue) -> None:
    lengths = sorted(length(line, "en") for line in cue.persona.speech.reflected)
    for seed in range(30):
        text = spoken(cue, Act(kind="reflected"), Act(kind="tell", topic="fact:cost"), seed=seed)
        nod = max((line for line in cue.persona.speech.reflected if line in text), key=len)
        assert length(nod, "en") <= lengths[(len(lengths) - 1) // 2]


def answer(cue: Cue, asked: str, kind: ActKind) -> str:
    turns = (Turn(n=3, speaker="seller", text=asked),)
    return speak_offline(replace(cue, turns=turns, direction=Direction(acts=(Act(kind=kind),))))


def test_a_question_is_not_answered_with_a_nod(cue: Cue) -> None:
    for asked in ("I'll report that today. Which pump was it?", "Which pump was it? I'll report that today."):
        assert answer(cue, asked, "acknowledge") in idiom.instead("acknowledge", cue.persona, asked)
    assert answer(cue, "I'll report that today.", "acknowledge") in cue.persona.speech.acknowledge


@pytest.mark.parametrize(
    ("asked", "chooses"),
    [
        ("Is it the seals or the bearings?", True),
        ("Is it the seals, and no other part?", False),
        ("Ten a week or so?", False),
    ],
)
def test_who_may_choose_says_neither_yes_nor_no(talk: Talk, asked: str, chooses: bool) -> None:
    for seed in range(20):
        state = talk.afresh(seed=seed).state
        _state, direction = direct(state, heard("closed_question"), talk.scenario, talk.persona, asked)
        kinds = {act.kind for act in direction.acts}
        assert not (chooses and kinds & {"yes", "no"})
        assert chooses or "either_or" not in kinds


def test_a_choice_is_answered_with_neither(cue: Cue) -> None:
    assert answer(cue, "The seals or the bearings?", "either_or") in idiom.own_words("either_or", cue.persona)


def test_they_introduce_themselves_by_name_and_role(cue: Cue) -> None:
    said = answer(cue, "Who am I speaking to?", "introduces")
    assert "Mara Voss" in said and "Head of maintenance" in said


def test_a_nod_before_an_answer_stays_a_nod_whatever_was_asked(cue: Cue) -> None:
    turns = (Turn(n=1, speaker="seller", text="I'll report that today. Which pump was it?"),)
    acts = (Act(kind="acknowledge"), Act(kind="tell", topic="fact:leak"))
    said = speak_offline(replace(cue, turns=turns, direction=Direction(acts=acts)))
    assert said.startswith(tuple(line.rstrip(".") for line in cue.persona.speech.acknowledge))


@pytest.mark.parametrize(
    ("asked", "chooses"),
    [
        ("是怕麻烦，还是怕病人吃乱了？", True),
        ("这是老师的问题还是网络的问题？", True),
        ("您还是担心价格吗？", False),
        ("平时还是您接送？", False),
    ],
)
def test_a_choice_is_heard_in_chinese_too(cue: Cue, asked: str, chooses: bool) -> None:
    chinese = cue.persona.model_copy(update={"language": "zh-CN"})
    assert (idiom.question_kind(asked, chinese) == "choice") == chooses


@pytest.mark.parametrize(
    ("asked", "language", "who"),
    [
        ("Sorry, who am I speaking to?", "en", True),
        ("What's your role here, if I may?", "en", True),
        ("Who are you?", "en", True),
        ("Who are you buying from at the moment?", "en", False),
        ("What is the role of your night shift?", "en", False),
        ("请问您贵姓？", "zh-CN", True),
        ("您是哪位？", "zh-CN", True),
        ("您是怎么安排的？", "zh-CN", False),
    ],
)
def test_whether_somebody_asks_who_they_are(cue: Cue, asked: str, language: str, who: bool) -> None:
    assert idiom.asks_who(asked, cue.persona.model_copy(update={"language": language})) == who


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("style", ["dominant", "expressive", "amiable", "analytical"])
def test_every_new_act_has_three_lines_or_more_in_every_style(cue: Cue, language: str, style: str) -> None:
    persona = cue.persona.model_copy(update={"language": language, "style": style})
    for kind in NEW_ACTS:
        lines = idiom.own_words(kind, persona)
        assert len(set(lines)) >= 3
        assert not any("{" in line for line in lines)


def test_a_worry_after_an_agreeing_word_is_begun_with_a_word_that_turns_to_it(cue: Cue) -> None:
    for kind in ("reflected", "yes", "tell"):
        first = Act(kind=kind, topic="fact:cost" if kind == "tell" else None)
        text = spoken(cue, first, Act(kind="raise", topic="objection:price"))
        assert any(start.rstrip(",.").lower() in text.lower() for start in idiom.before("though", cue.persona))


def test_a_line_with_an_opener_of_its_own_gets_no_second_one(cue: Cue) -> None:
    starts = idiom.before("raise", cue.persona)
    assert openers(starts, "To be honest, it's late.", (), "en") == []
    assert openers(starts, "It's late.", (), "en")


def test_a_question_is_not_closed_with_small_words(cue: Cue) -> None:
    asks = cue.scenario.model_copy(
        update={
            "facts": tuple(
                f.model_copy(update={"says": Sayings({"any": ("And who would know?",)})}) for f in cue.scenario.facts
            )
        }
    )
    for style in ("amiable", "dominant"):
        there = replace(cue, scenario=asks, persona=cue.persona.model_copy(update={"style": style}))
        texts = {spoken(there, Act(kind="tell", topic="fact:cost"), seed=seed) for seed in range(40)}
        assert all(text.endswith("?") for text in texts)


def test_the_taciturn_say_it_in_fewer_words(cue: Cue, persona: Persona) -> None:
    def average(talkativeness: int, style: str) -> float:
        temperament = persona.temperament.model_copy(update={"talkativeness": talkativeness})
        other = persona.model_copy(update={"style": style, "temperament": temperament})
        there = Cue("a1", cue.scenario, other, cue.state, cue.direction, (), 4, 7)
        texts = [spoken(there, Act(kind="tell", topic="fact:cost"), seed=seed) for seed in range(80)]
        return sum(length(text, "en") for text in texts) / len(texts)

    assert average(0, "dominant") < average(4, "expressive")


def test_a_whole_talk_is_word_for_word_the_same_again(scenario: Scenario, persona: Persona, start: State) -> None:
    def words() -> list[str]:
        talk, texts = Talk(scenario, persona, start), []
        turns: tuple[Turn, ...] = ()
        for moves, about in ((["greeting", "agenda"], ()), (["open_question"], "fact:stops"), (["telling"], ()), (["next_step"], ())):  # fmt: skip
            talk.hear(heard(*moves, about=about))
            cue = Cue("a1", scenario, persona, talk.state, talk.directions[-1], turns, talk.state.n, talk.state.seed)
            texts.append(speak_offline(cue))
            turns = (*turns, Turn(n=talk.state.n, speaker="customer", text=texts[-1]))
        return texts

    assert words() == words()
