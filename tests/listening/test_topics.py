"""Phrases of the content found in what sellers say."""

import pytest

from roleplay.listening.listener import Listener

ENGLISH = Listener(
    "en",
    {
        "fact:adherence": ["stop|skip|miss dose|tablet|pill", "forget tablet|medicine", "out_of_pocket"],
        "objection:price": ["budget", "expensive"],
        "key_message:staff": ["contract"],
    },
)
CHINESE = Listener("zh", {"fact:adherence": ["漏|忘|停 药|服", "按时 吃"], "fact:ehr": ["CRM 数据"]})


@pytest.mark.parametrize(
    "text",
    [
        "Do your patients skip tablets?",
        "How often are doses missed?",
        "When someone forgets the medicine, what happens?",
        "What do they pay out-of-pocket?",
        "Which tabelts do they skip?",  # letters swapped
        "Do they skip the tablts?",  # a letter missing
        "DO THEY MISS THEIR PILLS?",
    ],
)
def test_inflections_and_one_slip_are_heard(text: str) -> None:
    assert ENGLISH.hear(text).touches("fact:adherence")


@pytest.mark.parametrize(
    "text",
    [
        "Which tablets do they take?",
        "We never skip a meeting. The tablet on my desk is new.",
        "If you miss the bus in the morning, then you may want to talk to somebody about another kind of dose.",
        "What comes out of the pocket of the coat?",
    ],
)
def test_a_part_alone_or_far_away_touches_nothing(text: str) -> None:
    assert not ENGLISH.hear(text).touches("fact:adherence")


def test_a_word_of_its_own_is_no_slip() -> None:
    assert ENGLISH.hear("Please sign the contarct.").touches("key_message:staff")
    assert not ENGLISH.hear("Please give me a contact.").touches("key_message:staff")


@pytest.mark.parametrize("text", ["病人会不会忘了吃药？", "病人停藥了嗎？", "他们都按时吃吗", "有漏服的吗"])
def test_chinese_needs_no_word_gaps_and_hears_traditional_characters(text: str) -> None:
    assert CHINESE.hear(text).touches("fact:adherence")


def test_terms_in_latin_letters_are_heard_in_chinese() -> None:
    assert CHINESE.hear("你们crm里的数据准不准？").touches("fact:ehr")


def test_a_topic_laid_aside_is_not_touched() -> None:
    assert ENGLISH.hear("Is the budget settled?").touches("objection:price")
    assert not ENGLISH.hear("I'm not here to talk about the budget.").touches("objection:price")


def test_the_span_of_a_topic_covers_its_parts() -> None:
    text = "所以病人忘了吃药。"
    (span,) = [span for span in CHINESE.hear(text).spans if span.what == "fact:adherence"]
    assert text[span.start : span.end] == "忘了吃药"


def test_parts_in_two_clauses_belong_together_only_when_near() -> None:
    listener = Listener("zh", {"fact:care": ["独居 管|看着"], "must_not_say:gifts": ["送 礼品|奶茶"]})
    assert listener.hear("独居的老人，谁看着吃药？").touches("fact:care")
    assert not listener.hear("送您一份上次说好的资料，楼下那家新开的店里的奶茶真不错。").touches("must_not_say:gifts")


def test_where_asking_is_the_offence_a_question_counts_and_a_denial_does_not() -> None:
    topics = {"must_not_say:counts": ("how_many boxes|packs prescribe", "prescribe how_many")}
    asked = frozenset(topics)
    question = "How many boxes did you prescribe last month?"
    assert Listener("en", topics, asked).hear(question).topics == ("must_not_say:counts",)
    assert Listener("en", topics).hear(question).topics == ()
    denial = "I am not here to ask how many boxes you prescribe."
    assert Listener("en", topics, asked).hear(denial).topics == ()
    chinese = Listener("zh", {"must_not_say:counts": ("开 多少 盒",)}, asked)
    assert chinese.hear("您一个月开多少盒？").touches("must_not_say:counts")
    assert chinese.hear("您一个月能不能开到多少盒，跟我说说？").touches("must_not_say:counts")
    assert not chinese.hear("您开多少盒，我不问。").touches("must_not_say:counts")
    assert not chinese.hear("您开多少盒不是我该打听的。").touches("must_not_say:counts")


def test_a_denial_between_the_parts_of_a_phrase_takes_the_claim_back() -> None:
    english = Listener("en", {"must_not_say:rival": ("trakmondo bad|useless",)})
    assert english.hear("Trakmondo is useless.").topics == ("must_not_say:rival",)
    assert english.hear("Trakmondo isn't useless.").topics == ()
    chinese = Listener("zh-CN", {"must_not_say:gifts": ("礼品 送",)})
    assert chinese.hear("礼品我给您送来了。").topics == ("must_not_say:gifts",)
    assert chinese.hear("礼品我们是不送的。").topics == ()


@pytest.mark.parametrize(
    "text",
    [
        "Eighteen per cent missed a dose.",
        "18% missed a dose.",
        "18 percent missed a dose.",
        "18 per cent missed a dose.",
    ],
)
@pytest.mark.parametrize("phrase", ["18_per_cent missed", "eighteen_percent missed", "18% missed"])
def test_a_number_is_heard_in_figures_and_in_words(phrase: str, text: str) -> None:
    assert Listener("en", {"evidence:doses": (phrase,)}).hear(text).touches("evidence:doses")


def test_numbers_are_whole() -> None:
    listener = Listener(
        "en", {"evidence:age": ("over 75",), "evidence:size": ("1,186 patients",), "fact:one": ("one",)}
    )
    assert listener.hear("312 were over seventy-five.").touches("evidence:age")
    assert not listener.hear("312 were over seventy.").touches("evidence:age")
    assert listener.hear("We had 1186 patients.").topics == ("evidence:size",)
    assert listener.hear("We had 1,186 patients.").topics == ("evidence:size",)
    chinese = Listener("zh", {"evidence:age": ("75 岁",)})
    assert chinese.hear("七十五岁以上的有三百人。").touches("evidence:age")
    assert chinese.hear("75岁以上的有三百人。").touches("evidence:age")


@pytest.mark.parametrize(
    "text", ["Which ones did they forget?", "Which ones were forgotten?", "She forgot the ones at night."]
)
def test_irregular_forms_are_heard(text: str) -> None:
    assert Listener("en", {"fact:adherence": ("forget ones",)}).hear(text).touches("fact:adherence")


def test_a_form_in_a_phrase_stands_for_itself() -> None:
    listener = Listener("en", {"fact:fall": ("fell stairs",)})
    assert listener.hear("He fell on the stairs.").touches("fact:fall")
    assert not listener.hear("The leaves fall on the stairs.").touches("fact:fall")


@pytest.mark.parametrize("text", ["They'd pay for it.", "They'll pay.", "They've paid."])
def test_a_shortened_verb_does_not_hide_who_it_belongs_to(text: str) -> None:
    assert Listener("en", {"objection:price": ("they pay",)}).hear(text).touches("objection:price")


def test_a_question_mark_among_the_parts_asks_for_a_question() -> None:
    english = Listener("en", {"fact:nurse": ("nurse many|alone ?",)})
    assert english.hear("How many nurses are there?").touches("fact:nurse")
    assert english.hear("Is the nurse alone with them?").touches("fact:nurse")
    assert not english.hear("The nurse left me alone in the corridor.").touches("fact:nurse")
    chinese = Listener("zh", {"fact:nurse": ("护士 ?",)})
    assert chinese.hear("护士有几个？").touches("fact:nurse")
    assert not chinese.hear("护士让我进来的。").touches("fact:nurse")
