"""What an identity provider's claims say of a person, as providers really write them."""

from typing import Any

import pytest

from roleplay.config import Settings
from roleplay.errors import RoleplayError
from roleplay.people.sso.claims import are_complete, completed, identity_of
from roleplay.people.sso.identity import Identity
from roleplay.people.sso.tenant import check_tenant

ANN = {"iss": "https://login.example", "sub": "1", "email": "ann@house.example", "email_verified": True, "name": "Ann"}
ENTRA = "https://login.microsoftonline.com"


def identity(claims: dict[str, Any], **settings: Any) -> Identity:
    return identity_of({**ANN, **claims}, Settings(**settings))


@pytest.mark.parametrize("nothing", [None, True, 5, [1, {"name": "North"}]], ids=str)
def test_a_claim_that_holds_no_text_says_nothing_about_teams(nothing: object, caplog: pytest.LogCaptureFixture) -> None:
    assert identity({"groups": nothing}, oidc_team_claim="groups").teams is None
    assert "'groups' is absent" in caplog.text


@pytest.mark.parametrize("nothing", [None, False, [7]], ids=str)
def test_nor_does_it_say_that_somebody_has_none_of_our_roles(nothing: object) -> None:
    with pytest.raises(RoleplayError, match="outside-no-groups"):
        identity({"groups": nothing}, oidc_role_claim="groups")


@pytest.mark.parametrize("empty", [[], "", {}], ids=repr)
def test_an_empty_claim_says_that_there_are_none(empty: object) -> None:
    assert identity({"groups": empty}, oidc_team_claim="groups").teams == ()


@pytest.mark.parametrize(
    "groups",
    [
        "sales-leads,all", "sales-leads all", "sales-leads; all", ["Coach"], ["/SALES-LEADS"], ["parking", 3, "coach"],
        {"sales-leads": {"1": "house.example"}},
    ],
    ids=repr,
)  # fmt: skip
def test_roles_are_found_in_lists_texts_and_objects(groups: object) -> None:
    found = identity({"groups": groups}, oidc_role_claim="groups", oidc_roles={"sales-leads": "coach"})
    assert found.roles == {"coach"}


def test_a_dotted_name_is_a_path_unless_a_claim_has_that_very_name() -> None:
    nested: dict[str, Any] = {"realm_access": {"roles": ["coach"]}}
    assert identity(nested, oidc_role_claim="realm_access.roles").roles == {"coach"}
    assert identity({**nested, "realm_access.roles": "admin"}, oidc_role_claim="realm_access.roles").roles == {"admin"}


def test_a_team_path_loses_its_leading_stroke_only() -> None:
    assert identity({"groups": ["/North", "/Sales/East"]}, oidc_team_claim="groups").teams == ("North", "Sales/East")


@pytest.mark.parametrize("verified", [True, "true", "True"])
def test_a_verified_email_may_be_said_in_words(verified: object) -> None:
    assert identity({"email_verified": verified}).login == "ann@house.example"


@pytest.mark.parametrize("verified", [False, "false", None, "", "no", 0])
def test_an_email_that_is_not_verified_is_no_login(verified: object) -> None:
    with pytest.raises(RoleplayError, match="outside-unclear"):
        identity({"email_verified": verified})


@pytest.mark.parametrize("login", ["ann@evil-house.example", "ann@house.example.evil", "ann", "house.example"])
def test_only_the_domain_itself_is_the_house(login: str) -> None:
    with pytest.raises(RoleplayError, match="outside-domain"):
        identity({"upn": login}, oidc_login_claim="upn", oidc_domain="house.example")


def test_an_email_without_its_verification_is_not_complete() -> None:
    bare = {name: value for name, value in ANN.items() if name != "email_verified"}
    assert are_complete(ANN, Settings())
    assert not are_complete(bare, Settings())
    assert are_complete({**bare, "upn": "ann"}, Settings(oidc_login_claim="upn"))


def test_what_the_token_says_counts_and_a_null_in_it_is_filled() -> None:
    found = completed({"sub": "1", "name": None, "team": "North"}, {"sub": "1", "name": "Ann", "team": "South"})
    assert found == {"sub": "1", "name": "Ann", "team": "North"}


@pytest.mark.parametrize(
    ("claims", "told", "verified"),
    [
        ({"email": "ann@house.example"}, {"email": "ann@house.example", "email_verified": True}, True),
        ({"email": "ann@house.example"}, {"email": "other@house.example", "email_verified": True}, None),
        ({"email_verified": True}, {"email": "other@house.example"}, None),
        ({}, {"email": "ann@house.example", "email_verified": True}, True),
    ],
)
def test_an_email_is_verified_only_by_who_named_it(
    claims: dict[str, Any], told: dict[str, Any], verified: bool | None
) -> None:
    assert completed(claims, told).get("email_verified") is verified


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers"])
@pytest.mark.parametrize("rest", ["", "/", "/v2.0"])
def test_an_address_of_all_tenants_stops_the_start(tenant: str, rest: str) -> None:
    with pytest.raises(RoleplayError, match="setting-tenant") as caught:
        check_tenant(Settings(oidc_issuer=f"{ENTRA}/{tenant}{rest}"))
    assert caught.value.params == {"name": "ROLEPLAY_OIDC_ISSUER", "tenant": tenant}


def test_strangers_get_no_accounts_from_a_provider_that_is_open_to_all() -> None:
    google = Settings(oidc_issuer="https://accounts.google.com", add_unknown=True)
    with pytest.raises(RoleplayError, match="setting-needs") as caught:
        check_tenant(google)
    assert caught.value.params["needed"] == "ROLEPLAY_OIDC_DOMAIN"
    check_tenant(google.model_copy(update={"oidc_domain": "house.example"}))
    check_tenant(google.model_copy(update={"add_unknown": False}))


def test_a_tenant_of_ones_own_is_fine() -> None:
    check_tenant(Settings(oidc_issuer=f"{ENTRA}/6babcaad-604b-40ac-a9d7-9fd97c0b779f/v2.0", add_unknown=True))
