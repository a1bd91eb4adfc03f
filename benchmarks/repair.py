"""What looking for damage costs on healthy text, and mending on damaged text: python -m benchmarks.repair

Times are the best of several runs. The ratio to reading the text once (`str.count` of a character that is not there)
is what to compare between machines.
"""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.repair import repair, repair_bytes
from pipelines.repair.damage import inject_pinyin, misread, php_gbk, readings_of

PAGES: dict[str, list[str]] = json.loads(
    (Path(__file__).resolve().parent.parent / "tests" / "cases" / "repair" / "pages.json").read_text(encoding="utf-8")
)
CEILING_MS = 0.1
"""What a look at a clean article of about 3,000 characters may cost."""


def best_ms(work: Callable[[], object], runs: int = 15) -> float:
    """The shortest time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def page_of(lines: list[str]) -> str:
    """A page source with navigation, script and paragraphs."""
    links = "".join(
        f'<li><a href="/news/{at}.html" title="{line[:8]}">{line[:8]}</a></li>' for at, line in enumerate(lines)
    )
    script = "<script>for (var i = 0; i < n; i++) { document.write('<div><\\/div>'); }</script>"
    body = "".join("<p>" + re.sub("([，：])", r"<span>\1</span>", line) + "</p>\n" for line in lines)
    return f"<html><head><title>{lines[0]}</title>{script}</head><body><ul>{links}</ul>{body}</body></html>"


def main() -> None:
    """Print one line a text: length, time, ratio."""
    article, traditional = ("\n".join(PAGES[name] * 5) for name in ("simplified", "traditional"))
    source = page_of(PAGES["simplified"] * 38)
    listed = readings_of("總啟動難職幫萬計劃訪業為兩問錢廠車間來對說會區聽應")
    texts = {
        "clean article": article,
        "clean traditional article": traditional,
        "clean page source": source,
        "injected readings": inject_pinyin(traditional, listed),
        "UTF-8 read as latin-1": misread(article, "utf-8", "latin-1"),
        "UTF-8 read as GBK": misread(article, "utf-8", "gb18030"),
        "UTF-8 through GBK, text": php_gbk(source.encode()).decode("utf-8", "ignore"),
    }
    for name, text in texts.items():
        repair(text)
        spent, once = best_ms(lambda text=text: repair(text)), best_ms(lambda text=text: text.count("\x00"))
        print(f"{name:28} {len(text):8,} characters {spent:9.3f} ms {spent / once:9.0f} times one pass")
    for name, body in (("clean page bytes", source.encode()), ("UTF-8 through GBK, bytes", php_gbk(source.encode()))):
        repair_bytes(body)
        print(f"{name:28} {len(body):8,} bytes      {best_ms(lambda body=body: repair_bytes(body)):9.3f} ms")
    spent = best_ms(lambda: repair(article))
    verdict = "ok" if spent < CEILING_MS else "OVER"
    print(f"A clean article costs {spent:.3f} ms; the ceiling is {CEILING_MS} ms: {verdict}")


if __name__ == "__main__":
    main()
