"""When to look at an article again: edits and deletions are news, and most come early."""

from datetime import datetime, timedelta

SHORTEST = timedelta(days=1)
LONGEST = timedelta(days=180)
SHARE = 0.5
"""An article waits half its age: visits after 1 day, 2, 3, 4.5, 6.8 …, fourteen in its first year, then two a year."""

FIRST_RETRY = timedelta(hours=6)
MOST_STEPS = 5  # the next one is beyond the longest


def next_visit(seen: datetime, first_seen: datetime) -> datetime:
    """When an article that was first seen at one moment and is as it should be at another is due again."""
    return seen + min(max((seen - first_seen) * SHARE, SHORTEST), LONGEST)


def next_try(seen: datetime, attempts: int) -> datetime:
    """When a page that failed is worth another try: four times the wait after each."""
    steps = min(max(attempts - 1, 0), MOST_STEPS)
    return seen + min(FIRST_RETRY * pow(4.0, steps), LONGEST)
