"""The ear for topics by meaning: how likely a seller's line touches each topic of a catalogue, and which words show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from roleplay.catalogue import Catalogue
from roleplay.listening.meaning.comparison import Bars, Comparison, comparison
from roleplay.listening.meaning.encoder import Encoder, encoder
from roleplay.listening.meaning.pairs import features
from roleplay.listening.meaning.profile import Floats, Profile, profile_of
from roleplay.listening.meaning.shipped import encode_known
from roleplay.listening.meaning.views import views_of


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely a line touches a topic, 0 to 1; `text[start:end]` is the part of it that shows it best."""

    topic: str
    chance: float
    start: int
    end: int


class TopicEar:
    """Compares lines with the topics of one catalogue. The encoder is loaded when the first line comes."""

    def __init__(self, catalogue: Catalogue, encoder: Encoder, learned: Comparison) -> None:
        self._catalogue = catalogue
        self._encoder = encoder
        self._learned = learned

    @cached_property
    def _profile(self) -> Profile:
        return profile_of(self._catalogue.topics, self._encode_known, self._learned.bases.learned)

    def _encode_known(self, texts: Sequence[str]) -> Floats:
        return encode_known(texts, self._encoder)

    @property
    def bars(self) -> Bars:
        """From which chance on a topic counts here."""
        if self._catalogue.is_much_taught:
            return self._learned.many
        few = self._learned.few
        return few.get(self._catalogue.language.split("-")[0].lower(), few["en"])

    def hear(self, text: str, before: str = "") -> dict[str, Likeness]:
        """By topic; `before` is what the other one said last."""
        if not text.strip():
            return {}
        views = views_of(text, before)
        rows, shown = features(self._profile, self._learned.bases, views, self._encoder.encode)
        chances = self._learned.trees.chance(rows)
        found: dict[str, Likeness] = {}
        for topic, chance, at in zip(self._catalogue.topics, chances, shown, strict=True):
            part = views.parts[int(at)]
            found[topic.id] = Likeness(topic.id, round(float(np.float64(chance)), 4), part.start, part.end)
        return found


@lru_cache(maxsize=64)
def topic_ear(catalogue: Catalogue) -> TopicEar | None:
    """The ear for a catalogue, made once and kept; None without topics, or where the encoder is missing or another than
    the one that the comparison was taught with."""
    if not catalogue.topics:
        return None
    found = encoder()
    learned = comparison() if found else None
    return TopicEar(catalogue, found, learned) if found and learned and learned.encoder == found.version else None
