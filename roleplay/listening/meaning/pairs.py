"""What is compared of a line and each topic of a catalogue: the numbers from which the comparison was learned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from roleplay.listening.meaning.profile import KINDS, Encode, Floats, Profile, Space, unit
from roleplay.listening.meaning.views import Views, is_spaced
from roleplay.listening.text import even

HASHED = 2048
VECTOR_WEIGHT, WORD_WEIGHT = 3.0, 0.4  # judgement: so that neither drowns the other
_WORD = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]|\?")
_DENIES = re.compile(
    r"n't\b|\b(?:not|no|never|nobody|none|nothing|without|cannot|refuse|illegal|against|honest(?:ly)?)\b"
    r"|[不没别勿非]|谁也|哪能|违规|犯法"
)


@dataclass(frozen=True)
class Bases:
    """What was learned before the comparison: `learned` (d, e), the space where a topic's lines lie close, and `manner`
    (d + HASHED, 7) with `manner_offset`, which kind of topic a line is about (the last: none), whatever the topic."""

    learned: Floats
    manner: Floats
    manner_offset: Floats


def features(profile: Profile, bases: Bases, views: Views, encode: Encode) -> tuple[Floats, NDArray[np.int64]]:
    """The features (T, F) of one line, and for each topic which part of the line shows it best."""
    leaning = [views.leaning] if views.leaning else []
    vectors = encode([views.whole.text, *(part.text for part in views.parts), *leaning])
    parts = len(views.parts)
    plain = _similar(profile.plain, vectors)
    far = unit(vectors @ bases.learned)
    learned = _similar(profile.learned, far)
    taught = (far @ profile.taught + profile.offset).astype(np.float32)
    said = [views.whole.text, *(part.text for part in views.parts), *([views.whole.text] if leaning else [])]
    manner = _log_share(signs_of(said, vectors) @ bases.manner + bases.manner_offset)
    about = manner[:, profile.kinds]
    blocks: list[Floats] = []
    for values in (plain, learned):
        blocks += _by_view(values, parts)
    best = np.maximum(learned[..., 0], learned[..., 1])
    strength = np.stack([best, np.maximum(plain[..., 0], plain[..., 1]), taught], axis=-1)
    by_view = _by_view(strength, parts)
    blocks += [_margins(block) for block in by_view]
    blocks.append(np.stack([block[:, 2] for block in by_view], axis=1))
    none = np.repeat(manner[:, -1:], profile.size, axis=1)
    blocks += _by_view(np.stack([about, none], axis=-1), parts)
    words = views.leaning or views.whole.text
    blocks.append(
        np.stack(
            [
                *profile.words.shares(views.whole.text),
                *profile.words.shares(words),
                *profile.near_words.shares(views.whole.text),
            ],
            axis=1,
        )
    )
    blocks.append(_form(profile, views))
    shown = np.argmax(learned[1 : 1 + parts, :, 0] + best[1 : 1 + parts] + taught[1 : 1 + parts], axis=0)
    return np.concatenate(blocks, axis=1).astype(np.float32), shown


def _similar(space: Space, vectors: Floats) -> Floats:
    """(V, T, 5): nearness to the meaning, the best and second-best example, the centre and the best near miss. What a
    topic has not got is filled in with the meaning's, or 0 for a near miss."""
    count, size = len(vectors), space.meanings.shape[1]
    meaning = vectors @ space.meanings.T
    flat = (vectors @ space.examples.reshape(-1, size).T).reshape(count, *space.has_example.shape)
    flat = np.where(space.has_example, flat, -1.0)
    ordered = np.sort(flat, axis=-1)
    first = np.where(space.has_example.any(axis=1), ordered[..., -1], meaning)
    second = ordered[..., -2] if ordered.shape[-1] > 1 else ordered[..., -1]
    second = np.where(space.has_example.sum(axis=1) > 1, second, np.minimum(first, meaning))
    near = (vectors @ space.near.reshape(-1, size).T).reshape(count, *space.has_near.shape)
    near = np.where(space.has_near, near, 0.0).max(axis=-1)
    return np.stack([meaning, first, second, vectors @ space.centres.T, near], axis=-1)


def _by_view(values: Floats, parts: int) -> list[Floats]:
    """Of (V, T, n): the whole line, the best of its parts, and the line with what was said before it."""
    leaning = values[-1] if len(values) > 1 + parts else values[0]
    return [values[0], values[1 : 1 + parts].max(axis=0), leaning]


def _margins(strength: Floats) -> Floats:
    """Of (T, n): how far each topic lies before the best other one, and above what is usual for this line."""
    if len(strength) < 2:
        return np.zeros((len(strength), 2 * strength.shape[1]), np.float32)
    ordered = np.sort(strength, axis=0)
    best_other = np.where(strength >= ordered[-1], ordered[-2], ordered[-1])
    usual = (strength - strength.mean(axis=0)) / (strength.std(axis=0) + 1e-3)
    return np.concatenate([strength - best_other, usual], axis=1)


def _log_share(scores: Floats) -> Floats:
    top = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(axis=1, keepdims=True)), np.float32)


def signs_of(texts: Sequence[str], vectors: Floats) -> Floats:
    """Vectors with the words beside them, each word and pair of words counted in one of HASHED places: an encoder hears
    what a line is about far better than whether it denies it."""
    words = np.zeros((len(texts), HASHED), np.float32)
    for row, text in enumerate(texts):
        found = _WORD.findall(even(text))
        for one in {*found, *(f"{a} {b}" for a, b in pairwise(found))}:
            words[row, crc32(one.encode()) % HASHED] = 1.0
    return np.concatenate([vectors * VECTOR_WEIGHT, words * WORD_WEIGHT], axis=1)


def _form(profile: Profile, views: Views) -> Floats:
    """What is the same for the whole line, and what a topic is."""
    text = views.whole.text
    line: Sequence[float] = (
        float("?" in text or "？" in text),
        float(np.log1p(len(text) * (1 if is_spaced(text) else 3))),
        float(len(views.parts) > 1),
        float(views.leaning is not None),
        float(is_spaced(text)),
        float(len(_DENIES.findall(even(text)))),
    )
    kinds = np.eye(len(KINDS), dtype=np.float32)[profile.kinds]
    rest = np.tile(np.array(line, np.float32), (profile.size, 1))
    known = np.stack([np.log1p(profile.examples), np.log1p(profile.near_misses)], axis=1)
    return np.concatenate([rest, kinds, known], axis=1)
