"""What moves say about one another: which of those heard stand, once all have been heard."""

from collections.abc import Mapping
from dataclasses import dataclass

from roleplay.heard import BAD_MOVES

CREDIT = ("reflection", "acknowledgement")  # moves that a seller gains by: precision first
NO_CREDIT = (*BAD_MOVES, "dismissal")  # beside these there is no credit
HEARD = 0.5  # sureness from which a move is heard: see `weights.Weights`
VERY_SURE = 0.95  # credit stands beside a bad move only from here; this and the next two are judgement, tried by folds
NEARLY = 0.05  # a bad move that was nearly heard: credit must be surer than it
SURER = 0.5  # by so much
ABOUT = 0.05
CREDIT_FROM = 0.53
# without a word from the list: a customer who takes offence at nothing is worse than one who overhears. By folds .7, where
# nothing harmless is surer, hears three times the insults of .88 alone and takes no more honest lines for one
RUDE_FROM = 0.8
MACHINE_FROM = 0.9  # a course in programming is no talk to a program
IMPROPER_FROM = 0.6  # nor is a fund that helps the poor a bribe
FAREWELL_FROM = 0.65  # it ends a talk, and “thank you” alone does not say it
SMALL_TALK_FROM = 0.6  # so that a word of thanks is none
NEXT_STEP_FROM = 0.6  # a question about their world is not one
OVER_CLAIM_FROM = 0.6
LEAST = {
    "next_step": NEXT_STEP_FROM, "over_claim": OVER_CLAIM_FROM,
    "rude": RUDE_FROM, "machine_talk": MACHINE_FROM, "improper_offer": IMPROPER_FROM, "reflection": CREDIT_FROM,
    "acknowledgement": CREDIT_FROM, "farewell": FAREWELL_FROM, "small_talk": SMALL_TALK_FROM,
}  # fmt: skip
RULES_TOO = 0.3
GRAVE = (
    "rude",
    "improper_offer",
    "machine_talk",
)  # each fails an attempt: beside an honest question meaning alone won't do
ASKING = ("open_question", "closed_question", "follow_up", "agenda", "asks_time")
ASKS_FROM = 0.3  # judgement: questions that are so sure belong to nine honest lines in ten
ASKS_LESS = 0.5  # judgement: so much surer than any question, “are you a real person?” is meant as it sounds
OUTWEIGHED = (
    "rude",
    "dismissal",
    "pressure",
    "disparages",
)  # hardest to tell by meaning alone: they must be surer than all of these
BOTH = 0.3  # judgement: a day in the line, and so much of a proposal in it
HARMLESS = ("open_question", "closed_question", "follow_up", "asks_time", "check_back", "reflection", "acknowledgement",
            "small_talk", "takes_back")  # fmt: skip


@dataclass(frozen=True)
class Around:
    """What is known of a line beside its words: whether the customer has spoken, and whether a time is named in it."""

    answers: bool
    names_time: bool
    brushes_off: bool  # “no need to worry” takes no worry in
    nothing_else: bool = False  # the line is one clause
    promises_nothing: bool = False  # “I can't promise that” claims too little, not too much


def asks(sureness: Mapping[str, float]) -> float:
    """How surely something is asked."""
    return max((sureness.get(move, 0.0) for move in ASKING), default=0.0)


def settle(
    sureness: Mapping[str, float],
    sure: frozenset[str],
    around: Around,
    by_rules: frozenset[str] = frozenset(),
    asking: Mapping[str, float] | None = None,
) -> frozenset[str]:
    """Which moves stand. `sure` are those that a word list alone makes certain, `by_rules` those that rules heard too;
    `asking` is, for each move, how surely the sentence that shows it asks something."""
    heard = {move for move, p in sureness.items() if p >= _least(move, by_rules)} | sure
    asked = asking or dict.fromkeys(GRAVE, asks(sureness))
    doubtful = {
        move for move in GRAVE if asked[move] >= ASKS_FROM and sureness.get(move, 0.0) < asked[move] + ASKS_LESS
    }
    heard -= doubtful - sure - by_rules
    harmless = max((sureness.get(move, 0.0) for move in HARMLESS), default=0.0)
    heard -= {move for move in OUTWEIGHED if sureness.get(move, 0.0) <= harmless} - sure - by_rules
    if "unclear" in heard:
        clearest = max((p for move, p in sureness.items() if move != "unclear"), default=0.0)
        if not sure and sureness["unclear"] >= clearest:
            return frozenset({"unclear"})
        heard.discard("unclear")
    if around.nothing_else and sureness.get("thanks", 0.0) >= VERY_SURE and "farewell" not in sure:
        heard -= {"small_talk", "farewell"}  # “thank you!” is that and no more
    if not around.names_time:
        heard.discard("time_named")
    elif min(sureness.get(move, 0.0) for move in ("next_step", "time_named")) >= BOTH and not heard & {
        "open_question",
        "follow_up",
    }:
        heard |= {"next_step", "time_named"}  # “half an hour, next Tuesday, ten?”: each alone would be too little
    if around.promises_nothing and "over_claim" not in sure:
        heard.discard("over_claim")
    if not around.answers:
        heard.discard("reflection")  # nobody has said anything to be given back
    if around.brushes_off and (around.nothing_else or sureness.get("acknowledgement", 0.0) < VERY_SURE):
        heard.discard("acknowledgement")
    given = max((sureness.get(move, 0.0) for move in by_rules.intersection(CREDIT)), default=0.0)
    if "rude" not in sure and given >= HEARD and sureness.get("rude", 0.0) <= given + ABOUT:
        heard.discard("rude")  # the rules heard words given back, and the classifier is at least as sure of them
        sureness = {**sureness, "rude": 0.0}
    return frozenset(heard - _without_credit(sureness, heard))


def _least(move: str, by_rules: frozenset[str]) -> float:
    """The sureness from which a move counts: less where the rules heard it too, more where it would cost or gain."""
    if move in by_rules:
        return RULES_TOO
    return LEAST.get(move, HEARD)


def _without_credit(sureness: Mapping[str, float], heard: set[str]) -> set[str]:
    bad = max(sureness.get(move, 0.0) for move in NO_CREDIT)
    if not heard.isdisjoint(NO_CREDIT):
        return {move for move in CREDIT if sureness.get(move, 0.0) < VERY_SURE}
    enough = min(bad + SURER, VERY_SURE)
    return {move for move in CREDIT if bad >= NEARLY and sureness.get(move, 0.0) < enough}
