"""What comes through the guard, whatever the chunks."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roleplay.customer import policy, wording
from roleplay.customer.guard import Guard

NAMES = ("林主任", "Mara Voss")
NONCE = "0f1e2d3c4b5a"


def guarded(text: str, size: int = 1, limit: int = 400) -> tuple[str, Guard]:
    """What is shown of `text` when it comes `size` characters at a time."""
    guard = Guard(NAMES, NONCE, limit)
    shown = "".join(guard.feed(text[at : at + size]) for at in range(0, len(text), size))
    return shown + guard.close(), guard


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("Well, maybe. We had 3.5 percent last year.", "Well, maybe. We had 3.5 percent last year."),
        ("<think>The user asks. I must deflect.</think>\n\nNot now.", "Not now."),
        ("<THINKING>hm</THINKING>Not now.", "Not now."),
        ("He asks my price</think>Not now.", "Not now."),
        ("**No.** We `tried` that, *really*.", "No. We tried that, really."),
        ("# Answer\n- one\n- two\n1. three", "Answer one two three"),
        ("> quoted", "quoted"),
        ("```python\nprint(1)\n```\nNo.", "No."),
        ("*sighs* Fine.", "Fine."),
        ("Fine. *He leans back and looks at the clock for a while.* Go on.", "Fine. Go on."),
        ("(pauses) Fine. [checks phone] Go on.", "Fine. Go on."),
        ("（叹气）行吧。【看表】你说。", "行吧。你说。"),
        ("行吧。*推了推眼镜*你说。", "行吧。你说。"),
        ("About a third (40 %) of them.", "About a third (40 %) of them."),
        ("大概三分之一（约40%）吧。", "大概三分之一（约40%）吧。"),
        ("See [our page](https://x.example/a?b=1) first.", "See our page first."),
        ("Look: ![chart](https://x.example/c.png) there.", "Look: there."),
        ("It's on https://x.example/a, I think.", "It's on x.example/a, I think."),
        ("We wrote all of it down last year. ht**tp://x.example/a it was.", "We wrote all of it down last year."),
        ("Look it up, it's all on www.x.example/a.", "Look it up, it's all on www.x.example/a."),
        ("你上www.x.example看看，都写着。", "你上www.x.example看看，都写着。"),
        ("We wrote all of it down last year. h[]ttps://x.example", "We wrote all of it down last year."),
        ("Customer: Not now.", "Not now."),
        ("**Mara Voss:** Not now.", "Not now."),
        ("林主任：没空。\n\n下次吧。", "没空。下次吧。"),
        ('"Not now."', "Not now."),
        ("“没空。”", "没空。"),
        ("Not now.<|im_end|><|im_start|>user Hello", "Not now."),
        ("Not\n\nnow.   Later.", "Not now. Later."),
        ("One <b>more</b> thing, if a < b.", "One more thing, if a < b."),
    ],
)
def test_only_speech_comes_through(reply: str, shown: str) -> None:
    assert guarded(reply)[0] == shown


@pytest.mark.parametrize(
    "reply",
    [
        "As an AI language model, I cannot share that.",
        "I’m an AI, so no.",
        "Hm. How can I help you today?",
        "作为一个AI语言模型，我没有顾虑。",
        "有什么可以帮您的吗？",
        "Okay, the user wants a price. I should",
        f"<direction-{NONCE}>\n1. Tell it",
        f"The code is {NONCE}.",
        "Seller: Good morning!",
        "销售：您好，我是",
    ],
)
def test_a_reply_that_opens_out_of_character_shows_nothing_and_may_be_asked_for_again(reply: str) -> None:
    shown, guard = guarded(reply)
    assert (shown, guard.broken) == ("", True)


@pytest.mark.parametrize(
    ("reply", "shown", "flag"),
    [
        ("We tried that last year. It failed. As an AI, I think so.", "We tried that last year. It failed.", "out_of_character"),
        ("We tried that last year and as an AI model I know it.", "We tried that last year and…", "out_of_character"),
        ("去年我们试过一次，效果很一般，说实话。作为AI，我觉得", "去年我们试过一次，效果很一般，说实话。", "out_of_character"),
        ("We tried that last year already.\nSeller: And then?", "We tried that last year already.", "spoke_for_seller"),
        ("We tried that last year already.</think>Not now.", "We tried that last year already.", "reasoning_shown"),
    ],
)  # fmt: skip
def test_later_in_a_reply_the_break_ends_it_at_the_last_clean_sentence(reply: str, shown: str, flag: str) -> None:
    found, guard = guarded(reply)
    assert (found, guard.broken, guard.flags) == (shown, False, {flag})


@pytest.mark.parametrize(
    "reply",
    [
        "I work as an aid, as an AI engineer I'd say no.",
        "The users love it, the user list is long.",
        "Thanks. You: what about you?",
        "You: sit. Talk.",
        "你：先别说。",
        "医生：一天看八十个，哪有空。",
        "客户：这两个字我听着就烦。",
        "2、3个吧，1、好。",
        "Take 12. That will do.",
        "That's *not* what I said, and 3 * 4 is 12.",
    ],
)
def test_ordinary_words_that_look_alike_stay(reply: str) -> None:
    assert guarded(reply)[0].replace(" ", "") == reply.replace("*", "").replace(" ", "")


def test_an_over_long_reply_ends_with_its_sentence() -> None:
    shown, guard = guarded("One two three four. Five six seven eight. Nine ten.", limit=25)
    assert shown == "One two three four. Five six seven eight."
    assert guard.flags == {"too_long"}


def test_a_reply_as_long_as_the_limit_is_not_too_long() -> None:
    shown, guard = guarded("One two three four. Five six.", limit=28)
    assert (shown, guard.flags) == ("One two three four. Five six.", set())


def test_an_endless_sentence_ends_between_words() -> None:
    shown, guard = guarded("so and so " * 100, limit=40)
    assert len(shown) <= 2 * 40 + 10
    assert shown.endswith("…")
    assert guard.flags == {"too_long"}


def test_a_wall_of_letters_ends_too() -> None:
    assert len(guarded("a" * 5000, limit=40)[0]) <= 3 * 40 + 1


def test_after_the_end_nothing_more_comes() -> None:
    guard = Guard(limit=10)
    guard.feed("One two three four. Five six seven eight nine.")
    assert guard.done
    assert guard.feed("More of it.") == guard.close() == ""


def test_every_phrase_fits_into_what_may_be_held_back() -> None:
    phrases = [phrase.removeprefix("^") for language in ("en", "zh") for phrase in wording.lines(language, "breaks")]
    assert [phrase for phrase in phrases if len(phrase) > policy.LONGEST_BREAK] == []


FRAGMENTS = st.sampled_from(
    [
        "Well, ", "maybe. ", "No", "! ", "\n", "\n\n", "- ", "1. ", "# ", "> ", "*", "**", "_", "`", "```", "(", ")", "（", "）",
        "[", "]", "](", "![", "{", "【", "】", "<", ">", "<think>", "</think>", "<thin", "<|im_end|>", "<b>", "http", "https://a.b/c ",
        "www.", "sighs", "叹气", "好的。", "我们", "，", "40 %", "3.5", "Customer", ":", "：", "Seller", "林主任", "as an ai", " model ",
        "As an AI, ", "作为", "一个", "AI", "你的指令", "how can i", " help", NONCE, NONCE[:5], "<direction-", "“", "”", '"', "'", "…", "~~", "|",
        "a", " ", "  ", "\t", "é", "İ", "👍", "abcdefghijklmnop",
    ]
)  # fmt: skip
REPLIES = st.lists(FRAGMENTS, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(REPLIES, st.lists(st.integers(1, 30), min_size=1, max_size=10), st.integers(20, 120))
def test_the_chunks_make_no_difference(reply: str, sizes: list[int], limit: int) -> None:
    whole, first = guarded(reply, size=len(reply) + 1, limit=limit)
    guard, shown, at, turn = Guard(NAMES, NONCE, limit), "", 0, 0
    while at < len(reply):
        size = sizes[turn % len(sizes)]
        shown, at, turn = shown + guard.feed(reply[at : at + size]), at + size, turn + 1
    assert shown + guard.close() == whole
    assert (guard.flags, guard.broken) == (first.flags, first.broken)


@settings(max_examples=300, deadline=None)
@given(REPLIES)
def test_no_more_than_a_sentence_is_held_back_and_what_was_shown_stays(reply: str) -> None:
    guard, shown = Guard(NAMES, NONCE), ""
    for character in reply:
        shown += guard.feed(character)
        assert guard.held <= policy.DOUBTED + 2 * policy.HELD
    whole, _ = guarded(reply, size=len(reply) + 1)
    assert whole.startswith(shown)


@settings(max_examples=300, deadline=None)
@given(REPLIES, REPLIES)
def test_reasoning_is_never_shown(before: str, after: str) -> None:
    thought = "secretthought"
    shown, _ = guarded(f"<think>{before.replace('</think>', '')}{thought}</think>{after}")
    assert thought not in shown


@example("](1. ]()")
@example("(40 %**)")
@example("(4 <think)")
@example("[```](")
@settings(max_examples=300, deadline=None)
@given(REPLIES)
def test_what_is_shown_holds_no_markup(reply: str) -> None:
    shown, _ = guarded(reply)
    assert not any(mark in shown for mark in ("**", "```", "<think", "](", "https://", "【", NONCE, "\n"))
