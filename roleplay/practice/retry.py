"""Starts a retry: a new attempt that begins before one of the seller's turns, with everything before it copied."""

from uuid import uuid4

from roleplay.attempt import Attempt
from roleplay.errors import RoleplayError
from roleplay.practice.talk import turn_id_of
from roleplay.store.attempts import find_attempt
from roleplay.store.branches import add_branch
from roleplay.store.database import Database
from roleplay.store.turns import read_turns
from roleplay.transcript import Turn


def start_branch(database: Database, attempt: Attempt, turn: int) -> Attempt:
    """The new attempt. Raises NotFound for one that was deleted meanwhile, RoleplayError: see `check_retry`."""
    turns = [stored.turn for stored in read_turns(database, attempt.id)]
    if not turns:
        find_attempt(database, attempt.id, attempt.person)
    check_retry(attempt, turns, turn)
    id = str(uuid4())
    return add_branch(database, attempt.id, id, turn, {n: turn_id_of(id, n) for n in range(1, turn)})


def check_retry(attempt: Attempt, turns: list[Turn], turn: int) -> None:
    """Raises RoleplayError `retry-imported`, `retry-unfinished`, `retry-nothing-said`, `retry-no-turn` or
    `retry-customer-turn`.

    A talk that goes on is not retried: the seller would take lines back instead of mending them, and see no scorecard first.
    """
    if attempt.kind == "imported":
        raise RoleplayError("retry-imported")  # its turns carry no state to go on from
    if not attempt.is_finished:
        raise RoleplayError("retry-unfinished")
    if attempt.abandoned:
        raise RoleplayError("retry-nothing-said")
    own = [each.n for each in turns if each.speaker == "seller"]
    if not 1 <= turn <= len(turns):
        raise RoleplayError("retry-no-turn", turn=turn, known=_listed(own))
    if turn not in own:
        raise RoleplayError("retry-customer-turn", turn=turn, known=_listed(own))


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(n) for n in numbers)
