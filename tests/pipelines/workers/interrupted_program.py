"""A program with workers at work, that waits for Ctrl-C, then says what came of two tasks.

python interrupted_program.py FOLDER
"""

import asyncio
import signal
import sys
from pathlib import Path

import targets

from pipelines.workers.pool import WorkerPool
from pipelines.workers.tasks import Task


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def work(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, stop.set)
    pool = WorkerPool(folder, targets.no_layouts, 2, target=targets.misbehave)
    await asyncio.gather(*(pool.run(Task((number,))) for number in range(20)))
    slow = asyncio.ensure_future(pool.run(Task((targets.SLOW,))))
    await asyncio.sleep(0)
    say(*(worker.process.pid for worker in pool._workers))
    await stop.wait()
    late = await pool.run(Task((7,)))
    say((await slow)[0].url, late[0].url)
    await pool.close()


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1])))
