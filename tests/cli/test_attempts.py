"""`roleplay attempts`: what was practised, and one attempt by the beginning of its id."""

from pathlib import Path

from tests.cli.conftest import Roleplay


def practised(roleplay: Roleplay, lines: Path, seed: str = "7") -> dict[str, object]:
    told: dict[str, object] = roleplay("practice", "oven-call", "--seed", seed, "--say", str(lines), "--json").json
    return told


def test_at_first_there_is_nothing_to_list(roleplay: Roleplay) -> None:
    assert roleplay("attempts", "list").out == "No attempts yet.\n"
    assert roleplay("attempts", "list", "--json").json == {"attempts": []}


def test_the_list_is_newest_first_with_results(roleplay: Roleplay, lines: Path) -> None:
    first, second = practised(roleplay, lines), practised(roleplay, lines, "8")

    listed = roleplay("attempts", "list", "--json").json["attempts"]
    table = roleplay("attempts", "list").out.splitlines()

    assert [each["attempt"] for each in listed] == [second["attempt"], first["attempt"]]
    assert listed[1]["total"] == first["scorecard"]["total"] and listed[1]["turns"] == len(first["turns"])  # type: ignore[index,arg-type]
    assert listed[0]["finished_at"] > listed[0]["started_at"]
    assert [row[:8] for row in table[1:] if row[0] != " "] == [str(each["attempt"])[:8] for each in listed]


def test_one_attempt_is_shown_as_it_was_played(roleplay: Roleplay, lines: Path) -> None:
    played = practised(roleplay, lines)
    id = str(played["attempt"])

    for name in (id, id[:8], id[:8].upper()):
        assert roleplay("attempts", "show", name, "--json").json == played
    shown = roleplay("attempts", "show", id[:8]).out
    assert "How do your nights at the bakery run?" in shown and "Criteria" in shown


def test_a_beginning_that_is_too_short_names_no_attempt(roleplay: Roleplay, lines: Path) -> None:
    id = str(practised(roleplay, lines)["attempt"])

    assert roleplay("attempts", "show", id[:3]).code == 2
    assert roleplay("attempts", "show", "").code == 2


def test_a_branch_is_labelled_in_the_list_and_where_it_is_shown(roleplay: Roleplay, lines: Path) -> None:
    id = str(practised(roleplay, lines)["attempt"])
    branch = roleplay("practice", "--retry", id, "--from", "5", "--say", str(lines), "--json").json

    listed = roleplay("attempts", "list", "--json").json["attempts"]

    assert [(each["attempt"], each["parent"], each["branch_turn"]) for each in listed] == [
        (branch["attempt"], id, 5), (id, None, None),
    ]  # fmt: skip
    assert "retry from turn 5" in roleplay("attempts", "list").out
    assert "retry from turn 5" in roleplay("attempts", "show", branch["attempt"]).out
    assert roleplay("attempts", "show", branch["attempt"], "--json").json == branch
    assert "retry from turn" not in roleplay("attempts", "show", id).out
