"""What is not speech in a model's stream: reasoning, markdown, images, links, tags and stage directions.

A machine that takes one character at a time, so that the same text gives the same words however it was cut into chunks.
It keeps fewer than HELD characters it has not yet decided about.
"""

import re
from collections.abc import Callable

from roleplay.customer.gestures import is_action, is_cjk, is_spoken

HELD = 24
SKIPPED = 400  # an opened bracket that never closes takes no more than this with it
REASONING = {"think", "thinking", "thought", "thoughts", "reasoning", "reason", "reflection", "analysis", "scratchpad"}
TURN_ENDS = {"|im_end", "|im_start", "|eot_id", "|endoftext", "|end_of_text", "|end", "/s", "eos", "end_of_turn"}
ROUND = {"(": ")）", "（": ")）"}
CLOSERS = {**ROUND, "[": "]", "［": "］]", "【": "】", "{": "}"}
LINKS = ("http://", "https://", "www.")
FENCE = "direction"

Taken = tuple[str, int] | None  # speech and how many characters it took; None: more must be seen first


class Markup:
    """`feed` one character, get the speech that is now certain. After `fence` or `over` nothing more is said."""

    def __init__(self) -> None:
        self.pending = ""
        self.fence = False  # the model repeats its direction
        self.over = False  # the model marked the end of its turn
        self.unopened = False  # reasoning ended that never began: what came before was reasoning
        self._last = "\n"  # the character before, as the model wrote it
        self._fresh = True  # nothing but blanks on this line yet
        self._marked = ""  # `*` or `_` whose word is spoken and whose other end is still to come
        self._until: Callable[[str], bool] | None = None
        self._gives_back = False
        self._tail, self._count = "", 0

    def feed(self, character: str) -> str:
        if self._until is not None:
            return self._skip(character)
        self.pending += character
        return self._settle()

    def close(self) -> str:
        """The stream is over: what is pending is decided by what there is."""
        return self._settle(closing=True)

    def _settle(self, closing: bool = False) -> str:
        """Takes from the front of `pending` all that can be decided."""
        out = ""
        while self.pending and not (self.fence or self.over):
            if self._until is not None:
                character, self.pending = self.pending[0], self.pending[1:]
                out += self._skip(character)
                continue
            taken = self._decide(self.pending, closing or len(self.pending) >= HELD)
            if taken is None:
                break
            words, used = taken
            self._pass(self.pending[:used])
            self.pending = self.pending[used:]
            out += words
        return out

    def _pass(self, used: str) -> None:
        for character in used:
            self._fresh = character == "\n" or (self._fresh and (character.isspace() or character in "*_"))
        self._last = used[-1]

    def _leave_out(self, until: Callable[[str], bool], gives_back: bool = False) -> None:
        self._until, self._gives_back = until, gives_back
        self._tail, self._count = "", 0

    def _skip(self, character: str) -> str:
        """One more character that is left out; with the last one speech may go on."""
        assert self._until is not None
        self._tail, self._count = (self._tail + character)[-HELD:], self._count + 1
        if not self._until(self._tail):
            return ""
        self._until = None
        self._fresh = self._fresh or character == "\n"
        if self._gives_back:
            self.pending = character + self.pending
        return ""

    def _decide(self, text: str, must: bool) -> Taken:
        """For the front of `text`. `must`: no more characters will be waited for."""
        first = text[0]
        if first == "<":
            return self._tag(text, must)
        if first in CLOSERS:
            return self._bracket(text, must)
        if first in "]］】}":
            return "", 1
        if first == "!":
            return _image(text, must)
        if first in "*_":
            return self._emphasis(text, must)
        if first in "`~|":
            return self._fenced(text, must)
        if self._fresh and first in "#>-•–—0123456789":
            return _line_start(text, must)
        if first in "hH" or (first in "wW" and not (self._last.isascii() and self._last.isalnum())):
            return self._link(text, must)
        return first, 1

    def _tag(self, text: str, must: bool) -> Taken:
        if len(text) == 1:
            return ("<", 1) if must else None
        if not (text[1].isascii() and (text[1].isalpha() or text[1] in "/|!")):
            return "<", 1
        found = re.match(r"<([/|!a-z_]*)", text.lower())
        name = found[1].rstrip("|") if found else ""
        if name.lstrip("/").startswith(FENCE):
            self.fence = True
            return "", len(text)
        end = text.find(">")
        if end < 0 and not must:
            return None
        self.over = name in TURN_ENDS
        self.unopened = self.unopened or (name.lstrip("/") in REASONING and name.startswith("/"))
        if name in REASONING:
            self._leave_out(lambda tail: tail.lower().endswith(f"</{name}>"))
        elif end < 0:
            self._leave_out(lambda tail: tail[-1] in ">\n" or self._count > SKIPPED)
        return "", end + 1 if end >= 0 else len(text)

    def _bracket(self, text: str, must: bool) -> Taken:
        opener, closers = text[0], CLOSERS[text[0]]
        end = next((at for at, character in enumerate(text) if character in closers), -1)
        content = text[1:end] if end > 0 else text[1:]
        if end < 0 and not must:
            return None
        if opener in ROUND and is_spoken(content):
            return (_without_squares(text[: end + 1]), end + 1) if end > 0 else (opener, 1)
        if end < 0:
            self._leave_out(lambda tail: tail[-1] in closers + "\n" or self._count > SKIPPED)
            return "", len(text)
        if opener == "[":
            return self._after_square(text, content, end, must)
        return "", end + 1

    def _after_square(self, text: str, content: str, end: int, must: bool) -> Taken:
        """`[words](address)` keeps its words; an image and a note in square brackets keep nothing."""
        if len(text) == end + 1 and not must:
            return None
        if text[end + 1 : end + 2] != "(":
            return "", end + 1
        self._leave_out(lambda tail: tail[-1] in ")\n" or self._count > SKIPPED)
        return ("" if self._last == "!" else content), end + 1

    def _emphasis(self, text: str, must: bool) -> Taken:
        """`**bold**` loses its marks; `*sighs*` goes whole; `*you*` keeps its word."""
        mark = text[0]
        if mark == "_" and self._last.isascii() and self._last.isalnum() and self._marked != mark:
            return "_", 1
        run = len(text) - len(text.lstrip(mark))
        if run == len(text) and not must:
            return None
        if self._marked == mark or run != 1 or run == len(text) or text[run].isspace():
            self._marked = ""
            return "", run
        end = next((at for at, character in enumerate(text) if at and character in mark + "\n"), -1)
        if end < 0 and not must:
            return None
        if not is_action(text[1:end] if end > 0 else text[1:]):
            self._marked = mark
            return "", 1
        if end < 0:
            self._leave_out(lambda tail: tail[-1] in mark + "\n" or self._count > SKIPPED)
            return "", len(text)
        return "", end + 1

    def _fenced(self, text: str, must: bool) -> Taken:
        """Backticks and table bars go; a block of code goes with what it holds."""
        mark = text[0]
        run = len(text) - len(text.lstrip(mark))
        if run == len(text) and run < 3 and not must:
            return None
        if mark == "`" and run >= 3:
            self._leave_out(lambda tail: tail.endswith("```"))
        return (mark if mark == "~" and run == 1 else ""), run

    def _link(self, text: str, must: bool) -> Taken:
        lowered = text.lower()
        found = next((start for start in LINKS if lowered.startswith(start)), "")
        if found:
            self._leave_out(lambda tail: tail[-1].isspace() or is_cjk(tail[-1]) or tail[-1] in ")]", gives_back=True)
            return "", len(found)
        if not must and any(start.startswith(lowered) for start in LINKS):
            return None
        return text[0], 1


def _without_squares(text: str) -> str:
    """Square brackets and braces are nothing that is spoken, inside round ones either."""
    return re.sub(r"[\[\]［］【】{}]", "", text)


def _image(text: str, must: bool) -> Taken:
    if len(text) == 1:
        return ("!", 1) if must else None
    return ("", 1) if text[1] == "[" else ("!", 1)


def _line_start(text: str, must: bool) -> Taken:
    """Headings, quotation marks, bullets and numbers of lists; not a figure, a minus or a dash."""
    first = text[0]
    if first in "#>":
        return "", 1
    if first.isdigit():
        return _numbered(text, must)
    if len(text) == 1:
        return ("", 1) if must else None
    return ("", 1) if text[1].isspace() or text[:2] == "--" else (first, 1)


def _numbered(text: str, must: bool) -> Taken:
    if re.fullmatch(r"\d{1,2}[.)、]?", text):
        return (text, len(text)) if must else None
    found = re.match(r"\d{1,2}(?:[.)](?=\s)|、(?=\D))", text)
    return ("", found.end()) if found else (text[0], 1)
