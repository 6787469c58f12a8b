"""`roleplay audit export`: the operator's way to the audit trail, and what commands themselves leave in it."""

import csv
import getpass
import io
import json

from tests.cli.conftest import Roleplay

DORA = ("users", "add", "dora", "--name", "Dora Admin", "--role", "admin", "--role", "coach", "--team", "North")


def test_every_entry_is_a_row_with_codes_and_the_newest_comes_first(roleplay: Roleplay) -> None:
    roleplay(*DORA)
    done = roleplay("audit", "export")

    rows = list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"))))
    assert done.code == 0
    assert [row["deed"] for row in rows] == ["exported", "sign_in_link", "teams", "account_added"]
    assert {(row["actor"], row["address"]) for row in rows} == {("command", getpass.getuser())}
    assert json.loads(rows[2]["details"]) == {"role": "coach", "before": [], "after": ["North"]}


def test_json_is_an_object_a_line_and_filters_narrow_it(roleplay: Roleplay) -> None:
    roleplay(*DORA)
    roleplay("users", "add", "alice", "--name", "Alice")

    out = roleplay("audit", "export", "--json", "--person", "ALICE", "--deed", "account_added").out
    (entry,) = (json.loads(line) for line in out.splitlines())
    assert (entry["subject_name"], entry["details"]) == ("Alice", {"roles": ["seller"]})
    assert roleplay("audit", "export", "--json", "--to", "2020-01-01").out == ""


def test_a_deed_that_there_is_not_is_named_with_the_known_ones(roleplay: Roleplay) -> None:
    done = roleplay("audit", "export", "--deed", "zebra")
    assert done.code == 2 and "zebra" in done.err and "sign_in_failed" in done.err
