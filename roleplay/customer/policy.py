"""The customer's policy in numbers: trust, patience, what is told and when, how much is said, and what the guard lets through.

Every number in `customer/` that decides what a customer does stands here; the rules that use it name it `policy.NAME`.
Under each stands what it decides, and where it comes from: a paper, a decision in `docs/decisions/`, the content guide, or
the word "judgement". `docs/policy.md` is printed from this file (`make docs`), and says what a change costs.
"""

from typing import Final

from roleplay.content.persona import Style
from roleplay.transcript import Difficulty

# Scales

LOWEST: Final = 0
"""Trust and patience never fall below this. Source: docs/customer.md."""
HIGHEST: Final = 5
"""Trust and patience never rise above this. Source: docs/customer.md."""
MOST_TEMPERAMENT: Final = 4
"""The highest `patience` or `openness` of a persona, difficulty included. Source: docs/content.md."""
DIFFICULTY_SHIFT: Final[dict[Difficulty, int]] = {"easy": 1, "standard": 0, "hard": -1}
"""What a difficulty adds to a persona's `patience` and `openness`. Source: docs/customer.md."""

# Trust: why it moves is in `trust.py`, always by one

FIRST_TRUST: Final = 1
"""Trust before the first word, beside what the persona's `openness` adds. Judgement: a stranger gets a hearing, no more."""
OPENNESS_FOR_TRUST: Final = 2
"""Points of `openness` that add one to trust before the first word. Source: docs/customer.md."""
LISTENED_TO: Final = 4
"""Up to this trust grows by listening; above it only an answered concern or a required action counts. Judgement."""
TIRING: Final = 2
"""Seller's turns in a row of nothing but product talk that cost trust. Judgement: it is not about them any more."""
MISSED_HINT_TELLINGS: Final = 2
"""Seller's turns in a row of product talk in which no topic was heard that count as missing a hint. Judgement."""
REPEATED: Final = 2
"""From this time on, talk to a machine or an impossible promise costs trust. Judgement: the first may be a joke."""
FIRST_WORDS_N: Final = 2
"""Utterances after which saying why one is here still earns trust, if only greetings were exchanged. Judgement."""

COSTS_BOTH: Final = {
    "rude": "insulted", "improper_offer": "bribed", "pressure": "pressed", "disparages": "disparaged",
}  # fmt: skip
"""Moves that cost one of trust and one of patience, the worst first, and the reason told. Source: docs/customer.md."""

# Patience: why it falls is in `trust.py`, by one for each reason

FIRST_PATIENCE: Final = 1
"""Patience before the first word, beside the persona's `patience`. Source: docs/customer.md."""
WEARING: Final = 3
"""Seller's turns in a row of nothing but product talk that cost patience. Judgement: they look at the clock."""
WEARING_WITHOUT_TRUST: Final = 2
"""The same when there is no trust left to lose. Judgement."""
FOLLOW_UPS: Final = 2
"""Questions about something told that cost nothing; from the next on patience falls. Source: decision 7."""
INSULTS_TO_LEAVE: Final = 2
"""The insult that ends the talk, and that is held against the seller as repeated. Source: docs/customer.md."""
THIN: Final = 2
"""At this patience or below, it shows near the end of the talk. Judgement."""
TOO_THIN_TO_LISTEN: Final = 1
"""At this patience or below, claims are not tested any more. Judgement."""
TOO_THIN_FOR_TIME: Final = 1
"""At this patience or below, "have you another minute?" is met with impatience. Judgement."""
ENDING_SOON: Final = (4, 3)
"""Utterances before the last one at which little patience is said aloud, once. Judgement."""

# Facts and hints

ASKED_AT_ONCE: Final = 2
"""Facts one turn may ask about, whatever was heard. Source: docs/customer.md."""
CHATTY: Final = 3
"""From this `talkativeness` on, two facts may come out in one breath. Judgement."""
TOLD_AT_ONCE: Final = 2
"""Facts the talkative may tell in one breath. Judgement."""
TWO_FACTS: Final = 0.3
"""How often the talkative tell two facts when both were asked for. Judgement."""
HINTS: Final = 2
"""Hints given for one fact that was asked for. Judgement: a third would be teasing."""
LACKING_FOR_HINT: Final = 1
"""Conditions that may be lacking when a fact is hinted at for the first time. Source: docs/customer.md."""
TRUST_FOR_HINT: Final = 1
"""Trust that may be lacking when a fact shows unasked. Judgement: a good question would bring it out soon."""
NEAREST: Final = 2
"""Of the facts a question may be about, so many may show. Judgement."""
NEW_TO_THEM: Final = 1
"""Times a told fact may be asked for before the answer is "I told you". Judgement: it may be another one misheard."""
MORE_OF_IT: Final = 0.4
"""How often a yes after a hint brings a little more. Judgement."""
WANDERS: Final = 0.35
"""How often the expressive go on from a fact to a hint at another. Judgement."""

# Concerns (`objections` in YAML)

SETTLED_IN: Final = 4
"""Utterances before which nobody objects to a stranger. Judgement."""
SPACE: Final = 4
"""Utterances between two concerns, and for which a question keeps one waiting past its time. Judgement."""
AHEAD: Final = 4
"""How many utterances before its time a phase may count as reached. Judgement: it may have been misheard."""
DUE_SPREAD: Final = 4
"""The first concern comes earlier or later within so many utterances, by seed. Source: docs/customer.md."""
DUE_EARLIEST: Final = -1
"""Where that spread begins, from the end of opening and probing. Source: docs/customer.md."""
TRIGGERED: Final = {"telling": 0.35, "topic": 0.6, "move": 0.8}
"""How often something heard brings a concern before its time: telling, a topic, another move. Judgement."""
TELLING_COUNTS_AS_MOVE: Final = 2
"""Seller's turns in a row of product talk that bring a concern as often as another move. Judgement."""
ONE_MORE: Final = 0.5
"""How often one more concern is planned while trust is short. Judgement."""
TOLD_A_LOT: Final = 3
"""Seller's turns of product talk that bring one concern more. Judgement."""
FEWEST_CONCERNS: Final = 1
"""Concerns planned for a talk whose agreement needs none. Source: decision 12 says what follows where none came."""
ANSWERS_FIRST: Final = 0.5
"""How often a yes or no is given before a concern that is due. Judgement."""
SPEAKS_UP: Final = 0.35
"""How often a concern that is due follows what they have just told. Judgement."""
SAYS_MORE: Final = 3
"""Times a concern that is asked about or acknowledged gets what is still missing. Judgement: then they answer."""
LEFT_LONG: Final = 2
"""Seller's turns about other things after which they come back to a concern, without losing anything. Judgement."""
LEFT_TOO_LONG: Final = 4
"""The same before anything else may be answered. Judgement."""
BRUSHED_BY_TELLING: Final = 1
"""Turns past a concern after which product talk on no known topic brushes it aside. Source: decision 8."""
JUST_RAISED: Final = 2
"""Utterances for which a concern was raised just now. Judgement: their last turn."""
AMIABLE_INSISTS: Final = 1
"""Times the amiable voice a concern that is brushed aside before they look at the door. Judgement."""

# Questions

ASKS_WHAT_ONCE_IN: Final = 12
"""Utterances between two times of asking what exactly is meant. Judgement: six replies; more often is an excuse."""
UNHEARD: Final = 2
"""Turns in a row in which nothing was heard that are asked about. Source: docs/customer.md."""
ASKED_ORDINARY: Final = 0.85
"""From this chance an ordinary question counts as asked. Of 26 ordinary answers that fresh readers judged, 2 of 13 below it fitted and
10 of 13 above it. Source: decision 016."""
STARTED: Final = 2
"""Utterances up to which a greeting is returned; later "hello?" asks whether they are still there. Judgement."""
LETS_SHOW: Final = 0.5
"""How often a vague answer lets something show, so that a listener learns what to ask. Judgement."""
YES_TO_CLOSED: Final[dict[Style, float]] = {"dominant": 0.5, "analytical": 0.5, "expressive": 0.5, "amiable": 0.65}
"""How often a closed question about nothing known gets a yes. Judgement: the amiable agree more readily."""
NO_TO_CLOSED: Final[dict[Style, float]] = {"dominant": 0.5, "analytical": 0.5, "expressive": 0.5, "amiable": 0.0}
"""How often, where it got no yes, it gets a no. Judgement: the amiable never say a bare no."""
GUESSES: Final = 0.3
"""How often a closed question in which no topic was heard gets a yes or a no all the same. Judgement, after fresh readers."""
GOES_ON_AFTER_YES: Final = 0.3
"""How often a yes brings a hint, or "have I got that right?" does. Judgement."""
GOES_ON_AFTER_REFLECTION: Final = 0.45
"""How often being reflected back brings a hint. Judgement: more than a question for a yes."""
GOES_ON_AFTER_NOD: Final = 0.3
"""How often a nod brings a hint. Judgement."""
BARE_YES: Final = 0.45
"""How often being understood gets a mere yes. Judgement."""

# Product talk

TESTS_CLAIM: Final[dict[Style, float]] = {"dominant": 0.35, "analytical": 0.6, "expressive": 0.0, "amiable": 0.0}
"""How often a claim is tested: the analytical where it has no figure, the dominant at any. Judgement."""
CUTS_SHORT: Final[dict[Style, float]] = {"dominant": 0.5, "analytical": 0.2, "expressive": 0.2, "amiable": 0.2}
"""How often product talk that goes on is cut short. Judgement."""
CUTS_SHORT_AFTER: Final = 2
"""Seller's turns in a row of product talk from which on it is. Judgement."""
LETS_PASS: Final[dict[Style, float]] = {"dominant": 0.0, "analytical": 0.0, "expressive": 0.0, "amiable": 0.5}
"""How often product talk gets a kind nod. Judgement."""
NOTED_TELLINGS: Final = 1
"""Turns of product talk, right after they spoke of themselves, that are taken note of. Judgement: it may be meant for that."""

# Proposals and endings

EARLY: Final = 12
"""Utterances before which a next step without a day, in a question, is none. Source: decision 9."""
PROPOSALS: Final = 2
"""The proposal before they are ready that ends the talk. Source: docs/customer.md."""
COUNTERS: Final[dict[Style, float]] = {"dominant": 0.45, "analytical": 0.3, "expressive": 0.2, "amiable": 0.1}
"""How often another time is named. Judgement: the dominant decide, the amiable take what comes."""

# Style and length, offline

CHATS: Final = 2
"""From this `talkativeness` on, a greeting is returned beside leave, and a hint comes after a vague word. Judgement."""
BRIEF: Final[dict[Style, float]] = {"dominant": 0.66, "analytical": 0.6, "expressive": 0.64, "amiable": 0.62}
"""How often a turn is a few words only. Judgement, by reading: more than half of the turns of busy people."""
BRIEF_LESS: Final = 0.03
"""What each point of `talkativeness` takes off that. Judgement."""
BRIEF_SHARE: Final = 0.4
"""This share of the wordings, the shortest, are a few words. Judgement."""
TERSE: Final = 1
"""Up to this `talkativeness` a longer turn leaves out more of the short wordings. Judgement: its brief ones are many."""
TERSE_SKIPS: Final = 2
"""One in so many of the wordings, the shortest, is left out then. Judgement."""
OTHERS_SKIP: Final = 3
"""The same for everybody else. Judgement."""
LEAD_IN: Final[dict[Style, float]] = {"dominant": 0.1, "analytical": 0.2, "expressive": 0.3, "amiable": 0.4}
"""How often they show first that they have heard. Judgement."""
LEAD_IN_MORE: Final = 0.1
"""What each point of `talkativeness` adds to that. Judgement."""
LED_TO: Final = 0.2
"""How often a concern that comes out of nowhere is led to: "Hold on." Judgement."""
SMALL_WORDS: Final[dict[Style, int]] = {"dominant": 6, "analytical": 6, "expressive": 4, "amiable": 4}
"""One answer in so many begins with small words of the style, and one ends with them. Source: decision 6."""
SAID_AGAIN: Final = {"zh": 7, "en": 5}
"""Characters or words up to which a line may be said again. Judgement: everybody says "Mm." twice."""
NOD: Final = 2
"""Characters up to which a Chinese nod runs on with a comma. Judgement."""

# Length and mood, for a model

REPLY_LIMITS: Final = {"en": (110, 150, 200, 260, 330), "zh": (36, 50, 68, 90, 115)}
"""Characters after which a reply ends with its sentence, by `talkativeness` 0 to 4. Judgement."""
LIMIT_MARGIN: Final = 1.3
"""How much longer a model's own words may be than the wording it was given. Judgement."""
LONGEST_LENGTH: Final = 5
"""The longest of the lengths a model is told, 1 to 5. Source: `prompts/<language>/lengths.txt`."""
LENGTH_SPREAD: Final = 3
"""So many lengths, from `talkativeness` up, take turns by chance. Judgement: nobody talks evenly."""
MOST_FOR_LIGHT: Final = 3
"""The longest length for a nod or a greeting. Judgement: nobody nods in two sentences."""
SENTENCE_SIZES: Final = {"en": (18, 30), "zh": (24, 42)}
"""Words or characters up to which a wording is one sentence (length 3), and one with a short second (4). Judgement."""
ONE_SENTENCE: Final = 3
"""The length that one sentence needs. Source: `prompts/<language>/lengths.txt`."""
MOOD_LOW: Final = 1
"""Up to this trust or patience a model is told that it is low. Judgement."""
MOOD_HIGH: Final = 4
"""From this trust or patience on a model is told that it is high. Judgement."""

# The guard over a model's words

HELD: Final = 24
"""Columns of a reply that are looked at before any is shown. Judgement: longer than any phrase of a machine."""
LONGEST_BREAK: Final = 22
"""Characters of the longest phrase that gives a machine away; with the next it fits into what is held. Judgement."""
LAG: Final = 12
"""Columns of an unfinished sentence that stay back. Judgement: most doubtful words are seen before they are shown."""
DOUBTED: Final = 240
"""Characters; a longer doubtful sentence is judged as far as it goes. Judgement."""
MOST_TAKEN: Final = 100_000
"""Characters of a reply, its reasoning included. Judgement: more is no reply, and takes a second to look at."""
DEFAULT_LIMIT: Final = 400
"""Characters of a reply when nothing says how long it may be. Judgement."""
WORD_LIMIT: Final = 2
"""At so many times the limit a reply ends with its word. Judgement."""
HARD_LIMIT: Final = 3
"""At so many times the limit a reply ends anywhere. Judgement."""
SAID_TWICE: Final = 3
"""Words; a longer sentence said again ends the reply. Judgement."""
BRACKET: Final = 400
"""Characters that an opened bracket takes with it when it never closes. Judgement."""
LONGEST_LABEL: Final = 20
"""Characters of a speaker's name that may head a line. Judgement."""
LABEL_CONTEXT: Final = 10
"""Characters behind a name that tell whether they are about it. Judgement."""
REASONING_SIGNS: Final = 2
"""Signs of reasoning in one sentence. Judgement: one is how people talk, with two somebody plans an answer."""
FOREIGN_WORDS: Final = 3
"""Latin words in a row that make a Chinese sentence English. Judgement: names and terms have fewer."""
FOREIGN_SHARE: Final = 3
"""One in so many of these words is a common English one. Judgement: a name has none."""
LATIN_ALONE: Final = 1
"""Latin words of a whole sentence without Chinese. Judgement: a name may stand alone."""
RECITES_FRAME: Final = {"en": 5, "zh": 6}
"""Words or characters in a row of what a model was told. Judgement: nobody says so many by chance."""
RECITES_LINE: Final = {"en": 8, "zh": 12}
"""The same of the seller's line. Judgement: people take up a few words of it, not so many."""
SHORT_LINE: Final = {"en": 4, "zh": 6}
"""Words or characters from which on a seller's line may be given back whole. Judgement."""
WHOLE_LINE: Final = 0.8
"""Of that line and of the sentence that gives it back. Judgement."""

# Calls to a model

RETRIES: Final = 2
"""Times a call that failed for a passing reason is repeated. Judgement: people wait a few seconds."""
RETRY_SECONDS: Final = 0.5
"""Seconds before the first of them, twice that before the next; half as much again at most, so that sellers spread. Judgement."""
RETRY_GROWS: Final = 2
"""Times as long as the last each further pause is. Judgement."""
RETRY_SPREAD: Final = 0.5
"""Share by which a pause may be longer, so that sellers spread. Judgement."""
LONGEST_PAUSE: Final = 3.0
"""Seconds that an endpoint may ask to be left alone within a turn. Judgement: for longer the offline customer answers."""
WHOLE_REPLY: Final = 4
"""Times the wait for the next words that a whole reply may take. Judgement; most take a tenth of it."""
WAIT_SECONDS: Final = 30.0
"""Seconds for the next words, where the setting says nothing. Source: docs/settings.md."""
