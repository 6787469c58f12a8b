"""Phrases that hear too much or nothing: single common words, quotation marks, full-width signs, whole sentences."""

import re
from collections.abc import Iterator

from roleplay.content.base import primary

Finding = tuple[str, dict[str, object]]

QUOTES = re.compile(r"[“”„«»「」『』\"]|^[‘’']|[‘’']$")
SIGNS = re.compile(r"[｜，、；;]|,(?!\d)")  # a figure may hold a comma
STOPS = ".!?。！？"
LONGEST_SPACED, LONGEST_HAN = 7, 14  # words, characters: what is longer is said like that by one person (judgement)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_HAN = re.compile(r"[\u3400-\u9fff，、；：“”]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Said in any talk about anything: heard alone they touch the topic in every other line (judgement).
COMMON = {
    "en": _words(
        "a about again all also always and any are at be been but by can could day did do does doing done else ever every for "
        "from get give go going good got had has have he help her here him his how i if in into is it its just keep know let "
        "like little look lot make many maybe me mean more most much my need never new no not now of often on one only or other "
        "our out over people please problem problems put question really right said say see she should so some something sure "
        "take talk tell than thank thanks that the their them then there they thing things think this time to today too try up "
        "us use very want was way we week well were what when where which who whom whose why will with work works would year "
        "yes yet you your"
    ),
    "zh": _words(
        "我 你 您 他 她 它 我们 你们 您们 他们 咱们 这 那 这个 那个 这样 那样 这里 那里 什么 怎么 怎样 怎么样 如何 为什么 哪 哪些 哪个 哪里 "
        "谁 几 多少 多久 多大 吗 呢 吧 啊 的 了 是 不 不是 没 没有 有 有没有 是不是 要 想 能 会 可以 能不能 可不可以 好 好的 对 行 知道 觉得 "
        "认为 说 讲 看 做 用 来 去 给 让 问题 情况 时候 时间 现在 今天 平时 一般 一下 一些 一点 很 都 也 还 就 再 最 更 比较 需要 希望 "
        "工作 事 事情 东西 人 大家 别人 里 上 下 年 月 天 次 谢谢 请 麻烦"
    ),
}  # fmt: skip


def findings(phrase: str, language: str) -> Iterator[Finding]:
    """What is wrong with a phrase as its author wrote it."""
    if quote := QUOTES.search(phrase):
        yield "quoted-phrase", {"sign": quote[0]}
    elif sign := SIGNS.search(phrase):
        yield "sign-in-phrase", {"sign": sign[0]}
    elif _is_sentence(phrase):
        yield "sentence-phrase", {}
    elif word := _too_wide(phrase, language):
        yield "wide-phrase", {"word": word}


def _is_sentence(phrase: str) -> bool:
    """A full stop at its end, or so many words without a choice among them."""
    parts = phrase.split()
    if len(phrase) > 1 and phrase[-1] in STOPS and parts[-1].split("|")[-1] not in STOPS:
        return True
    plain = not set("|_@") & set(phrase)
    han = max((len(run) for run in _SENTENCE_HAN.findall(phrase)), default=0)
    return han > LONGEST_HAN or (plain and not _HAN.search(phrase) and len(parts) > LONGEST_SPACED)


def _too_wide(phrase: str, language: str) -> str | None:
    """A word that touches the topic all by itself and is said everywhere; a `?` beside it makes it hardly narrower."""
    parts = [part for part in phrase.lower().split() if part != "?"]
    if len(parts) != 1:
        return None
    common = COMMON.get(primary(language), frozenset())
    return next((word for word in parts[0].split("|") if word in common), None)
