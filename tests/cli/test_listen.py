"""`roleplay listen` with the model as an ear."""

import json

import pytest
from typer.testing import CliRunner

from roleplay.cli.main import app
from tests.fake_ear import FakeEar
from tests.fake_endpoint import FakeEndpoint

LINES = [
    {"speaker": "seller", "text": "Ninety. And who carries wages?", "before": "After ninety days.", "language": "en"},
    {"speaker": "customer", "text": "Good morning!", "before": "", "language": "en"},
]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_BASE_URL",
        "OPENAI_API_KEY",
        "ROLEPLAY_MODEL",
        "ROLEPLAY_LISTENER",
        "ROLEPLAY_CUSTOMER",
        "ROLEPLAY_SCORER",
    ):
        monkeypatch.delenv(name, raising=False)


def heard(*options: str) -> list[list[str]]:
    done = CliRunner().invoke(app, ["listen", "--json", *options], input="\n".join(map(json.dumps, LINES)))
    assert done.exit_code == 0, done.output
    return [json.loads(line)["moves"] for line in done.stdout.splitlines()]


def test_the_model_hears_what_sellers_say_and_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeEndpoint(ear=FakeEar({LINES[0]["text"]: {"moves": ["reflection", "takes_back"]}})) as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("ROLEPLAY_MODEL", "fake")
        offline = heard()
        assert endpoint.heard == []
        by_model = heard("--ear", "model")

    assert by_model[0] == ["reflection", "takes_back"] != offline[0]
    assert by_model[1] == offline[1], "the customer's lines are never sent"


def test_without_an_endpoint_there_is_no_such_ear() -> None:
    done = CliRunner().invoke(app, ["listen", "--ear", "model"], input="")
    assert done.exit_code != 0
