"""A talk played with what was heard, turn by turn, without words."""

from dataclasses import dataclass, field, replace
from itertools import count

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.director import direct
from roleplay.customer.state import Concern, Direction, State
from roleplay.heard import Heard, Span

_words = count(1)


def heard(*moves: str, about: str | tuple[str, ...] = (), time: str | None = None, language: str = "en") -> Heard:
    """What was heard in new words; `about` are the topics."""
    topics = (about,) if isinstance(about, str) else about
    return Heard(moves, topics, (Span("words", 0, next(_words)),), language, time)


@dataclass
class Talk:
    scenario: Scenario
    persona: Persona
    state: State
    directions: list[Direction] = field(default_factory=list)

    def say(self, *moves: str, **about: object) -> list[str]:
        """The seller's turn; what the customer does about it, as `kind` or `kind topic`."""
        return self.hear(heard(*moves, **about))  # type: ignore[arg-type]

    def asks(self, said: str, *moves: str, near: tuple[str, ...] = (), **about: object) -> list[str]:
        """The seller's turn in words that ask something; `near` is what the ear thinks the question may be about."""
        return self.hear(replace(heard(*moves, **about), near=near), said)  # type: ignore[arg-type]

    def hear(self, words: Heard, said: str = "") -> list[str]:
        self.state, direction = direct(self.state, words, self.scenario, self.persona, said)
        self.directions.append(direction)
        return [f"{act.kind} {act.topic}" if act.topic else act.kind for act in direction.acts]

    def having(self, **changed: object) -> "Talk":
        """The same talk in another state."""
        self.state = self.state.model_copy(update=changed)
        return self

    def afresh(self, **changed: object) -> "Talk":
        """The talk in its second exchange, with nothing raised and nothing told."""
        waiting = {objection.id: Concern() for objection in self.scenario.objections}
        early = State(seed=1, difficulty="standard", n=4, phase="probing", trust=2, patience=3, objections=waiting)
        self.state = early
        return self.having(**changed)

    def with_open(self, id: str, at: int = 2, state: str = "open") -> "Talk":
        """The objection was just raised."""
        concern = Concern(state=state, raised_at=(at,))  # type: ignore[arg-type]
        objections = {**self.state.objections, id: concern}
        return self.having(objections=objections, leaning=f"objection:{id}", gave="raise", n=at, phase="objection")

    @property
    def why(self) -> list[str]:
        """Why trust and patience moved in the last turn: `+trust reflected`."""
        changes = self.directions[-1].changes
        return [f"{'+' if change.by > 0 else '-'}{change.what} {change.why}" for change in changes]

    def objection(self, id: str) -> str:
        return self.state.objections[id].state
