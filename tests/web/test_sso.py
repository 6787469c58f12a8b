"""Single sign-on: a real provider with a real key, who may come in by it, and every way in which a token can be wrong."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people import PeopleService
from roleplay.practice import open_practice
from roleplay.web.auth import oidc
from roleplay.web.auth.sign_on_session import session_key
from roleplay.web.server import create_app
from roleplay.web.typing_speed import TypingSpeed
from tests.fake_provider import CLIENT, SECRET, Provider
from tests.web.conftest import HOST, shipped

WANG = {"sub": "1", "name": "王敏", "email": "Wang.Min@house.example", "email_verified": True}


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider(claims=dict(WANG)) as provider:
        yield provider


@pytest.fixture
def settings(settings: Settings, provider: Provider) -> Settings:
    ours = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_name": "House",
    }
    roles = {"oidc_role_claim": "groups", "oidc_roles": {"sales-leads": "coach"}, "oidc_team_claim": "team"}
    return settings.model_copy(update=ours | roles | {"add_unknown": True})


@pytest.fixture
def people(settings: Settings) -> PeopleService:
    people = PeopleService(open_practice(settings, shipped).database)
    people.add("dora", "Dora", ["admin"])
    return people


def browser_of(settings: Settings) -> httpx.AsyncClient:
    app = create_app(settings, open_practice(settings, shipped), TypingSpeed(scale=0))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"accept": "text/html", "accept-language": "en"}
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers=headers)


@pytest.fixture
async def browser(settings: Settings, people: PeopleService) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(settings) as browser:
        yield browser


async def go_there(browser: httpx.AsyncClient, back: str = "/") -> str:
    answer = await browser.get("/sign-in/with/oidc", params={"back": back})
    assert answer.status_code == 303
    return answer.headers["location"]


async def sign_on(browser: httpx.AsyncClient, provider: Provider, **claims: object) -> httpx.Response:
    """There and back."""
    provider.claims = {**WANG, "groups": "seller", **claims}
    return await browser.get(provider.authorize(await go_there(browser)))


async def test_the_sign_in_page_has_the_button_and_leads_there_and_back(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    text = (await browser.get("/sign-in?back=/attempts")).text
    assert 'href="/sign-in/with/oidc?back=/attempts"' in text and "Sign in with House" in text

    provider.claims = {**WANG, "groups": "seller", "team": ["North"]}
    there = await go_there(browser, "/attempts?x=1")
    assert there.startswith(f"{provider.issuer}/authorize?")
    answer = await browser.get(provider.authorize(there))

    assert (answer.status_code, answer.headers["location"]) == (303, "/attempts?x=1")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "王敏" in (await browser.get("/attempts")).text
    listed = next(each for each in people.list() if each.person.login == "wang.min@house.example")
    assert (listed.person.roles, listed.practises) == ({"seller"}, ("North",))


async def test_a_provider_may_want_the_secret_in_the_form(browser: httpx.AsyncClient, provider: Provider) -> None:
    provider.by_form = True
    assert (await sign_on(browser, provider)).status_code == 303


async def test_roles_and_teams_change_with_the_next_sign_in(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    await sign_on(browser, provider, team="North")
    assert people.named("wang.min@house.example").roles == {"seller"}

    await sign_on(browser, provider, groups=["sales-leads", "parking"], team=["North", "South"])

    listed = next(each for each in people.list() if each.person.login == "wang.min@house.example")
    assert (listed.person.roles, listed.practises, listed.coaches) == ({"coach"}, (), ("North", "South"))


async def test_an_imported_person_is_found_by_login_once_and_by_their_key_from_then_on(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    imported = people.add("wang.min@house.example", "Wang Min", ["seller"])
    await sign_on(browser, provider)
    assert people.find_by_sso_key(f"{provider.issuer}|1") == imported

    await sign_on(browser, provider, email="m.wang@house.example")  # married, say
    assert people.find_by_sso_key(f"{provider.issuer}|1") == imported
    assert [each.person.login for each in people.list()] == ["dora", "wang.min@house.example"]

    other = await sign_on(browser, provider, sub="2")  # the address was given to somebody new
    assert other.status_code == 403 and "is linked to another person" in other.text


async def test_once_an_admin_unbound_the_login_its_new_owner_comes_in_and_the_old_one_is_out(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    before = (await sign_on(browser, provider)).cookies["roleplay_session"]
    person = people.named("wang.min@house.example")
    assert people.holder(before) == person

    people.unbind(person.id)

    assert people.holder(before) is None
    assert (await sign_on(browser, provider, sub="2")).status_code == 303
    assert (await sign_on(browser, provider, sub="1")).status_code == 403


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"}, {"nonce": None}, {"iss": "https://evil.example"}, {"aud": "another-client"}, {"exp": 1},
        {"exp": None}, {"sub": None}, {"iat": 4_102_444_800}, {"at_hash": "AAAA"},
    ],
    ids=lambda lies: "-".join(f"{name}={value}" for name, value in lies.items())[:20],
)  # fmt: skip
async def test_a_token_that_says_something_wrong_lets_nobody_in(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, lies: dict[str, object]
) -> None:
    provider.lies = lies
    await refused(await sign_on(browser, provider), browser, people)


async def refused(answer: httpx.Response, browser: httpx.AsyncClient, people: PeopleService) -> None:
    assert answer.status_code == 403
    assert "Company sign-in did not work." in answer.text
    assert (await browser.get("/")).headers["location"].startswith("/sign-in")
    assert len(people.list()) == 1


async def test_a_token_signed_with_another_key_lets_nobody_in(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "first"}, private=True)
    await refused(await sign_on(browser, provider), browser, people)


async def test_a_provider_that_calls_itself_something_else_is_not_gone_to(
    browser: httpx.AsyncClient, provider: Provider
) -> None:
    provider.issuer_lie = "https://evil.example"
    answer = await browser.get("/sign-in/with/oidc")
    assert answer.status_code == 502 and "did not work" in answer.text


async def test_who_did_not_begin_here_does_not_end_here(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, settings: Settings
) -> None:
    provider.claims = {**WANG, "groups": "seller"}
    back = provider.authorize(await go_there(browser))
    async with browser_of(settings) as victim:  # has begun no sign-on
        await refused(await victim.get(back), victim, people)
        await go_there(victim)  # has one of its own
        await refused(await victim.get(back), victim, people)


async def test_a_way_back_is_good_once(browser: httpx.AsyncClient, provider: Provider, people: PeopleService) -> None:
    provider.claims = {**WANG, "groups": "seller"}
    back = provider.authorize(await go_there(browser))
    assert (await browser.get(back)).status_code == 303
    assert (await browser.get(back)).status_code == 403


async def test_who_says_no_at_the_provider_comes_back_to_the_sign_in_page(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    state = re.search(r"state=([\w-]+)", await go_there(browser))
    assert state
    answer = await browser.get(f"/sign-in/with/oidc/back?error=access_denied&state={state[1]}")
    await refused(answer, browser, people)


async def test_a_disabled_person_stays_out(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    await sign_on(browser, provider)
    people.disable(people.named("wang.min@house.example").id)
    answer = await sign_on(browser, provider)
    assert answer.status_code == 403 and "This account is switched off." in answer.text
    assert (await browser.get("/")).status_code == 303


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"email_verified": False}, "email is missing or not verified"),
        ({"email_verified": None}, "email is missing or not verified"),
        ({"email": None}, "email is missing or not verified"),
        ({"groups": ["parking"]}, "none of your roles gives access here"),
        ({"groups": []}, "none of your roles gives access here"),
        ({"email": "two words"}, "cannot be a login"),
    ],
)
async def test_who_is_unclear_or_has_no_role_is_told_so(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, claims: dict[str, object], told: str
) -> None:
    answer = await sign_on(browser, provider, **claims)
    assert answer.status_code == 403 and told in answer.text
    assert len(people.list()) == 1


async def test_unknown_people_are_added_only_where_that_is_wished(
    settings: Settings, people: PeopleService, provider: Provider
) -> None:
    async with browser_of(settings.model_copy(update={"add_unknown": False})) as browser:
        answer = await sign_on(browser, provider)
    assert answer.status_code == 403 and "there is no account with this login here" in answer.text
    assert len(people.list()) == 1


async def test_where_roles_are_kept_here_the_provider_changes_none(
    settings: Settings, people: PeopleService, provider: Provider
) -> None:
    people.add("wang.min@house.example", "Wang Min", ["coach"])
    async with browser_of(settings.model_copy(update={"oidc_role_claim": "", "oidc_team_claim": ""})) as browser:
        assert (await sign_on(browser, provider, groups="admin")).status_code == 303
    assert people.named("wang.min@house.example").roles == {"coach"}


async def test_the_last_admin_is_not_taken_away_by_a_claim(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    answer = await sign_on(browser, provider, email="dora")
    assert answer.status_code == 403 and "There must be at least one admin." in answer.text
    assert people.named("dora").roles == {"admin"}


async def test_it_never_leads_to_another_site(browser: httpx.AsyncClient, provider: Provider) -> None:
    provider.claims = {**WANG, "groups": "seller"}
    back = provider.authorize(await go_there(browser, "//evil.example"))
    assert (await browser.get(back)).headers["location"] == "/"


async def test_a_provider_that_is_away_is_said_calmly(browser: httpx.AsyncClient, provider: Provider) -> None:
    provider.server.shutdown()
    provider.server.server_close()
    answer = await browser.get("/sign-in/with/oidc")
    assert answer.status_code == 502 and "did not work" in answer.text


async def test_a_provider_that_does_not_answer_keeps_nobody_waiting(
    browser: httpx.AsyncClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "PATIENCE", 0.1)
    provider.delay = 0.4
    answer = await browser.get("/sign-in/with/oidc")
    assert answer.status_code == 502 and "did not work" in answer.text


async def test_nor_does_one_whose_answers_only_together_take_too_long(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = provider.authorize(await go_there(browser))
    monkeypatch.setattr(oidc, "ALTOGETHER", 0.3)
    provider.delay = 0.2
    await refused(await browser.get(back), browser, people)


async def test_a_sign_on_outlives_a_restart_of_the_server(
    browser: httpx.AsyncClient, settings: Settings, people: PeopleService, provider: Provider
) -> None:
    provider.claims = {**WANG, "groups": "seller"}
    back = provider.authorize(await go_there(browser, "/attempts"))
    async with browser_of(settings) as after:
        after.cookies = browser.cookies
        answer = await after.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/attempts")


async def test_the_key_of_the_cookie_is_its_owners_alone_and_a_broken_one_is_made_anew(tmp_path: Path) -> None:
    key = session_key(tmp_path)
    file = tmp_path / "sign-on.key"
    assert (len(key), session_key(tmp_path), file.stat().st_mode & 0o777) == (64, key, 0o600)
    file.write_text("")
    assert len(session_key(tmp_path)) == 64


async def test_a_state_that_this_server_did_not_sign_lets_nobody_in(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    back = provider.authorize(await go_there(browser))
    kept = browser.cookies.get("roleplay_sign_on", path="/sign-in/with")
    assert kept
    browser.cookies.clear()
    browser.cookies.set("roleplay_sign_on", ("A" if kept[0] != "A" else "B") + kept[1:])
    await refused(await browser.get(back), browser, people)


async def test_behind_tls_the_cookie_of_a_sign_on_never_goes_in_the_clear(
    browser: httpx.AsyncClient, provider: Provider
) -> None:
    def told(answer: httpx.Response) -> str:
        return next(each for each in answer.headers.get_list("set-cookie") if each.startswith("roleplay_sign_on"))

    plain = told(await browser.get("/sign-in/with/oidc"))
    assert "httponly" in plain and "samesite=lax" in plain and "path=/sign-in/with" in plain and "secure" not in plain
    assert "secure" in told(await browser.get(f"https://{HOST}/sign-in/with/oidc"))


async def test_a_long_way_back_does_not_burst_the_cookie(browser: httpx.AsyncClient, provider: Provider) -> None:
    provider.claims = {**WANG, "groups": "seller"}
    there = await go_there(browser, "/attempts?x=" + "y" * 3000)
    assert len(browser.cookies.get("roleplay_sign_on", path="/sign-in/with") or "") < 3500
    assert (await browser.get(provider.authorize(there))).headers["location"] == "/"


@pytest.mark.parametrize(
    "offers",
    [{"id_token_signing_alg_values_supported": ["HS256", "none"]}, {"code_challenge_methods_supported": ["plain"]}],
)
async def test_what_a_provider_offers_weakens_no_check(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, offers: dict[str, object]
) -> None:
    provider.offers = offers
    assert (await sign_on(browser, provider)).status_code == 303  # RS256 and S256 all the same
    provider.signs_with = OctKey.import_key(SECRET.encode(), {"kid": "first"})
    provider.algorithm = "HS256"
    assert (await sign_on(browser, provider)).status_code == 403


async def test_an_answer_without_an_id_token_lets_nobody_in(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    provider.answers = {"access_token": "a", "token_type": "Bearer", "userinfo": {**WANG, "iss": provider.issuer}}
    await refused(await sign_on(browser, provider), browser, people)


async def test_the_configured_scopes_are_asked_for(
    settings: Settings, people: PeopleService, provider: Provider
) -> None:
    async with browser_of(settings.model_copy(update={"oidc_scopes": "openid email groups"})) as browser:
        asked = parse_qs(urlsplit(await go_there(browser)).query)
    assert asked["scope"] == ["openid email groups"]


async def test_what_failed_is_said_in_the_readers_language_and_the_log_has_no_traceback(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await browser.get("/sign-in/with/oidc/back?state=x&code=y", headers={"accept-language": "zh"})
    assert answer.status_code == 403 and "公司统一登录没有成功。" in answer.text
    assert "sign-on failed: MismatchingStateError" in caplog.text and "Traceback" not in caplog.text


async def test_a_database_that_is_busy_is_no_failed_sign_on(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise RoleplayError("store-busy")

    monkeypatch.setattr(PeopleService, "open_session", busy)
    assert (await sign_on(browser, provider)).status_code == 503


def test_a_provider_of_all_tenants_is_named_at_the_start(settings: Settings) -> None:
    everybody = settings.model_copy(update={"oidc_issuer": "https://login.microsoftonline.com/common/v2.0"})
    with pytest.raises(RoleplayError, match="setting-tenant"):
        browser_of(everybody)


async def test_there_is_no_way_that_nobody_configured(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/sign-in/with/wecom")).status_code == 404


# ---- what providers really send


async def test_a_claim_that_is_absent_takes_no_team_away(
    settings: Settings, provider: Provider, people: PeopleService, caplog: pytest.LogCaptureFixture
) -> None:
    plain = settings.model_copy(update={"oidc_role_claim": "", "oidc_team_claim": "groups"})
    async with browser_of(plain) as browser:
        await sign_on(browser, provider, groups=["North", "South"])
        answer = await sign_on(browser, provider, groups=None, _claim_names={"groups": "src1"})
    assert answer.status_code == 303
    assert teams_of(people, "wang.min@house.example") == {"North", "South"}
    assert "'groups' is absent: the person is in too many groups" in caplog.text


async def test_an_empty_claim_takes_all_teams_away(
    settings: Settings, provider: Provider, people: PeopleService
) -> None:
    plain = settings.model_copy(update={"oidc_role_claim": "", "oidc_team_claim": "groups"})
    async with browser_of(plain) as browser:
        await sign_on(browser, provider, groups=["North"])
        await sign_on(browser, provider, groups=[])
    assert teams_of(people, "wang.min@house.example") == set()


async def test_without_the_role_claim_the_page_says_that_no_groups_came(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    answer = await sign_on(browser, provider, groups=None)
    assert "Company sign-in worked but sent no" in answer.text


async def test_what_the_token_lacks_is_asked_for_where_people_are_told_about(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    provider.info = {**WANG, "groups": ["sales-leads"], "team": "North"}
    answer = await sign_on(browser, provider, email=None, email_verified=None, name=None, groups=None)
    assert answer.status_code == 303
    assert people.named("wang.min@house.example").roles == {"coach"}


async def test_where_people_are_told_about_nothing_the_token_alone_must_do(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService, caplog: pytest.LogCaptureFixture
) -> None:
    provider.info_fails = True
    assert (await sign_on(browser, provider, name=None, team=None)).status_code == 303
    assert "userinfo cannot be used (HTTPStatusError)" in caplog.text


async def test_what_is_told_about_somebody_else_lets_nobody_in(
    browser: httpx.AsyncClient, provider: Provider, people: PeopleService
) -> None:
    provider.info = {**WANG, "sub": "2", "groups": ["sales-leads"]}
    await refused(await sign_on(browser, provider, email=None, groups=None), browser, people)


@pytest.mark.parametrize(
    ("claim", "claims"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["offline_access", "sales-leads"]}}),
        ("groups", {"groups": ["/sales-leads", "/North"]}),
        ("groups", {"groups": "sales-leads,all"}),
        ("groups", {"groups": "sales-leads all"}),
        ("groups", {"groups": ["Coach"]}),
        ("groups", {"groups": "sales-leads", "email_verified": "true"}),
        ("https://house.example/roles", {"https://house.example/roles": ["coach"]}),
    ],
)
async def test_roles_are_read_as_providers_write_them(
    settings: Settings, provider: Provider, people: PeopleService, claim: str, claims: dict[str, object]
) -> None:
    async with browser_of(settings.model_copy(update={"oidc_role_claim": claim})) as browser:
        assert (await sign_on(browser, provider, **claims)).status_code == 303
    assert people.named("wang.min@house.example").roles == {"coach"}


async def test_a_group_path_makes_no_second_team(settings: Settings, provider: Provider, people: PeopleService) -> None:
    bob = people.add("bob", "Bob", ["coach"])
    people.set_teams(bob.id, coaches=["North"])
    plain = settings.model_copy(update={"oidc_role_claim": "", "oidc_team_claim": "groups"})
    async with browser_of(plain) as browser:
        await sign_on(browser, provider, groups=["/north"])
    assert people.team_names() == ("North",)


async def test_only_people_of_the_house_come_in_where_the_provider_serves_many(
    settings: Settings, provider: Provider, people: PeopleService
) -> None:
    async with browser_of(settings.model_copy(update={"oidc_domain": "other.example"})) as browser:
        answer = await sign_on(browser, provider, groups=["sales-leads"])
    assert "Only people with an address at other.example can sign in here." in answer.text


def teams_of(people: PeopleService, login: str) -> set[str]:
    return {team for one in people.list() if one.person.login == login for team in (*one.practises, *one.coaches)}
