"""What a screen shows besides the turns, each in its own language: when it began, the scene, who stepped in, how it ended."""

from typing import Any

from roleplay.attempt import Attempt
from roleplay.web.app_context import AppContext
from roleplay.web.auth.current_user import visitor
from roleplay.web.chat.screens import Screen, language_of_screen, screens_of, to_page
from roleplay.web.chat.steps import Step, pause_step
from roleplay.web.formatting import Words
from roleplay.web.talk_state import page_state, phases_seen
from roleplay.web.verdict import result_of


class ExtraLines:
    """The quiet lines of the talk, and the bar around it."""

    def __init__(self, context: AppContext) -> None:
        self.context = context

    def words_on(self, screen: Screen) -> Words:
        settings = self.context.settings
        return Words(language_of_screen(screen, settings.language), settings.zone)

    def fallback_step(self, attempt: Attempt, step: str, screen: Screen, why: str) -> Step:
        return pause_step(attempt, f"fallback-{step}", self.words_on(screen).fallback(why))

    def broke_step(self, attempt: Attempt, step: str, screen: Screen, why: str) -> Step:
        return pause_step(attempt, f"broke-{step}", self.words_on(screen).broke(why))

    async def dress(self, thread: dict[str, Any], screen: Screen, spoken: Step | None) -> Attempt:
        """Puts into the thread what only the screen needs, and the half of an answer that is `spoken` just now."""
        attempt = await self.context.practice.attempt(thread["id"], visitor().person.id)
        scenario, _, _ = await self.context.practice.content(attempt)
        words = self.words_on(screen)
        said = [step for step in thread["steps"] if not spoken or step["id"] != spoken["id"]]
        if spoken:
            said.append(spoken)  # not a copy: words that come before Chainlit sends the thread are then in it
        scene = pause_step(attempt, "scene", scenario.scene)
        begun, shared = await self._begun(attempt, words), (attempt.branch_turn or 1) - 1
        before, after = (self._with_fallbacks(attempt, part, screen) for part in (said[:shared], said[shared:]))
        # a branch begins where the turns it shares with its parent are over
        begun += self._budget(attempt, words)
        steps = [scene, *before, *begun, *after] if attempt.is_branch else [*begun, scene, *after]
        if attempt.is_finished:
            steps.append(self._end_step(attempt, words))
        thread["steps"][:] = steps
        turns = (await self.context.practice.transcript(attempt.id, attempt.person)).turns
        state = page_state(words, attempt, scenario)
        await to_page(screen, been=phases_seen(turns, attempt.phase), finished=attempt.is_finished, **state)
        return attempt

    async def _begun(self, attempt: Attempt, words: Words) -> list[Step]:
        """When it began; of a branch also from which turn, and what was said there the last time."""
        moment, last_time = words.moment(attempt.started_at), await self.context.practice.said_before(attempt)
        if last_time is None:
            return [pause_step(attempt, "start", words("line.start", moment=moment))]
        return [
            pause_step(attempt, "start", words("line.retry", moment=moment, n=last_time.n)),
            pause_step(attempt, "last-time", words("line.last_time", said=last_time.text)),
        ]

    def _budget(self, attempt: Attempt, words: Words) -> list[Step]:
        """What a used-up budget changes for this talk."""
        level = self.context.practice.spending.level
        if attempt.customer != "model" or attempt.is_finished or level not in ("helpers_off", "all_off"):
            return []
        return [pause_step(attempt, "budget", words(f"spending.chat_{level}"))]

    def _with_fallbacks(self, attempt: Attempt, steps: list[Step], screen: Screen) -> list[Step]:
        dressed: list[Step] = []
        for step in steps:
            if why := step["metadata"].get("fallback"):
                dressed.append(self.fallback_step(attempt, step["id"], screen, why))
            dressed.append(step)
            if why := step["metadata"].get("broke"):
                dressed.append(self.broke_step(attempt, step["id"], screen, why))
        return dressed

    async def show_end(self, attempt: Attempt) -> None:
        """The talk is over: a closing line and the short result, on every screen. Idempotent."""
        _, _, rubric = await self.context.practice.content(attempt)
        for screen in screens_of(attempt.id, attempt.person):
            words = self.words_on(screen)
            await screen.emit("new_message", self._end_step(attempt, words))
            result = result_of(words, attempt, rubric.pass_mark)
            told = words("chat.over", result=words("comma").join(filter(None, (result["score"], result["told"]))))
            await to_page(screen, phase=attempt.phase, finished=True, result=result, announce=told)

    def _end_step(self, attempt: Attempt, words: Words) -> Step:
        at = attempt.finished_at or attempt.touched_at
        return pause_step(attempt, "end", words("line.end", moment=words.moment(at)))
