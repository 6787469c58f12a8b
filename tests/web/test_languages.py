"""Which language a page is in."""

import re

import httpx
import pytest

from roleplay.web.languages import inside, wanted_language


@pytest.mark.parametrize(
    ("cookie", "accept", "wanted"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "zh-TW", "zh"),
        ("", "en-US,en;q=0.9,zh;q=0.8", "en"),
        ("", "fr-FR,fr;q=0.9,zh;q=0.2,en;q=0.1", "zh"),
        ("", "fr-FR", "en"),
        ("", "", "en"),
        ("", "zh;q=0, en", "en"),
        ("", "zh;q=what, en;q=0.1", "en"),
        ("", "*", "en"),
        ("language=en", "zh-CN", "en"),
        ("a=b; language=zh; c=d", "en", "zh"),
        ("language=xx", "zh-CN", "zh"),
        ('language="; broken, ,;;=', "zh-CN", "zh"),
    ],
)
def test_the_choice_goes_before_the_browser_and_the_browser_before_the_setting(
    cookie: str, accept: str, wanted: str
) -> None:
    assert wanted_language(cookie, accept, "en") == wanted


async def test_a_choice_is_remembered_and_leads_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/language/zh?back=/scenarios/new-drug-visit%3Fpersona=doctor-zhou")
    assert (answer.status_code, answer.headers["location"]) == (303, "/scenarios/new-drug-visit?persona=doctor-zhou")
    assert '<html lang="zh-CN"' in (await client.get("/")).text


async def test_an_unknown_language_changes_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/language/xx")
    assert answer.status_code == 303 and "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "away", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a b", "/\tx", ""]
)
def test_it_leads_back_to_pages_of_ours_only(away: str) -> None:
    assert inside(away) == "/"


async def test_the_switch_of_a_page_leads_back_to_that_page(client: httpx.AsyncClient) -> None:
    text = (await client.get("/scenarios/new-drug-visit?persona=doctor-zhou")).text
    assert 'href="/language/zh?back=/scenarios/new-drug-visit%3Fpersona%3Ddoctor-zhou" lang="zh-CN"' in text


@pytest.mark.parametrize("path", ["/", "/attempts", "/scenarios/new-drug-visit", "/no-such-page"])
async def test_a_chinese_page_has_no_english_words_of_ours(client: httpx.AsyncClient, path: str) -> None:
    text = (await client.get(path, headers={"accept-language": "zh-CN"})).text
    ours = re.sub(r'<(\w+)[^>]* lang="en[^"]*"[^>]*>.*?</\1>', "", text, flags=re.S)
    ours = re.sub(r"<[^>]*>", " ", ours)
    assert re.findall(r"[A-Za-z]{4,}", ours) == []
