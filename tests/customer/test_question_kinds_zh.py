"""What kind of question a Chinese seller's last sentence is, and that every style has lines for each kind."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from roleplay.customer import idiom

IDIOMS = Path(__file__).parents[2] / "roleplay" / "customer" / "idioms" / "zh.yaml"
KINDS = ("who", "when", "how_many", "where", "why", "which", "how", "what", "yes_no", "any")
STYLES = ("dominant", "analytical", "amiable", "expressive")

ASKED = {
    "opinion": (
        "您看怎么样？", "您觉得呢？", "周四下午我再来一趟，行不行？", "我把原文发您邮箱，可以吗？", "这样安排好不好？", "您现在说话方便吗？",
        "要不要我给您备一份，您晚上慢慢看？", "这个对您有帮助吗？", "您看这半年值不值？", "我这么讲，说清楚了吗？", "听着怎么样？",
        "您有什么看法？", "您怎么看？", "那咱们先从两位病人开始吧？", "您先试试？", "下周三碰一下，您看成吗？",
    ),
    "who": (
        "平时谁管随访？", "您得跟谁商量？", "当初是哪位给您推荐的？", "您知道是谁定的吗？", "这个名单找什么人签字？", "谁最不放心？",
    ),
    "why": (
        "他们为什么停药？", "孩子怎么突然不想上了？", "当时凭什么选的这家？", "是什么原因呢？", "为啥不早点换？", "怎么会拖到现在？",
        "您能说说为什么吗？", "他为什么不开摄像头，您问过没有？", "这些记录是用来干什么的？",
    ),
    "how_many": (
        "一个月大概有多少？", "您一周坐几天门诊？", "一趟要多久？", "孩子今年多大？", "隔多长时间复诊一次？", "您记得去年退了几单吗？",
        "这占您多大精力？", "他一天上几节？",
    ),
    "when": ("上次开会是什么时候？", "您几点有空？", "下一批是哪天到？", "从哪个月开始的？", "星期几人少一点？", "您记得是哪一年吗？"),
    "where": ("一般卡在哪儿？", "难在哪？", "孩子在哪里上的课？", "药是从什么地方拿的？", "您觉得差在哪儿？"),
    "which": (
        "您最担心哪一样？", "哪些病人停得多？", "您说的是哪家公司？", "都是什么样的客户？", "哪个环节最费事？", "您知道是哪几位吗？",
    ),
    "how": (
        "那您现在怎么处理？", "他怎么想到的？", "孩子最近学得怎么样？", "这个数咋算的？", "平时如何安排？", "您能讲讲是怎么定下来的吗？",
    ),
    "yes_no": (
        "您问过他吗？", "有没有人盯着？", "平时都这样？", "通知您看到没有？", "是不是常有这种事？", "您以前用过吧？", "有什么问题吗？",
        "有谁帮您吗？", "他自己满意吗？", "还有几位没来吧？", "孩子身体好吗？", "时间长了会不会烦？", "没什么不舒服吧？",
    ),
    "what": ("您最头疼的是什么？", "家里什么反应？", "然后呢？", "比如？", "您现在靠啥盯着？", "主任那边什么意见都没提，那还差什么？"),
    "any": ("那肾功能呢？", "老人家呢？"),
}  # fmt: skip


def _idioms() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(IDIOMS.read_text(encoding="utf-8"))
    return loaded


def kind_of(question: str) -> str:
    return idiom.kind_of(question.strip(), "zh")


@pytest.mark.parametrize(("kind", "question"), [(kind, one) for kind, several in ASKED.items() for one in several])
def test_the_kind_of_a_question_is_recognised(kind: str, question: str) -> None:
    assert kind_of(question) == kind


def test_a_question_mark_of_either_width_will_do() -> None:
    assert [kind_of(one) for one in ("您问过他吗?", "难在哪?", "您看怎么样? ")] == ["yes_no", "where", "opinion"]


def test_every_style_has_seven_lines_for_each_kind_and_none_that_another_has() -> None:
    idioms = _idioms()
    for style in STYLES:
        assert {kind: len(lines) for kind, lines in idioms[style]["unsure"].items()} == dict.fromkeys(KINDS, 7)
    said = [line for style in STYLES for lines in idioms[style]["unsure"].values() for line in lines]
    assert sorted(line for line in set(said) if said.count(line) > 1) == []


def test_such_a_line_asks_no_question_of_its_own_and_names_no_figure() -> None:
    idioms = _idioms()
    lines = [line for style in STYLES for several in idioms[style]["unsure"].values() for line in several]
    ends = [line for line in lines if line.endswith("？") and not line.endswith(("好吗？", "好不好？"))]
    assert ends == []
    assert [line for line in lines if re.search(r"\d", line)] == []
