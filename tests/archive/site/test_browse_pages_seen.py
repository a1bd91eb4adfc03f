"""The pages as a browser shows them: on a desk and on a phone, light and dark, with hostile pages in the archive."""

import os
from pathlib import Path

import pytest
from browser import Browser

DESK, PHONE = 1280, 390
# The contrast of every text with what lies behind it (WCAG 2.2, 1.4.3); the lowest, and where.
CONTRAST = """(() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  let lowest = [99, ''];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < lowest[0]) lowest = [ratio, element.outerHTML.slice(0, 120)];
  }
  return lowest;
})()"""


def paths(numbers: dict[str, int]) -> dict[str, str]:
    article = "/archive/-/article/{}".format
    return {
        "start": "/",
        "article": article(numbers["origin"]),
        "damaged": article(numbers["damaged"]),
        "gone": article(numbers["gone"]),
        "english": article(numbers["english"]),
        "edits": article(numbers["edited"]) + "/edits",
        "story": f"/archive/-/story/{numbers['story']}",
        "search": "/archive/-/search?q=夜校",
        "hostile": article(numbers["hostile"]),
    }


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_pages_fit_and_can_be_read(
    browser: Browser, site: str, numbers: dict[str, int], tmp_path: Path, width: int, *, dark: bool
) -> None:
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    for name, path in paths(numbers).items():
        browser.show(site + path, width=width, dark=dark, language="zh" if dark else "en")
        wide, shown = browser.ask("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= shown <= width, name
        ratio, where = browser.ask(CONTRAST)
        assert ratio >= 4.5, (name, where)
        assert browser.ask("matchMedia('(prefers-color-scheme: dark)').matches") is dark
        browser.picture(folder / f"{name}-{width}-{'dark' if dark else 'light'}.png")
        assert not browser.errors, name


def test_reading_is_set_as_chinese_is(browser: Browser, site: str, numbers: dict[str, int]) -> None:
    style = "(name => getComputedStyle(document.querySelector('.text p'))[name])"
    browser.show(site + paths(numbers)["article"])
    size, line, indent = (
        float(browser.ask(f"{style}('{name}')").removesuffix("px")) for name in ("fontSize", "lineHeight", "textIndent")
    )
    assert indent == 2 * size
    assert line >= 1.8 * size
    assert 30 <= browser.ask("document.querySelector('.text p').clientWidth") / size <= 40
    side = "document.querySelector('aside').getBoundingClientRect()"
    end = "document.querySelector('article').getBoundingClientRect()"
    assert browser.ask(f"{side}.left >= {end}.right")
    browser.show(site + paths(numbers)["article"], width=PHONE)
    assert browser.ask(f"{side}.top >= {end}.bottom")
    browser.show(site + paths(numbers)["english"])
    assert browser.ask(f"{style}('textIndent')") == "0px"


def test_the_switch_changes_the_language_and_stays(browser: Browser, site: str, numbers: dict[str, int]) -> None:
    browser.show(site + "/", language="zh-CN")
    assert browser.ask("document.documentElement.lang") == "zh-Hans"
    browser.show(browser.ask("document.querySelector('.language').href"), language="zh-CN")
    browser.show(site + paths(numbers)["story"], language="zh-CN")
    assert browser.ask("document.documentElement.lang") == "en"
    browser.forget()


def test_nothing_of_a_hostile_page_runs(browser: Browser, site: str, numbers: dict[str, int]) -> None:
    ours = [path for name, path in paths(numbers).items() if name in {"start", "hostile", "search"}]
    ours += [
        f"/archive/-/article/{numbers['scripted']}",
        f"/archive/-/article/{numbers['hostile']}/edits",
        "/archive/-/search?q=\"><script>window.ran='q'</script>",
    ]
    datasettes = [
        "/archive/articles?_size=100",
        "/archive/repairs",
        f"/archive/articles/{numbers['hostile']}",
        f"/archive/articles/{numbers['scripted']}",
        "/archive/articles_of_a_source?source=<script>window.ran='p'</script>",
    ]
    for path in ours + datasettes:
        browser.show(site + path)
        browser.ask("new Promise(done => setTimeout(done, 50))")
        assert browser.ask("window.ran || frames.length || document.querySelector('iframe,[onload],[onerror]')") in (
            None,
            0,
        ), path
        links = browser.ask("[...document.querySelectorAll('a[href],form[action]')].map(a => a.href || a.action)")
        assert links, path
        assert all(link.startswith(("http://", "https://")) for link in links), path
        assert path not in ours or not browser.errors, (path, browser.errors)
    browser.show(site + paths(numbers)["hostile"])
    assert "{{7*7}}" in browser.ask("document.querySelector('h1').textContent")


def test_no_request_leaves_the_machine(browser: Browser, site: str, numbers: dict[str, int]) -> None:
    browser.requests.clear()
    for path in (*paths(numbers).values(), "/archive/articles"):
        browser.show(site + path)
    assert len(browser.requests) > len(paths(numbers))
    assert not [url for url in browser.requests if not url.startswith((f"{site}/", "data:"))]
