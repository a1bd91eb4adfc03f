"""`scrapy browse` over an archive, under the Datasette of the lock file and under the newest alpha of 1.0."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest
from browsed_archive import fill
from browser import Browser, find_browser

ROOT = Path(__file__).resolve().parents[3]
ALPHA = "1.0a41"
# What the alpha needs beyond the lock file.
BESIDES = ("httpx2>=2,<3", "asyncinject>=0.7", "opentelemetry-api>=1.37")
PATIENCE = 60


@pytest.fixture(scope="session")
def browsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The folder of an archive, and the numbers of its articles."""
    folder = tmp_path_factory.mktemp("browsed")
    return folder, fill(folder)


@pytest.fixture(scope="session")
def numbers(browsed: tuple[Path, dict[str, int]]) -> dict[str, int]:
    return browsed[1]


@pytest.fixture(scope="session")
def alpha(pytestconfig: pytest.Config) -> Path:
    """A folder with the alpha, to be put before the other packages; kept between runs in pytest's cache."""
    folder = Path(pytestconfig.cache.mkdir("datasette")) / ALPHA  # type: ignore[union-attr]  # the cache plugin is on
    if not (folder / "ready").exists():
        command = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--upgrade", "--target", str(folder)]
        done = subprocess.run([*command, f"datasette=={ALPHA}", *BESIDES], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"pip cannot install Datasette {ALPHA}: {done.stderr.strip()[-200:]}")
        (folder / "ready").touch()
    return folder


@pytest.fixture(scope="session", params=["locked", ALPHA])
def site(request: pytest.FixtureRequest, browsed: tuple[Path, dict[str, int]]) -> Iterator[str]:
    """The address of the archive in a browser."""
    first = [] if request.param == "locked" else [str(request.getfixturevalue("alpha"))]
    with serving(
        [sys.executable, "-m", "scrapy", "browse", "--port", "0", "-s", f"ARCHIVE_DIR={browsed[0]}"], first
    ) as url:
        yield url


@pytest.fixture(scope="session")
def serve() -> Callable[..., "serving"]:
    return serving


class serving:  # noqa: N801 (reads as a statement)
    """Runs a command that starts Datasette; gives the address that it names."""

    def __init__(self, command: list[str], first: list[str] | None = None) -> None:
        path = os.pathsep.join([*(first or []), str(ROOT)])
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE, text=True
        )

    def __enter__(self) -> str:
        said = self._process.stderr
        assert said
        heard = []
        for line in said:
            heard.append(line)
            if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                self._rest = Thread(target=said.read)
                self._rest.start()
                return address[0]
        raise AssertionError("".join(heard))

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(PATIENCE)
        self._rest.join()
        assert self._process.stderr
        self._process.stderr.close()


@pytest.fixture(scope="session")
def get(site: str) -> Iterator[Callable[..., httpx.Response]]:
    """Asks the site for an address; headers by name."""
    with httpx.Client(base_url=site, timeout=PATIENCE, trust_env=False) as client:

        def ask(path: str, **headers: str) -> httpx.Response:
            client.cookies.clear()
            return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

        yield ask


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium on this machine; install one (apt-get install chromium), or name it in $CHROMIUM")
    opened = Browser(program, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
