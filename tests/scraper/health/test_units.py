"""The examples for systemd and cron are such that both take them, and run commands that exist."""

import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from running import ROOT, inside

DEPLOY = ROOT / "docs" / "deploy"
SERVICE, TIMER = DEPLOY / "union-news-archive.service", DEPLOY / "union-news-archive.timer"
HARDENING = {
    "NoNewPrivileges": "true",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
}


def sections(path: Path) -> dict[str, list[tuple[str, str]]]:
    """By the grammar of systemd.syntax(7), without line continuations: anything else in a line is refused."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", ";")):
            continue
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            name = heading[1]
            found[name] = []
        else:
            setting = re.fullmatch(r"([A-Z]\w*)=(.*)", line)
            assert setting, line
            found[name].append((setting[1], setting[2]))
    return found


def test_the_service_runs_a_command_that_exists_and_is_hardened(tmp_path: Path) -> None:
    service = dict(sections(SERVICE)["Service"])
    assert HARDENING.items() <= service.items()
    program, *words = service["ExecStart"].split()
    assert program == f"{service['WorkingDirectory']}/.venv/bin/scrapy"
    name, *options = words
    command = import_module(f"scraper.commands.crawling.{name}").Command()
    assert inside(command, *options, "--dry-run", archive=tmp_path).returncode == 0
    assert f"ARCHIVE_DIR=/var/lib/{service['StateDirectory']}" in [
        value for name, value in sections(SERVICE)["Service"] if name == "Environment"
    ]
    assert (service["KillMode"], service["SuccessExitStatus"]) == ("mixed", "3")


def test_the_timer_starts_the_service_of_its_name() -> None:
    timer = sections(TIMER)
    assert TIMER.stem == SERVICE.stem
    assert re.fullmatch(r"\*:\d\d(,\d\d)*", dict(timer["Timer"])["OnCalendar"])
    assert dict(timer["Timer"])["Persistent"] == "true"
    assert timer["Install"] == [("WantedBy", "timers.target")]


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd is not installed; the other tests parse the units"
)
def test_systemd_takes_both(tmp_path: Path) -> None:
    def verify(text: str) -> str:
        units = [tmp_path / SERVICE.name, tmp_path / TIMER.name]
        units[0].write_text(text.replace("/srv/union-news-archive/.venv/bin/scrapy", "/bin/true"), encoding="utf-8")
        shutil.copy(TIMER, units[1])
        done = subprocess.run(
            ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True, timeout=30, check=False
        )
        own = [line for line in (done.stdout + done.stderr).splitlines() if SERVICE.stem in line]
        return "\n".join(own) + ("" if done.returncode == 0 else f"\nexit status {done.returncode}")

    good = SERVICE.read_text(encoding="utf-8")
    assert verify(good) == ""
    assert "NoNewPrivilege" in verify(good.replace("NoNewPrivileges=", "NoNewPrivilege="))


def test_cron_gets_lines_of_its_form() -> None:
    lines = [
        line for line in (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}
    ]
    jobs = [line for line in lines if not re.fullmatch(r"[A-Z_]+=\S+", line)]
    assert len(jobs) == 2
    for job in jobs:
        fields = re.fullmatch(r"([\d,*/-]+) ([\d,*/-]+) ([\d,*/-]+) ([\d,*/-]+) ([\d,*/-]+) +union-news +(.+)", job)
        assert fields, job
        assert "%" not in fields[6], "cron takes it for the end of the line"
        assert subprocess.run(["sh", "-n", "-c", fields[6]], timeout=10, check=False).returncode == 0
        assert re.search(r"\.venv/bin/scrapy (crawl-due|status) ", fields[6])
