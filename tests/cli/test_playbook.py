"""`roleplay playbook export` prints what can be pasted."""

from tests.cli.conftest import Roleplay


def test_an_empty_playbook_prints_nothing_to_paste(roleplay: Roleplay) -> None:
    done = roleplay("playbook", "export")
    assert (done.code, done.out) == (0, "")
    assert "The playbook has no lines yet." in done.err


def test_a_scenario_that_is_not_there_is_named(roleplay: Roleplay) -> None:
    done = roleplay("playbook", "export", "nowhere")
    assert done.code != 0
    assert "There is no scenario “nowhere”." in done.err
