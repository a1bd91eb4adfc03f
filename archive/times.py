"""One way to write a moment, so that moments sort and compare as text."""

from datetime import UTC, datetime


def timestamp(moment: datetime) -> str:
    """`moment` (with an offset) as UTC in ISO 8601 with microseconds: `2026-01-31T09:05:00.000000Z`.

    The form of WARC-Date in WARC/1.1, section 5.4.
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def now() -> str:
    """The present moment, in the same form."""
    return timestamp(datetime.now(UTC))
