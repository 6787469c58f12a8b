"""The navigation follows the role: six entries at most, none that refuses, and the rest is a link away."""

import re

import httpx
import pytest

from roleplay.people import PeopleService
from roleplay.person import Role
from tests.web.conftest import SignedIn

PASSWORD = "four quiet green words"


def _entries(text: str) -> list[str]:
    nav = re.search(r"<nav.*?</nav>", text, re.DOTALL)
    return re.findall(r'href="([^"]+)"', nav[0]) if nav else []


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        (["seller"], "/"),
        (["coach"], "/coach"),
        (["admin"], "/coach"),
        (["seller", "coach"], "/coach"),
        (["seller", "coach", "admin"], "/coach"),
    ],
)
async def test_every_entry_opens_and_what_has_none_is_a_link_under_my_data(
    people: PeopleService, signed_in: SignedIn, roles: list[Role], first: str
) -> None:
    client = await signed_in(people.add("kim", "Kim", roles, PASSWORD))
    entries = _entries((await client.get("/me")).text)
    assert entries[0] == first and 4 <= len(entries) <= 6
    me = (await client.get("/me")).text
    more = re.findall(r'href="([^"]+)"', me[me.find('id="more"') : me.find('id="take"')]) if 'id="more"' in me else []
    for address in (*entries, *more):
        assert (await client.get(address)).status_code == 200, address
    if "admin" in roles:
        assert {"/spending", "/coach/trust", "/quiz", "/attempts", "/calls"} <= {*entries, *more}


async def test_who_practises_alone_has_a_sellers_and_on_a_coachs_page_a_coachs(client: httpx.AsyncClient) -> None:
    assert _entries((await client.get("/")).text) == ["/", "/quiz", "/attempts", "/calls"]
    assert _entries((await client.get("/coach")).text)[:2] == ["/coach", "/coach/team"]
