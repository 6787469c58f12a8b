"""One moment of the talk: the seller has just spoken, the customer has not yet answered."""

from dataclasses import dataclass, replace

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer.dice import chance, fingerprint, own
from roleplay.customer.state import State
from roleplay.heard import Heard
from roleplay.transcript import Act, ActKind, Ending

EARLY = 12  # before it a next step without a day, in a question or about a fact, is more likely a question misheard
CARES = ("open_question", "closed_question", "reflection", "acknowledgement", "agenda")


@dataclass(frozen=True)
class Moment:
    """What every rule of the director looks at. `state` is the one before the customer's answer."""

    state: State
    heard: Heard
    scenario: Scenario
    persona: Persona

    @property
    def n(self) -> int:
        """The number of the customer's turn."""
        return self.state.n + 2

    @property
    def followed(self) -> bool:
        """Whether the seller spoke words in the customer's language."""
        return self.heard.language == primary(self.scenario.language)

    @property
    def asks(self) -> bool:
        return self.heard.has("open_question", "closed_question")

    @property
    def tells(self) -> bool:
        return self.heard.has("telling", "evidence", "price") or self.touches_kind("key_message", "evidence")

    @property
    def only_tells(self) -> bool:
        """A stretch of product talk that asks nothing and takes nothing up. A greeting's own words are none."""
        names_themselves = self.state.n == 0 and self.heard.has("introduction")
        goes_on = self.heard.has("next_step", "farewell") or self.touches_kind("must_do")
        return self.tells and not (names_themselves or goes_on or self.heard.has(*CARES))

    @property
    def talks_product(self) -> bool:
        """Talk of the product, whatever else was heard in it."""
        return self.heard.has("telling") and self.touches_kind("key_message", "evidence")

    @property
    def says_back(self) -> bool:
        """A reflection of what they said. Product talk or a price before anything was told only sounds like one."""
        return self.heard.has("reflection") and not (
            self.tells and (self.heard.has("price") or not (self.state.revealed or self.state.kept_back))
        )

    @property
    def announces(self) -> bool:
        """“I'd like to ask how you plan, is that all right?” announces a question and asks for leave only."""
        plans = [span for span in self.heard.spans if span.what == "agenda"]
        asked = [span for span in self.heard.spans if span.what == "open_question"]
        return bool(plans and asked) and all(
            any(plan.start < question.end and question.start < plan.end for plan in plans) for question in asked
        )

    @property
    def closed_only(self) -> bool:
        """A question for a yes or a no, and nothing that invites more."""
        return self.heard.has("closed_question") and not self.heard.has("open_question", "reflection")

    @property
    def proposes(self) -> bool:
        """A next step. Early in a talk an open question, or words about a fact, without a day are just a question."""
        about_them = self.heard.has("open_question") or self.touches_kind("fact")
        early_question = self.state.n < EARLY and about_them and self.heard.time is None
        names_a_time = self.heard.time is not None and self.heard.has("closed_question")
        return names_a_time or (self.heard.has("next_step") and not early_question)

    @property
    def unclear(self) -> bool:
        """Words were spoken and nothing in them was recognised: the listener's fault, never the seller's."""
        return not self.heard.moves and not self.heard.topics

    def touches_kind(self, *kinds: str) -> bool:
        return any(topic.split(":")[0] in kinds for topic in self.heard.topics)

    def touched(self, kind: str) -> list[str]:
        """Ids of this kind that the words touched."""
        return [topic.split(":", 1)[1] for topic in self.heard.topics if topic.startswith(f"{kind}:")]

    def asked(self, kind: str) -> list[str]:
        """Ids of this kind that were asked about, the focus first; where the question itself names none, all touched."""
        return self.named_by_question(kind) or self.touched(kind)

    def named_by_question(self, kind: str) -> list[str]:
        """Ids of this kind that the words of a question name, its last words first. All, if its words are not marked."""
        questions = [span for span in self.heard.spans if span.what in ("open_question", "closed_question")]
        if not questions:
            return self.touched(kind)
        inside = [
            span
            for span in self.heard.spans
            if span.what.startswith(f"{kind}:")
            and any(span.start < question.end and question.start < span.end for question in questions)
        ]
        inside.sort(key=lambda span: -span.start)
        return list(dict.fromkeys(span.what.split(":", 1)[1] for span in inside))

    def chance(self, share: float, purpose: str) -> bool:
        return chance(share, self.state.seed, self.n, self.own(purpose))

    def own(self, purpose: str) -> str:
        """What a draw of this customer is for."""
        return own(self.persona.id, purpose)

    def mark(self) -> str:
        """The same words give the same mark: a question repeated is not a second, different try."""
        spans = tuple((span.what, span.start, span.end) for span in self.heard.spans)
        return fingerprint(self.heard.moves, self.heard.topics, spans)

    def now(self, **changed: object) -> "Moment":
        """This moment with a changed state."""
        return replace(self, state=self.state.model_copy(update=changed))


@dataclass(frozen=True)
class Answer:
    """What a rule lets the customer do, with the state as it then is."""

    acts: tuple[Act, ...]
    state: State
    ending: Ending | None = None

    @classmethod
    def of(cls, moment: Moment, *kinds: ActKind, ending: Ending | None = None, **changed: object) -> "Answer":
        """An answer from the persona's own speech."""
        acts = tuple(Act(kind=kind) for kind in kinds)
        return cls(acts, moment.state.model_copy(update=changed), ending)

    def before(self, *kinds: ActKind) -> "Answer":
        """The same with something said first."""
        return Answer((*(Act(kind=kind) for kind in kinds), *self.acts), self.state, self.ending)

    def after(self, *kinds: ActKind, ending: Ending | None = None) -> "Answer":
        """The same with something said at the end."""
        return Answer((*self.acts, *(Act(kind=kind) for kind in kinds)), self.state, ending or self.ending)
