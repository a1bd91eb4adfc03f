"""What a browser makes of the pages: nothing runs, nothing is asked for, nothing has to be scrolled sideways."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from invented import TODAY

from archive.charts.draw import can_draw
from archive.charts.page import report
from archive.database import Database
from archive.views.figures.scope import Scope

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.skipif(not can_draw(), reason="needs the extra report, which every lock file has"),
]
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-features=NetworkTimeServiceQuerying"),
]
WIDTHS = (390, 1280)
# Looks into each frame once all have loaded.
WATCH = """<!doctype html><body>%s<script>
onload = () => setTimeout(() => {
  const told = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, root = page.scrollingElement;
    const seen = name => [...page.querySelectorAll("svg." + name)].filter(svg => svg.getClientRects().length).length;
    const beyond = [...page.querySelectorAll("svg text, h2, h3, li, p")].filter(e => e.getClientRects().length
      && (e.getBoundingClientRect().right > root.clientWidth + 1 || e.getBoundingClientRect().left < -1));
    return {over: root.scrollWidth - root.clientWidth, wide: seen("wide"), narrow: seen("narrow"),
            title: page.title, beyond: beyond.map(e => e.textContent),
            paper: frame.contentWindow.getComputedStyle(page.body).backgroundColor,
            figures: page.querySelectorAll("figure").length};
  });
  document.body.textContent = "TOLD" + JSON.stringify(told) + "END";
}, 300);
</script>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append(self.path)
        frames = "".join(f'<iframe src="/page" width="{width}" height="2000"></iframe>' for width in WIDTHS)
        body = {"/": WATCH % frames, "/page": server.page}.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Any]:
    running: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    running.asked = []
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def looked_at(server: Any, page: str, folder: Path, *, dark: bool) -> list[dict[str, Any]]:
    """What Chromium tells of the page in both widths; every name on the Web leads to the server."""
    server.page = page
    port = server.server_address[1]
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder}", f"--host-resolver-rules=MAP * 127.0.0.1:{port}"]
    command += [f"--blink-settings=preferredColorScheme={0 if dark else 1}", "--virtual-time-budget=8000", "--dump-dom"]
    command.append(f"http://pictures.example:{port}/")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    found = re.search("TOLD(.*)END", done.stdout, re.DOTALL)
    assert found, done.stderr[-500:]
    told: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return told


def test_a_report_fits_and_does_nothing(full: Database, server: Any, tmp_path: Path) -> None:
    page = report(full, Scope(), "zh", TODAY)
    light = looked_at(server, page, tmp_path / "light", dark=False)
    # Without its policy, so that it is the text that is harmless and not only forbidden to act.
    bare = re.sub(r"<meta http-equiv[^>]*>", "", page)
    assert bare != page
    dark = looked_at(server, bare, tmp_path / "dark", dark=True)
    for phone, screen in (light, dark):
        assert phone["over"] == screen["over"] == 0
        assert phone["beyond"] == screen["beyond"] == []
        assert (phone["narrow"], phone["wide"]) == (phone["figures"], 0)
        assert (screen["narrow"], screen["wide"]) == (0, screen["figures"])
        assert phone["title"] == screen["title"] == "档案图览"
        assert screen["figures"] > 5
    assert light[0]["paper"] != dark[0]["paper"]
    assert set(server.asked) - {"/favicon.ico"} == {"/", "/page"}
