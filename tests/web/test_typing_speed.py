"""How long an answer takes on the screen."""

from roleplay.content.persona import Persona
from roleplay.web.typing_speed import LONGEST, SHORTEST, TypingSpeed
from tests.web.conftest import shipped

SHORT, LONG = "五分钟。说吧。", "出院带五六种药，回家觉得不喘了就自己停。" * 12


def people() -> list[Persona]:
    return list(shipped().personas.values())


def test_the_silence_before_an_answer_is_within_its_bounds_for_everybody() -> None:
    for persona in people():
        for answer in ("", SHORT, LONG, "Go on.", "word " * 400):
            assert SHORTEST <= TypingSpeed().silence(answer, persona) <= LONGEST


def test_a_long_answer_takes_longer_to_begin_than_a_short_one() -> None:
    for persona in people():
        assert TypingSpeed().silence(LONG, persona) > TypingSpeed().silence(SHORT, persona)


def test_the_pieces_are_the_text() -> None:
    for text in ("", "Hm.", SHORT, LONG, "One two three, and a café: 你好。"):
        assert "".join(TypingSpeed().pieces(text)) == text


def test_a_long_answer_is_spoken_faster_not_for_ever() -> None:
    pace = TypingSpeed()
    assert len(pace.pieces(LONG)) * pace.between <= pace.longest_speech + 0.2
    assert len(pace.pieces(SHORT)) > 2


def test_a_pace_of_nothing_waits_for_nothing() -> None:
    still = TypingSpeed(scale=0)
    assert (still.silence(LONG, people()[0]), still.pieces(LONG), still.between) == (0, [LONG], 0)
