"""Portraits: shape by style, tone by id, a mark from the name."""

import pytest

from roleplay.web.portraits import TONES, mark_of, picture_of, shape_of, tone_of
from tests.web.conftest import shipped


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("林主任", "林"),
        ("Dr. Daniel Hale", "DH"),
        ("Ingrid Solberg", "IS"),
        ("Theo", "T"),
        ("Dr. Who", "W"),
        ("Dr.", "D"),
        ("Prof. 张伟", "张"),
    ],
)
def test_the_mark_is_a_han_character_or_two_letters(name: str, mark: str) -> None:
    persona = shipped().personas["director-lin"].model_copy(update={"name": name, "mark": None})
    assert mark_of(persona) == mark


def test_a_mark_of_the_personas_own_goes_first_and_is_escaped() -> None:
    persona = shipped().personas["director-lin"].model_copy(update={"mark": "<&"})
    assert "&lt;&amp;" in shape_of(persona) and "&lt;&amp;" in picture_of(persona)


def test_styles_differ_by_shape_and_the_shipped_customers_of_a_scenario_by_tone() -> None:
    library = shipped()
    one = library.personas["director-lin"]
    shapes = {
        shape_of(one.model_copy(update={"style": style}))
        for style in ("dominant", "expressive", "amiable", "analytical")
    }
    assert len(shapes) == 4
    for scenario in library.scenarios.values():
        tones = [tone_of(library.personas[id]) for id in scenario.personas]
        assert len(set(tones)) == len(tones) and set(tones) <= set(TONES)
