"""What kind of thing an English question asks for, and that there is an honest way out of each."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from roleplay.content.defaults import SPEECH
from roleplay.customer import idiom
from roleplay.listening.questions import last_question

IDIOMS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "roleplay" / "customer" / "idioms" / "en.yaml").read_text(encoding="utf-8")
)
STYLES = ("dominant", "expressive", "amiable", "analytical")
KINDS = ("who", "when", "how_many", "where", "why", "which", "how", "what", "yes_no", "any")

QUESTIONS = {
    "who": (
        "Who does the slots today?", "That's different. By whom?", "So whose idea was the trial?",
        "Who's covering when she's on leave?", "And who signs, once Paul has read it?", "Do you know who told them?",
        "You heard it from who?", "I meant who does the planning?", "End of June, that's not far off. Who takes over from her?", "With whom does he talk it over?",
    ),
    "why": (
        "Why do your patients come back?", "How come nobody noticed?", "Why is it always the same two?",
        "You said it failed. Why?", "What makes them stop?", "Can you tell me why he won't switch the camera on?",
        "They ring every morning. What for?", "What's the main reason?", "Why so?",
    ),
    "how_many": (
        "How many lorries go out on a Monday?", "And how often does that happen?", "How long does the plan take?",
        "How much of it is by hand?", "How old is your son?", "Roughly what percentage comes back?",
        "How far do they drive?", "What does that cost you in a year?", "Do you know how many stop on day four?",
    ),
    "when": (
        "When did it last go wrong?", "Since when has it been like that?", "And when exactly did this happen?",
        "When will she retire?", "Until when do you have to decide?", "How soon is it?", "How long ago was that?",
        "What day is the committee?", "What's the date you'd need it by?", "At which point did they pull out?", "Do you remember when that started?", "When?",
    ),
    "where": (
        "Where do they slip?", "And where does it pinch most?", "Whereabouts is the depot?", "Where did you read that?",
        "From where do they come?", "Do you know where he keeps the boxes?", "He fell. Where?",
    ),
    "which": (
        "Which ones?", "Which of your depots has the trouble?", "And which retailers are the strict ones?",
        "In which ward was that?", "Of the three, which one do they leave out?", "Can you say which?",
    ),
    "how": (
        "How do you plan the slots today?", "And how does that work on a Sunday?", "How did he hit on the idea?",
        "Can I just ask how you plan it?", "How so?", "How's it going at home?", "In what way?", "How do they cope?",
    ),
    "yes_no": (
        "And the retailers, do you get fined when a lorry misses its slot?", "Is he all right now?",
        "You plan by hand, don't you?", "So it's one person, right?", "Are they still using it?",
        "Is that for somebody who's leaving?", "Have you got someone who could do it?", "You do that by yourself?",
        "Does it get worse when the weather turns?", "Is that why you stopped?", "Anything else?",
        "There's nobody in the house?", "Do the ones who live alone come back more?",
    ),
    "what": (
        "What happens when she's off sick?", "What's the hard bit?", "So what did the last rep say?",
        "And what happens then?", "What kind of patients are they?", "What happened with that system?",
        "And what about the ones who live alone?", "What is it you're worried about?",
        "What do you think brings them back?", "What would she want, do you think?",
    ),
    "opinion": (
        "What do you think?", "Does that help?", "How does that sound?", "Is that all right with you?",
        "Would that suit you?", "Shall we say ten minutes?", "And we send the report, all right?", "Does that make sense?",
        "Can I send you the table?", "Would you try it in one patient like her?", "How about Thursday?",
        "What would you say to a small trial?", "Would Thursday at nine suit you?", "Do you mind if I write that down?",
        "Would it be useful to see the records?",
    ),
}  # fmt: skip


def _kind(said: str) -> str:
    return idiom.kind_of(last_question(said), "en")


@pytest.mark.parametrize(("said", "kind"), [(said, kind) for kind, all_ in QUESTIONS.items() for said in all_])
def test_the_kind_of_a_question_is_recognised(said: str, kind: str) -> None:
    assert _kind(said) == kind


@pytest.mark.parametrize("said", ["Slots?", "And the retailers?", "Mornings?"])
def test_a_bare_word_with_a_question_mark_is_of_no_kind(said: str) -> None:
    assert _kind(said) == "any"


def test_a_typographic_apostrophe_changes_nothing() -> None:
    said = [question for questions in QUESTIONS.values() for question in questions if "'" in question]
    assert [_kind(line.replace("'", "’")) for line in said] == [_kind(line) for line in said]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_seven_ways_out_of_every_kind_of_question(style: str) -> None:
    assert {kind: len(lines) for kind, lines in IDIOMS[style]["unsure"].items()} == dict.fromkeys(KINDS, 7)


def test_no_way_out_stands_twice_nor_is_it_a_line_of_the_speech_library() -> None:
    library = [
        line
        for style in STYLES
        for lines in yaml.safe_load((SPEECH / "en" / f"{style}.yaml").read_text(encoding="utf-8")).values()
        if isinstance(lines, list)
        for line in lines
    ]
    ways = [line for style in STYLES for lines in IDIOMS[style]["unsure"].values() for line in lines]
    bare = Counter(re.sub(r"\W", "", line.lower()) for line in ways)
    taken = {re.sub(r"\W", "", line.lower()) for line in library}
    assert [line for line, times in bare.items() if times > 1 or line in taken] == []


def test_a_way_out_apologises_for_nothing_promises_nothing_and_names_no_figure() -> None:
    unfit = re.compile(r"\d|\bsorry\b|\bafraid\b|\bi'll (?:check|ask|find|get back|let you)|\bno idea\b", re.IGNORECASE)
    ways = [line for style in STYLES for lines in IDIOMS[style]["unsure"].values() for line in lines]
    assert [line for line in ways if unfit.search(line)] == []
