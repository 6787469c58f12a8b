"""The JSON Schema that editors use says the same as the models: shipped files are valid, and a slip is found."""

import json
from typing import Any

import jsonschema
import pytest

from roleplay.content.json_schema import schema_of, schema_text
from roleplay.content.library import KINDS, Kind
from roleplay.content.yaml_reader import read_yaml
from tests import short_form
from tests.shipped import ROOT

FILES = [(kind, path) for kind, (folder, _) in KINDS.items() for path in sorted((ROOT / folder).glob("*.yaml"))]


PERSONA = read_yaml(short_form.PERSONA).data
SCENARIO = read_yaml(short_form.SCENARIO).data


def _faults(kind: Kind, data: Any) -> list[str]:
    return [fault.message for fault in jsonschema.Draft202012Validator(schema_of(kind)).iter_errors(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_that_of_the_models(kind: Kind) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))
    assert (ROOT / "schemas" / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind), "run make docs"


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda value: getattr(value, "name", value))
def test_shipped_files_are_valid(kind: Kind, path: Any) -> None:
    assert _faults(kind, read_yaml(path.read_text(encoding="utf-8")).data) == []


def test_the_short_form_is_valid_too() -> None:
    assert _faults("persona", PERSONA) == [] and _faults("scenario", SCENARIO) == []


@pytest.mark.parametrize(
    "slip", [{"roel": "x"}, {"language": 7}, {"style": "loud"}, {"temperament": {"patience": 9}}, {"id": "Not an id"}]
)
def test_a_slip_is_found(slip: dict[str, object]) -> None:
    assert _faults("persona", {**PERSONA, **slip})


def test_editors_find_the_schema_of_every_kind() -> None:
    told = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert told == {f"./schemas/{kind}.json": f"{folder}/*.yaml" for kind, (folder, _) in KINDS.items()}
