"""What surrounds articles on every site: robots.txt, sitemaps, RSS, redirects."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from scraper.replica.model import Page, Truth

LAUNCH = datetime(2024, 5, 1, 8)  # noqa: DTZ001 - Beijing wall clock; when the furniture last changed
BEIJING = timedelta(hours=8)


def http_date(moment: datetime) -> str:
    """A Beijing wall-clock time as an HTTP date (RFC 9110, 5.6.7)."""
    return format_datetime((moment - BEIJING).replace(tzinfo=UTC), usegmt=True)


def text(body: str) -> Page:
    """A plain-text page, such as robots.txt."""
    return Page(body.encode(), "text/plain", LAUNCH)


def robots(disallow: Sequence[str] = (), sitemaps: Sequence[str] = (), delay: float | None = None) -> Page:
    """A robots.txt (RFC 9309); with nothing to forbid it has the empty Disallow of people.com.cn."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallow or ("",))]
    lines += [f"Crawl-delay: {delay:g}"] if delay is not None else []
    lines += [f"Sitemap: {url}" for url in sitemaps]
    return text("\n".join(lines) + "\n")


def xml(body: str) -> Page:
    """An XML page in UTF-8."""
    return Page(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode(), "text/xml", LAUNCH)


def sitemap(truths: Iterable[Truth]) -> Page:
    """A sitemap of articles (sitemaps.org 0.9)."""
    entries = "\n".join(
        f"<url><loc>{escape(truth.url)}</loc><lastmod>{truth.moment:%Y-%m-%d}</lastmod></url>" for truth in truths
    )
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>')


def sitemap_index(urls: Iterable[str]) -> Page:
    """A sitemap of sitemaps."""
    entries = "\n".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in urls)
    return xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</sitemapindex>')


def rss(title: str, home: str, truths: Iterable[Truth]) -> Page:
    """An RSS 2.0 channel, newest first."""
    newest = sorted(truths, key=lambda truth: truth.moment, reverse=True)[:20]
    items = "\n".join(
        f"<item><title>{escape(truth.title)}</title><link>{escape(truth.url)}</link>"
        f"<pubDate>{http_date(truth.moment)}</pubDate>"
        f"<description><![CDATA[{truth.paragraphs[0][:80]}]]></description></item>"
        for truth in newest
    )
    return xml(
        f'<rss version="2.0"><channel><title>{escape(title)}</title><link>{escape(home)}</link>'
        f"<description>{escape(title)}</description>\n{items}\n</channel></rss>"
    )


def redirect(target: str) -> Page:
    """A permanent redirect."""
    return Page(b"", "text/html", LAUNCH, location=target)


def refresh(target: str) -> Page:
    """A root page that does nothing but send its visitor on."""
    html = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head><body></body></html>'
    return Page(html.encode(), "text/html", LAUNCH)


def private(title: str) -> Page:
    """A page that robots.txt forbids."""
    html = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><p>{title}</p></body></html>"
    return Page(html.encode(), "text/html", LAUNCH)
