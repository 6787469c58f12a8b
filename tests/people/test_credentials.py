"""What production hashes with: other tests hash cheaply."""

import importlib.util
from types import ModuleType

from roleplay.people import credentials
from tests.people.conftest import PASSWORD


def as_production_loads_it() -> ModuleType:
    spec = importlib.util.find_spec(credentials.__name__)
    assert spec is not None and spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    return fresh


def test_a_password_costs_a_thief_64_mebibytes_and_three_passes_to_try() -> None:
    """RFC 9106, section 4, second recommended choice; whoever lowers it makes stolen hashes worth guessing at."""
    fresh = as_production_loads_it()

    hashes = [fresh.hash_password(PASSWORD), fresh.NOBODYS]

    assert [each.split("$")[1:4] for each in hashes] == [["argon2id", "v=19", "m=65536,t=3,p=4"]] * 2


def test_what_was_hashed_at_one_cost_is_right_at_another() -> None:
    """The costs stand in the hash, so that they can be raised while old hashes stay."""
    fresh = as_production_loads_it()

    assert credentials.is_right(PASSWORD, fresh.hash_password(PASSWORD))
    assert fresh.is_right(PASSWORD, credentials.hash_password(PASSWORD))
    assert not fresh.is_right("five quiet green words", credentials.hash_password(PASSWORD))
