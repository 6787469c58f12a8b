"""From attempts to figures, worked out by hand."""

from dataclasses import replace

from roleplay.content.library import Library
from roleplay.content.scenario import Expectation
from roleplay.rehearsal.play import Case, Played
from roleplay.rehearsal.realism import CustomerLine
from roleplay.rehearsal.report import fails, report

STRONG = Case("oven-call", "owner-pat", "standard", "strong")
WEAK = replace(STRONG, seller="weak")


def played(score: int, **told: object) -> Played:
    usual: dict[str, object] = {
        "score": score, "passed": score >= 70, "ending": "agreed", "facts": 1, "resolved": 1, "leaks": 0, "breaks": 0,
        "deflections": 1, "lines": 4, "unheard": 1, "said": (CustomerLine("Yes."),),
    }  # fmt: skip
    return Played(**{**usual, **told})  # type: ignore[arg-type]


def expecting(library: Library, **wanted: Expectation) -> Library:
    scenario = library.scenarios["oven-call"].model_copy(update={"rehearsals": wanted})
    return replace(library, scenarios={"oven-call": scenario})


def test_a_row_holds_the_means_over_its_attempts(library: Library) -> None:
    (row,) = report(library, {STRONG: [played(80), played(60, ending="deferred", facts=2, leaks=1)]})["runs"]

    assert {**row, "realism": {}} == {
        "scenario": "oven-call", "persona": "owner-pat", "difficulty": "standard", "seller": "strong", "n": 2,
        "score_mean": 70, "score_sd": 10, "passed": 0.5, "endings": {"agreed": 1, "deferred": 1}, "facts": 1.5,
        "resolved": 1, "leaks": 1, "breaks": 0, "deflections": 1, "unheard": 0.25, "realism": {},
    }  # fmt: skip


def test_the_gap_is_strong_minus_weak(library: Library) -> None:
    told = report(library, {STRONG: [played(80)], WEAK: [played(31)]})
    assert told["gaps"] == [{"scenario": "oven-call", "persona": "owner-pat", "gap": 49}]
    assert report(library, {STRONG: [played(80)]})["gaps"] == []


def test_an_expectation_is_met_by_the_mean_and_a_missed_one_fails(library: Library) -> None:
    wants = expecting(library, strong=Expectation(at_least=75), weak=Expectation(at_most=45))
    told = report(wants, {STRONG: [played(70), played(80)], WEAK: [played(46)]})

    assert [(one["seller"], one["wanted"], one["got"], one["met"]) for one in told["expectations"]] == [
        ("strong", {"at_least": 75}, 75, True), ("weak", {"at_most": 45}, 46, False),
    ]  # fmt: skip
    assert fails(told) and not fails({**told, "expectations": told["expectations"][:1]})


def test_a_leak_fails_whatever_was_expected(library: Library) -> None:
    assert fails(report(library, {STRONG: [played(90, leaks=1)]}))


def test_expectations_are_for_the_standard_difficulty(library: Library) -> None:
    wants = expecting(library, strong=Expectation(at_least=75))
    told = report(wants, {STRONG: [played(80)], replace(STRONG, difficulty="hard"): [played(10)]})
    assert [one["got"] for one in told["expectations"]] == [80]
