"""A retry from a turn: the same beginning, the same customer, and another line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from roleplay.attempt import Attempt
from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.errors import NotFound, RoleplayError
from roleplay.practice import PracticeService
from roleplay.store.attempts import add_attempt
from roleplay.store.database import Database
from roleplay.store.turns import read_turns
from tests.practice.conftest import ALICE, BOB, CALL, LINES, events, talk
from tests.shipped import shipped

ROOT = Path(__file__).parent.parent.parent
TALKS = [
    ("new-drug-visit", "director-lin", "zh/pitcher"),
    ("referral-talk", "father-shen", "zh/referral-honest-father-shen"),
    ("discovery-call", "ingrid-solberg", "en/honest-ingrid"),
    ("busy-cardiologist", "daniel-hale", "en/cardiologist-honest-hale"),
]


def lines_of(name: str) -> list[str]:
    return (ROOT / "tests" / "lines" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


async def finished(door: PracticeService, *lines: str, call: tuple[str, str] = CALL, seed: int = 7) -> Attempt:
    attempt = await talk(door, await door.start(*call, person=ALICE, seed=seed), *lines)
    return await door.finish(attempt.id, ALICE)


@pytest.fixture
async def parent(door: PracticeService) -> Attempt:
    return await finished(door, *LINES)


@pytest.mark.parametrize(("scenario", "persona", "lines"), TALKS)
async def test_the_same_words_in_a_branch_give_the_same_talk_from_whichever_turn(
    database: Database, scenario: str, persona: str, lines: str
) -> None:
    door = PracticeService(shipped, database, Settings(), flush=0)
    parent = await finished(door, *lines_of(lines), call=(scenario, persona), seed=11)
    stored = read_turns(database, parent.id)
    own = [one.turn for one in stored if one.turn.speaker == "seller"]

    for turn in (own[0], own[1], own[len(own) // 2], own[-1]):
        branch = await door.retry(parent.id, ALICE, turn.n)
        await talk(door, branch, *[later.text for later in own if later.n >= turn.n])
        branch = await door.finish(branch.id, ALICE)

        again = read_turns(database, branch.id)
        assert [replace(one, id="", speech=None) for one in again] == [
            replace(one, id="", speech=None) for one in stored
        ]
        assert branch.ending == parent.ending
        assert await door.scorecard(branch.id, ALICE) == await door.scorecard(parent.id, ALICE)


async def test_a_branch_takes_over_all_but_the_result(door: PracticeService, parent: Attempt) -> None:
    branch = await door.retry(parent.id, ALICE, 5)

    own = {"id", "started_at", "touched_at", "finished_at", "ending", "phase", "turns", "scorecard", "total", "passed"}
    own |= {"parent", "branch_turn", "sampled", "queue", "queue_rank", "queue_note"}
    assert branch.model_dump(exclude=own) == parent.model_dump(exclude=own)
    assert (branch.parent, branch.branch_turn, branch.turns, branch.is_branch) == (parent.id, 5, 4, True)
    assert (branch.finished_at, branch.ending, branch.scorecard, branch.total, branch.passed) == (None,) * 5
    assert (await door.transcript(branch.id, ALICE)).turns == (await door.transcript(parent.id, ALICE)).turns[:4]
    assert branch.started_at > parent.started_at


async def test_copied_turns_keep_all_but_their_names(
    door: PracticeService, database: Database, parent: Attempt
) -> None:
    branch = await door.retry(parent.id, ALICE, 5)
    before, after = read_turns(database, parent.id)[:4], read_turns(database, branch.id)

    assert not {one.id for one in before} & {one.id for one in after}
    assert [replace(one, id="") for one in after] == [replace(one, id="") for one in before]
    again = await events(door.say(branch.id, ALICE, LINES[0], turn_id=before[0].id))
    assert len(again) > 2, "the parent's message sent to the branch is a new turn"
    assert (await door.transcript(branch.id, ALICE)).turns[4].text == LINES[0]


async def test_another_line_leads_on_from_the_state_of_then_and_the_whole_talk_is_scored(
    door: PracticeService, parent: Attempt
) -> None:
    branch = await door.retry(parent.id, ALICE, 5)
    await talk(door, branch, "Sign today or the price goes up.")
    branch = await door.finish(branch.id, ALICE)

    then, now = await door.transcript(parent.id, ALICE), await door.transcript(branch.id, ALICE)
    assert now.turns[4].patience == then.turns[4].patience, "both begin from the same state"
    assert now.turns[5].patience == (then.turns[3].patience or 0) - 1
    card = await door.scorecard(branch.id, ALICE)
    assert card is not None and card.total == branch.total is not None
    cited = [e.turn for c in card.criteria for check in c.checks for e in check.evidence]
    assert min(cited) < 5, "the parent's part counts in it"


async def test_the_parent_stays_as_it_was(door: PracticeService, parent: Attempt) -> None:
    before = await door.transcript(parent.id, ALICE), await door.scorecard(parent.id, ALICE)
    await talk(door, await door.retry(parent.id, ALICE, 3), "What keeps you up at night?")

    assert (await door.transcript(parent.id, ALICE), await door.scorecard(parent.id, ALICE)) == before
    assert await door.attempt(parent.id, ALICE) == parent


async def test_a_branch_of_a_branch_descends_from_it_also_where_the_words_are_older(
    door: PracticeService, parent: Attempt
) -> None:
    branch = await talk(door, await door.retry(parent.id, ALICE, 5), "What else gives you trouble?")
    branch = await door.finish(branch.id, ALICE)

    for turn in (3, 5):
        grandchild = await door.retry(branch.id, ALICE, turn)
        assert (grandchild.parent, grandchild.branch_turn) == (branch.id, turn)
        kept = (await door.transcript(grandchild.id, ALICE)).turns
        assert kept == (await door.transcript(branch.id, ALICE)).turns[: turn - 1]


async def test_what_was_said_before_is_told_for_branches_alone(door: PracticeService, parent: Attempt) -> None:
    said = await door.said_before(await door.retry(parent.id, ALICE, 5))

    assert said is not None and (said.n, said.text) == (5, LINES[2])
    assert await door.said_before(parent) is None


async def test_turn_one_is_the_whole_talk_anew_with_the_same_seed(door: PracticeService, parent: Attempt) -> None:
    branch = await door.retry(parent.id, ALICE, 1)

    assert (branch.turns, branch.seed, branch.phase) == (0, parent.seed, "opening")
    assert (await door.transcript(branch.id, ALICE)).turns == ()


async def test_a_branch_uses_the_content_of_its_parent_though_the_files_have_changed(
    reopen: Callable[..., PracticeService], database: Database, library: Library
) -> None:
    parent = await finished(reopen(), *LINES)
    later = PracticeService(
        lambda: replace(library, scenarios={}, personas={}, rubrics={}), database, Settings(), flush=0
    )

    branch = await later.retry(parent.id, ALICE, 3)
    await talk(later, branch, LINES[1])

    assert branch.content == parent.content
    assert (await later.transcript(branch.id, ALICE)).turns == (await later.transcript(parent.id, ALICE)).turns[:4]


async def test_a_branch_in_which_nothing_new_was_said_is_abandoned(door: PracticeService, parent: Attempt) -> None:
    branch = await door.retry(parent.id, ALICE, 5)
    assert not branch.is_begun

    branch = await door.finish(branch.id, ALICE)

    assert branch.abandoned and branch.total is None
    assert branch.id not in [attempt.id for attempt in await door.attempts(ALICE)]


@pytest.mark.parametrize(
    ("turn", "code", "params"),
    [
        (4, "retry-customer-turn", {"turn": 4, "known": "1, 3, 5"}),
        (7, "retry-no-turn", {"turn": 7, "known": "1, 3, 5"}),
        (0, "retry-no-turn", {"turn": 0, "known": "1, 3, 5"}),
        (-3, "retry-no-turn", {"turn": -3, "known": "1, 3, 5"}),
        (2**70, "retry-no-turn", {"turn": 2**70, "known": "1, 3, 5"}),
    ],
)
async def test_only_a_turn_of_the_sellers_that_is_there_can_be_retried(
    door: PracticeService, turn: int, code: str, params: dict[str, object]
) -> None:
    attempt = await finished(door, *LINES[:3])

    with pytest.raises(RoleplayError) as refused:
        await door.retry(attempt.id, ALICE, turn)
    assert (refused.value.code, refused.value.params) == (code, params)
    assert len(await door.attempts(ALICE)) == 1


async def test_a_talk_that_goes_on_is_finished_first(door: PracticeService) -> None:
    attempt = await talk(door, await door.start(*CALL, person=ALICE), *LINES[:2])

    with pytest.raises(RoleplayError) as refused:
        await door.retry(attempt.id, ALICE, 1)
    assert refused.value.code == "retry-unfinished"


async def test_a_talk_without_a_word_has_nothing_to_retry(door: PracticeService) -> None:
    attempt = await finished(door)

    with pytest.raises(RoleplayError) as refused:
        await door.retry(attempt.id, ALICE, 1)
    assert refused.value.code == "retry-nothing-said"


async def test_another_persons_talk_and_none_are_not_found(door: PracticeService, parent: Attempt) -> None:
    for id, person in ((parent.id, BOB), ("nowhere", ALICE)):
        with pytest.raises(NotFound) as refused:
            await door.retry(id, person, 1)
        assert refused.value.code == "attempt-not-found"


async def test_a_talk_that_was_brought_in_has_no_state_to_go_on_from(
    door: PracticeService, database: Database, parent: Attempt
) -> None:
    brought = parent.model_copy(update={"id": "brought", "kind": "imported", "scorecard": None})
    add_attempt(database, brought, {}, {})

    with pytest.raises(RoleplayError) as refused:
        await door.retry("brought", ALICE, 1)
    assert refused.value.code == "retry-imported"
