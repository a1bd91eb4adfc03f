"""What to call a site: a name for commands and files, and the label that people use."""

import keyword
import re
import sys
from collections import Counter
from collections.abc import Sequence

from archive.errors import InputError
from scraper.newsite.links.addresses import domain_of

_PARTS = re.compile(r"\s*(?:[-_—–|·»>,，:：]|--)+\s*")
_HOME = re.compile(r"首\s*页|首頁|网站首页|官方网站|官网|欢迎(?:您|访问).*|home(?:page)?|welcome.*", re.IGNORECASE)
_GOOD = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_LABEL = 30
# Names that a site file imports, or that a class of Python has.
RESERVED = frozenset(
    {"Expectations", "Feed", "Layout", "ListPages", "SiteSpider", "None", "True", "False", "date", "timedelta"}
)


def name_of(host: str) -> str:
    """A name for the site on a host: www.example.org is example, news.example.org is example_news."""
    host = host.removeprefix("www.")
    if host.replace(".", "").isdecimal() or ":" in host:
        return "site_" + re.sub(r"\W", "_", host)
    domain = domain_of(host)
    parts = [domain.partition(".")[0], *reversed(host.removesuffix(domain).strip(".").split("."))]
    name = re.sub(r"[^a-z0-9]+", "_", "_".join(part for part in parts if part).lower()).strip("_")[:40].strip("_")
    if not name or name[0].isdigit():
        name = f"site_{name}".rstrip("_")
    return f"{name}_site" if keyword.iskeyword(name) or name in sys.stdlib_module_names else name


def checked_name(name: str) -> str:
    """A name that somebody chose.

    Raises:
        InputError: no Python module can have it.
    """
    if not _GOOD.fullmatch(name) or keyword.iskeyword(name) or name in sys.stdlib_module_names:
        raise InputError(f"{name!r} cannot name a site; give --name small letters, digits and _, such as labour_daily")
    return name


def class_of(name: str) -> str:
    """The class in the file of that name."""
    found = "".join(part.capitalize() for part in name.split("_"))
    return f"{found}Site" if found in RESERVED or keyword.iskeyword(found) else found


def label_of(home_title: str, other_titles: Sequence[str], host: str) -> tuple[str, bool]:
    """What the site calls itself, and whether its pages agree on it.

    The part of the home page's title that the titles of other pages share; else its first part; else the host.
    """
    own = _parts(home_title)
    shared = Counter(part for title in other_titles for part in set(_parts(title)))
    # The last part of a page's title names the site, an earlier one the section.
    ends = Counter(parts[-1] for title in other_titles if (parts := _parts(title)))
    agreed = [part for part in own if shared[part] >= max(1, len(other_titles) // 2)]
    agreed.sort(key=lambda part: -ends[part])
    agreed = agreed or [part for part, count in ends.most_common(1) if count > 1 and 2 * count > len(other_titles)]
    if agreed:
        return agreed[0], True
    return (own[0] if own else host), False


def _parts(title: str) -> list[str]:
    clean = "".join(c if c.isprintable() else " " for c in title)
    parts = [part.strip() for part in _PARTS.split(clean) if part.strip()]
    return [part for part in parts if len(part) <= LONGEST_LABEL and not _HOME.fullmatch(part)]
