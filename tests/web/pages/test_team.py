"""The coach's figures: every number leads to the talks behind it, and nobody sees what is not theirs to see."""

import re

import httpx
import pytest

from roleplay.people import PeopleService
from roleplay.person import Person
from roleplay.practice import PracticeService
from roleplay.review.trust import ScorerTrust
from roleplay.scoring.scorer import SIGNALS_VERSION
from roleplay.store.tables import RatingRow
from roleplay.web.pages.tables import written
from tests.web.conftest import CALL, Play, SignedIn, lines_of
from tests.web.pages.conftest import change, member

PAGES = ("/coach/team", "/coach/team/1", "/coach/trust", "/coach/team.csv", "/coach/attempts.csv",
         "/coach/scenarios/discovery-call", "/coach/sellers/local")  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a talk's score is hidden must not hang on its random id."""
    monkeypatch.setattr("roleplay.review.queue_entry.is_sampled", lambda id: False)


async def test_a_house_without_talks_says_so(client: httpx.AsyncClient) -> None:
    for path in ("/coach/team", "/coach/sellers/local", "/coach/scenarios/discovery-call", "/coach/trust"):
        assert (await client.get(path)).status_code == 200, path
    assert "No talks to show yet" in (await client.get("/coach/team")).text


async def test_the_one_person_of_a_house_without_accounts_sees_their_own_figures(
    client: httpx.AsyncClient, play: Play
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"), talk=CALL)

    team = (await client.get("/coach/team")).text
    assert "Everyone on this computer" in team
    assert re.search(
        r'<td data-level="\d"><a class="cell" href="/coach\?[^"]*seller=local[^"]*criterion=[^"]*" title="From 1 talk">\d\.\d</a>',
        team,
    )
    seller = (await client.get("/coach/sellers/local")).text
    assert f'href="/coach/attempts/{attempt.id}"' in seller


async def test_a_score_that_is_hidden_is_in_no_figure_and_in_no_table(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"), talk=CALL)
    change(practice, attempt, sampled=True, queue="sample")

    assert 'data-level="' not in (await client.get("/coach/team")).text
    assert "Hidden until you mark it" in (await client.get("/coach/sellers/local")).text
    table = (await client.get("/coach/attempts.csv")).text
    assert attempt.id in table and f",{attempt.total}," not in table


@pytest.mark.parametrize("path", PAGES)
async def test_a_seller_finds_no_figures(people: PeopleService, alice: Person, signed_in: SignedIn, path: str) -> None:
    assert (await (await signed_in(alice)).get(path)).status_code == 404


async def test_a_coach_finds_their_own_team_and_no_other(
    people: PeopleService, bob: httpx.AsyncClient, carol: httpx.AsyncClient
) -> None:
    north, south = member(people, "nora", "seller", "North"), member(people, "sam", "seller", "South")
    numbers = {name: id for id, name in people.teams().items()}

    text = (await bob.get("/coach/team")).text
    assert "Nora Seller" in text and "Sam Seller" not in text and "South" not in text
    assert [(await bob.get(f"/coach/team/{numbers[name]}")).status_code for name in ("North", "South")] == [200, 404]
    assert (await bob.get("/coach/team?team=99")).status_code == 404
    assert [(await bob.get(f"/coach/sellers/{one.id}")).status_code for one in (north, south)] == [200, 404]
    assert [(await carol.get(f"/coach/sellers/{one.id}")).status_code for one in (north, south)] == [404, 200]


async def test_names_are_escaped_on_the_page_and_harmless_in_the_table(
    people: PeopleService, bob: httpx.AsyncClient
) -> None:
    eve = member(people, "eve", "seller", "North")
    people.rename(eve.id, '=HYPERLINK("http://x","<b>Eve</b>")')

    assert "<b>Eve</b>" not in (await bob.get("/coach/team")).text
    table = (await bob.get("/coach/team.csv")).content
    assert table.startswith(b"\xef\xbb\xbf") and b"\n" not in table.replace(b"\r\n", b"")
    assert b"'=HYPERLINK" in table and b'\r\n"=HYPERLINK' not in table


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", " =1", "＝1"])
def test_text_that_a_spreadsheet_would_count_out_is_kept_as_text(text: str) -> None:
    line = written(["name", "n"], [[text, -3]]).split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'") and line.rstrip().endswith(",-3")


async def test_what_was_measured_of_an_older_scorer_says_nothing_good_of_todays(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"), talk=CALL)
    with practice.database.writing() as session:
        for rater in ("signals old", "bob"):
            for check, value in (("", 5.0), ("some", 1.0)):
                session.add(RatingRow(attempt=attempt.id, rubric_hash=attempt.content[f"rubric:{attempt.rubric}"],
                                      criterion="needs", check=check, rater=rater, coach=rater == "bob",
                                      rubric=attempt.rubric, value=value))  # fmt: skip

    text = (await client.get("/coach/trust")).text
    assert "The current scorer has not been measured yet" in text and "an older version" in text
    assert "1 talks so far" in text
    stored = await practice.cards.find(await practice.attempt(attempt.id, attempt.person))
    confirm = ScorerTrust(practice.database).needs_coach(
        stored.rubric_hash, ["needs"], "signals", stored.scorer_version
    )
    assert confirm == {"needs"}
    alone = (await client.get(f"/attempts/{attempt.id}")).text
    assert "coach must confirm" not in alone  # of one person on their own machine nobody waits for a coach


async def test_criteria_stand_in_the_rubrics_order(
    client: httpx.AsyncClient, play: Play, practice: PracticeService
) -> None:
    attempt = await play(*lines_of("en/honest-ingrid"), talk=CALL)
    with practice.database.writing() as session:
        for criterion in ("needs", "next-step", "opening"):
            for rater in (f"signals {SIGNALS_VERSION}", "bob"):
                session.add(RatingRow(attempt=attempt.id, rubric_hash=attempt.content[f"rubric:{attempt.rubric}"],
                                      criterion=criterion, check="some", rater=rater, coach=rater == "bob",
                                      rubric=attempt.rubric, value=1.0))  # fmt: skip

    for path in ("/coach/trust", "/coach"):
        figures = (await client.get(path)).text.split('class="agree"')[1]
        names = [figures.index(f">{name}<") for name in ("Opening", "Finding needs", "Next step")]
        assert names == sorted(names), path
