"""How well a rubric's total tells good talks from bad ones: the area under the curve, beside that of short turns.

    python tools/auc_of_rubric.py TALKS.jsonl rubrics/motivational-interviewing.yaml --label quality --good high

Each line is a talk: {"language", "turns": [{"speaker", "text"}], <label>}. The customer's turns are those of `customer`.
"""

import argparse
import json
import random
from pathlib import Path
from statistics import mean
from typing import Any

from roleplay.content.library import read_content
from roleplay.content.rubric import Rubric
from roleplay.scoring.scorer import score
from roleplay.scoring.signals.talking import words_in
from roleplay.transcript import Transcript, Turn

SAMPLES = 2000


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("talks", type=Path)
    ask.add_argument("rubric", type=Path)
    ask.add_argument("--label", required=True, help="the key that says how good a talk is")
    ask.add_argument("--good", required=True, help="the label of a good one; every other is a bad one")
    given = ask.parse_args()
    rubric = read_content("rubric", given.rubric.read_text(encoding="utf-8"))
    assert isinstance(rubric, Rubric)
    talks = [json.loads(line) for line in given.talks.read_text(encoding="utf-8").splitlines() if line.strip()]
    good = [talk[given.label] == given.good for talk in talks]
    transcripts = [transcript_of(talk) for talk in talks]
    tell("total", [score(each, rubric, None).total or 0 for each in transcripts], good)
    tell("short turns", [-mean(words_in(turn.text) for turn in each.seller_turns()) for each in transcripts], good)


def transcript_of(talk: dict[str, Any]) -> Transcript:
    turns = [
        Turn(n=n, speaker="customer" if turn["speaker"] == "customer" else "seller", text=turn["text"])
        for n, turn in enumerate(talk["turns"], 1)
    ]
    return Transcript(language=talk["language"], turns=tuple(turns), staged=False)


def tell(name: str, values: list[float], good: list[bool]) -> None:
    high = [value for value, is_good in zip(values, good, strict=True) if is_good]
    low = [value for value, is_good in zip(values, good, strict=True) if not is_good]
    dice = random.Random(1)
    drawn = sorted(area(dice.choices(high, k=len(high)), dice.choices(low, k=len(low))) for _ in range(SAMPLES))
    least, most = drawn[SAMPLES // 40], drawn[-SAMPLES // 40]
    print(f"{name:12} AUC {area(high, low):.3f}  95 % {least:.3f} to {most:.3f}  ({len(high)} good, {len(low)} others)")


def area(high: list[float], low: list[float]) -> float:
    """The chance that a good talk is above a bad one; a tie counts half."""
    return sum((a > b) + (a == b) / 2 for a in high for b in low) / (len(high) * len(low))


if __name__ == "__main__":
    main()
