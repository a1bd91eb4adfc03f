"""The one path from a raw page to an article: crawl, ingest and reprocess all call `process`."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from typing import NamedTuple

from archive.records import Article, Evidence, Failure, Fix, RawPage
from pipelines.decode import decode
from pipelines.extract import Extraction, extract
from pipelines.layout import Layout
from pipelines.media import refusal
from pipelines.notices import deletion_notice
from pipelines.repair import repair, repair_bytes
from pipelines.vanished import leads_away, onward

READER = 1
"""The reading rules: one more with every change after which some page gives another title, text or date."""
EXTRACTOR = f"{version('union-news-archive')}+reader.{READER}"
"""What each article and version says it was read by: the release, and the rules, which may change between releases.

The form is a version with build metadata (Semantic Versioning 2.0.0, section 10), so that `0.1.0+reader.2` sorts
behind `0.1.0+reader.1` as text and `pip install union-news-archive==0.1.0` gives the code again.
"""
# Lists and section fronts yield a stray teaser at most; the shortest real notices of the evaluation set have more.
MIN_TEXT_LENGTH = 30


def process(raw: RawPage, layouts: Sequence[Layout] = ()) -> Article | Failure:
    """Decode, mend and extract one page with its continuations.

    A pure function of its arguments, picklable, without network, database or clock. Whatever the bytes, it returns: a
    page without an article, and an error of our own, become a `Failure` that names the stage.
    """
    try:
        reason = refusal(raw)
        if reason:
            return Failure(raw.url, "fetch", reason)
        first = _read(raw, layouts)
        notice = deletion_notice(first.source, first.page.text, first.page.title, plain=_is_plain(raw))
        if notice:
            evidence = first.evidence | {"vanished": {"notice": notice}}
            return Failure(raw.url, "extract", f"the page says that its article is gone: {notice}", evidence, "deleted")
        text, later_fixes = _with_continuations(first.page.text, raw, layouts, first.evidence)
        if len(text) < MIN_TEXT_LENGTH:
            return _without_article(raw, first, text)
        return _article(raw.url, first.page, text, (*first.fixes, *later_fixes), first.evidence)
    except Exception as error:  # noqa: BLE001  (one bad page must not stop a run; the failure row says what happened)
        return Failure(raw.url, "process", f"internal error, please report it: {type(error).__name__}: {error}"[:500])


class _Reading(NamedTuple):
    """One page's extraction, the fixes on its bytes and on its text, why each step did what it did, the mended page."""

    page: Extraction
    fixes: tuple[Fix, ...]
    evidence: Evidence
    source: str


def _read(raw: RawPage, layouts: Sequence[Layout]) -> _Reading:
    mended = repair_bytes(raw.body)
    decoded = decode(replace(raw, body=mended.body))
    repaired = repair(decoded.text)
    extraction = extract(
        repaired.text,
        raw.url,
        plain=_is_plain(raw),
        layouts=layouts,
        fetched_on=raw.fetched_at.date() if raw.fetched_at else None,
    )
    cut = [Fix("truncated", lost=1)] if raw.truncated else []
    fixes = (*cut, *mended.fixes, *repaired.fixes)
    evidence: Evidence = {
        "decode": decoded.evidence,
        "repair": [asdict(fix) for fix in fixes],
        "extract": extraction.evidence,
    }
    if raw.truncated:
        evidence["fetch"] = {"truncated": raw.truncated}
    return _Reading(extraction, fixes, evidence, repaired.text)


def _is_plain(raw: RawPage) -> bool:
    return raw.media_type == "text/plain"


def _with_continuations(
    text: str, raw: RawPage, layouts: Sequence[Layout], evidence: Evidence
) -> tuple[str, tuple[Fix, ...]]:
    """The first page's text followed by that of the later pages, each once (some sites link page 1 as page N too)."""
    parts, fixes = [text] if text else [], list[Fix]()
    for page in raw.continuations:
        later = _read(page, layouts)
        evidence.setdefault("continuations", []).append({"url": page.url, **later.evidence})
        if later.page.text and later.page.text not in parts:
            parts.append(later.page.text)
            fixes += later.fixes
    return "\n".join(parts), tuple(fixes)


def _article(url: str, page: Extraction, text: str, fixes: tuple[Fix, ...], evidence: Evidence) -> Article:
    return Article(
        url=url,
        title=page.title,
        text=text,
        published_at=page.published_at,
        published_date=page.published_date,
        source=page.source,
        author=page.author,
        editor=page.editor,
        section=page.section,
        lang=page.lang,
        script=page.script,
        fixes=fixes,
        evidence=evidence,
        extractor=EXTRACTOR,
    )


def _without_article(raw: RawPage, page: _Reading, text: str) -> Failure:
    """An empty page that sends its reader to the home page was an article once; any other may be one tomorrow."""
    target = None if _is_plain(raw) else onward(page.source, raw.url)
    if target and leads_away(raw.url, target):
        evidence = page.evidence | {"vanished": {"target": target}}
        return Failure(raw.url, "extract", f"no article: the page leads to {target}", evidence, "redirected")
    why = _why_empty(text) + (f"; {raw.truncated}" if raw.truncated else "")
    return Failure(raw.url, "extract", why, page.evidence)


def _why_empty(text: str) -> str:
    if text:
        return f"no article: the longest text on the page has {len(text)} characters"
    return "no article: no main text was found on the page"
