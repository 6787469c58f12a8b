"""How fast an answer is typed on the screen: people need time to think and to speak. Only the browser waits; nothing else in the project does."""

from dataclasses import dataclass

from roleplay.content.persona import Persona

SHORTEST, LONGEST = 0.6, 2.5  # seconds of silence before an offline answer


def _weight(text: str) -> float:
    """How much there is to say: a Han character weighs as much as half a Latin word."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.33 for letter in text)


@dataclass(frozen=True)
class TypingSpeed:
    """`scale` 0 waits for nothing: for tests that look at something else."""

    scale: float = 1.0
    tick: float = 0.06  # seconds between two pieces on the screen: fewer messages, and still a flow
    speed: float = 30.0  # Han characters a second
    longest_speech: float = 3.5  # seconds: a long answer is spoken faster, not longer

    def silence(self, answer: str, persona: Persona) -> float:
        """Seconds before the first word: longer for a long answer, shorter for impatient and for talkative people."""
        temper = persona.temperament
        think = SHORTEST + _weight(answer) / 45 + 0.15 * temper.patience - 0.1 * temper.talkativeness
        return self.scale * min(max(think, SHORTEST), LONGEST)

    def pieces(self, text: str) -> list[str]:
        """The text in the portions of one tick each."""
        if not self.scale:
            return [text]
        weight = _weight(text) or 1.0
        ticks = max(1, round(min(weight / self.speed, self.longest_speech) / self.tick))
        size = weight / ticks
        pieces: list[str] = []
        piece, so_far = "", 0.0
        for letter in text:
            piece, so_far = piece + letter, so_far + _weight(letter)
            if so_far >= size:
                pieces, piece, so_far = [*pieces, piece], "", so_far - size
        return [*pieces, piece] if piece else pieces

    @property
    def between(self) -> float:
        return self.tick * bool(self.scale)
