"""Worker processes: what comes back, and what of it survives a page that ends one."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from pathlib import Path

import pytest
from targets import EATS, EXITS, HANGS, REFUSES, misbehave, no_layouts

from archive.articles import Change
from archive.errors import StorageError
from pipelines.workers.pool import BATCH_MOST, LostTaskError, WorkerPool
from pipelines.workers.tasks import Task
from pipelines.workers.worker import serve

ROOT = Path(__file__).resolve().parents[3]
Answers = dict[int, str | BaseException]


DEADLINE = 3  # seconds


def within(folder: Path, work: Callable[[WorkerPool], Coroutine[None, None, Answers]], count: int = 2) -> Answers:
    async def run() -> Answers:
        pool = WorkerPool(folder, no_layouts, count, deadline=DEADLINE, target=misbehave)
        try:
            return await asyncio.wait_for(work(pool), 30)
        finally:
            await pool.close()

    return asyncio.run(run())


def read(folder: Path, numbers: Sequence[int], count: int = 2) -> Answers:
    """What came of each page, all handed in at once."""

    async def work(pool: WorkerPool) -> Answers:
        done = await asyncio.gather(*(pool.run(Task((number,))) for number in numbers), return_exceptions=True)
        return {
            number: each if isinstance(each, BaseException) else each[0].url
            for number, each in zip(numbers, done, strict=True)
        }

    return within(folder, work, count)


@pytest.fixture(autouse=True, scope="module")
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The first worker of a program takes its time."""

    async def run() -> None:
        pool = WorkerPool(tmp_path_factory.mktemp("warm"), no_layouts, 1, target=misbehave)
        await pool.run(Task((1,)))
        await pool.close()

    asyncio.run(run())


def batches(folder: Path) -> list[int]:
    return [int(line) for path in folder.glob("worker-*") for line in path.read_text().splitlines()]


def test_each_page_gets_its_own_answer(tmp_path: Path) -> None:
    assert read(tmp_path, range(60)) == {number: str(number) for number in range(60)}
    assert len(list(tmp_path.glob("worker-*"))) == 2
    assert sum(batches(tmp_path)) == 60
    assert max(batches(tmp_path)) == BATCH_MOST


def test_no_more_workers_than_work(tmp_path: Path) -> None:
    assert read(tmp_path, [5]) == {5: "5"}
    assert len(list(tmp_path.glob("worker-*"))) == 1


@pytest.mark.parametrize(
    ("mark", "words"),
    [(EXITS, r"ended the program.*exit 9"), (HANGS, "not read within 3 s"), (EATS, r"ended the program.*exit 1")],
)
def test_a_page_that_ends_its_worker_is_lost_alone(tmp_path: Path, mark: int, words: str) -> None:
    numbers = [*range(10), mark, *range(10, 20)]
    answers = read(tmp_path, numbers, count=1)
    lost = answers.pop(mark)
    assert isinstance(lost, LostTaskError)
    with pytest.raises(LostTaskError, match=words):
        raise lost
    assert answers == {number: str(number) for number in range(20)}
    assert max(batches(tmp_path)) > 1
    assert len(list(tmp_path.glob("worker-*"))) == 3, "the batch, the page alone, and one that lives"


def test_a_disk_that_refuses_is_no_fault_of_a_page(tmp_path: Path) -> None:
    (refused,) = read(tmp_path, [REFUSES]).values()
    assert isinstance(refused, StorageError)
    assert str(refused) == "full; free some space"


def test_an_archive_that_cannot_be_opened_is_no_fault_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "archive.db").mkdir()

    async def run() -> None:
        pool = WorkerPool(tmp_path, no_layouts, 1, target=serve)
        try:
            await asyncio.wait_for(pool.run(Task((1,))), 30)
        finally:
            await pool.close()

    with pytest.raises(StorageError, match=r"archive\.db"):
        asyncio.run(run())


def test_all_of_many_pages(tmp_path: Path) -> None:
    """Only so many are taken from the source as are worked on soon; a page that is lost is a line for a person."""
    taken = 0
    ahead = 0

    def source() -> Iterator[Task]:
        nonlocal taken
        for number in [*range(100), EXITS, *range(100, 150)]:
            taken += 1
            yield Task((number,))

    async def work(pool: WorkerPool) -> Answers:
        nonlocal ahead
        answers: Answers = {}
        async for (outcome,) in pool.run_all(source()):
            ahead = max(ahead, taken - len(answers))
            number = EXITS if outcome.change is Change.FAILED else int(outcome.url)
            answers[number] = outcome.problem or outcome.url
        return answers

    answers = within(tmp_path, work)
    assert "exit 9" in str(answers.pop(EXITS))
    assert answers == {number: str(number) for number in range(150)}
    assert ahead <= 2 * BATCH_MOST * 2 + 1


def test_many_pages_end_with_the_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tasks = [Task((number,)) for number in [*range(20), *[REFUSES] * 20, *range(20, 100)]]
    counts: Counter[str] = Counter()

    async def work(pool: WorkerPool) -> Answers:
        async for (outcome,) in pool.run_all(tasks):
            counts[outcome.change] += 1
        return {}

    with pytest.raises(StorageError):
        within(tmp_path, work)
    assert counts[Change.NEW] < 100
    assert "never retrieved" not in capsys.readouterr().err


def test_closing_lets_nobody_wait_for_ever(tmp_path: Path) -> None:
    async def work(pool: WorkerPool) -> Answers:
        waiting = [asyncio.ensure_future(pool.run(Task((number,)))) for number in range(40)]
        await asyncio.sleep(0)
        await pool.close()
        done = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)
        return {number: each for number, each in enumerate(done) if isinstance(each, BaseException)}

    assert {type(each) for each in within(tmp_path, work).values()} == {asyncio.CancelledError}


def start(folder: Path) -> tuple["subprocess.Popen[str]", list[int]]:
    """A program with two workers, one of them busy for a second, and their process ids."""
    command = [sys.executable, str(Path(__file__).with_name("interrupted_program.py")), str(folder)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, start_new_session=True)
    assert program.stdout
    workers = [int(word) for word in program.stdout.readline().split()]
    assert len(workers) == 2
    assert all(runs(worker) for worker in workers)
    return program, workers


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_workers_end_when_their_program_is_killed(tmp_path: Path) -> None:
    program, workers = start(tmp_path)
    program.kill()
    program.communicate()
    deadline = time.monotonic() + 10
    while any(runs(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(runs(worker) for worker in workers)


def test_an_interrupt_is_for_the_program_not_for_its_workers(tmp_path: Path) -> None:
    program, workers = start(tmp_path)
    os.killpg(program.pid, signal.SIGINT)
    said, _ = program.communicate(timeout=20)
    assert said == "1005 7\n", "both tasks, one of them handed in after Ctrl-C, were done"
    assert program.returncode == 0
    assert not any(runs(worker) for worker in workers)
    assert len(list(tmp_path.glob("worker-*"))) == 2
