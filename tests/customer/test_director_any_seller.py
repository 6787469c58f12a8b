"""Whatever a seller does, in any order: what must always hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.content.persona import Persona
from roleplay.content.scenario import Scenario
from roleplay.content.yaml_reader import read_yaml
from roleplay.customer.director import opening_state
from roleplay.customer.state import State
from roleplay.i18n import FOLDER, word
from roleplay.transcript import DIFFICULTIES, ENDINGS, MOVES, PHASES, Difficulty
from tests.customer.conftest import CONTENT
from tests.customer.talk import Talk, heard

SCENARIO = Scenario.model_validate(CONTENT["scenario"])
PERSONA = Persona.model_validate(CONTENT["persona"])
TOPICS = [*SCENARIO.topics()]
STYLES = ["dominant", "expressive", "amiable", "analytical"]

turns = st.lists(
    st.tuples(
        st.lists(st.sampled_from(MOVES), max_size=3, unique=True),
        st.lists(st.sampled_from(TOPICS), max_size=2, unique=True),
        st.sampled_from(["en", "en", "en", "en", "other"]),
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(turns, st.integers(0, 10**9), st.sampled_from(DIFFICULTIES), st.sampled_from(STYLES), st.integers(0, 4))
def test_what_always_holds(
    said: list[tuple[list[str], list[str], str]], seed: int, difficulty: Difficulty, style: str, talkativeness: int
) -> None:
    temperament = PERSONA.temperament.model_copy(update={"talkativeness": talkativeness})
    persona = PERSONA.model_copy(update={"style": style, "temperament": temperament})
    talk = Talk(SCENARIO, persona, opening_state(SCENARIO, persona, difficulty, seed))
    for moves, topics, language in said:
        before = talk.state
        talk.hear(heard(*moves, about=tuple(topics), language=language))
        after, direction = talk.state, talk.directions[-1]
        assert after.n == before.n + 2
        assert direction.acts
        assert 0 <= after.trust <= 5 and 0 <= after.patience <= 5
        assert after.trust - before.trust == sum(c.by for c in direction.changes if c.what == "trust")
        assert after.patience - before.patience == sum(c.by for c in direction.changes if c.what == "patience")
        assert abs(after.trust - before.trust) <= 1
        assert all(
            word("en", f"reason.{change.why}") and word("zh", f"reason.{change.why}") for change in direction.changes
        )
        told = tuple(id for id in after.revealed if id not in before.revealed)
        assert direction.revealed == told and len(told) <= 2
        assert all(after.trust >= SCENARIO.fact(id).reveal_when.trust for id in told)
        assert len([c for c in after.objections.values() if c.state in ("open", "ignored")]) <= 1
        assert after.phase in PHASES and after.ending in (None, *ENDINGS)
        assert direction.ending == after.ending
        assert State.model_validate_json(after.model_dump_json()) == after  # as it is stored, so it is read
        if after.ending:
            break


def test_the_reasons_are_worded_for_every_code_in_both_languages() -> None:
    english, chinese = (
        set(read_yaml((FOLDER / name / "reason.yaml").read_text("utf-8")).data) for name in ("en", "zh")
    )
    assert english == chinese
