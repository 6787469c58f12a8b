"""What is not speech in a model's stream: reasoning, markdown, images, links, tags and stage directions.

A machine that takes one character at a time, so that the same text gives the same words however it was cut into chunks.
It keeps fewer than `HELD` characters it has not yet decided about.
"""

import re
from collections.abc import Callable

from roleplay.customer import dialects, policy
from roleplay.customer.gestures import is_action, is_spoken

ROUND = {"(": ")）", "（": ")）"}
CLOSERS = {**ROUND, "[": "]", "［": "］]", "【": "】", "{": "}"}
SCHEMES = ("http://", "https://")

Taken = tuple[str, int] | None  # speech and how many characters it took; None: more must be seen first


class Markup:
    """`feed` one character, get the speech that is now certain. After `fence` or `over` nothing more is said."""

    def __init__(self) -> None:
        self.pending = ""
        self.fence = False  # the model repeats its direction
        self.over = False  # the model marked the end of its turn
        self.unopened = False  # reasoning ended that never began: what came before was reasoning
        self.reasoning = False  # reasoning stood in the reply, and was left out
        self._last = "\n"  # the character before, as the model wrote it
        self._fresh = True  # nothing but blanks on this line yet
        self._marked = ""  # `*` or `_` whose word is spoken and whose other end is still to come
        self._until: Callable[[str], bool] | None = None
        self._then: Callable[[str], None] | None = None  # what to do with the first characters that were left out
        self._spoke = False
        self._head, self._tail, self._count = "", "", 0

    def feed(self, character: str) -> str:
        if self._until is not None:
            self._skip(character)
            return ""
        self.pending += character
        return self._settle()

    def close(self) -> str:
        """Returns the rest, when the stream is over: what is pending is decided by what there is."""
        return self._settle(closing=True)

    def _settle(self, closing: bool = False) -> str:
        """Takes from the front of `pending` all that can be decided."""
        out = ""
        while self.pending and not (self.fence or self.over):
            if self._until is not None:
                character, self.pending = self.pending[0], self.pending[1:]
                self._skip(character)
                continue
            taken = self._decide(self.pending, closing or len(self.pending) >= policy.HELD)
            if taken is None:
                break
            words, used = taken
            self._pass(self.pending[:used])
            self.pending = self.pending[used:]
            out += words
            self._spoke = self._spoke or bool(words.strip())
        return out

    def _pass(self, used: str) -> None:
        for character in used:
            self._fresh = character == "\n" or (self._fresh and (character.isspace() or character in "*_"))
        self._last = used[-1]

    def _leave_out(self, until: Callable[[str], bool], then: Callable[[str], None] | None = None) -> None:
        self._until, self._then = until, then
        self._head, self._tail, self._count = "", "", 0

    def _skip(self, character: str) -> None:
        """One more character that is left out; with the last one speech may go on."""
        assert self._until is not None
        if self._count < policy.HELD:
            self._head += character
        self._tail, self._count = (self._tail + character)[-policy.HELD :], self._count + 1
        if not self._until(self._tail):
            return
        self._until, then, self._then = None, self._then, None
        self._fresh = self._fresh or character == "\n"
        if then:
            then(self._head)

    def _decide(self, text: str, must: bool) -> Taken:
        """For the front of `text`. `must`: no more characters will be waited for."""
        first = text[0]
        if not self._spoke and first in "acft" and (taken := self._bare(text, must)) != ("", 0):
            return taken
        if first == "a" and (taken := self._stripped(text, must)) != ("", 0):
            return taken
        if first in "<◁":
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
        if first in "hH":
            return _address(text, must)
        return first, 1

    def _bare(self, text: str, must: bool) -> Taken:
        """`analysis` and its kin at the very start, headers that lost their marks. ("", 0): none is there."""
        found = dialects.bare_header(text)
        if found is None or (not found[0] and must):
            return "", 0
        word, reasons = found
        if not word:
            return None
        if reasons:
            self.reasoning = True
            self._leave_out(lambda tail: tail.endswith(dialects.STRIPPED))
        return "", len(word)

    def _stripped(self, text: str, must: bool) -> Taken:
        """What stands before `assistantfinal` was reasoning. ("", 0): it does not stand here."""
        if text.startswith(dialects.STRIPPED):
            self._reasoned()
            return "", len(dialects.STRIPPED)
        return None if dialects.STRIPPED.startswith(text) and not must else ("", 0)

    def _reasoned(self) -> None:
        """Reasoning ended whose beginning was not seen."""
        self.unopened = self.unopened or self._spoke
        self.reasoning, self._spoke = True, False

    def _tag(self, text: str, must: bool) -> Taken:
        if len(text) == 1:
            return (text, 1) if must else None
        if not ((text[1].isascii() and (text[1].isalpha() or text[1] in "/|!")) or text[1] == "｜"):
            return text[0], 1
        name = dialects.name_of(text)
        if name.lstrip("/").startswith(dialects.FENCE):
            self.fence = True
            return "", len(text)
        end = next((at for at, character in enumerate(text) if character in ">▷"), -1)
        if end < 0 and not must:
            return None
        if end < 0 and not dialects.opens_reasoning(name):
            self._leave_out(lambda tail: tail[-1] in ">\n" or self._count > policy.BRACKET)
        self._heed_tag(name)
        return "", end + 1 if end >= 0 else len(text)

    def _heed_tag(self, name: str) -> None:
        if dialects.closes_reasoning(name):
            self._reasoned()
        elif dialects.opens_reasoning(name):
            self.reasoning = True
            self._leave_out(lambda tail: dialects.ends_like(name, tail))
        elif name == dialects.CHANNEL:
            self._channel()
        elif name in dialects.HEADERS or name in dialects.TURN_ENDS or name == "user":
            self.over = self._spoke
            if name in dialects.HEADERS and not self.over:
                ends = dialects.HEADERS[name]
                self._leave_out(lambda tail: tail.endswith(ends), then=lambda _: self._after_header())

    def _after_header(self) -> None:
        if self._tail.endswith("<|channel|>"):
            self._channel()

    def _channel(self) -> None:
        """The name of a channel follows; only what comes through `final` is speech."""
        self._leave_out(lambda tail: tail.endswith("<|message|>") or tail[-1] == "\n", then=self._in_channel)

    def _in_channel(self, name: str) -> None:
        if name.strip().lower().startswith("final"):
            self._reasoned()
        else:
            self.reasoning = True
            self._leave_out(lambda tail: tail.endswith(dialects.CHANNEL_ENDS), then=lambda _: self._after_channel())

    def _after_channel(self) -> None:
        if self._tail.endswith("<|start|>"):
            self._heed_tag("start")
        elif self._tail.endswith("<|channel|>"):
            self._channel()

    def _bracket(self, text: str, must: bool) -> Taken:
        opener, closers = text[0], CLOSERS[text[0]]
        end = next((at for at, character in enumerate(text) if character in closers), -1)
        content = text[1:end] if end > 0 else text[1:]
        if end < 0 and not must:
            return None
        name = content.strip().lower()
        if opener == "[" and dialects.closes_reasoning(name):
            self._reasoned()
            return "", end + 1
        if opener == "[" and dialects.opens_reasoning(name):
            self.reasoning = True
            self._leave_out(lambda tail: dialects.ends_like(name, tail))
            return "", end + 1
        if opener in ROUND and is_spoken(content):
            return (_without_marks(text[: end + 1]), end + 1) if end > 0 else (opener, 1)
        if end < 0:
            self._leave_out(lambda tail: tail[-1] in closers + "\n" or self._count > policy.BRACKET)
            return "", len(text)
        if opener == "[":
            return self._after_square(text, content, end, must)
        return "", end + 1

    def _after_square(self, text: str, content: str, end: int, must: bool) -> Taken:
        """`[words](address)` keeps its words without marks; an image and a note in square brackets keep nothing."""
        if len(text) == end + 1 and not must:
            return None
        if text[end + 1 : end + 2] != "(":
            return "", end + 1
        self._leave_out(lambda tail: tail[-1] in ")\n" or self._count > policy.BRACKET)
        return ("" if self._last == "!" else _without_marks(content)), end + 1

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
            self._leave_out(lambda tail: tail[-1] in mark + "\n" or self._count > policy.BRACKET)
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


def _address(text: str, must: bool) -> Taken:
    """An address is said without its scheme, so that no screen makes a link of it."""
    lowered = text.lower()
    found = next((scheme for scheme in SCHEMES if lowered.startswith(scheme)), "")
    if found:
        return "", len(found)
    if not must and any(scheme.startswith(lowered) for scheme in SCHEMES):
        return None
    return text[0], 1


def _without_marks(text: str) -> str:
    """Square brackets, braces, emphasis and tags are nothing that is spoken, inside round brackets either."""
    return re.sub(r"[\[\]［］【】{}*`]|<(?=[a-z/|])", "", text, flags=re.IGNORECASE)


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
