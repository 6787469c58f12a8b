"""What a seller is told of a coach's review, and how they answer."""

import re

import httpx

from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.store.reviews import list_comments, list_reviews
from tests.web.conftest import SignedIn, token_on
from tests.web.pages.conftest import Wait
from tests.web.pages.test_review import CHECK, Coach


async def test_the_seller_is_told_sees_both_values_and_answers(
    bob: httpx.AsyncClient, wait: Wait, seller: Person, signed_in: SignedIn, practice: PracticeService
) -> None:
    attempt = await wait()
    coach, alice = Coach(bob, attempt), await signed_in(seller)
    way = f"/attempts/{attempt.id}"
    await coach.correct(f"check:{CHECK}", "missed", "Turn 3 <is> open", turns="3")
    await coach.correct("criterion:opening", "0", "Too fast")
    await coach.send("comments", text="Which question would you ask now?", turn="3")
    assert "Review by your coach" in (await alice.get(way)).text, "a comment is no secret"
    assert "Turn 3 &lt;is&gt; open" not in (await alice.get(way)).text, "a draft is"
    assert "reviewed your talk" not in (await alice.get("/")).text

    await coach.send("sign-off", note="You are getting there", act="sign")
    assert "Bob Coach reviewed your talk" in (await alice.get("/")).text
    text = (await alice.get(way)).text
    review = list_reviews(practice.database, attempt.id)[0]
    told = re.sub(r"\s+", " ", text.split('id="review"', 1)[1].split("</section>", 1)[0])
    assert f"The result is now {review.total}, not passed. The scorer gave {attempt.total}." in told
    assert f"After the review by Bob Coach: {review.total}, not passed." in text
    assert "Turn 3 &lt;is&gt; open" in told and "Too fast" in told and "You are getting there" in told
    assert '<span class="missed">' in told and "the scorer gave " in told and "Level 0" in told
    assert "Bob Coach reviewed your talk" not in (await alice.get("/")).text

    answer = await alice.post(
        f"{way}/comments", data={"csrf": await token_on(alice), "text": "What is <your> day like?"}
    )
    assert answer.headers["location"] == f"{way}#review"
    assert "What is &lt;your&gt; day like?" in await coach.page()
    assert "has seen it." in await coach.page()


async def test_only_the_seller_answers(bob: httpx.AsyncClient, wait: Wait, practice: PracticeService) -> None:
    attempt = await wait()
    form = {"csrf": await token_on(bob), "text": "Hello"}
    assert (await bob.post(f"/attempts/{attempt.id}/comments", data=form)).status_code == 404
    assert list_comments(practice.database, attempt.id) == []


async def test_a_talk_nobody_reviewed_says_nothing_of_coaches(wait: Wait, seller: Person, signed_in: SignedIn) -> None:
    attempt = await wait()
    assert "Review by your coach" not in (await (await signed_in(seller)).get(f"/attempts/{attempt.id}")).text
