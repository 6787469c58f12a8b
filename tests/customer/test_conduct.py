"""What a reply does decides whether it is shown: lines met in use and lines written to measure, through the guard."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from roleplay.catalogue import Catalogue
from roleplay.customer.conduct import Conduct
from roleplay.customer.guard import Guard
from roleplay.customer.recital import Recital
from tests.shipped import shipped

LINES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "guard_lines.yaml").read_text(encoding="utf-8"))
SHIPPED = shipped().scenarios
SCENARIOS = {"en": "discovery-call", "zh": "new-drug-visit"}
NAMES = {"en": ("Mara Voss", "Mara", "Head of maintenance"), "zh": ("林主任", "心内科主任")}
BEFORE = {"en": "Well, it is what it is, and we live with that. ", "zh": "反正这么多年一直就是这样过来的。"}
NATURAL = [(tongue, line) for tongue in LINES for lines in LINES[tongue]["natural"].values() for line in lines]
BAD = [(tongue, line) for tongue in LINES for lines in LINES[tongue]["bad"].values() for line in lines]


def guarded(language: str, reply: str, **more: Any) -> tuple[str, Guard]:
    catalogue: Catalogue = SHIPPED[SCENARIOS[language]].catalogue
    known = {"known": "Good morning. 您好。", "catalogue": catalogue, "recital": Recital(language), **more}
    guard = Guard(NAMES[language], "0f1e2d3c4b5a", 400, Conduct(language=language, names=NAMES[language], **known))
    shown = "".join(guard.feed(character) for character in reply)
    return shown + guard.close(), guard


@pytest.mark.parametrize(("language", "line"), NATURAL)
def test_a_natural_line_passes_whole_also_later_in_a_reply(language: str, line: str) -> None:
    shown, guard = guarded(language, line)
    assert (shown, guard.flags) == (line, set())
    shown, guard = guarded(language, BEFORE[language] + line)
    assert (shown, guard.flags) == (BEFORE[language] + line, set())


@pytest.mark.parametrize(("language", "line"), BAD)
def test_a_bad_line_is_refused_at_the_opening_and_cut_later(language: str, line: str) -> None:
    shown, guard = guarded(language, line)
    assert (shown, guard.broken) == ("", True) or guard.cut
    shown, guard = guarded(language, BEFORE[language] + line)
    assert guard.cut
    assert guard.flags
    assert line not in shown


def test_whoever_is_to_agree_may_say_so() -> None:
    assert guarded("en", "I'm sold. Let's sign today!", agrees=True)[1].flags == set()
    assert guarded("zh", "行，就这么定了，今天就签！", agrees=True)[1].flags == set()


def test_a_figure_of_the_direction_or_the_talk_may_be_said() -> None:
    told = "We have 212 slots and lose forty-eight thousand euros a year."
    assert guarded("en", "It's 212 slots, 48,000 euros.", known=told)[0] == "It's 212 slots, 48,000 euros."
    assert guarded("en", "It's 213 slots.", known=told)[1].broken


def test_a_stretch_of_the_direction_or_the_sellers_line_is_no_reply() -> None:
    frame = "bring up this worry, and no more than this\n先用几个字接住它，然后提出这个顾虑"
    line = "do you know how much time your planners lose with it every single week"
    for reply in (
        "Bring up this worry, and no more than this.",
        "Do you know how much time your planners lose with it?",
    ):
        assert guarded("en", reply, recital=Recital("en", frame, line))[1].broken
    assert guarded("zh", "先用几个字接住它，然后提出。", recital=Recital("zh", frame, ""))[1].broken
    assert guarded("zh", "主任您好，现在方便吗？", recital=Recital("zh", "", "主任您好，现在方便吗？"))[1].broken
    assert not guarded("en", "How much time? Ask the planners.", recital=Recital("en", frame, line))[1].flags


def test_a_sentence_is_not_said_nine_times() -> None:
    assert guarded("en", "We have no time for that. " * 9)[0] == "We have no time for that."
