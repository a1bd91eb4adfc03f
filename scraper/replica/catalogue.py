"""The sites that the replica knows."""

from collections.abc import Iterable

from scraper.replica.families.copies import copied
from scraper.replica.model import Site
from scraper.replica.sites.abroad.site import SITES as ABROAD
from scraper.replica.sites.dzwww.site import SITE as DZWWW
from scraper.replica.sites.fensifuwu.site import SITE as FENSIFUWU
from scraper.replica.sites.ixuchang.site import SITE as IXUCHANG
from scraper.replica.sites.papers.site import SITES as PAPERS
from scraper.replica.sites.people.site import SITE as PEOPLE
from scraper.replica.sites.strangers.site import STRANGERS
from scraper.replica.sites.workercn.site import SITE as WORKERCN

BY_HAND = (WORKERCN, PEOPLE, DZWWW, IXUCHANG, FENSIFUWU)
KNOWN = {site.name: site for site in (*BY_HAND, *PAPERS, *ABROAD, *copied())}
SITES = tuple(site.name for site in BY_HAND)
"""Those that are served unless others are asked for: copied by hand, with the peculiarities of each."""
UNKNOWN = {site.name: site for site in STRANGERS}
"""Sites that the project has no file for; they are served where they are asked for by name."""


def chosen(names: Iterable[str]) -> tuple[Site, ...]:
    """The sites of these names, in the order of the catalogue.

    Raises:
        ValueError: a name is unknown.
    """
    wanted, served = set(names), UNKNOWN | KNOWN
    if unknown := wanted - set(served):
        raise ValueError(f"no replica of {', '.join(sorted(unknown))}; choose from {', '.join(KNOWN)}")
    return tuple(site for name, site in served.items() if name in wanted)
