"""The filter between a model and the screen: speech in character and of bearable length comes through, nothing else.

It works on characters, so the same reply gives the same words however it was cut into chunks. It holds back the opening,
and later the sentence that may turn into one no customer says; what is clear flows on.
"""

from collections.abc import Sequence

from roleplay.cleaning import Cleaner
from roleplay.customer import policy
from roleplay.customer.breaks import find_break, may_begin, plain
from roleplay.customer.conduct import Conduct
from roleplay.customer.gestures import is_cjk
from roleplay.customer.labels import Labels
from roleplay.customer.markup import Markup
from roleplay.customer.recital import units

TERMINALS = "。！？!?.…"
CLOSING_MARKS = "\"'”’」』)）"
REFUSED = frozenset(
    {"out_of_character", "spoke_for_seller", "reasoning_shown", "other_language", "recites", "third_person"}
    | {"invents_figure", "sells", "serves", "gives_in"}
)


class Guard:
    """`feed` chunks and `close` give what may be shown. `done`: no more of the stream is wanted.

    `broken` says that the reply left its role before anything was shown, so it may be asked for once more; later than
    that a reply ends at its last clean sentence, it is `cut`, and `flags` tell why.
    """

    def __init__(
        self,
        names: Sequence[str] = (),
        nonce: str = "",
        limit: int = policy.DEFAULT_LIMIT,
        conduct: Conduct | None = None,
    ) -> None:
        self.done = False
        self.broken = False
        self.cut = False
        self.flags: set[str] = set()
        self._cleaner = Cleaner()
        self._markup = Markup()
        self._labels = Labels(names)
        self._conduct = conduct or Conduct(names=tuple(names))
        self._nonce = nonce
        self._limit = limit
        self._taken = 0
        self._opening = True  # the first `HELD` columns are looked at as one before any is shown
        self._doubtful = False
        self._judged = 0  # up to here, in shown and held words, whole sentences were found clean
        self._sentences: set[str] = set()
        self._held = ""
        self._plain = ""  # what is held, as phrases are written
        self._shown = ""

    @property
    def held(self) -> int:
        """Returns how many characters are kept back just now."""
        return len(self._held) + self._labels.held + len(self._markup.pending)

    def feed(self, chunk: str) -> str:
        """Returns the words that may be shown now that `chunk` has come."""
        before = len(self._shown)
        for character in self._cleaner.feed(chunk[: policy.MOST_TAKEN + 1]):
            if self.done:
                break
            self._take(self._markup.feed(character))
            self._heed_markup()
            self._taken += 1
            if self._taken > policy.MOST_TAKEN and not self.done:
                self.flags.add("too_long")
                self._finish()
        return self._shown[before:]

    def close(self, broken_off: bool = False) -> str:
        """Returns the rest, when the stream has ended. One that was `broken_off` ends at its last whole sentence or
        with “…”."""
        before = len(self._shown)
        if not self.done:
            self._take(self._markup.close())
            self._heed_markup()
        self._finish(broken_off)
        return self._shown[before:]

    def break_off(self) -> str:
        """Returns the rest, when the connection was lost: nothing as long as too little has come to be shown."""
        if not self._shown and _columns(self._held) < policy.HELD:
            return ""
        return self.close(broken_off=True)

    def _finish(self, broken_off: bool = False) -> None:
        """Nothing more comes: what is held may go, if it is clean."""
        if not self.done:
            self._hear(self._labels.close())
        if self._labels.other and not self.done:
            self._leave("spoke_for_seller")
        if not self.done:
            self._look(at_end=True)
        if not self.done:
            self._opening = self._doubtful = False
            if broken_off:
                self._end_broken_off()
            else:
                self._release(len(self._held))
        self.done = True

    def _end_broken_off(self) -> None:
        self.cut = True
        self.flags.add("broken_off")
        whole = len(_sentences(self._shown + self._held))
        if whole > len(self._shown) or whole == len(self._shown.rstrip()) > 0:
            self._release(max(0, whole - len(self._shown)))
            return
        self._release(len(self._held))
        self._shown = self._shown.rstrip() if not self._held else self._shown
        if self._shown and not _ends_sentence(self._shown):
            self._shown += "…"

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
            self._judged, self._doubtful, self._sentences = 0, False, set()
            self._labels = self._labels.anew()

    def _look(self, at_end: bool = False) -> None:
        """Ends the reply where no customer would go on so, else shows what is clear."""
        before = plain(self._shown[-1:])
        start = find_break(self._plain, at_start=not self._shown, at_end=at_end, before=before)
        if start < 0 and self._nonce:
            start = self._plain.find(self._nonce)
        if start >= 0:
            self._held = self._held[:start]
            self._leave("out_of_character")
            return
        self._judge(at_end)
        if self.done or at_end:
            return
        if self._opening:
            self._opening = _columns(self._held) < policy.HELD
        if not self._opening:
            self._release(self._clear())

    def _judge(self, at_end: bool) -> None:
        """Judges the sentence that has just ended, and doubts the one that goes on."""
        text = self._shown + self._held
        if not (at_end or _has_ended(text)):
            self._doubt(text)
            return
        end = len(text) if at_end else len(text) - 1
        sentence, start = text[self._judged : end], max(0, self._judged - len(self._shown))
        if self._says_again(sentence):  # the first time was speech, so the reply is only too long
            self.flags.add("too_long")
            self._opening = self._doubtful = False
            self._release(start)
            self.done = True
            return
        if fault := self._fault(sentence):
            self._held = self._held[:start]
            self._leave(fault)
            return
        self._judged, self._doubtful = end, False

    def _fault(self, sentence: str) -> str:
        words = units(plain(sentence))
        if len(words) > policy.SAID_TWICE:
            self._sentences.add(" ".join(words))
        return self._conduct.fault(sentence)

    def _says_again(self, sentence: str) -> bool:
        words = units(plain(sentence))
        return len(words) > policy.SAID_TWICE and " ".join(words) in self._sentences

    def _doubt(self, text: str) -> None:
        sentence = text[self._judged :]
        if len(sentence) > policy.DOUBTED:
            self._doubtful = False
        elif not (text[-1].isascii() and text[-1].isalnum()):
            again = " ".join(units(plain(sentence)))
            said_already = " " in again and any(said.startswith(again) for said in self._sentences)
            self._doubtful = said_already or self._conduct.doubtful(sentence)

    def _clear(self) -> int:
        """How many of the held characters may go: whole sentences, and of the last one all but its newest words."""
        known = max(0, self._judged - len(self._shown))
        if self._doubtful:
            # a short sentence waits with a doubtful one
            whole = self._shown or _columns(self._held[:known]) >= policy.HELD
            return min(known, self._safe()) if whole else 0
        end, back = len(self._held), 0
        while end > known and back < policy.LAG:
            end -= 1
            back += 2 if is_cjk(self._held[end]) else 1
        return min(end, self._safe())

    def _safe(self) -> int:
        """How many of the held characters cannot belong to a phrase that is still coming, nor be a blank before it."""
        for start in range(len(self._plain)):
            tail = self._plain[start:].lstrip()
            if not tail or may_begin(tail, start == 0 and not self._shown) or self._nonce.startswith(tail):
                return start
        return len(self._plain)

    def _leave(self, flag: str) -> None:
        """The role is left: what is held goes up to its last whole sentence."""
        self.done = True
        self.flags.add(flag)
        self.broken = not self._shown
        if self.broken:
            return
        self.cut = True
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
        if length < policy.WORD_LIMIT * self._limit or not (between_words or length >= policy.HARD_LIMIT * self._limit):
            return False
        self._shown += "…"
        return True


def _columns(text: str) -> int:
    """Han characters say twice as much, so an opening of half as many is enough."""
    return len(text) + sum(map(is_cjk, text))


def _has_ended(text: str) -> bool:
    """Whether the last character shows that a sentence ended before it."""
    last, before = text[-1], text[-2:-1]
    if last in TERMINALS or last in CLOSING_MARKS or not _ends_sentence(text[:-1]):
        return False
    return last.isspace() or is_cjk(before) or is_cjk(last)


def _ends_sentence(text: str) -> bool:
    return text.rstrip(CLOSING_MARKS + " ")[-1:] in tuple(TERMINALS)


def _sentences(text: str) -> str:
    """The front of `text` up to the end of its last whole sentence."""
    ends = [at + 1 for at, character in enumerate(text) if character in TERMINALS and _ends_here(text, at)]
    return text[: ends[-1]] if ends else ""


def _ends_here(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return is_cjk(text[at]) or not after or after.isspace() or after in CLOSING_MARKS
