"""An attempt played through the real listener and director, for tests of who speaks the customer's turns."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.director import direct, opening_state
from roleplay.customer.state import Direction, State
from roleplay.customer.turn_request import Fallback, Mode, ReplyChunk, Spoken, TurnRequest
from roleplay.listening.listener import Listener
from roleplay.transcript import Act, Turn

SELLER = [
    "Good morning, Mara. I'm Tom from PumpCare. Is now a good moment?",
    "How do your nights go when a pump comes to a standstill?",
    "It sounds as if those stops wear people out. How often do they happen?",
    "What does a stop cost you?",
    "We do remote checks and you pay monthly. Plant B cut its stops by a third.",
    "I see, the budget is a worry. Could a monthly price help?",
]


@dataclass
class Played:
    """One attempt, turn by turn: `turn_request` takes the seller's words, `answered` the customer's."""

    scenario: Scenario
    persona: Persona
    seed: int = 7
    attempt: str = "5f3b6c1e-8a41-4e0b-9f5d-0c2a7d9e1b34"
    turns: list[Turn] = field(default_factory=list)
    requests: list[TurnRequest] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state: State = opening_state(self.scenario, self.persona, "standard", self.seed)
        self.listener = Listener(self.scenario.language, self.scenario.topics())

    def turn_request(self, words: str) -> TurnRequest:
        before = self.turns[-1].text if self.turns else ""
        heard = self.listener.hear(words, before=before)
        self.state, direction = direct(self.state, heard, self.scenario, self.persona, words)
        return self._request(words, direction)

    def request_for(self, words: str, *acts: Act, **direction: object) -> TurnRequest:
        """A request with a direction of the test's own."""
        self.state = self.state.model_copy(update={"n": self.state.n + 2})
        return self._request(words, Direction(acts=acts, **direction))  # type: ignore[arg-type]

    def _request(self, words: str, direction: Direction) -> TurnRequest:
        self.turns.append(Turn(n=len(self.turns) + 1, speaker="seller", text=words))
        self.requests.append(
            TurnRequest(self.attempt, self.scenario, self.persona, self.state, direction, tuple(self.turns), self.state.n, self.seed)
        )  # fmt: skip
        return self.requests[-1]

    def answered(self, text: str) -> None:
        self.turns.append(Turn(n=len(self.turns) + 1, speaker="customer", text=text))


async def collect(reply: AsyncIterator[ReplyChunk | Fallback | Spoken]) -> tuple[list[str], list[str], Spoken]:
    """(pieces, whys of fallbacks, the end) of a reply."""
    events = [event async for event in reply]
    spoken = events[-1]
    assert isinstance(spoken, Spoken)
    assert not any(isinstance(event, Spoken) for event in events[:-1])
    pieces = [event.text for event in events if isinstance(event, ReplyChunk)]
    return pieces, [event.why for event in events if isinstance(event, Fallback)], spoken


async def play(customer: object, played: Played, mode: Mode, lines: list[str] = SELLER) -> list[Spoken]:
    """A whole attempt; the customer's words become part of it."""
    spoken = []
    for line in lines:
        _, _, end = await collect(customer.reply(played.turn_request(line), mode))  # type: ignore[attr-defined]
        played.answered(end.text)
        spoken.append(end)
    return spoken
