"""Next steps, with or without a time."""

from tests.scoring.talk import customer, found, seller, talk

TIMED = "{next_step: with_time, at_least: 1}"


def test_a_next_step_with_a_day_is_better_than_one_without() -> None:
    vague = talk(seller("How do your nights run?"), customer("Long."), seller("Shall we meet again?", "closing"))
    assert found("{next_step: any, at_least: 1}", vague).result == "met"
    assert found(TIMED, vague).result == "missed"
    assert found(TIMED, vague).near == 3


def test_the_time_may_follow_in_the_next_turn() -> None:
    asked = talk(seller("Shall we meet again?"), customer("When?"), seller("Thursday at ten."), customer("Good."))
    finding = found(TIMED, asked)
    assert (finding.result, finding.evidence[0].turn, finding.evidence[0].quote) == ("met", 3, "Thursday at ten.")


def test_the_minutes_of_an_agenda_are_no_appointment() -> None:
    opening = talk(seller("Could we talk until ten today about your nights, is that all right?", "opening"))
    assert found("{next_step: any, at_least: 1}", opening).result == "missed"
