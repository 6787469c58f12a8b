"""How real the offline customer's talk is, in figures: `python -m tests.customer.measures`."""

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import mean, median, pstdev

from roleplay.content.library import load_library
from roleplay.content.scenario import Scenario
from roleplay.customer.joining import length
from roleplay.listening.echo import content_words
from roleplay.listening.lexicon import load_lexicon
from tests.customer.sellers import Attempt, average, play, script, strong, teller

ROOT = Path(__file__).parent.parent.parent
SHORT = {"en": 6, "zh": 8}  # a one-liner is shorter than this
LONG = {"en": 8, "zh": 12}  # a line that is noticed when it comes back
DEFLECTIONS = {"deflect", "not_yet", "vague", "bridge"}
CONTENT = {"tell", "hint", "raise", "insist", "hear_out", "resolve"}


def sellers(scenario: Scenario) -> list[object]:
    language = scenario.language.split("-")[0]
    scripts = [script(f"{language}/{name}.txt") for name in ("pitcher", "polite-pitch")]
    return [strong, average, teller, strong, average, *scripts]


def texts(attempts: list[Attempt]) -> list[str]:
    return [exchange.answer for attempt in attempts for exchange in attempt.exchanges]


def one_liners(attempts: list[Attempt]) -> float:
    language = attempts[0].language
    return mean(length(text, language) < SHORT[language] for text in texts(attempts))


def variation(attempts: list[Attempt]) -> float:
    lengths = [length(text, attempts[0].language) for text in texts(attempts)]
    return pstdev(lengths) / mean(lengths)


def echo(attempts: list[Attempt]) -> float:
    common = load_lexicon(attempts[0].language).common
    shares = []
    for attempt in attempts:
        for exchange in attempt.exchanges:
            own = content_words(exchange.answer.lower(), common)
            if own:
                shares.append(len(own & content_words(exchange.said.lower(), common)) / len(own))
    return mean(shares)


def middle(attempts: list[Attempt]) -> float:
    return median(length(text, attempts[0].language) for text in texts(attempts))


def bare_answers(attempts: list[Attempt]) -> int:
    return sum(
        tuple(act.kind for act in exchange.direction.acts) in (("yes",), ("no",))
        for attempt in attempts
        for exchange in attempt.exchanges
    )


def deflections(attempt: Attempt) -> int:
    """Answers that keep something back and give nothing."""
    kinds = [{act.kind for act in exchange.direction.acts} for exchange in attempt.exchanges]
    return sum(bool(k & DEFLECTIONS) and not k & CONTENT for k in kinds)


def long_lines(attempt: Attempt) -> list[str]:
    return [e.answer for e in attempt.exchanges if length(e.answer, attempt.language) >= LONG[attempt.language]]


def recurrence(attempts: list[Attempt]) -> float:
    """The share of long lines that stand in more than one of these attempts."""
    seen = Counter(line for attempt in attempts for line in set(long_lines(attempt)))
    every = [line for attempt in attempts for line in long_lines(attempt)]
    return mean(seen[line] > 1 for line in every) if every else 0.0


def repeated_inside(attempts: list[Attempt]) -> int:
    return sum(len(lines) - len(set(lines)) for lines in map(long_lines, attempts))


def first_objections(attempts: list[Attempt]) -> list[float]:
    """Where in the talk the first worry came, as a share of it."""
    places = []
    for attempt in attempts:
        at = [n for concern in attempt.state.objections.values() for n in concern.raised_at]
        places += [min(at) / max(attempt.state.n, 1)] if at else []
    return places


def told_twice(attempts: list[Attempt]) -> int:
    """Facts told again as if they were new."""
    times = 0
    for attempt in attempts:
        told = [act.topic for e in attempt.exchanges for act in e.direction.acts if act.kind == "tell"]
        times += len(told) - len(set(told))
    return times


def same_twice_running(attempts: list[Attempt]) -> int:
    return sum(a.answer == b.answer for attempt in attempts for a, b in pairwise(attempt.exchanges))


def main(seeds: int = 20) -> None:
    library = load_library(ROOT)
    for scenario in library.scenarios.values():
        for name in scenario.personas:
            persona = library.personas[name]
            mixed = sellers(scenario)
            various = [play(scenario, persona, seed, mixed[seed % len(mixed)]) for seed in range(seeds)]
            good = [play(scenario, persona, seed, strong) for seed in range(seeds)]
            bad = [play(scenario, persona, seed, teller) for seed in range(seeds)]
            recur = [
                recurrence([play(scenario, persona, seed, s) for seed in range(10)])
                for s in (strong, average, teller, mixed[-1])
            ]
            early = [first_objections(group) for group in (good, bad)]
            print(
                f"{scenario.id} {name}: one-liners {one_liners(various):.2f} bare {bare_answers(various)} "
                f"variation {variation(various):.2f} echo {echo(various):.3f} median {middle(various)} | "
                f"recurrence {' '.join(f'{r:.2f}' for r in recur)} repeated {repeated_inside(various + good)} | "
                f"deflections strong max {max(map(deflections, good))} mean {mean(map(deflections, good)):.1f} | "
                f"first worry listens {median(early[0]) if early[0] else 0:.2f} ({len(early[0])}) tells {median(early[1]) if early[1] else 0:.2f} ({len(early[1])}) | "
                f"told twice {told_twice(various + good)} | {dict(Counter(a.state.ending for a in good))} {dict(Counter(a.state.ending for a in bad))}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
