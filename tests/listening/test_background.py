"""Which ordinary question is asked: by likeness to the ways that content gives, and never as a topic of the talk."""

import pytest

from roleplay.catalogue import Catalogue, Topic
from roleplay.listening.meaning.encoder import encoder
from roleplay.listening.offline import EarlierLine, OfflineEar

pytestmark = pytest.mark.skipif(encoder() is None, reason="the sentence encoder is not installed")
EATEN = ("Have you eaten yet?", "Did you get any lunch?", "Had a bite today?", "Have you had your break?")
YARD = ("Is that your yard behind you?", "What's that outside the window?", "Are those your lorries out there?")
CATALOGUE = Catalogue(
    "en",
    (Topic("fact:slots", "How often a delivery slot is missed.", phrases=("miss slot",)),),
    (Topic("background:eaten", EATEN[0], EATEN), Topic("background:yard", YARD[0], YARD)),
)


def asked(text: str) -> list[str]:
    heard = OfflineEar(CATALOGUE).hear(text, [EarlierLine("customer", "Good morning.")])
    assert not any(topic.startswith("background:") for topic in heard.topics)
    return [id for id, _chance in heard.background]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Have you eaten anything yet?", "eaten"),
        ("Hello! Nice to see you. Is that the yard there, behind you?", "yard"),
    ],
)
def test_it_is_recognised_in_other_words(text: str, id: str) -> None:
    assert asked(text)[:1] == [id]


@pytest.mark.parametrize("text", ["We have been in this trade for forty years.", "How many slots do you miss?"])
def test_a_statement_or_another_question_asks_none(text: str) -> None:
    assert asked(text) == []


def test_without_any_in_content_nothing_is_looked_for() -> None:
    assert OfflineEar(Catalogue("en")).hear("Have you eaten yet?").background == ()
