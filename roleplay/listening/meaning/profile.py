"""A catalogue as numbers: the vectors of what its topics mean, of their examples and near misses, and what these teach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roleplay.catalogue import Topic
from roleplay.listening.meaning.grams import Overlap

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
KINDS = ("fact", "objection", "key_message", "evidence", "must_not_say", "must_do")
RIDGE = 1.0  # judgement; the comparison weighs what comes out


@dataclass(frozen=True)
class Space:
    """The vectors of a catalogue of T topics in one space: `meanings` (T, d); `examples` (T, k, d) and `near` (T, m, d),
    filled up with rows that `has_example` (T, k) and `has_near` (T, m) are false for; `centres` (T, d)."""

    meanings: Floats
    examples: Floats
    has_example: NDArray[np.bool_]
    near: Floats
    has_near: NDArray[np.bool_]
    centres: Floats


@dataclass(frozen=True)
class Profile:
    """All that a line is compared with. `plain` is the encoder's space, `learned` the one where lines on one topic lie
    close whatever their manner; `taught` (d, T) and `offset` are a ridge regression on the catalogue's own lines."""

    plain: Space
    learned: Space
    taught: Floats
    offset: Floats
    words: Overlap
    near_words: Overlap
    kinds: NDArray[np.int64]
    examples: Floats
    near_misses: Floats

    @property
    def size(self) -> int:
        return len(self.kinds)


def unit(vectors: Floats) -> Floats:
    """Vectors of length one."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9), np.float32)


def profile_of(topics: Sequence[Topic], encode: Encode, learned: Floats) -> Profile:
    """The profile of some topics; `learned` (d, e) leads from the encoder's space into the learned one."""
    texts = [text for topic in topics for text in (topic.meaning, *topic.examples, *topic.near_misses)]
    vectors = encode(texts)
    plain = _space(topics, vectors)
    far = unit(vectors @ learned)
    taught, offset = _teach(topics, far)
    return Profile(
        plain=plain,
        learned=_space(topics, far),
        taught=taught,
        offset=offset,
        words=Overlap([(topic.meaning, *topic.examples) for topic in topics]),
        near_words=Overlap([topic.near_misses for topic in topics]),
        kinds=np.array([KINDS.index(topic.kind) for topic in topics]),
        examples=np.array([len(topic.examples) for topic in topics], np.float32),
        near_misses=np.array([len(topic.near_misses) for topic in topics], np.float32),
    )


def _space(topics: Sequence[Topic], vectors: Floats) -> Space:
    size, count = vectors.shape[1], len(topics)
    most = max([1, *(len(topic.examples) for topic in topics)])
    most_near = max([1, *(len(topic.near_misses) for topic in topics)])
    meanings = np.zeros((count, size), np.float32)
    examples, near = np.zeros((count, most, size), np.float32), np.zeros((count, most_near, size), np.float32)
    has_example, has_near = np.zeros((count, most), bool), np.zeros((count, most_near), bool)
    at = 0
    for row, topic in enumerate(topics):
        meanings[row] = vectors[at]
        a, b = at + 1 + len(topic.examples), at + 1 + len(topic.examples) + len(topic.near_misses)
        examples[row, : len(topic.examples)] = vectors[at + 1 : a]
        near[row, : len(topic.near_misses)] = vectors[a:b]
        has_example[row, : len(topic.examples)] = True
        has_near[row, : len(topic.near_misses)] = True
        at = b
    centres = unit(meanings + examples.sum(axis=1))
    return Space(meanings, examples, has_example, near, has_near, centres)


def _teach(topics: Sequence[Topic], vectors: Floats) -> tuple[Floats, Floats]:
    """One against the rest: a topic's lines are 1, those of the others and its near misses 0; near misses of another
    topic may well touch this one and say nothing, so they count little."""
    rows = [(row, near) for row, t in enumerate(topics) for near in (False, *_flags(t))]
    wanted = np.zeros((len(rows), len(topics)), np.float32)
    for number, (row, near) in enumerate(rows):
        wanted[number, row] = 0.0 if near else 1.0
    weight = np.array([0.5 if near else 1.0 for _row, near in rows], np.float32)[:, None]
    mean = vectors.mean(axis=0)
    centred = (vectors - mean) * weight
    prior = wanted.mean(axis=0)
    gram = centred.T @ (centred) + RIDGE * np.eye(vectors.shape[1], dtype=np.float32)
    taught = np.linalg.solve(gram, centred.T @ ((wanted - prior) * weight)).astype(np.float32)
    return taught, (prior - mean @ taught).astype(np.float32)


def _flags(topic: Topic) -> list[bool]:
    return [False] * len(topic.examples) + [True] * len(topic.near_misses)
