"""One moment of the talk: the seller has just spoken, the customer has not yet answered."""

from dataclasses import dataclass, replace
from functools import cached_property

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer import idiom
from roleplay.customer.dice import chance, fingerprint, own
from roleplay.customer.state import State
from roleplay.heard import BAD_MOVES, SEVERE, Heard
from roleplay.transcript import Act, ActKind, Ending

EARLY = 12  # before it a next step without a day, in a question or about a fact, is more likely a question misheard
QUESTIONS = ("open_question", "closed_question", "follow_up", "check_back")
ASKS_ELSE = ("who", "why", "how_many", "where")  # no question of these kinds proposes anything
CARES = (*QUESTIONS, "reflection", "acknowledgement", "agenda", "asks_time", "apology", "takes_back", "agreement")
ASKS_WHAT_ONCE_IN = 12  # utterances, so six replies, between two times of asking what exactly is meant


@dataclass(frozen=True)
class Moment:
    """What every rule of the director looks at. `state` is the one before the customer's answer."""

    state: State
    heard: Heard
    scenario: Scenario
    persona: Persona
    said: str = ""  # the seller's words, for what no move tells: a choice to be made, “who are you?”

    @property
    def n(self) -> int:
        """The number of the customer's turn."""
        return self.state.n + 2

    @property
    def followed(self) -> bool:
        """Whether the seller spoke words in the customer's language."""
        return self.heard.language == primary(self.scenario.language)

    @property
    def earns(self) -> bool:
        """Nothing is earned by an insult, a bribe, talk to a machine, pressure, or by running others down."""
        return not self.heard.has(*BAD_MOVES)

    @property
    def overclaims(self) -> bool:
        """A claim that nobody can keep, or that may not be made here: it answers nothing."""
        return self.heard.has("over_claim") or self.touches_kind("must_not_say")

    @property
    def severe(self) -> bool:
        """Swearing or a threat. Where the model that listened did not find it rude, it is neither."""
        return self.heard.has("rude") and any(span.what == SEVERE for span in self.heard.spans)

    @property
    def asks(self) -> bool:
        return self.heard.has(*QUESTIONS)

    @cached_property
    def question(self) -> str | None:
        """What kind of question the turn ends with, by its words: who, when, opinion ...; None where it ends otherwise."""
        return idiom.question_kind(self.said, self.persona)

    @cached_property
    def wants_answer(self) -> bool:
        """They end with a question about something definite. Nothing else may come in place of an answer to it."""
        return (
            self.question not in (None, "opinion") and self.earns and not (self.proposes or self.heard.has("farewell"))
        )

    @property
    def asks_for_worry(self) -> bool:
        """“What would worry you most about it?” asks for a worry, whatever it is."""
        return self.earns and idiom.asks_for_worry(self.said, self.persona)

    @property
    def asks_openly(self) -> bool:
        """“Which ones?” and “since when?” are open questions unless they were heard as closed ones."""
        follows = self.heard.has("follow_up") and not self.heard.has("closed_question", "check_back")
        return follows or self.heard.has("open_question")

    @property
    def may_ask_what(self) -> bool:
        """Asking what exactly is meant is for once in a while: asked again and again it is an excuse."""
        last = self.state.asked_what
        return last is None or self.n - last >= ASKS_WHAT_ONCE_IN

    @property
    def duty(self) -> str | None:
        """A duty that arose from what they said, and is done in this turn for the first time."""
        return next((id for id in self._obliged() if id not in self.state.duties), None)

    def _obliged(self) -> list[str]:
        """Duties of this turn that arose from what they said, done before or not."""
        said = {f"fact:{id}" for id in self.state.revealed} | {
            f"objection:{id}" for id, concern in self.state.objections.items() if concern.raised_at
        }
        duties = {duty.id: duty.when.topic for duty in self.scenario.product.must_do}
        return [id for id in self.touched("must_do") if duties.get(id) in said]

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
        leave = self.question in (None, "opinion") or (self.question == "yes_no" and not self.touches_kind("fact"))
        if not leave:
            return False  # “just one thing: what worries you most?” announces and asks at once
        plans = [span for span in self.heard.spans if span.what == "agenda"]
        asked = [span for span in self.heard.spans if span.what == "open_question"]
        return bool(plans and asked) and all(
            any(plan.start < question.end and question.start < plan.end for plan in plans) for question in asked
        )

    @property
    def closed_only(self) -> bool:
        """A question for a yes or a no, and nothing that invites more."""
        closed = self.heard.has("closed_question", "check_back")
        return closed and not (self.asks_openly or self.heard.has("reflection"))

    @property
    def names_day(self) -> bool:
        return self.heard.time is not None or self.heard.has("time_named")

    @property
    def proposes(self) -> bool:
        """A next step, or a day for one. A question is none, nor is the promise to do what one is obliged to."""
        if self._promises_duty or (self.withdraws and not self.names_day):
            return False
        if (self.question in ASKS_ELSE or self._asks_past) and not self.names_day:
            return False
        day_asked = self.heard.has("closed_question") and self.heard.time is not None and not self.touches_kind("fact")
        if day_asked or (self.heard.has("time_named") and not self.asks_openly):
            return True  # “since August. What has that meant?” names a time and proposes nothing
        return self.heard.has("next_step") and (self.names_day or not self._only_asks)

    @property
    def withdraws(self) -> bool:
        """They wait with a proposal. “I'll leave you the page. Would you try it with one patient?” does not."""
        proposes_all_the_same = self.heard.has("next_step") and self.question == "yes_no"
        return self.heard.has("takes_back") and not proposes_all_the_same

    @property
    def _asks_past(self) -> bool:
        """“Did one of us ring you?” asks what was, and proposes nothing."""
        return self.question == "yes_no" and idiom.asks_past(self.said, self.persona)

    @property
    def _only_asks(self) -> bool:
        """Early in a talk an open question, or words about a fact, without a day are just a question; later an open one
        about something of theirs."""
        about_them = self.touches_kind("fact")
        if self.state.n < EARLY:
            return self.asks_openly or about_them
        return (self.asks and about_them) or (self.asks_openly and self.heard.has("follow_up"))

    @property
    def promises(self) -> bool:
        """“I'll find out who took that call and tell you by noon, all right?”: what they are obliged to do, with a day or
        with leave asked for it, and no other question."""
        leave = self.question == "opinion" or (self.question == "yes_no" and idiom.asks_leave(self.said, self.persona))
        plain = leave or not (self.question or self.asks)
        return plain and self._promises_duty and self.heard.has("next_step", "time_named")

    @property
    def _promises_duty(self) -> bool:
        """“I'll report that, and ring you by Friday”: a day asked for in a question of its own makes it a proposal too."""
        asks_for_day = self.names_day and self.heard.has("closed_question") and not self.heard.has("follow_up")
        leave = self.question == "opinion" or self.heard.has("apology")
        return bool(self._obliged()) and (leave or not (asks_for_day and not self.touches_kind("fact")))

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
        questions = [span for span in self.heard.spans if span.what in QUESTIONS]
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
