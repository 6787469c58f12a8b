"""The picture of trust and patience."""

from roleplay.transcript import Change, Phase, Transcript, Turn
from roleplay.web.pages.scorecard.trust_chart import trust_changes, trust_chart


def answer(n: int, trust: int | None, patience: int | None = 3, phase: Phase = "probing", by: int = 0) -> Turn:
    changes = (Change(what="trust", by=1 if by > 0 else -1, why="reflected"),) if by else ()
    return Turn(n=n, speaker="customer", text="Hm.", trust=trust, patience=patience, phase=phase, changes=changes)


def talk(*turns: Turn) -> Transcript:
    return Transcript(language="en", turns=turns)


def test_levels_are_drawn_from_five_at_the_top_to_nothing() -> None:
    picture = trust_chart(talk(answer(2, 0), answer(4, 5)))
    assert picture is not None
    assert [point.trust_y for point in picture.points] == [150, 20]
    assert picture.grid == [20, 46, 72, 98, 124, 150]
    assert all(0 < point.x < 100 for point in picture.points)


def test_turns_in_which_trust_moved_have_a_dot() -> None:
    picture = trust_chart(talk(answer(2, 1), answer(4, 2, by=1), answer(6, 1, by=-1)))
    assert picture is not None
    assert [(point.n, point.by) for point in picture.points if point.by] == [(4, 1), (6, -1)]


def test_phases_lie_under_the_curve_side_by_side() -> None:
    phases: list[Phase] = ["opening", "probing", "probing", "objection"]
    picture = trust_chart(talk(*(answer(2 * i + 2, 1, phase=phase) for i, phase in enumerate(phases))))
    assert picture is not None
    assert [stretch.phase for stretch in picture.stretches] == ["opening", "probing", "objection"]
    for left, right in zip(picture.stretches, picture.stretches[1:], strict=False):
        assert left.start < left.end < right.start


def test_a_transcript_without_states_or_with_one_answer_has_no_picture() -> None:
    assert trust_chart(talk(answer(2, None, None), answer(4, None, None))) is None
    assert trust_chart(talk(answer(2, 1))) is None


def test_only_turns_that_moved_something_are_told() -> None:
    assert [n for n, _ in trust_changes(talk(answer(2, 1), answer(4, 2, by=1)))] == [4]
