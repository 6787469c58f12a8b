"""One word for one thing: every message and document is read by the term list of its language."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from roleplay.i18n import FOLDER, LANGUAGES, catalogue

ROOT = Path(__file__).parent.parent
MADE = {"content.md"}  # printed from the models by `make docs`
# A dated decision keeps the words of its day, and a printed talk is what people said.
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
HAN = re.compile(r"[\u4e00-\u9fff]")


class Rule(NamedTuple):
    """What is written (`term`), and the pattern of one thing that is not written for it."""

    term: str
    bad: str
    pattern: re.Pattern[str]
    allowed: tuple[str, ...]


@cache
def rules(language: str) -> tuple[Rule, ...]:
    found = yaml.safe_load((FOLDER / "terms" / f"{language}.yaml").read_text(encoding="utf-8"))
    entries = [(entry["term"], entry) for entry in found["terms"]] + [
        (entry["write"], entry) for entry in found["style"]
    ]
    return tuple(
        Rule(term, bad, pattern_of(bad), tuple(entry.get("but", ()))) for term, entry in entries for bad in entry["not"]
    )


def pattern_of(bad: str) -> re.Pattern[str]:
    """Whole words in any case; `*` is any ending and `{number}` any number. Han characters need no borders."""
    middle = re.escape(bad).replace(r"\*", r"\w*").replace(r"\{number\}", r"[\d}]").replace(r"\ ", r"\s+")
    start = r"(?<![\w-])" if re.match(r"[A-Za-z]", bad) else ""
    end = r"(?![\w-])" if re.search(r"[A-Za-z]$", bad) else ""
    return re.compile(start + middle + end, re.IGNORECASE)


def faults(language: str, text: str) -> Iterator[str]:
    """What in a text is not written, and what is; code between backticks and the names of gaps are free."""
    plain = re.sub(r"{\w+[^{}]*}", "{}", re.sub(r"`[^`]*`", "`", text))
    for rule in rules(language):
        kept = plain
        for phrase in rule.allowed:
            kept = re.sub(re.escape(phrase), "", kept, flags=re.IGNORECASE)
        if rule.pattern.search(kept):
            yield f"not “{rule.bad}”: write “{rule.term}”"


def messages(language: str) -> Iterator[tuple[str, str]]:
    """(file and key, text) of every message; a plural form is a text of its own."""
    for key, value in catalogue(language).items():
        for text in value.values() if isinstance(value, dict) else [value]:
            yield f"roleplay/i18n/{language}: {key}", text


def lines(page: Path) -> Iterator[tuple[str, str]]:
    """(file and line number, text) of a document's paragraphs and tables, without code blocks and addresses."""
    code = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            code = not code
        elif not code and not line.startswith("    "):
            yield f"{page.relative_to(ROOT)}:{number}", re.sub(r"\]\([^)]*\)", "]", line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_calls_a_thing_by_its_one_name(language: str) -> None:
    wrong = [f"{where}: {fault}" for where, text in messages(language) for fault in faults(language, text)]
    assert not wrong, "\n".join(wrong)


def test_every_document_calls_a_thing_by_its_one_name() -> None:
    wrong = [
        f"{where}: {fault}"
        for page in DOCUMENTS
        if page.name not in MADE
        for where, text in lines(page)
        for fault in faults("zh" if HAN.search(text) and not re.search(r"[a-z]{3} ", text) else "en", text)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_term_is_nowhere_listed_as_a_word_not_to_write() -> None:
    for language in LANGUAGES:
        for rule in rules(language):
            for other in rules(language):
                assert not other.pattern.search(rule.term) or any(a in rule.term for a in other.allowed), (
                    f"{language}: “{rule.term}” is written by one entry and ruled out by another (“{other.bad}”)"
                )


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "The worry was answered.", True),
        ("en", "The concern was answered.", False),
        ("en", "Run `roleplay mend`.", False),
        ("en", "It is a storehouse.", False),
        ("en", "less than 60 % could be scored", True),
        ("zh", "卖方有异议", True),
        ("zh", "销售申诉", False),
    ],
)
def test_the_list_finds_a_word_whole_and_leaves_code_alone(language: str, text: str, wrong: bool) -> None:
    assert bool(list(faults(language, text))) is wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_a_button_on_a_phone_stays_short(language: str) -> None:
    most = {"en": 32, "zh": 14}[language]
    for key in BUTTONS:
        text = str(catalogue(language)[key])
        assert len(re.sub(r"{\w+}", "00", text)) <= most, f"{language}: {key} “{text}” is too long for a phone: {most}"


BUTTONS = (
    "web.chat.finish", "web.brief.to_start", "web.brief.start", "web.brief.switch", "web.home.continue", "web.score.again", "web.retry.from",
    "web.retry.here", "web.retry.again", "web.chat.to_scorecard", "web.sign_in.enter", "web.sign_in.first.make", "web.fault.home",
    "web.me.take_all", "web.me.hide", "web.me.submit", "web.me.delete_one", "web.me.delete_all", "web.me.delete_now", "web.me.keep",
    "web.desk.sign", "web.desk.save", "web.desk.keep_note", "web.desk.reopen", "web.desk.blind.save", "web.dispute.send",
    "assignments.give", "assignments.give_programme", "assignments.go", "assignments.remind", "assignments.reminder_away",
    "playbook.take", "people.upload.look", "people.upload.do", "people.one.link", "people.one.disable", "people.one.unbind",
)  # fmt: skip
