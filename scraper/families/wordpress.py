"""WordPress: a feed of the newest posts at /feed/, which `paged=N` leads back through the years; 404 behind its end."""

from pipelines.layout import Layout
from scraper.spiders.feeds import Feed


def feed(*urls: str) -> Feed:
    """Feeds that page back where a `since` asks for it."""
    return Feed(urls, older="paged")


LAYOUTS = (
    Layout(
        "wordpress",
        body=(".entry-content", ".post-content", ".blog-the-content"),
        title=("h1.entry-title", ".post-title h1", "h1"),
        published=("time.entry-date", ".entry-meta time", ".posted-on", ".blog-byline-date"),
        author=(".entry-meta .author", ".byline .author", ".blog-author"),
        drop=(".sharedaddy", ".jp-relatedposts", ".post-tags"),
    ),
)
