"""The filter between a model and the screen: speech in character and of bearable length comes through, nothing else.

It works on characters, so the same reply gives the same words however it was cut into chunks, and at any time it holds
back at most HELD characters.
"""

from collections.abc import Sequence

from roleplay.customer.breaks import find_break, may_begin, plain
from roleplay.customer.gestures import is_cjk
from roleplay.customer.labels import Labels
from roleplay.customer.markup import HELD, Markup

TERMINALS = "。！？!?.…"
CLOSING_MARKS = "\"'”’」』)）"


class Guard:
    """`feed` chunks and `close` give what may be shown. `done`: no more of the stream is wanted.

    `broken` says that the reply left its role before anything was shown, so it may be asked for once more; later than
    that a reply ends at its last clean sentence, and `flags` tell.
    """

    def __init__(self, names: Sequence[str] = (), nonce: str = "", limit: int = 400) -> None:
        self.done = False
        self.broken = False
        self.flags: set[str] = set()
        self._markup = Markup()
        self._labels = Labels(names)
        self._nonce = nonce
        self._limit = limit
        self._opening = True  # the first HELD columns are looked at as one before any is shown
        self._held = ""
        self._plain = ""  # what is held, as phrases are written
        self._shown = ""

    @property
    def held(self) -> int:
        """How many characters are kept back just now."""
        return len(self._held) + self._labels.held + len(self._markup.pending)

    def feed(self, chunk: str) -> str:
        """The words that may be shown now that `chunk` has come."""
        before = len(self._shown)
        for character in chunk:
            if self.done:
                break
            self._take(self._markup.feed(character))
            self._heed_markup()
            self._keep_little()
        return self._shown[before:]

    def close(self) -> str:
        """The rest, when the stream has ended of itself."""
        before = len(self._shown)
        if not self.done:
            self._take(self._markup.close())
            self._heed_markup()
        self._finish()
        return self._shown[before:]

    def _finish(self) -> None:
        """Nothing more comes: what is held may go, if it is clean."""
        if not self.done:
            self._hear(self._labels.close())
        if not self.done:
            self._look(at_end=True)
        if not self.done:
            self._opening = False
            self._release(len(self._held))
        self.done = True

    def _take(self, speech: str) -> None:
        for character in speech:
            if not self.done:
                self._hear(self._labels.feed(character))
            if self._labels.other and not self.done:
                self._leave("spoke_for_seller")

    def _hear(self, speech: str) -> None:
        for character in speech:
            if not self.done:
                self._held += character
                self._plain += plain(character)
                self._look()

    def _heed_markup(self) -> None:
        if self.done:
            return
        if self._markup.fence:
            self._leave("out_of_character")
        elif self._markup.over:
            self._finish()
        elif self._markup.unopened:
            self._markup.unopened = False
            self._forget_reasoning()

    def _forget_reasoning(self) -> None:
        """Some endpoints send the end of reasoning without its beginning."""
        if self._shown:
            self._leave("reasoning_shown")
        else:
            self._held, self._plain, self._opening = "", "", True
            self._labels = self._labels.anew()

    def _look(self, at_end: bool = False) -> None:
        """Ends the reply at a phrase no customer says, else shows what can no longer become one."""
        before = plain(self._shown[-1:])
        start = find_break(self._plain, at_start=not self._shown, at_end=at_end, before=before)
        if start < 0 and self._nonce:
            start = self._plain.find(self._nonce)
        if start >= 0:
            self._held = self._held[:start]
            self._leave("out_of_character")
        elif self._opening:
            self._opening = _columns(self._held) < HELD
        if not self.done and not self._opening and not at_end:
            self._release(self._safe())

    def _safe(self) -> int:
        """How many of the held characters cannot belong to a phrase that is still coming, nor be a blank before it."""
        for start in range(len(self._plain)):
            tail = self._plain[start:].lstrip()
            if not tail or may_begin(tail, start == 0 and not self._shown) or self._nonce.startswith(tail):
                return start
        return len(self._plain)

    def _keep_little(self) -> None:
        """Two of the three places that hold back may be full at once: the oldest words then go."""
        too_many = self.held - HELD
        if too_many > 0 and not self.done:
            self._opening = False
            self._release(min(too_many, len(self._held)))
        if self.held > HELD and not self.done:
            self._hear(self._labels.close())

    def _leave(self, flag: str) -> None:
        """The role is left: what is held goes up to its last whole sentence."""
        self.done = True
        self.flags.add(flag)
        self.broken = not self._shown
        if self.broken:
            return
        clean = _sentences(self._held).rstrip()
        if clean:
            self._shown += clean
        elif not _ends_sentence(self._shown):
            self._shown += "…"

    def _release(self, count: int) -> None:
        """Shows the oldest `count` held characters, as far as the reply is not too long."""
        words, self._held, self._plain = self._held[:count], self._held[count:], self._plain[count:]
        for character in words:
            if self._is_full(character):
                self.flags.add("too_long")
                self.done = True
                return
            self._shown += character

    def _is_full(self, coming: str) -> bool:
        """At the limit the sentence is finished; at twice the limit the word is; at three times nothing is."""
        length = len(self._shown)
        if length < self._limit or coming in CLOSING_MARKS:
            return False
        if _ends_sentence(self._shown) and (coming.isspace() or is_cjk(self._shown[-1])):
            return True
        between_words = coming.isspace() or is_cjk(coming)
        if length < 2 * self._limit or not (between_words or length >= 3 * self._limit):
            return False
        self._shown += "…"
        return True


def _columns(text: str) -> int:
    """Han characters say twice as much, so an opening of half as many is enough."""
    return sum(2 if is_cjk(character) else 1 for character in text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip(CLOSING_MARKS + " ")[-1:] in tuple(TERMINALS)


def _sentences(text: str) -> str:
    """The front of `text` up to the end of its last whole sentence."""
    ends = [at + 1 for at, character in enumerate(text) if character in TERMINALS and _ends_here(text, at)]
    return text[: ends[-1]] if ends else ""


def _ends_here(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return is_cjk(text[at]) or not after or after.isspace() or after in CLOSING_MARKS
