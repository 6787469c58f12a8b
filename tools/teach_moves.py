"""Teaches the offline ear its moves from the labelled lines and writes its weights into the package.

usage: python -m tools.teach_moves [--data FOLDER] [--to FILE] [--without SOURCE]

Needs the sentence encoder, and of other packages numpy alone. About a minute of processor. The same lines give the same
weights but for the last bits of floating point.
"""

import argparse
import time
from pathlib import Path

from roleplay.listening.meaning.encoder import encoder
from roleplay.listening.meaning.moves import DATA, WEIGHTS
from roleplay.listening.meaning.teaching import read_examples, teach


def main() -> None:
    """Teaches and says how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--without", help="a file of the data that is left out, by its name without .jsonl")
    asked = parser.parse_args()
    listens = encoder()
    if listens is None:
        raise SystemExit("the sentence encoder is not installed: without it there is no meaning to teach")
    examples = [each for each in read_examples(asked.data) if each.source != asked.without]
    began = time.process_time()
    teach(examples, listens).save(asked.to)
    size = asked.to.stat().st_size / 1e6
    print(f"{len(examples)} lines, {time.process_time() - began:.0f} s of processor, {size:.1f} MB in {asked.to}")


if __name__ == "__main__":
    main()
