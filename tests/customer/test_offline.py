"""The offline customer as a chat model."""

from hypothesis import given
from hypothesis import strategies as st

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.lines import speak_offline
from roleplay.customer.offline import OfflineCustomer, pieces
from tests.customer.agent_content import SELLER, Played


async def test_it_streams_the_words_of_its_lines(scenario: Scenario, persona: Persona) -> None:
    turn_request = Played(scenario, persona).turn_request(SELLER[0])
    chunks = [chunk.text async for chunk in OfflineCustomer().astream("ignored", request=turn_request)]
    assert len(chunks) > 2
    assert "".join(chunks) == speak_offline(turn_request)


def test_at_once_it_says_the_same(scenario: Scenario, persona: Persona) -> None:
    turn_request = Played(scenario, persona).turn_request(SELLER[0])
    assert OfflineCustomer().invoke("ignored", request=turn_request).text == speak_offline(turn_request)


def test_a_chinese_line_comes_in_small_pieces() -> None:
    assert list(pieces("我们科里病人不少，你说。")) == ["我们", "科里", "病人", "不少，", "你说。"]


@given(st.text())
def test_the_pieces_together_are_the_line(line: str) -> None:
    assert "".join(pieces(line)) == line
