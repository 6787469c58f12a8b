"""Replies of real talks that did not fit, and some that did: heard rightly, the director does nothing it must not.

Each case of `talk_cases.jsonl` has the lines before, what the customer did in them (`acts_before`), the seller's line, what
an ear should hear in it, and what must not happen. The state is set so that the lines before fit; `ready` says that enough
was told and settled for a yes.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roleplay.content.scenario import Scenario
from roleplay.customer.director import direct, opening_state
from roleplay.customer.state import Concern, Direction, State
from roleplay.heard import Heard, Span
from roleplay.transcript import MOVES
from tests.shipped import shipped

HERE = Path(__file__).parent
LIBRARY = shipped()
CASES = [json.loads(line) for line in (HERE / "talk_cases.jsonl").read_text(encoding="utf-8").splitlines()]
SEEDS = range(6)
PROPOSED = "10:00"

# What only an ear or a speaker decides, with the reason. Every other `must_not` is tested.
UNDECIDED = {
    "heard": "what is heard is the ear's, and is given here",
    "claims something never said": "what the words of a reply claim is the speaker's: no act of the director's does",
    "apologises": "whether a reply apologises is a matter of its words",
    "vague": "an act that is vague is tested as a question passed over; other words may be vague all the same",
}
REACTS_TO_PROPOSAL = {
    "time_accept",
    "time_counter",
    "agree",
    "defer",
    "stall",
    "not_yet",
    "refuse",
    "farewell",
    "improper",
}
SAYS_YES = {"yes", "reflected", "agree", "time_accept"}
TAKES_ILL = {"affronted", "affronted_leaves", "pressed", "improper"}
# an answer, if only “I'd have to check” (acknowledge, to a question) or “that is no way to ask”
ANSWERS = {
    "yes", "no", "either_or", "already_said", "small_talk", "greeting", "permission", "introduces", "acknowledge", "reflected",
    "not_understood", "ask_back", "told", "resolve", "claim_doubted", "puzzled", "disparaged", *TAKES_ILL,
}  # fmt: skip


def state_before(case: dict[str, Any], scenario: Scenario, seed: int) -> State:
    """A middling state in which the customer has just done `acts_before`."""
    state = opening_state(scenario, LIBRARY.personas[case["persona"]], "standard", seed)
    objections, revealed, hinted = dict(state.objections), list[str](), dict[str, int]()
    n = len(case["before"]) if len(case["before"]) < 3 else 10
    gave, leaning, settled = None, None, None
    for turn in case["acts_before"]:
        for act in turn:
            kind, _, topic = act.partition(" ")
            gave, leaning = kind, topic or leaning
            id = topic.partition(":")[2]
            if kind == "tell":
                revealed += [*scenario.fact(id).reveal_when.after, id]
            if kind == "hint":
                hinted[id] = hinted.get(id, 0) + 1
            if kind in ("raise", "insist", "hear_out"):
                objections[id] = Concern(state="open", raised_at=(max(2, n - 2),), heard_out=int(kind == "hear_out"))
            if kind == "resolve":
                objections[id] = Concern(state="resolved", raised_at=(max(2, n - 4),))
            if kind == "time_accept":
                settled = "accepted"
    for topic in case["should_hear"]:  # what was asked for rightly has been led to
        if topic.startswith("fact:"):
            revealed += scenario.fact(topic[5:]).reveal_when.after
    trust = max(state.trust, 2)
    if case.get("ready"):  # enough has been told and settled for a yes
        trust, revealed = 4, revealed + [fact.id for fact in scenario.facts]
    phase = "opening" if n < 3 else "objection" if leaning and leaning.startswith("objection") else "probing"
    return state.model_copy(
        update={
            "n": n, "trust": trust, "phase": phase, "objections": objections, "hinted": hinted, "gave": gave,
            "revealed": tuple(dict.fromkeys(revealed)), "leaning": leaning, "settled": settled,
            "tries": dict.fromkeys(hinted, ("earlier",)), "patience": 3,
        }
    )  # fmt: skip


def heard_in(case: dict[str, Any]) -> Heard:
    labels = case["should_hear"]
    language = "zh" if LIBRARY.scenarios[case["scenario"]].language.startswith("zh") else "en"
    return Heard(
        moves=tuple(label for label in MOVES if label in labels),
        topics=tuple(label for label in labels if ":" in label),
        spans=(Span("words", 0, len(case["seller"])),),
        language=language,
        time=PROPOSED if "time_named" in labels else None,
    )


def answered(case: dict[str, Any], before: State, direction: Direction) -> bool:
    """Whether some act bears on what was asked: a fact or worry that was named, what was just spoken of, or a plain answer."""
    named = {topic for topic in case["should_hear"] if topic.startswith(("fact:", "objection:"))} or {before.leaning}
    return any(
        act.kind in ANSWERS
        or (act.kind in ("tell", "hint", "raise", "hear_out", "partly_answered") and act.topic in named)
        for act in direction.acts
    )


def _did(direction: Direction, kinds: set[str], id: str, topic: str) -> bool:
    return any(
        act.kind in kinds and id in ("any", (act.topic or "").removeprefix(f"{topic}:")) for act in direction.acts
    )


Happened = Callable[[dict[str, Any], State, State, Direction, str], bool]
HAPPENED: dict[str, Happened] = {
    "trust up": lambda case, before, after, did, id: after.trust > before.trust,
    "fact told": lambda case, before, after, did, id: _did(did, {"tell"}, id, "fact"),
    "fact hinted": lambda case, before, after, did, id: _did(did, {"hint"}, id, "fact"),
    "hint repeated": lambda case, before, after, did, id: _did(did, {"hint"}, id, "fact"),
    "worry raised": lambda case, before, after, did, id: _did(did, {"raise"}, id, "objection"),
    "worry repeated": lambda case, before, after, did, id: _did(did, {"raise", "insist", "hear_out"}, id, "objection"),
    "worry resolved": lambda case, before, after, did, id: _did(did, {"resolve"}, id, "objection"),
    "says yes": lambda case, before, after, did, id: any(act.kind in SAYS_YES for act in did.acts),
    "agreed": lambda case, before, after, did, id: after.ending == "agreed" or (after.settled, before.settled) == ("accepted", None),
    "ends the talk": lambda case, before, after, did, id: after.ending is not None,
    "question passed over": lambda case, before, after, did, id: not answered(case, before, did),
    "proposal passed over": lambda case, before, after, did, id: not any(a.kind in REACTS_TO_PROPOSAL for a in did.acts),
    "answer passed over": lambda case, before, after, did, id: not answered(case, before, did),
    "ignores the affront": lambda case, before, after, did, id: not any(act.kind in TAKES_ILL for act in did.acts),
    "takes back a yes": lambda case, before, after, did, id: after.ending not in (None, "agreed") or _did(did, {"raise", "not_yet"}, "any", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_nothing_happens_that_must_not(case: dict[str, Any]) -> None:
    scenario, persona = LIBRARY.scenarios[case["scenario"]], LIBRARY.personas[case["persona"]]
    for seed in SEEDS:
        before = state_before(case, scenario, seed)
        after, direction = direct(before, heard_in(case), scenario, persona, case["seller"])
        acts = [f"{act.kind} {act.topic or ''}".strip() for act in direction.acts]
        for wrong in case["must_not"]:
            what, _, id = wrong.partition(": ")
            if what not in UNDECIDED:
                assert not HAPPENED[what](case, before, after, direction, id), (wrong, acts, direction.ending)


def test_every_must_not_is_tested_or_named_as_undecided() -> None:
    said = {wrong.partition(": ")[0] for case in CASES for wrong in case["must_not"]}
    assert said <= {*HAPPENED, *UNDECIDED}
    assert not set(HAPPENED) & set(UNDECIDED)
