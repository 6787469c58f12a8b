"""What must not be said counts only in an assertive clause of the seller's own."""

import pytest

from roleplay.listening.listener import Listener

TOPIC = "must_not_say:cure"
ENGLISH = Listener("en", {TOPIC: ["cure|cures|cured", "no|zero side_effect|side_effects", "completely safe"]})
CHINESE = Listener("zh", {TOPIC: ["根治", "没有|零 副作用"]})


@pytest.mark.parametrize(
    "text",
    [
        "It cures diabetes.",
        "This one cures it, right?",
        "Trust me, it is completely safe.",
        "There are no side effects.",
        "There are no known side effects.",
        "Not only does it cure diabetes, it is cheap.",
        "I would never call it a cure, but it is completely safe.",
        "Don't worry, it will be cured.",
    ],
)
def test_a_claim_counts(text: str) -> None:
    assert ENGLISH.hear(text).touches(TOPIC)


@pytest.mark.parametrize(
    "text",
    [
        "It is not a cure.",
        "It isn't completely safe.",
        "I can't promise you that it is a cure.",
        "Nobody says it is a cure.",
        "Does it cure diabetes?",
        "You asked whether it cures diabetes.",
        "The other rep said: “It cures diabetes.”",
        "Your colleagues believe it cures everything.",
        "If it cured diabetes, everybody would use it.",
        "It would be wrong to say that it is completely safe.",
        "There is no evidence that it cures anybody.",
        "Somebody told you it cures diabetes.",
        "There are no long-term studies about side effects.",
        "The leaflet said it cures everybody.",
        "I hope it cures somebody one day.",
        "Does the other one cure them too, or what is it like?",
        "A cure is what nobody can promise as a cure.",
        "You've been told it cures diabetes.",
        "That it cures anybody is simply not true.",
        "It cures diabetes? No, it does not.",
        "“It cures everything” is what the leaflet said, and that's wrong.",
        "A tablet that cures everyone doesn't exist.",
        "A medicine that is completely safe has not been invented yet.",
        "I wish I could tell you it cures diabetes.",
        "It cures diabetes, some people say.",
    ],
)
def test_negation_question_and_quotation_claim_nothing(text: str) -> None:
    heard = ENGLISH.hear(text)
    assert not heard.touches(TOPIC)
    assert [span.claim for span in heard.spans if span.what == TOPIC] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "这个药能根治心衰。",
        "这个药没有副作用。",
        "不用担心，能根治的。",
        "不仅能根治，还便宜。",
        "它能根治，对吧？",
        "基本上没有副作用。",
        "根治了好多人，没一个不满意的。",
        "能根治，您不用再担心没有药了。",
    ],
)
def test_a_chinese_claim_counts(text: str) -> None:
    assert CHINESE.hear(text).touches(TOPIC)


@pytest.mark.parametrize(
    "text",
    [
        "这个药不能根治心衰。",
        "没有说它能根治。",
        "它能根治吗？",
        "您问它能不能根治。",
        "有人说这药能根治，我可不敢这么讲。",
        "我们不敢保证零副作用。",
        "如果能根治，大家都会用。",
        "“根治”这个词，我们不能用。",
        "说能根治是误导。",
        "有人说它能根治，那不对。",
        "能根治的药是没有的。",
        "能根治的药，目前还没有。",
        "这药根治心衰，这话我说不出口。",
        "根治这两个字，我可不敢讲。",
        "零副作用的药不存在。",
        "要说根治，那还差得远。",
        "说它能根治，是不对的。",
        "有的厂家说能根治，您听听就好。",
        "希望将来能根治。",
    ],
)
def test_chinese_negation_question_and_quotation_claim_nothing(text: str) -> None:
    assert not CHINESE.hear(text).touches(TOPIC)


SAID = Listener(
    "en",
    {
        "fact:home": ["patients home", "how patients"],
        "key_message:tablet": ["tablet"],
        "must_not_say:planning": ["automatic tour_planning"],
        "must_not_say:rival": ["trakmondo outdated|useless", "trakmondo isn't_up"],
        "must_not_say:start": ["start straight_away|today"],
        "must_not_say:cure": ["cure|cures"],
        "must_not_say:help": ["doesn't_help"],
        "must_not_say:rebate": ["rebate"],
    },
)
SAID_IN_CHINESE = Listener(
    "zh",
    {
        "fact:patients": ["心衰 病人"],
        "key_message:tablet": ["药"],
        "must_not_say:gifts": ["返|给您 三百", "折扣"],
        "must_not_say:useless": ["社团 学不到"],
        "must_not_say:maths": ["数学 教"],
        "must_not_say:boxes": ["开 多少"],
        "must_not_say:rival": ["药 不行"],
        "must_not_say:works": ["谁用谁有效", "什么都不用管", "有效"],
        "must_not_say:cure": ["根治"],
    },
    frozenset({"must_not_say:boxes"}),
)


@pytest.mark.parametrize(
    ("listener", "text", "topics"),
    [
        (SAID_IN_CHINESE, "我先不讲药，想了解一下您平时心衰病人的情况。", "fact:patients"),
        (SAID_IN_CHINESE, "药先放一边，想了解一下您平时心衰病人的情况。", "fact:patients"),
        (SAID_IN_CHINESE, "今天不谈药、折扣。", ""),
        (SAID, "I'll leave the tablet aside for now and ask how your patients get on at home.", "fact:home"),
        (SAID, "Leaving aside the tablet, how do your patients get on at home?", "fact:home"),
        (SAID, "I'm not here to talk about the tablet and would rather hear how your patients do.", "fact:home"),
        (SAID, "I'm not here to talk about the tablet, but about how your patients do.", "fact:home"),
        (SAID, "I'm not here to talk about the tablet, a rebate or lunch.", ""),
        (SAID, "Patients at home put aside what the tablet costs.", "fact:home key_message:tablet"),
        (SAID, "Your patients at home forget the tablet.", "fact:home key_message:tablet"),
    ],
)
def test_what_is_laid_aside_ends_with_its_clause(listener: Listener, text: str, topics: str) -> None:
    assert set(listener.hear(text).topics) == set(topics.split())


@pytest.mark.parametrize(
    ("listener", "text", "topic"),
    [
        (SAID_IN_CHINESE, "要是成了，我给您返三百。", "must_not_say:gifts"),
        (SAID_IN_CHINESE, "只要成了我就给您返三百。", "must_not_say:gifts"),
        (SAID_IN_CHINESE, "主要是它能根治。", "must_not_say:cure"),
        (SAID_IN_CHINESE, "价格我做不了主，不敢保证，不过它能根治。", "must_not_say:cure"),
        (SAID, "If you sign, there is a rebate.", "must_not_say:rebate"),
        (SAID, "If you sign then there is a rebate.", "must_not_say:rebate"),
        (SAID, "I can't promise you Thursday, it cures everybody.", "must_not_say:cure"),
        (SAID_IN_CHINESE, "别家的药就是不行。", "must_not_say:rival"),
        (SAID_IN_CHINESE, "那个药是不行的。", "must_not_say:rival"),
        (SAID, "Trakmondo is outdated, nobody should be starting that any more.", "must_not_say:rival"),
        (SAID, "You know Trakmondo is outdated, don't you?", "must_not_say:rival"),
        (SAID, "Trakmondo is useless, don't you think?", "must_not_say:rival"),
        (SAID, "It cures them doesn't it?", "must_not_say:cure"),
        (SAID_IN_CHINESE, "这个药，谁用谁有效。", "must_not_say:works"),
        (SAID_IN_CHINESE, "您什么都不用管。", "must_not_say:works"),
        (SAID, "Why not start them on it straight away?", "must_not_say:start"),
        (SAID_IN_CHINESE, "这个药我们有效，错不了。", "must_not_say:works"),
    ],
)
def test_what_stands_outside_a_scope_is_a_claim(listener: Listener, text: str, topic: str) -> None:
    assert listener.hear(text).touches(topic)


@pytest.mark.parametrize(
    ("listener", "text"),
    [
        (SAID, "If it doesn't help, you stop."),
        (SAID, "I'm not saying, of course, that it cures anybody."),
        (SAID, "You're saying it cures them."),
        (SAID, "You're worried that Trakmondo is outdated."),
        (SAID, "That it cures them, nobody can honestly promise."),
        (SAID, "Automatic tour planning isn't in it."),
        (SAID, "Automatic tour planning is not in the product."),
        (SAID, "Automatic tour planning isn't included."),
        (SAID, "Automatic tour planning is not part of it."),
        (SAID, "Why does it cure some and not others?"),
        (SAID_IN_CHINESE, "要是能根治，大家都会用。"),
        (SAID_IN_CHINESE, "我不敢说，它能根治。"),
        (SAID_IN_CHINESE, "您是说社团学不到东西。"),
        (SAID_IN_CHINESE, "您是觉得社团学不到东西。"),
        (SAID_IN_CHINESE, "您是怕社团学不到东西。"),
        (SAID_IN_CHINESE, "您是不是担心社团学不到东西。"),
        (SAID_IN_CHINESE, "别家介绍一个给您三百，我们没有。"),
        (SAID_IN_CHINESE, "介绍一个给您三百，咱们这儿没有。"),
        (SAID_IN_CHINESE, "数学我们教不了。"),
        (SAID_IN_CHINESE, "您开多少，我们不问也不看。"),
        (SAID_IN_CHINESE, "给您三百是不行的。"),
        (SAID_IN_CHINESE, "谁用有效？"),
    ],
)
def test_what_stands_inside_a_scope_is_no_claim(listener: Listener, text: str) -> None:
    assert not [topic for topic in listener.hear(text).topics if topic.startswith("must_not_say:")]


@pytest.mark.parametrize("text", ["能根治，您听谁说的？", "别家都说能根治。"])
def test_what_others_are_said_to_say_is_no_claim_in_chinese(text: str) -> None:
    assert not CHINESE.hear(text).touches(TOPIC)
