"""Log records as JSON, one a line, for programs that collect logs (-s LOG_JSON=True)."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """`time` (UTC), `level`, `logger`, `message`; `site` where a spider speaks, `error` with a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if spider := getattr(record, "spider", None):
            fields["site"] = spider.name
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def speak_json() -> None:
    """Let the handlers of the log, which Scrapy has installed by now, write JSON."""
    for handler in logging.root.handlers:
        handler.setFormatter(JsonLines())
