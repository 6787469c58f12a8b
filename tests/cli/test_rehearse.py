"""`roleplay rehearse`: whole attempts by bots, as a table and as JSON."""

import shutil
from pathlib import Path

import pytest

from roleplay.rehearsal import company
from tests.cli.conftest import CAST, Roleplay

FEW = ("rehearse", "oven-call", "--runs", "2")


def test_json_is_exactly_what_the_contract_says(roleplay: Roleplay) -> None:
    done = roleplay(*FEW, "--sellers", "strong,weak", "--json")

    assert done.code == 0
    assert set(done.json) == {"runs", "gaps", "expectations", "hearing", "ears", "seconds"}
    assert [row["seller"] for row in done.json["runs"]] == ["strong", "weak"]
    for row in done.json["runs"]:
        assert set(row) == {
            "scenario", "persona", "difficulty", "seller", "n", "score_mean", "score_sd", "passed", "endings", "facts",
            "resolved", "leaks", "breaks", "deflections", "unheard", "realism",
        }  # fmt: skip
        assert (row["n"], row["leaks"], sum(row["endings"].values())) == (2, 0, 2)
    assert done.json["gaps"][0]["gap"] > 0


def test_the_same_seeds_give_the_same_figures(roleplay: Roleplay) -> None:
    first, again = (roleplay(*FEW, "--sellers", "average,injector", "--json").json["runs"] for _ in range(2))
    other = roleplay(*FEW, "--sellers", "average,injector", "--seed", "50", "--json").json["runs"]
    assert first == again != other


def test_the_table_names_every_seller_in_a_terminal_of_eighty_columns(roleplay: Roleplay) -> None:
    done = roleplay(*FEW)
    assert done.code == 0 and "oven-call · owner-pat · standard" in done.out
    for name in (
        "strong",
        "average",
        "weak",
        "pushy",
        "silent",
        "injector",
        "rude",
        "briber",
        "machine",
        "dismissive",
        "turncoat",
        "attempts in",
    ):
        assert name in done.out


HEARING = """format: 1
id: oven-call
language: en
topics:
  "fact:gas": {examples: [What is your gas bill like?, "Are the ovens hungry?"]}
"""


def test_it_shows_how_the_example_lines_of_a_topic_are_heard(roleplay: Roleplay, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CAST, folder)
    (folder / "hearing").mkdir()
    (folder / "hearing" / "oven-call.yaml").write_text(HEARING, encoding="utf-8")
    silent = (*FEW, "--sellers", "silent", "--content", str(folder))

    told = roleplay(*silent, "--json").json
    (row,) = told["hearing"]
    assert set(row) == {"scenario", "topic", "examples", "heard", "missed", "taken_for"}
    assert (row["scenario"], row["topic"], row["examples"]) == ("oven-call", "fact:gas", 2)
    assert row["heard"] >= 1 and row["heard"] + row["missed"] == 2  # its phrases hear the first one
    assert told["ears"][0] == "words"

    table = roleplay(*silent).out
    assert "oven-call fact:gas" in table and f"{row['heard']} of 2" in table


def test_an_expectation_that_is_not_met_ends_with_1(roleplay: Roleplay, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CAST, folder)
    with (folder / "scenarios" / "oven-call.yaml").open("a", encoding="utf-8") as file:
        file.write("rehearsals: {silent: {at_least: 99}}\n")

    done = roleplay(*FEW, "--sellers", "silent", "--content", str(folder), "--json")

    assert done.code == 1
    (row,) = done.json["expectations"]
    assert (row["seller"], row["wanted"], row["met"]) == ("silent", {"at_least": 99}, False)


def test_nothing_of_it_is_stored_with_peoples_practice(roleplay: Roleplay, tmp_path: Path) -> None:
    roleplay(*FEW, "--sellers", "silent")
    assert not (tmp_path / "data").exists()
    assert roleplay("attempts", "list", "--json").json == {"attempts": []}


def test_many_attempts_share_the_cores_and_change_no_figure(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "FEW", 2 * company.BATCH)
    runs = str(company.BATCH + 1)  # a seller's attempts are more than one process gets at once

    alone = roleplay("rehearse", "--runs", runs, "--sellers", "pushy", "--json").json["runs"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(company.Troupe, "perform", None)  # nothing more is played here
        shared = roleplay("rehearse", "--runs", runs, "--sellers", "pushy,silent", "--json").json["runs"]

    assert shared[0] == alone[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rehearse", "no-such-call"), "no-such-call"),
        ((*FEW, "--sellers", "strong,clever"), "clever"),
        ((*FEW, "--personas", "nobody"), "nobody"),
        ((*FEW, "--difficulty", "harsh"), "harsh"),
        ((*FEW, "--runs", "0"), "--runs"),
    ],
)
def test_what_is_not_known_is_named(roleplay: Roleplay, arguments: tuple[str, ...], told: str) -> None:
    done = roleplay(*arguments)
    assert done.code == 2 and told in done.err
