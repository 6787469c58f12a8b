"""Prints the talks of docs/transcripts/: `python -m tools.print_transcripts`, part of `make docs`.

`talks.yaml` there says who talks with whom and with which seed; the seller's lines are beside it in `<talk>.txt`, one a
line. Each talk goes through the seller's own door with the offline customer, so that a page is what a learner would see.
"""

import asyncio
import sys
from collections.abc import Awaitable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from roleplay.attempt import Attempt
from roleplay.attempt_content import AttemptContent
from roleplay.config import ROOT, Settings
from roleplay.content.base import primary
from roleplay.i18n import language_of, word
from roleplay.practice import LOCAL_PERSON, PracticeService, open_practice
from roleplay.scorecard import Scorecard
from roleplay.transcript import Transcript

FOLDER = ROOT / "docs" / "transcripts"


def pages() -> dict[str, str]:
    """File name -> what today's customer makes of it. Raises RoleplayError when the content has problems."""
    plan: dict[str, Any] = yaml.safe_load((FOLDER / "talks.yaml").read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        door = open_practice(Settings(database_url=f"sqlite:///{folder}/talks.db"), flush=60)  # a whole reply at once
        texts = asyncio.run(_together(_page(door, talk, plan["words"]) for talk in plan["talks"]))
    return {f"{talk['name']}.md": text for talk, text in zip(plan["talks"], texts, strict=True)}


async def _together(talks: Iterable[Awaitable[str]]) -> list[str]:
    return await asyncio.gather(*talks)


async def _page(door: PracticeService, talk: dict[str, Any], words: dict[str, dict[str, str]]) -> str:
    attempt = await _play(door, talk)
    material = await door.content(attempt)
    card = await door.scorecard(attempt.id, attempt.person)
    transcript = await door.transcript(attempt.id, attempt.person)
    assert card is not None, "a talk with words in it has a scorecard"
    own = words[language_of(primary(attempt.language))]
    parts = (*_head(talk, attempt, material, card, own), "", *_turns(transcript, material, own))
    return "\n".join(parts).rstrip("\n") + "\n"


async def _play(door: PracticeService, talk: dict[str, Any]) -> Attempt:
    """The whole talk. What the seller had prepared for after the customer's goodbye is named on standard error."""
    attempt = await door.start(
        talk["scenario"], talk["persona"], person=LOCAL_PERSON, difficulty=talk["difficulty"], seed=talk["seed"],
        mode="offline",
    )  # fmt: skip
    for line in (FOLDER / f"{talk['name']}.txt").read_text(encoding="utf-8").splitlines():
        if attempt.is_finished:
            print(f"{talk['name']}: not said any more: {line}", file=sys.stderr)
            continue
        async for event in door.say(attempt.id, attempt.person, line):
            attempt = getattr(event, "attempt", attempt)
    return attempt if attempt.is_finished else await door.finish(attempt.id, attempt.person)


def _head(
    talk: dict[str, Any], attempt: Attempt, material: AttemptContent, card: Scorecard, own: dict[str, str]
) -> Iterator[str]:
    scenario, persona, rubric = material
    language = language_of(primary(attempt.language))
    ending = word(language, f"web.ending.{attempt.ending}", name=persona.name)
    passed = own["passed"] if card.passed else own["failed"]
    opens, shuts = ("（", "）") if language == "zh" else (" (", ")")
    yield f"# {own['title'].format(scenario=scenario.title, persona=persona.name)}"
    yield ""
    yield talk["about"]
    yield ""
    yield f"| {own['what']} | {own['this']} |"
    yield "|---|---|"
    yield f"| {own['scenario']} | `{scenario.id}` |"
    yield f"| {own['persona']} | `{persona.id}`{opens}{word(language, f'web.style.{persona.style}')}{shuts} |"
    yield f"| {own['seed']} | {attempt.seed} |"
    yield f"| {own['difficulty']} | {word(language, f'web.difficulty.{attempt.difficulty}')} |"
    yield f"| {own['ending']} | {ending} |"
    yield f"| {own['total']} | {card.total}{opens}{passed.format(mark=rubric.pass_mark)}{shuts} |"
    yield ""
    yield f"*{scenario.scene}*"


def _turns(transcript: Transcript, material: AttemptContent, own: dict[str, str]) -> Iterator[str]:
    """Every turn with its number, and a small caption where the phase changes."""
    language, phase = language_of(primary(material.scenario.language)), None
    for turn in transcript.turns:
        if turn.phase != phase:
            phase = turn.phase
            yield from (f"<sub>{word(language, f'web.phase.{phase}')}</sub>", "")
        name = own["seller"] if turn.speaker == "seller" else material.persona.name
        yield from (f"{turn.n}. **{name}**{own['colon']}{turn.text}".replace(". ", "\\. ", 1), "")


def main() -> None:
    for name, text in pages().items():
        Path(FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
