"""A talk that is deleted while it is being looked at is not there any more: never a surprise, wherever the deletion falls."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session

from roleplay.attempt import Attempt
from roleplay.practice import PracticeService
from roleplay.store.database import Database
from roleplay.store.delete_attempts import delete_attempts
from tests.web.conftest import CALL, Play, lines_of

CHECK = "takes-worry-in"
REQUESTS: dict[str, dict[str, str] | None] = {  # None: a page
    "/attempts/{id}": None,
    "/attempts/{id}/scorecard.md": None,
    "/attempts/{id}/scorecard.json": None,
    "/attempts": None,
    "/attempts/{id}/finish": {},
    "/attempts/{id}/retry": {"turn": "3"},
    "/attempts/{id}/private": {"private": "true"},
    "/attempts/{id}/comments": {"text": "Thank you."},
    "/attempts/{id}/disputes/check": {"card": "1", "check": CHECK, "reason": "I did."},
    "/attempts/{id}/delete": {},
    "/coach": None,
    "/coach/attempts/{id}": None,
    "/coach/attempts/{id}/corrections": {
        "edition": "0",
        "target": f"check:{CHECK}",
        "value": "missed",
        "reason": "No.",
    },
    "/coach/attempts/{id}/comments": {"text": "Well begun.", "turn": "1"},
    "/coach/attempts/{id}/sign-off": {"edition": "0", "act": "sign"},
    "/coach/sellers/local": None,
}


class Deletion:
    """Deletes the talk just before the database is opened for the `at`-th time."""

    def __init__(self, attempt: str, at: int) -> None:
        self.attempt, self.at, self.opened = attempt, at, 0
        self.kinds = {"reading": Database.reading, "writing": Database.writing}

    @property
    def done(self) -> bool:
        return self.opened >= self.at

    def replace(self, kind: str) -> object:
        @contextmanager
        def opening(database: Database, **options: bool) -> Iterator[Session]:
            self.opened += 1
            if self.opened == self.at:
                delete_attempts(database, [self.attempt])  # opens it too, and counts on
            with self._original(kind, database, **options) as session:
                yield session

        return opening

    def _original(self, kind: str, database: Database, **options: bool) -> AbstractContextManager[Session]:
        return self.kinds[kind](database, **options)


@pytest.fixture
async def finished(play: Play, monkeypatch: pytest.MonkeyPatch) -> Attempt:
    monkeypatch.setattr("roleplay.review.queue_entry.is_sampled", lambda id: False)
    return await play(*lines_of("en/honest-ingrid")[:4], talk=CALL)


def kept(practice: PracticeService, folder: Path, unscored: bool) -> Path:
    """A copy of the database's file as the talk left it; `unscored`: as if the process had ended before it was scored."""
    if unscored:
        with practice.database.writing() as session:
            for table in ("rating", "level", "outcome", "scorecard"):
                session.connection().exec_driver_sql(f"DELETE FROM {table}")
            session.connection().exec_driver_sql("UPDATE attempt SET scorecard = NULL, total = NULL, passed = NULL")
    practice.database.close()
    assert practice.database.file is not None
    return Path(shutil.copy(practice.database.file, folder / "kept.db"))


@pytest.mark.parametrize("unscored", [False, True], ids=["scored", "unscored"])
async def test_wherever_the_deletion_falls_there_is_no_surprise(
    client: httpx.AsyncClient, practice: PracticeService, finished: Attempt, tmp_path: Path, unscored: bool
) -> None:
    copy = kept(practice, tmp_path, unscored)
    answers = {
        address: [code async for code in asked(client, practice, finished, copy, address, form)]
        for address, form in REQUESTS.items()
    }
    assert all(len(each) > 1 for each in answers.values())
    assert {each[0] for address, each in answers.items() if "{id}" in address} == {404}
    assert {
        address: sorted(set(each)) for address, each in answers.items() if not {200, 303, 404}.issuperset(each)
    } == {}


async def asked(
    client: httpx.AsyncClient,
    practice: PracticeService,
    attempt: Attempt,
    copy: Path,
    address: str,
    form: dict[str, str] | None,
) -> AsyncIterator[int]:
    """What is answered with the deletion before the first opening of the database, the second and so on."""
    for at in range(1, 60):
        practice.database.close()
        assert practice.database.file is not None
        shutil.copy(copy, practice.database.file)
        deletion = Deletion(attempt.id, at)
        with pytest.MonkeyPatch.context() as patch:
            for kind in deletion.kinds:
                patch.setattr(Database, kind, deletion.replace(kind))
            way = address.format(id=attempt.id)
            answer = await (client.get(way) if form is None else client.post(way, data=form))
        if not deletion.done:
            return
        yield answer.status_code
