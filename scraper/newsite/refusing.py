"""Why no site file can be written, each in one line that says what to do instead."""

import re

from archive.errors import InputError
from archive.records import Failure
from scraper.newsite.fetching import Refusal
from scraper.newsite.links.anchors import Look
from scraper.newsite.pages.proof import Proof

FEW_LINKS = 3
FEW_CHARACTERS = 200
_SHELL = re.compile(
    r"<div[^<>]{0,200}\bid=[\"']?(?:app|root|__next|__nuxt|main)\b|<app-root|href=[\"']#/", re.IGNORECASE
)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d([-/_]?)\d\d([-/_]?)\d\d(?!\d)")
_JSON = re.compile(r"\s*(?:[\w.$]+\s*\(\s*)?[\[{]")
_GATES = {401, 403, 406, 412, 418, 429, 503, 521}


def said_no(refusal: Refusal) -> InputError:
    """The error for a first page that could not be had."""
    url, status = refusal.url, refusal.status
    if "forbidden by robots.txt" in refusal.reason.lower():
        return InputError(f"robots.txt of the site forbids {url}; ask its owner for leave, or try another page of it")
    if status in _GATES:
        return InputError(
            f"{url} answers {status}: the site turns programs away; ask its owner for leave, "
            "or look at pages saved by hand: scrapy newsite --url URL FILE…"
        )
    if status:
        return InputError(f"{url} answers {status}; check the address in a browser")
    return InputError(f"{url} cannot be reached ({refusal.reason}); check the address and the network")


def built_by_script(look: Look) -> bool:
    """True for a page that is an empty shell until a script in a browser fills it."""
    if len(look.anchors) > FEW_LINKS or not _SCRIPT.search(look.text) or look.root is None:
        return False
    body = look.root.find("body")
    shown = "".join(
        text
        for text in (body if body is not None else look.root).xpath(
            ".//text()[not(ancestor::script or ancestor::style)]"
        )
    )
    return len("".join(shown.split())) < FEW_CHARACTERS or _SHELL.search(look.text) is not None


def of_one_day(look: Look) -> InputError:
    """The error for a sheet of an e-paper: its address is good for a day."""
    pattern = _DAY.sub(r"{day:%Y\1%m\2%d}", look.url, count=1)
    return InputError(
        f"{look.url} is a page of one day, as e-papers have; write an EPaper by hand, "
        f"its first_sheet may be {pattern} (see docs/sites.md)"
    )


def without_articles(look: Look, proofs: list[Proof]) -> InputError:
    """The error for a site on which nothing was confirmed to be an article."""
    if built_by_script(look):
        return InputError(
            f"{look.url} is built by scripts in the browser, its source holds no links; find the JSON that it loads "
            "(developer tools of a browser, Network, XHR) and write a JsonList by hand, see docs/add-a-site.md"
        )
    if _JSON.match(look.text):
        return InputError(f"{look.url} holds data, not a page; write a JsonList by hand, see docs/sites.md")
    failed = next((proof for proof in proofs if isinstance(proof.result, Failure)), None)
    if failed and isinstance(failed.result, Failure):
        return InputError(
            f"the links of {look.url} that look like articles are none ({failed.look.url}: {failed.result.reason}); "
            "give the address of a list page, or of an article as well"
        )
    return InputError(
        f"no links to articles were found on {look.url}; give the address of a list page, or of an article as well"
    )
