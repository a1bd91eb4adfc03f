"""SPIP: a feed at `spip.php?page=backend` in each language; articles under their own names, `?lang=` beside them.

The feed shows the newest articles only. SPIP's own class names (`crayon article-titre-N`, `article-texte-N`) survive in
most themes because its editor needs them.
"""

from pipelines.layout import Layout
from scraper.spiders.feeds import Feed


def feed(home: str, *languages: str) -> Feed:
    """The feed of each language."""
    return Feed(tuple(f"{home}spip.php?page=backend&lang={language}" for language in languages))


def articles(host: str) -> tuple[str, ...]:
    """Addresses of articles; `host` is a regular expression."""
    return (rf"https?://{host}/(?!spip\.php)[\w-]+(\?lang=\w\w)?",)


LAYOUTS = (
    Layout(
        "spip",
        body=("[class*='article-texte']", ".texte", ".surlignable.texte"),
        title=("[class*='article-titre']", "h1"),
        published=(".info-publi .published", "abbr.published", ".date", "time"),
        author=(".vcard.author", ".auteurs", ".author"),
        drop=(".notes", ".partage"),
    ),
)
