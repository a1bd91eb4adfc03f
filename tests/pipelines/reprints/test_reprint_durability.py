import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.notices import mix, notice
from pipelines.reprints import ReprintIndex

Tables = Callable[[Path], dict[str, list[tuple[object, ...]]]]
ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"

VICTIM = """
import sys
from benchmarks.notices import mix
import pipelines.reprints.index as module
module._BATCH = 40
index = module.ReprintIndex(sys.argv[1])
for document in mix(100_000, seed=5):
    print(index.add(document.text)[0], flush=True)
"""


@pytest.mark.parametrize("reported", [95, 333])
def test_a_killed_process_leaves_a_consistent_index(tmp_path: Path, tables: Tables, reported: int) -> None:
    path = tmp_path / "killed.db"
    victim = subprocess.Popen([sys.executable, "-c", VICTIM, str(path)], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert victim.stdout
    for _ in range(reported):
        victim.stdout.readline()
    time.sleep(0.005 * (os.getpid() % 5))
    victim.kill()
    assert victim.wait() == -9
    victim.stdout.close()
    with ReprintIndex(path) as index:
        kept = len(index.stories())
    assert kept >= reported - 40
    with ReprintIndex(tmp_path / "fresh.db") as fresh:
        for document in mix(kept, seed=5):
            fresh.add(document.text)
    assert tables(path) == tables(tmp_path / "fresh.db")


def test_a_megabyte_of_one_sentence() -> None:
    sentence = "工会为职工送去清凉，职工向工会送去锦旗。"
    with ReprintIndex(":memory:") as index:
        first, _ = index.add(sentence * 50_000)
        (relation,) = index.add(sentence * 49_000 + "完")[1]
        assert (relation.other, relation.kind) == (first, "reprint")
        index.add(sentence)
        index.add("1人" * 300_000)
        index.add("9" * 1_000_000)
        index.add("千亿" * 200_000)
        for number in range(1, 7):
            index.remove(number)
        assert index.stories() == {}


def test_a_flood_of_notices_is_bounded(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "flood.db"
    with ReprintIndex(path) as index:
        for seed in range(1200):
            _, relations = index.add(notice("visit", 1))
            assert len(relations) == min(seed, 12)
        for seed in range(800):
            _, relations = index.add(f"{notice('meeting', 1)}第{seed}号，工会{seed}人")
            assert len(relations) <= 12
    sizes = {name: len(rows) for name, rows in tables(path).items()}
    assert sizes["reprint_texts"] == 801
    assert sizes["reprint_links"] <= 12 * 801
    assert path.stat().st_size / 2000 < 450


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled documents are not part of the project")
def test_labelled_documents(tmp_path: Path) -> None:
    script = SHARED / "eval" / "reprints" / "evaluate.py"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    words = run.stdout.splitlines()[-1].split()
    precision, recall, f1, ari = (float(words[words.index(name) + 1]) for name in ("P", "R", "F1", "ARI"))
    assert precision >= 0.99
    assert recall >= 0.965
    assert f1 >= 0.978
    assert ari >= 0.94
    assert float(words[words.index("linked") + 1]) >= 0.95
    assert float(words[words.index("bytes/document") + 1]) <= 450
