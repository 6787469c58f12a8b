"""Reads the short form (format 2): a persona's or scenario's data with everything filled in that the author left out.

It works on data that nobody has checked yet, so it looks before it touches; what is wrong stays, for the models to find.
"""

from typing import Any, get_args

from roleplay.content.defaults import defaults_of, general_rubric_of, known_language
from roleplay.content.person import in_person
from roleplay.content.persona import Speech, Style
from roleplay.content.speech_library import drawn, style_of

Data = dict[str, Any]
SHORT_KINDS = ("persona", "scenario")
MINUTES = 10
TURNS = {"opening": 4, "probing": 10, "objection": 10, "closing": 4}  # utterances of both; judgement
MOST_TURNS = sum(TURNS.values())
FEW = 6  # ways to say a hint, or to come back to a worry
TRUST = 2  # what a fact takes that is not told to everybody; judgement
EXPECTED = {"strong": {"at_least": 70}, "weak": {"at_most": 50}}
TOPICS = ("key_messages", "evidence", "must_not_say", "must_do")


def filled(kind: str, data: Data) -> Data:
    """The data in full. Of format 1 only what may be left out there too is filled: speech slots, `answered_by`."""
    if kind == "persona":
        return _persona(data)
    return _scenario(data) if kind == "scenario" else data


def is_short(data: Data) -> bool:
    return data.get("format") == 2


# ---- personas


def _persona(data: Data) -> Data:
    language, styles = known_language(data.get("language")), get_args(Style)
    style = str(data["style"] if data.get("style") in styles else styles[0])  # a misspelt one is told by the model
    own = data.get("speech", {} if is_short(data) else None)
    if not isinstance(own, dict):
        return data
    lines = drawn(str(data.get("id")), language, style)
    wanted = [slot for slot, info in Speech.model_fields.items() if is_short(data) or not info.is_required()]
    speech = {**{slot: lines[slot] for slot in wanted}, **own}
    speech["introduces"] = _introduced(speech["introduces"], data, language)
    if not is_short(data):
        return {**data, "speech": speech}
    library = style_of(language, style)
    known = (
        defaults_of(language)["known"].replace("{name}", str(data.get("name"))).replace("{role}", _role(data, language))
    )
    default = {"manner": library["manner"], "temperament": library["temperament"], "known": known}
    return {**default, **data, "speech": speech}


def _introduced(lines: Any, data: Data, language: str) -> Any:
    if not isinstance(lines, list):
        return lines
    given = {"{name}": str(data.get("name")), "{role}": _role(data, language)}
    return [_replaced(line, given) for line in lines]


def _replaced(line: Any, given: dict[str, str]) -> Any:
    if not isinstance(line, str):
        return line
    for gap, words in given.items():
        line = line.replace(gap, words)
    return line[:1].upper() + line[1:]


def _role(data: Data, language: str) -> str:
    """The role as it stands inside a sentence: “retired foreman”, but “GP”."""
    role = str(data.get("role")).strip().rstrip("。.")
    return role[:1].lower() + role[1:] if language == "en" and role[1:2].islower() and role[:3] != "Dr." else role


# ---- scenarios


def _scenario(data: Data) -> Data:
    if isinstance(data.get("objections"), list):
        data = {**data, "objections": [_answered(each, data) for each in data["objections"]]}
    if not is_short(data):
        return data
    words = defaults_of(known_language(data.get("language")))
    product = data.get("product")
    name = str(product.get("name", "")) if isinstance(product, dict) else ""
    default: Data = {
        "rubric": general_rubric_of(data.get("language")), "scene": words["scene"], "goal": words["goal"],
        "customer_scene": words["customer_scene"].replace("{product}", name), "minutes": MINUTES,
        "phases": _phases(words["phases"], data.get("ending")), "rehearsals": EXPECTED,
    }  # fmt: skip
    data = {**default, **data, "ending": _with(data.get("ending", {}), {"max_turns": MOST_TURNS})}
    if isinstance(product, dict):
        data["product"] = _product(product)
    if isinstance(data.get("facts"), list):
        data["facts"] = [_fact(each, at, data, words) for at, each in enumerate(data["facts"])]
    if isinstance(data.get("objections"), list):
        last = len(data["objections"]) - 1
        data["objections"] = [_objection(each, at, last, words) for at, each in enumerate(data["objections"])]
    return data


def _phases(purposes: dict[str, str], ending: Any) -> Data:
    """The plan, shortened or stretched to where the talk ends."""
    most = ending.get("max_turns") if isinstance(ending, dict) else None
    whole = most if isinstance(most, int) else MOST_TURNS
    return {
        phase: {"purpose": purposes[phase], "turns": max(1, min(60, turns * whole // MOST_TURNS))}
        for phase, turns in TURNS.items()
    }


def _product(product: Data) -> Data:
    product = {"evidence": [], **product}
    for kind in TOPICS:
        if isinstance(product.get(kind), list):
            more: Data = {"phrases": [], "why": None} if kind.startswith("must") else {"phrases": []}
            product[kind] = [_with(each, more) for each in product[kind]]
    return product


def _with(item: Any, default: Data) -> Any:
    return {**default, **item} if isinstance(item, dict) else item


def _fact(fact: Any, at: int, data: Data, words: Data) -> Any:
    """The first fact is told to anybody who asks; then one wants an open question, the next some trust, and so on."""
    if not isinstance(fact, dict):
        return fact
    wants: Data = {"asked": "any"} if at == 0 else {"asked": "open"} if at % 2 else {"trust": TRUST}
    topic = in_person(str(fact.get("topic", "")), known_language(data.get("language")), "I")
    hints = [line.replace("{topic}", topic) for line in _some(words["hint"], at)]
    return {"phrases": [], "reveal_when": wants, "hint": [line[:1].upper() + line[1:] for line in hints], **fact}


def _objection(objection: Any, at: int, last: int, words: Data) -> Any:
    """The first comes up at product talk, the last at a proposal, those between at figures and prices; judgement."""
    on = ["telling"] if at == 0 else ["next_step"] if at == last else ["evidence", "price"]
    default = {
        "phrases": [], "raise_when": {"phase": "closing" if at == last and at else "objection", "on": on},
        **{key: _some(words[key], at) for key in ("if_ignored", "if_heard", "if_resolved")},
    }  # fmt: skip
    return _with(objection, default)


def _some(lines: list[str], at: int) -> list[str]:
    """A few of the lines, begun at another place for each fact or worry."""
    start = at * FEW % len(lines)
    return [*lines[start:], *lines[:start]][:FEW]


def _answered(objection: Any, data: Data) -> Any:
    """`answered_by` as ways to resolve it, behind those that the author wrote."""
    if not isinstance(objection, dict) or not isinstance(objection.get("answered_by"), list):
        return objection
    written = objection.get("resolved_when", {"any_of": []})
    if not isinstance(written, dict) or not isinstance(written.get("any_of"), list):
        return objection
    return {
        **objection,
        "resolved_when": {**written, "any_of": [*written["any_of"], *_ways(objection["answered_by"], data)]},
    }


def _ways(ids: list[Any], data: Data) -> list[Data]:
    """The worry taken in, or asked about, and one of the messages or one of the evidence told."""
    found: dict[str, list[str]] = {"key_message": [], "evidence": []}
    for id in ids:
        for topic in answers_named(str(id), data):
            kind, _, name = topic.partition(":")
            found[kind].append(name)
    given = [{kind: names} for kind, names in found.items() if names]
    ways = [{taken: True, **told} for told in given for taken in ("acknowledged", "asked_about")]
    return ways or [{"acknowledged": True}]  # ids that lead nowhere are told by a rule


def answers_named(id: str, data: Data) -> list[str]:
    """The messages and evidence, as `kind:id`, that an entry of `answered_by` may mean."""
    product = data.get("product")
    known = {
        f"{kind}:{item.get('id')}"
        for kind, key in (("key_message", "key_messages"), ("evidence", "evidence"))
        for item in (product.get(key) or [] if isinstance(product, dict) else [])
        if isinstance(item, dict)
    }
    return sorted(known & ({id} if ":" in id else {f"key_message:{id}", f"evidence:{id}"}))
