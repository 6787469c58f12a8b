"""Bot sellers: what they say depends on the brief, the seed and the customer's words alone."""

import pytest

from roleplay.content.rehearsal import SELLERS as KNOWN
from roleplay.content.rehearsal import holds_whole
from roleplay.rehearsal.book import Book, frames, make_book
from roleplay.rehearsal.ears import Understood
from roleplay.rehearsal.off import WAYS, off_way, spoilt
from roleplay.rehearsal.play import Stage
from roleplay.rehearsal.sellers import SELLERS, make_seller
from roleplay.transcript import Act
from tests.shipped import shipped

SHIPPED = sorted(shipped().scenarios)


@pytest.fixture(params=SHIPPED)
def book(request: pytest.FixtureRequest) -> Book:
    library = shipped()
    return make_book(library.scenarios[request.param], library.rehearsals.get(request.param))


def lines(book: Book, seller: str, seed: int, heard: tuple[Understood, ...] = ()) -> list[str | None]:
    bot = make_seller(seller, book, seed)
    said = []
    for n in range(1, 9):
        said.append(bot.speak(n))
        bot.hear(heard[n - 1] if n <= len(heard) else Understood("Mm."))
    return said


def test_the_sellers_are_those_that_content_may_name() -> None:
    assert tuple(SELLERS) == KNOWN


@pytest.mark.parametrize("seller", KNOWN)
def test_the_same_seed_and_words_give_the_same_lines_and_another_seed_others(book: Book, seller: str) -> None:
    assert lines(book, seller, 3) == lines(book, seller, 3)
    assert lines(book, seller, 3) != lines(book, seller, 4)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_line_of_a_topic_holds_a_phrase_whole(name: str) -> None:
    library = shipped()
    scenario = library.scenarios[name]
    phrases = [phrase for group in scenario.topics().values() for phrase in group]
    told = [line for group in make_book(scenario, library.rehearsals.get(name)).lines.values() for line in group]
    assert len(told) > 50
    assert [line for line in told if holds_whole(line, phrases, scenario.language)] == []


def test_without_lines_of_its_own_a_scenario_is_rehearsed_with_gold_lines_and_the_brief(stage: Stage) -> None:
    assert stage.book.questions("fact:gas") == ["What does a night of baking cost you in gas?"]
    assert stage.book.statements("key_message:fast") == ["It heats in nine minutes."]


def test_a_strong_seller_asks_for_what_showed(stage: Stage) -> None:
    hint = Understood("The nights are expensive.", (Act(kind="hint", topic="fact:gas"),))
    said = lines(stage.book, "strong", 1, (hint,))
    assert "What does a night of baking cost you in gas?" in str(said[1])


def test_a_strong_seller_takes_a_worry_in_before_answering_it(stage: Stage) -> None:
    worry = Understood("I can't see it paying.", (Act(kind="raise", topic="objection:price"),))
    more = Understood("And?", (Act(kind="hear_out", topic="objection:price"),))
    first, second = lines(stage.book, "strong", 1, (worry, more))[1:3]
    answers = ("It heats in nine minutes.", "Forty bakeries used a third less gas in a year.")
    assert not any(answer in str(first) for answer in answers)
    assert any(answer in str(second) for answer in answers)


def test_a_name_that_nobody_has_spoken_of_is_not_said(stage: Stage) -> None:
    library = shipped()
    book = make_book(library.scenarios["discovery-call"], library.rehearsals["discovery-call"])
    for seed in range(60):
        assert not any("Marion" in str(line) for line in lines(book, "strong", seed))


def test_a_fifth_of_the_lines_are_off_and_none_of_them_is_the_same_as_meant(book: Book) -> None:
    ways = [off_way(seed, n) for seed in range(100) for n in range(1, 15)]
    assert 0.15 < sum(way is not None for way in ways) / len(ways) < 0.25
    assert {"garbled", "clumsy", "off_topic"} <= set(ways)
    meant = "您这边，病人怎么样？" if book.language == "zh" else "What happens on a bad day, then?"
    assert all(spoilt(meant, way, book, 1, 3) != meant for way in WAYS)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_occasion_has_ten_lines_and_both_languages_have_the_same_occasions(language: str) -> None:
    known = frames(language)
    assert set(known) == set(frames("en"))
    few = {
        "about",
        "opening_short",
        "opening_pitch",
        "dull_start",
        "farewell",
        "duty",
        "again",
    }  # said once in a talk at most
    assert [name for name, told in known.items() if isinstance(told, list) and name not in few and len(told) < 10] == []


def test_nobody_speaks_the_brackets_behind_the_name_of_a_product(book: Book) -> None:
    assert not set("(（") & set(book.product)
    assert book.product
