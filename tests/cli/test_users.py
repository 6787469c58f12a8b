"""`roleplay users`: the operator's way to accounts."""

from pathlib import Path

from tests.cli.conftest import Roleplay

DORA = ("users", "add", "dora", "--name", "Dora Admin", "--role", "admin", "--role", "coach", "--team", "North")


def test_at_first_there_is_nobody(roleplay: Roleplay) -> None:
    assert roleplay("users", "list").out == "No accounts yet: everything belongs to the one user of this computer.\n"


def test_adding_prints_a_link_that_signs_in(roleplay: Roleplay) -> None:
    done = roleplay(*DORA)
    assert done.code == 0
    assert "Dora Admin was added." in done.out
    assert "http://127.0.0.1:8000/sign-in/link/" in done.out

    (dora,) = roleplay("users", "list", "--json").json["users"]
    assert (dora["login"], dora["roles"], dora["coaches"]) == ("dora", ["admin", "coach"], ["North"])
    assert "no password yet" in roleplay("users", "list").out


def test_the_first_account_must_be_an_admins(roleplay: Roleplay) -> None:
    done = roleplay("users", "add", "alice", "--name", "Alice")
    assert done.code == 1
    assert "The first account must have the role admin" in done.err


def test_roles_are_set_and_odd_ones_named(roleplay: Roleplay) -> None:
    roleplay(*DORA)
    assert "Dora Admin: seller, admin" in roleplay("users", "role", "dora", "seller", "admin").out
    odd = roleplay("users", "role", "dora", "queen")
    assert (odd.code, "There is no role “queen”." in odd.err) == (2, True)
    assert roleplay("users", "role", "nobody", "seller").code == 2


def test_somebody_is_unbound_from_single_sign_on(roleplay: Roleplay) -> None:
    roleplay(*DORA)
    assert "Dora Admin was unlinked from company sign-in" in roleplay("users", "unbind", "dora").out
    assert roleplay("users", "unbind", "nobody").code == 2


def test_somebody_is_disabled_and_let_in_again_but_never_the_last_admin(roleplay: Roleplay) -> None:
    roleplay(*DORA)
    roleplay("users", "add", "alice", "--name", "Alice")
    assert "Alice was signed out" in roleplay("users", "disable", "alice").out
    assert "Alice can sign in again." in roleplay("users", "disable", "alice", "--undo").out
    assert roleplay("users", "disable", "dora").code == 1


def test_importing_is_tried_first_then_done_with_a_link_a_line(roleplay: Roleplay, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,login,team,role\nDora,dora,,admin\nAlice,alice,North,seller\n", encoding="utf-8")

    assert roleplay("users", "import", str(file), "--dry-run").out.splitlines() == [
        "Would add 2, change 0, leave 0 unchanged.",
        "New teams: North",
        "line 2  dora  name: Dora; roles: admin",
        "line 3  alice  name: Alice; roles: seller; practises in: North",
    ]
    done = roleplay("users", "import", str(file))
    assert [line.split(",")[:2] for line in done.out.splitlines()] == [["dora", "Dora"], ["alice", "Alice"]]
    again = roleplay("users", "import", str(file))
    assert again.out == "" and "left 2 unchanged" in again.err


def test_a_file_with_trouble_names_its_lines_and_does_nothing(roleplay: Roleplay, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,login,role\nDora,dora,queen\n", encoding="utf-8")

    done = roleplay("users", "import", str(file))

    assert done.code == 1
    assert "Line 2: There is no role “queen”. Write seller, coach or admin." in done.err
    assert roleplay("users", "list", "--json").json == {"users": []}
