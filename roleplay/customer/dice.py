"""Chance without a running stream: every draw is a hash of (seed, turn, purpose), the same on any machine."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def draw(seed: int, n: int, purpose: str) -> float:
    """Returns a number from 0 up to, not including, 1."""
    digest = sha256(f"{seed}|{n}|{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def chance(share: float, seed: int, n: int, purpose: str) -> bool:
    """Returns True in `share` (0 to 1) of all draws."""
    return draw(seed, n, purpose) < share


def pick(items: Sequence[T], seed: int, n: int, purpose: str) -> T:
    """Returns one of the items, each as likely as the others."""
    return items[int(draw(seed, n, purpose) * len(items))]


def shuffled(names: Iterable[str], seed: int, purpose: str) -> list[str]:
    """Returns the names in an order that depends on the seed and not on the order they came in."""
    return sorted(names, key=lambda name: (draw(seed, 0, f"{purpose}|{name}"), name))


def own(persona: str, purpose: str) -> str:
    """Makes a purpose the persona's own, so that with the same seed another customer talks differently."""
    return f"{persona}|{purpose}"


def fingerprint(*parts: object) -> str:
    """Returns twelve hexadecimal digits by which the same thing is known again."""
    return sha256(repr(parts).encode()).hexdigest()[:12]


def turned(items: Sequence[T], seed: int, purpose: str) -> list[T]:
    """Returns the items in an order that the purpose sets, starting at another place for each seed.

    Seeds that follow one another begin with different items: a seller who practises again hears other words.
    """
    mixed = sorted(items, key=lambda item: sha256(f"{purpose}|{item}".encode()).digest())
    start = seed % len(mixed) if mixed else 0
    return mixed[start:] + mixed[:start]
