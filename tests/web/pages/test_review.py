"""One attempt on a coach's desk: what it shows, how corrections count, and that nobody overwrites anybody."""

import re
from dataclasses import dataclass

import httpx
import pytest

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.review.service import ReviewService
from roleplay.scorecard import Scorecard
from roleplay.store.disputes import keep_dispute
from roleplay.store.reviews import list_comments, list_reviews
from roleplay.store.scorecards import find_scorecard
from tests.web.conftest import SignedIn
from tests.web.pages.conftest import Wait, change, member

CHECK = "asks-their-leave"  # met, says the scorer


@dataclass
class Coach:
    """A coach's browser: forms are filled in from the page, as a person does."""

    client: httpx.AsyncClient
    attempt: Attempt

    @property
    def way(self) -> str:
        return f"/coach/attempts/{self.attempt.id}"

    async def page(self) -> str:
        answer = await self.client.get(self.way)
        assert answer.status_code == 200
        return answer.text

    async def send(self, form: str, page: str | None = None, query: str = "", **fields: str) -> httpx.Response:
        """Posts as the form on `page`, an earlier look at it, or on a fresh one."""
        page = page or await self.page()
        kept = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("csrf", "edition")}
        hidden = {name: found[1] for name, found in kept.items() if found}
        return await self.client.post(f"{self.way}/{form}{query}", data=hidden | fields)

    async def correct(self, target: str, value: str, reason: str = "As I see it", **more: str) -> httpx.Response:
        return await self.send("corrections", target=target, value=value, reason=reason, **more)


@pytest.fixture
async def attempt(wait: Wait) -> Attempt:
    return await wait()


@pytest.fixture
def coach(bob: httpx.AsyncClient, attempt: Attempt) -> Coach:
    return Coach(bob, attempt)


def card_of(practice: PracticeService, attempt: Attempt) -> Scorecard:
    stored = find_scorecard(practice.database, attempt)
    assert stored is not None
    return stored.card


def all_of(card: Scorecard) -> list[str]:
    return [check.id for criterion in card.criteria for check in criterion.checks]


def opening(card: Scorecard) -> dict[str, str]:
    return {check.id: check.result for check in card.criteria[0].checks}


async def test_evidence_and_turns_lead_to_each_other(coach: Coach, practice: PracticeService) -> None:
    text = await coach.page()
    cited = [check for each in card_of(practice, coach.attempt).criteria for check in each.checks if check.evidence]
    assert cited
    for check in cited:
        turn = text.split(f'id="t{check.evidence[0].turn}"', 1)[1].split("</li>", 1)[0]
        assert f'href="#check-{check.id}"' in turn and "<mark>" in turn
        own = text.split(f'id="check-{check.id}"', 1)[1].split("</article>", 1)[0]
        assert f'href="#t{check.evidence[0].turn}"' in own


@pytest.mark.parametrize("act", ["corrections", "marks", "comments", "sign-off", "reopen"])
async def test_who_does_not_coach_the_seller_finds_nothing(
    coach: Coach, carol: httpx.AsyncClient, seller: Person, signed_in: SignedIn, practice: PracticeService, act: str
) -> None:
    for client in (carol, await signed_in(seller)):
        assert (await client.get(coach.way)).status_code == 404
        token = re.search(r'name="csrf" value="([^"]*)"', (await client.get("/")).text)
        assert token
        fields = {
            "csrf": token[1],
            "edition": "0",
            "target": "check:open-questions",
            "value": "met",
            "reason": "x",
            "text": "x",
        }
        assert (await client.post(f"{coach.way}/{act}", data=fields)).status_code == 404
    assert list_reviews(practice.database, coach.attempt.id) == []


async def test_a_form_without_its_token_changes_nothing(coach: Coach, practice: PracticeService) -> None:
    form = {"edition": "0", "target": f"check:{CHECK}", "value": "met", "reason": "x"}
    answer = await coach.client.post(f"{coach.way}/corrections", data=form)
    assert answer.status_code == 409 and "This form has expired" in answer.text
    assert list_reviews(practice.database, coach.attempt.id) == []


async def test_looking_leaves_no_trace(coach: Coach, practice: PracticeService) -> None:
    await coach.page()
    assert list_reviews(practice.database, coach.attempt.id) == []


async def test_a_correction_stands_beside_the_scorers_value_and_the_total_is_recomputed(
    coach: Coach, practice: PracticeService
) -> None:
    card = card_of(practice, coach.attempt)
    # Opening weighs 15 and has three checks of one point each; the rest of the rubric stays as it was.
    values = {"met": 1.0, "partly": 0.5, "missed": 0.0}
    before = opening(card)
    lowered = next(iter(before))
    assert before[lowered] == "met"
    share = sum(0.0 if id == lowered else values[result] for id, result in before.items()) / len(before)
    level = int(5 * share + 0.5)
    rest = sum(each.weight * each.level / 5 for each in card.criteria[1:] if each.level is not None)
    scored = sum(each.weight for each in card.criteria if each.level is not None)
    total = int(100 * (rest + 15 * level / 5) / scored + 0.5)
    assert total != card.total

    answer = await coach.correct(f"check:{lowered}", "missed", "Only in turn 3", turns="1, 3")

    assert (answer.status_code, answer.headers["location"]) == (303, f"{coach.way}#check-{lowered}")
    text = await coach.page()
    assert f'<b class="num">{total}</b>' in text and f"The result will be {total}," in text
    own = text.split(f'id="check-{lowered}"', 1)[1].split("</article>", 1)[0]
    assert "Only in turn 3" in own and 'href="#t3"' in own and 'class="met"' in own and 'class="missed"' in own
    assert (await practice.attempt(coach.attempt.id, coach.attempt.person)).total == card.total, "not signed yet"


async def test_a_level_can_be_set_and_taken_back(coach: Coach, practice: PracticeService) -> None:
    card = card_of(practice, coach.attempt)
    before = card.criteria[0]
    assert before.level is not None
    wanted = "0" if before.level else "5"
    await coach.correct("criterion:opening", wanted, "Warm, but late")
    assert f"Your level: {wanted}" in await coach.page()

    await coach.send("corrections", target="criterion:opening", act="withdraw")
    text = await coach.page()
    assert "Your level" not in text and f"The result will be {card.total}," in text


async def test_a_refused_correction_is_shown_again_with_what_was_entered(
    coach: Coach, practice: PracticeService
) -> None:
    for reason, turns, told in (
        ("", "1", "A correction needs a reason."),
        ("Because", "99", "This talk has no turn 99"),
    ):
        answer = await coach.correct(f"check:{CHECK}", "missed", reason, turns=turns)
        assert answer.status_code == 409 and told in answer.text
        own = answer.text.split(f'id="check-{CHECK}"', 1)[1].split("</article>", 1)[0]
        assert 'value="missed" checked' in own and f'value="{turns}"' in own and f">{reason}</textarea>" in own
    for target, value in (("check:none", "met"), (f"check:{CHECK}", "5"), ("criterion:opening", "6")):
        assert (await coach.correct(target, value)).status_code == 409
    assert all(not each.corrections for each in list_reviews(practice.database, coach.attempt.id))


async def test_two_windows_do_not_overwrite_each_other(coach: Coach, practice: PracticeService) -> None:
    earlier = await coach.page()
    await coach.correct(f"check:{CHECK}", "missed", "From the first window")

    answer = await coach.send(
        "corrections", earlier, target=f"check:{CHECK}", value="not_scored", reason="From the second"
    )

    assert answer.status_code == 409 and "changed in another window" in answer.text
    own = answer.text.split(f'id="check-{CHECK}"', 1)[1].split("</article>", 1)[0]
    assert "From the first window" in own and ">From the second</textarea>" in own
    assert [each.reason for each in list_reviews(practice.database, coach.attempt.id)[0].corrections] == [
        "From the first window"
    ]
    again = await coach.send(
        "corrections", answer.text, target=f"check:{CHECK}", value="not_scored", reason="From the second"
    )
    assert again.status_code == 303


async def test_two_coaches_each_have_a_review_and_see_the_others(
    coach: Coach, people: PeopleService, signed_in: SignedIn, practice: PracticeService
) -> None:
    other = Coach(await signed_in(member(people, "fay", "coach", "North")), coach.attempt)
    await coach.correct(f"check:{CHECK}", "missed", "Bob's reason")
    await other.correct(f"check:{CHECK}", "not_scored", "Fay's reason")
    await other.send("sign-off", note="Well begun", act="sign")

    text = await coach.page()
    assert "Fay&#39;s reason" in text and "Bob&#39;s reason" in text and "Fay Coach" in text and "Well begun" in text
    assert len(list_reviews(practice.database, coach.attempt.id)) == 2


async def test_signing_puts_the_result_in_force_and_leads_to_the_next(
    coach: Coach, wait: Wait, practice: PracticeService
) -> None:
    follows = await wait()
    await coach.correct("criterion:opening", "5", "Perfect")
    answer = await coach.send("sign-off", query="?cause=other", note="Good", act="sign")

    assert answer.headers["location"] == f"/coach/attempts/{follows.id}?cause=other"
    review = list_reviews(practice.database, coach.attempt.id)[0]
    now = await practice.attempt(coach.attempt.id, coach.attempt.person)
    assert (now.total, now.review, now.queue, review.note) == (review.total, review.id, None, "Good")
    assert card_of(practice, now).total == coach.attempt.total, "the scorer's own stays"
    text = await coach.page()
    assert "You signed this" in text and "has not opened it yet" in text and 'name="reason"' not in text
    assert "Reviewed by Bob Coach" in (await coach.client.get("/coach?state=reviewed")).text
    last = await Coach(coach.client, follows).send("sign-off", act="sign")
    assert last.headers["location"] == "/coach"


async def test_a_signed_review_is_reopened_as_a_draft_and_what_was_stays_in_force(
    coach: Coach, practice: PracticeService
) -> None:
    await coach.correct("criterion:opening", "5", "Perfect")
    await coach.send("sign-off", note="Good", act="sign")
    signed = await practice.attempt(coach.attempt.id, coach.attempt.person)

    await coach.send("reopen")
    assert (await coach.send("reopen")).status_code == 409
    await coach.correct("criterion:opening", "0", "On second thoughts")

    assert (await practice.attempt(coach.attempt.id, coach.attempt.person)).total == signed.total
    assert ">Good</textarea>" in await coach.page()
    await coach.send("sign-off", note="Good", act="sign")
    first, second = list_reviews(practice.database, coach.attempt.id)
    assert (first.total, first.round, second.round) == (signed.total, 1, 2)
    assert (await practice.attempt(coach.attempt.id, coach.attempt.person)).total == second.total != first.total


async def test_comments_stand_at_their_turn_and_are_escaped(coach: Coach, practice: PracticeService) -> None:
    await coach.send("comments", text="Nice <question>", turn="3")
    assert (
        'name="turn" inputmode="numeric" autocomplete="off" value="5"'
        in (await coach.client.get(f"{coach.way}?turn=5")).text
    )
    text = await coach.page()
    assert "Nice &lt;question&gt;" in text and '<a href="#comments">1 comment</a>' in text
    for words, turn, told in (
        (" ", "", "The comment is empty."),
        ("x", "99", "no turn 99"),
        ("x" * 5000, "", "The maximum is"),
    ):
        answer = await coach.send("comments", text=words, turn=turn)
        assert answer.status_code == 409 and told in answer.text
    assert [(each.turn, each.text) for each in list_comments(practice.database, coach.attempt.id)] == [
        (3, "Nice <question>")
    ]


async def test_what_the_seller_disputes_stands_at_its_check(coach: Coach, practice: PracticeService) -> None:
    keep_dispute(
        practice.database,
        coach.attempt.id,
        coach.attempt.scorecard or 0,
        coach.attempt.person,
        "I <did> ask",
        check=CHECK,
    )
    own = (await coach.page()).split(f'id="check-{CHECK}"', 1)[1].split("</article>", 1)[0]
    assert "Alice Seller disagrees:" in own and "I &lt;did&gt; ask" in own


class TestHidden:
    """One talk in ten is marked before its score is seen."""

    @pytest.fixture
    async def coach(self, bob: httpx.AsyncClient, wait: Wait) -> Coach:
        return Coach(bob, await wait(cause="sample", rank=1, sampled=True))

    async def test_it_tells_nothing_of_the_score(self, coach: Coach, practice: PracticeService) -> None:
        text = await coach.page()
        assert "<mark>" not in text and "The score stays hidden until" in text and 'class="scorelet' not in text
        for word in ('class="met"', 'class="missed"', 'class="partly"', 'class="unscored"', " checked", "You said"):
            assert word not in text
        assert text.count("<fieldset") == len(all_of(card_of(practice, coach.attempt)))

    async def test_it_cannot_be_corrected_or_signed_before_every_check_is_marked(
        self, coach: Coach, practice: PracticeService
    ) -> None:
        checks = all_of(card_of(practice, coach.attempt))
        for answer in (await coach.correct(f"check:{CHECK}", "met"), await coach.send("sign-off", act="sign")):
            assert answer.status_code == 409 and f"Left: {len(checks)}." in answer.text
        await coach.send("marks", **{f"mark.{id}": "met" for id in checks[1:]})
        text = await coach.page()
        assert f"One of {len(checks)} checks left." in text and text.count(" checked") == len(checks) - 1
        assert "hidden" in (await coach.client.get("/coach")).text

    async def test_once_all_are_marked_it_shows_and_the_marks_are_kept_where_they_agree_too(
        self, coach: Coach, practice: PracticeService
    ) -> None:
        card = card_of(practice, coach.attempt)
        results = {check.id: check.result for each in card.criteria for check in each.checks}
        marks = {id: "missed" if id == CHECK else result for id, result in results.items()}
        await coach.send("marks", **{f"mark.{id}": value for id, value in marks.items()})

        text = await coach.page()
        assert 'class="scorelet' in text and "Give a reason before you sign off." in text
        kept = list_reviews(practice.database, coach.attempt.id)[0]
        assert {each.id: each.blind for each in kept.corrections} == marks and kept.blind_at is not None

        refused = await coach.send("sign-off", act="sign")
        assert refused.status_code == 409 and "One of your values differs" in refused.text
        await coach.correct(f"check:{CHECK}", results[CHECK], "")
        assert (await coach.send("sign-off", act="sign")).status_code == 303
        signed = list_reviews(practice.database, coach.attempt.id)[0]
        assert {each.id: each.blind for each in signed.corrections} == marks, "what was marked blind never changes"
        assert signed.total == card.total
        assert (await coach.send("marks", edition="9", **{f"mark.{CHECK}": "met"})).status_code == 409

    async def test_another_coach_still_marks_it_blind(
        self, coach: Coach, people: PeopleService, signed_in: SignedIn, practice: PracticeService
    ) -> None:
        checks = all_of(card_of(practice, coach.attempt))
        await coach.send("marks", **{f"mark.{id}": "met" for id in checks})
        other = Coach(await signed_in(member(people, "fay", "coach", "North")), coach.attempt)
        assert "The score stays hidden until" in await other.page()


async def test_a_dispute_after_signing_puts_it_back_into_the_queue_and_taking_it_back_out_again(
    coach: Coach, seller: Person, signed_in: SignedIn, practice: PracticeService
) -> None:
    await coach.send("sign-off", act="sign")
    alice = await signed_in(seller)
    page = (await alice.get(f"/attempts/{coach.attempt.id}")).text
    token = re.search(r'name="csrf" value="([^"]*)"', page)
    assert token
    form = {"csrf": token[1], "card": str(coach.attempt.scorecard), "check": CHECK, "reason": "I did ask"}
    assert (await alice.post(f"/attempts/{coach.attempt.id}/disputes/check", data=form)).status_code == 303

    text = (await coach.client.get("/coach")).text
    assert coach.attempt.id in text and "“I did ask”" in text

    await coach.send("reopen")
    await coach.send("sign-off", act="sign")
    assert coach.attempt.id not in (await coach.client.get("/coach")).text


async def test_there_is_nothing_to_review_in_a_private_talk(coach: Coach, practice: PracticeService) -> None:
    change(practice, coach.attempt, private=True)
    assert (await coach.client.get(coach.way)).status_code == 404


async def test_it_reads_in_chinese(coach: Coach) -> None:
    text = (await coach.client.get(coach.way, headers={"accept-language": "zh-CN"})).text
    assert "提交并看下一次" in text and "判定" in text


async def test_of_two_windows_that_begin_a_review_at_once_none_overwrites_the_other(
    bob: httpx.AsyncClient,
    wait: Wait,
    practice: PracticeService,
    people: PeopleService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have read the desk before either has written."""
    attempt, reviews, coach = await wait(), ReviewService(practice.database), people.named("bob")
    read = reviews.context(coach, attempt.id)
    reviews.correct(coach, attempt.id, 0, f"check:{CHECK}", "met", "Turn 3 is one.")
    monkeypatch.setattr(reviews, "context", lambda *_: read)

    with pytest.raises(RoleplayError, match="review-changed"):
        reviews.note(coach, attempt.id, 0, "from the other window")
