"""The judge's prompts, filled: a system message that is the same for every call on a talk, then one message a phase."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Literal

from babel import Locale, UnknownLocaleError

from roleplay.content.base import primary
from roleplay.content.scenario import Scenario
from roleplay.scoring.judge.better import LONGEST_BETTER
from roleplay.scoring.judge.fence import nonce_of, shown
from roleplay.scoring.judge.questions import Question
from roleplay.transcript import Transcript

FOLDER = Path(__file__).parent / "prompts"
MOST_GOLD = 3  # model lines a check: enough to see what is meant, too few to be taken for the only way
Message = tuple[Literal["system", "user", "assistant"], str]


@cache
def text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()


@cache
def notes() -> dict[str, str]:
    pairs = (line.partition(":") for line in text("notes").splitlines())
    return {key.strip(): words.strip() for key, _, words in pairs}


def messages(
    transcript: Transcript, scenario: Scenario | None, questions: Sequence[Question], seed: int
) -> list[Message]:
    """The request for one phase's questions, in their order. The transcript comes first, so that endpoints cache it."""
    nonce = nonce_of(transcript, seed)
    return [
        ("system", _instructions(transcript, scenario, nonce)),
        ("user", _phase(transcript, scenario, questions, nonce)),
    ]


def language_name(tag: str) -> str:
    """As English names it: `zh-CN` is Chinese (Simplified, China)."""
    try:
        return str(Locale.parse(tag, sep="-").english_name)
    except (ValueError, UnknownLocaleError):
        return tag


def _instructions(transcript: Transcript, scenario: Scenario | None, nonce: str) -> str:
    longest = LONGEST_BETTER.get(primary(transcript.language), LONGEST_BETTER["en"])
    task = Template(text("instructions")).substitute(
        language=language_name(transcript.language), nonce=nonce, longest=longest
    )
    return f"{task}\n\n{_situation(scenario)}" if scenario else task


def _situation(scenario: Scenario) -> str:
    product = scenario.product
    return Template(text("situation")).substitute(
        title=scenario.title,
        product=f"{product.name}. {product.price or ''}".strip(),
        messages=_listed(item.says for item in product.key_messages),
        evidence=_listed(item.says for item in product.evidence),
        forbidden=_listed(f"{item.says} ({item.why})" for item in product.must_not_say),
        duties=_listed(f"{item.says} ({item.why})" for item in product.must_do),
    )


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(item.split())}" for item in items) or notes()["none"]


def _phase(transcript: Transcript, scenario: Scenario | None, questions: Sequence[Question], nonce: str) -> str:
    phase = questions[0].criterion.phase
    return Template(text("phase")).substitute(
        nonce=nonce, turns=shown(transcript), phase=phase, purpose=notes()[phase],
        criteria="\n\n".join(_criteria(questions, scenario)),
        count=len(questions), ids=", ".join(question.check.id for question in questions),
    )  # fmt: skip


def _criteria(questions: Sequence[Question], scenario: Scenario | None) -> Iterable[str]:
    """Each criterion with its checks under it, in the order in which they come first."""
    first = {question.criterion.id: place for place, question in reversed(list(enumerate(questions)))}
    ordered = sorted(questions, key=lambda question: first[question.criterion.id])
    for _, group in groupby(ordered, key=lambda question: question.criterion.id):
        same = list(group)
        criterion = same[0].criterion
        levels = "\n".join(f"  {level}: {words}" for level, words in sorted(criterion.levels.items()))
        head = Template(text("criterion")).substitute(name=criterion.name, levels=levels)
        yield "\n\n".join([head, *(_check(question, scenario) for question in same)])


def _check(question: Question, scenario: Scenario | None) -> str:
    check = question.check
    told = Template(text("check")).substitute(id=check.id, asks=check.asks, verdicts=", ".join(question.allowed))
    gold = [line for line in scenario.gold if f"check:{check.id}" in line.for_] if scenario else []
    extra = [f"  {notes()['absence']}"] if question.of_absence else []
    extra += [f"  {notes()['gold']}"] if gold else []
    extra += [f"    - {line.line} ({line.why})" for line in gold[:MOST_GOLD]]
    return "\n".join([told, *extra])
