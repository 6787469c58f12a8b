"""Teaches the comparison of lines with topics and writes it into the package, with the vectors of the shipped files.

    python -m tools.teach_topics            everything; needs scikit-learn, which the product itself never does
    python -m tools.teach_topics --vectors  only the vectors: after a change in hearing/*.yaml that nobody teaches anew for

Same data, same files: every draw is seeded. What is learned before the comparison (the space, the manner of kinds) is
learned without the scenario whose lines then teach the comparison, or these would look easier than fresh ones are.
"""

import argparse
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from roleplay.catalogue import MUCH
from roleplay.config import ROOT
from roleplay.content.library import load_library
from roleplay.listening.meaning import encoder as encoding
from roleplay.listening.meaning.comparison import FILE, Trees
from roleplay.listening.meaning.pairs import HASHED, Bases, signs_of
from roleplay.listening.meaning.profile import KINDS, Floats
from roleplay.listening.meaning.shipped import FILE as VECTORS
from roleplay.listening.meaning.shipped import pack
from tools.topic_lessons import TOP, Encode, Lesson, Sheet, data_hash, sheets, shipped_lessons, small_lessons

SEED = 9
LANGUAGES = ("en", "zh")
GROUPS = 4
SIZE = 160  # directions of the learned space (judgement; 96 to 256 heard the same)
EVEN = 0.3  # of the mean variance, added to each: else directions that hardly vary would count most
SIZES: dict[bool, list[tuple[int, bool]]] = {
    True: [(26, True), (5, True), (2, False)],  # examples, near misses: of shipped lessons
    False: [(2, False), (0, False), (5, False)],
}
WEIGHTS: dict[tuple[bool, int], float] = {(False, 2): 1.5, (False, 0): 0.5, (False, 5): 0.7}  # of a pair; else .6
KEPT = 0.25  # of the pairs that nobody would take for each other
HARD = 4  # topics a line is nearest to: these pairs are all kept
# what a near miss taken costs against one topic heard: with few examples, with many, and where words heard it too
NEAR_FEW, NEAR_MANY, NEAR_WORDS = 8.0, 3.0, 1.0  # judgement, by the curve that tools/measure_topics.py prints
CLAIMED = {
    "en": 0.75,
    "zh": 0.6,
}  # of a forbidden claim, where examples are few; a denial or a question is left out besides
EXTRA = 0.15  # what another topic beside costs: it may well be there and nobody marked it
PACKAGE = TOP / "roleplay" / "listening" / "meaning"


def groups() -> list[list[Lesson]]:
    """Four parts, each with scenarios of both languages."""
    small, shipped = small_lessons(), shipped_lessons()
    parts: list[list[Lesson]] = [[] for _ in range(GROUPS)]
    for number, lesson in enumerate([*small, *shipped]):
        parts[number % GROUPS].append(lesson)
    return parts


# ---- what is learned before the comparison


def learn_bases(lessons: Sequence[Lesson], encode: Encode) -> Bases:
    """The space: lines on one topic vary there alike in all directions, and topics lie apart (linear discriminant
    analysis, Fisher 1936, within scenarios). The manner: logistic regression on what kind of topic a line is about."""
    from sklearn.linear_model import LogisticRegression

    signs, kinds, weights = [], [], []
    for lesson in lessons:
        for line in lesson.lines:
            of = {topic.split(":")[0] for topic in line.touches}
            refused = not line.near or not lesson.shipped or line.of is None or line.of.startswith("must_not_say")
            if len(of) <= 1 and refused:
                signs.append(signs_of([line.text], encode([line.text]))[0])
                kinds.append(KINDS.index(next(iter(of))) if of else len(KINDS))
                weights.append(0.5 if lesson.shipped else 1.0)
    model = LogisticRegression(C=0.3, max_iter=200).fit(np.stack(signs), kinds, sample_weight=weights)
    manner = np.zeros((signs[0].shape[0], len(KINDS) + 1), np.float32)
    offset = np.full(len(KINDS) + 1, -9.0, np.float32)
    manner[:, model.classes_], offset[model.classes_] = model.coef_.T, model.intercept_
    assert manner.shape[0] == HASHED + encoding.SIZE
    return Bases(_space(lessons, encode), manner, offset)


def _space(lessons: Sequence[Lesson], encode: Encode) -> Floats:
    within, count, centres = np.zeros((encoding.SIZE, encoding.SIZE)), 0, []
    for lesson in lessons:
        for topic in lesson.topics:
            own = [line.text for line in lesson.lines if line.touches == {topic.id}]
            texts = list(dict.fromkeys([topic.meaning, *topic.examples, *own]))
            if len(texts) > 2:
                vectors = encode(texts).astype(np.float64)
                off = vectors - vectors.mean(axis=0)
                within += off.T @ off * len(texts) / (len(texts) - 1)
                count += len(texts)
                centres.append(vectors.mean(axis=0))
    within /= count
    values, axes = np.linalg.eigh(within + EVEN * np.trace(within) / len(within) * np.eye(len(within)))
    even = axes @ np.diag(values**-0.5) @ axes.T
    _values, apart = np.linalg.eigh(np.cov((np.stack(centres) @ even).T))
    return np.asarray(even @ apart[:, ::-1][:, :SIZE], np.float32)


# ---- the comparison


def all_sheets(lessons: Iterable[Lesson], bases: Bases, encode: Encode) -> list[Sheet]:
    """Every lesson with catalogues of every size."""
    return [
        sheet
        for lesson in lessons
        for examples, near in SIZES[lesson.shipped]
        for sheet in sheets(lesson, bases, encode, examples, near)
    ]


def crossed_sheets(parts: Sequence[Sequence[Lesson]]) -> list[list[Sheet]]:
    """The sheets of each part, with bases that were learned on the others."""
    others = [[lesson for other in parts if other is not part for lesson in other] for part in parts]
    with ProcessPoolExecutor(len(parts)) as pool:
        return list(pool.map(_sheets_by, parts, others))


def _sheets_by(part: Sequence[Lesson], others: Sequence[Lesson]) -> list[Sheet]:
    encode = _encode()
    return all_sheets(part, learn_bases(others, encode), encode)


def _encode() -> Encode:
    encoding.MOST_KEPT = 200_000
    found = encoding.encoder()
    if found is None:
        raise SystemExit(f"{encoding.PACKAGE} is not installed")
    return found.encode


def learn_trees(found: Sequence[Sheet]) -> Trees:
    """Boosted trees over pairs of line and topic."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows, touched, weights = _pairs(found)
    model = HistGradientBoostingClassifier(
        max_iter=160, learning_rate=0.08, max_leaf_nodes=12, min_samples_leaf=60, l2_regularization=5, random_state=SEED
    )
    model.fit(rows, touched, sample_weight=weights)
    return _exported(model)


def _pairs(found: Sequence[Sheet]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """All pairs that touch, all near misses and hard ones, and some of the others, weighted for the rest of them."""
    dice = np.random.default_rng(SEED)
    rows, touched, weights = [], [], []
    for sheet in found:
        near = np.array([line.near for line in sheet.lines])[:, None]
        hard = np.zeros(sheet.touched.shape, bool)
        np.put_along_axis(hard, np.argsort(-sheet.rows[..., :5].sum(axis=-1), axis=1)[:, :HARD], True, axis=1)
        always = sheet.touched | hard
        drawn = dice.random(sheet.touched.shape) < KEPT
        weight = np.where(always, 1.0, np.where(drawn, 1.0 / KEPT, 0.0)) * sheet.counts * np.where(near, 2.0, 1.0)
        weight *= WEIGHTS.get((sheet.lesson.shipped, sheet.examples), 0.6)
        used = weight > 0
        rows.append(sheet.rows[used])
        touched.append(sheet.touched[used])
        weights.append(weight[used])
    return np.concatenate(rows), np.concatenate(touched), np.concatenate(weights).astype(np.float32)


def _exported(model: Any) -> Trees:
    """scikit-learn's trees as padded arrays."""
    trees = [one[0].nodes for one in model._predictors]
    most = max(len(nodes) for nodes in trees)
    shape = (len(trees), most)
    feature, left, right = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    threshold, value = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for row, nodes in enumerate(trees):
        size, leaf = len(nodes), nodes["is_leaf"].astype(bool)
        itself = np.arange(size)
        feature[row, :size] = np.where(leaf, 0, nodes["feature_idx"])
        left[row, :size] = np.where(leaf, itself, nodes["left"])
        right[row, :size] = np.where(leaf, itself, nodes["right"])
        threshold[row, :size] = np.where(leaf, 0.0, nodes["num_threshold"])
        value[row, :size] = np.where(leaf, nodes["value"], 0.0)
    depth = int(max(nodes["depth"].max() for nodes in trees))
    return Trees(feature, threshold, left, right, value, depth, float(np.ravel(model._baseline_prediction)[0]))


# ---- from which chance on a topic counts


def chosen_bars(found: Sequence[Sheet], chances: Sequence[Floats], cost: float) -> list[float]:
    """For each kind the bar at which most is heard, near misses and other topics counted against it."""
    scores, kinds, worth = [], [], []
    for sheet, chance in zip(found, chances, strict=True):
        of = np.array([KINDS.index(topic.kind) for topic in sheet.lesson.topics])
        near = np.array([line.near for line in sheet.lines])[:, None]
        each = np.where(sheet.touched, 1.0, np.where(near, -cost, -EXTRA))
        scores.append(chance[sheet.counts])
        kinds.append(np.broadcast_to(of, chance.shape)[sheet.counts])
        worth.append(each[sheet.counts])
    score, kind, gain = np.concatenate(scores), np.concatenate(kinds), np.concatenate(worth)
    return [_best(score[kind == number], gain[kind == number]) for number in range(len(KINDS))]


def _best(score: Floats, gain: Floats) -> float:
    order = np.argsort(-score, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(gain[order])])
    at = int(total.argmax())
    return 0.99 if at == 0 else round(float(score[order][at - 1]), 4)


def heard_by_words(sheet: Sheet) -> NDArray[np.bool_]:
    """(L, T): which topics the scenario's phrases hear in the lines; nothing for a small lesson, which has none."""
    from roleplay.listening.listener import Listener

    scenario = load_library(ROOT).scenarios.get(sheet.lesson.id)
    if scenario is None or not sheet.lesson.shipped:
        return np.zeros(sheet.touched.shape, bool)
    catalogue = scenario.catalogue
    words = Listener(catalogue.language, catalogue.phrases, catalogue.asked)
    heard = [set(words.hear(line.text, before=line.before).topics) for line in sheet.lines]
    return np.array([[topic.id in each for topic in sheet.lesson.topics] for each in heard])


def shown_bars(found: Sequence[Sheet], chances: Sequence[Floats]) -> dict[str, dict[str, list[float]]]:
    """The bars of catalogues with few examples, by language, and with many, from sheets whose scenarios taught nothing
    that judges them. What words heard as a claim that must not be made, meaning does not take back."""
    pairs = list(zip(found, chances, strict=True))
    many = [(sheet, chance) for sheet, chance in pairs if sheet.lesson.shipped and sheet.examples > MUCH]
    both = [replace(sheet, counts=sheet.counts & heard_by_words(sheet)) for sheet, _chance in many]
    words = chosen_bars(both, [chance for _sheet, chance in many], NEAR_WORDS)
    words[KINDS.index("must_not_say")] = 0.0
    bars = {"many": {"meaning": chosen_bars(*_split(many), NEAR_MANY), "words": words}}
    for language in LANGUAGES:
        few = [
            (s, c) for s, c in pairs if not s.lesson.shipped and s.examples == 2 and s.lesson.language[:2] == language
        ]
        meaning = chosen_bars(*_split(few), NEAR_FEW)
        meaning[KINDS.index("must_not_say")] = CLAIMED[language]
        bars[language] = {"meaning": meaning, "words": words}
    return bars


def _split(pairs: Sequence[tuple[Sheet, Floats]]) -> tuple[list[Sheet], list[Floats]]:
    return [sheet for sheet, _chance in pairs], [chance for _sheet, chance in pairs]


def held_out(crossed: Sequence[Sequence[Sheet]]) -> tuple[list[Sheet], list[Floats], Trees]:
    """All sheets, the chances of each by trees that learned from the other parts alone, and the trees of all parts."""
    whole = [sheet for part in crossed for sheet in part]
    taught = [[sheet for other in crossed if other is not part for sheet in other] for part in crossed]
    with ProcessPoolExecutor(len(crossed) + 1) as pool:
        *by_part, final = pool.map(learn_trees, [*taught, whole])
    chances = [chances_of(trees, sheet) for trees, part in zip(by_part, crossed, strict=True) for sheet in part]
    return whole, chances, final


def chances_of(trees: Trees, sheet: Sheet) -> Floats:
    """(L, T): the chance of each pair of a sheet."""
    flat = sheet.rows.reshape(-1, sheet.rows.shape[-1])
    return np.concatenate([trees.chance(part) for part in np.array_split(flat, 1 + len(flat) // 4000)]).reshape(
        sheet.touched.shape
    )


# ---- the files


def written(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Writes a compressed .npz whose bytes depend on what stands in it alone, not on the hour."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, array in arrays.items():
            held = io.BytesIO()
            np.save(held, array, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), held.getvalue(), zipfile.ZIP_DEFLATED)


def shipped_texts() -> list[str]:
    """Every text of the shipped catalogues, each once."""
    catalogues = [scenario.full_catalogue for scenario in load_library(ROOT).scenarios.values()]
    topics = [topic for catalogue in catalogues for topic in (*catalogue.topics, *catalogue.background)]
    return list(
        dict.fromkeys(text for topic in topics for text in (topic.meaning, *topic.examples, *topic.near_misses))
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--vectors", action="store_true", help="only the vectors of the shipped files")
    encode = _encode()
    found = encoding.encoder()
    assert found is not None
    written(PACKAGE / VECTORS, pack(shipped_texts(), found))
    if asked.parse_args().vectors:
        return
    parts = groups()
    whole, chances, trees = held_out(crossed_sheets(parts))
    bases = learn_bases([lesson for part in parts for lesson in part], encode)
    bars = shown_bars(whole, chances)
    about = {
        "encoder": found.version, "data": data_hash(), "depth": trees.depth, "base": trees.base, "bars": bars,
    }  # fmt: skip
    written(
        PACKAGE / FILE,
        {
            "feature": trees.feature.astype(np.uint8), "threshold": trees.threshold, "left": trees.left.astype(np.uint8),
            "right": trees.right.astype(np.uint8), "value": trees.value, "learned": bases.learned.astype(np.float16),
            "manner": bases.manner.astype(np.float16), "offset": bases.manner_offset, "about": np.array(json.dumps(about)),
        },
    )  # fmt: skip
    print(json.dumps(about, indent=1))


if __name__ == "__main__":
    main()
