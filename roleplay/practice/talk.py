"""Reads a stored talk, and builds the next turns from what was heard and directed. Nothing here waits."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid5

from roleplay.attempt import Attempt
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.director import customer_moves, customer_topics, direct
from roleplay.customer.state import Direction, State
from roleplay.customer.turn_request import TurnRequest
from roleplay.heard import Heard
from roleplay.listening.offline import EarlierLine
from roleplay.listening.phases import next_phase
from roleplay.store.attempts import find_attempt
from roleplay.store.database import Database
from roleplay.store.turns import StoredTurn, read_turns
from roleplay.transcript import ObjectionState, Turn


@dataclass(frozen=True)
class StoredTalk:
    """An attempt with its turns, all of it read from the store."""

    attempt: Attempt
    opening: dict[str, Any]  # the director's state before the first turn; of an imported talk there is none
    stored: tuple[StoredTurn, ...]

    @property
    def last(self) -> StoredTurn | None:
        return self.stored[-1] if self.stored else None

    @property
    def state(self) -> State:
        """The director's state after the last turn that has one."""
        kept = next((stored.state for stored in reversed(self.stored) if stored.state), None)
        return State.model_validate(kept or self.opening)

    @property
    def waits_for_answer(self) -> bool:
        return self.last is not None and self.last.turn.speaker == "seller"

    @property
    def is_unheard(self) -> bool:
        """The seller's last words are kept, but what they lead to is not worked out yet."""
        return self.last is not None and self.last.turn.speaker == "seller" and self.last.direction is None

    @property
    def half_said(self) -> bool:
        return self.last is not None and self.last.turn.status == "speaking"

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(stored.turn for stored in self.stored)

    def place_of(self, turn_id: str) -> int | None:
        """Where the seller's turn with this id stands."""
        places = (i for i, stored in enumerate(self.stored) if stored.id == turn_id and stored.turn.speaker == "seller")
        return next(places, None)


def read_talk(database: Database, attempt_id: str, person: str) -> StoredTalk:
    """Raises NotFound when there is no such attempt of this person's."""
    found = find_attempt(database, attempt_id, person)
    return StoredTalk(found.attempt, found.opening, tuple(read_turns(database, attempt_id)))


def spoken_before(talk: StoredTalk) -> list[EarlierLine]:
    """What an ear is told of the talk before the seller's next turn."""
    return [EarlierLine(turn.speaker, turn.text) for turn in talk.turns]


def unheard_turn(talk: StoredTalk, text: str, turn_id: str) -> StoredTurn:
    """The seller's next turn, its words kept before anybody has listened to them."""
    before = talk.state
    turn = Turn(
        n=len(talk.stored) + 1, speaker="seller", text=text, phase=before.phase, trust=before.trust,
        patience=before.patience, objections=objections_in(before),
    )  # fmt: skip
    return StoredTurn(turn_id, turn)


def heard_turn(talk: StoredTalk, scenario: Scenario, persona: Persona, unheard: StoredTurn, heard: Heard) -> StoredTurn:
    """The seller's turn that follows `talk`, with the state and the direction that it leads to."""
    before = talk.state
    state, direction = direct(before, heard, scenario, persona, unheard.turn.text)
    found = {
        "phase": next_phase(before.phase, "seller", heard.moves), "moves": heard.moves, "topics": heard.topics, "heard": heard
    }  # fmt: skip
    return StoredTurn(
        unheard.id, unheard.turn.model_copy(update=found), heard=asdict(heard),
        state=state.model_dump(mode="json"), direction=direction.model_dump(mode="json"),
    )  # fmt: skip


def reply_to(attempt: str, seller: StoredTurn) -> StoredTurn:
    """The customer's turn as it stands before its first word."""
    state, direction = State.model_validate(seller.state), direction_of(seller)
    n = seller.turn.n + 1
    turn = Turn(
        n=n, speaker="customer", text="", status="speaking", phase=state.phase, trust=state.trust,
        patience=state.patience, objections=objections_in(state), moves=customer_moves(direction),
        topics=customer_topics(direction), revealed=direction.revealed, acts=direction.acts, changes=direction.changes,
    )  # fmt: skip
    return StoredTurn(turn_id_of(attempt, n), turn)


def turn_id_of(attempt: str, n: int) -> str:
    """The id of a turn that no screen has named."""
    return str(uuid5(UUID(attempt), str(n)))


def cue_for(talk: StoredTalk, scenario: Scenario, persona: Persona) -> TurnRequest:
    """What the customer gets to answer the last turn."""
    seller = talk.stored[-1]
    return TurnRequest(
        attempt=talk.attempt.id, scenario=scenario, persona=persona, state=State.model_validate(seller.state),
        direction=direction_of(seller), turns=talk.turns, n=seller.turn.n + 1, seed=talk.attempt.seed,
    )  # fmt: skip


def direction_of(seller: StoredTurn) -> Direction:
    """What the customer shall do in answer to this turn."""
    return Direction.model_validate(seller.direction)


def objections_in(state: State) -> dict[str, ObjectionState]:
    return {id: concern.state for id, concern in state.objections.items()}
