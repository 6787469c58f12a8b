"""`roleplay attempts import`: a talk from outside becomes an attempt, once."""

from pathlib import Path

from tests.cli.conftest import Roleplay
from tests.cli.test_score import SAID, written

BY = ("--scenario", "oven-call")


def imported(roleplay: Roleplay, *arguments: str) -> dict[str, object]:
    done = roleplay("attempts", "import", *arguments, "--json")
    assert done.code == 0, done.err
    return done.json["imported"][0]  # type: ignore[no-any-return]


def test_it_is_kept_with_its_phases_and_its_scorecard(roleplay: Roleplay, tmp_path: Path) -> None:
    talk = written(tmp_path)
    card = roleplay("score", talk, *BY, "--json").json

    told = imported(roleplay, talk, *BY)
    shown = roleplay("attempts", "show", str(told["attempt"]), "--json").json

    assert (told["new"], told["total"]) == (True, card["total"])
    assert shown["scorecard"]["total"] == card["total"]
    masked = [(speaker, text.replace("Pat,", "[name 1],").replace("Alice", "[name 2]")) for speaker, text in SAID]
    assert [(turn["speaker"], turn["text"]) for turn in shown["turns"]] == masked
    assert told["masked"] == 2
    assert [turn["phase"] for turn in shown["turns"]][-1] == "closing"
    assert "open_question" in shown["turns"][0]["moves"] and "fact:gas" in shown["turns"][2]["topics"]
    assert (shown["scenario"], shown["persona"], shown["customer"], shown["ending"]) == ("oven-call", None, None, None)


def test_people_see_both_sides_by_name(roleplay: Roleplay, tmp_path: Path) -> None:
    told = imported(roleplay, written(tmp_path), "--rubric", "call")

    out = roleplay("attempts", "show", str(told["attempt"])).out

    for words in ("Seller", "Customer", "the gas is dear", "A short call", "/ 100"):
        assert words in out


def test_the_same_words_again_are_the_same_attempt(roleplay: Roleplay, tmp_path: Path) -> None:
    talk = written(tmp_path)
    first = imported(roleplay, talk, *BY)
    again = imported(roleplay, written(tmp_path, note="laid out in another way"), *BY)

    assert again == {**first, "new": False}
    assert "already imported" in roleplay("attempts", "import", talk, *BY).out
    assert imported(roleplay, talk, "--rubric", "call")["new"]  # another measure
    roleplay("users", "add", "dora", "--name", "Dora", "--role", "admin")
    roleplay("users", "add", "bob", "--name", "Bob")
    assert imported(roleplay, talk, *BY, "--person", "bob")["new"]  # somebody else's talk


def test_imported_talks_are_in_no_list(roleplay: Roleplay, tmp_path: Path) -> None:
    imported(roleplay, written(tmp_path), *BY)

    assert roleplay("attempts", "list", "--json").json == {"attempts": []}


def test_when_one_of_several_files_is_wrong_none_is_kept(roleplay: Roleplay, tmp_path: Path) -> None:
    good, bad = written(tmp_path), tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")

    assert roleplay("attempts", "import", good, str(bad), *BY).code == 2
    assert imported(roleplay, good, *BY)["new"]


def test_what_no_database_takes_is_left_out(roleplay: Roleplay, tmp_path: Path) -> None:
    talk = written(tmp_path, [{"speaker": "seller", "text": "Good\0 morning \ud800 Pat"}])

    told = imported(roleplay, talk, *BY)

    assert roleplay("attempts", "show", str(told["attempt"]), "--json").json["turns"][0]["text"] == "Good morning ? Pat"
