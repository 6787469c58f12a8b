"""`roleplay db copy`: the counts are shown, and what cannot be copied is said."""

from pathlib import Path

from tests.cli.conftest import Roleplay
from tools.make_desk import make_desk


def test_the_counts_of_every_table_are_shown(roleplay: Roleplay, tmp_path: Path) -> None:
    source = f"sqlite:///{tmp_path / 'old.db'}"
    make_desk(5, source).close()

    done = roleplay("db", "copy", "--from", source, "--to", f"sqlite:///{tmp_path / 'new.db'}")

    assert done.code == 0, done.err
    assert "attempt" in done.out and "same number of rows" in " ".join(done.out.split())


def test_an_address_that_is_none_and_an_absent_database_are_usage(roleplay: Roleplay, tmp_path: Path) -> None:
    absent = f"sqlite:///{tmp_path / 'absent.db'}"
    assert roleplay("db", "copy", "--from", "nonsense", "--to", absent).code == 2
    refused = roleplay("db", "copy", "--from", absent, "--to", f"sqlite:///{tmp_path / 'new.db'}")
    assert refused.code == 2 and "absent.db" in refused.err.replace("\n", "").replace("│", "").replace(" ", "")
    assert not (tmp_path / "new.db").exists()
