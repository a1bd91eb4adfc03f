"""What `scrapy newsite` says: each finding, whether it was seen or guessed, with examples, and what to do next."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scraper.archive_command import one_line
from scraper.newsite.findings import Findings
from scraper.terminal import pad

COLUMNS = 10


def report_lines(found: Findings, written: Sequence[Path]) -> Iterator[str]:
    """Line by line; `written` are the files, the site's own first."""
    yield one_line(f"{found.name}: {found.label}, {found.home}")
    for fact in found.facts:
        sure = "found" if fact.sure else "guessed"
        yield f"  {sure:<7}  {pad(fact.about, COLUMNS)}  {one_line(fact.words)}"
        yield from (f"{' ' * (COLUMNS + 13)}{one_line(line)}" for line in (fact.value, *fact.examples) if line)
    yield from (f"written: {path}" for path in written)
    if written:
        yield f"next: read it, then try it: scrapy crawl {found.name} -s LIST_PAGES_MAX=2"
