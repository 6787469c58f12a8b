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
