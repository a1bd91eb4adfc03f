"""The sites: their addresses, and where they list what they have."""

from scraper.replica.sites.abroad.printing import Copy, Source, links_only, site

ITUC, EQUAL = "https://www.ituc-csi.org", "https://www.equaltimes.org"
LANGUAGES = ("en", "fr", "es")
NOTHING: frozenset[str] = frozenset()
STARTED = "https://www.labourstart.org/news/country.php"

COPIES = (
    Copy(
        "labornotes",
        "Labor Notes",
        "labornotes",
        "https://labornotes.org/{moment:%Y/%m}/{slug}",
        (Source("rss", "https://labornotes.org/rss.xml"),),
    ),
    Copy(
        "industriall",
        "IndustriALL",
        "industriall",
        "https://www.industriall-union.org/{slug}",
        (Source("rss", "https://www.industriall-union.org/rss.xml"),),
        NOTHING,
    ),
    *(
        Copy(
            name,
            label,
            "spip",
            home + "/{slug}",
            tuple(Source("rss", f"{home}/spip.php?page=backend&lang={language}") for language in LANGUAGES),
        )
        for name, label, home in (("ituc", "ITUC", ITUC), ("equaltimes", "Equal Times", EQUAL))
    ),
    Copy(
        "ilo",
        "International Labour Organization",
        "ilo",
        "https://www.ilo.org/resource/news/{slug}",
        (
            Source("list", "https://www.ilo.org/resource/news/all-news-recent", size=5),
            Source("sitemap", "https://www.ilo.org/sitemap.xml"),
        ),
        NOTHING,
    ),
    Copy(
        "laborpress",
        "LaborPress",
        "wordpress",
        "https://www.laborpress.org/{slug}/",
        (Source("rss", "https://www.laborpress.org/feed/", paged="paged", size=16),),
        frozenset({"author", "source"}),
    ),
    Copy(
        "epi",
        "Economic Policy Institute",
        "epi",
        "https://www.epi.org/blog/{slug}/",
        (Source("rss", "https://www.epi.org/blog/feed/", paged="paged", size=16),),
    ),
    Copy(
        "clb",
        "中国劳工通讯",
        "clb",
        "https://clb.org.hk/zh-hans/content/{id}",
        (Source("list", "https://clb.org.hk/zh-hans", size=5), Source("list", "https://clb.org.hk/en", size=5)),
        NOTHING,
        lang="zh",
        precision="second",
    ),
    Copy(
        "coolloud",
        "苦勞網",
        "coolloud",
        "https://www.coolloud.org.tw/node/{id}",
        (
            Source("list", "https://www.coolloud.org.tw/story", size=5),
            Source("rss", "https://www.coolloud.org.tw/rss.xml"),
        ),
        lang="zh",
        script="Hant",
    ),
)
SITES = (
    *map(site, COPIES),
    links_only(
        "labourstart",
        [f"{STARTED}?country={name}&langcode=en" for name in ("China", "Hong%20Kong", "Taiwan", "Global")],
        {
            "https://labornotes.org/2026/08/after-the-vote-1": "Ferry crews vote to strike",
            "https://press.example.org/2026/line": "Mill hands win back pay",
        },
    ),
)
