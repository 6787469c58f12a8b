"""Simple sellers who talk to the customer: one who listens, one who tells, one in between. For tests and measures only."""

from dataclasses import dataclass, field
from pathlib import Path

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.dice import draw, pick, shuffled
from roleplay.customer.director import direct, opening_state
from roleplay.customer.lines import speak_offline
from roleplay.customer.state import Direction, State
from roleplay.customer.turn_request import TurnRequest
from roleplay.listening.listener import listener_for
from roleplay.transcript import Difficulty, Turn

LINES = Path(__file__).parent.parent / "lines"
SAYS_BACK = {
    "en": ("So {it}. Did I get that right?", "It sounds as if that wears on you.", "You mean, {it}.", "I see. {it}, and nobody has time for it."),
    "zh": ("您是说，{it}。", "听您这么说，{it}，确实不容易。", "也就是说，{it}，我理解得对吗？", "您的意思是，{it}。"),
}  # fmt: skip
FOLLOWS = {
    "en": ("Could you tell me a little more about that?", "What do you mean by that?", "How does that look on an ordinary day?", "And what happens then?"),
    "zh": ("这个您能具体说说吗？", "您说的这个，具体是什么情况？", "平时一般是怎么样的？", "然后呢，后来怎么样？"),
}  # fmt: skip
CLOSED = {
    "en": ("Is that a problem for you?", "Do you do that every day?", "Is it often like that?", "And you're happy with it?"),
    "zh": ("这对您来说是个问题吗？", "每天都这样吗？", "经常会这样吗？", "您觉得还满意吗？"),
}  # fmt: skip
TAKES_IN = {
    "en": ("I understand that worry.", "That makes sense, I'd be careful too.", "I can see why that matters to you."),
    "zh": ("这个顾虑我理解。", "您担心得有道理。", "我明白，这确实是个难处。"),
}
TIMES = {
    "en": ("Could we meet on Thursday at ten, half an hour, with your people?", "Shall we say next Tuesday at three?"),
    "zh": ("那周四中午我再过来，就占您十分钟，您看可以吗？", "下周二下午我带资料过来，您看行吗？"),
}
PARTS = {"en": "Thank you, until then. Goodbye.", "zh": "好的，谢谢您，那到时候见，再见。"}


@dataclass
class Exchange:
    """One seller's turn with its answer."""

    said: str
    answer: str
    direction: Direction
    state: State


@dataclass
class Attempt:
    """A whole talk with the offline customer."""

    scenario: Scenario
    persona: Persona
    seed: int
    difficulty: Difficulty = "standard"
    exchanges: list[Exchange] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state: State = opening_state(self.scenario, self.persona, self.difficulty, self.seed)

    @property
    def language(self) -> str:
        return primary(self.scenario.language)

    @property
    def kinds(self) -> list[str]:
        """What the customer did last."""
        return [act.kind for act in self.exchanges[-1].direction.acts] if self.exchanges else []

    def about(self, *kinds: str) -> str | None:
        """The topic of the last answer's act of one of these kinds."""
        acts = self.exchanges[-1].direction.acts if self.exchanges else ()
        return next((act.topic for act in reversed(acts) if act.kind in kinds), None)

    def turn_request(self, said: str) -> TurnRequest:
        before = self.turns[-1].text if self.turns else ""
        listener = listener_for(self.scenario.language, self.scenario.topics(), self.scenario.asked_topics())
        heard = listener.hear(said, before=before)
        self.state, direction = direct(self.state, heard, self.scenario, self.persona, said)
        self.turns.append(Turn(n=len(self.turns) + 1, speaker="seller", text=said))
        return TurnRequest(
            "a", self.scenario, self.persona, self.state, direction, tuple(self.turns), self.state.n, self.seed
        )

    def say(self, said: str) -> str:
        turn_request = self.turn_request(said)
        answer = speak_offline(turn_request)
        self.turns.append(Turn(n=len(self.turns) + 1, speaker="customer", text=answer))
        self.exchanges.append(Exchange(said, answer, turn_request.direction, self.state))
        return answer

    def once(self, lines: tuple[str, ...] | list[str], purpose: str) -> str:
        """One of these that was not said yet, by chance."""
        fresh = [line for line in lines if all(exchange.said != line for exchange in self.exchanges)] or list(lines)
        return pick(fresh, self.seed, len(self.turns), purpose)

    def gold(self, what: str) -> list[str]:
        return [gold.line for gold in self.scenario.gold if what in gold.for_]


def _first_words(attempt: Attempt) -> str:
    opening = ("check:introduces", "check:agenda", "check:who-and-why", "check:permission")
    lines = [gold.line for gold in attempt.scenario.gold if set(opening) & set(gold.for_)]
    hello = {"en": "Hello, this is Jonas. ", "zh": "您好，我是小陈。"}[attempt.language]
    return hello + pick(lines, attempt.seed, 0, "opening") if lines else hello


def _core(text: str, language: str) -> str:
    """What somebody says back: the longest clause, without its stop."""
    for stop in "。！？.!?；;，":
        text = text.replace(stop, "|") if language == "zh" or stop != "，" else text
    return max(text.split("|"), key=len).strip()


def strong(attempt: Attempt) -> str:
    """Asks openly, says back, takes worries in and answers them, then names a time."""
    language, scenario = attempt.language, attempt.scenario
    if not attempt.exchanges:
        return _first_words(attempt)
    if attempt.state.settled:
        return PARTS[language]
    if worry := attempt.about("raise", "insist", "hear_out", "already_answered"):
        return attempt.once(attempt.gold(worry), "answer") if attempt.gold(worry) else TAKES_IN[language][0]
    duty = next((d for d in scenario.product.must_do if d.id not in attempt.state.duties and d.when.topic == attempt.about("tell")), None)  # fmt: skip
    if duty:
        lines = [gold.line for gold in scenario.gold if duty.when.topic in gold.for_]
        return attempt.once(lines[-1:] or list(FOLLOWS[language]), "duty")
    resolved = sum(concern.state == "resolved" for concern in attempt.state.objections.values())
    wants = scenario.ending.agree_when
    enough = len(attempt.state.revealed) >= wants.facts and resolved >= wants.resolved
    if enough or attempt.state.n >= scenario.ending.max_turns - 8:
        return attempt.once(TIMES[language], "time")
    if attempt.about("tell"):
        back = attempt.once(SAYS_BACK[language], "back").format(it=_core(attempt.turns[-1].text, language))
        return back if draw(attempt.seed, attempt.state.n, "only-back") < 0.4 else f"{back} {_next_question(attempt)}"
    if hint := attempt.about("hint"):
        return attempt.once(attempt.gold(hint) or list(FOLLOWS[language]), "follow")
    return _next_question(attempt)


def _next_question(attempt: Attempt) -> str:
    names = [fact.id for fact in attempt.scenario.facts if fact.id not in attempt.state.revealed]
    for name in shuffled(names, attempt.seed, "facts")[:3] if attempt.state.n > 6 else names[:2]:
        lines = [line for line in attempt.gold(f"fact:{name}") if all(e.said != line for e in attempt.exchanges)]
        if lines:
            return pick(lines, attempt.seed, attempt.state.n, "question")
    return attempt.once(FOLLOWS[attempt.language], "again")


def teller(attempt: Attempt) -> str:
    """Goes through the messages, the figures and the price, brushes worries aside, and pushes at the end."""
    product = attempt.scenario.product
    says = [item.says for item in (*product.key_messages, *product.evidence)] + (
        [product.price] if product.price else []
    )
    if not attempt.exchanges:
        return _first_words(attempt)
    pushes = {"en": "You should really sign today, this offer ends on Friday.", "zh": "您今天就定下来吧，别再犹豫了。"}
    place = attempt.state.n // 2
    if place >= 9:
        return pushes[attempt.language] if place % 2 else attempt.once(TIMES[attempt.language], "time")
    order = shuffled(says, attempt.seed, "tells")
    return order[(place - 1) % len(order)]


def average(attempt: Attempt) -> str:
    """Now a good question, now a closed one, now product talk; a worry gets a kind word and a message."""
    language = attempt.language
    if attempt.about("raise", "insist", "hear_out"):
        product = attempt.scenario.product
        says = shuffled([item.says for item in (*product.key_messages, *product.evidence)], attempt.seed, "tells")
        return f"{attempt.once(TAKES_IN[language], 'in')} {pick(says, attempt.seed, attempt.state.n, 'try')}"
    lot = draw(attempt.seed, attempt.state.n, "what")
    if attempt.exchanges and attempt.state.n > 4 and not attempt.state.settled and lot < 0.25:
        return teller(attempt)
    if attempt.exchanges and lot < 0.5 and not attempt.state.settled:
        return attempt.once(CLOSED[language], "closed")
    return strong(attempt)


def script(name: str) -> list[str]:
    return [line for line in (LINES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def play(
    scenario: Scenario, persona: Persona, seed: int, seller: object, difficulty: Difficulty = "standard"
) -> Attempt:
    """A whole attempt: `seller` is a function of the attempt so far, or a list of lines."""
    attempt = Attempt(scenario, persona, seed, difficulty)
    lines = iter(seller) if isinstance(seller, list) else None
    while attempt.state.ending is None:
        said = next(lines, None) if lines is not None else seller(attempt)  # type: ignore[operator]
        if said is None:
            break
        attempt.say(said)
    return attempt
