"""How example and gold lines are heard: by an ear not taught by them, and as in talks."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from roleplay.catalogue import Catalogue, Topic
from roleplay.content.library import Library, load_library
from roleplay.heard import Heard
from roleplay.listening.offline import OfflineEar
from roleplay.rehearsal import unheard
from roleplay.rehearsal.lessons import hearing_report, judged_apart, meets
from roleplay.rehearsal.unheard import problems_of_hearing

TOPIC = Topic("fact:gas", "Asks about gas", ("One?", "Two?", "Three?", "Four?", "Five?", "Six?"))


@pytest.fixture
def heard_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An ear that hears a topic where a line shares its first word with an example it was taught. What it heard is listed."""
    listened: list[str] = []

    def hear(self: OfflineEar, text: str, *_more: object, **_named: object) -> Heard:
        listened.append(text)
        topics = [
            one.id for one in self.catalogue.topics if any(line.split()[0] == text.split()[0] for line in one.examples)
        ]
        return Heard(topics=tuple(topics), ears=("words", "meaning"))

    monkeypatch.setattr(OfflineEar, "hear", hear)
    return listened


def test_no_ear_is_taught_by_the_line_it_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    taught: list[tuple[str, Sequence[str]]] = []

    def hear(self: OfflineEar, text: str, *_more: object, **_named: object) -> Heard:
        taught.append((text, self.catalogue.by_id["fact:gas"].examples))
        return Heard()

    monkeypatch.setattr(OfflineEar, "hear", hear)
    judged = list(judged_apart(Catalogue("en", (TOPIC,))))

    assert sorted(one.line for one in judged) == sorted(TOPIC.examples)
    assert all(line not in examples and len(examples) >= 4 for line, examples in taught)


def with_examples(library: Library, **examples: tuple[str, ...]) -> Library:
    scenario = library.scenarios["oven-call"].with_hearing(None)
    topics = tuple(replace(one, examples=examples.get(one.id.split(":")[1], ())) for one in scenario.catalogue.topics)
    scenario.__dict__["full_catalogue"] = replace(scenario.catalogue, topics=topics)
    return replace(library, scenarios={"oven-call": scenario})


@pytest.mark.usefixtures("heard_words")
def test_a_row_counts_what_was_heard_missed_and_taken_for_something_else(library: Library) -> None:
    known = with_examples(library, gas=("Gas a?", "Gas b?", "Door c?"), burn=("Door d?", "Burn e?"))

    told = hearing_report(known, ["oven-call"])

    assert told["hearing"] == [
        {"scenario": "oven-call", "topic": "fact:gas", "examples": 3, "heard": 2, "missed": 1, "taken_for": {"fact:burn": 1}},
        {"scenario": "oven-call", "topic": "fact:burn", "examples": 2, "heard": 0, "missed": 2, "taken_for": {"fact:gas": 1}},
    ]  # fmt: skip
    assert told["ears"] == ["words", "meaning"]


def test_a_gold_line_may_be_heard_as_what_answers_its_worry_or_as_the_duty_of_its_fact(library: Library) -> None:
    oven = library.scenarios["oven-call"]
    assert set(meets(oven, "objection:price")) == {"evidence:trial", "key_message:fast"}
    assert set(meets(oven, "fact:burn")) == {"must_do:burns"}
    assert set(meets(oven, "fact:gas")) == set()


# ---- as check tells it

HEARING = """format: 1
id: oven-call
language: en
topics:
  "fact:gas":
    examples:
      - Gas prices, are they up?
      - The energy?
"""


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    shutil.copytree(Path(__file__).parent.parent / "cast", tmp_path / "content")
    (tmp_path / "content" / "hearing").mkdir()
    (tmp_path / "content" / "hearing" / "oven-call.yaml").write_text(HEARING, encoding="utf-8")
    return tmp_path / "content"


def deaf_to(monkeypatch: pytest.MonkeyPatch, word: str, ears: tuple[str, ...] = ("words", "meaning")) -> list[str]:
    listened: list[str] = []

    def hear(self: OfflineEar, text: str, *_more: object, **_named: object) -> Heard:
        listened.append(text)
        topics = () if word in text else tuple(one.id for one in self.catalogue.topics)
        return Heard(topics=topics, ears=ears)  # type: ignore[arg-type]

    monkeypatch.setattr(OfflineEar, "hear", hear)
    return listened


def test_an_example_and_a_gold_line_that_are_not_heard_are_named_at_their_place(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf_to(monkeypatch, "energy")
    library = load_library(taught)
    told = list(problems_of_hearing(library, tmp_path / "kept", lambda: None))
    assert [(one.file, one.place.line, one.place.column, one.code, one.level) for one in told] == [
        ("hearing/oven-call.yaml", 8, 9, "example-not-heard", "warning")
    ]
    deaf_to(monkeypatch, "You lost money once")
    (gold,) = problems_of_hearing(library, tmp_path / "other", lambda: None)
    assert (gold.file, gold.code, gold.params["id"]) == (
        "scenarios/oven-call.yaml",
        "gold-not-heard",
        "objection:price",
    )


@pytest.mark.parametrize(("unheard_lines", "codes"), [(2, []), (3, ["examples-not-heard"])])
def test_of_many_examples_a_share_may_be_missed_and_a_topic_is_named_once(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unheard_lines: int, codes: list[str]
) -> None:
    deaf_to(monkeypatch, "mumble")
    path = taught / "hearing" / "oven-call.yaml"
    more = [f"      - {'mumble' if n < unheard_lines else 'gas'} number {n}\n" for n in range(8)]
    path.write_text(path.read_text(encoding="utf-8") + "".join(more), encoding="utf-8")

    told = list(problems_of_hearing(load_library(taught), tmp_path / "kept", lambda: None))

    assert [one.code for one in told] == codes
    assert [(one.place.line, one.params["n"], one.params["all"]) for one in told] == [(9, 3, 10)] * len(codes)


def test_nothing_is_heard_twice_by_the_same_ear_and_everything_after_a_change(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listened = deaf_to(monkeypatch, "energy")
    first = list(problems_of_hearing(load_library(taught), tmp_path / "kept", lambda: None))
    count = len(listened)
    again = list(problems_of_hearing(load_library(taught), tmp_path / "kept", lambda: None))
    assert again == first and len(listened) == count > 0

    path = taught / "hearing" / "oven-call.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "      - And the heat?\n", encoding="utf-8")
    list(problems_of_hearing(load_library(taught), tmp_path / "kept", lambda: None))
    assert len(listened) == 2 * count + 1


def test_where_words_alone_hear_no_line_is_held_against_its_author(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf_to(monkeypatch, "energy", ears=("words",))
    assert list(problems_of_hearing(load_library(taught), tmp_path / "kept", lambda: None)) == []


def test_without_the_encoder_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unheard, "encoder", lambda: None)
    assert not unheard.can_listen()


def test_what_the_package_knows_of_shipped_content_is_not_heard_again(
    taught: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listened = deaf_to(monkeypatch, "energy")
    library = load_library(taught)
    known = {unheard.key_of(library.scenarios["oven-call"]): [("fact:gas", "The energy?", ["fact:burn"])]}
    monkeypatch.setattr(unheard, "_shipped", lambda: known)

    (problem,) = problems_of_hearing(library, tmp_path / "kept", lambda: None)

    assert (problem.params["heard"], listened) == ("fact:burn", [])
    assert not (tmp_path / "kept").exists()
