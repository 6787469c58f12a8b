"""What the model ear is asked: labels and catalogue in a part that never changes, then the last lines, fenced.

Nothing secret stands in it: of the content only the catalogue's topics and meanings, of the talk the last lines.
"""

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from roleplay.catalogue import Catalogue
from roleplay.listening.fence import neutralised, nonce_over
from roleplay.listening.offline import EarlierLine

FOLDER = Path(__file__).parent
LINES_BEFORE = 4  # turns of the talk that the ear is shown
LONGEST_BEFORE = 600  # characters of one of them (judgement): its end, where what is answered stands
LONGEST_LINE = 4000  # characters of the line itself: as long as a turn may be
KINDS = {
    "fact": "fact: what only the customer can tell; the seller touches it by asking",
    "objection": "objection: a worry of the customer's",
    "key_message": "key_message: what the seller can say about the product",
    "evidence": "evidence: proof the seller can name",
    "must_not_say": "must_not_say: what must not be claimed",
    "must_do": "must_do: what the seller must do when it comes up",
}
NO_TOPICS = "(none in this talk: the list of topics stays empty)"
Message = tuple[Literal["system", "user", "assistant"], str]


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()


@cache
def known_moves() -> tuple[str, ...]:
    """The moves that the model is told of."""
    return tuple(line.split(":", 1)[0] for line in _text("moves").splitlines())


def request(text: str, before: Sequence[EarlierLine], catalogue: Catalogue) -> list[Message]:
    """The messages for one line; `before` is the talk before it, oldest first, of which the last LINES_BEFORE are shown.

    The system message is the same bytes for every line of every talk with this catalogue.
    """
    return [("system", _instructions(catalogue)), ("user", _lines(text, before[-LINES_BEFORE:]))]


@lru_cache(maxsize=64)
def _instructions(catalogue: Catalogue) -> str:
    kinds = dict.fromkeys(topic.kind for topic in catalogue.topics)
    topics = [f"- {topic.id}: {' '.join(topic.meaning.split())}" for topic in catalogue.topics]
    filled = {
        "{moves}": "\n".join(f"- {line}" for line in _text("moves").splitlines()),
        "{kinds}": "; ".join(KINDS.get(kind, kind) for kind in kinds) or "none",
        "{topics}": "\n".join(topics) or NO_TOPICS,
    }
    told = _text("instructions")
    for gap, words in filled.items():
        told = told.replace(gap, words)
    return told


def _lines(text: str, before: Sequence[EarlierLine]) -> str:
    shown = [(one.speaker.upper(), neutralised(one.text)[-LONGEST_BEFORE:]) for one in before]
    shown.append(("SELLER'S LINE", neutralised(text)[:LONGEST_LINE]))
    nonce = nonce_over((f"{who}{words}" for who, words in shown), "ear")
    talk = "\n".join(f"[{who}] {words}" for who, words in shown)
    return f"[{nonce}]\n{talk}\n[{nonce}]\nWhat does the SELLER'S LINE do, and what is it about?"


@cache
def prompt_version() -> str:
    """Twelve hexadecimal digits over what the ear is told and how it is read; the same on any machine."""
    digest = hashlib.sha256()
    for path in sorted([*FOLDER.glob("*.py"), *FOLDER.glob("*.txt")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
