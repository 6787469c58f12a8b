"""The marker pen."""

from hypothesis import given
from hypothesis import strategies as st

from roleplay.scorecard import CheckResult, CriterionScore, Evidence, FirstThing, Reason, Result, Scorecard, WentWell
from roleplay.transcript import Turn
from roleplay.web.pages.scorecard.highlight import Segment, highlight, quotes_of, segments

TEXT = "That is where it helps. It is one tablet, once a day."


def test_a_quote_is_marked_with_the_number_of_its_thing() -> None:
    assert segments(TEXT, [("That is where it helps.", 3)]) == [
        Segment("That is where it helps.", marked=True, thing=3),
        Segment(" It is one tablet, once a day."),
    ]


def test_quotes_that_overlap_become_one_mark_and_the_first_thing_keeps_its_number() -> None:
    assert segments("abcdef", [("bcd", 1), ("cde", None)]) == [
        Segment("a"), Segment("bcd", marked=True, thing=1), Segment("e", marked=True), Segment("f"),
    ]  # fmt: skip


def test_two_quotes_of_no_thing_side_by_side_are_one_mark() -> None:
    assert segments("abcd", [("ab", None), ("bc", None)]) == [Segment("abc", marked=True), Segment("d")]


def test_a_quote_that_was_never_said_marks_nothing() -> None:
    assert segments(TEXT, [("no such words", 1), ("", 2)]) == [Segment(TEXT)]


@given(st.text(max_size=40), st.lists(st.tuples(st.text(max_size=5), st.none() | st.integers(1, 3)), max_size=4))
def test_the_segments_are_always_the_text(text: str, quotes: list[tuple[str, int | None]]) -> None:
    assert "".join(segment.text for segment in segments(text, quotes)) == text


def check(id: str, result: Result, *quotes: str) -> CheckResult:
    shown = tuple(Evidence(turn=1, quote=quote) for quote in quotes)
    return CheckResult(id=id, points=1, result=result, why=Reason(code="count"), evidence=shown)


def test_words_are_marked_that_are_evidence_and_that_the_page_speaks_of() -> None:
    said = Turn(n=1, speaker="seller", text="You fool. What do you need? Buy now. So it goes.")
    checks = (
        check("respect", "missed", "You fool."),
        check("asks", "met", "What do you need?"),
        check("calm", "met", "So it goes."),
    )
    card = Scorecard(
        rubric="r", version=1, scorer="signals", total=0, passed=False,
        criteria=(CriterionScore(id="c", phase="opening", weight=100, level=0, checks=checks),),
        first=(
            FirstThing(check="respect", turn=1, said="You fool.", why="", better=None, source="advice"),
            FirstThing(check="close", turn=1, said="Buy now.", why="", better=None, source="advice"),
        ),
        well=(WentWell(check="asks", turn=1, said="What do you need?", why=""),),
    )  # fmt: skip
    assert highlight(said, quotes_of(card)) == [
        Segment("You fool.", marked=True, thing=1), Segment(" "), Segment("What do you need?", marked=True),
        Segment(" Buy now. So it goes."), Segment("", thing=2),
    ]  # fmt: skip
