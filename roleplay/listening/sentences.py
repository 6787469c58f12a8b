"""A turn cut into sentences and clauses, each with its place in the text."""

import re
from dataclasses import dataclass

# a dot between digits (4.5) and after a title (Dr. Lin) ends nothing
_SENTENCE = re.compile(r"[^.!?。;…\n]*+(?:(?:\.(?=\d)|(?<=\b[dm][rs])\.)[^.!?。;…\n]*+)*+[.!?。;…\n]*+")
# chat in Chinese often has a space where a comma would stand
_CLAUSE = re.compile(r"[,:、]|(?<=\s)-+(?=\s)|--+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")

# a word alone, or a few with an “or” between them, are no clause with something to say of its own
_LISTED = re.compile(r" [a-z]+(?:[,:.!;\n]|$)| (?:[a-z'-]+ ){1,2}or (?:[a-z'-]+ ?){1,3}(?:[,:.!;\n]|$)")


@dataclass(frozen=True, slots=True)
class Clause:
    """`listed`: it goes on with a list (「价格、礼品」, “price, lunch or a rebate”) that began before."""

    start: int
    end: int
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]`, without its marks; `asked` when it ends in a question mark."""

    start: int
    end: int
    asked: bool
    clauses: tuple[Clause, ...]


def sentences(text: str) -> list[Sentence]:
    """The sentences of an even text, in order; what has neither letter nor digit is none."""
    found = []
    for match in _SENTENCE.finditer(text):
        whole = match.group()
        bare = whole.rstrip(".!?。;…\n ")
        lead = len(bare) - len(bare.lstrip())
        start, end = match.start() + lead, match.start() + len(bare)
        if any(map(str.isalnum, bare)):
            found.append(Sentence(start, end, "?" in whole[len(bare) :], tuple(_clauses(text, start, end))))
    return found


def _clauses(text: str, start: int, end: int) -> list[Clause]:
    found, at, listed = [], start, False
    for mark in _CLAUSE.finditer(text, start, end):
        found.append(Clause(at, mark.start(), listed))
        at = mark.end()
        listed = mark.group() == "、" or _LISTED.match(text, at, end) is not None
    found.append(Clause(at, end, listed))
    return [clause for clause in found if text[clause.start : clause.end].strip(" \"'")] or [Clause(start, end)]
