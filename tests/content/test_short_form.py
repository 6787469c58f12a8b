"""Format 2: what an author leaves out is filled in, and what is wrong is told at its place."""

from itertools import combinations
from pathlib import Path

import pytest

from roleplay.content.library import Library, general_rubric, load_library, read_content
from roleplay.content.person import in_person
from roleplay.content.persona import Speech
from roleplay.content.problem import Problem
from roleplay.content.rules import problems_across
from roleplay.content.scenario import Resolution
from roleplay.content.speech_library import is_long, part_of
from tests.content.conftest import Folder
from tests.short_form import PERSONA, SCENARIO


@pytest.fixture
def short(tmp_path: Path) -> Folder:
    for name, text in (("personas/erik-lund", PERSONA), ("scenarios/till-visit", SCENARIO)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Folder(tmp_path)


@pytest.fixture
def library(short: Folder) -> Library:
    return load_library(short.path)


def test_two_plain_files_are_a_whole_folder(library: Library) -> None:
    scenario, persona = library.scenarios["till-visit"], library.personas["erik-lund"]
    assert scenario.rubric == "general-en" and list(library.rubrics) == ["general-en"]
    assert all(lines for _slot, lines in persona.speech) and persona.manner and persona.temperament.talkativeness == 1
    assert "Erik Lund" in persona.known and "Tally till" in (scenario.customer_scene or "")
    assert scenario.scene and scenario.goal and scenario.rehearsals["strong"].at_least == 70
    assert sum(plan.turns for _phase, plan in scenario.phases) == scenario.ending.max_turns


def test_what_was_stored_is_read_again_as_it_was(library: Library) -> None:
    assert read_content("scenario", library.source("scenario", "till-visit")) == library.scenarios["till-visit"]
    assert read_content("persona", library.source("persona", "erik-lund")) == library.personas["erik-lund"]
    assert read_content("rubric", library.source("rubric", "general-en")) == library.rubrics["general-en"]


def test_whatever_the_author_writes_goes_before_the_default(short: Folder) -> None:
    short.change(
        "personas/erik-lund.yaml",
        "about:",
        "speech: {yes: [Aye.]}\ntemperament: {patience: 0, openness: 0, talkativeness: 4}\nabout:",
    )
    short.change(
        "scenarios/till-visit.yaml",
        "what goes wrong with his stock,",
        "the stock, reveal_when: {trust: 4}, hint: Saturdays.,",
    )
    library = load_library(short.path)
    assert library.personas["erik-lund"].speech.yes == ("Aye.",)
    assert library.personas["erik-lund"].speech.no and library.personas["erik-lund"].temperament.talkativeness == 4
    stock = library.scenarios["till-visit"].facts[0]
    assert stock.reveal_when.trust == 4 and list(stock.hint) == ["Saturdays."]


def test_facts_grow_harder_to_come_by_and_their_hints_speak_for_the_customer(library: Library) -> None:
    stock, contract, staff = library.scenarios["till-visit"].facts
    assert (stock.reveal_when.asked, stock.reveal_when.trust) == ("any", 0)
    assert contract.reveal_when.asked == "open" and staff.reveal_when.trust == 2
    assert all("what goes wrong with my stock" in line for line in stock.hint) and len(stock.hint) > 3
    assert all("who helps me" in line or "who helps my" in line for line in staff.hint)


@pytest.mark.parametrize(
    ("topic", "language", "customer", "seller"),
    [
        ("why he pays", "en", "why I pay", "why you pay"),
        ("how much she has saved", "en", "how much I have saved", "how much you have saved"),
        ("what his wife says", "en", "what my wife says", "what your wife says"),
        ("where he was before", "en", "where I was before", "where you were before"),
        ("the size of the room", "en", "the size of the room", "the size of the room"),
        ("他以前的供应商", "zh", "我以前的供应商", "您以前的供应商"),
        ("他们的退休计划", "zh", "他们的退休计划", "他们的退休计划"),
    ],
)
def test_a_topic_is_turned_to_whoever_speaks(topic: str, language: str, customer: str, seller: str) -> None:
    assert (in_person(topic, language, "I"), in_person(topic, language, "you")) == (customer, seller)


def test_a_worry_taken_in_or_asked_about_and_one_thing_told_is_resolved(library: Library) -> None:
    assert library.scenarios["till-visit"].objections[0].resolved_when.any_of == (
        Resolution(acknowledged=True, key_message=("moved",)),
        Resolution(asked_about=True, key_message=("moved",)),
        Resolution(acknowledged=True, evidence=("pilot",)),
        Resolution(asked_about=True, evidence=("pilot",)),
    )


def test_meaning_examples_and_near_misses_reach_the_ears(library: Library) -> None:
    catalogue = library.scenarios["till-visit"].catalogue.by_id
    assert catalogue["fact:contract"].meaning == "Asks until when he is bound."
    assert catalogue["fact:contract"].near_misses == ("How long is the road?",)
    assert catalogue["fact:stock"].meaning == "what goes wrong with his stock"
    assert catalogue["key_message:moved"].examples == ("We bring all your articles across.",)


def test_a_fact_is_worded_for_a_style_or_a_persona_and_else_for_anybody(short: Folder) -> None:
    library = load_library(short.path)
    staff, erik = library.scenarios["till-visit"].fact("staff"), library.personas["erik-lund"]
    assert staff.says_for(erik) == ("Two lads. That's all.",)
    assert staff.says_for(erik.model_copy(update={"style": "amiable"})) == ("Two young people help me.",)
    short.change(
        "scenarios/till-visit.yaml",
        "{dominant: Two lads. That's all.",
        "{dominant: Two lads., erik-lund: Olle and Sven.",
    )
    assert load_library(short.path).scenarios["till-visit"].fact("staff").says_for(erik) == ("Olle and Sven.",)


def test_format_1_may_leave_the_new_slots_to_the_library_too(folder: Folder) -> None:
    speech = load_library(folder.path).personas["owner-pat"].speech
    assert speech.yes == ("Yes.",) and speech.affronted and speech.ask_back
    assert any("Pat Reed" in line and "{" not in line for line in speech.introduces)


def test_format_1_still_wants_everything(folder: Folder) -> None:
    folder.change("scenarios/oven-call.yaml", "rubric: call\n", "")
    assert any("rubric is missing" in line for line in folder.lines())


S = "scenarios/till-visit.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (S, "[moved, pilot]", "[moved, pilto]", "22:102 error: “pilto” is neither a key message nor evidence of this product Known: key_message:moved, key_message:both, evidence:pilot, evidence:both."),
        (S, "[moved, pilot]", "[both]", "22:95 error: “both” is both a key message and evidence Write which one: evidence:both, key_message:both."),
        (S, ", answered_by: [moved, pilot]", "", "22:5 error: objections, 1, answered_by is missing"),
        (S, "answered_by: [moved, pilot]", "resolved_when: {any_of: [{acknowledged: true}]}", "22:97 error: objections, 1, resolved_when, any_of has too few entries Give at least 3."),
        (S, "any: Two", "anybody: Two", "20:79 error: “anybody” is neither a style nor a persona of this scenario Known: any, dominant, expressive, amiable, analytical, erik-lund."),
        (S, "dominant: Two lads. That's all., any:", "amiable:", "error: there are no wordings here for erik-lund, whose style is dominant Add `any`, `dominant` or `erik-lund` with wordings."),
        (S, "[Until March.]", "5", "19:55 error: facts, 2, says must be text, not 5 Put it in quotes."),
        (S, "[Until March.]", "[Until March., 5]", "19:76 error: facts, 2, says, 2 must be text, not 5 Put it in quotes."),
        (S, "Asks until when he is bound.", "Says until March.", "warning: the meaning of “contract” tells the answer"),
        (S, "says: I can't shut for a week.", "says: I can't shut for a week.", "warning: “closed” has 1 of 3 wordings It works; with three, the customer does not repeat the same words."),
        (S, "language: en", "language: de", "3:1 error: there are no lines for the short form in de Known: en, zh. In other languages use format 1 and write everything in the file."),
        (S, "brief:", "breif:", "error: unknown key “breif” in scenarios/till-visit.yaml Did you mean “brief”?"),
        ("personas/erik-lund.yaml", "style: dominant", "style: dominent", "6:1 error: style: “dominent” is not allowed Allowed: dominant, expressive, amiable, analytical."),
        ("personas/erik-lund.yaml", "about:", "speech: {yes: [], yess: [Aye.]}\nabout:", "7:19 error: unknown key “yess” in speech Did you mean “yes”?"),
    ],
)  # fmt: skip
def test_a_problem_of_the_short_form_tells_where_what_and_the_mend(
    short: Folder, file: str, old: str, new: str, told: str
) -> None:
    short.change(file, old, new)
    assert any(told in line and line.startswith(file) for line in short.lines()), "\n".join(short.lines())


@pytest.mark.parametrize("id", ["general-en", "general-zh"])
def test_the_general_rubric_is_a_sound_rubric(id: str) -> None:
    assert problems_across([general_rubric(id)]) == list[Problem]()
    weights = {criterion.id: criterion.weight for criterion in general_rubric(id).model.criteria}
    assert weights == {"opening": 15, "needs": 35, "objections": 30, "closing": 20}


def test_both_general_rubrics_count_the_same() -> None:
    english, chinese = (general_rubric(id).model.checks() for id in ("general-en", "general-zh"))
    assert {id: check.signal for id, check in english.items()} == {id: check.signal for id, check in chinese.items()}


def test_two_personas_of_a_style_share_a_tenth_of_their_longer_lines_on_an_average_at_most() -> None:
    lines = [f"Line {n} is short." for n in range(6)] + [f"Line {n} is rather a long one, I think." for n in range(22)]

    def longer(persona: str) -> set[tuple[str, str]]:
        return {
            (slot, line)
            for slot in Speech.model_fields
            for line in part_of(lines, persona, slot, "en")
            if is_long(line, "en")
        }

    drawn = [longer(f"persona-{n}") for n in range(12)]
    shared = [len(one & other) / len(one) for one, other in combinations(drawn, 2)]
    assert sum(shared) / len(shared) <= 0.1 and max(shared) <= 0.2  # two curves meet in two slots of seventeen at most
    assert longer("persona-3") == drawn[3]
