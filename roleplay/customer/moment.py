"""One moment of the talk: the seller has just spoken, the customer has not yet answered."""

from dataclasses import dataclass, replace
from functools import cached_property

from roleplay.content.base import primary
from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.customer import idiom, policy
from roleplay.customer.dice import chance, fingerprint, own
from roleplay.customer.state import State
from roleplay.heard import BAD_MOVES, SEVERE, Heard
from roleplay.transcript import Act, ActKind, Ending

QUESTIONS = ("open_question", "closed_question", "follow_up", "check_back")
ASKS_ELSE = ("who", "why", "how_many", "where", "which", "what", "how")  # no question of these kinds proposes anything
CARES = (*QUESTIONS, "reflection", "acknowledgement", "agenda", "asks_time", "apology", "takes_back", "agreement")


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
        """Returns the number of the customer's turn."""
        return self.state.n + 2

    @property
    def followed(self) -> bool:
        """Tells whether the seller spoke in the customer's language."""
        return self.heard.language == primary(self.scenario.language)

    @property
    def earns(self) -> bool:
        """Tells whether the turn can earn anything: not with an insult, a bribe, talk to a machine, pressure, or
        running others down."""
        return not self.heard.has(*BAD_MOVES)

    @property
    def overclaims(self) -> bool:
        """Tells whether the turn claims what nobody can keep, or what may not be claimed here: it then answers nothing."""
        return self.heard.has("over_claim") or self.touches_kind("must_not_say")

    @property
    def severe(self) -> bool:
        """Tells whether the turn swears or threatens. Where the model that listened did not find it rude, it does
        neither."""
        return self.heard.has("rude") and any(span.what == SEVERE for span in self.heard.spans)

    @property
    def asks(self) -> bool:
        return self.heard.has(*QUESTIONS)

    @cached_property
    def question(self) -> str | None:
        """Returns what kind of question the turn ends with, by its words: who, when, opinion ...; None where it ends
        otherwise."""
        return idiom.question_kind(self.said, self.persona)

    @cached_property
    def wants_answer(self) -> bool:
        """Tells whether the turn ends with a definite question: nothing else may come in place of an answer to it."""
        return (
            self.question not in (None, "opinion") and self.earns and not (self.proposes or self.heard.has("farewell"))
        )

    @property
    def asks_for_worry(self) -> bool:
        """Tells whether the turn asks for any concern: “What would worry you most about it?”"""
        return self.earns and self.asks_for("worry")

    def asks_for(self, what: idiom.AskedFor) -> bool:
        """Tells whether the turn's last question asks for that, by its words."""
        return idiom.asks_for(what, self.said, self.persona)

    @property
    def asks_openly(self) -> bool:
        """Tells whether the turn asks an open question; “which ones?” is one unless it was heard as closed."""
        follows = self.heard.has("follow_up") and not self.heard.has("closed_question", "check_back")
        return follows or self.heard.has("open_question")

    @property
    def may_ask_what(self) -> bool:
        """Tells whether they may ask what exactly is meant: asked again and again it is an excuse."""
        last = self.state.asked_what
        return last is None or self.n - last >= policy.ASKS_WHAT_ONCE_IN

    @property
    def duty(self) -> str | None:
        """Returns the required action that arose from what they said and is done in this turn for the first time, or
        None."""
        return next((id for id in self._obliged() if id not in self.state.duties), None)

    @property
    def said_topics(self) -> frozenset[str]:
        """Facts and worries that the customer has spoken of."""
        raised = (id for id, concern in self.state.objections.items() if concern.raised_at)
        return frozenset((*(f"fact:{id}" for id in self.state.revealed), *(f"objection:{id}" for id in raised)))

    def _obliged(self) -> list[str]:
        """Duties of this turn that arose from what they said, done before or not."""
        said = self.said_topics
        duties = {duty.id: duty.when.topic for duty in self.scenario.product.must_do}
        return [id for id in self.touched("must_do") if duties.get(id) in said]

    @property
    def tells(self) -> bool:
        return self.heard.has("telling", "evidence", "price") or self.touches_kind("key_message", "evidence")

    @property
    def only_tells(self) -> bool:
        """Tells whether the turn is product talk that asks nothing and takes nothing up. A greeting's own words are
        not."""
        names_themselves = self.state.n == 0 and self.heard.has("introduction")
        goes_on = self.heard.has("next_step", "farewell") or self.touches_kind("must_do")
        return self.tells and not (names_themselves or goes_on or self.heard.has(*CARES))

    @property
    def talks_product(self) -> bool:
        """Tells whether the turn talks of the product, whatever else was heard in it."""
        return self.heard.has("telling") and self.touches_kind("key_message", "evidence")

    @property
    def says_back(self) -> bool:
        """Tells whether the turn reflects what they said. Product talk or a price before anything was told only sounds
        so."""
        return self.heard.has("reflection") and not (
            self.tells and (self.heard.has("price") or not (self.state.revealed or self.state.kept_back))
        )

    @property
    def announces(self) -> bool:
        """Tells whether the turn only announces a question and asks for leave: “I'd like to ask how you plan, is that
        all right?”"""
        leave = self.question is None or (self.question in ("yes_no", "opinion") and not self.touches_kind("fact"))
        if not leave:
            return False  # “just one thing: what worries you most?” announces and asks at once
        plans = [span for span in self.heard.spans if span.what == "agenda"]
        asked = [span for span in self.heard.spans if span.what == "open_question"]
        return bool(plans and asked) and all(any(plan.overlaps(question) for plan in plans) for question in asked)

    @property
    def closed_only(self) -> bool:
        """Tells whether the turn asks for a yes or a no, and nothing that invites more."""
        closed = self.heard.has("closed_question", "check_back")
        return closed and not (self.asks_openly or self.heard.has("reflection"))

    @property
    def names_day(self) -> bool:
        return self.heard.time is not None or self.heard.has("time_named")

    @property
    def proposes(self) -> bool:
        """Tells whether the turn proposes a next step or a day for one. A question does not, nor the promise of a
        required action."""
        if self._promises_duty or (self.withdraws and not self.names_day):
            return False
        if self.question in ("yes_no", "opinion") and self.state.n >= policy.EARLY and self.asks_for("willing"):
            return True
        if (self.question in ASKS_ELSE or self._asks_past) and not self.names_day:
            return False
        day_asked = self.heard.has("closed_question") and self.heard.time is not None and not self.touches_kind("fact")
        if day_asked or (self.heard.has("time_named") and not self.asks_openly):
            return True  # “since August. What has that meant?” names a time and proposes nothing
        return self.heard.has("next_step") and (self.names_day or not self._only_asks)

    @property
    def withdraws(self) -> bool:
        """Tells whether they wait with a proposal. “I'll leave you the page. Would you try it with one patient?” does not."""
        proposes_all_the_same = self.heard.has("next_step") and self.question == "yes_no"
        return self.heard.has("takes_back") and not proposes_all_the_same

    @property
    def _asks_past(self) -> bool:
        """“Did one of us ring you?” asks what was, and proposes nothing."""
        return self.question == "yes_no" and self.asks_for("past")

    @property
    def _only_asks(self) -> bool:
        """Early in a talk an open question, or words about a fact, without a day are just a question; later an open one
        about something of theirs."""
        about_them = self.touches_kind("fact")
        if self.state.n < policy.EARLY:
            return self.asks_openly or about_them
        return (self.asks and about_them) or (self.asks_openly and self.heard.has("follow_up"))

    @property
    def promises(self) -> bool:
        """Tells whether the turn promises only what obliges them, with a day or asking for leave: “I'll find out who
        took that call and tell you by noon, all right?”"""
        leave = self.question == "opinion" or (self.question == "yes_no" and self.asks_for("leave"))
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
        """Tells whether nothing was recognised in the words: the listener's fault, never the seller's."""
        return not self.heard.moves and not self.heard.topics

    def touches_kind(self, *kinds: str) -> bool:
        return any(topic.split(":")[0] in kinds for topic in self.heard.topics)

    def touched(self, kind: str) -> list[str]:
        """Returns the ids of this kind that the words touched."""
        return [topic.split(":", 1)[1] for topic in self.heard.topics if topic.startswith(f"{kind}:")]

    def asked(self, kind: str) -> list[str]:
        """Returns the ids of this kind that were asked about, the focus first; where the question itself names none,
        all touched."""
        return self.named_by_question(kind) or self.touched(kind)

    def named_by_question(self, kind: str) -> list[str]:
        """Returns the ids of this kind that the words of a question name, its last words first. All, if its words are
        not marked."""
        questions = [span for span in self.heard.spans if span.what in QUESTIONS]
        if not questions:
            return self.touched(kind)
        inside = [
            span
            for span in self.heard.spans
            if span.what.startswith(f"{kind}:") and any(span.overlaps(question) for question in questions)
        ]
        inside.sort(key=lambda span: -span.start)
        return list(dict.fromkeys(span.what.split(":", 1)[1] for span in inside))

    def chance(self, share: float, purpose: str) -> bool:
        return chance(share, self.state.seed, self.n, self.own(purpose))

    def own(self, purpose: str) -> str:
        """Returns the purpose of a draw as this customer's own."""
        return own(self.persona.id, purpose)

    def mark(self) -> str:
        """Returns a mark of what was heard: a question repeated in the same words is not a second, different try."""
        spans = tuple((span.what, span.start, span.end) for span in self.heard.spans)
        return fingerprint(self.heard.moves, self.heard.topics, spans)

    def now(self, **changed: object) -> "Moment":
        """Returns this moment with a changed state."""
        return replace(self, state=self.state.model_copy(update=changed))


@dataclass(frozen=True)
class Reaction:
    """What a rule lets the customer do, with the state as it then is."""

    acts: tuple[Act, ...]
    state: State
    ending: Ending | None = None

    @classmethod
    def of(cls, moment: Moment, *kinds: ActKind, ending: Ending | None = None, **changed: object) -> "Reaction":
        """An answer from the persona's own speech."""
        acts = tuple(Act(kind=kind) for kind in kinds)
        return cls(acts, moment.state.model_copy(update=changed), ending)

    def before(self, *kinds: ActKind) -> "Reaction":
        """The same with something said first."""
        return Reaction((*(Act(kind=kind) for kind in kinds), *self.acts), self.state, self.ending)

    def after(self, *kinds: ActKind, ending: Ending | None = None) -> "Reaction":
        """The same with something said at the end."""
        return Reaction((*self.acts, *(Act(kind=kind) for kind in kinds)), self.state, ending or self.ending)
