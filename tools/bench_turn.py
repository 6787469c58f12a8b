"""What the agent adds to a raw call, as ratios of one run: `make bench`, or `python -m tools.bench_turn [turns]`.

An endpoint of our own answers at once from another process. A turn through the customer and a raw streamed call with the
very same messages follow each other, so that both meet the same machine. Then a whole turn of two calls, a model hears and a
model speaks, on an endpoint that takes WAIT before each answer, beside the two raw calls in sequence.
"""

import asyncio
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openai import AsyncOpenAI

from roleplay.attempt import Attempt
from roleplay.config import ROOT, Settings
from roleplay.content.library import load_library
from roleplay.customer import prompt
from roleplay.customer.agent import Customer
from roleplay.customer.director import direct, opening_state
from roleplay.customer.guard import Guard
from roleplay.customer.turn_request import Mode, ReplyChunk, TurnRequest
from roleplay.listening.listener import listener_for
from roleplay.listening.model import request
from roleplay.listening.offline import EarlierLine
from roleplay.practice import LOCAL_PERSON, PracticeService, open_practice
from roleplay.transcript import Turn

WAIT = 0.3  # seconds before each answer of the endpoint with the ear
TWO_CALLS = 20  # turns measured on it
TALK = 10  # turns of an attempt: its history grows
Timed = tuple[float, float, float]  # seconds to the first words, to the end, and of this process's work


def make_requests(seed: int) -> list[TurnRequest]:
    """An attempt of TALK turns; the customer's earlier words are the endpoint's."""
    library = load_library(ROOT)
    scenario = library.scenarios["discovery-call"]
    persona = library.personas[scenario.personas[0]]
    state, turns, requests = opening_state(scenario, persona, "standard", seed), list[Turn](), list[TurnRequest]()
    listener = listener_for(scenario.language, scenario.topics())
    for number in range(TALK):
        words = f"Turn {number}: could you tell me how you plan your slots at the moment?"
        state, direction = direct(state, listener.hear(words), scenario, persona, words)
        turns.append(Turn(n=2 * number + 1, speaker="seller", text=words))
        requests.append(TurnRequest(f"bench-{seed}", scenario, persona, state, direction, tuple(turns), state.n, seed))
        turns.append(Turn(n=2 * number + 2, speaker="customer", text="Well, it depends on the week, to be honest."))
    return requests


async def timed(speak: Callable[[Callable[[], None]], Awaitable[None]]) -> Timed:
    began, worked, first = time.perf_counter(), time.process_time(), 0.0

    def heard() -> None:
        nonlocal first
        first = first or time.perf_counter() - began

    await speak(heard)
    return first, time.perf_counter() - began, time.process_time() - worked


async def raw_call(client: AsyncOpenAI, one: TurnRequest, heard: Callable[[], None]) -> None:
    *earlier, last = prompt.history(one)
    messages = [("system", prompt.system_message(one)), *earlier, ("user", prompt.with_direction(one, last[1]))]
    stream = await client.chat.completions.create(
        model="fake",
        messages=[{"role": role, "content": text} for role, text in messages],  # type: ignore[misc]
        stream=True,
        stream_options={"include_usage": True},
    )
    async for chunk in stream:
        if chunk.choices and chunk.choices[0].delta.content:
            heard()


async def turn(customer: Customer, one: TurnRequest, mode: Mode, heard: Callable[[], None]) -> None:
    async for event in customer.reply(one, mode):
        if isinstance(event, ReplyChunk):
            heard()


async def two_raw_calls(client: AsyncOpenAI, one: TurnRequest, heard: Callable[[], None]) -> None:
    """What a turn waits for at the least: the ear's answer in one piece, then the first words."""
    said = [EarlierLine(turn.speaker, turn.text) for turn in one.turns]
    asked = request(one.turns[-1].text, said[:-1], one.scenario.catalogue)
    await client.chat.completions.create(
        model="fake", messages=[{"role": role, "content": text} for role, text in asked], max_tokens=400  # type: ignore[misc]
    )  # fmt: skip
    await raw_call(client, one, heard)


async def whole_turn(door: PracticeService, attempt: Attempt, one: TurnRequest, heard: Callable[[], None]) -> None:
    """As the chat does it, with everything stored."""
    async for event in door.say(attempt.id, attempt.person, one.turns[-1].text):
        if isinstance(event, ReplyChunk):
            heard()


async def measure_ear(url: str, folder: Path) -> dict[str, list[Timed]]:
    settings = Settings(base_url=url, model="fake", data=folder, scorer="signals")
    client, door = AsyncOpenAI(base_url=url, api_key="none", max_retries=0), open_practice(settings)
    await door.warm()
    found: dict[str, list[Timed]] = {"two raw calls": [], "whole turn": []}
    for seed in range(TWO_CALLS // TALK + 1):
        attempt = await door.start("discovery-call", person=LOCAL_PERSON, seed=seed, mode="model")
        for one in make_requests(seed):
            if (await door.attempt(attempt.id, attempt.person)).is_finished:
                break
            found["two raw calls"].append(await timed(lambda heard, one=one: two_raw_calls(client, one, heard)))  # type: ignore[misc]
            found["whole turn"].append(
                await timed(lambda heard, one=one, attempt=attempt: whole_turn(door, attempt, one, heard))  # type: ignore[misc]
            )
    await door.close()
    return found


def show_ear(found: dict[str, list[Timed]]) -> None:
    raw, whole = (
        statistics.median(first for first, _, _ in found[name][1:]) for name in ("two raw calls", "whole turn")
    )
    print(f"first words where a model hears and the endpoint takes {1e3 * WAIT:.0f} ms before each answer: "
          f"{1e3 * whole:.0f} ms, the two raw calls {1e3 * raw:.0f} ms, x{whole / raw:.2f} ({len(found['whole turn'])} turns)")  # fmt: skip


async def measure(url: str, turns: int) -> dict[str, list[Timed]]:
    client, began = AsyncOpenAI(base_url=url, api_key="none", max_retries=0), time.perf_counter()
    customer = Customer(Settings(base_url=url, model="fake"))
    print(f"Customer() is ready after {1e3 * (time.perf_counter() - began):.0f} ms (imports not counted)")
    ways: dict[str, Callable[[TurnRequest, Callable[[], None]], Awaitable[None]]] = {
        "raw openai client": lambda one, heard: raw_call(client, one, heard),
        "customer, model": lambda one, heard: turn(customer, one, "model", heard),
        "customer, offline": lambda one, heard: turn(customer, one, "offline", heard),
    }
    found: dict[str, list[Timed]] = {name: [] for name in ways}
    for seed in range(max(1, turns // TALK) + 1):
        for one in make_requests(seed):
            for name, way in ways.items():
                found[name].append(await timed(lambda heard, way=way, one=one: way(one, heard)))  # type: ignore[misc]
    return found


def show(found: dict[str, list[Timed]]) -> None:
    raw = medians(found["raw openai client"][TALK:])
    print(f"{'':22s}{'first words':>18s}{'whole turn':>18s}{'own work':>18s}{'very first turn':>18s}   (medians, ms)")
    for name, times in found.items():
        columns = "".join(
            f"{own:10.1f}  x{own / base:4.1f} " for own, base in zip(medians(times[TALK:]), raw, strict=True)
        )
        print(f"{name:22s}{columns}{1e3 * times[0][0]:16.1f}")


def medians(times: list[Timed]) -> list[float]:
    return [1e3 * statistics.median(column) for column in zip(*times, strict=True)]


def show_guard() -> None:
    text = "We have looked at this before, and honestly the last one promised a lot (about 40 %) and kept little. " * 4
    began = time.perf_counter()
    for _ in range(50):
        guard = Guard(("Ingrid Solberg",), "0f1e2d3c4b5a", limit=len(text))
        guard.feed(text)
        guard.close()
    print(f"guard: {1e6 * (time.perf_counter() - began) / 50 / len(text):.1f} µs a character")


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{turns} turns each, Python {platform.python_version()}, {platform.machine()}")
    with endpoint() as url:
        show(asyncio.run(measure(url, turns)))
    with endpoint("0", str(WAIT)) as url, TemporaryDirectory() as folder:
        show_ear(asyncio.run(measure_ear(url, Path(folder))))
    show_guard()


@contextmanager
def endpoint(*arguments: str) -> Iterator[str]:
    """The address of one in another process."""
    command = [sys.executable, "-m", "tests.fake_endpoint", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(ROOT)) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
