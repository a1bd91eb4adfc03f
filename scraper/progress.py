"""One line on a terminal that is overwritten as work goes on; silent where nobody looks."""

import sys
import time
from typing import TextIO

INTERVAL_SECONDS = 0.2


class ProgressLine:
    """Shows the latest text, at most five times a second, on a terminal only."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._alive = self._stream.isatty()
        self._shown_at = 0.0

    def show(self, text: str) -> None:
        """Put `text` in the place of what stood there."""
        if self._alive and time.monotonic() - self._shown_at >= INTERVAL_SECONDS:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()
            self._shown_at = time.monotonic()

    def clear(self) -> None:
        """Take the line away."""
        if self._alive and self._shown_at:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown_at = 0.0
