"""What a talk with a model costs and how its calls went is counted by what they were for."""

from collections.abc import Callable

from roleplay.metrics import REGISTRY
from roleplay.practice import PracticeService
from tests.fake_endpoint import Answer, FakeEndpoint
from tests.practice.conftest import ALICE, CALL, LINES

GONE = Answer(status=401)


def calls() -> dict[tuple[str, str], float]:
    """Calls by purpose and outcome."""
    return _samples("roleplay_model_calls_total", "outcome")


def tokens() -> dict[tuple[str, str], float]:
    return _samples("roleplay_tokens_total", "direction")


def _samples(name: str, label: str) -> dict[tuple[str, str], float]:
    found = (one for family in REGISTRY.collect() for one in family.samples if one.name == name)
    return {(one.labels["purpose"], one.labels[label]): one.value for one in found}


def more(now: dict[tuple[str, str], float], before: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    return {key: value - before.get(key, 0) for key, value in now.items() if value != before.get(key, 0)}


async def talk(service: PracticeService) -> None:
    attempt = await service.start(*CALL, person=ALICE, seed=7)
    for line in LINES[:2]:
        async for _ in service.say(attempt.id, ALICE, line):
            pass
    await service.finish(attempt.id, ALICE)
    await service.judged(attempt.id)
    await service.close()


async def test_calls_and_tokens_are_counted_for_customer_listener_and_judge(
    reopen: Callable[..., PracticeService],
) -> None:
    before, used = calls(), tokens()
    with FakeEndpoint(Answer("Mm, go on.")) as endpoint:
        await talk(reopen(settings=endpoint.settings()))
        spoken = len(endpoint.requests)

    counted, new = more(calls(), before), more(tokens(), used)
    assert counted[("customer", "ok")] == 2 and counted[("listener", "ok")] >= 2
    judged = sum(n for (purpose, _), n in counted.items() if purpose == "judge")
    assert judged >= 1 and 2 + judged == spoken
    assert new[("customer", "output")] == 6 and new[("customer", "input")] > 100
    assert new[("judge", "input")] > 100


async def test_a_call_that_fails_is_counted_by_why(reopen: Callable[..., PracticeService]) -> None:
    before = calls()
    with FakeEndpoint(GONE) as endpoint:
        await talk(reopen(settings=endpoint.settings(listener="off", scorer="signals")))

    assert more(calls(), before) == {("customer", "unauthorized"): 2}
