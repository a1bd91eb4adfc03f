"""A real Chromium without a window, spoken to over its DevTools pipe (a NUL ends each JSON message)."""

import base64
import fcntl
import itertools
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless_shell")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--remote-debugging-pipe",
)  # fmt: skip
PATIENCE = 30.0


def find_browser() -> str | None:
    """The program named by $CHROMIUM, else the first that is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _pipe() -> tuple[int, int]:
    """A pipe beyond the descriptors 3 and 4, which are to be Chromium's."""
    low = os.pipe()
    high = fcntl.fcntl(low[0], fcntl.F_DUPFD_CLOEXEC, 10), fcntl.fcntl(low[1], fcntl.F_DUPFD_CLOEXEC, 10)
    for descriptor in low:
        os.close(descriptor)
    return high


class Browser:
    """One tab. `requests` are the addresses that it asked for since it was opened, of whatever kind."""

    def __init__(self, program: str, profile: Path) -> None:
        theirs_in, self._out = _pipe()
        self._in, theirs_out = _pipe()
        self._numbers = itertools.count(1)
        self._rest = b""
        self._loaded = False
        self.requests: list[str] = []
        self.errors: list[str] = []

        # Chromium reads from descriptor 3 and writes to 4; a shell puts them there, whatever their numbers are here.
        command = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for descriptor in (theirs_in, theirs_out):
            os.close(descriptor)
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._call(f"{domain}.enable")

    def show(self, url: str, *, width: int = 1280, dark: bool = False, language: str = "en") -> None:
        """Open an address as a person with that screen (390 is a phone), colour scheme and language would."""
        phone = width < 600
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=phone)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        self._call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        self.errors.clear()
        self._loaded = False
        self._call("Page.navigate", url=url)
        self._read_until(lambda: self._loaded)

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page; DevTools may run it whatever the page's policy says."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, path: Path) -> None:
        """The whole page as PNG."""
        answer = self._call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(answer["data"]))

    def forget(self) -> None:
        """Throw all cookies away."""
        self._call("Network.clearBrowserCookies")

    def close(self) -> None:
        """End the program."""
        self._session = ""
        self._call("Browser.close")
        self._process.wait(PATIENCE)
        os.close(self._in)
        os.close(self._out)

    def _call(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        answers: list[Mapping[str, Any]] = []
        self._read_until(lambda: bool(answers), number, answers)
        assert "error" not in answers[0], answers[0]
        return answers[0]["result"]

    def _read_until(self, done: Any, number: int = 0, answers: list[Mapping[str, Any]] | None = None) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert select.select([self._in], [], [], deadline - time.monotonic())[0], "Chromium does not answer"
            piece = os.read(self._in, 1 << 20)
            assert piece, "Chromium ended"
            *whole, self._rest = (self._rest + piece).split(b"\0")
            for message in map(json.loads, whole):
                if answers is not None and message.get("id") == number:
                    answers.append(message)
                self._note(message)

    def _note(self, message: Mapping[str, Any]) -> None:
        about = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(about["url"])
            case "Page.loadEventFired":
                self._loaded = True
            case "Runtime.exceptionThrown":
                self.errors.append(about["exceptionDetails"]["text"])
            case "Log.entryAdded":
                self.errors.append(f"{about['entry']['text']} {about['entry'].get('url', '')}")
