"""Ordinary questions: answered from content, when they make sense, and worth nothing."""

import pytest

from roleplay.content.hearing import Background, Hearing
from roleplay.content.sayings import Sayings
from roleplay.customer.lines import speak_offline
from roleplay.customer.turn_request import TurnRequest
from roleplay.heard import Heard
from tests.customer.talk import Talk, heard

ORDINARY = (
    Background(id="eaten", asked=("Have you eaten yet?",), says=Sayings({"any": ("A sandwich, standing up.",)})),
    Background(id="which", after="fact:leak", asked=("Which seal?",), says=Sayings({"any": ("The outer one.",)})),
    Background(
        id="who-says", after="objection:price", asked=("Who says?",), says=Sayings({"any": ("Our controller.",)})
    ),
)


@pytest.fixture(name="talk")
def with_background(talk: Talk) -> Talk:
    lessons = Hearing(format=1, id=talk.scenario.id, language=talk.scenario.language, topics={}, background=ORDINARY)
    talk.scenario = talk.scenario.with_hearing(lessons)
    return talk.afresh()


def asking(id: str, chance: float = 0.9, *moves: str, about: str | tuple[str, ...] = ()) -> Heard:
    found = heard(*(moves or ("open_question",)), about=about)
    return Heard(found.moves, found.topics, found.spans, found.language, background=((id, chance),))


def test_an_ordinary_question_gets_its_answer_and_moves_nothing(talk: Talk) -> None:
    before = talk.state
    assert talk.hear(asking("eaten"), "Have you eaten yet?") == ["answer background:eaten"]
    assert (talk.state.trust, talk.state.patience, talk.state.revealed) == (before.trust, before.patience, ())
    assert talk.why == []


def test_a_follow_up_is_answered_only_when_what_it_follows_up_on_was_said(talk: Talk) -> None:
    assert talk.hear(asking("which"), "Which seal?") != ["answer background:which"]
    talk.afresh(revealed=("leak",), leaning="fact:leak", gave="tell")
    assert talk.hear(asking("which"), "Which seal?") == ["answer background:which"]


def test_a_likeness_that_is_too_small_is_no_question(talk: Talk) -> None:
    assert talk.hear(asking("eaten", 0.5), "Have you eaten yet?") != ["answer background:eaten"]


def test_a_fact_that_comes_out_goes_before_an_ordinary_answer(talk: Talk) -> None:
    assert talk.hear(asking("eaten", about="fact:leak"), "What leaked?")[0].endswith("fact:leak")


@pytest.mark.parametrize("bad", ["rude", "improper_offer", "pressure"])
def test_nobody_who_is_rude_bribes_or_pushes_gets_an_ordinary_answer(talk: Talk, bad: str) -> None:
    assert "answer background:eaten" not in talk.hear(asking("eaten", 0.9, "open_question", bad), "Have you eaten yet?")


def test_a_question_about_the_worry_in_the_air_is_answered_and_the_worry_stays(talk: Talk) -> None:
    talk.with_open("price")
    assert talk.hear(asking("who-says", about="objection:price"), "Who says?") == ["answer background:who-says"]
    assert talk.objection("price") == "open"


def test_asked_what_worries_them_they_say_the_worry_and_no_ordinary_thing(talk: Talk) -> None:
    talk.having(n=8)
    acts = talk.hear(asking("eaten"), "What worries you about it?")
    assert [act.split()[0] for act in acts] == ["raise"]


def test_offline_it_is_said_in_the_words_of_content(talk: Talk) -> None:
    talk.hear(asking("eaten"), "Have you eaten yet?")
    request = TurnRequest("a1", talk.scenario, talk.persona, talk.state, talk.directions[-1], (), n=6, seed=1)
    assert speak_offline(request) == "A sandwich, standing up."
