"""The one path from a raw page to an article: crawl, ingest and reprocess all call `process`."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from archive.records import Article, Evidence, Failure, Fix, RawPage
from pipelines.decode import decode
from pipelines.extract import Extraction, extract
from pipelines.layout import Layout
from pipelines.media import refusal
from pipelines.repair import repair, repair_bytes

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
        first, fixes, evidence = _read(raw, layouts)
        text, later_fixes = _with_continuations(first.text, raw, layouts, evidence)
        if len(text) < MIN_TEXT_LENGTH:
            return Failure(raw.url, "extract", _why_empty(text), evidence)
        return _article(raw.url, first, text, (*fixes, *later_fixes), evidence)
    except Exception as error:  # noqa: BLE001  (one bad page must not stop a run; the failure row says what happened)
        return Failure(raw.url, "process", f"internal error, please report it: {type(error).__name__}: {error}"[:500])


def _read(raw: RawPage, layouts: Sequence[Layout]) -> tuple[Extraction, tuple[Fix, ...], Evidence]:
    """One page's extraction, the fixes on its bytes and on its text, and why each step did what it did."""
    mended = repair_bytes(raw.body)
    decoded = decode(replace(raw, body=mended.body))
    repaired = repair(decoded.text)
    extraction = extract(
        repaired.text,
        raw.url,
        plain=raw.media_type == "text/plain",
        layouts=layouts,
        fetched_on=raw.fetched_at.date() if raw.fetched_at else None,
    )
    fixes = (*mended.fixes, *repaired.fixes)
    evidence: Evidence = {
        "decode": decoded.evidence,
        "repair": [asdict(fix) for fix in fixes],
        "extract": extraction.evidence,
    }
    return extraction, fixes, evidence


def _with_continuations(
    text: str, raw: RawPage, layouts: Sequence[Layout], evidence: Evidence
) -> tuple[str, tuple[Fix, ...]]:
    """The first page's text followed by that of the later pages, each once (some sites link page 1 as page N too)."""
    parts, fixes = [text] if text else [], list[Fix]()
    for page in raw.continuations:
        extraction, page_fixes, page_evidence = _read(page, layouts)
        evidence.setdefault("continuations", []).append({"url": page.url, **page_evidence})
        if extraction.text and extraction.text not in parts:
            parts.append(extraction.text)
            fixes += page_fixes
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
    )


def _why_empty(text: str) -> str:
    if text:
        return f"no article: the longest text on the page has {len(text)} characters"
    return "no article: no main text was found on the page"
