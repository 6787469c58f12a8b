"""Teaching the ears for moves from labelled lines: ridge regression over the features, thresholds by folds.

Ridge in its dual form needs one solution of a system as large as the lines are many, for all labels at once; by folds it
heard as well as logistic regression did and took a tenth of the time, and needs numpy alone.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from roleplay.listening.listener import listener_for
from roleplay.listening.meaning import features
from roleplay.listening.meaning.encoder import Encoder
from roleplay.listening.meaning.features import Floats, LineFeatures, line_of, pieces
from roleplay.listening.meaning.weights import Bends, Taught, Vocabulary, Weights
from roleplay.transcript import MOVES

LABELS = tuple(move for move in MOVES if move != "objection")  # only customers object
LANGUAGES = ("en", "zh")
RIDGE = 1.0
FEW = 32  # main directions of a vector: 24 to 48 heard the same
SEEN = 2  # lines a piece of text must occur in
COSTLY = ("rude", "dismissal", "pressure", "disparages", "improper_offer", "machine_talk")  # a seller pays for them:
COSTLY_RECALL = 0.5  # half as much as precision
Truths = np.ndarray[Any, np.dtype[np.bool_]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class LabelledLine:
    """A labelled line. `disputed` labels are those that two readers did not agree on: they count neither way."""

    id: str
    language: str
    before: str
    text: str
    labels: frozenset[str]
    disputed: frozenset[str]
    source: str


def read_examples(folder: Path) -> list[LabelledLine]:
    """Every line of every file in the folder, in order. `source` is the file's name without its ending."""
    return [
        LabelledLine(
            row["id"],
            row["language"],
            row["before"],
            row["text"],
            frozenset(row["labels"]),
            frozenset(row.get("disputed", ())),
            path.stem,
        )
        for path in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def hash_of(examples: Sequence[LabelledLine]) -> str:
    """What tells one set of taught lines from another."""
    told = [[e.id, e.language, e.before, e.text, sorted(e.labels), sorted(e.disputed)] for e in examples]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def truths(examples: Sequence[LabelledLine]) -> tuple[Truths, Truths]:
    """Returns two arrays of shape (examples, labels): what holds, and what counts at all."""
    holds = np.array([[label in e.labels for label in LABELS] for e in examples])
    counts = np.array([[label not in e.disputed for label in LABELS] for e in examples])
    return holds, counts


def folds(examples: Sequence[LabelledLine], parts: int) -> Numbers:
    """The fold of each example. Examples after the same line are in the same one: they are much alike."""
    keys = [(e.before or e.text).strip().lower() for e in examples]
    return np.array([int(hashlib.sha256(key.encode()).hexdigest(), 16) % parts for key in keys])


@dataclass(frozen=True)
class Seen:
    """The features of examples: rows of words, and rows of meaning where there is an encoder."""

    vocabulary: Vocabulary
    bends: Bends
    words: Floats
    meaning: Floats


def look(examples: Sequence[LabelledLine], encoder: Encoder) -> Seen:
    """Works out the features of all examples; what is looked at follows from the examples too, not from their labels."""
    lines = [line_of(e.text, e.before, listener_for(e.language)) for e in examples]
    vocabulary = _vocabulary(lines)
    here, there = encoder.encode([e.text for e in examples]), encoder.encode([e.before or " " for e in examples])
    opens = np.array([not e.before.strip() for e in examples])
    bends = Bends(*_main(here), *_main(there[~opens]))
    words = np.stack([_words_row(vocabulary, line) for line in lines])
    meaning = [bends.meaning_of(h, None if o else t) for h, t, o in zip(here, there, opens, strict=True)]
    return Seen(vocabulary, bends, words, np.stack(meaning))


def _vocabulary(lines: Sequence[LineFeatures]) -> Vocabulary:
    names = sorted({name for line in lines for name in line.signs})
    usual = np.array([sum(line.signs.get(name, 0.0) for line in lines) / len(lines) for name in names], np.float32)
    in_lines: dict[int, int] = {}
    for line in lines:
        for counts in pieces(line.text):
            for bucket in counts:
                in_lines[bucket] = in_lines.get(bucket, 0) + 1
    kept = sorted(bucket for bucket, times in in_lines.items() if times >= SEEN)
    rarity = [np.log((len(lines) + 1) / (in_lines[bucket] + 1)) + 1 for bucket in kept]
    return Vocabulary(tuple(names), usual, np.array(kept, np.uint32), np.array(rarity, np.float32))


def _words_row(vocabulary: Vocabulary, line: LineFeatures) -> Floats:
    row = np.zeros(len(vocabulary.buckets), np.float32)
    rows, values = vocabulary.pieces_of(line)
    row[rows] = values
    return np.concatenate([vocabulary.signs_of(line), row])


def _main(vectors: Floats) -> tuple[Floats, Floats]:
    """Mean and main directions; the sign of a direction, which is anybody's choice, is made the same everywhere."""
    mean = vectors.mean(0)
    _, _, directions = np.linalg.svd(vectors - mean, full_matrices=False)
    few = directions[:FEW]
    signs = np.sign(few[np.arange(len(few)), np.abs(few).argmax(1)])
    return mean, (few * signs[:, None]).T


def dual(rows: Floats, holds: Truths) -> tuple[Floats, Floats]:
    """Ridge regression: one weight for each example and label, and the bias."""
    bias = holds.mean(0)
    products = (rows @ rows.T).astype(np.float64) + RIDGE * np.eye(len(rows))
    return np.linalg.solve(products, holds - bias).astype(np.float32), bias.astype(np.float32)


def by_folds(rows: Floats, holds: Truths, fold: Numbers) -> Floats:
    """The score of each example by an ear that was not taught its fold."""
    products = (rows @ rows.T).astype(np.float64)
    scores = np.zeros(holds.shape, np.float32)
    for part in np.unique(fold):
        out, rest = np.flatnonzero(fold == part), np.flatnonzero(fold != part)
        bias = holds[rest].mean(0)
        inner = products[np.ix_(rest, rest)] + RIDGE * np.eye(len(rest))
        scores[out] = products[np.ix_(out, rest)] @ np.linalg.solve(inner, holds[rest] - bias) + bias
    return scores


def heard_from(scores: Floats, holds: Truths, counts: Truths, languages: Sequence[str]) -> Floats:
    """The score from which a label is heard, for each language: half way between its own best F1 and that of both
    languages together, because the best of so few lines is chance."""
    language = np.array(languages)
    found = np.zeros((len(LANGUAGES), holds.shape[1]), np.float32)
    for label, name in enumerate(LABELS):
        recall = COSTLY_RECALL if name in COSTLY else 1.0
        everywhere = _best(scores[:, label], holds[:, label], counts[:, label], recall)
        for at, one in enumerate(LANGUAGES):
            ours = _best(scores[:, label], holds[:, label], counts[:, label] & (language == one), recall)
            found[at, label] = (everywhere + ours) / 2
    return found


def _best(scores: Floats, holds: Truths, counts: Truths, recall: float) -> float:
    """The score with the best F measure; `recall` is how much that weighs beside precision (beta)."""
    scores, holds = scores[counts], holds[counts]
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(holds[order])
    f = (1 + recall**2) * hits / (np.arange(1, len(order) + 1) + recall**2 * holds.sum())
    best = int(f.argmax())
    return float(scores[order][best : best + 2].mean())


def _steep(scores: Floats, holds: Truths, heard: Floats, languages: Sequence[str]) -> Floats:
    """How fast sureness grows with the score: the likeliest of a few, one for each label."""
    beyond = scores - heard[[LANGUAGES.index(one) for one in languages]]
    tried = np.array([4, 6, 8, 10, 14, 18, 24], np.float32)
    likely = [np.where(holds, np.logaddexp(0, -t * beyond), np.logaddexp(0, t * beyond)).sum(0) for t in tried]
    return tried[np.argmin(likely, axis=0)]


def teach(examples: Sequence[LabelledLine], encoder: Encoder) -> Taught:
    """Teaches both ears, the one with meaning and the one without."""
    return teach_from(look(examples, encoder), examples, np.arange(len(examples)), encoder.version)


def teach_from(seen: Seen, examples: Sequence[LabelledLine], chosen: Numbers, version: str, parts: int = 5) -> Taught:
    """Teaches both ears by the `chosen` of the examples, of which all were looked at."""
    examples = [examples[at] for at in chosen]
    holds, counts = truths(examples)
    fold, languages = folds(examples, parts), [e.language for e in examples]
    words, signs = seen.words[chosen], len(seen.vocabulary.signs)
    ears = []
    for rows in (words, np.hstack([words, seen.meaning[chosen]])):
        scores = by_folds(rows, holds, fold)
        heard = heard_from(scores, holds, counts, languages)
        each, bias = dual(rows, holds)
        made = rows.T @ each
        cut = made[:signs], made[signs : words.shape[1]], made[words.shape[1] :]
        ears.append(Weights(*cut, bias, heard, _steep(scores, holds, heard, languages)))
    told = hash_of(examples)
    return Taught(LABELS, LANGUAGES, seen.vocabulary, seen.bends, ears[0], ears[1], version, features.VERSION, told)
