"""The thread that writes for a crawl: it goes on when those who asked it no longer wait."""

from pathlib import Path
from threading import Event

from archive.articles import add_site
from archive.crawls import begin_crawl
from archive.recorder import Recorder
from archive.warc.writer import WARC_FOLDER, WarcFolder


def test_what_was_handed_in_is_written_though_nobody_waits_any_more(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, WarcFolder(tmp_path / WARC_FOLDER, "somewhere", "tests"))
    recorder.open()
    go_on = Event()
    recorder.submit(lambda db: (add_site(db, "somewhere", "crawl"), go_on.wait(10)))
    left = recorder.submit(lambda db: begin_crawl(db, "somewhere"))
    assert left.cancel(), "as when a second Ctrl-C ends the event loop"
    go_on.set()
    after = recorder.submit(lambda db: db.execute("SELECT count(*) FROM crawls").fetchone()[0])
    assert after.result(timeout=10) == 1
    recorder.close()
