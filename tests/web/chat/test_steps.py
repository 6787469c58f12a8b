"""Turns as Chainlit shows them."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from roleplay.attempt import Attempt
from roleplay.transcript import Turn
from roleplay.web.chat.steps import as_written, pause_step, spoken_step, turn_step

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ATTEMPT = Attempt(
    id="a1", person="local", kind="practice", scenario="s", persona="director-lin", rubric="r", language="zh-CN", difficulty="standard",
    seed=1, customer="offline", content={}, started_at=NOON, touched_at=NOON,
)  # fmt: skip


def unescaped(text: str) -> str:
    """What Markdown makes of backslash escapes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def test_a_pictures_address_in_the_customers_words_stays_words() -> None:
    assert as_written("![x](http://evil/p.png)") == r"\!\[x\]\(http\:\/\/evil\/p\.png\)"


@given(st.text(alphabet=st.characters(exclude_characters="\u200b\\")))
def test_every_text_is_shown_as_it_was_written(text: str) -> None:
    assert unescaped(as_written(text)) == text


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_written_in_pieces_are_the_words_written_at_once(one: str, two: str) -> None:
    assert as_written(one) + as_written(two) == as_written(one + two)


def test_the_seller_is_plain_text_and_the_customer_has_a_portrait() -> None:
    seller = turn_step(ATTEMPT, Turn(n=1, speaker="seller", text="<b>*hi*</b>"))
    assert (seller["type"], seller["output"], seller["name"]) == ("user_message", "<b>*hi*</b>", "local")
    customer = turn_step(ATTEMPT, Turn(n=2, speaker="customer", text="Hm."))
    assert (customer["type"], customer["metadata"]) == ("assistant_message", {"avatarName": "director-lin"})


def test_a_turn_has_the_same_id_while_it_is_said_and_ever_after() -> None:
    assert (
        spoken_step(ATTEMPT, 2, streaming=True)["id"]
        == turn_step(ATTEMPT, Turn(n=2, speaker="customer", text="Hm."))["id"]
    )


def test_a_quiet_line_is_known_by_its_id() -> None:
    assert pause_step(ATTEMPT, "start", "Practice began.")["id"] == "pause-a1-start"
