"""How one gets on: what is compared with what, on home, on the scorecard and on a page of its own."""

import re

import httpx

from roleplay.attempt import Attempt
from roleplay.practice import LOCAL_PERSON, PracticeService
from roleplay.store.tables import AttemptRow, ScorecardRow
from tests.web.conftest import CALL, VISIT, Play, lines_of


def labels(text: str) -> dict[str, str]:
    """Of the small charts, by the criterion's name."""
    found = re.findall(r'<span class="name-of small"[^>]*>([^<]*)</span>\s*<svg[^>]* aria-label="([^"]*)"', text)
    return dict(found)


def change(practice: PracticeService, attempt: Attempt, **values: object) -> None:
    with practice.database.writing() as session:
        row = session.get_one(AttemptRow, attempt.id)
        for name, value in values.items():
            setattr(row, name, value)


def change_card(practice: PracticeService, attempt: Attempt, **values: object) -> None:
    with practice.database.writing() as session:
        row = session.get_one(ScorecardRow, attempt.scorecard)
        for name, value in values.items():
            setattr(row, name, value)


async def test_a_first_talk_has_nothing_to_be_compared_with(client: httpx.AsyncClient, play: Play) -> None:
    attempt = await play("Hello.")
    for page in ("/", f"/attempts/{attempt.id}"):
        assert labels((await client.get(page)).text) == {}
    assert "One scored talk so far." in (await client.get("/progress/discovery-call")).text


async def test_total_and_levels_stand_on_home_on_the_scorecard_and_on_their_page(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    first, second = await play("Hello."), await play(*lines_of("en/honest-ingrid"))
    _, _, rubric = await practice.content(second)
    shown = labels((await client.get("/")).text)
    assert list(shown) == ["Total", *(criterion.name for criterion in rubric.criteria)]
    assert shown["Total"] == f"Total, out of 100, talk by talk: {first.total}, {second.total}."
    for page in (f"/attempts/{second.id}", "/progress/discovery-call"):
        text = (await client.get(page)).text
        assert labels(text) == shown
        assert f"+{(second.total or 0) - (first.total or 0)}</b>" in text
    assert labels((await client.get(f"/attempts/{first.id}")).text) == {}, "only what was before it"


async def test_other_scenarios_branches_and_rehearsals_are_not_in_it(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    one, branch, other = await play("Hello."), await play("Hello."), await play("您好。", talk=VISIT)
    rehearsed = await practice.start(*CALL, person=LOCAL_PERSON, kind="rehearsal")
    async for _ in practice.say(rehearsed.id, LOCAL_PERSON, "Hello."):
        pass
    await practice.finish(rehearsed.id, LOCAL_PERSON)
    change(practice, branch, parent=one.id, branch_turn=1)
    last = await play("Good morning.")
    shown = labels((await client.get("/")).text)
    assert shown["Total"] == f"Total, out of 100, talk by talk: {one.total}, {last.total}."
    page = (await client.get("/progress/discovery-call")).text
    assert one.id in page and last.id in page
    assert not any(id in page for id in (branch.id, other.id, rehearsed.id))
    assert labels((await client.get(f"/attempts/{branch.id}")).text) == {}


async def test_a_talk_with_another_customer_is_marked_as_not_comparable(client: httpx.AsyncClient, play: Play) -> None:
    """Another customer is another task: no rise, no fall, no line between the two."""
    ingrid = await play("Hello.")
    theo = await play(*lines_of("en/honest-theo"), talk=("discovery-call", "theo-marchand"))
    text = (await client.get("/progress/discovery-call")).text
    assert labels(text)["Total"] == f"Total, out of 100, talk by talk: {theo.total}. Not comparable: {ingrid.total}."
    assert "talks with another customer" in text
    assert 'class="rise"' not in text and 'class="fall"' not in text


async def test_another_text_of_the_rubric_is_marked_as_not_comparable(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    old, new, newest = await play("Hello."), await play("Good morning."), await play("Good evening.")
    change_card(practice, old, rubric_hash="0" * 64)
    text = (await client.get("/progress/discovery-call")).text
    assert labels(text)["Total"] == (
        f"Total, out of 100, talk by talk: {new.total}, {newest.total}. Not comparable: {old.total}."
    )
    assert text.count('class="ghost"') == len(labels(text))
    assert "scored by another version of the rubric" in text and text.count("<span>not comparable") == 1


async def test_the_last_score_by_another_standard_is_named_but_not_subtracted(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    first, second = await play("Hello."), await play("Good morning.")
    change_card(practice, first, rubric_hash="0" * 64)
    text = (await client.get(f"/attempts/{second.id}")).text
    assert f"Last time {first.total}, by another rubric version or scorer, so not comparable" in text
    assert "than last time" not in text and "the same as last time" not in text


async def test_another_difficulty_is_named_where_scores_are_compared(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    first, second = await play("Hello."), await play(*lines_of("en/honest-ingrid"))
    change(practice, first, difficulty="hard")
    assert "better than last time, then: harder" in (await client.get(f"/attempts/{second.id}")).text
    assert "Harder" in (await client.get("/progress/discovery-call")).text


async def test_what_was_never_practised_has_no_page(client: httpx.AsyncClient, practice: PracticeService) -> None:
    foreign = await practice.start(*CALL, person="somebody-else")
    async for _ in practice.say(foreign.id, "somebody-else", "Hello."):
        pass
    await practice.finish(foreign.id, "somebody-else")
    for id in ("discovery-call", "no-such-thing", "x%00"):
        assert (await client.get(f"/progress/{id}")).status_code == 404
