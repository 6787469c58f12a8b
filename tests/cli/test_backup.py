"""`roleplay backup` and `roleplay restore`, as a nightly job calls them."""

from pathlib import Path

from tests.cli.conftest import Roleplay


def test_a_backup_is_written_and_restored_into_an_empty_place(roleplay: Roleplay, lines: Path, tmp_path: Path) -> None:
    roleplay("users", "add", "dora", "--name", "Dora", "--role", "admin")
    copy = tmp_path / "nightly.db"
    done = roleplay("backup", str(copy))
    assert done.code == 0 and "nightly.db" in done.out, done.err

    again = roleplay("backup", str(copy))
    assert again.code == 2 and "already" in again.err

    refused = roleplay("restore", str(copy))
    assert refused.code == 2 and "--replace" in refused.err
    back = roleplay("restore", str(copy), "--replace")
    assert back.code == 0 and "is kept in roleplay.replaced." in back.out
    assert [one["login"] for one in roleplay("users", "list", "--json").json["users"]] == ["dora"]
