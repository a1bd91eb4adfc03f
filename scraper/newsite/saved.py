"""Pages saved by hand in place of a network: each answers at the address that it states."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archive.errors import InputError
from archive.intake.files import read_file
from archive.records import Article, RawPage
from pipelines.process import process
from scraper.newsite.fetching import NOT_SAVED, Answer, Refusal
from scraper.newsite.links.anchors import Look
from scraper.newsite.pages.proof import alike


def read_saved(files: Sequence[str], url: str) -> list[RawPage]:
    """The pages in the files; the first lies at `url`.

    A further page lies where it says (canonical link), else where a saved page links to with its headline.

    Raises:
        InputError: a file cannot be read, or nothing tells where its page lies.
    """
    pages = [_read(Path(name), url if place == 0 else None) for place, name in enumerate(files)]
    looks = [Look(page) for page in pages if page.url.startswith("http")]
    return [
        page if page.url.startswith("http") else replace(page, url=_linked(page, name, looks))
        for page, name in zip(pages, files, strict=True)
    ]


def _read(path: Path, url: str | None) -> RawPage:
    try:
        return read_file(path, url)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check that it is readable") from error


def _linked(page: RawPage, name: str, looks: Sequence[Look]) -> str:
    result = process(page)
    title = (result.title or "") if isinstance(result, Article) else ""
    for look in looks:
        for anchor in look.anchors:
            if alike(anchor.text, title):
                return anchor.url
    raise InputError(
        f"{name} states no address, and no saved page links to its headline; save the list that does as well"
    )


class SavedPages:
    """Answers with saved pages, and with a refusal for all others."""

    def __init__(self, pages: Sequence[RawPage]) -> None:
        self._pages = {page.url: page for page in pages}

    async def get(self, url: str) -> Answer:
        """The page saved from `url`."""
        return self._pages.get(url) or Refusal(url, NOT_SAVED)
