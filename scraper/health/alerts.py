"""Tells a program or a web address when the health of a site changes."""

import json
import logging
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from scrapy.settings import BaseSettings

from archive.health.diagnoses import Diagnosis
from scraper.addon import SOFTWARE

logger = logging.getLogger(__name__)


class Alerts:
    """HEALTH_COMMAND and HEALTH_WEBHOOK. Whatever goes wrong with them costs one line in the log, never the crawl."""

    def __init__(self, settings: BaseSettings) -> None:
        self._command = settings.get("HEALTH_COMMAND") or ""
        self._webhook = settings.get("HEALTH_WEBHOOK") or ""
        self._seconds = settings.getfloat("HEALTH_TIMEOUT", 20)

    def tell(self, site: str, before: Sequence[Diagnosis], now: Sequence[Diagnosis]) -> None:
        """Send both where the classes of problems are not the same."""
        if {each.name for each in before} == {each.name for each in now}:
            return
        message = json.dumps(
            {
                "site": site,
                "health": now[0].name if now else "well",
                "problems": [about(each) for each in now],
                "before": [about(each) for each in before],
            },
            ensure_ascii=False,
        ).encode()
        for name, target, send in (
            ("HEALTH_COMMAND", self._command, self._run),
            ("HEALTH_WEBHOOK", self._webhook, self._post),
        ):
            if target:
                try:
                    send(message)
                except (OSError, ValueError, HTTPException, subprocess.SubprocessError) as error:
                    logger.error("%s failed: %s", name, " ".join(str(error).split()))  # noqa: TRY400 (one line)

    def _run(self, message: bytes) -> None:
        """Without a shell: the words of the setting are the program and its arguments."""
        subprocess.run(  # noqa: S603 (the owner of the archive names the program)
            shlex.split(self._command),
            input=message,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=self._seconds,
            check=True,
        )

    def _post(self, message: bytes) -> None:
        if urlsplit(self._webhook).scheme not in {"http", "https"}:
            raise ValueError("it is not an http(s) address")
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": SOFTWARE}
        request = Request(self._webhook, data=message, headers=headers)  # noqa: S310 (http and https only)
        with build_opener(Unmoved).open(request, timeout=self._seconds):
            pass


class Unmoved(HTTPRedirectHandler):
    """A message goes where the owner said, and nowhere else."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """Refuse; the answer counts as an error then."""
        return


def about(diagnosis: Diagnosis) -> dict[str, Any]:
    """A problem as others see it."""
    found = asdict(diagnosis)
    return {"class": found.pop("name"), **{name: value for name, value in found.items() if name != "site"}}
