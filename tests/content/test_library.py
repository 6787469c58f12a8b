"""A content folder is read whole, or every problem is told at once."""

import pytest

from roleplay.content.library import load_library, read_content
from roleplay.content.problem import BadContent
from roleplay.content.scenario import Scenario
from roleplay.content.word_lists import written_out
from tests.content.conftest import Folder


def test_a_right_folder_gives_a_library(folder: Folder) -> None:
    assert folder.lines() == []
    library = load_library(folder.path)
    assert library.scenarios["oven-call"].personas == ("owner-pat",)
    assert list(library.scenarios["oven-call"].topics())[:3] == ["fact:gas", "fact:burn", "objection:price"]


def test_stored_text_is_read_again_as_it_was(folder: Folder) -> None:
    library = load_library(folder.path)
    again = read_content("scenario", library.source("scenario", "oven-call"))
    assert isinstance(again, Scenario)
    assert again == library.scenarios["oven-call"]


def test_the_hash_changes_with_the_text(folder: Folder) -> None:
    before = load_library(folder.path).hash("rubric", "call")
    folder.change("rubrics/call.yaml", "pass_mark: 70", "pass_mark: 71")
    assert load_library(folder.path).hash("rubric", "call") != before


def test_all_problems_of_all_files_come_at_once_in_order(folder: Folder) -> None:
    folder.change("personas/owner-pat.yaml", "style: analytical", "style: grumpy")
    folder.change("rubrics/call.yaml", "weight: 40", "wieght: 40")
    folder.change("scenarios/oven-call.yaml", "goal: A visit to the bakery.\n", "")
    with pytest.raises(BadContent) as caught:
        load_library(folder.path)
    assert [(p.file, p.place.line, p.code) for p in caught.value.problems] == [
        ("personas/owner-pat.yaml", 6, "not-allowed"),
        ("rubrics/call.yaml", 26, "misspelt-key"),
        ("scenarios/oven-call.yaml", 1, "missing-key"),
    ]


def test_a_misspelt_key_names_the_right_one_and_not_the_missing_one_too(folder: Folder) -> None:
    folder.change("rubrics/call.yaml", "weight: 40", "wieght: 40")
    assert folder.lines()[0] == (
        "rubrics/call.yaml:26:5 error: unknown key “wieght” in criteria, 2 Did you mean “weight”?"
    )
    assert len([line for line in folder.lines() if "rubrics" in line]) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("scenarios/oven-call.yaml", "[owner-pat]", "[nobody]", "5:12 error: there is no persona “nobody” Known: owner-pat."),
        ("scenarios/oven-call.yaml", "rubric: call", "rubric: cal", "6:1 error: there is no rubric “cal” Known: call."),
        ("scenarios/oven-call.yaml", "after: [gas]", "after: [gaz]", "31:49 error: there is no fact “gaz” Known: burn, gas."),
        ("scenarios/oven-call.yaml", "after: [gas]", "after: [burn]", "31:41 error: the fact “burn” depends on itself Remove the loop in reveal_when, after."),
        ("scenarios/oven-call.yaml", "{asked: open}", "{asked: opne}", "25:19 error: facts, 1, reveal_when, asked: “opne” is not allowed Allowed: open, any."),
        ("scenarios/oven-call.yaml", "evidence: [trial]}", "evidence: [trail]}", "41:43 error: there is no “evidence:trail” in this scenario Known: trial."),
        ("scenarios/oven-call.yaml", "{asked_about: true, next_step: true}", "{asked_about: false}", "43:11 error: this way to resolve the objection requires nothing Write what must be heard: acknowledged, evidence, key_message, asked_about or next_step."),
        ("scenarios/oven-call.yaml", "max_turns: 20", "max_turns: 12", "48:1 warning: the phases need 20 turns, but the talk ends after 12 Raise max_turns under ending, or plan fewer turns."),
        ("scenarios/oven-call.yaml", "resolved: 1", "resolved: 2", "54:36 error: agree_when asks for 2 resolved, but there are only 1 Ask for 1 or fewer."),
        ("scenarios/oven-call.yaml", '"fact:gas", "fact:burn"]', '"fact:gas"]', "28:5 warning: no gold line is for fact:burn Write one under gold; feedback can then show a better line."),
        ("scenarios/oven-call.yaml", '"fact:gas", "fact:burn"]', '"fact:gas", "fact:burn", "check:x"]', "57:60 error: this gold line is for “check:x”, which does not exist Known: check:open-questions, check:no-never, check:takes-worry-in, fact:gas, fact:burn, objection:price."),
        ("scenarios/oven-call.yaml", "id: burn\n", "id: gas\n", "28:5 error: the id “gas” appears twice in facts Give each entry its own id."),
        ("scenarios/oven-call.yaml", "language: en", "language: zh-CN", "5:12 error: “owner-pat” is in en, this scenario in zh-CN Use one language for persona, scenario and rubric."),
        ("rubrics/call.yaml", "weight: 40", "weight: 30", "7:1 error: the weights of the criteria add up to 90 Make them add up to 100."),
        ("rubrics/call.yaml", "{move: open_question, at_least: 2, partly: 1}", "{revealed: 2}", "16:18 error: a check cannot use “revealed”: that is an outcome, and only what the seller does is scored Use what the seller did: asked_about, acknowledged, answered_with, move, ..."),
        ("rubrics/call.yaml", "{move: open_question, at_least: 2, partly: 1}", "{move: open_question, share: telling, at_least: 2}", "16:9 error: a signal counts exactly one thing; this one names move, share"),
        ("rubrics/call.yaml", "at_least: 2, partly: 1", "at_least: 2, partly: 3", "partly (3.0) is not weaker than at_least (2.0)"),
        ("rubrics/call.yaml", "{move: open_question, at_least: 2, partly: 1}", "{all: []}", "16:18 error: criteria, 1, checks, 1, signal, all has too few entries Give at least 1."),
        ("rubrics/call.yaml", "{move: open_question, at_least: 2, partly: 1}", "{order: [telling]}", "error: criteria, 1, checks, 1, signal, order has too few entries Give at least 2."),
        ("rubrics/call.yaml", "{move: open_question, at_least: 2, partly: 1}", "{not: {move: telling, at_least: 1}, phase: probing}", "error: phase has no effect beside not Move it into the signal it belongs to, or remove it."),
        ("rubrics/call.yaml", "{move: open_question, at_least: 2, partly: 1}", "{share: telling, at_most: 50}", "error: at_most is 50, but a share goes from 0 to 1 If you meant a percentage, write 0.5."),
        ("rubrics/call.yaml", "{must_not_say: any}", "{must_not_say: nothing}", "error: the scenario “oven-call” has no “must_not_say:nothing”"),
        ("personas/owner-pat.yaml", '"Morning."', '"Morning, {name}."', "error: a line of greeting has words in braces that are never filled in"),
        ("personas/owner-pat.yaml", "id: owner-pat", "id: owner-pit", "error: the file name and the id “owner-pit” differ Name the file owner-pit.yaml, or change the id."),
        ("personas/owner-pat.yaml", "format: 1", "format: 7", "1:1 error: format 7 is unknown This version reads `format: 1`, `format: 2`."),
    ],
)  # fmt: skip
def test_a_problem_tells_where_what_and_the_mend(folder: Folder, file: str, old: str, new: str, told: str) -> None:
    folder.change(file, old, new)
    assert any(told in line for line in folder.lines()), "\n".join(folder.lines())


def test_a_file_that_is_no_text_is_told(folder: Folder) -> None:
    (folder.path / "rubrics" / "call.yaml").write_bytes(b"\xff\xfe\x00")
    assert "rubrics/call.yaml:1:1 error: the file is not UTF-8 (byte 0) Save it as UTF-8." in folder.lines()


def test_an_empty_folder_says_what_is_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = Folder(tmp_path)
    assert [line.split(" ", 1)[0] for line in folder.lines()] == ["personas/:1:1", "rubrics/:1:1", "scenarios/:1:1"]


def test_a_folded_line_leaves_no_gap_between_han_characters(folder: Folder) -> None:
    folder.change("scenarios/oven-call.yaml", "brief: Pat saw", "brief: >-\n  上个月见过。\n  约了“九点半”\n  Pat saw")
    folder.change("scenarios/oven-call.yaml", "phrases: [gas bill|cost,", "phrases: [漏服 药片,")
    scenario = load_library(folder.path).scenarios["oven-call"]
    assert scenario.brief.startswith("上个月见过。约了“九点半” Pat saw")
    assert scenario.facts[0].phrases[0] == "漏服 药片", "in a phrase the space parts"


def test_a_word_list_is_written_out_where_a_phrase_names_it(folder: Folder) -> None:
    folder.change("scenarios/oven-call.yaml", "[gas bill|cost, energy", '["@fuel|heat @much", "gas @dear", energy')
    lists = 'words: {fuel: [gas, bottled gas, "@smell"], smell: [smoke], much: [bill]}'
    folder.change("scenarios/oven-call.yaml", "facts:\n", f"{lists}\nfacts:\n")

    assert folder.lines() == []
    written = load_library(folder.path).scenarios["oven-call"].topics()["fact:gas"]
    assert written[0] == "gas|bottled_gas|smoke|heat bill"
    assert written[1].startswith("gas expensive|dear|")  # one of the language's own lists


def test_a_word_list_nobody_wrote_is_told_with_those_there_are(folder: Folder) -> None:
    folder.change("scenarios/oven-call.yaml", "facts:\n", 'words: {fuel: [gas, "@smell"]}\nfacts:\n')

    (told,) = folder.lines()
    assert "there is no word list “@smell”" in told and "fuel" in told and "money" in told


def test_word_lists_that_lead_in_a_circle_end(folder: Folder) -> None:
    folder.change("scenarios/oven-call.yaml", "facts:\n", 'words: {one: [gas, "@two"], two: [oil, "@one"]}\nfacts:\n')

    assert folder.lines() == []
    assert written_out(["@one bill"], load_library(folder.path).scenarios["oven-call"].words) == ("gas|oil bill",)
