"""What the tag, class and id of a block say about it."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_ASIDE = re.compile(
    r"comment|pinglun|footer|foot(?![a-z])|copyright|sidebar|side(?![a-z])|related|relate(?![a-z])|recommend|tuijian|"
    r"hot(?:list|news|_)|rank|breadcrumb|crumb|navbar|nav(?![a-z])|menu|share|bdshare|toolbar|login|advert|popup|"
    r"disclaimer|statement|shengming|pager|pagination|newsletter|cookie|promo|subscribe|qrcode|tags?(?![a-z])",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset({"nav", "aside", "footer"})


def is_aside(element: HtmlElement) -> bool:
    """True for a block that its author marked as beside the article."""
    if element.tag in _ASIDE_TAGS:
        return True
    names, key = element.get("class"), element.get("id")
    return bool(names and _named(names[:200])) or bool(key and _named(key[:200]))


@lru_cache(maxsize=4096)
def _named(names: str) -> bool:
    return _ASIDE.search(names) is not None
