"""Lets every bad seller try every shipped scenario with every persona, and prints what they should not have come away with.

    python -m tools.bad_sellers [--runs 10] [--sellers rude,briber] [--show 10]

Ends with 1 when there was anything. The tests do the same with fewer seeds.
"""

import argparse
import sys
from collections import Counter

from roleplay.config import ROOT, Settings
from roleplay.content.library import load_library
from roleplay.rehearsal.company import rehearse
from roleplay.rehearsal.ill import ALWAYS, faults, lengths
from roleplay.rehearsal.play import Case


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=10)
    asked.add_argument("--sellers", default=",".join((*ALWAYS, "turncoat")))
    asked.add_argument("--show", type=int, default=10, help="faults shown for each seller")
    given = asked.parse_args()
    library = load_library(ROOT)
    sellers = given.sellers.split(",")
    cases = [
        Case(id, persona, "standard", seller)
        for seller in sellers
        for id, scenario in sorted(library.scenarios.items())
        for persona in scenario.personas
    ]
    results = rehearse(Settings(content=ROOT), library, cases, range(1, given.runs + 1), lambda n: None)
    broken = False
    for seller in sellers:
        mine = [(case, one) for case in cases if case.seller == seller for one in results[case]]
        found = [f"{case.scenario}, {case.persona}: {fault}" for case, one in mine for fault in faults(case, one)]
        endings = Counter(one.ending for _case, one in mine)
        scores = sorted(one.score or 0 for _case, one in mine)
        shorter = [(a, b) for _case, one in mine if (pair := lengths(one)) for a, b in [pair]]
        print(f"{seller}: {len(mine)} talks, {len(found)} faults, at most {scores[-1]} points, {dict(endings)}", end="")
        print(f", answers {sum(b for _a, b in shorter) / sum(a for a, _b in shorter):.2f} as long" if shorter else "")
        print("".join(f"  {fault}\n" for fault in found[: given.show]), end="")
        broken = broken or bool(found)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
