"""Settings come from the environment, and an odd one names itself."""

import pytest

from roleplay.config import NAMES, Settings, read_settings
from roleplay.errors import RoleplayError


def test_with_nothing_set_everything_works_offline() -> None:
    settings = read_settings({})
    assert settings.speaker == "offline"
    assert settings.host == "127.0.0.1"
    assert settings.database.startswith("sqlite:///")


def test_a_model_with_a_key_or_an_address_is_asked() -> None:
    assert read_settings({"ROLEPLAY_MODEL": "m", "OPENAI_API_KEY": "k"}).speaker == "model"
    assert read_settings({"ROLEPLAY_MODEL": "m", "OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}).speaker == "model"
    assert read_settings({"OPENAI_API_KEY": "k"}).speaker == "offline", "a key alone names no model"


def test_a_model_listens_where_there_is_one_unless_it_is_switched_off() -> None:
    environment = {"ROLEPLAY_MODEL": "m", "OPENAI_API_KEY": "k"}
    assert not read_settings({}).has_listener
    assert read_settings(environment).has_listener and read_settings(environment).listener_seconds == 2.5
    assert not read_settings({**environment, "ROLEPLAY_LISTENER": "off"}).has_listener


def test_offline_can_be_chosen_although_there_is_a_model() -> None:
    environment = {"ROLEPLAY_MODEL": "m", "OPENAI_API_KEY": "k", "ROLEPLAY_CUSTOMER": "offline"}
    assert read_settings(environment).speaker == "offline"


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("ROLEPLAY_PORT", "80a", "1 - 65535"),
        ("ROLEPLAY_PORT", "70000", "1 - 65535"),
        ("ROLEPLAY_LANGUAGE", "fr", "en, zh"),
        ("ROLEPLAY_CUSTOMER", "human", "auto, offline, model"),
        ("ROLEPLAY_TIMEZONE", "Mars/Olympus", "UTC, Asia/Shanghai, Europe/Berlin, America/New_York, ..."),
        ("ROLEPLAY_MODEL_EXTRA", "[1]", '{"temperature": 0.8}'),
        ("ROLEPLAY_MODEL_TIMEOUT", "0", "1 - 600"),
        ("ROLEPLAY_LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("ROLEPLAY_LISTENER", "model", "auto, off"),
        ("ROLEPLAY_LISTENER_SECONDS", "0.1", "0.2 - 30"),
        ("ROLEPLAY_LISTENER_SECONDS", "soon", "0.2 - 30"),
        ("ROLEPLAY_SCORER", "chance", "auto, signals, judge"),
        ("ROLEPLAY_JUDGE_RUNS", "10", "1 - 9"),
        ("ROLEPLAY_PRIVATE", "maybe", "allowed, off"),
        ("ROLEPLAY_KEEP_DAYS", "0", "1 - 36500"),
        ("ROLEPLAY_KEEP_DAYS", "3650000", "1 - 36500"),
        ("ROLEPLAY_AUDIT_DAYS", "never", "1 - 36500"),
        ("ROLEPLAY_LOG_FORMAT", "xml", "text, json"),
        ("ROLEPLAY_PRICE", '{"input": "cheap", "output": 1}', '{"input": 0.5, "output": 1.5}'),
        ("ROLEPLAY_PRICE", "cheap", '{"input": 0.5, "output": 1.5}'),
        ("ROLEPLAY_PRICE", '{"input": true, "output": 1}', '{"input": 0.5, "output": 1.5}'),
        ("ROLEPLAY_URL", "http://[", "https://practice.example, without a path: give the server a name of its own"),
        ("OPENAI_BASE_URL", "localhost:11434", "http://..., https://..."),
        (
            "ROLEPLAY_URL",
            "https://house.example/practice",
            "https://practice.example, without a path: give the server a name of its own",
        ),
        ("ROLEPLAY_OIDC_SCOPES", "profile email", "openid profile email, openid profile email groups, ..."),
        ("ROLEPLAY_OIDC_DOMAIN", "house", "house.example"),
    ],
)
def test_an_odd_value_names_itself_and_the_allowed_ones(name: str, value: str, allowed: str) -> None:
    with pytest.raises(RoleplayError) as caught:
        read_settings({name: value})
    assert caught.value.params == {"name": name, "value": value, "allowed": allowed}


@pytest.mark.parametrize("name", NAMES.values())
def test_whatever_is_refused_says_what_is_allowed(name: str) -> None:
    try:
        read_settings({name: "\ud800 not a value"})
    except RoleplayError as refused:
        assert refused.params["name"] == name and refused.params["allowed"]


def test_a_blank_value_counts_as_unset_and_blanks_around_one_do_not_count() -> None:
    assert read_settings({"ROLEPLAY_PORT": "  ", "ROLEPLAY_HOST": ""}) == Settings()
    assert read_settings({"ROLEPLAY_PORT": " 81 "}).port == 81


def test_only_the_named_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_PORT", "9")
    assert read_settings({"LANGUAGE": "de", "HOST": "elsewhere", "port": "1"}) == Settings()
    assert Settings().port == 8000, "a test's settings do not depend on the shell"
    assert read_settings().port == 9


def test_lists_and_mappings_are_read_from_text() -> None:
    settings = read_settings(
        {
            "ROLEPLAY_MODEL_EXTRA": '{"top_p": 0.9}',
            "ROLEPLAY_PRICE": '{"input": 1, "output": 2}',
            "ROLEPLAY_OIDC_ROLES": '{"leads": "coach"}',
            "ROLEPLAY_ADD_UNKNOWN": "yes",
            "ROLEPLAY_OIDC_DOMAIN": "@House.Example",
            "ROLEPLAY_PROXY_HEADER": "X-User",
            "ROLEPLAY_PROXY_FROM": "::1",
        }
    )
    assert settings.extra_body == {"top_p": 0.9} and settings.price == {"input": 1.0, "output": 2.0}
    assert settings.oidc_roles == {"leads": "coach"} and settings.add_unknown
    assert (settings.oidc_domain, settings.proxy_header) == ("house.example", "x-user")


def test_asking_for_a_model_without_one_is_refused() -> None:
    with pytest.raises(RoleplayError, match="setting-model"):
        read_settings({"ROLEPLAY_CUSTOMER": "model"})


def test_the_key_is_not_shown_when_settings_are_printed() -> None:
    assert "s3cret" not in repr(read_settings({"OPENAI_API_KEY": "s3cret", "ROLEPLAY_MODEL": "m"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROLEPLAY_PROXY_FROM", "everywhere"),
        ("ROLEPLAY_PROXY_FROM", "10.0.0.5/24"),
        ("ROLEPLAY_PROXY_HEADER", "X User"),
        ("ROLEPLAY_OIDC_ISSUER", "http://login.example"),
        ("ROLEPLAY_OIDC_ROLES", '{"leads": "boss"}'),
        ("ROLEPLAY_ADD_UNKNOWN", "maybe"),
    ],
)
def test_an_odd_way_to_sign_in_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(RoleplayError, match="setting") as caught:
        read_settings({name: value})
    assert caught.value.params["name"] == name


@pytest.mark.parametrize(
    ("name", "value", "needed"),
    [
        ("ROLEPLAY_PROXY_HEADER", "X-Forwarded-User", "ROLEPLAY_PROXY_FROM"),
        ("ROLEPLAY_OIDC_ISSUER", "https://login.example", "ROLEPLAY_OIDC_CLIENT_ID"),
    ],
)
def test_half_a_way_to_sign_in_stops_the_start(name: str, value: str, needed: str) -> None:
    with pytest.raises(RoleplayError, match="setting-needs") as caught:
        read_settings({name: value})
    assert caught.value.params == {"name": name, "needed": needed}


def test_a_proxys_networks_are_read_and_the_sign_on_secret_is_not_shown() -> None:
    settings = read_settings({"ROLEPLAY_PROXY_FROM": "127.0.0.1, fd00::/8", "ROLEPLAY_OIDC_CLIENT_SECRET": "s3cret"})
    assert settings.proxy_from == ("127.0.0.1/32", "fd00::/8")
    assert "s3cret" not in repr(settings)


def test_a_short_token_is_refused_without_being_repeated_and_a_good_one_is_not_shown() -> None:
    with pytest.raises(RoleplayError) as caught:
        read_settings({"ROLEPLAY_METRICS_TOKEN": "s3cret"})
    assert caught.value.params["value"] == "..."
    assert "s3cret" not in repr(read_settings({"ROLEPLAY_METRICS_TOKEN": "s3cret-s3cret-s3cret"}))


def test_the_audit_trail_is_kept_a_year_or_as_long_as_is_asked_for() -> None:
    days = [read_settings({"ROLEPLAY_AUDIT_DAYS": given}).audit_days for given in ("", "30", "all")]
    assert days == [365, 30, None]
