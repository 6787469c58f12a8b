"""What a seller's line looks like to the classifiers for moves: signs, small pieces of text, and vectors of its meaning.

The numbers here are judgement, tried by folds with `tools/measure_moves.py`; whoever changes one teaches anew with
`tools/teach_moves.py`, for the weights fit no other features.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from roleplay.listening.echo import content_words, echo
from roleplay.listening.listener import Listener
from roleplay.listening.sentences import sentences
from roleplay.listening.text import even

Floats = NDArray[np.float32]

VERSION = 1  # of the features: weights remember it
BUCKETS = 1 << 22  # to which pieces of text are hashed: so many that they hardly ever share one
MOST_CHARACTERS = 1_200  # of a line; what comes after that changes no move worth the time
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[\u3400-\u9fff]|[?!.,。]")
_WORD = re.compile(r"[a-z0-9']+|[^\W_]")


@dataclass(frozen=True)
class LineFeatures:
    """A seller's line and the customer's before it, made even; `signs` are named 0 to 1."""

    text: str
    before: str
    signs: dict[str, float]


def line_of(text: str, before: str, listener: Listener) -> LineFeatures:
    """Reads a line: the signs the lexicon finds in it and before it, what the rules hear, and its plain measures."""
    text, before = text[:MOST_CHARACTERS], before[-MOST_CHARACTERS:]
    smooth, earlier = even(text), even(before)
    parts = sentences(smooth)
    heard = listener.hear(text, before=before)
    signs = dict.fromkeys((f"move:{move}" for move in heard.moves), 1.0)
    signs |= dict.fromkeys((f"sign:{sign.name}" for sign in listener.signs(smooth)), 1.0)
    signs |= dict.fromkeys((f"before:{sign.name}" for sign in listener.signs(earlier)), 1.0)
    signs |= dict.fromkeys((f"sure:{sign.name}" for sign in listener.sure_signs(smooth)), 1.0)
    signs[f"language:{heard.language}"] = 1.0
    share = echo(content_words(smooth, listener.common), content_words(earlier, listener.common))
    words = len(_WORD.findall(smooth))
    truths = {
        "asked": any(part.asked for part in parts),
        "asks at the end": bool(parts) and parts[-1].asked,
        "digit": any(map(str.isdigit, smooth)),
        "short": words <= 3,
        "opens": not earlier.strip(),
        "was asked": earlier.rstrip().endswith("?"),
        "echoes": share > 0,
    }
    signs |= {name: 1.0 for name, true in truths.items() if true}
    signs |= {"echo": share, "length": min(math.log1p(words) / 3, 1.5), "sentences": min(len(parts), 5) / 5}
    return LineFeatures(smooth, earlier, signs)


def pieces(text: str) -> tuple[dict[int, float], dict[int, float]]:
    """Counts of a line's characters (one to four in a row) and of its tokens (one to three), damped, by bucket.

    Beginning and end of the line count as characters and tokens too.
    """
    framed = f"^{text}$"
    tokens = ["<", *_TOKEN.findall(text), ">"]
    characters = (framed[at : at + n] for n in (1, 2, 3, 4) for at in range(len(framed) - n + 1))
    in_a_row = (" ".join(tokens[at : at + n]) for n in (1, 2, 3) for at in range(len(tokens) - n + 1))
    return _damped(characters, "c"), _damped(in_a_row, "t")


def _damped(found: Iterable[str], kind: str) -> dict[int, float]:
    counts = Counter(_bucket(kind + piece) for piece in found)
    return {bucket: 1 + math.log(times) for bucket, times in counts.items()}


@lru_cache(maxsize=100_000)
def _bucket(piece: str) -> int:
    return crc32(piece.encode()) % BUCKETS  # the same on every machine, unlike Python's own hash


def unit(rows: Floats) -> Floats:
    """Rows of unit length; a row of nothing stays nothing."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.maximum(length, 1e-9)).astype(np.float32)
