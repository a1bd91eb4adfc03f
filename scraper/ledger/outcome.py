"""How a run went, in counts and in a word."""

from typing import Any, Protocol

from archive.crawls import COUNTS
from scraper.ledger.halt import STAT


class Stats(Protocol):
    """What is needed of Scrapy's stats collector."""

    def get_value(self, key: str, default: Any = None) -> Any:
        """The value of a stat."""


def counts_of(stats: Stats) -> dict[str, int]:
    """Pages fetched, and articles by what storing them did."""
    counts = {name: int(stats.get_value(f"archive/{name}", 0)) for name in COUNTS}
    counts["fetched"] = int(stats.get_value("response_received_count", 0))
    return counts


def outcome_of(reason: str, stats: Stats) -> str:
    """`complete`, `partial` (some pages failed), `failed` (nothing came), or `stopped` before its end.

    A page that robots.txt forbids has its failure row, but obeying it is no shortcoming of the run.
    """
    counts = counts_of(stats)
    if stats.get_value(STAT):
        return "refused by the disk"
    if reason != "finished":
        return "stopped"
    if counts["failed"] <= int(stats.get_value("robotstxt/forbidden", 0)):
        return "complete" if counts["fetched"] else "failed"
    return "partial" if counts["new"] + counts["changed"] + counts["unchanged"] else "failed"
