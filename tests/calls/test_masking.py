"""Names, numbers and addresses of people are masked before a call is stored, and little else is."""

import random
import re
from collections import Counter

import pytest

from roleplay.calls.masking import Masker
from roleplay.transcript import Transcript, Turn

FIRST = [
    "Ann",
    "Rob",
    "Priya",
    "Tom",
    "Siobhan",
    "Lucas",
    "Grace",
    "Omar",
    "Helen",
    "Piotr",
    "Yuki",
    "Ben",
    "Carla",
    "Dmitri",
    "Eve",
    "Farid",
]
LAST = [
    "Lee",
    "Kay",
    "Patel",
    "O'Neill",
    "Becker",
    "Novak",
    "Adeyemi",
    "Haddad",
    "Marsh",
    "Kowalski",
    "Tanaka",
    "Underwood",
    "Rossi",
    "Ivanov",
    "Quinn",
    "Aziz",
]
ZH_NAMES = [
    "王敏",
    "李建国",
    "张伟",
    "陈晓红",
    "刘洋",
    "赵丽华",
    "孙强",
    "周婷",
    "吴磊",
    "郑秀英",
    "冯涛",
    "许文静",
    "何俊",
    "沈佳怡",
    "韩雪",
    "曹鹏飞",
]
EN_OTHER = (
    "How do you plan visits today?",
    "It costs about {n} a year.",
    "In the trial {n} of 1,186 patients stopped.",
    "We meet in May, or on Thursday at ten.",
    "March was hard and the price list is from 2024.",
    "That is 31 % against 18 %, over 24 weeks.",
    "I will send the page to your planner.",
    "Will you try it with one depot first?",
    "Thanks, that helps.",
    "Grace under pressure is what they need.",
)
ZH_OTHER = (
    "现在拜访是怎么安排的？",
    "一年大概要{n}元。",
    "研究里{n}例病人停了药。",
    "周四上午十点可以吗？",
    "31%降到18%，一共24周。",
    "我把资料发给您的同事。",
    "先在一个科室试试，好吗？",
    "谢谢，这个有用。",
    "孩子上了二十四节课。",
    "价格表是2024年的，总共三页。",
)


def _mask(language: str, texts: list[str], speakers: tuple[str, ...]) -> list[str]:
    turns = tuple(Turn(n=n, speaker="seller", text=text) for n, text in enumerate(texts, 1))
    masked = Masker(language, speakers).masked(Transcript(language=language, turns=turns, staged=False))
    return [turn.text for turn in masked.turns]


def _english(draw: random.Random) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    """Turns as (text, kind, what must go), and the speakers."""
    seller, customer, other = (f"{first} {draw.choice(LAST)}" for first in draw.sample(FIRST, 3))
    digits = draw.randint
    phone = draw.choice(
        [
            f"+44 20 {digits(7000, 7999)} {digits(1000, 9999)}",
            f"0{digits(100, 999)} {digits(100, 999)} {digits(1000, 9999)}",
            f"({digits(200, 999)}) 555-{digits(1000, 9999)}",
        ]
    )
    mail = f"{other.split()[0].lower()}.{digits(1, 99)}@example.{draw.choice(['com', 'co.uk', 'org'])}"
    return [
        (f"Hello {customer.split()[0]}, this is {seller} from Berthwell.", "speaker", f"{customer.split()[0]}|{seller}"),
        (f"{draw.choice(['Morning', 'Hi'])} {seller.split()[0]}, go ahead.", "speaker", seller.split()[0]),
        (f"You can reach me on {phone}.", "number", phone),
        (f"Or write to {mail}, please.", "number", mail),
        (f"Ask for {other} when you ring.", "mentioned", other),
        (f"As {other.split()[1]} said, it is late.", "mentioned", other.split()[1]),
        *[(draw.choice(EN_OTHER).format(n=digits(20, 90000)), "other", "") for _ in range(4)],
    ], (seller, customer)  # fmt: skip


def _chinese(draw: random.Random) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    seller, customer, other = draw.sample(ZH_NAMES, 3)
    digits = draw.randint
    phone = draw.choice(
        [
            f"1{digits(30, 99)}{digits(10000000, 99999999)}",
            f"1{digits(30, 99)} {digits(1000, 9999)} {digits(1000, 9999)}",
            f"021-{digits(20000000, 89999999)}",
        ]
    )
    mail = f"wang{digits(1, 999)}@example.cn"
    return [
        (f"{customer}您好，我是栗树编程的{seller}。", "speaker", f"{customer}|{seller}"),
        (f"{seller[0]}老师你好，你说。", "speaker", f"{seller[0]}老师"),
        (f"我的电话是{phone}，有事打我。", "number", phone),
        (f"也可以发到{mail}。", "number", mail),
        (f"{other}医生昨天也问过。", "mentioned", other),
        (f"这件事{other[0]}主任知道。", "mentioned", f"{other[0]}主任"),
        *[(draw.choice(ZH_OTHER).format(n=digits(20, 90000)), "other", "") for _ in range(4)],
    ], (seller, customer)  # fmt: skip


@pytest.mark.parametrize(("language", "passage"), [("en", _english), ("zh-CN", _chinese)])
def test_in_two_hundred_passages_people_go_and_other_words_stay(language: str, passage: object) -> None:
    hidden: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    touched = words = 0
    for seed in range(200):
        turns, speakers = passage(random.Random(seed))  # type: ignore[operator]
        for masked, (text, kind, what) in zip(
            _mask(language, [turn[0] for turn in turns], speakers), turns, strict=True
        ):
            for piece in filter(None, what.split("|")):
                asked[kind] += 1
                hidden[kind] += piece not in masked
            if kind == "other":
                words += len(re.findall(r"[\u3400-\u9fff]|\w+", text))
                touched += masked != text
    share = {kind: hidden[kind] / n for kind, n in asked.items()}
    assert share["number"] >= 0.99 and share["speaker"] >= 0.98, share
    assert share["mentioned"] >= 0.9, share
    assert touched / words < 0.02


def test_a_mask_is_the_same_person_all_through() -> None:
    said = ["Hello Rob, this is Ann Lee.", "Ms Lee, my boss Helen Marsh says no.", "Then I ask Helen, says Ann."]
    assert _mask("en", said, ("Ann Lee", "Rob Kay")) == [
        "Hello [name 1], this is [name 2].", "Ms [name 2], my boss [name 3] says no.", "Then I ask [name 3], says [name 2].",
    ]  # fmt: skip
    assert _mask("zh-CN", ["我是栗树编程的王敏。", "王老师好，王敏你说。"], ("王敏",)) == [
        "我是栗树编程的[姓名1]。",
        "[姓名1]好，[姓名1]你说。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It costs 54,000 a year.",
        "1,186 patients in 2019 and 2020.",
        "31 % against 18 %.",
        "At ten, or 10:30.",
        "7 of 9, page 12.",
        "I'm Sorry.",
    ],
)
def test_figures_and_times_stay(text: str) -> None:
    assert _mask("en", [text], ()) == [text]


@pytest.mark.parametrize(
    "text",
    ["一个月4000元，一共302例。", "31%降到18%，2024年。", "10:30或者下午三点。", "总共二十四节课。", "大家都有空。"],
)
def test_chinese_figures_and_times_stay(text: str) -> None:
    assert _mask("zh-CN", [text], ()) == [text]


def test_an_identity_number_a_card_and_an_address_go() -> None:
    said = ["身份证310104199003072314，卡号6222021234567890123，住张江路88号3号楼201室。"]
    assert _mask("zh-CN", said, ()) == ["身份证[号码1]，卡号[号码2]，住[地址1]。"]
    said = ["IBAN GB29 NWBK 6016 1331 9268 19, at 12 Baker Street, NW1 6XE, https://example.com/x?id=7"]
    assert _mask("en", said, ()) == ["IBAN [account 1], at [address 1], [address 2], [link 1]"]
