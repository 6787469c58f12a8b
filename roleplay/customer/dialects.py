"""How models mark reasoning and turns in their text: tags, channels, headers, and what is left of them without their marks.

`<think>…</think>` and its kin (`<mm:think>`, `<seed:think>`, `[THINK]`, ◁think▷), harmony's channels with special tokens or
stripped of them, and headers with a role.
"""

import re

REASONING = "think|thinking|thought|thoughts|reasoning|reason|reflection|analysis|scratchpad"
TURN_ENDS = {"im_end", "eot_id", "endoftext", "end_of_text", "end", "return", "call", "/s", "eos", "end_of_turn", "eom_id"}  # fmt: skip
HEADERS = {"start_header_id": ("<|end_header_id|>",), "im_start": ("\n",), "start": ("<|channel|>", "<|message|>")}
CHANNEL = "channel"
CHANNEL_ENDS = ("<|end|>", "<|start|>", "<|channel|>", "<|return|>", "<channel|>", "<|call|>")
FENCE = "direction"
STRIPPED = "assistantfinal"  # harmony's last header without its marks
# words at the very start of a reply that are headers without their marks -> whether what follows is reasoning
BARE = {"analysis": True, "commentary": True, "assistantanalysis": True, "thought": True,
        "assistantfinal": False, "final": False, "assistant": False}  # fmt: skip
_NAME = re.compile(r"[<◁]([/|｜!a-z0-9_:.\-]*)")
_REASONING = re.compile(rf"(?:begin_of_|start_of_)?(?:\w+[:.\-])?(?P<name>(?:{REASONING})(?:_\w+|-\w+)?)")
_CLOSING = re.compile(rf"(?:/|end_of_|end_)(?:\w+[:.\-])?(?:{REASONING})(?:_\w+|-\w+)?")


def name_of(tag: str) -> str:
    """`think` of `<think>`, `/think` of `</think>`, `im_end` of `<|im_end|>`; in small letters."""
    found = _NAME.match(tag.lower())
    return found[1].strip("|｜") if found else ""


def opens_reasoning(name: str) -> bool:
    return bool(_REASONING.fullmatch(name))


def closes_reasoning(name: str) -> bool:
    return bool(_CLOSING.fullmatch(name))


def ends_like(name: str, tail: str) -> bool:
    """Whether `tail` ends with the tag that closes the reasoning `name` opened."""
    lowered = tail.lower()
    if lowered[-1:] not in (">", "]", "▷"):
        return False
    start = max(lowered.rfind("<"), lowered.rfind("["), lowered.rfind("◁"))
    inner = lowered[start + 1 : -1].strip("|｜")
    own = name.removeprefix("begin_of_").removeprefix("start_of_")
    return start >= 0 and inner in (f"/{name}", f"/{own}", f"end_of_{own}", f"end_{own}")


def bare_header(text: str) -> tuple[str, bool] | None:
    """The word at the start of a reply that is a header, and whether reasoning follows; ("", …) while it may become
    one."""
    for word, reasons in BARE.items():
        if text.startswith(word) and len(text) > len(word):
            after = text[len(word)]
            loose = word in ("thought", "final", "assistant")  # thoughtful, finally, assistants are words
            if after == "\n" or after.isupper() or (after.isalnum() and not loose and not text.startswith(STRIPPED[: len(word) + 1])):  # fmt: skip
                return word, reasons
    may_become = any(word.startswith(text) or text == word for word in BARE)
    return ("", False) if may_become else None
