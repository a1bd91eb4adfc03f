"""What a reader asks for beside the page: its language."""

from typing import Any

from archive.charts.words import Language
from archive.site.words import chosen_language

COOKIE, ASKED = "archive_language", "lang"


def language_of(request: Any) -> Language:
    """`en` or `zh`, by the address, the cookie or the browser."""
    return chosen_language(
        request.args.get(ASKED), request.cookies.get(COOKIE), request.headers.get("accept-language") or ""
    )
