"""Whether a line may be held up as a better one in this talk: it gives back only what was said, quotes nobody else and
brings no name of its own."""

import re
from collections.abc import Iterator

from roleplay.content.base import primary
from roleplay.listening.echo import content_words
from roleplay.listening.lexicon import languages, load_lexicon
from roleplay.listening.text import even
from roleplay.scoring.hearing import Talk
from roleplay.scoring.quotes import sentences

_QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
# said to give the other one's words back, also in a question
_GIVES_BACK = {
    "en": re.compile(
        r"\b(?:as you (?:say|said|put it)|(?:they|you)(?:'ve|'d| have| had)? (?:just )?(?:said|told|mentioned|asked|promised))\b",
        re.I,
    ),
    "zh": re.compile(r"(?:您|你)(?:刚才|刚刚|前面|之前)?(?:说(?![说呢了])|讲的|讲过|提到|问的|问得|是说)"),
}
# gives them back in a statement; a question of this form only asks
_STATES = {
    "en": re.compile(
        r"^(?:so\b|it sounds (?:as if|like)|part of you)|\byou(?:'re| are| were)? (?:worried|afraid|lose|lost|hear)\b",
        re.I,
    ),
    "zh": re.compile(r"^(?:听起来|听得出|也就是说)|(?:您|你)最?(?:担心|怕|想知道|想看|关心|为难)"),
}
_NAMED = {
    "en": re.compile(r"\b(?:I'm|I am|[Mm]y name is|[Mm]y name's) ([A-Z][a-z]+)(?= (?:from|with|at)\b|[,.!?]|$)"),
    "zh": re.compile(r"(?:我是|我叫|叫我)[^，。！？；]{0,16}?([小老阿][\u4e00-\u9fff])(?![\u4e00-\u9fff])"),
}
_PROPER = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]+)")  # in mid-sentence only names begin with a capital
DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
HALF = 0.5  # judgement: of what is given back must be theirs where nothing else ties the line to the talk


def is_true_to(line: str, talk: Talk, *, on_topic: bool = False) -> bool:
    """Whether nothing in the line was made up for this talk. `on_topic`: its topics came up, so one word of the customer's
    shows that it is about the same; else half of what it gives back must be theirs."""
    return _quotes_only_the_talk(line, talk) and not _brings_a_name(line, talk) and _is_grounded(line, talk, on_topic)


def _quotes_only_the_talk(line: str, talk: Talk) -> bool:
    return all(_bare(quoted) in _bare(_spoken(talk)) for quoted in _QUOTED.findall(line))


def _bare(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _brings_a_name(line: str, talk: Talk) -> bool:
    """Nobody is called what somebody else's model line says; a name that the seller gave is theirs."""
    named = _NAMED[_language(talk)].findall(line)
    own = " ".join(one.turn.text for one in talk.said)
    return any(name not in own for name in named) or _names_a_stranger(line, talk)


def _names_a_stranger(line: str, talk: Talk) -> bool:
    """Somebody or something that neither the talk nor what the seller was given knows."""
    if _language(talk) != "en" or talk.scenario is None:
        return False
    scenario = talk.scenario
    given = f"{scenario.title} {scenario.brief} {scenario.scene} {scenario.goal} {scenario.product.model_dump_json()}"
    known = f"{_spoken(talk)} {given} {' '.join(scenario.personas).title()}"
    return any(name not in known for name in _PROPER.findall(line) if name not in DAYS)


def _is_grounded(line: str, talk: Talk, on_topic: bool) -> bool:
    common = load_lexicon(_language(talk)).common
    customer = content_words(even(" \n".join(turn.text for turn in talk.customer)), common)
    for sentence in _given_back(line, _language(talk)):
        words = content_words(even(sentence), common)
        shared = len(words & customer)
        if shared == 0 or (not on_topic and shared < HALF * len(words)):
            return False
    return True


def _given_back(line: str, language: str) -> Iterator[str]:
    for start, end in sentences(line):
        sentence = line[start:end]
        asks = sentence.rstrip("\"'”’」』)）").endswith(("?", "？"))
        if _GIVES_BACK[language].search(sentence) or (not asks and _STATES[language].search(sentence)):
            yield sentence


def _spoken(talk: Talk) -> str:
    return "\n".join(turn.text for turn in talk.transcript.turns)


def _language(talk: Talk) -> str:
    spoken = primary(talk.transcript.language)
    return spoken if spoken in languages() and spoken in _GIVES_BACK else "en"
