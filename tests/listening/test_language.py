"""The language of a turn."""

import pytest

from roleplay.listening.listener import listener_for


@pytest.mark.parametrize(
    ("own", "text", "language"),
    [
        ("en", "How do you plan your tours?", "en"),
        ("en", "ROI?", "en"),
        ("en", "你们怎么安排？", "zh"),
        ("en", "¿Cómo planifica usted las rutas para los clientes?", "other"),
        ("en", "Wie planen Sie die Touren und was ist nicht gut?", "other"),
        ("en", "Как вы планируете маршруты?", "other"),
        ("en", "👍👍", "none"),
        ("en", "", "none"),
        ("en", "...", "none"),
        ("zh-CN", "我们用CRM看KPI的dashboard", "zh"),
        ("zh-CN", "您那边的 weekly report 是 marketing team 做的吗", "zh"),
        ("zh-CN", "OK", "zh"),
        ("zh-CN", "9:30", "zh"),
        ("zh-CN", "Could you please tell me about your patients?", "en"),
        ("zh-CN", "どうやって計画していますか", "other"),
        ("zh-CN", "어떻게 계획하고 있습니까", "other"),
        ("zh-CN", "😀", "none"),
    ],
)
def test_the_language_is_told(own: str, text: str, language: str) -> None:
    assert listener_for(own).hear(text).language == language


def test_another_language_makes_no_moves() -> None:
    assert listener_for("zh").hear("Could you please tell me about your patients?").moves == ()


def test_a_language_without_a_lexicon_is_heard_as_english() -> None:
    assert listener_for("nb").hear("How do you plan your tours?").has("open_question")
