"""How well sellers' moves are heard, each line by an ear that was taught neither by it nor by others after the same line.

usage: python -m tools.measure_moves [--data FOLDER] [--folds 5] [--doubtful N]

Prints macro-F1 over the fifteen moves of old and the fourteen new ones, for each language and each file of the data:
rules alone, words alone (what hears without the encoder), words and meaning together; meaning alone by its bare scores.
Then each label's F1. `--doubtful` shows lines that the ear is surest to have right where the label says otherwise: read
them, and mend the labels that are wrong. About six minutes of processor.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from roleplay.heard import Heard
from roleplay.listening.listener import listener_for
from roleplay.listening.meaning.coupling import CREDIT, NO_CREDIT
from roleplay.listening.meaning.encoder import Encoder, encoder
from roleplay.listening.meaning.moves import DATA, MoveEar, hear_with
from roleplay.listening.meaning.teaching import (
    LABELS,
    LabelledLine,
    Truths,
    by_folds,
    folds,
    heard_from,
    look,
    read_examples,
    teach_from,
    truths,
)

NEW = ("asks_time", "follow_up", "check_back", "apology", "small_talk", "time_named", "takes_back", "dismissal", "rude",
       "improper_offer", "disparages", "over_claim", "machine_talk", "unclear")  # fmt: skip
OLD = tuple(label for label in LABELS if label not in NEW)
EARS = ("rules", "words", "both")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--doubtful", type=int, default=0)
    asked = parser.parse_args()
    listens = encoder()
    if listens is None:
        raise SystemExit("the sentence encoder is not installed")
    examples = read_examples(asked.data)
    heard, sureness = _heard(examples, listens, asked.folds)
    holds, counts = truths(examples)
    for name, said in heard.items():
        _print(name, examples, said, holds, counts)
    _print_labels(examples, heard["both"], holds, counts)
    for line in _doubtful(examples, sureness, holds, counts)[: asked.doubtful]:
        print(line)


def _heard(examples: Sequence[LabelledLine], listens: Encoder, parts: int) -> tuple[dict[str, Truths], np.ndarray]:
    seen, fold = look(examples, listens), folds(examples, parts)
    heard = {name: np.zeros((len(examples), len(LABELS)), bool) for name in EARS}
    sureness = np.zeros((len(examples), len(LABELS)))
    for part in range(parts):
        taught = teach_from(seen, examples, np.flatnonzero(fold != part), listens.version)
        ears = {"words": MoveEar(taught, None), "both": MoveEar(taught, listens)}
        for at in np.flatnonzero(fold == part):
            each = examples[at]
            listener = listener_for(each.language)
            by_rules = listener.hear(each.text, before=each.before)
            heard["rules"][at] = _row(by_rules)
            for name, ear in ears.items():
                heard[name][at] = _row(hear_with(ear, by_rules, each.text, each.before, listener, bool(each.before)))
            sure = ears["both"].sure_of(each.text, each.before, listener).sureness
            sureness[at] = [sure[label] for label in LABELS]
    holds, counts = truths(examples)
    scores = by_folds(seen.meaning, holds, fold)
    languages = [each.language for each in examples]
    least = heard_from(scores, holds, counts, languages)
    heard["meaning"] = scores >= least[[("en", "zh").index(one) for one in languages]]
    return heard, sureness


def _row(heard: Heard) -> list[bool]:
    return [label in heard.moves for label in LABELS]


def f1(holds: Truths, said: Truths) -> float:
    """Twice what both say over all that either says."""
    return float(2 * (holds & said).sum() / max(1, holds.sum() + said.sum()))


def _macro(labels: Sequence[str], rows: Truths, said: Truths, holds: Truths, counts: Truths) -> float:
    each = []
    for label in labels:
        at = LABELS.index(label)
        here = rows & counts[:, at]
        each.append(f1(holds[here, at], said[here, at]))
    return float(np.mean(each))


def _print(name: str, examples: Sequence[LabelledLine], said: Truths, holds: Truths, counts: Truths) -> None:
    credit = [LABELS.index(move) for move in CREDIT]
    bad = holds[:, [LABELS.index(move) for move in NO_CREDIT]].any(1)
    bad &= ~(holds | ~counts)[:, credit].any(1)
    for language in ("en", "zh"):
        for sources in ({"en", "zh", "given"}, {"given"}):
            rows = np.array([e.language == language and e.source in sources for e in examples])
            old, new = (_macro(labels, rows, said, holds, counts) for labels in (OLD, NEW))
            wrong = said[rows & bad][:, credit].any(1)
            where = "all lines" if len(sources) > 1 else "given    "
            print(
                f"{name:8} {language} {where} {rows.sum():5} lines: of {len(OLD)} {old:.3f}, of {len(NEW)} new {new:.3f},"
                f" credit on bad lines {wrong.sum()}/{len(wrong)}"
            )


def _print_labels(examples: Sequence[LabelledLine], said: Truths, holds: Truths, counts: Truths) -> None:
    print("label            en F1 precision recall n    zh F1 precision recall n")
    for at, label in enumerate(LABELS):
        cells = []
        for language in ("en", "zh"):
            rows = np.array([e.language == language for e in examples]) & counts[:, at]
            want, got = holds[rows, at], said[rows, at]
            hits = (want & got).sum()
            cells.append(
                f"{f1(want, got):.2f} {hits / max(1, got.sum()):.2f} {hits / max(1, want.sum()):.2f} {want.sum():4}"
            )
        print(f"{label:16} {cells[0]}    {cells[1]}")


def _doubtful(examples: Sequence[LabelledLine], sureness: np.ndarray, holds: Truths, counts: Truths) -> list[str]:
    off = np.where(counts, np.abs(holds - sureness), 0.0)
    order = np.dstack(np.unravel_index(np.argsort(-off, axis=None), off.shape))[0]
    return [
        f"{off[at, label]:.2f} {examples[at].id} {'lacks' if holds[at, label] else 'heard'} {LABELS[label]}:"
        f" {examples[at].before!r} -> {examples[at].text!r} {sorted(examples[at].labels)}"
        for at, label in order
    ]


if __name__ == "__main__":
    main()
