"""The file of a recorded talk is read the same, whatever program wrote it."""

import io
import json

import pytest
from docx import Document

from roleplay.calls.read_call import read_call
from roleplay.errors import RoleplayError

EN = [
    ("Ann Lee", "Good morning, thanks for taking the time. How do you plan visits today?"),
    ("Rob Kay", "By hand, mostly. It takes two days a week."),
    ("Ann Lee", "Two days a week. What does that cost you?"),
    ("Rob Kay", "About four thousand a month: people are tired."),
]
ZH = [
    ("王敏", "您好，谢谢您抽时间。现在拜访怎么排的？"),
    ("李工", "基本靠人手排，一周两天。"),
    ("王敏", "一周两天，花掉多少成本？"),
    ("李工", "一个月四千左右。"),
]


def _vtt(said: list[tuple[str, str]]) -> str:
    cues = "".join(
        f"{n}\n00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{who}: {text}\n\n" for n, (who, text) in enumerate(said)
    )
    return f"WEBVTT\n\nNOTE made by a test\n\n{cues}"


def _voices(said: list[tuple[str, str]]) -> str:
    return "\ufeffWEBVTT\n\n" + "".join(
        f"a-{n}\n00:00:{n:02}.000 --> 00:00:{n + 1:02}.000 align:start\n<v {who}>{text}</v>\n\n"
        for n, (who, text) in enumerate(said)
    )


def _srt(said: list[tuple[str, str]]) -> str:
    return "".join(
        f"{n}\r\n00:00:{n:02},000 --> 00:00:{n + 1:02},500\r\n{who}: {text}\r\n\r\n"
        for n, (who, text) in enumerate(said, 1)
    )


def _headed(said: list[tuple[str, str]]) -> str:
    return "Weekly call | 12 min\n\nKeywords:\nplanning\n\n" + "".join(
        f"{who}  0:{n * 5:02}\n{text}\n\n" for n, (who, text) in enumerate(said)
    )


def _time_first(said: list[tuple[str, str]]) -> str:
    return "".join(f"[00:{n:02}] {who}: {text}\n" for n, (who, text) in enumerate(said))


def _colons(said: list[tuple[str, str]]) -> str:
    return "".join(f"{who}： {text}\n" for who, text in said)


def _csv(said: list[tuple[str, str]]) -> str:
    return "speaker;start;text\n" + "".join(f'{who};{n};"{text}"\n' for n, (who, text) in enumerate(said))


def _zh_csv(said: list[tuple[str, str]]) -> str:
    return "说话人,时间,内容\n" + "".join(f'{who},00:{n:02},"{text}"\n' for n, (who, text) in enumerate(said))


def _turns(said: list[tuple[str, str]]) -> str:
    return json.dumps({"turns": [{"speaker": who, "text": text} for who, text in said]})


def _utterances(said: list[tuple[str, str]]) -> str:
    words = [{"text": "not", "start": 0}] * 30  # a longer list, and not the talk
    return json.dumps(
        {
            "words": words,
            "results": {
                "utterances": [{"speaker": who, "transcript": text, "start": n} for n, (who, text) in enumerate(said)]
            },
        }
    )


def _sentences(said: list[tuple[str, str]]) -> str:
    turns = [
        {"speakerId": who, "sentences": [{"start": n, "text": part} for part in text.split(". ")]}
        for n, (who, text) in enumerate(said)
    ]
    return json.dumps({"callTranscripts": [{"callId": "7", "transcript": turns}]})


LAYOUTS = (_vtt, _voices, _srt, _headed, _time_first, _colons, _csv, _zh_csv, _turns, _utterances)


def _words(data: bytes, seller: str, language: str | None = None) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in read_call(data, "call", seller, language).transcript.turns]


def _wanted(said: list[tuple[str, str]], seller: str) -> list[tuple[str, str]]:
    return [("seller" if who == seller else "customer", text) for who, text in said]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("said", "seller"), [(EN, "Ann Lee"), (ZH, "王敏")], ids=["english", "chinese"])
def test_every_layout_gives_the_same_talk(layout: object, said: list[tuple[str, str]], seller: str) -> None:
    assert _words(layout(said).encode(), seller) == _wanted(said, seller)  # type: ignore[operator]


def test_a_turn_in_sentences_is_one_turn() -> None:
    turns = _words(_sentences(EN).encode(), "Ann Lee")
    assert [speaker for speaker, _ in turns] == ["seller", "customer", "seller", "customer"]
    assert turns[1][1].split() == EN[1][1].replace(". ", " ").split()


def test_a_word_file_as_teams_writes_it_is_read() -> None:
    book = Document()
    book.add_paragraph("Call with Rob")
    for n, (who, text) in enumerate(EN):
        book.add_paragraph(f"{who}   0:{n * 7:02}\n{text}")
    data = io.BytesIO()
    book.save(data)
    assert _words(data.getvalue(), "ann lee") == _wanted(EN, "Ann Lee")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_of_the_program_does_not_matter(encoding: str) -> None:
    assert _words(_headed(ZH).encode(encoding), "王敏") == _wanted(ZH, "王敏")


def test_lines_of_one_speaker_in_a_row_are_one_turn() -> None:
    cut = [(who, piece) for who, text in EN for piece in text.split(" ")]
    assert _words(_vtt(cut).encode(), "Ann Lee") == _wanted(EN, "Ann Lee")
    cut = [(who, piece) for who, text in ZH for piece in (text[:5], text[5:])]
    assert _words(_vtt(cut).encode(), "王敏") == _wanted(ZH, "王敏")


def test_a_cue_without_a_name_goes_on_with_the_speaker_before() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: How do you\n\n00:02.000 --> 00:03.000\nplan today?\n\n00:03.000 --> 00:04.000\nRob: By hand.\n"
    assert _words(text.encode(), "Ann") == [("seller", "How do you plan today?"), ("customer", "By hand.")]


def test_sounds_of_thinking_go_unless_they_are_all_that_was_said() -> None:
    said = [
        ("Ann", "So, um, how do you, uh, plan today?"),
        ("Rob", "Um."),
        ("Ann", "The museum was fine, erm, thanks."),
    ]
    assert [text for _, text in _words(_vtt(said).encode(), "Ann")] == [
        "So, how do you, plan today?",
        "Um.",
        "The museum was fine, thanks.",
    ]


@pytest.mark.parametrize(
    ("sells", "buys"), [("Agent", "Customer"), ("销售", "客户"), ("Rep", "Rob Kay"), ("Ann Lee", "client")]
)
def test_speakers_called_by_their_part_need_no_name(sells: str, buys: str) -> None:
    said = [(sells, "How do you plan today?"), (buys, "By hand."), (sells, "What does it cost?")]
    call = read_call(_turns(said).encode(), "call", language="en")
    assert [turn.speaker for turn in call.transcript.turns] == ["seller", "customer", "seller"]


@pytest.mark.parametrize(
    ("data", "seller", "code"),
    [
        (_vtt(EN).encode(), None, "call-who-sells"),
        (_vtt(EN).encode(), "Mary", "call-no-such-speaker"),
        (_vtt([("Customer", "Hello"), ("customer", "Anybody?")]).encode(), None, "transcript-no-seller"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n", None, "call-who-sells"),
        (b"just some words\nand more of them", "Ann", "call-unknown-format"),
        (b"", "Ann", "call-unknown-format"),
        (b"PK\x03\x04 no zip at all", "Ann", "call-unreadable"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Ann", "call-unreadable"),
        (b'{"turns": [', "Ann", "transcript-json"),
        (b"[" * 100_000, "Ann", "call-unreadable"),
        (b"x" * (20 * 1024 * 1024 + 1), "Ann", "call-too-big"),
        (_turns([("Ann", "a"), ("Rob", "b")] * 501).encode(), "Ann", "transcript-long"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(data: bytes, seller: str | None, code: str) -> None:
    with pytest.raises(RoleplayError) as refused:
        read_call(data, "call", seller)
    assert refused.value.code == code


def test_the_language_is_the_given_one_then_the_files_then_told_by_its_letters() -> None:
    named = json.dumps({"language": "en-GB", "turns": [{"speaker": "seller", "text": "Hello"}]}).encode()
    assert read_call(named, "call").transcript.language == "en-GB"
    assert read_call(named, "call", language="en-US").transcript.language == "en-US"
    guessed = read_call(_vtt(ZH).encode(), "call", "王敏")
    assert (guessed.transcript.language, guessed.notices) == ("zh-CN", ("language-guessed",))


def test_speech_without_sentence_ends_gets_them_and_a_notice() -> None:
    said = [
        (
            "Ann",
            "hello rob thanks for picking up i'd ask a few questions first how do you plan your visits today and who does it when the planner is ill",
        ),
        ("Rob", "by hand mostly it takes two days a week and nobody else can do it"),
        (
            "Ann",
            "it sounds as if a good deal hangs on one person what does that cost you in a month could we meet on thursday at ten",
        ),
    ]
    call = read_call(_vtt(said).encode(), "call", "Ann", "en")
    assert call.notices == ("no-punctuation",)
    assert (
        call.transcript.turns[0].text.count("?") >= 1
        and "what does that cost you in a month?" in call.transcript.turns[2].text
    )
    assert read_call(_vtt(EN).encode(), "call", "Ann Lee", "en").notices == ()


def test_chinese_without_punctuation_is_cut_at_its_particles() -> None:
    said = [
        ("王敏", "您好谢谢您抽时间现在拜访计划是怎么排的那您这边有专人负责吗"), ("李工", "基本靠人手排一周要花两天大家都很累了没有别的办法"),
        ("王敏", "听起来时间比钱更要紧那周二上午十点和您的排班同事一起看看行吗所以我先把资料发给您"), ("李工", "周二可以没问题" * 20),
    ]  # fmt: skip
    call = read_call(_vtt(said).encode(), "call", "王敏", "zh-CN")
    assert call.notices == ("no-punctuation",)
    assert call.transcript.turns[0].text.endswith("那您这边有专人负责吗？")
