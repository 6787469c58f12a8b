"""The ear that needs no endpoint: words and meaning hear the same line, and what either is sure of counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from roleplay.catalogue import Catalogue
from roleplay.heard import Heard
from roleplay.listening.about import with_topics
from roleplay.listening.listener import Listener
from roleplay.listening.meaning.moves import with_moves
from roleplay.transcript import Speaker


@dataclass(frozen=True)
class EarlierLine:
    """A line of the talk before the one that is heard."""

    speaker: Speaker
    text: str


class OfflineEar:
    """Hears turns of one language and, with a catalogue, what they are about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._words = Listener(catalogue.language, catalogue.phrases, catalogue.asked)

    def hear(self, text: str, before: Sequence[EarlierLine] = (), speaker: Speaker = "seller") -> Heard:
        """Moves, topics and time of one turn; `before` is the talk before it, oldest first."""
        last = before[-1].text if before and before[-1].speaker != speaker else ""
        heard = self._words.hear(text, before=last, speaker=speaker)
        if speaker == "customer":
            return heard
        heard = with_moves(heard, text, last, self._words, answers=any(one.speaker != speaker for one in before))
        return with_topics(heard, text, [(one.speaker, one.text) for one in before], self._words, self.catalogue)


@lru_cache(maxsize=64)
def offline_ear(catalogue: Catalogue) -> OfflineEar:
    """The ear for a catalogue, made once and kept."""
    return OfflineEar(catalogue)
