"""What a healthy run of a site looks like, as its file states it; `scrapy status` measures each run against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Expectations:
    """The least that a run over the site's lists must find.

    `links` is the number of article links that all first list pages show together, `fields` the share (0 to 1) of
    articles that state a field (`title`, `published_date`, `source`, `author`, `editor`, `section`; 0 for one that may
    come and go), `own_layout` the share whose text came from one
    of the site's own layouts. What is not stated is held against the site's own past.
    """

    links: int = 1
    fields: Mapping[str, float] = field(default_factory=lambda: {"title": 0.9, "published_date": 0.9})
    own_layout: float = 0.0
