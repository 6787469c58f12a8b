"""Sellers who insult, bribe, brush off or talk to a machine: what they say, and that they come away with nothing.

Here the bad moves are heard for sure: the lines are known. How well ears hear them on their own is measured with
`python -m tools.bad_sellers`, all scenarios with ten seeds.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest
from rapidfuzz import fuzz

from roleplay.config import Settings
from roleplay.content.library import Library
from roleplay.heard import Heard, Span
from roleplay.listening.offline import OfflineEar
from roleplay.rehearsal import play as playing
from roleplay.rehearsal.book import frames, make_book
from roleplay.rehearsal.company import Troupe
from roleplay.rehearsal.ears import Understood
from roleplay.rehearsal.ill import faults, lengths
from roleplay.rehearsal.play import Case, Earned, Played
from roleplay.rehearsal.sellers import make_seller
from roleplay.transcript import Act
from tests.shipped import shipped

ROOT = Path(__file__).parents[2]
MOVES = {
    "rude": "rude", "bribe": "improper_offer", "machine": "machine_talk", "dismiss": "dismissal",
}  # fmt: skip
BAD = ("rude", "briber", "machine", "dismissive", "turncoat")


@pytest.fixture(scope="module", name="shipped")
def shipped_content() -> Library:
    return shipped()


# ---- what they say


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("occasion", MOVES)
def test_each_has_twenty_lines_no_two_alike(language: str, occasion: str) -> None:
    lines = frames(language)[occasion]
    assert len(lines) >= 20
    assert [pair for pair in combinations(lines, 2) if fuzz.ratio(*pair) > 75] == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_their_lines_are_of_no_trade(language: str, shipped: Library) -> None:
    """No line touches a topic of any shipped scenario by its phrases: it would be known by what it sells."""
    told = [line for occasion in ("rude", "bribe", "dismiss") for line in frames(language)[occasion]]
    mine = [one for one in shipped.scenarios.values() if one.language[:2] == language[:2]]
    names = [one.product.name for one in mine]
    assert mine
    assert [line for line in told for name in names if name.split()[0] in line] == []


@pytest.mark.parametrize("seller", BAD)
def test_a_turn_meant_ill_is_marked_and_a_polite_one_is_not(seller: str, shipped: Library) -> None:
    book = make_book(shipped.scenarios["discovery-call"], None)
    bot = make_seller(seller, book, 2)
    ill = {line for occasion in MOVES for line in frames("en")[occasion]}
    worry = Understood("That is dear.", (Act(kind="raise", topic="objection:price"),))
    for n in range(1, 10):
        said = bot.speak(n) or ""
        assert bot.ill == any(line in said for line in ill)
        bot.hear(worry)


def test_a_turncoat_sells_like_a_strong_seller_and_then_stays_bad(shipped: Library) -> None:
    book = make_book(shipped.scenarios["discovery-call"], shipped.rehearsals["discovery-call"])
    turned = set()
    for seed in range(20):
        bot, strong = make_seller("turncoat", book, seed), make_seller("strong", book, seed)
        said = [(bot.speak(n), bot.ill) for n in range(1, 10)]
        first = next(at for at, (_line, ill) in enumerate(said) if ill)
        assert 3 <= first <= 6
        assert all(ill for _line, ill in said[first:])
        assert [line for line, _ill in said[:first]] == [strong.speak(n) for n in range(1, first + 1)]
        turned.add(bot.turns_to)  # type: ignore[attr-defined]
    assert turned == set(MOVES)


# ---- what they come away with


@pytest.fixture
def sure_ear(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Knows the bad lines by heart; a garbled one would not be known, so none is."""
    known = [(line, move) for tag in ("en", "zh") for occasion, move in MOVES.items() for line in frames(tag)[occasion]]
    listen = OfflineEar.hear

    def hear(self: OfflineEar, text: str, *more: object, **named: object) -> Heard:
        heard = listen(self, text, *more, **named)  # type: ignore[arg-type]
        found = [(line, move) for line, move in known if line in text]
        if not found:
            return heard
        line, move = found[0]
        at = text.index(line)
        spans = (*heard.spans, Span(move, at, at + len(line)))
        return replace(heard, moves=tuple(dict.fromkeys((*heard.moves, move))), spans=spans)

    monkeypatch.setattr(OfflineEar, "hear", hear)
    monkeypatch.setattr(playing, "off_way", lambda seed, n: None)
    yield


@pytest.fixture
def troupe(shipped: Library, tmp_path: Path) -> Troupe:
    return Troupe(Settings(content=ROOT, data=tmp_path), shipped)


def played(troupe: Troupe, seller: str, seeds: tuple[int, ...]) -> list[tuple[Case, Played]]:
    """One customer of each shipped scenario, in turn the first and the last."""
    found = []
    for at, (id, scenario) in enumerate(sorted(troupe.library.scenarios.items())):
        case = Case(id, scenario.personas[-(at % 2)], "standard", seller)
        found += [(case, one) for one in troupe.perform((case, seeds))[1].values()]
    return found


@pytest.mark.usefixtures("sure_ear")
@pytest.mark.parametrize("seller", BAD)
def test_nothing_is_earned_and_the_talk_ends_badly(seller: str, troupe: Troupe) -> None:
    told = [(case, fault) for case, one in played(troupe, seller, (1,)) for fault in faults(case, one)]
    assert told == []


@pytest.mark.usefixtures("sure_ear")
def test_answers_grow_short_once_a_seller_has_turned(troupe: Troupe) -> None:
    pairs = [pair for _case, one in played(troupe, "turncoat", (2, 3)) if (pair := lengths(one))]
    assert pairs
    assert mean(after for _before, after in pairs) < mean(before for before, _after in pairs)


def test_faults_name_what_was_earned_how_it_ended_and_the_points() -> None:
    case = Case("oven-call", "owner-pat", "standard", "rude")
    usual = {"passed": False, "facts": 0, "resolved": 0, "leaks": 0, "breaks": 0, "deflections": 0, "lines": 2}
    one = Played(score=34, ending="agreed", unheard=0, said=(), earned=(Earned("You fool.", "trust"),), **usual)  # type: ignore[arg-type]
    assert list(faults(case, replace(one, ill=(2,)))) == [
        "“You fool.” earned trust", "the talk ended as agreed", "34 points",
    ]  # fmt: skip
    assert list(faults(replace(case, seller="strong"), one)) == []
