"""What must hold inside a signal: one subject, bounds that fit it, topics that exist."""

from collections.abc import Iterator, Sequence

from roleplay.content.scenario import Scenario
from roleplay.content.signal import SUBJECTS, Signal
from roleplay.content.yaml_reader import Path
from roleplay.transcript import TOPIC_KINDS

BOUNDS = ("at_least", "at_most", "partly")
PLACES = ("phase", "first", "last", "after")
# What such a signal does not look at: an author who writes it there would be waiting for an effect.
NO_EFFECT = {
    **dict.fromkeys(("all", "any", "not"), (*BOUNDS, *PLACES)),
    **dict.fromkeys(("must_not_say", "order"), BOUNDS),
    "must_do": ("at_least", "at_most"),
}
SHARES = ("share", "talk_share")
Finding = tuple[Path, str, dict[str, object]]
NO_BOUND_NEEDED = {"must_not_say", "must_do", "order", "all", "any", "not"}


def subject_of(signal: Signal) -> list[str]:
    """The subjects a signal names; a sound one names one."""
    return [name for name in SUBJECTS if getattr(signal, "not_" if name == "not" else name) is not None]


def problems_of_signals(signal: Signal, path: Path, scenarios: Sequence[Scenario]) -> Iterator[Finding]:
    """Findings as (path, code, params), inner signals too. `scenarios` are those that use the rubric."""
    named = subject_of(signal)
    if len(named) != 1:
        yield path, "one-subject", {"named": ", ".join(named) or "-", "known": ", ".join(SUBJECTS)}
        return
    yield from _without_effect(signal, named[0], path)
    yield from _bounds(signal, named[0], path)
    yield from _topics(signal, path, scenarios)
    for name in ("all", "any"):
        for index, inner in enumerate(getattr(signal, name) or ()):
            yield from problems_of_signals(inner, (*path, name, index), scenarios)
    if signal.not_ is not None:
        yield from problems_of_signals(signal.not_, (*path, "not"), scenarios)


def _without_effect(signal: Signal, subject: str, path: Path) -> Iterator[Finding]:
    for key in NO_EFFECT.get(subject, ()):
        if getattr(signal, key) is not None:
            yield (*path, key), "no-effect", {"key": key, "subject": subject}
    if subject in SHARES:
        for key in BOUNDS:
            if (value := getattr(signal, key)) is not None and value > 1:
                yield (*path, key), "share-above-one", {"key": key, "value": value, "meant": value / 100}


def _bounds(signal: Signal, subject: str, path: Path) -> Iterator[Finding]:
    bounds = [name for name in ("at_least", "at_most") if getattr(signal, name) is not None]
    if subject not in NO_BOUND_NEEDED and not bounds:
        yield path, "no-bound", {"key": subject}
    if len(bounds) == 2 and signal.partly is not None:
        yield (*path, "partly"), "partly-of-which", {}
    if signal.partly is None or len(bounds) != 1:
        return
    full = getattr(signal, bounds[0])
    if (signal.partly >= full) if bounds[0] == "at_least" else (signal.partly <= full):
        yield (*path, "partly"), "partly-not-weaker", {"partly": signal.partly, "bound": bounds[0], "full": full}


def _topics(signal: Signal, path: Path, scenarios: Sequence[Scenario]) -> Iterator[Finding]:
    for key in ("topic", "asked_about"):
        named = getattr(signal, key)
        if named is None or named in TOPIC_KINDS:
            continue
        if named.split(":")[0] not in TOPIC_KINDS or ":" not in named:
            yield (*path, key), "no-kind", {"id": named, "known": ", ".join(TOPIC_KINDS)}
        else:
            yield from _missing((*path, key), named, scenarios)
    for key in ("must_not_say", "must_do"):
        named = getattr(signal, key)
        if named is not None and named != "any":
            yield from _missing((*path, key), f"{key}:{named}", scenarios)


def _missing(path: Path, topic: str, scenarios: Sequence[Scenario]) -> Iterator[Finding]:
    for scenario in scenarios:
        if topic not in scenario.topics():
            yield path, "not-in-scenario", {"id": topic, "scenario": scenario.id}
