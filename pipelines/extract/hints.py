"""What the class and id of a block say about it."""

import re

from lxml.html import HtmlElement

_ASIDE = re.compile(
    r"comment|pinglun|footer|foot(?![a-z])|copyright|sidebar|side(?![a-z])|related|relate(?![a-z])|recommend|tuijian|"
    r"hot(?:list|news|_)|rank|breadcrumb|crumb|navbar|nav(?![a-z])|menu|share|bdshare|toolbar|login|advert|popup|"
    r"disclaimer|statement|shengming|pager|pagination|newsletter|cookie|promo|subscribe|qrcode|tags?(?![a-z])",
    re.IGNORECASE,
)
_ASIDE_TAGS = frozenset({"nav", "aside", "footer"})


def hint_of(element: HtmlElement) -> int:
    """1 for a block that its author marked as beside the article, 0 where there is no mark."""
    if element.tag in _ASIDE_TAGS:
        return 1
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return 1 if len(named) > 3 and _ASIDE.search(named) else 0
