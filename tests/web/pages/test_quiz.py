"""The daily quiz in the browser: ask, answer, see why, come to the end; and what a coach sees of it."""

import html
import re

import httpx
from fastapi import FastAPI

from roleplay.people import PeopleService
from roleplay.person import Person
from tests.shipped import shipped
from tests.web.conftest import SignedIn

ITEMS = {f"{quiz.id}/{item.id}": item for quiz in shipped().quizzes.values() for item in quiz.items}


def _asked(text: str) -> str:
    found = re.search(r'name="item" value="([^"]+)"', text)
    assert found, text
    return found[1]


def _form(text: str, right: bool) -> dict[str, object]:
    """What somebody sends who reads the page and knows the answer, or does not."""
    name, token = _asked(text), re.search(r'name="csrf" value="([^"]+)"', text)
    item = ITEMS[name]
    form: dict[str, object] = {"item": name, "csrf": token[1] if token else ""}
    if item.kind == "order":
        shown = [html.unescape(answer) for answer in re.findall(r"</select><span[^>]*>([^<]+)</span>", text)]
        places = [str(item.rights.index(answer) + 1) for answer in shown]
        form["places"] = places if right else places[::-1]
    elif item.kind == "gap":
        form["answers"] = [item.rights[0] if right else "0"]
    else:
        form["answers"] = list(item.rights) if right else [next(one for one in item.answers if one not in item.rights)]
    return form


async def _answer_day(client: httpx.AsyncClient, right: bool = True) -> list[str]:
    pages = []
    for _ in range(3):
        text = (await client.get("/quiz")).text
        sent = await client.post("/quiz", data=_form(text, right))
        assert sent.status_code == 303
        pages.append((await client.get(sent.headers["location"])).text)
    return pages


async def test_a_day_is_asked_answered_and_summed_up(client: httpx.AsyncClient) -> None:
    assert "Three questions, one minute" in (await client.get("/")).text
    pages = await _answer_day(client)
    assert all("<h2>Right</h2>" in page and "It comes back on" in page for page in pages)
    end = (await client.get("/quiz")).text
    assert "That was today. 3 of 3 right" in end and "Berthwell: 0 of" in end
    assert "3 of 3 right" in (await client.get("/")).text


async def test_a_wrong_answer_shows_the_right_one_and_the_sentence_it_rests_on(client: httpx.AsyncClient) -> None:
    text = (await client.get("/quiz")).text
    item = ITEMS[_asked(text)]
    sent = await client.post("/quiz", data=_form(text, right=False))
    page = (await client.get(sent.headers["location"])).text
    assert "Not right yet" in page
    assert all(html.escape(word, quote=False) in html.unescape(page) for word in (*item.rights[:1], item.because))


async def test_a_question_that_is_not_asked_and_words_that_are_too_long_change_nothing(
    client: httpx.AsyncClient,
) -> None:
    text = (await client.get("/quiz")).text
    asked, token = _asked(text), re.search(r'name="csrf" value="([^"]+)"', text)
    form = {"csrf": token[1] if token else ""}
    other = next(name for name in ITEMS if name.startswith("berthwell/") and f'value="{name}"' not in text)
    assert (await client.post("/quiz", data={**form, "item": "berthwell/none"})).status_code == 404
    assert (await client.post("/quiz", data={**form, "item": other})).status_code in (
        303,
        404,
    )  # it may be asked later today
    hostile = "<script>alert(1)</script>" * 2000
    assert (await client.post("/quiz", data={**form, "item": asked, "answers": hostile})).status_code == 303
    assert "<script>alert(1)" not in (await client.get("/quiz?n=1")).text


async def test_answers_go_with_the_download_and_with_everything_else(client: httpx.AsyncClient) -> None:
    await _answer_day(client)
    assert b"quiz.json" in (await client.get("/me/export.zip")).content
    token = re.search(r'name="csrf" value="([^"]+)"', (await client.get("/me/delete")).text)
    assert (await client.post("/me/delete", data={"csrf": token[1] if token else ""})).status_code == 303
    assert b"quiz.json" not in (await client.get("/me/export.zip")).content


async def test_a_coach_sees_shares_and_no_names(
    app: FastAPI, people: PeopleService, alice: Person, signed_in: SignedIn
) -> None:
    coach = people.add("carl", "Carl Coach", ["coach"], "four quiet green words")
    people.set_teams(alice.id, practises=["North"])
    people.set_teams(coach.id, coaches=["North"])
    await _answer_day(await signed_in(alice), right=False)
    page = (await (await signed_in(coach)).get("/coach/knowledge")).text
    assert "What the team knows" in page and "0 of 1" in page and "Alice" not in page
