"""Hears all example and gold lines of the shipped scenarios and keeps what came of it in the package.

    python -m tools.hear_content

`roleplay check` listens only to what was not heard before by the same ear: run this after a change of the ear, of
hearing/*.yaml or of a scenario's gold lines. What is not heard is printed, and `check` will warn of it.
"""

import json
from pathlib import Path

from roleplay import rehearsal
from roleplay.config import ROOT
from roleplay.content.library import load_library
from roleplay.rehearsal.unheard import SHIPPED, can_listen, key_of, listen


def main() -> None:
    if not can_listen():
        raise SystemExit("the encoder is not installed: what words alone hear is not kept")
    heard = {}
    for id, scenario in sorted(load_library(ROOT).scenarios.items()):
        heard[key_of(scenario)] = unheard = listen(scenario)
        print(f"{id}: {len(unheard)} lines are not heard as what they are for")
        for topic, line, instead in unheard:
            print(f"  {topic}: {line}  -> {', '.join(instead) or '-'}")
    text = json.dumps(heard, ensure_ascii=False, indent=1) + "\n"
    (Path(str(rehearsal.__file__)).parent / SHIPPED).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
