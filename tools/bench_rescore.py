"""What scoring anew costs beside reading and writing: `python -m tools.bench_rescore [attempts] [jobs]`.

The same attempts are read and given an empty scorecard each, by the same doors but without being scored; then
`roleplay rescore` adds their scorecards in processes of its own. Memory is what all its processes hold together (the
proportional part of what they share), asked for twenty times a second.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from roleplay.attempt_content import ContentReader
from roleplay.config import ROOT
from roleplay.scoring_jobs.prepare import prepare_inputs
from roleplay.store.database import Database
from roleplay.store.rescoring import RescoreSelection, ScoredAttempt, add_scorecards, ranges_to_score
from tools.make_attempts import make_attempts

BATCH = 25
CARD = {"total": None, "passed": None}


def read_and_write(url: str) -> tuple[float, float]:
    """Seconds to read every attempt and to add a row to each, and seconds of the processor's work."""
    began, worked, database = time.perf_counter(), time.process_time(), Database(url)
    contents, wanted = ContentReader(database), RescoreSelection("signals", "none")
    for _attempts, lacking in ranges_to_score(database, wanted):
        for at in range(0, len(lacking), BATCH):
            ready = prepare_inputs(database, contents, lacking[at : at + BATCH])
            add_scorecards(database, wanted, [ScoredAttempt(one.to_score, CARD) for one in ready])  # type: ignore[union-attr]
    return time.perf_counter() - began, time.process_time() - worked


def rescore(url: str, jobs: int) -> tuple[float, float, list[float]]:
    """Seconds, seconds of processors' work, and the megabytes held as it went on."""
    before, began, held = os.times(), time.perf_counter(), list[float]()
    command = [sys.executable, "-m", "roleplay", "rescore", "--jobs", str(jobs)]
    with subprocess.Popen(command, env={**os.environ, "ROLEPLAY_DATABASE_URL": url}, cwd=ROOT) as run:
        while run.poll() is None:
            held.append(sum(map(megabytes, family(run.pid))))
            time.sleep(0.05)
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, work, held


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in children.read_text().split() if children.exists() else ():
        yield from family(int(child))


def megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def main(attempts: int, jobs: int) -> None:
    with TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/many.db"
        turns = make_attempts(attempts, url)
        bare, bare_work = read_and_write(url)
        seconds, work, held = rescore(url, jobs)
    half = len(held) // 2
    sys.stdout.write(
        f"{attempts} attempts of {turns:.1f} turns, {jobs} processes; work is the processors', an attempt\n"
        f"read and written, not scored  {bare:6.1f} s  {1000 * bare_work / attempts:5.1f} ms of work  x 1.0\n"
        f"scored anew                   {seconds:6.1f} s  {1000 * work / attempts:5.1f} ms of work  x {work / bare_work:.1f}\n"
        f"memory at most {max(held[:half]):.0f} MB in the first half, {max(held[half:]):.0f} MB in the second\n"
    )


if __name__ == "__main__":
    main(*(int(given) for given in (sys.argv[1:] + ["10000", "2"][len(sys.argv) - 1 :])))
